/* test-rules.c — the rows of MEANING.md, one by one, and the golden dump of all rules */
#include "cf-test-facts.h"

#define REQUIRED (CF_M (EXPECT_REQUIRED) | CF_M (EXPECT_ANY))
#define EXPECTED (CF_M (EXPECT_EXPECTED) | CF_M (EXPECT_ANY))
#define USUAL (CF_M (EXPECT_USUAL) | CF_M (EXPECT_ANY))
#define HISTORY (CF_M (EXPECT_HISTORY) | CF_M (EXPECT_ANY))
#define PENDING (CF_M (DOMAIN_PENDING))
#define NOT_PROVED (CF_M (DOMAIN_NOT_PROVED))
#define UNPROVED (CF_M (HEADERS_UNPROVED))
#define SELF_MADE (CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (STRONG) | CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN))
#define NO_ANSWER ((GOOD_SIGNER & ~CF_S (REVOCATION_SETTLED)) | CF_S (REVOCATION_UNKNOWN))
#define OTHER ((GOOD_SIGNER & ~CF_S (ADDRESS_MATCH)) | CF_S (OTHER_ADDRESS))
#define TAMPERED ((GOOD_SIGNER & ~CF_S (INTACT)) | CF_S (ALTERED))

typedef struct {
  const char *says;
  CfEvidence message;
  CfEvidence first;
  CfEvidence second;
  const char *verdict;
  const char *severity;
  guint code;
} Row;

