/* test-reference.c — the fast way of a check states what the slow one states
 *
 * The fast way is the child's: digests first, then rounds that keep what
 * depends on the bytes alone (hashes, the decoded signature, how the message
 * was read), and opaque content that is decoded and hashed block by block
 * while other hashes are made of the same bytes.  The slow way reads, hashes
 * and decodes everything anew in each round, one after the other.  Both see
 * each message of the data cases, with CRLF and with LF, the opaque ones with
 * changed bytes too, and the public messages where they are at hand, and have
 * to state the same facts and ask the same questions.  And the second opinion on
 * a message without the middle of its texts, which a large one gets, is the one
 * on all of it.
 */
#include <glib/gstdio.h>

#include "cf-gather.h"
#include "cf-limits.h"
#include "cf-mime-internal.h"
#include "cf-report.h"

#define NOW ((CfTime) 1772355600) /* 2026-03-01T09:00:00Z */

typedef struct {
  CfGatherPrepared *prepared;
  CfAnswers *recorded;
} Case;

static CfGatherPrepared *
prepare (const char *folder)
{
  g_autofree char *anchors = g_build_filename (folder, "..", "pki", "anchors.pem", NULL);
  g_autofree char *rules = g_build_filename (folder, "case.policy", NULL);
  char *policy[] = { g_file_test (rules, G_FILE_TEST_EXISTS) ? rules : (char *) "/dev/null", NULL };
  const CfGatherOptions options = {
    .policy = policy,
    .trust_anchors = anchors,
    .history = TRUE,
  };
  g_autoptr (GError) error = NULL;
  CfGatherPrepared *prepared = cf_gather_prepare (&options, &error);

  g_assert_no_error (error);
  return prepared;
}

static CfAnswers *
read_recorded (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "answers.jsonl", NULL);
  g_autofree char *text = NULL;
  CfAnswers *answers = NULL;

  if (g_file_get_contents (path, &text, NULL, NULL))
    answers = cf_answers_from_text (path, text, NULL);

  return answers != NULL ? answers : cf_answers_new ();
}

/* Facts and questions of one round as text. */
static char *
gather (const Case *self, CfSpan message, const CfAnswers *answers, CfGatherMemo *memo, CfQuestions *questions)
{
  /* The slow way remembers nothing. */
  const CfGatherRequest request = { .message = message, .now = NOW, .received = NOW, .place = CF_PLACE_SERVER_FOLDER,
                                    .exact = TRUE, .live = TRUE, .answers = answers, .memo = memo,
                                    .slowly = memo == NULL };
  g_autoptr (CfFacts) facts = cf_gather (self->prepared, &request, questions);
  g_autoptr (JsonObject) object = cf_report_write_facts (facts);
  g_autofree char *text = cf_report_to_text (object);
  GString *all = g_string_new (text);

  for (guint i = 0; i < cf_questions_get_n (questions); i++)
    g_string_append_printf (all, "\n%d %s", cf_questions_get (questions, i)->kind, cf_questions_get (questions, i)->key);
  return g_string_free (all, FALSE);
}

static void
answer (const Case *self, const CfQuestions *questions, CfAnswers *answers)
{
  for (guint i = 0; i < cf_questions_get_n (questions); i++) {
    const CfQuestion *question = cf_questions_get (questions, i);
    const CfAnswer *found = cf_answers_find (self->recorded, question->kind, question->key);
    g_autofree char *line = found != NULL ? cf_answer_to_line (found) : NULL;

    cf_answers_take (answers, line != NULL ? cf_answer_from_line (line, NULL) : cf_answer_new (question->kind, question->key));
  }
}

/* What a machine without a network makes of it in the end. */
static char *
gather_offline (const Case *self, CfSpan message, gboolean at_once)
{
  g_autoptr (CfGatherMemo) memo = at_once ? cf_gather_memo_new () : NULL;
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autofree char *text = NULL;

  if (at_once)
    cf_answers_refuse_others (answers, CF_ANSWER_OFFLINE);
  for (guint round = 0; round <= CF_LIMIT_ROUNDS; round++) {
    g_autoptr (CfQuestions) questions = cf_questions_new ();

    g_free (text);
    text = gather (self, message, answers, memo, questions);
    for (guint i = 0; i < cf_questions_get_n (questions); i++) {
      const CfQuestion *question = cf_questions_get (questions, i);
      CfAnswer *answer = cf_answer_new (question->kind, question->key);

      /* Only the ledger is left to ask. */
      g_assert_true (!at_once || question->kind == CF_QUESTION_HISTORY);
      if (question->kind == CF_QUESTION_HISTORY)
        answer->status = CF_ANSWER_EMPTY;
      else
        answer->detail = g_strdup (CF_ANSWER_OFFLINE);
      cf_answers_take (answers, answer);
    }
  }

  return g_steal_pointer (&text);
}

/* Questions that have their answer at once give what they give round by round. */
static void
compare_offline (const Case *self, CfSpan message)
{
  g_autofree char *at_once = gather_offline (self, message, TRUE);
  g_autofree char *by_rounds = gather_offline (self, message, FALSE);

  g_assert_cmpstr (at_once, ==, by_rounds);
}

/* Of these messages something was left out. */
static guint n_thin;

