/* test-false-child.c — a child that was taken over: what it sends is not believed
 *
 * The processes here say whatever a row tells them to.
 */
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cf-engine-checker.h"
#include "cf-engine-job.h"
#include "cf-engine-memfd.h"
#include "cf-frame-writer.h"
#include "cf-limits.h"
#include "cf-report.h"
#include "cf-verdict.h"

#define READY "{\"type\":\"ready\",\"address_space\":1,\"sandbox\":{},\"network\":{}}"

/* What a child may announce, and another message's digest. */
#define OWN "1111111111111111111111111111111111111111111111111111111111111111"
#define OWN_CANONICAL "2222222222222222222222222222222222222222222222222222222222222222"
#define OTHER "3333333333333333333333333333333333333333333333333333333333333333"

#define DIGESTS(sha256, canonical) \
  "{\"type\":\"digests\",\"sha256\":\"" sha256 "\",\"canonical_sha256\":\"" canonical "\"}"

static void
wait_for (int fd)
{
  struct pollfd entry = { fd, POLLIN, 0 };

  g_assert_cmpint (poll (&entry, 1, 60000), ==, 1);
}

static CfEngineCheckerEvent
ask_and_hear (CfEngineChecker *checker, CfEngineAnswer *out_answer)
{
  CfEngineRequest request = { .at = CF_TIME_UNKNOWN, .received = CF_TIME_UNKNOWN, .exact = TRUE };
  CfEngineGiven given = { cf_engine_memfd_new_sealed ("a", 1), 1, -1, 0 };
  const CfEngineTerms terms = { 0 };
  gboolean sent = cf_engine_checker_ask (checker, &request, &given, &terms);

  close (given.message);
  out_answer->event = CF_ENGINE_CHECKER_DEAD;
  if (sent)
    do {
      wait_for (cf_engine_checker_get_fd (checker));
      cf_engine_checker_read (checker, out_answer);
    } while (out_answer->event == CF_ENGINE_CHECKER_NOTHING);

  return out_answer->event;
}

/* Facts of an unsigned mail as the real process writes them; digests are nullable. */
static char *
words_about (const char *envelope, const char *sha256, const char *canonical_sha256)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;

  facts->checked_at = facts->judged_at = 0;
  facts->evidence = CF_M (NO_SIGNATURE);
  facts->sha256 = g_strdup (sha256);
  facts->canonical_sha256 = g_strdup (canonical_sha256);
  object = cf_report_write_facts (facts);
  text = cf_report_to_text (object);
  return g_strdup_printf (envelope, text);
}

static char *
true_words (const char *envelope)
{
  return words_about (envelope, NULL, NULL);
}

static void
add_frame (GByteArray *bytes, const char *text)
{
  guint32 length = (guint32) strlen (text);

  g_byte_array_append (bytes, (const guint8 *) &length, sizeof length);
  g_byte_array_append (bytes, (const guint8 *) text, length);
}

static void
write_words (int socket, const char *const *words)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (gsize i = 0; words[i] != NULL; i++)
    add_frame (bytes, words[i]);
  g_assert_cmpint (write (socket, bytes->data, bytes->len), ==, bytes->len);
}

/* What is heard of a process that says all of this at once and then nothing any more. */
static CfEngineCheckerEvent
hear_words (const char *const *words, CfEngineAnswer *out_answer)
{
  CfEngineProcess process = CF_ENGINE_PROCESS_NONE;
  CfEngineCheckerEvent event;
  CfEngineChecker *checker;
  int theirs;

  g_assert_true (cf_engine_process_connect (&process.socket, &theirs));
  checker = cf_engine_checker_new (&process);
  write_words (theirs, words);
  shutdown (theirs, SHUT_WR);
  event = ask_and_hear (checker, out_answer);
  cf_engine_checker_free (checker);
  close (theirs);
  return event;
}

