/* test-gather.c — one message to facts: what is opened once, times, expectations, structure */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "cf-gather-private.h"
#include "cf-question-history.h"

#define NOW ((CfTime) 1767225600) /* 2026-01-01T00:00:00Z */

typedef struct {
  char *folder;
  GPtrArray *files;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("certfirst-gather-XXXXXX", NULL);
  fixture->files = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < fixture->files->len; i++)
    g_remove (g_ptr_array_index (fixture->files, i));
  g_rmdir (fixture->folder);
  g_ptr_array_unref (fixture->files);
  g_free (fixture->folder);
}

static char *
put_file (Fixture *fixture, const char *name, const char *text)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_ptr_array_add (fixture->files, path);
  return path;
}

static CfGatherPrepared *
prepare (const char *policy)
{
  char *paths[] = { (char *) policy, NULL };
  CfGatherOptions options = { .policy = paths };
  g_autoptr (GError) error = NULL;
  CfGatherPrepared *prepared = cf_gather_prepare (&options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (prepared);
  return prepared;
}

static CfGatherRequest
request_for (const char *text)
{
  return (CfGatherRequest) {
    .message = cf_span_str (text), .source = "test", .now = NOW, .received = CF_TIME_UNKNOWN,
    .place = CF_PLACE_FOLDER, .exact = TRUE,
  };
}

static CfFacts *
gather_request (const CfGatherPrepared *prepared, const CfGatherRequest *request)
{
  g_autoptr (CfQuestions) questions = cf_questions_new ();

  return cf_gather (prepared, request, questions);
}

static CfFacts *
gather (const CfGatherPrepared *prepared, const char *text)
{
  CfGatherRequest request = request_for (text);

  return gather_request (prepared, &request);
}

static void
test_missing_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere.policy", NULL);
  char *paths[] = { nowhere, NULL };
  const CfGatherOptions rows[] = { { .policy = paths }, { .user_policy = paths }, { .trust_anchors = nowhere }, { .extra_certs = nowhere } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cf_gather_prepare (&rows[i], &error));
    g_assert_nonnull (error);
    g_assert_nonnull (strstr (error->message, "nowhere.policy"));
  }
}

/* An error inside a policy file is a fact of each message, never a looser policy. */
static void
test_broken_policy (Fixture *fixture, gconstpointer data)
{
  const char *path = put_file (fixture, "broken.policy", "[sender alice@bank.example]\ncertificate=requird\n");
  g_autoptr (CfGatherPrepared) prepared = prepare (path);
  g_autoptr (CfFacts) facts = gather (prepared, "From: a@b.example\n\nhello\n");

  g_assert_true ((facts->evidence & CF_M (POLICY_UNREADABLE)) != 0);
  g_assert_true ((facts->evidence & CF_M (POLICY_READ)) == 0);
  g_assert_nonnull (facts->policy.problem);
}

static void
test_roots_unreadable (Fixture *fixture, gconstpointer data)
{
  char *none[] = { NULL };
  CfGatherOptions options = { .policy = none, .roots_module = (char *) "/nonexistent/libnssckbi.so" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CfGatherPrepared) prepared = cf_gather_prepare (&options, &error);
  g_autoptr (CfFacts) facts = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (cf_gather_get_problem (prepared));
  facts = gather (prepared, "From: a@b.example\n\nhello\n");
  g_assert_true ((facts->evidence & CF_M (ROOTS_UNREADABLE)) != 0);
  g_assert_true ((facts->evidence & CF_M (ROOTS_READ)) == 0);
}

static void
test_plain_mail (Fixture *fixture, gconstpointer data)
{
  const char *path = put_file (fixture, "empty.policy", "");
  g_autoptr (CfGatherPrepared) prepared = prepare (path);
  g_autoptr (CfFacts) facts = gather (prepared, "From: Alice <alice@b.example>\nSubject: hi\n\nhello\n");

  g_assert_cmpstr (facts->sender.address, ==, "alice@b.example");
  g_assert_cmpstr (facts->subject, ==, "hi");
  g_assert_cmpint (facts->smime.form, ==, CF_SMIME_FORM_NONE);
  g_assert_cmpint (facts->policy.expectation, ==, CF_EXPECTATION_NONE);
  g_assert_true ((facts->evidence & CF_M (NO_SIGNATURE)) != 0);
  g_assert_true ((facts->evidence & (CF_M (SIGNED) | CF_M (COVERAGE_WHOLE) | CF_M (COVERAGE_PARTIAL))) == 0);
  g_assert_true ((facts->evidence & CF_M (HEADERS_UNPROVED)) != 0);
}

