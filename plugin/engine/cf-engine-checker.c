/* cf-engine-checker.c — the monitor's hand on one checking process */
#include "cf-engine-checker.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cf-engine-memfd.h"
#include "cf-frame-writer.h"
#include "cf-limits.h"
#include "cf-question-history.h"
#include "cf-report.h"

#define SHA256_LETTERS 64

/* Whose turn it is, and what may come next.  One that may be quiet can name the sender, or say all at once; one that is
 * ending may ask no more. */
typedef enum { EMPTY, HASHING, READING, READING_QUIETLY, WORKING, ENDING, WAITING } State;

/**
 * CfEngineChecker:
 * @sha256, @canonical_sha256: (nullable): what it said that its message is, when it had only hashed it
 * @sender: (nullable): the question whose history it asked for; there is one
 * @n_messages: that it was given
 * @is_quiet: whether it may leave the sender out; FALSE again when it did not
 */
struct _CfEngineChecker {
  CfEngineProcess process;
  CfFrameReader *reader;
  State state;
  char *sha256;
  char *canonical_sha256;
  char *sender;
  guint n_messages;
  gboolean is_quiet;
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
send_object (CfEngineChecker *self, JsonObject *object, const char *type, const CfEngineGiven *given)
{
  g_autoptr (GBytes) frame = NULL;

  json_object_set_string_member (object, "type", type);
  json_object_set_int_member (object, "size", (gint64) given->size);
  json_object_set_int_member (object, "decrypted_size", (gint64) given->decrypted_size);
  frame = cf_frame_write (object);
  return cf_frame_send_pair (self->process.socket, frame, given->message, given->decrypted);
}

gboolean
cf_engine_checker_ask (CfEngineChecker *self, const CfEngineRequest *request, const CfEngineGiven *given,
                       const CfEngineTerms *terms)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *now_text = cf_time_format (terms->now);

  g_assert (self->state == EMPTY || self->state == WAITING);

  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->canonical_sha256, g_free);
  g_clear_pointer (&self->sender, g_free);
  self->n_messages++;
  self->is_quiet = terms->is_quiet;
  cf_engine_request_write (request, object);
  json_object_set_string_member (object, "now", now_text);
  json_object_set_boolean_member (object, "asks_nobody", terms->asks_nobody);
  json_object_set_boolean_member (object, "quiet", terms->is_quiet);
  self->state = HASHING;
  return send_object (self, object, "message", given);
}

guint
cf_engine_checker_get_n_messages (const CfEngineChecker *self)
{
  return self->n_messages;
}

gboolean
cf_engine_checker_was_quiet (const CfEngineChecker *self)
{
  return self->is_quiet;
}

gboolean
cf_engine_checker_answer (CfEngineChecker *self, const char *lines, gsize length)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const CfEngineGiven given = { cf_engine_memfd_new_sealed (lines, length), length, -1, 0 };
  gboolean sent;

  g_assert (self->state == WAITING);
  if (given.message < 0)
    return FALSE;

  self->state = WORKING;
  sent = send_object (self, object, "answers", &given);
  close (given.message);
  return sent;
}

gboolean
cf_engine_checker_end (CfEngineChecker *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) frame = NULL;

  g_assert (self->state == WAITING);
  json_object_set_string_member (object, "type", "end");
  frame = cf_frame_write (object);
  self->state = ENDING;
  return cf_frame_send (self->process.socket, frame, -1);
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

/* A digest as it is written everywhere here.  (transfer full) (nullable) */
static char *
dup_digest (JsonObject *object, const char *key)
{
  const char *text;

  if (!cf_frame_get_string (object, key, &text, NULL) || strlen (text) != SHA256_LETTERS ||
      strspn (text, "0123456789abcdef") != SHA256_LETTERS)
    return NULL;

  return g_strdup (text);
}

/* Said before any parser saw the message, so it is true; what comes later is held against it. */
static CfEngineCheckerEvent
take_digests (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer)
{
  self->sha256 = dup_digest (object, "sha256");
  self->canonical_sha256 = dup_digest (object, "canonical_sha256");
  if (self->sha256 == NULL || self->canonical_sha256 == NULL)
    return CF_ENGINE_CHECKER_DEAD;

  self->state = self->is_quiet ? READING_QUIETLY : READING;
  return CF_ENGINE_CHECKER_NOTHING;
}

static CfEngineCheckerEvent
take_sender (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer)
{
  JsonObject *evidence;
  g_autoptr (CfFacts) facts = read_evidence (object, &evidence);

  /* Of a header alone no digest is known. */
  if (facts == NULL || facts->sha256 != NULL || facts->canonical_sha256 != NULL)
    return CF_ENGINE_CHECKER_DEAD;

  out_answer->evidence = json_object_ref (evidence);
  self->is_quiet = FALSE;
  self->state = WORKING;
  return CF_ENGINE_CHECKER_SENDER;
}

