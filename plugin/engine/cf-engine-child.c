/* cf-engine-child.c — a checking process: one message -> evidence and questions */
#include "cf-engine-child.h"

#include <string.h>

#include "cf-engine-memfd.h"
#include "cf-engine-request.h"
#include "cf-frame-writer.h"
#include "cf-gather-preview.h"
#include "cf-limits.h"
#include "cf-report.h"

/* One message; everything is owned, and NULL until it came. */
typedef struct {
  const CfGatherPrepared *prepared;
  int socket;
  CfEngineRequest *request;
  GBytes *bytes;
  GBytes *decrypted; /* NULL as well where the host decrypted nothing */
  CfAnswers *answers;
  CfGatherMemo *memo;
  CfGatherRequest gather;
  gboolean is_quiet;
  guint n_rounds; /* of answers */
} Check;

/* @facts and @questions may be NULL: what is not there is not said, but for the list. */
static gboolean
send_word (const Check *check, const char *type, const CfFacts *facts, const CfQuestions *questions)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) frame = NULL;
  JsonArray *list = json_array_new ();

  for (guint i = 0; questions != NULL && i < cf_questions_get_n (questions); i++) {
    const CfQuestion *question = cf_questions_get (questions, i);
    JsonObject *entry = json_object_new ();

    json_object_set_string_member (entry, "kind", cf_question_kind_get_name (question->kind));
    json_object_set_string_member (entry, "question", question->key);
    json_array_add_object_element (list, entry);
  }

  json_object_set_string_member (object, "type", type);
  if (facts != NULL)
    json_object_set_object_member (object, "evidence", cf_report_write_facts (facts));
  json_object_set_array_member (object, "questions", list);
  frame = cf_frame_write (object);
  return cf_frame_send (check->socket, frame, -1);
}

/* Evidence that will be replaced is not sent: as long as there may be answers, only what is asked. */
static gboolean
gather (const Check *check, gboolean is_last)
{
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (CfFacts) facts = cf_gather (check->prepared, &check->gather, questions);

  if (!is_last && cf_questions_get_n (questions) > 0 && check->n_rounds < CF_LIMIT_ROUNDS)
    return send_word (check, "questions", NULL, questions);

  return send_word (check, "evidence", facts, questions);
}

/* The first word, before anything but hashing has touched the bytes: whatever they make of this process afterwards,
 * the monitor knows which message it speaks of. */
static gboolean
announce (const Check *check)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) frame = NULL;

  cf_gather_digest (check->gather.message, check->memo);
  json_object_set_string_member (object, "type", "digests");
  json_object_set_string_member (object, "sha256", cf_gather_memo_get_sha256 (check->memo));
  json_object_set_string_member (object, "canonical_sha256", cf_gather_memo_get_canonical_sha256 (check->memo));
  frame = cf_frame_write (object);
  return cf_frame_send (check->socket, frame, -1);
}

/* Says then who the message claims to be from, in case its body ends this process. */
static gboolean
preview (const Check *check)
{
  g_autoptr (CfFacts) facts = cf_gather_preview (check->prepared, &check->gather);

  return send_word (check, "sender", facts, NULL);
}

/* The monitor's terms.  "now" is its clock: this process has none. */
static gboolean
take_terms (Check *check, JsonObject *object)
{
  const char *text;
  gboolean asks_nobody;

  if (!cf_frame_get_string (object, "now", &text, NULL) || !cf_time_parse (text, &check->gather.now) ||
      !cf_frame_get_boolean (object, "asks_nobody", &asks_nobody, NULL) ||
      !cf_frame_get_boolean (object, "quiet", &check->is_quiet, NULL))
    return FALSE;

  if (asks_nobody)
    cf_answers_refuse_others (check->answers, CF_ANSWER_OFFLINE);
  return TRUE;
}

/* The bytes in a memfd of the frame; the monitor says how many, who looked at the seals. */
static GBytes *
map_bytes (const CfFrame *frame, int fd, const char *size_key)
{
  gint64 size;

  if (fd < 0 || !cf_frame_get_int (frame->object, size_key, &size, NULL) || size < 0)
    return NULL;

  return cf_engine_memfd_map_bytes (fd, (gsize) size);
}