/* A second round over the same bytes says the same, whatever the first one remembered. */
static void
test_rounds (Fixture *fixture, gconstpointer data)
{
  static const char *const mails[] = {
    "From: Alice <alice@b.example>\nSubject: hi\n\nhello\n",
    "From: a@b.example\nContent-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b\n\n"
    "--b\n\nhello\n--b\nContent-Type: application/pkcs7-signature\n\nAAAA\n--b--\n",
    "From: a@b.example\nContent-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\nMIIB\n",
    "X-UIDL: 1\nFrom: a@b.example\nDKIM-Signature: v=1; a=rsa-sha256; d=b.example; s=s; h=from; "
    "bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\n\n",
  };
  const char *path = put_file (fixture, "empty.policy", "");
  g_autoptr (CfGatherPrepared) prepared = prepare (path);

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++) {
    g_autoptr (CfGatherMemo) memo = cf_gather_memo_new ();
    g_autoptr (CfFacts) plain = gather (prepared, mails[i]);

    for (guint round = 0; round < 3; round++) {
      CfGatherRequest request = request_for (mails[i]);
      g_autoptr (CfFacts) facts = NULL;

      request.memo = memo;
      facts = gather_request (prepared, &request);
      g_assert_cmphex (facts->evidence, ==, plain->evidence);
      g_assert_cmphex (facts->domain.evidence, ==, plain->domain.evidence);
      g_assert_cmpuint (facts->smime.signers->len, ==, plain->smime.signers->len);
      g_assert_cmpstr (facts->sha256, ==, plain->sha256);
      g_assert_cmpstr (facts->canonical_sha256, ==, plain->canonical_sha256);
      g_assert_cmpuint (facts->open_questions, ==, plain->open_questions);
    }
  }
}