static void
compare_opinions (CfSpan message)
{
  /* Far less than in use: the messages here are short. */
  static const gsize kept[] = { 1, 16, 64, 512 };
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (message, facts);
  g_autofree char *whole = NULL;

  if (mime->limit != 0)
    return;

  whole = cf_mime_check_second (mime, G_MAXSIZE);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++) {
    g_autofree char *got = cf_mime_check_second (mime, kept[i]);
    g_autoptr (GBytes) thin = cf_mime_thin (mime, kept[i]);

    g_assert_cmpstr (got, ==, whole);
    n_thin += thin != NULL;
  }
}

/* How many rounds it took. */
static guint
compare (const Case *self, CfSpan message)
{
  g_autoptr (CfGatherMemo) memo = cf_gather_memo_new ();
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  guint round = 0;

  compare_opinions (message);
  cf_gather_digest (message, memo);
  /* The shortcut that these digests allow. */
  if (g_str_equal (cf_gather_memo_get_sha256 (memo), cf_gather_memo_get_canonical_sha256 (memo)))
    g_assert_false (cf_mime_has_bare_lf (message));

  for (; round <= CF_LIMIT_ROUNDS; round++) {
    g_autoptr (CfQuestions) fast_questions = cf_questions_new ();
    g_autoptr (CfQuestions) slow_questions = cf_questions_new ();
    g_autofree char *fast = gather (self, message, answers, memo, fast_questions);
    g_autofree char *slow = gather (self, message, answers, NULL, slow_questions);
    guint had = cf_answers_get_n (answers);

    g_assert_cmpstr (fast, ==, slow);
    answer (self, fast_questions, answers);
    if (cf_answers_get_n (answers) == had)
      break;
  }

  return round;
}

/* Bytes of an opaque message are other letters of base64, or none at all. */
static void
compare_changed (const Case *self, CfSpan message)
{
  static const char letters[] = "AQMGBgMIABCD/+=\n -";
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) message.length);
  gsize body = 0;

  while (body + 4 < message.length && memcmp (message.data + body, "\r\n\r\n", 4) != 0)
    body++;
  for (guint round = 0; round < 40 && body + 4 < message.length; round++) {
    g_autofree guint8 *data = g_memdup2 (message.data, message.length);
    gsize length = round % 8 == 7 ? (gsize) g_rand_int_range (rand, (gint32) body, (gint32) message.length) : message.length;
    /* Half of them where the structure before the content is. */
    gsize reach = round % 2 == 0 ? MIN (150, length - body) : length - body;

    if (reach > 0)
      data[body + (gsize) g_rand_int_range (rand, 0, (gint32) reach)] =
          (guint8) letters[g_rand_int_range (rand, 0, sizeof letters - 1)];
    compare (self, cf_span (data, length));
  }
}

static gboolean
is_opaque (CfSpan message)
{
  return memmem (message.data, MIN (message.length, 8 * CF_KIB), "pkcs7-mime", strlen ("pkcs7-mime")) != NULL;
}

static guint
compare_folder (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "message.eml", NULL);
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  g_autofree char *with_lf = NULL;
  Case self = { 0 };
  guint rounds = 0;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, NULL))
    return 0;

  self.prepared = prepare (folder);
  self.recorded = read_recorded (folder);
  rounds = compare (&self, cf_span (text, size));
  compare_offline (&self, cf_span (text, size));
  if (is_opaque (cf_span (text, size)) && size < 64 * CF_KIB)
    compare_changed (&self, cf_span (text, size));
  if (memchr (text, '\0', size) == NULL) {
    lines = g_strsplit (text, "\r\n", -1);
    with_lf = g_strjoinv ("\n", lines);
    rounds += compare (&self, cf_span_str (with_lf));
  }
  cf_answers_free (self.recorded);
  cf_gather_prepared_free (self.prepared);
  return rounds;
}

static void
test_every_case (gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (data, 0, NULL);
  const char *name;
  guint n = 0;
  guint rounds = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *folder = g_build_filename (data, name, NULL);

    g_test_message ("%s", name);
    rounds += compare_folder (folder);
    n++;
  }

  /* Messages without a second round would show nothing, nor would those that are read whole. */
  g_assert_cmpuint (n, >, 100);
  g_test_message ("%u readings of thin messages", n_thin);
  g_assert_cmpuint (n_thin, >, 1000);
  g_assert_cmpuint (rounds, >, n);
}

/* How many messages. */
static guint
compare_all_below (const Case *self, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;
    gsize size;

    if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
      n += compare_all_below (self, path);
    } else if (g_str_has_suffix (name, ".eml") && g_file_get_contents (path, &text, &size, NULL)) {
      compare (self, cf_span (text, size));
      compare_offline (self, cf_span (text, size));
      n++;
    }
  }

  return n;
}

static void
test_public_messages (gconstpointer data)
{
  const char *corpora = g_getenv ("CERTFIRST_CORPORA");
  g_autofree char *folder = g_build_filename (data, "pki", NULL);
  Case self = { 0 };

  if (corpora == NULL) {
    g_test_skip ("CERTFIRST_CORPORA is not set");
    return;
  }

  self.prepared = prepare (folder);
  self.recorded = cf_answers_new ();
  g_assert_cmpuint (compare_all_below (&self, corpora), >, 50);
  cf_answers_free (self.recorded);
  cf_gather_prepared_free (self.prepared);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  g_test_add_data_func ("/gather/reference/every-case", argv[1], test_every_case);
  g_test_add_data_func ("/gather/reference/public-messages", argv[1], test_public_messages);
  return g_test_run ();
}