/* The first word of a child is which message it has; nothing comes before it, and it comes once. */
static void
test_digests (void)
{
  g_autofree char *sender = true_words ("{\"type\":\"sender\",\"evidence\":%s}");
  const struct {
    const char *says;
    const char *words[4];
    CfEngineCheckerEvent want;
  } rows[] = {
    { "digests, and the sender", { DIGESTS (OWN, OWN_CANONICAL), sender }, CF_ENGINE_CHECKER_SENDER },
    { "the sender alone", { sender }, CF_ENGINE_CHECKER_DEAD },
    { "digests after the sender", { DIGESTS (OWN, OWN_CANONICAL), sender, DIGESTS (OTHER, OTHER) }, CF_ENGINE_CHECKER_DEAD },
    { "digests twice", { DIGESTS (OWN, OWN_CANONICAL), DIGESTS (OWN, OWN_CANONICAL), sender }, CF_ENGINE_CHECKER_DEAD },
    { "half of them", { "{\"type\":\"digests\",\"sha256\":\"" OWN "\"}", sender }, CF_ENGINE_CHECKER_DEAD },
    { "none", { "{\"type\":\"digests\"}", sender }, CF_ENGINE_CHECKER_DEAD },
    { "no digest", { DIGESTS ("11", OWN_CANONICAL), sender }, CF_ENGINE_CHECKER_DEAD },
    { "too long", { DIGESTS (OWN, OWN_CANONICAL "2"), sender }, CF_ENGINE_CHECKER_DEAD },
    { "text of the right length",
      { DIGESTS (OWN, "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"), sender }, CF_ENGINE_CHECKER_DEAD },
    { "nothing after them", { DIGESTS (OWN, OWN_CANONICAL) }, CF_ENGINE_CHECKER_DEAD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (CfEngineAnswer) answer = { 0 };

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (hear_words (rows[i].words, &answer), ==, rows[i].want);
    g_assert_null (answer.facts);
  }
}

/* The second word of a child is whom the message claims to be from. */
static void
test_first_answer (void)
{
  g_autofree char *right = true_words ("{\"type\":\"sender\",\"evidence\":%s}");
  g_autofree char *knowing = words_about ("{\"type\":\"sender\",\"evidence\":%s}", OWN, OWN_CANONICAL);
  g_autofree char *hasty = words_about ("{\"type\":\"evidence\",\"evidence\":%s,\"questions\":[]}", OWN, OWN_CANONICAL);
  g_autofree char *bare = true_words ("%s");
  g_autofree char *other = true_words ("{\"type\":\"report\",\"report\":%s}");
  g_autofree char *cut = g_strndup (right, strlen (right) - 1);
  const struct {
    const char *says;
    const char *words;
    CfEngineCheckerEvent want;
  } rows[] = {
    { "the sender", right, CF_ENGINE_CHECKER_SENDER },
    { "a sender with digests, which a header has not", knowing, CF_ENGINE_CHECKER_DEAD },
    { "evidence before the sender", hasty, CF_ENGINE_CHECKER_DEAD },
    { "evidence without envelope", bare, CF_ENGINE_CHECKER_DEAD },
    { "a report", other, CF_ENGINE_CHECKER_DEAD },
    { "a bracket lacks", cut, CF_ENGINE_CHECKER_DEAD },
    { "a template's word", READY, CF_ENGINE_CHECKER_DEAD },
    { "no evidence", "{\"type\":\"sender\"}", CF_ENGINE_CHECKER_DEAD },
    { "evidence that is text", "{\"type\":\"sender\",\"evidence\":\"good\"}", CF_ENGINE_CHECKER_DEAD },
    { "empty evidence", "{\"type\":\"sender\",\"evidence\":{}}", CF_ENGINE_CHECKER_DEAD },
    { "its end", NULL, CF_ENGINE_CHECKER_DEAD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *const words[] = { DIGESTS (OWN, OWN_CANONICAL), rows[i].words, NULL };
    g_auto (CfEngineAnswer) answer = { 0 };

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (hear_words (words, &answer), ==, rows[i].want);
    g_assert_null (answer.facts);
  }
}

/* The evidence is of the message that was announced. */
static void
test_other_message (void)
{
  static const struct {
    const char *says;
    const char *sha256;
    const char *canonical_sha256;
    CfEngineCheckerEvent want;
  } rows[] = {
    { "the same", OWN, OWN_CANONICAL, CF_ENGINE_CHECKER_DONE },
    { "other bytes", OTHER, OWN_CANONICAL, CF_ENGINE_CHECKER_DEAD },
    { "another mail, as the record of earlier mail knows it", OWN, OTHER, CF_ENGINE_CHECKER_DEAD },
    { "one taken for the other", OWN_CANONICAL, OWN, CF_ENGINE_CHECKER_DEAD },
    { "no mail", NULL, NULL, CF_ENGINE_CHECKER_DEAD },
    { "no canonical form", OWN, NULL, CF_ENGINE_CHECKER_DEAD },
  };
  g_autofree char *sender = true_words ("{\"type\":\"sender\",\"evidence\":%s}");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *evidence = words_about ("{\"type\":\"evidence\",\"evidence\":%s,\"questions\":[]}", rows[i].sha256,
                                             rows[i].canonical_sha256);
    const char *const words[] = { DIGESTS (OWN, OWN_CANONICAL), sender, evidence, NULL };
    g_auto (CfEngineAnswer) answer = { 0 };

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (hear_words (words, &answer), ==, rows[i].want);
  }
}

/* One more message for the same process (a trial): nothing that was said of the last one counts. */
static void
test_second_message (void)
{
  g_autofree char *sender = true_words ("{\"type\":\"sender\",\"evidence\":%s}");
  g_autofree char *first = words_about ("{\"type\":\"evidence\",\"evidence\":%s,\"questions\":[]}", OWN, OWN_CANONICAL);
  g_autofree char *second = words_about ("{\"type\":\"evidence\",\"evidence\":%s,\"questions\":[]}", OTHER, OTHER);
  const struct {
    const char *says;
    const char *words[4];
    CfEngineCheckerEvent want;
  } rows[] = {
    { "another one", { DIGESTS (OTHER, OTHER), sender, second }, CF_ENGINE_CHECKER_DONE },
    { "the same again", { DIGESTS (OWN, OWN_CANONICAL), sender, first }, CF_ENGINE_CHECKER_DONE },
    { "evidence of the first", { DIGESTS (OTHER, OTHER), sender, first }, CF_ENGINE_CHECKER_DEAD },
    { "no digests", { sender, first }, CF_ENGINE_CHECKER_DEAD },
    { "evidence at once", { first }, CF_ENGINE_CHECKER_DEAD },
  };
  const char *const words[] = { DIGESTS (OWN, OWN_CANONICAL), sender, first, NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfEngineProcess process = CF_ENGINE_PROCESS_NONE;
    g_auto (CfEngineAnswer) before = { 0 }, answer = { 0 };
    CfEngineChecker *checker;
    int theirs;

    g_test_message ("%s", rows[i].says);
    g_assert_true (cf_engine_process_connect (&process.socket, &theirs));
    checker = cf_engine_checker_new (&process);
    write_words (theirs, words);
    g_assert_cmpint (ask_and_hear (checker, &before), ==, CF_ENGINE_CHECKER_DONE);
    write_words (theirs, rows[i].words);
    g_assert_cmpint (ask_and_hear (checker, &answer), ==, rows[i].want);
    g_assert_cmpuint (cf_engine_checker_get_n_messages (checker), ==, 2);
    cf_engine_checker_free (checker);
    close (theirs);
  }
}

#define ASK(kind, key) "{\"kind\":\"" kind "\",\"question\":\"" key "\"}"

/* All words, and what may be wrong with the questions. */
static void
test_evidence (void)
{
  static const struct {
    const char *says;
    const char *questions;
    CfEngineCheckerEvent want;
    guint n_questions;
  } rows[] = {
    { "no question", ",\"questions\":[]}", CF_ENGINE_CHECKER_DONE, 0 },
    { "a question", ",\"questions\":[" ASK ("dns", "TXT a.example") "]}", CF_ENGINE_CHECKER_DONE, 1 },
    { "one that is not printable", ",\"questions\":[" ASK ("dns", "TXT \\u0001") "]}", CF_ENGINE_CHECKER_DONE, 0 },
    { "the history of this message", ",\"questions\":[" ASK ("history", "message " OWN_CANONICAL) "]}", CF_ENGINE_CHECKER_DONE, 1 },
    { "that of another one", ",\"questions\":[" ASK ("history", "message " OTHER) "]}", CF_ENGINE_CHECKER_DEAD, 0 },
    { "that of one by its bytes", ",\"questions\":[" ASK ("history", "message " OWN) "]}", CF_ENGINE_CHECKER_DEAD, 0 },
    { "that of none", ",\"questions\":[" ASK ("history", "message ") "]}", CF_ENGINE_CHECKER_DEAD, 0 },
    { "one sender, twice", ",\"questions\":[" ASK ("history", "sender a@b") "," ASK ("history", "sender a@b") "]}",
      CF_ENGINE_CHECKER_DONE, 1 },
    { "two senders", ",\"questions\":[" ASK ("history", "sender a@b") "," ASK ("history", "sender c@d") "]}",
      CF_ENGINE_CHECKER_DEAD, 0 },
    { "two signatures", ",\"questions\":[" ASK ("history", "signature " OWN) "," ASK ("history", "signature " OTHER) "]}",
      CF_ENGINE_CHECKER_DONE, 2 },
    { "no list of questions", "}", CF_ENGINE_CHECKER_DEAD, 0 },
    { "questions that are text", ",\"questions\":\"TXT a.example\"}", CF_ENGINE_CHECKER_DEAD, 0 },
    { "a question that is text", ",\"questions\":[\"TXT a.example\"]}", CF_ENGINE_CHECKER_DEAD, 0 },
    { "a kind that nobody knows", ",\"questions\":[" ASK ("file", "/etc/passwd") "]}", CF_ENGINE_CHECKER_DEAD, 0 },
    { "a question without its key", ",\"questions\":[{\"kind\":\"dns\"}]}", CF_ENGINE_CHECKER_DEAD, 0 },
  };
  g_autofree char *sender = true_words ("{\"type\":\"sender\",\"evidence\":%s}");
  g_autofree char *beginning = words_about ("{\"type\":\"evidence\",\"evidence\":%s", OWN, OWN_CANONICAL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *evidence = g_strconcat (beginning, rows[i].questions, NULL);
    const char *const words[] = { DIGESTS (OWN, OWN_CANONICAL), sender, evidence, NULL };
    g_auto (CfEngineAnswer) answer = { 0 };

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (hear_words (words, &answer), ==, rows[i].want);
    if (rows[i].want != CF_ENGINE_CHECKER_DONE)
      continue;
    g_assert_nonnull (answer.evidence);
    g_assert_cmpuint (cf_questions_get_n (answer.questions), ==, rows[i].n_questions);
  }
}

static void
test_too_many_questions (void)
{
  g_autofree char *sender = true_words ("{\"type\":\"sender\",\"evidence\":%s}");
  g_autofree char *beginning = words_about ("{\"type\":\"evidence\",\"evidence\":%s,\"questions\":[", OWN, OWN_CANONICAL);
  g_autoptr (GString) text = g_string_new (beginning);
  const char *words[] = { DIGESTS (OWN, OWN_CANONICAL), sender, NULL, NULL };
  g_auto (CfEngineAnswer) answer = { 0 };

  for (guint i = 0; i <= CF_LIMIT_QUESTIONS; i++)
    g_string_append_printf (text, "%s{\"kind\":\"dns\",\"question\":\"TXT a%u.example\"}", i > 0 ? "," : "", i);
  g_string_append (text, "]}");
  words[2] = text->str;
  g_assert_cmpint (hear_words (words, &answer), ==, CF_ENGINE_CHECKER_DEAD);
}

/* One frame of so many letters, when it is spoken to. */
typedef struct {
  const char *says;
  char fill;
  gsize length;
} Flood;

static int
flood (gconstpointer data, int socket)
{
  const Flood *row = data;
  guint32 header = (guint32) row->length;
  g_autofree char *text = g_strnfill (row->length, row->fill);
  char byte;

  if (read (socket, &byte, 1) != 1 || write (socket, &header, sizeof header) != sizeof header ||
      write (socket, text, row->length) != (gssize) row->length)
    return 1;

  pause ();
  return 0;
}

static void
test_flood (void)
{
  static const Flood rows[] = {
    { "brackets without end", '[', CF_LIMIT_EVIDENCE_BYTES },
    { "objects without end", '{', CF_LIMIT_EVIDENCE_BYTES },
    { "more than is read", ' ', CF_LIMIT_EVIDENCE_BYTES + 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfEngineProcess process = CF_ENGINE_PROCESS_NONE;
    g_auto (CfEngineAnswer) answer = { 0 };
    CfEngineChecker *checker;

    g_test_message ("%s", rows[i].says);
    g_assert_true (cf_engine_process_start (&process, flood, &rows[i]));
    checker = cf_engine_checker_new (&process);
    g_assert_cmpint (ask_and_hear (checker, &answer), ==, CF_ENGINE_CHECKER_DEAD);
    cf_engine_checker_free (checker);
  }
}

/* A descriptor is nothing that a child has to give. */
static void
test_descriptor (void)
{
  const char *text = DIGESTS (OWN, OWN_CANONICAL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) frame = NULL;
  CfEngineProcess process = CF_ENGINE_PROCESS_NONE;
  g_auto (CfEngineAnswer) answer = { 0 };
  CfEngineChecker *checker;
  int theirs;

  add_frame (bytes, text);
  frame = g_bytes_new (bytes->data, bytes->len);
  g_assert_true (cf_engine_process_connect (&process.socket, &theirs));
  checker = cf_engine_checker_new (&process);
  g_assert_true (cf_frame_send (theirs, frame, STDERR_FILENO));
  g_assert_cmpint (ask_and_hear (checker, &answer), ==, CF_ENGINE_CHECKER_DEAD);
  cf_engine_checker_free (checker);
  close (theirs);
}

/* The words before a check that failed: sender and expectation count, whatever else was claimed does not. */
static void
test_false_preview (void)
{
  g_autoptr (CfFacts) claimed = cf_facts_new ();
  CfEngineRequest *request = g_new0 (CfEngineRequest, 1);
  g_autoptr (CfEngineJob) job = NULL;
  g_autoptr (CfFacts) facts = NULL;
  g_autoptr (CfJudgement) judgement = NULL;
  CfSignerFacts *signer = cf_facts_add_signer (&claimed->smime);

  request->at = request->received = CF_TIME_UNKNOWN;
  job = cf_engine_job_new (5, request);
  cf_engine_job_take_message (job, cf_engine_memfd_new_sealed ("a", 1));
  signer->evidence = cf_evidence_get_signer_mask (CF_EVIDENCE_GOOD);
  claimed->checked_at = claimed->judged_at = 0;
  claimed->sender.address = g_strdup ("a@example.org");
  claimed->subject = g_strdup ("believe me");
  claimed->evidence = cf_evidence_get_message_mask (CF_EVIDENCE_GOOD) | CF_M (EXPECT_EXPECTED) | CF_M (EXPECT_ANY);
  claimed->policy.expectation = CF_EXPECTATION_EXPECTED;
  job->preview = cf_report_write_facts (claimed);

  facts = cf_engine_job_dup_failure (job, CF_M (ENGINE_STOPPED), 0);
  g_assert_cmpuint (facts->evidence, ==, CF_M (EXPECT_EXPECTED) | CF_M (EXPECT_ANY) | CF_M (ENGINE_STOPPED));
  g_assert_cmpuint (facts->smime.signers->len, ==, 0);
  g_assert_null (facts->subject);
  g_assert_cmpstr (facts->sender.address, ==, "a@example.org");
  judgement = cf_verdict_judge (facts);
  g_assert_cmpint (judgement->verdict, ==, CF_VERDICT_UNDETERMINED);
  g_assert_cmpint (judgement->severity, ==, CF_SEVERITY_CAUTION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/engine/false-child/digests", test_digests);
  g_test_add_func ("/engine/false-child/other-message", test_other_message);
  g_test_add_func ("/engine/false-child/first-answer", test_first_answer);
  g_test_add_func ("/engine/false-child/second-message", test_second_message);
  g_test_add_func ("/engine/false-child/evidence", test_evidence);
  g_test_add_func ("/engine/false-child/too-many-questions", test_too_many_questions);
  g_test_add_func ("/engine/false-child/flood", test_flood);
  g_test_add_func ("/engine/false-child/descriptor", test_descriptor);
  g_test_add_func ("/engine/false-child/false-preview", test_false_preview);
  return g_test_run ();
}