static const Row rows[] = {
  /* MEANING 1 and 4 */
  { "signed by the sender", GOOD_MESSAGE, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203 },
  { "organisation vouched for", GOOD_MESSAGE, GOOD_SIGNER | CF_S (ORGANISATION_VOUCHED), 0, "verified", "good", 202 },
  { "ordinary mail", PLAIN_MESSAGE, 0, 0, "unsigned", "neutral", 105 },
  { "altered", GOOD_MESSAGE, TAMPERED, 0, "invalid", "danger", 104 },
  { "one of two altered", GOOD_MESSAGE, GOOD_SIGNER, TAMPERED, "invalid", "danger", 103 },
  { "both altered", GOOD_MESSAGE, TAMPERED, TAMPERED, "invalid", "danger", 104 },
  { "malformed", GOOD_MESSAGE, CF_S (MALFORMED), 0, "invalid", "danger", 107 },
  { "good beside malformed", GOOD_MESSAGE, GOOD_SIGNER, CF_S (MALFORMED), "invalid", "danger", 107 },
  { "no signer could be read", CF_M (SIGNED) | CF_M (SIGNATURE_UNREADABLE), 0, 0, "invalid", "danger", 107 },
  { "unsupported beside good", GOOD_MESSAGE, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), CF_S (UNSUPPORTED), "verified", "good", 203 },
  { "unsupported alone", GOOD_MESSAGE, CF_S (UNSUPPORTED), 0, "undetermined", "neutral", 108 },
  { "unsupported, expected", GOOD_MESSAGE | REQUIRED, CF_S (UNSUPPORTED), 0, "missing-certificate", "danger", 501 },
  { "weak digest beside good", GOOD_MESSAGE, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), CF_S (WEAK_DIGEST) | CF_S (UNSUPPORTED), "verified", "good", 203 },
  { "weak digest", GOOD_MESSAGE, CF_S (WEAK_DIGEST) | CF_S (UNSUPPORTED), 0, "untrusted", "caution", 106 },
  /* MEANING 2 */
  { "another address", GOOD_MESSAGE, OTHER, 0, "untrusted", "caution", 212 },
  { "another address, chain fails", GOOD_MESSAGE, OTHER | CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN), 0, "untrusted", "danger", 212 },
  { "another address under an expectation", GOOD_MESSAGE | USUAL | PENDING, OTHER, 0, "untrusted", "danger", 212 },
  { "another address beside a good one", GOOD_MESSAGE | REQUIRED, GOOD_SIGNER, OTHER, "untrusted", "caution", 212 },
  { "ambiguous header on green", (GOOD_MESSAGE & ~CF_M (HEADERS_STRICT)) | CF_M (HEADERS_AMBIGUOUS), GOOD_SIGNER, 0, "undetermined", "caution", 614 },
  { "ambiguous header on plain mail", (PLAIN_MESSAGE & ~CF_M (HEADERS_STRICT)) | CF_M (HEADERS_AMBIGUOUS), 0, 0, "unsigned", "neutral", 105 },
  { "two From fields", GOOD_MESSAGE | CF_M (FROM_DUPLICATE), GOOD_SIGNER, 0, "untrusted", "danger", 606 },
  { "capital letters differ", GOOD_MESSAGE, GOOD_SIGNER | CF_S (CASE_DIFFERS) | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203 },
  /* MEANING 3 */
  { "partly signed", (GOOD_MESSAGE & ~CF_M (COVERAGE_WHOLE)) | CF_M (COVERAGE_PARTIAL), GOOD_SIGNER, 0, "invalid", "caution", 601 },
  { "partly signed, usual signer", (GOOD_MESSAGE & ~CF_M (COVERAGE_WHOLE)) | CF_M (COVERAGE_PARTIAL) | USUAL | PENDING, GOOD_SIGNER, 0, "invalid", "danger", 601 },
  { "partly signed, required", (GOOD_MESSAGE & ~CF_M (COVERAGE_WHOLE)) | CF_M (COVERAGE_PARTIAL) | REQUIRED, GOOD_SIGNER, 0, "missing-certificate", "danger", 501 },
  { "reply address elsewhere on green", GOOD_MESSAGE | CF_M (REPLY_DIFFERS) | UNPROVED, GOOD_SIGNER, 0, "untrusted", "caution", 611 },
  { "reply address elsewhere, proved", GOOD_MESSAGE | CF_M (REPLY_DIFFERS) | CF_M (HEADERS_PROTECTED), GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203 },
  { "reply address elsewhere on plain mail", PLAIN_MESSAGE | CF_M (REPLY_DIFFERS) | UNPROVED, 0, 0, "unsigned", "neutral", 105 },
  { "signed long before arrival", GOOD_MESSAGE | UNPROVED, GOOD_SIGNER | CF_S (SIGNED_LONG_BEFORE), 0, "untrusted", "caution", 111 },
  { "protected From differs", GOOD_MESSAGE | CF_M (PROTECTED_FROM_DIFFERS), GOOD_SIGNER, 0, "invalid", "danger", 605 },
  { "protected Subject differs", GOOD_MESSAGE | CF_M (PROTECTED_DIFFERS), GOOD_SIGNER, 0, "invalid", "caution", 605 },
  { "a signed mail inside", PLAIN_MESSAGE | CF_M (SIGNED_INSIDE), 0, 0, "unsigned", "neutral", 105 },
  /* MEANING 5 */
  { "expired since", GOOD_MESSAGE, GOOD_SIGNER | CF_S (EXPIRED_SINCE) | CF_S (ORGANISATION_VOUCHED), 0, "verified", "good", 208 },
  { "expired, no answer that can know", GOOD_MESSAGE, (GOOD_SIGNER & ~(CF_S (STOOD_AT_TIME) | CF_S (REVOCATION_SETTLED))) | CF_S (REVOCATION_PAST), 0, "undetermined", "neutral", 309 },
  { "expired, arrival unknown", GOOD_MESSAGE | REQUIRED, (GOOD_SIGNER & ~CF_S (STOOD_AT_TIME)) | CF_S (EXPIRED_ARRIVAL_UNKNOWN), 0, "undetermined", "neutral", 213 },
  { "expired before arrival", GOOD_MESSAGE, CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (CHAIN_FAILS) | CF_S (EXPIRED_BEFORE_ARRIVAL), 0, "untrusted", "caution", 209 },
  /* MEANING 6 */
  { "no answer on revocation", GOOD_MESSAGE, NO_ANSWER, 0, "undetermined", "neutral", 307 },
  { "no answer, expected: met", GOOD_MESSAGE | REQUIRED, NO_ANSWER, 0, "undetermined", "caution", 307 },
  { "offline", GOOD_MESSAGE, (GOOD_SIGNER & ~CF_S (REVOCATION_SETTLED)) | CF_S (REVOCATION_OFFLINE), 0, "undetermined", "neutral", 308 },
  { "soft, or no source under an own anchor", GOOD_MESSAGE, GOOD_SIGNER | CF_S (REVOCATION_UNASKED) | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203 },
  /* MEANING 8: the table, unsigned */
  { "required", PLAIN_MESSAGE | REQUIRED, 0, 0, "missing-certificate", "danger", 501 },
  { "required, DNS open", (PLAIN_MESSAGE & ~NOT_PROVED) | PENDING | REQUIRED, 0, 0, "missing-certificate", "danger", 501 },
  { "expected, not proved", PLAIN_MESSAGE | EXPECTED, 0, 0, "missing-certificate", "danger", 502 },
  { "expected, DNS open", (PLAIN_MESSAGE & ~NOT_PROVED) | PENDING | EXPECTED, 0, 0, "missing-certificate", "caution", 502 },
  { "expected, proved", (PLAIN_MESSAGE & ~NOT_PROVED) | CF_M (DOMAIN_PROVED) | EXPECTED, 0, 0, "missing-certificate", "caution", 502 },
  { "usual, not proved", PLAIN_MESSAGE | USUAL, 0, 0, "missing-certificate", "caution", 514 },
  { "usual, DNS open", (PLAIN_MESSAGE & ~NOT_PROVED) | PENDING | USUAL, 0, 0, "unsigned", "neutral", 514 },
  { "history, not proved", PLAIN_MESSAGE | HISTORY, 0, 0, "missing-certificate", "caution", 503 },
  { "history, proved", (PLAIN_MESSAGE & ~NOT_PROVED) | CF_M (DOMAIN_PROVED) | HISTORY, 0, 0, "unsigned", "neutral", 503 },
  { "required, MAILER-DAEMON under a domain rule", PLAIN_MESSAGE | REQUIRED | CF_M (EXPECT_BOUNCE), 0, 0, "missing-certificate", "caution", 501 },
  { "expected, bounce", PLAIN_MESSAGE | EXPECTED | CF_M (EXPECT_BOUNCE), 0, 0, "missing-certificate", "caution", 502 },
  /* MEANING 8: signed, and still unmet */
  { "an own-made certificate is no milder than none", GOOD_MESSAGE | REQUIRED, SELF_MADE, 0, "missing-certificate", "danger", 501 },
  { "the same where it was only usual", GOOD_MESSAGE | USUAL | NOT_PROVED, SELF_MADE, 0, "missing-certificate", "caution", 514 },
  { "without an expectation", GOOD_MESSAGE, SELF_MADE, 0, "untrusted", "caution", 205 },
  { "altered under required", GOOD_MESSAGE | REQUIRED, TAMPERED, 0, "invalid", "danger", 104 },
  { "weak under required", GOOD_MESSAGE | REQUIRED, CF_S (WEAK_DIGEST), 0, "missing-certificate", "danger", 501 },
  { "expired under required", GOOD_MESSAGE | REQUIRED, CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (CHAIN_FAILS) | CF_S (EXPIRED_BEFORE_ARRIVAL), 0, "missing-certificate", "danger", 501 },
  { "met", GOOD_MESSAGE | REQUIRED, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203 },
  { "encrypted", CF_M (ENCRYPTED), 0, 0, "undetermined", "neutral", 612 },
  { "encrypted, expected", CF_M (ENCRYPTED) | REQUIRED, 0, 0, "undetermined", "caution", 612 },
  { "signed around encrypted content", (GOOD_MESSAGE & ~CF_M (CONTENT_OPEN)) | CF_M (UNOPENED), GOOD_SIGNER, 0, "undetermined", "neutral", 612 },
  { "the same, expected and met", (GOOD_MESSAGE & ~CF_M (CONTENT_OPEN)) | CF_M (UNOPENED) | REQUIRED, GOOD_SIGNER, 0, "undetermined", "caution", 612 },
  { "own-made around encrypted content", (GOOD_MESSAGE & ~CF_M (CONTENT_OPEN)) | CF_M (UNOPENED) | REQUIRED, SELF_MADE, 0, "missing-certificate", "danger", 501 },
  { "altered around encrypted content", (GOOD_MESSAGE & ~CF_M (CONTENT_OPEN)) | CF_M (UNOPENED), TAMPERED, 0, "invalid", "danger", 104 },
  { "called encrypted, and unreadable", CF_M (UNOPENED) | CF_M (NO_SIGNATURE) | REQUIRED, 0, 0, "missing-certificate", "danger", 501 },
  /* not looked */
  { "policy cannot be read", (GOOD_MESSAGE & ~CF_M (POLICY_READ)) | CF_M (POLICY_UNREADABLE), GOOD_SIGNER, 0, "undetermined", "caution", 905 },
  { "policy was not looked at", GOOD_MESSAGE & ~CF_M (POLICY_READ), GOOD_SIGNER, 0, "undetermined", "neutral", 108 },
  { "roots cannot be read", (GOOD_MESSAGE & ~CF_M (ROOTS_READ)) | CF_M (ROOTS_UNREADABLE), CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (CHAIN_FAILS), 0, "undetermined", "neutral", 907 },
  { "roots cannot be read, unsigned mail", (PLAIN_MESSAGE & ~CF_M (ROOTS_READ)) | CF_M (ROOTS_UNREADABLE), 0, 0, "unsigned", "neutral", 105 },
  { "charset not in the table", (GOOD_MESSAGE & ~CF_M (CHARSETS_READ)) | CF_M (CHARSET_UNKNOWN), GOOD_SIGNER, 0, "undetermined", "caution", 614 },
  { "too large", CF_M (TOO_LARGE), 0, 0, "undetermined", "neutral", 901 },
  { "too large, expected", CF_M (TOO_LARGE) | REQUIRED, 0, 0, "undetermined", "caution", 901 },
  { "engine stopped, expected", CF_M (ENGINE_STOPPED) | REQUIRED, 0, 0, "undetermined", "caution", 904 },
  { "time was up, expected", CF_M (TIMEOUT) | REQUIRED, 0, 0, "undetermined", "caution", 903 },
  { "engine stopped", CF_M (ENGINE_STOPPED), 0, 0, "undetermined", "neutral", 904 },
  /* 613 */
  { "altered, but the host rewrote it", GOOD_MESSAGE | CF_M (BYTES_REWRITTEN), TAMPERED, 0, "undetermined", "neutral", 613 },
  { "the same under required: unmet", GOOD_MESSAGE | CF_M (BYTES_REWRITTEN) | REQUIRED, TAMPERED, 0, "missing-certificate", "danger", 501 },
  { "intact although the host rewrote it", GOOD_MESSAGE | CF_M (BYTES_REWRITTEN), GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203 },
  { "nothing known at all", 0, 0, 0, "unsigned", "neutral", 105 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CfFacts) facts = facts_with (row->message, row->first, row->second);
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
  const CfReasonGiven *deciding = cf_judgement_get_deciding (judgement);

  g_assert_cmpstr (cf_verdict_kind_get_name (judgement->verdict), ==, row->verdict);
  g_assert_cmpstr (cf_severity_get_name (judgement->severity), ==, row->severity);
  g_assert_cmpuint (cf_reason_get_info (deciding->reason)->code, ==, row->code);
}