/* Of the message before, where the monitor gives this process another one. */
static void
forget_message (Check *check)
{
  cf_gather_memo_free (check->memo);
  cf_answers_free (check->answers);
  cf_engine_request_free (check->request);
  g_clear_pointer (&check->bytes, g_bytes_unref);
  g_clear_pointer (&check->decrypted, g_bytes_unref);
  *check = (Check) { .prepared = check->prepared, .socket = check->socket };
}

/* FALSE when what the host decrypted is said to be there, and is not. */
static gboolean
take_decrypted (Check *check, const CfFrame *frame)
{
  if (!check->request->decrypted)
    return TRUE;

  check->decrypted = map_bytes (frame, frame->second, "decrypted_size");
  if (check->decrypted == NULL)
    return FALSE;

  check->gather.decrypted = cf_engine_memfd_get_bytes_span (check->decrypted);
  return TRUE;
}

static gboolean
take_message (Check *check, const CfFrame *frame)
{
  forget_message (check);
  check->answers = cf_answers_new ();
  check->memo = cf_gather_memo_new ();
  check->request = cf_engine_request_read (frame->object, NULL);
  check->bytes = map_bytes (frame, frame->fd, "size");
  if (check->request == NULL || check->bytes == NULL || !take_terms (check, frame->object) ||
      !take_decrypted (check, frame))
    return FALSE;

  check->gather.message = cf_engine_memfd_get_bytes_span (check->bytes);
  check->gather.source = check->request->source;
  check->gather.at_given = check->request->at != CF_TIME_UNKNOWN;
  check->gather.received = check->request->received;
  check->gather.place = check->request->place;
  check->gather.live = check->request->live;
  check->gather.exact = check->request->exact;
  check->gather.account = check->request->account;
  check->gather.answers = check->answers;
  check->gather.memo = check->memo;
  return announce (check) && (check->is_quiet || preview (check)) && gather (check, FALSE);
}

static gboolean
take_answer_line (Check *check, const char *line, gsize length)
{
  g_autofree char *text = g_strndup (line, length);
  CfAnswer *answer = cf_answer_from_line (text, NULL);

  if (answer != NULL)
    cf_answers_take (check->answers, answer);
  return answer != NULL;
}

/* One line at a time: a list of revocations has megabytes. */
static gboolean
take_answers (Check *check, const CfFrame *frame)
{
  g_autoptr (GBytes) lines = check->bytes != NULL ? map_bytes (frame, frame->fd, "size") : NULL;
  const char *text, *end;
  gsize size;

  if (lines == NULL)
    return FALSE;

  text = g_bytes_get_data (lines, &size);
  for (; size > 0 && (end = memchr (text, '\n', size)) != NULL; size -= (gsize) (end + 1 - text), text = end + 1)
    if (!take_answer_line (check, text, (gsize) (end - text)))
      return FALSE;

  check->n_rounds++;
  return gather (check, FALSE);
}

/* No more answers will come. */
static gboolean
take_end (Check *check, const CfFrame *frame)
{
  return check->bytes != NULL && gather (check, TRUE);
}

/* What the monitor may say. */
static const struct {
  const char *type;
  gboolean (*take) (Check *check, const CfFrame *frame);
} words[] = {
  { "message", take_message },
  { "answers", take_answers },
  { "end", take_end },
};

/* FALSE when the monitor and this process do not understand each other: then it has to go. */
static gboolean
take_frame (Check *check, const CfFrame *frame)
{
  const char *type;

  if (!cf_frame_get_string (frame->object, "type", &type, NULL))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (type, words[i].type))
      return words[i].take (check, frame);

  return FALSE;
}

/* A checking process.  Its whole job: take one sealed message from the
 * monitor, say which it is, ask questions, take answers and do so again, until
 * it has none and gives its evidence, and the monitor closes the socket; in a
 * trial the monitor gives it another message then.  It never sees the client,
 * writes no file and asks nobody.  It opens nothing: cf_gather_prepare() did,
 * in the template that it was forked from. */
int
cf_engine_child_main (const CfGatherPrepared *prepared, int socket)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_LIMIT_DATA_FRAME_BYTES);
  Check check = { .prepared = prepared, .socket = socket };

  cf_frame_reader_take_pairs (reader);

  /* It ends with the process: freeing would only take time. */
  while (cf_frame_reader_fill (reader, socket, NULL) > 0) {
    g_auto (CfFrame) frame = CF_FRAME_INIT;

    if (!cf_frame_reader_take (reader, &frame, NULL) || (frame.object != NULL && !take_frame (&check, &frame)))
      return 1;
  }

  return 0;
}