/* MEANING section 5: the host's moment, else --at, else now; and nothing that the message says. */
static void
test_times (Fixture *fixture, gconstpointer data)
{
  const char *path = put_file (fixture, "empty.policy", "");
  const char *mail = "From: a@b.example\nDate: Mon, 1 Jan 2001 00:00:00 +0000\n"
                     "Received: by mx.example; Mon, 1 Jan 2001 00:00:00 +0000\n\nhello\n";
  g_autoptr (CfGatherPrepared) prepared = prepare (path);
  const struct {
    gboolean at_given;
    CfTime received, judged;
    CfJudgedSource source;
  } rows[] = {
    { FALSE, CF_TIME_UNKNOWN, NOW, CF_JUDGED_NOW },
    { TRUE, CF_TIME_UNKNOWN, NOW, CF_JUDGED_OPTION },
    { FALSE, NOW - 1000, NOW - 1000, CF_JUDGED_RECEIVED },
    { TRUE, NOW - 1000, NOW - 1000, CF_JUDGED_RECEIVED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfGatherRequest request = request_for (mail);
    g_autoptr (CfFacts) facts = NULL;

    request.at_given = rows[i].at_given;
    request.received = rows[i].received;
    facts = gather_request (prepared, &request);
    g_assert_cmpint (facts->judged_at, ==, rows[i].judged);
    g_assert_cmpint (facts->judged_source, ==, rows[i].source);
    g_assert_cmpint (facts->arrived, ==, rows[i].received);
    g_assert_cmpint (facts->checked_at, ==, NOW);
  }
}

/* The record's answer about a mail that it knows; CF_TIME_UNKNOWN for one that was there before anybody looked. */
static void
answer_message (CfAnswers *answers, const char *sha256, CfTime arrived)
{
  g_autofree char *key = g_strconcat (CF_HISTORY_MESSAGE, sha256, NULL);
  CfAnswer *answer = cf_answer_new (CF_QUESTION_HISTORY, key);
  CfHistoryMessage message = { .arrived = arrived, .checked = NOW - CF_TIME_DAY, .verdict = (char *) "unsigned" };

  answer->status = CF_ANSWER_FOUND;
  g_ptr_array_add (answer->records, cf_history_message_to_record (&message));
  cf_answers_take (answers, answer);
}

/* A mail that arrives before our eyes arrives now, at the first sight already: the record says so only later. */
static void
test_live (Fixture *fixture, gconstpointer data)
{
  enum { NOT_KNOWN, WITHOUT_ARRIVAL, WITH_ARRIVAL };
  static const struct { gboolean live; int known; CfTime received, arrived; CfJudgedSource source; } rows[] = {
    { FALSE, NOT_KNOWN, CF_TIME_UNKNOWN, CF_TIME_UNKNOWN, CF_JUDGED_NOW },
    { TRUE, NOT_KNOWN, CF_TIME_UNKNOWN, NOW, CF_JUDGED_LEDGER },
    { TRUE, NOT_KNOWN, NOW - 60, NOW - 60, CF_JUDGED_RECEIVED },
    { TRUE, WITHOUT_ARRIVAL, CF_TIME_UNKNOWN, CF_TIME_UNKNOWN, CF_JUDGED_NOW },
    { TRUE, WITH_ARRIVAL, CF_TIME_UNKNOWN, NOW - CF_TIME_DAY, CF_JUDGED_LEDGER },
    { TRUE, WITH_ARRIVAL, NOW - 60, NOW - CF_TIME_DAY, CF_JUDGED_LEDGER },
    { FALSE, WITH_ARRIVAL, CF_TIME_UNKNOWN, NOW - CF_TIME_DAY, CF_JUDGED_LEDGER },
  };
  static const char text[] = "From: a@b.example\n\nhello\n";
  char *none[] = { NULL };
  CfGatherOptions options = { .policy = none, .history = TRUE };
  g_autoptr (CfGatherPrepared) prepared = cf_gather_prepare (&options, NULL);
  g_autoptr (CfFacts) first = gather (prepared, text);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autoptr (CfFacts) facts = NULL;
    CfGatherRequest request = request_for (text);

    if (rows[i].known != NOT_KNOWN)
      answer_message (answers, first->canonical_sha256,
                      rows[i].known == WITH_ARRIVAL ? NOW - CF_TIME_DAY : CF_TIME_UNKNOWN);
    request.live = rows[i].live;
    request.received = rows[i].received;
    request.answers = answers;
    facts = gather_request (prepared, &request);
    g_test_message ("%u", i);
    g_assert_cmpint (facts->arrived, ==, rows[i].arrived);
    g_assert_cmpint (facts->judged_source, ==, rows[i].source);
  }
}

