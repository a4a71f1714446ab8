/* cf-engine-checker.c — the monitor's hand on one checking process */
#include "cf-engine-checker.h"

#include <signal.h>
#include <unistd.h>

#include "cf-engine-memfd.h"
#include "cf-frame-writer.h"
#include "cf-limits.h"
#include "cf-report.h"

/* Whose turn it is, and what may come next. */
typedef enum { EMPTY, READING, WORKING, WAITING } State;

struct _CfEngineChecker {
  CfEngineProcess process;
  CfFrameReader *reader;
  State state;
};

CfEngineChecker *
cf_engine_checker_new (const CfEngineProcess *process)
{
  CfEngineChecker *self = g_new0 (CfEngineChecker, 1);

  self->process = *process;
  self->reader = cf_frame_reader_new (CF_LIMIT_EVIDENCE_BYTES);
  return self;
}

int
cf_engine_checker_get_pid (const CfEngineChecker *self)
{
  return self->process.pid;
}

int
cf_engine_checker_get_fd (const CfEngineChecker *self)
{
  return self->process.socket;
}

static gboolean
send_object (CfEngineChecker *self, JsonObject *object, const char *type, guint64 size, int descriptor)
{
  g_autoptr (GBytes) frame = NULL;

  json_object_set_string_member (object, "type", type);
  json_object_set_int_member (object, "size", (gint64) size);
  frame = cf_frame_write (object);
  return cf_frame_send (self->process.socket, frame, descriptor);
}

gboolean
cf_engine_checker_ask (CfEngineChecker *self, const CfEngineRequest *request, int message, guint64 size, CfTime now)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *now_text = cf_time_format (now);

  g_assert (self->state == EMPTY);

  cf_engine_request_write (request, object);
  json_object_set_string_member (object, "now", now_text);
  self->state = READING;
  return send_object (self, object, "message", size, message);
}

gboolean
cf_engine_checker_answer (CfEngineChecker *self, const char *lines, gsize length)
{
  g_autoptr (JsonObject) object = json_object_new ();
  int memfd = cf_engine_memfd_new_sealed (lines, length);
  gboolean sent;

  g_assert (self->state == WAITING);
  if (memfd < 0)
    return FALSE;

  self->state = WORKING;
  sent = send_object (self, object, "answers", length, memfd);
  close (memfd);
  return sent;
}

void
cf_engine_answer_clear (CfEngineAnswer *answer)
{
  g_clear_pointer (&answer->evidence, json_object_unref);
  g_clear_pointer (&answer->facts, cf_facts_free);
  g_clear_pointer (&answer->questions, cf_questions_free);
}

/* The evidence of a word, checked against the schema; NULL when it is none. */
static CfFacts *
read_evidence (JsonObject *object, JsonObject **out_evidence)
{
  JsonNode *node = json_object_get_member (object, "evidence");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  *out_evidence = json_node_get_object (node);
  return cf_report_read_facts (*out_evidence, NULL);
}

static CfEngineCheckerEvent
take_sender (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer)
{
  JsonObject *evidence;
  g_autoptr (CfFacts) facts = read_evidence (object, &evidence);

  if (facts == NULL)
    return CF_ENGINE_CHECKER_DEAD;

  out_answer->evidence = json_object_ref (evidence);
  self->state = WORKING;
  return CF_ENGINE_CHECKER_SENDER;
}

static gboolean
read_question (JsonNode *node, CfQuestions *questions)
{
  JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name, *key;
  CfQuestionKind kind;

  if (entry == NULL || !cf_frame_get_string (entry, "kind", &name, NULL) ||
      !cf_frame_get_string (entry, "question", &key, NULL) || !cf_question_kind_find (name, &kind))
    return FALSE;

  cf_questions_ask (questions, kind, key);
  return TRUE;
}

static CfQuestions *
read_questions (JsonObject *object)
{
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  JsonNode *node = json_object_get_member (object, "questions");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (list == NULL || json_array_get_length (list) > CF_LIMIT_QUESTIONS)
    return NULL;

  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!read_question (json_array_get_element (list, i), questions))
      return NULL;

  return g_steal_pointer (&questions);
}

static CfEngineCheckerEvent
take_evidence (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer)
{
  JsonObject *evidence;

  out_answer->facts = read_evidence (object, &evidence);
  out_answer->questions = read_questions (object);
  if (out_answer->facts == NULL || out_answer->questions == NULL)
    return CF_ENGINE_CHECKER_DEAD;

  self->state = WAITING;
  return CF_ENGINE_CHECKER_DONE;
}

/* What it may say, and when. */
static const struct {
  const char *type;
  State state;
  CfEngineCheckerEvent (*take) (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer);
} answers[] = {
  { "sender", READING, take_sender },
  { "evidence", WORKING, take_evidence },
};

static CfEngineCheckerEvent
take_answer (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer)
{
  const char *type;

  if (!cf_frame_get_string (object, "type", &type, NULL))
    return CF_ENGINE_CHECKER_DEAD;

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (type, answers[i].type) && answers[i].state == self->state)
      return answers[i].take (self, object, out_answer);

  return CF_ENGINE_CHECKER_DEAD;
}

/* The next whole frame of what was read. */
static CfEngineCheckerEvent
take_frame (CfEngineChecker *self, CfEngineAnswer *out_answer)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;

  /* Nothing that it has to say comes with a descriptor. */
  if (!cf_frame_reader_take (self->reader, &frame, NULL) || frame.fd >= 0)
    return CF_ENGINE_CHECKER_DEAD;

  return frame.object != NULL ? take_answer (self, frame.object, out_answer) : CF_ENGINE_CHECKER_NOTHING;
}

void
cf_engine_checker_read (CfEngineChecker *self, CfEngineAnswer *out_answer)
{
  CfEngineCheckerEvent event = CF_ENGINE_CHECKER_NOTHING;

  if (cf_frame_reader_fill (self->reader, self->process.socket, NULL) <= 0)
    event = CF_ENGINE_CHECKER_DEAD;
  out_answer->event = event;

  /* One read may bring both of its words. */
  while (out_answer->event != CF_ENGINE_CHECKER_DEAD &&
         (event = take_frame (self, out_answer)) != CF_ENGINE_CHECKER_NOTHING)
    out_answer->event = event;
}

int
cf_engine_checker_leave (CfEngineChecker *self)
{
  int pid = self->process.pid;

  kill (pid, SIGKILL);
  self->process.pid = 0;
  cf_engine_checker_free (self);
  return pid;
}

int
cf_engine_checker_free (CfEngineChecker *self)
{
  int status;

  if (self == NULL)
    return 0;

  status = cf_engine_process_end (&self->process);
  cf_frame_reader_free (self->reader);
  g_free (self);
  return status;
}
