/* test-desk.c — where questions are answered: recorded answers, ledger, a look-up process that behaves as a row says */
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cf-engine-desk.h"
#include "cf-frame-writer.h"
#include "cf-limits.h"

#define A "TXT a.example"
#define B "TXT b.example"

/* How the look-up process of a test behaves. */
typedef enum {
  HONEST,     /* an answer to each question */
  BACKWARDS,  /* the same, two questions at a time, the last first */
  SILENT,     /* reads and says nothing */
  DYING,      /* ends with the first question */
  STRANGER,   /* answers something else than was asked */
  UNASKED,    /* an id that was never given */
  BOGUS,      /* data that cannot be: found without a record */
  GARBAGE,    /* no frame */
  LARGE,      /* as much as an answer may have */
  TELLING,    /* says first what it noticed about DNSSEC */
  ODD,        /* says first what nobody understands */
} Manner;

static Manner manner;

static void
reply (int socket, gint64 id, const char *kind, const char *key)
{
  CfQuestionKind k = CF_QUESTION_DNS;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) frame = NULL;
  g_autofree char *line = NULL;
  g_autofree char *data = g_malloc0 (CF_LIMIT_ANSWER_BYTES);
  g_autoptr (CfAnswer) answer = NULL;
  g_autoptr (JsonNode) node = NULL;

  cf_question_kind_find (kind, &k);
  answer = cf_answer_new (k, manner == STRANGER ? "TXT other.example" : key);
  answer->status = CF_ANSWER_FOUND;
  if (manner == LARGE)
    cf_answer_add_record (answer, data, CF_LIMIT_ANSWER_BYTES);
  else if (manner != BOGUS)
    cf_answer_add_record (answer, "v=1", 3);
  line = cf_answer_to_line (answer);
  node = json_from_string (line, NULL);
  json_object_set_int_member (object, "id", manner == UNASKED ? id + 100 : id);
  json_object_set_member (object, "answer", g_steal_pointer (&node));
  frame = cf_frame_write (object);
  if (!cf_frame_send (socket, frame, -1))
    _exit (1);
}

static void
take_question (int socket, JsonObject *object, GQueue *kept)
{
  if (json_object_has_member (object, "cancel") || manner == SILENT)
    return;
  if (manner == DYING)
    _exit (0);
  if (manner == GARBAGE) {
    if (write (socket, "garbage", 7) != 7)
      _exit (1);
    pause ();
  }

  if (manner == TELLING || manner == ODD) {
    g_autoptr (JsonObject) status = json_object_new ();
    g_autoptr (GBytes) frame = NULL;

    json_object_set_string_member (status, "status", manner == TELLING ? "dnssec-stripped" : "hungry");
    frame = cf_frame_write (status);
    if (!cf_frame_send (socket, frame, -1))
      _exit (1);
  }

  g_queue_push_head (kept, json_object_ref (object));
  while (kept->length >= (manner == BACKWARDS ? 2 : 1)) {
    for (JsonObject *next; (next = g_queue_pop_head (kept)) != NULL; )
      reply (socket, json_object_get_int_member (next, "id"), json_object_get_string_member (next, "kind"),
             json_object_get_string_member (next, "question"));
  }
}

static int
look_up (gconstpointer data, const char *settings, int socket)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_LIMIT_REQUEST_BYTES);
  GQueue kept = G_QUEUE_INIT;

  while (cf_frame_reader_fill (reader, socket, NULL) > 0)
    while (TRUE) {
      g_auto (CfFrame) frame = CF_FRAME_INIT;

      if (!cf_frame_reader_take (reader, &frame, NULL))
        return 1;
      if (frame.object == NULL)
        break;
      take_question (socket, frame.object, &kept);
    }

  return 0;
}