static void
test_place (Fixture *fixture, gconstpointer data)
{
  const char *path = put_file (fixture, "empty.policy", "");
  g_autoptr (CfGatherPrepared) prepared = prepare (path);
  const struct {
    CfPlace place;
    CfTime received;
    gboolean exact;
    CfEvidence want;
  } rows[] = {
    { CF_PLACE_FILE, CF_TIME_UNKNOWN, TRUE, CF_M (FROM_FILE) },
    { CF_PLACE_FILE, NOW, TRUE, 0 },
    { CF_PLACE_FOLDER, CF_TIME_UNKNOWN, TRUE, 0 },
    { CF_PLACE_SERVER_FOLDER, CF_TIME_UNKNOWN, FALSE, CF_M (BYTES_REWRITTEN) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfGatherRequest request = request_for ("From: a@b.example\n\nhello\n");
    g_autoptr (CfFacts) facts = NULL;

    request.place = rows[i].place;
    request.received = rows[i].received;
    request.exact = rows[i].exact;
    facts = gather_request (prepared, &request);
    g_assert_cmpuint (facts->evidence & (CF_M (FROM_FILE) | CF_M (BYTES_REWRITTEN)), ==, rows[i].want);
  }
}

#define POLICY                                             \
  "[default]\ncertificate=usual\n"                         \
  "[sender bank.example]\ncertificate=required\n"          \
  "display-names=Example Bank\n"                           \
  "[sender postmaster@exact.example]\ncertificate=required\n" \
  "[sender club.example]\ncertificate=optional\n"         \
  "[sender trial.example]\ncertificate=required\nmode=observe\n"

/* MEANING sections 2 and 8: every address of every From; the strictest counts. */
static void
test_expectations (Fixture *fixture, gconstpointer data)
{
  const char *path = put_file (fixture, "rules.policy", POLICY);
  g_autoptr (CfGatherPrepared) prepared = prepare (path);
  const struct {
    const char *from;
    CfExpectation want;
    gboolean bounce;
  } rows[] = {
    { "From: a@bank.example\n", CF_EXPECTATION_REQUIRED, FALSE },
    { "From: a@BANK.example\n", CF_EXPECTATION_REQUIRED, FALSE },
    { "From: a@club.example\n", CF_EXPECTATION_OPTIONAL, FALSE },
    { "From: a@nobody.example\n", CF_EXPECTATION_USUAL, FALSE },
    { "From: a@club.example, b@bank.example\n", CF_EXPECTATION_REQUIRED, FALSE },
    { "From: a@club.example\nFrom: b@bank.example\n", CF_EXPECTATION_REQUIRED, FALSE },
    { "From: MAILER-DAEMON@bank.example\n", CF_EXPECTATION_REQUIRED, TRUE },
    { "From: postmaster@bank.example\n", CF_EXPECTATION_REQUIRED, TRUE },
    { "From: postmaster@exact.example\n", CF_EXPECTATION_REQUIRED, FALSE },
    { "Subject: no sender\n", CF_EXPECTATION_USUAL, TRUE },
    /* A bounce or a trial beside it makes no rule milder. */
    { "From: info@bank.example, postmaster@bank.example\n", CF_EXPECTATION_REQUIRED, FALSE },
    { "From: postmaster@bank.example, info@bank.example\n", CF_EXPECTATION_REQUIRED, FALSE },
    { "From: info@bank.example, a@trial.example\n", CF_EXPECTATION_REQUIRED, FALSE },
    { "From: a@trial.example, info@bank.example\n", CF_EXPECTATION_REQUIRED, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *mail = g_strdup_printf ("%s\nhello\n", rows[i].from);
    g_autoptr (CfFacts) facts = gather (prepared, mail);

    g_test_message ("%s", rows[i].from);
    g_assert_cmpint (facts->policy.expectation, ==, rows[i].want);
    g_assert_cmpint ((facts->evidence & CF_M (EXPECT_BOUNCE)) != 0, ==, rows[i].bounce);
    g_assert_cmpint ((facts->evidence & CF_M (EXPECT_ANY)) != 0, ==, rows[i].want >= CF_EXPECTATION_HISTORY);
  }
}

/* Of two rules the one that comes to more counts, in whatever order they are named. */
static void
test_trial_beside (Fixture *fixture, gconstpointer data)
{
  const char *path = put_file (fixture, "rules.policy", POLICY);
  g_autoptr (CfGatherPrepared) prepared = prepare (path);
  static const char *const mails[] = {
    "From: info@bank.example, a@trial.example\n\nhello\n", "From: a@trial.example, info@bank.example\n\nhello\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++) {
    g_autoptr (CfFacts) facts = gather (prepared, mails[i]);

    g_assert_cmpint (facts->policy.mode, ==, CF_POLICY_MODE_ENFORCE);
    g_assert_cmpstr (facts->policy.organization, ==, "Example Bank");
  }
}

static void
test_who_says_so (Fixture *fixture, gconstpointer data)
{
  const char *path = put_file (fixture, "rules.policy", POLICY);
  g_autoptr (CfGatherPrepared) prepared = prepare (path);
  g_autoptr (CfFacts) facts = gather (prepared, "From: a@bank.example\n\nhello\n");

  g_assert_cmpstr (facts->policy.organization, ==, "Example Bank");
  g_assert_true (g_str_has_suffix (facts->policy.source, "rules.policy:4 [sender bank.example]") ||
                 g_str_has_suffix (facts->policy.source, "rules.policy:3 [sender bank.example]"));
}

/* Things that look like S/MIME and hold nothing readable are never unsigned and never good. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  const char *path = put_file (fixture, "empty.policy", "");
  g_autoptr (CfGatherPrepared) prepared = prepare (path);
  static const char *const mails[] = {
    "From: a@b.example\nContent-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: base64\n\nAAAA\n",
    "From: a@b.example\nContent-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: base64\n\n%%%%\n",
    "From: a@b.example\nContent-Type: multipart/signed; boundary=x; protocol=\"application/pkcs7-signature\"\n\n"
    "--x\n\nhello\n--x\nContent-Type: application/pkcs7-signature\nContent-Transfer-Encoding: base64\n\nMAAA\n--x--\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++) {
    g_autoptr (CfFacts) facts = gather (prepared, mails[i]);

    g_assert_true ((facts->evidence & CF_M (SIGNATURE_UNREADABLE)) != 0);
    g_assert_true ((facts->evidence & CF_M (NO_SIGNATURE)) == 0);
    g_assert_cmpuint (facts->smime.signers->len, ==, 0);
  }
}

static void
test_too_many_parts (Fixture *fixture, gconstpointer data)
{
  const char *path = put_file (fixture, "empty.policy", "");
  g_autoptr (CfGatherPrepared) prepared = prepare (path);
  g_autoptr (GString) mail = g_string_new ("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n");
  g_autoptr (CfFacts) facts = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append (mail, "--x\n\nhello\n");
  g_string_append (mail, "--x--\n");
  facts = gather (prepared, mail->str);
  g_assert_true ((facts->evidence & CF_M (TOO_MANY_PARTS)) != 0);
  g_assert_true ((facts->evidence & CF_M (WITHIN_LIMITS)) == 0);
}

/* What the publisher says of itself is not said in the administrator's name, and lowers nothing. */
static void
test_published_exception (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *says; CfPolicyOrigin origin; const char *word, *from; CfEvidence want; } rows[] = {
    { "the directory", CF_POLICY_ORIGIN_SHIPPED, "exempt", "a@b.example", CF_M (PUBLISHED_EXCEPTION) },
    { "the directory, optional", CF_POLICY_ORIGIN_SHIPPED, "optional", "a@b.example", CF_M (PUBLISHED_EXCEPTION) },
    { "the directory, another address", CF_POLICY_ORIGIN_SHIPPED, "exempt", "x@b.example",
      CF_M (EXPECT_USUAL) | CF_M (EXPECT_ANY) },
    { "the directory, one of two senders", CF_POLICY_ORIGIN_SHIPPED, "exempt", "a@b.example, x@b.example",
      CF_M (EXPECT_USUAL) | CF_M (EXPECT_ANY) },
    { "the administrator", CF_POLICY_ORIGIN_ADMINISTRATOR, "exempt", "a@b.example", CF_M (EXEMPT) },
    { "the administrator, optional", CF_POLICY_ORIGIN_ADMINISTRATOR, "optional", "a@b.example", 0 },
    { "the user", CF_POLICY_ORIGIN_USER, "exempt", "a@b.example", CF_M (EXEMPT) },
  };
  const CfEvidence about = CF_M (PUBLISHED_EXCEPTION) | CF_M (EXEMPT) | CF_M (EXPECT_USUAL) | CF_M (EXPECT_ANY);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rules = g_strdup_printf ("[sender b.example]\ncertificate=usual\nuntil=2027-01-01\n"
                                              "[sender a@b.example]\ncertificate=%s\nuntil=2027-01-01\n", rows[i].word);
    g_autofree char *text = g_strdup_printf ("From: %s\n\nhello\n", rows[i].from);
    char *none[] = { NULL };
    CfGatherOptions options = { .policy = none };
    g_autoptr (CfGatherPrepared) prepared = cf_gather_prepare (&options, NULL);
    g_autoptr (CfFacts) facts = NULL;

    g_assert_true (cf_policy_parse (prepared->policy, rows[i].origin, "1.policy", rules, NULL));
    facts = gather (prepared, text);
    g_test_message ("%s", rows[i].says);
    g_assert_cmphex (facts->evidence & about, ==, rows[i].want);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/gather/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("missing-files", test_missing_files);
  ADD ("broken-policy", test_broken_policy);
  ADD ("roots-unreadable", test_roots_unreadable);
  ADD ("plain-mail", test_plain_mail);
  ADD ("rounds", test_rounds);
  ADD ("times", test_times);
  ADD ("live", test_live);
  ADD ("place", test_place);
  ADD ("expectations", test_expectations);
  ADD ("trial-beside", test_trial_beside);
  ADD ("who-says-so", test_who_says_so);
  ADD ("published-exception", test_published_exception);
  ADD ("unreadable", test_unreadable);
  ADD ("too-many-parts", test_too_many_parts);
  return g_test_run ();
}
