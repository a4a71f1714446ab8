/* cf-engine-child.c — the checking process: one message after the other -> evidence */
#include "cf-engine-child.h"

#include <unistd.h>

#include "cf-engine-memfd.h"
#include "cf-engine-request.h"
#include "cf-frame-writer.h"
#include "cf-limits.h"
#include "cf-report.h"

static gboolean
send_object (int socket, JsonObject *object)
{
  g_autoptr (GBytes) frame = cf_frame_write (object);

  return cf_frame_send (socket, frame, -1);
}

/* Tells the monitor how opening went; @problem NULL means ready. */
static gboolean
send_prepared (int socket, const GError *problem)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "type", problem == NULL ? "ready" : "refused");
  if (problem != NULL)
    json_object_set_string_member (object, "message", problem->message);
  return send_object (socket, object);
}

static gboolean
send_evidence (int socket, const CfFacts *facts)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "type", "evidence");
  json_object_set_object_member (object, "evidence", cf_report_write_facts (facts));
  return send_object (socket, object);
}

/* "now" is the monitor's clock: this process has none. */
static gboolean
read_now (JsonObject *object, CfTime *out_now)
{
  const char *text;

  return cf_frame_get_string (object, "now", &text, NULL) && cf_time_parse (text, out_now);
}

/* FALSE when the monitor and this process do not understand each other: then both have to go. */
static gboolean
check_message (const CfGatherPrepared *prepared, const CfFrame *frame, int socket)
{
  g_autoptr (CfEngineRequest) request = cf_engine_request_read (frame->object, NULL);
  g_autoptr (GMappedFile) map = cf_engine_memfd_map (frame->fd);
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (CfFacts) facts = NULL;
  CfGatherRequest gather = { 0 };

  if (request == NULL || map == NULL || !read_now (frame->object, &gather.now))
    return FALSE;

  gather.message = cf_engine_memfd_get_span (map);
  gather.source = request->source;
  gather.at_given = request->at != CF_TIME_UNKNOWN;
  gather.received = request->received;
  gather.place = request->place;
  gather.exact = request->exact;

  facts = cf_gather (prepared, &gather, questions);
  return send_evidence (socket, facts);
}

static int
serve (const CfGatherPrepared *prepared, int socket)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_LIMIT_DATA_FRAME_BYTES);

  while (cf_frame_reader_fill (reader, socket, NULL) > 0) {
    g_auto (CfFrame) frame = CF_FRAME_INIT;

    if (!cf_frame_reader_take (reader, &frame, NULL))
      return 1;
    if (frame.object != NULL && !check_message (prepared, &frame, socket))
      return 1;
  }

  return 0;
}

/* The checking process.  Its whole job: take a frame and a sealed memfd from
 * the monitor, read the message in it, answer with evidence; again until the
 * monitor is gone.  It never sees the client, writes no file and asks nobody.
 * The last thing that it may open: what cf_gather_prepare() opens, before the
 * first message; afterwards it only maps the memfds that it is given. */
int
cf_engine_child_main (const CfGatherOptions *options, int socket)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (CfGatherPrepared) prepared = cf_gather_prepare (options, &problem);

  if (!send_prepared (socket, problem))
    return 1;

  return prepared != NULL ? serve (prepared, socket) : 2;
}