typedef struct {
  CfEngineOptions options;
  CfEngineOrigin *origin;
  CfEngineDesk *desk;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const CfEngineRoleRow roles[CF_ENGINE_N_ROLES] = { [CF_ENGINE_ROLE_LOOKUP] = { look_up, NULL } };

  manner = (Manner) GPOINTER_TO_INT (data);
  fixture->origin = cf_engine_origin_new (roles);
  fixture->desk = cf_engine_desk_new (&fixture->options, fixture->origin, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cf_engine_desk_free (fixture->desk);
  cf_engine_origin_free (fixture->origin);
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  cf_engine_desk_free (fixture->desk);
  fixture->desk = cf_engine_desk_new (&fixture->options, fixture->origin, &error);
  g_assert_no_error (error);
}

static CfQuestions *
new_questions (CfQuestionKind kind, const char *first, const char *second)
{
  CfQuestions *questions = cf_questions_new ();

  cf_questions_ask (questions, kind, first);
  if (second != NULL)
    cf_questions_ask (questions, kind, second);
  return questions;
}

static gboolean
open_dns (Fixture *fixture, CfEngineInquiry *inquiry, const char *first, const char *second)
{
  g_autoptr (CfQuestions) questions = new_questions (CF_QUESTION_DNS, first, second);

  return cf_engine_desk_open (fixture->desk, inquiry, questions);
}

/* Until all questions of the round have their answer. */
static void
work (Fixture *fixture, CfEngineInquiry *inquiry)
{
  CfEngineLookup *lookup = cf_engine_desk_get_lookup (fixture->desk);

  while (inquiry->n_open > 0) {
    gboolean writes;
    struct pollfd entry = { cf_engine_lookup_get_fd (lookup, &writes), POLLIN, 0 };

    if (writes)
      entry.events |= POLLOUT;
    g_assert_cmpint (poll (&entry, 1, 60000), ==, 1);
    cf_engine_lookup_work (lookup, (entry.revents & ~POLLOUT) != 0);
  }
  cf_engine_desk_close (fixture->desk, inquiry);
}

static void
expect (const CfEngineInquiry *inquiry, CfQuestionKind kind, const char *key, CfAnswerStatus status, const char *detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CfAnswers) answers = cf_answers_from_text ("lines", inquiry->lines->str, &error);
  const CfAnswer *answer;

  g_assert_no_error (error);
  answer = cf_answers_find (answers, kind, key);
  g_assert_nonnull (answer);
  g_assert_cmpint (answer->status, ==, status);
  g_assert_cmpstr (answer->detail, ==, detail);
}

static void
test_looked_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();
  CfEngineLookup *lookup = cf_engine_desk_get_lookup (fixture->desk);

  /* Nobody is started before somebody asks. */
  g_assert_cmpint (cf_engine_lookup_get_pid (lookup), ==, 0);
  g_assert_true (open_dns (fixture, inquiry, A, B));
  g_assert_cmpuint (inquiry->n_open, ==, 2);
  g_assert_cmpint (cf_engine_lookup_get_pid (lookup), >, 0);
  work (fixture, inquiry);
  expect (inquiry, CF_QUESTION_DNS, A, CF_ANSWER_FOUND, NULL);
  expect (inquiry, CF_QUESTION_DNS, B, CF_ANSWER_FOUND, NULL);
  g_assert_cmpuint (inquiry->n_lookups, ==, 2);
  g_assert_cmpint (inquiry->spent_us, >, 0);

  /* What has its answer is not asked again, and that is the end. */
  g_assert_false (open_dns (fixture, inquiry, A, B));
}

static void
test_rounds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();

  for (guint i = 0; i < CF_LIMIT_ROUNDS; i++) {
    g_autofree char *key = g_strdup_printf ("TXT n%u.example", i);

    g_assert_true (open_dns (fixture, inquiry, key, A));
    work (fixture, inquiry);
    expect (inquiry, CF_QUESTION_DNS, key, CF_ANSWER_FOUND, NULL);
  }
  g_assert_cmpuint (inquiry->n_lookups, ==, CF_LIMIT_ROUNDS + 1);
  g_assert_false (open_dns (fixture, inquiry, "TXT one-more.example", NULL));
}