static CfJudgement *
judge_in_mode (CfPolicyMode mode, CfEvidence message)
{
  g_autoptr (CfFacts) facts = facts_with (message, 0, 0);

  facts->policy.mode = mode;
  return cf_verdict_judge (facts);
}

static void
test_mode_warn (void)
{
  g_autoptr (CfJudgement) judgement = judge_in_mode (CF_POLICY_MODE_WARN, PLAIN_MESSAGE | REQUIRED);

  g_assert_cmpint (judgement->verdict, ==, CF_VERDICT_MISSING_CERTIFICATE);
  g_assert_cmpint (judgement->severity, ==, CF_SEVERITY_CAUTION);
}

static void
test_mode_observe (void)
{
  g_autoptr (CfJudgement) judgement = judge_in_mode (CF_POLICY_MODE_OBSERVE, PLAIN_MESSAGE | REQUIRED);
  const CfReasonGiven *last = &g_array_index (judgement->reasons, CfReasonGiven, judgement->reasons->len - 1);

  g_assert_cmpint (judgement->verdict, ==, CF_VERDICT_UNSIGNED);
  g_assert_cmpint (judgement->severity, ==, CF_SEVERITY_NEUTRAL);
  g_assert_true (judgement->has_would_be);
  g_assert_cmpint (judgement->would_be_verdict, ==, CF_VERDICT_MISSING_CERTIFICATE);
  g_assert_cmpint (judgement->would_be_severity, ==, CF_SEVERITY_DANGER);
  g_assert_cmpint (last->reason, ==, CF_REASON_OBSERVE_MODE);
}