/* The record of earlier mail is asked about this very message, and about one sender. */
static gboolean
is_own_history (CfEngineChecker *self, const char *key)
{
  if (g_str_has_prefix (key, CF_HISTORY_MESSAGE))
    return g_str_equal (key + strlen (CF_HISTORY_MESSAGE), self->canonical_sha256);
  if (!g_str_has_prefix (key, CF_HISTORY_SENDER))
    return TRUE;

  if (self->sender == NULL)
    self->sender = g_strdup (key);
  return g_str_equal (key, self->sender);
}

static gboolean
read_question (CfEngineChecker *self, JsonNode *node, CfQuestions *questions)
{
  JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name, *key;
  CfQuestionKind kind;

  if (entry == NULL || !cf_frame_get_string (entry, "kind", &name, NULL) ||
      !cf_frame_get_string (entry, "question", &key, NULL) || !cf_question_kind_find (name, &kind) ||
      (kind == CF_QUESTION_HISTORY && !is_own_history (self, key)))
    return FALSE;

  cf_questions_ask (questions, kind, key);
  return TRUE;
}

static CfQuestions *
read_questions (CfEngineChecker *self, JsonObject *object)
{
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  JsonNode *node = json_object_get_member (object, "questions");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (list == NULL || json_array_get_length (list) > CF_LIMIT_QUESTIONS)
    return NULL;

  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!read_question (self, json_array_get_element (list, i), questions))
      return NULL;

  return g_steal_pointer (&questions);
}

/* Whether the evidence speaks of the message that was announced. */
static gboolean
is_own_evidence (const CfEngineChecker *self, const CfFacts *facts)
{
  return g_strcmp0 (facts->sha256, self->sha256) == 0 &&
         g_strcmp0 (facts->canonical_sha256, self->canonical_sha256) == 0;
}

static CfEngineCheckerEvent
take_evidence (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer)
{
  JsonObject *evidence;

  out_answer->facts = read_evidence (object, &evidence);
  out_answer->questions = read_questions (self, object);
  if (out_answer->facts == NULL || out_answer->questions == NULL || !is_own_evidence (self, out_answer->facts))
    return CF_ENGINE_CHECKER_DEAD;

  self->state = WAITING;
  return CF_ENGINE_CHECKER_DONE;
}

static CfEngineCheckerEvent
take_questions (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer)
{
  out_answer->questions = read_questions (self, object);
  if (out_answer->questions == NULL)
    return CF_ENGINE_CHECKER_DEAD;

  self->state = WAITING;
  return CF_ENGINE_CHECKER_ASKS;
}

/* What it may say, and when. */
static const struct {
  const char *type;
  State state;
  CfEngineCheckerEvent (*take) (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer);
} answers[] = {
  { "digests", HASHING, take_digests },
  { "sender", READING, take_sender },
  { "sender", READING_QUIETLY, take_sender },
  { "questions", READING_QUIETLY, take_questions },
  { "evidence", READING_QUIETLY, take_evidence },
  { "questions", WORKING, take_questions },
  { "evidence", WORKING, take_evidence },
  { "evidence", ENDING, take_evidence },
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

/* The next whole frame of what was read; FALSE when there is none. */
static gboolean
take_frame (CfEngineChecker *self, CfEngineAnswer *out_answer)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  CfEngineCheckerEvent event = CF_ENGINE_CHECKER_DEAD;

  /* Nothing that it has to say comes with a descriptor. */
  if (cf_frame_reader_take (self->reader, &frame, NULL) && frame.fd < 0)
    event = frame.object != NULL ? take_answer (self, frame.object, out_answer) : CF_ENGINE_CHECKER_NOTHING;
  if (event != CF_ENGINE_CHECKER_NOTHING)
    out_answer->event = event;

  return frame.object != NULL;
}

void
cf_engine_checker_read (CfEngineChecker *self, CfEngineAnswer *out_answer)
{
  out_answer->event = CF_ENGINE_CHECKER_NOTHING;
  if (cf_frame_reader_fill (self->reader, self->process.socket, NULL) <= 0)
    out_answer->event = CF_ENGINE_CHECKER_DEAD;

  /* One read may bring all of its words. */
  while (out_answer->event != CF_ENGINE_CHECKER_DEAD && take_frame (self, out_answer))
    continue;
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
  g_free (self->sha256);
  g_free (self->canonical_sha256);
  g_free (self->sender);
  g_free (self);
  return status;
}