static void
test_many_questions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();

  for (guint round = 0; round < 2; round++) {
    g_autoptr (CfQuestions) questions = cf_questions_new ();

    for (guint i = 0; i < CF_LIMIT_QUESTIONS - 4; i++) {
      g_autofree char *key = g_strdup_printf ("TXT n%u-%u.example", round, i);

      cf_questions_ask (questions, CF_QUESTION_DNS, key);
    }
    g_assert_true (cf_engine_desk_open (fixture->desk, inquiry, questions));
    work (fixture, inquiry);
  }
  g_assert_cmpuint (inquiry->n_lookups, ==, CF_LIMIT_QUESTIONS);
}

/* Whatever becomes of the process, each question has its answer. */
static void
test_bad_process (Fixture *fixture, gconstpointer data)
{
  CfEngineLookup *lookup = cf_engine_desk_get_lookup (fixture->desk);

  for (guint i = 0; i < CF_LIMIT_DEATHS; i++) {
    g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();

    g_assert_true (open_dns (fixture, inquiry, A, B));
    work (fixture, inquiry);
    expect (inquiry, CF_QUESTION_DNS, A, CF_ANSWER_FAILED, "the look-up process ended");
    expect (inquiry, CF_QUESTION_DNS, B, CF_ANSWER_FAILED, "the look-up process ended");
    g_assert_cmpint (cf_engine_lookup_get_pid (lookup), ==, 0);
  }

  /* Then it rests, and the answer comes at once. */
  {
    g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();

    g_assert_true (open_dns (fixture, inquiry, A, NULL));
    g_assert_cmpuint (inquiry->n_open, ==, 0);
    expect (inquiry, CF_QUESTION_DNS, A, CF_ANSWER_FAILED, "the look-up process cannot be started");
  }
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();
  g_autoptr (CfEngineInquiry) next = cf_engine_inquiry_new ();

  g_assert_true (open_dns (fixture, inquiry, A, NULL));
  kill (cf_engine_lookup_get_pid (cf_engine_desk_get_lookup (fixture->desk)), SIGKILL);
  work (fixture, inquiry);
  expect (inquiry, CF_QUESTION_DNS, A, CF_ANSWER_FAILED, "the look-up process ended");

  /* The next question starts another. */
  manner = HONEST;
  tear_down (fixture, NULL);
  set_up (fixture, GINT_TO_POINTER (HONEST));
  g_assert_true (open_dns (fixture, next, A, NULL));
  work (fixture, next);
  expect (next, CF_QUESTION_DNS, A, CF_ANSWER_FOUND, NULL);
}

static void
test_timeout (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();
  g_autoptr (CfEngineInquiry) other = cf_engine_inquiry_new ();
  gint64 due;

  g_assert_true (open_dns (fixture, inquiry, A, B));
  g_assert_true (open_dns (fixture, other, A, NULL));
  due = inquiry->until_us - g_get_monotonic_time ();
  g_assert_cmpint (due, >, 0);
  g_assert_cmpint (due, <=, CF_LIMIT_LOOKUP_SECONDS * G_USEC_PER_SEC);
  cf_engine_desk_give_up (fixture->desk, inquiry);
  g_assert_cmpuint (inquiry->n_open, ==, 0);
  g_assert_cmpuint (other->n_open, ==, 1);
  expect (inquiry, CF_QUESTION_DNS, A, CF_ANSWER_FAILED, "timeout");
  expect (inquiry, CF_QUESTION_DNS, B, CF_ANSWER_FAILED, "timeout");

  cf_engine_desk_forget (fixture->desk, other);
  g_assert_cmpuint (other->lines->len, ==, 0);
}