/* Modes govern expectations only: an altered mail stays danger. */
static void
test_mode_governs_only_expectations (void)
{
  g_autoptr (CfFacts) facts = facts_with (GOOD_MESSAGE | REQUIRED, TAMPERED, 0);
  g_autoptr (CfJudgement) judgement = NULL;

  facts->policy.mode = CF_POLICY_MODE_OBSERVE;
  judgement = cf_verdict_judge (facts);
  g_assert_cmpint (judgement->verdict, ==, CF_VERDICT_INVALID);
  g_assert_cmpint (judgement->severity, ==, CF_SEVERITY_DANGER);
}

/* Facts without any evidence lack all that any rule needs: their trace is the dump of the rules. */
static void
test_golden (void)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GString) dump = g_string_new (NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "verdict", "rules.golden", NULL);
  g_autofree char *golden = NULL;

  lines = cf_verdict_trace (facts);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (dump, "%s\n", (const char *) g_ptr_array_index (lines, i));
  if (g_getenv ("CERTFIRST_UPDATE_GOLDEN") != NULL)
    g_assert_true (g_file_set_contents (path, dump->str, -1, NULL));
  g_assert_true (g_file_get_contents (path, &golden, NULL, NULL));
  g_assert_cmpstr (dump->str, ==, golden);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/verdict/rules/%s", rows[i].says);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/verdict/mode/warn", test_mode_warn);
  g_test_add_func ("/verdict/mode/observe", test_mode_observe);
  g_test_add_func ("/verdict/mode/governs", test_mode_governs_only_expectations);
  g_test_add_func ("/verdict/golden", test_golden);
  return g_test_run ();
}
