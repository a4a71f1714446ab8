/* cf-engine-desk.c — where the questions of checks are answered: recorded answers, ledger, look-ups */
#include "cf-engine-desk.h"

#include "cf-engine-learn.h"
#include "cf-engine-question.h"
#include "cf-ledger.h"
#include "cf-limits.h"

struct _CfEngineDesk {
  const CfEngineOptions *options;
  CfEngineNetwork network;
  CfEngineLookup *lookup;
  CfAnswers *replay;   /* (nullable): then nobody else is asked but the ledger */
  CfLedger *ledger;    /* (nullable) */
  char *ledger_problem; /* (nullable): why there is none although there should be */
  gboolean is_damaged;  /* a new one was begun, or it cannot be written */
  CfAnswers *record;   /* (nullable) */
  gboolean is_dirty;   /* the record has more than its file */
};

CfEngineInquiry *
cf_engine_inquiry_new (void)
{
  CfEngineInquiry *self = g_new0 (CfEngineInquiry, 1);

  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lines = g_string_new (NULL);
  return self;
}

void
cf_engine_inquiry_free (CfEngineInquiry *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->asked);
  g_string_free (self->lines, TRUE);
  g_free (self);
}

static CfAnswers *
read_answers (const char *path, GError **error)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;

  return cf_answers_from_text (path, text, error);
}

static void
open_ledger (CfEngineDesk *self)
{
  g_autoptr (GError) problem = NULL;
  const char *note;

  if (self->options->history == NULL)
    return;

  self->ledger = cf_ledger_open (self->options->history, &problem);
  note = self->ledger != NULL ? cf_ledger_get_problem (self->ledger) : problem->message;
  if (self->ledger == NULL)
    self->ledger_problem = g_strdup (note);
  self->is_damaged = note != NULL;
  if (note != NULL)
    g_printerr ("certfirst: %s: %s\n", self->options->history, note);
}

static void take_looked_up (gpointer asker, CfAnswer *answer);

CfEngineDesk *
cf_engine_desk_new (const CfEngineOptions *options, CfEngineOrigin *origin, GError **error)
{
  g_autoptr (CfEngineDesk) self = g_new0 (CfEngineDesk, 1);

  self->options = options;
  self->lookup = cf_engine_lookup_new (origin, take_looked_up);
  if (options->record != NULL)
    self->record = cf_answers_new ();
  if (options->lookups != NULL) {
    self->replay = read_answers (options->lookups, error);
    if (self->replay == NULL)
      return NULL;
  }

  open_ledger (self);
  return g_steal_pointer (&self);
}

void
cf_engine_desk_free (CfEngineDesk *self)
{
  if (self == NULL)
    return;

  cf_engine_lookup_free (self->lookup);
  cf_answers_free (self->replay);
  cf_answers_free (self->record);
  cf_ledger_free (self->ledger);
  cf_engine_network_clear (&self->network);
  g_free (self->ledger_problem);
  g_free (self);
}

CfEngineLookup *
cf_engine_desk_get_lookup (CfEngineDesk *self)
{
  return self->lookup;
}

void
cf_engine_desk_set_network (CfEngineDesk *self, JsonObject *network)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), network);
  g_autofree char *text = json_to_string (node, FALSE);

  cf_engine_network_clear (&self->network);
  cf_engine_network_read (network, &self->network);
  cf_engine_lookup_set_settings (self->lookup, text);
}

/* Answers of one check have a limit of their own: the child's memory has one. */
static void
add_line (CfEngineInquiry *inquiry, const CfAnswer *answer)
{
  g_autofree char *line = cf_answer_to_line (answer);
  gsize length = strlen (line) + 1;

  if (inquiry->n_bytes + length > CF_LIMIT_ANSWERS_BYTES) {
    g_autoptr (CfAnswer) instead = cf_answer_new (answer->kind, answer->key);

    instead->detail = g_strdup ("too large beside the other answers");
    g_free (line);
    line = cf_answer_to_line (instead);
    length = 0;
  }

  inquiry->n_bytes += length;
  g_string_append (inquiry->lines, line);
  g_string_append_c (inquiry->lines, '\n');
}

/* An answer of the look-up process, to an inquiry of any desk. */
static void
take_looked_up (gpointer asker, CfAnswer *answer)
{
  g_autoptr (CfAnswer) owned = answer;
  CfEngineInquiry *inquiry = asker;

  inquiry->n_open--;
  add_line (inquiry, owned);
}

static void
answer_failed (CfEngineInquiry *inquiry, const CfQuestion *question, const char *why)
{
  g_autoptr (CfAnswer) answer = cf_answer_new (question->kind, question->key);

  answer->detail = g_strdup (why);
  add_line (inquiry, answer);
}

/* FALSE when nothing recorded fits. */
static gboolean
answer_recorded (CfEngineDesk *self, CfEngineInquiry *inquiry, const CfQuestion *question)
{
  const CfAnswer *answer = self->replay != NULL ? cf_answers_find (self->replay, question->kind, question->key) : NULL;

  if (answer != NULL)
    add_line (inquiry, answer);
  return answer != NULL;
}

static void
answer_history (CfEngineDesk *self, CfEngineInquiry *inquiry, const CfQuestion *question)
{
  g_autoptr (CfAnswer) answer = NULL;

  if (self->ledger_problem != NULL) {
    answer_failed (inquiry, question, self->ledger_problem);
    return;
  }

  /* Where no record is kept, nothing was seen before. */
  if (self->ledger != NULL)
    answer = cf_ledger_answer (self->ledger, question);
  else
    answer = cf_answer_new (question->kind, question->key);
  if (self->ledger == NULL)
    answer->status = CF_ANSWER_EMPTY;
  add_line (inquiry, answer);
}