static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  guint n_found = 0;

  for (guint i = 0; i < 4; i++) {
    g_autofree char *key = g_strdup_printf ("http://crl.example/%u.crl", i);

    cf_questions_ask (questions, CF_QUESTION_CRL, key);
  }
  g_assert_true (cf_engine_desk_open (fixture->desk, inquiry, questions));
  work (fixture, inquiry);

  /* As many as fit; the others fail, and none lacks. */
  g_assert_cmpuint (inquiry->n_bytes, <=, CF_LIMIT_ANSWERS_BYTES);
  for (const char *p = inquiry->lines->str; (p = strstr (p, "\"found\"")) != NULL; p++)
    n_found++;
  g_assert_cmpuint (n_found, ==, 2);
  g_assert_nonnull (strstr (inquiry->lines->str, "too large beside the other answers"));
}

/* Questions that are not in the table reach nobody. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();
  g_autoptr (CfQuestions) questions = new_questions (CF_QUESTION_ISSUER, "http://tracker.example/17", NULL);

  g_assert_true (cf_engine_desk_open (fixture->desk, inquiry, questions));
  g_assert_cmpuint (inquiry->n_open, ==, 0);
  g_assert_cmpuint (inquiry->n_lookups, ==, 0);
  expect (inquiry, CF_QUESTION_ISSUER, "http://tracker.example/17", CF_ANSWER_FAILED, "not the host of a known authority");
  g_assert_cmpint (cf_engine_lookup_get_pid (cf_engine_desk_get_lookup (fixture->desk)), ==, 0);
}

static void
test_bans (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *network;
    gboolean offline;
    const char *dns; /* what a question fails with; NULL: it is asked */
    const char *crl;
  } rows[] = {
    { "{}", FALSE, NULL, NULL },
    { "{}", TRUE, "offline", "offline" },
    { "{\"mode\":\"dns-only\"}", FALSE, NULL, "policy asks nobody" },
    { "{\"mode\":\"none\"}", FALSE, "policy asks nobody", "policy asks nobody" },
    { "{\"mode\":\"what\"}", FALSE, "policy asks nobody", "policy asks nobody" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();
    g_autoptr (CfQuestions) questions = new_questions (CF_QUESTION_DNS, A, NULL);
    g_autoptr (JsonNode) node = json_from_string (rows[i].network, NULL);

    g_test_message ("%s", rows[i].network);
    fixture->options.gather.offline = rows[i].offline;
    cf_engine_desk_set_network (fixture->desk, json_node_get_object (node));
    cf_questions_ask (questions, CF_QUESTION_CRL, "http://crl.example/a");
    g_assert_true (cf_engine_desk_open (fixture->desk, inquiry, questions));
    work (fixture, inquiry);
    expect (inquiry, CF_QUESTION_DNS, A, rows[i].dns == NULL ? CF_ANSWER_FOUND : CF_ANSWER_FAILED, rows[i].dns);
    expect (inquiry, CF_QUESTION_CRL, "http://crl.example/a", rows[i].crl == NULL ? CF_ANSWER_FOUND : CF_ANSWER_FAILED,
            rows[i].crl);
  }
}

/* Where no record is kept nothing was seen; where it cannot be read nobody knows. */
static void
test_history (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfQuestions) questions = new_questions (CF_QUESTION_HISTORY, "sender a@example.org", NULL);
  g_autoptr (CfEngineInquiry) none = cf_engine_inquiry_new ();
  g_autoptr (CfEngineInquiry) broken = cf_engine_inquiry_new ();

  g_assert_true (cf_engine_desk_open (fixture->desk, none, questions));
  expect (none, CF_QUESTION_HISTORY, "sender a@example.org", CF_ANSWER_EMPTY, NULL);
  g_assert_cmpuint (none->n_lookups, ==, 0);

  fixture->options.history = g_strdup ("/proc/nowhere/ledger.db");
  reopen (fixture);
  g_assert_true (cf_engine_desk_open (fixture->desk, broken, questions));
  g_assert_nonnull (strstr (broken->lines->str, "\"failed\""));
  g_clear_pointer (&fixture->options.history, g_free);
}

static void
test_recorded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("certfirst-XXXXXX", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  fixture->options.record = g_build_filename (folder, "answers.jsonl", NULL);
  reopen (fixture);
  {
    g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();

    g_assert_true (open_dns (fixture, inquiry, B, A));
    work (fixture, inquiry);
    cf_engine_desk_record (fixture->desk);
  }
  g_assert_true (g_file_get_contents (fixture->options.record, &first, NULL, NULL));

  /* Played again, without anybody to ask, it is the same; what is not in it is not known. */
  fixture->options.lookups = g_steal_pointer (&fixture->options.record);
  fixture->options.record = g_build_filename (folder, "again.jsonl", NULL);
  reopen (fixture);
  {
    g_autoptr (CfEngineInquiry) inquiry = cf_engine_inquiry_new ();

    g_assert_true (open_dns (fixture, inquiry, A, B));
    g_assert_cmpuint (inquiry->n_open, ==, 0);
    work (fixture, inquiry);
    cf_engine_desk_record (fixture->desk);
    g_assert_true (g_file_get_contents (fixture->options.record, &second, NULL, NULL));
    g_assert_cmpstr (first, ==, second);
    g_assert_true (open_dns (fixture, inquiry, "TXT c.example", NULL));
    expect (inquiry, CF_QUESTION_DNS, "TXT c.example", CF_ANSWER_FAILED, "not among the recorded answers");
  }
  g_assert_cmpint (cf_engine_lookup_get_pid (cf_engine_desk_get_lookup (fixture->desk)), ==, 0);

  unlink (fixture->options.lookups);
  unlink (fixture->options.record);
  rmdir (folder);
  g_clear_pointer (&fixture->options.lookups, g_free);
  g_clear_pointer (&fixture->options.record, g_free);
}

static void
test_bad_record (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = NULL;
  int file = g_file_open_tmp ("certfirst-XXXXXX", &name, NULL);
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) bad = NULL;

  fixture->options.lookups = (char *) "/nowhere/answers.jsonl";
  g_assert_null (cf_engine_desk_new (&fixture->options, fixture->origin, &missing));
  g_assert_nonnull (strstr (missing->message, "/nowhere/answers.jsonl"));
  g_assert_true (g_file_set_contents (name, "{}\n", -1, NULL));
  fixture->options.lookups = name;
  g_assert_null (cf_engine_desk_new (&fixture->options, fixture->origin, &bad));
  g_assert_nonnull (strstr (bad->message, ":1:"));
  fixture->options.lookups = NULL;
  unlink (name);
  close (file);
}

#define ADD(path, how, func) g_test_add ("/engine/desk/" path, Fixture, GINT_TO_POINTER (how), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  ADD ("looked-up", HONEST, test_looked_up);
  ADD ("looked-up-backwards", BACKWARDS, test_looked_up);
  ADD ("telling", TELLING, test_looked_up);
  ADD ("odd", ODD, test_bad_process);
  ADD ("rounds", HONEST, test_rounds);
  ADD ("many-questions", HONEST, test_many_questions);
  ADD ("dying", DYING, test_bad_process);
  ADD ("stranger", STRANGER, test_bad_process);
  ADD ("unasked", UNASKED, test_bad_process);
  ADD ("bogus", BOGUS, test_bad_process);
  ADD ("garbage", GARBAGE, test_bad_process);
  ADD ("killed", SILENT, test_killed);
  ADD ("timeout", SILENT, test_timeout);
  ADD ("large", LARGE, test_large);
  ADD ("refused", HONEST, test_refused);
  ADD ("bans", HONEST, test_bans);
  ADD ("history", HONEST, test_history);
  ADD ("recorded", HONEST, test_recorded);
  ADD ("bad-record", HONEST, test_bad_record);
  return g_test_run ();
}