/* Why nobody outside may be asked; NULL when somebody may. */
static const char *
find_ban (const CfEngineDesk *self, const CfQuestion *question)
{
  CfLookupMode mode = MAX (self->network.mode, self->options->lookup.mode);

  if (self->replay != NULL)
    return "not among the recorded answers";
  if (self->options->gather.offline)
    return "offline";
  if (mode == CF_LOOKUP_NONE || (mode == CF_LOOKUP_DNS_ONLY && question->kind != CF_QUESTION_DNS))
    return "policy asks nobody";

  return NULL;
}

static void
ask_outside (CfEngineDesk *self, CfEngineInquiry *inquiry, const CfQuestion *question)
{
  const char *ban = find_ban (self, question);

  if (ban != NULL) {
    answer_failed (inquiry, question, ban);
    return;
  }

  inquiry->n_lookups++;
  inquiry->n_open++;
  cf_engine_lookup_ask (self->lookup, inquiry, question, inquiry->is_opening && self->network.at_opening_never);
}

static void
ask (CfEngineDesk *self, CfEngineInquiry *inquiry, const CfQuestion *question)
{
  const char *why = cf_engine_question_refuse (question, &self->network);

  if (why != NULL)
    answer_failed (inquiry, question, why);
  else if (answer_recorded (self, inquiry, question))
    inquiry->n_lookups += question->kind != CF_QUESTION_HISTORY;
  else if (question->kind == CF_QUESTION_HISTORY)
    answer_history (self, inquiry, question);
  else
    ask_outside (self, inquiry, question);
}

/* Each question once in a check, and not more than one check may have. */
static gboolean
is_new (CfEngineInquiry *inquiry, const CfQuestion *question)
{
  char *name = g_strdup_printf ("%s %s", cf_question_kind_get_name (question->kind), question->key);

  if (g_hash_table_size (inquiry->asked) < CF_LIMIT_QUESTIONS && !g_hash_table_contains (inquiry->asked, name))
    return g_hash_table_add (inquiry->asked, name);

  g_free (name);
  return FALSE;
}

gboolean
cf_engine_desk_asks_nobody (const CfEngineDesk *self)
{
  return self->options->gather.offline && self->replay == NULL && self->record == NULL;
}

gboolean
cf_engine_desk_open (CfEngineDesk *self, CfEngineInquiry *inquiry, const CfQuestions *questions)
{
  gint64 now_us = g_get_monotonic_time ();
  guint n_asked = 0;

  if (inquiry->n_rounds >= CF_LIMIT_ROUNDS)
    return FALSE;

  g_string_truncate (inquiry->lines, 0);
  for (guint i = 0; i < cf_questions_get_n (questions); i++) {
    const CfQuestion *question = cf_questions_get (questions, i);

    if (!is_new (inquiry, question))
      continue;
    ask (self, inquiry, question);
    n_asked++;
  }
  if (n_asked == 0)
    return FALSE;

  inquiry->n_rounds++;
  inquiry->began_us = now_us;
  if (inquiry->until_us == 0)
    inquiry->until_us = now_us + CF_LIMIT_LOOKUP_SECONDS * G_USEC_PER_SEC;
  return TRUE;
}

static void
note_used (CfEngineDesk *self, const CfEngineInquiry *inquiry)
{
  g_auto (GStrv) lines = g_strsplit (inquiry->lines->str, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++) {
    CfAnswer *answer = cf_answer_from_line (lines[i], NULL);

    g_assert (answer != NULL);
    cf_answers_take (self->record, answer);
    self->is_dirty = TRUE;
  }
}

void
cf_engine_desk_close (CfEngineDesk *self, CfEngineInquiry *inquiry)
{
  inquiry->spent_us += g_get_monotonic_time () - inquiry->began_us;
  if (self->record != NULL)
    note_used (self, inquiry);
}

void
cf_engine_desk_give_up (CfEngineDesk *self, CfEngineInquiry *inquiry)
{
  cf_engine_lookup_give_up (self->lookup, inquiry, "timeout");
}

void
cf_engine_desk_forget (CfEngineDesk *self, CfEngineInquiry *inquiry)
{
  cf_engine_lookup_forget (self->lookup, inquiry);
}

void
cf_engine_desk_record (CfEngineDesk *self)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = NULL;

  if (!self->is_dirty)
    return;

  self->is_dirty = FALSE;
  text = cf_answers_to_text (self->record);
  if (!g_file_set_contents (self->options->record, text, -1, &problem))
    g_printerr ("certfirst: %s: the answers cannot be written down; check the folder (%s)\n", self->options->record,
                problem->message);
}

void
cf_engine_desk_learn (CfEngineDesk *self, const CfEngineRequest *request, CfTime now, const CfFacts *facts)
{
  g_autoptr (GError) problem = NULL;

  if (self->ledger == NULL || self->network.drops_history || cf_engine_learn (self->ledger, request, now, facts, &problem) || self->is_damaged)
    return;

  self->is_damaged = TRUE;
  g_printerr ("certfirst: %s: %s\n", self->options->history, problem->message);
}

gboolean
cf_engine_desk_has_ledger_problem (const CfEngineDesk *self)
{
  return self->is_damaged;
}

const char *
cf_engine_desk_get_ledger_problem (const CfEngineDesk *self)
{
  if (self->ledger_problem != NULL)
    return self->ledger_problem;

  return self->ledger != NULL ? cf_ledger_get_problem (self->ledger) : NULL;
}

gboolean
cf_engine_desk_has_ledger (const CfEngineDesk *self)
{
  return self->ledger != NULL;
}
