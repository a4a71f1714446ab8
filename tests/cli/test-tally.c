/* test-tally.c — what is counted of many mails, and that memory stays */
#include <string.h>

#include <json-glib/json-glib.h>

#include "../../plugin/cli/cf-cli-tally.h"
#include "cf-limits.h"

#define NOW ((CfTime) 1781514000) /* 2026-06-15T09:00:00Z */

static const CfCliTallyHead head = { "certfirst_dry_run", "offline", NOW, NULL, FALSE };
static const CfCliTallyHead scan_head = { "certfirst_scan", "offline", NOW, NULL, TRUE };

/* One mail as the rows below describe it. */
typedef struct {
  const char *name;
  const char *domain;
  const char *rule; /* (nullable) */
  CfReason reason;
  CfSeverity severity;
  CfVerdictKind verdict;
} Mail;

static CfFacts *
make_facts (const Mail *mail)
{
  CfFacts *facts = cf_facts_new ();

  facts->sender.domain = g_strdup (mail->domain);
  facts->sender.address = g_strdup_printf ("a@%s", mail->domain);
  facts->policy.source = g_strdup (mail->rule);
  facts->policy.expectation = mail->rule != NULL ? CF_EXPECTATION_USUAL : CF_EXPECTATION_NONE;
  facts->size = 100;
  return facts;
}

static CfJudgement *
make_judgement (const Mail *mail)
{
  CfJudgement *judgement = g_new0 (CfJudgement, 1);
  CfReasonGiven given = { mail->reason, mail->severity, -1 };

  judgement->verdict = mail->verdict;
  judgement->severity = mail->severity;
  judgement->standings = g_array_new (FALSE, FALSE, sizeof (CfStanding));
  judgement->reasons = g_array_new (FALSE, FALSE, sizeof (CfReasonGiven));
  g_array_append_val (judgement->reasons, given);
  return judgement;
}

static void
add (CfCliTally *tally, const Mail *mail)
{
  g_autoptr (CfFacts) facts = make_facts (mail);
  g_autoptr (CfJudgement) judgement = make_judgement (mail);

  cf_cli_tally_add (tally, mail->name, facts, judgement);
}

static void
add_signer (CfFacts *facts, const char *issuer, CfTime time, gboolean trusted)
{
  CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);

  signer->signing_time = time;
  signer->chain.trusted = trusted;
  signer->certificate = cf_cert_facts_new ();
  g_free (signer->certificate->issuer);
  signer->certificate->issuer = g_strdup (issuer);
}

static const Mail mails[] = {
  { "4", "c.example", NULL, CF_REASON_NO_SIGNATURE, CF_SEVERITY_NEUTRAL, CF_VERDICT_UNSIGNED },
  { "3", "b.example", "x:1", CF_REASON_USUALLY_SIGNS, CF_SEVERITY_CAUTION, CF_VERDICT_MISSING_CERTIFICATE },
  { "2", "a.example", "y:1", CF_REASON_POLICY_REQUIRES, CF_SEVERITY_DANGER, CF_VERDICT_MISSING_CERTIFICATE },
  { "1", "a.example", "y:1", CF_REASON_POLICY_REQUIRES, CF_SEVERITY_DANGER, CF_VERDICT_MISSING_CERTIFICATE },
  { "5", "a.example", "y:1", CF_REASON_ADDRESS_IN_NAME, CF_SEVERITY_CAUTION, CF_VERDICT_UNTRUSTED },
};

static void
test_counts (void)
{
  g_autoptr (CfCliTally) tally = cf_cli_tally_new (3);
  g_autoptr (GPtrArray) rules = NULL;
  const CfCliTallyRow *rule;

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    add (tally, &mails[i]);
  g_assert_cmpuint (tally->n_mails, ==, 5);
  g_assert_cmpuint (tally->n_bytes, ==, 500);
  g_assert_cmpuint (tally->severities[CF_SEVERITY_DANGER], ==, 2);
  g_assert_cmpuint (tally->severities[CF_SEVERITY_CAUTION], ==, 2);
  g_assert_cmpuint (tally->verdicts[CF_VERDICT_MISSING_CERTIFICATE], ==, 3);
  g_assert_cmpuint (tally->reasons[CF_REASON_POLICY_REQUIRES].n_danger, ==, 2);
  g_assert_cmpuint (tally->reasons[CF_REASON_ADDRESS_IN_NAME].n_deciding, ==, 1);

  /* A rule answers for what it warns of, not for every warning about its senders. */
  rules = cf_cli_tally_sort (&tally->rules, FALSE);
  g_assert_cmpuint (rules->len, ==, 2);
  rule = g_ptr_array_index (rules, 0);
  g_assert_cmpstr (rule->key, ==, "y:1");
  g_assert_cmpuint (rule->n, ==, 3);
  g_assert_cmpuint (rule->n_danger, ==, 2);
  g_assert_cmpuint (rule->n_caution, ==, 0);
}

/* In whatever order a folder is read, the same ones are the worst. */
static void
test_worst (void)
{
  static const char *const wanted[] = { "1", "2", "3" };

  for (guint first = 0; first < G_N_ELEMENTS (mails); first++) {
    g_autoptr (CfCliTally) tally = cf_cli_tally_new (3);

    for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
      add (tally, &mails[(first + i) % G_N_ELEMENTS (mails)]);
    g_assert_cmpuint (tally->worst->len, ==, G_N_ELEMENTS (wanted));
    for (guint i = 0; i < 2; i++)
      g_assert_cmpstr (((CfCliTallyCase *) g_ptr_array_index (tally->worst, i))->name, ==, wanted[i]);
  }
}

static void
test_signers (void)
{
  const Mail mail = { "1", "a.example", NULL, CF_REASON_SIGNATURE_INTACT, CF_SEVERITY_GOOD, CF_VERDICT_VERIFIED };
  g_autoptr (CfCliTally) tally = cf_cli_tally_new (1);
  g_autoptr (CfJudgement) judgement = make_judgement (&mail);
  const CfTime times[] = { NOW, NOW - 10 * CF_TIME_DAY, CF_TIME_UNKNOWN };
  const CfCliTallyRow *row;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autoptr (CfFacts) facts = make_facts (&mail);

    add_signer (facts, "CN=Test CA", times[i], i > 0);
    add_signer (facts, "CN=Other CA", times[i], FALSE);
    cf_cli_tally_add (tally, mail.name, facts, judgement);
  }

  row = g_hash_table_lookup (tally->issuers.rows, "CN=Test CA");
  g_assert_cmpuint (row->n, ==, 3);
  g_assert_cmpuint (row->n_good, ==, 2);
  row = g_hash_table_lookup (tally->issuers.rows, "CN=Other CA");
  g_assert_cmpuint (row->n_good, ==, 0);
  row = g_hash_table_lookup (tally->senders.rows, "a@a.example");
  g_assert_cmpuint (row->n, ==, 3);
  g_assert_cmpint (row->first, ==, NOW - 10 * CF_TIME_DAY);
  g_assert_cmpint (row->last, ==, NOW);
}

static void
test_observed (void)
{
  const Mail mail = { "1", "a.example", "z:1", CF_REASON_OBSERVE_MODE, CF_SEVERITY_NEUTRAL, CF_VERDICT_UNSIGNED };
  g_autoptr (CfCliTally) tally = cf_cli_tally_new (1);
  g_autoptr (CfFacts) facts = make_facts (&mail);
  g_autoptr (CfJudgement) judgement = make_judgement (&mail);
  const CfCliTallyRow *row;

  judgement->has_would_be = TRUE;
  judgement->would_be_severity = CF_SEVERITY_DANGER;
  cf_cli_tally_add (tally, mail.name, facts, judgement);
  row = g_hash_table_lookup (tally->rules.rows, "z:1");
  g_assert_cmpuint (row->n_observed, ==, 1);
  g_assert_cmpuint (row->n_danger, ==, 0);
  g_assert_cmpuint (tally->observed[CF_SEVERITY_DANGER], ==, 1);
  g_assert_cmpuint (tally->worst->len, ==, 0);
}

static void
test_undecided (void)
{
  static const struct {
    const char *says;
    CfEvidence evidence;
    guint open_questions;
    CfEvidence signer;
    gboolean undecided;
  } rows[] = {
    { "nothing open", CF_M (EXPECT_ANY), 0, CF_S (NOT_REVOKED), FALSE },
    { "an open question", 0, 1, 0, TRUE },
    { "a key that nobody waits for", CF_M (DOMAIN_PENDING), 0, 0, FALSE },
    { "a key where a signature is expected", CF_M (DOMAIN_PENDING) | CF_M (EXPECT_ANY), 0, 0, TRUE },
    { "no network", 0, 0, CF_S (REVOCATION_OFFLINE), TRUE },
    { "no answer", 0, 0, CF_S (REVOCATION_UNKNOWN), TRUE },
    { "nobody to ask", 0, 0, CF_S (REVOCATION_UNASKED_OFFLINE), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const Mail mail = { "1", "a.example", NULL, CF_REASON_NO_SIGNATURE, CF_SEVERITY_NEUTRAL, CF_VERDICT_UNSIGNED };
    g_autoptr (CfCliTally) tally = cf_cli_tally_new (1);
    g_autoptr (CfFacts) facts = make_facts (&mail);
    g_autoptr (CfJudgement) judgement = make_judgement (&mail);

    facts->evidence = rows[i].evidence;
    facts->open_questions = rows[i].open_questions;
    cf_facts_add_signer (&facts->smime)->evidence = rows[i].signer;
    cf_cli_tally_add (tally, mail.name, facts, judgement);
    g_test_message ("%s", rows[i].says);
    g_assert_cmpuint (tally->n_undecided, ==, rows[i].undecided);
  }
}

/* CF_LIMIT_TALLY_ROWS */
static void
test_bounded (void)
{
  g_autoptr (CfCliTally) tally = cf_cli_tally_new (0);

  for (guint i = 0; i < CF_LIMIT_TALLY_ROWS + 10; i++) {
    g_autofree char *rule = g_strdup_printf ("rule:%u", i);
    Mail mail = mails[1];

    mail.rule = rule;
    add (tally, &mail);
  }
  add (tally, &(Mail) { "x", "a.example", "rule:0", CF_REASON_NO_SIGNATURE, CF_SEVERITY_NEUTRAL, CF_VERDICT_UNSIGNED });

  g_assert_cmpuint (g_hash_table_size (tally->rules.rows), ==, CF_LIMIT_TALLY_ROWS);
  g_assert_cmpuint (tally->rules.n_left_out, ==, 10);
  g_assert_cmpuint (((CfCliTallyRow *) g_hash_table_lookup (tally->rules.rows, "rule:0"))->n, ==, 2);
  g_assert_cmpuint (tally->worst->len, ==, 0);
}

static void
test_json (void)
{
  g_autoptr (CfCliTally) tally = cf_cli_tally_new (1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *empty = cf_cli_tally_to_json (tally, &head);
  g_autofree char *text = NULL;
  JsonObject *object;

  /* No mail at all is no division by it. */
  g_assert_nonnull (strstr (empty, "\"danger\":0.0"));
  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    add (tally, &mails[i]);
  text = cf_cli_tally_to_json (tally, &head);
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpint (json_object_get_int_member (object, "mails"), ==, 5);
  g_assert_cmpfloat (json_object_get_double_member (json_object_get_object_member (object, "per_1000"), "danger"), ==, 400.0);
  g_assert_cmpstr (json_object_get_string_member (object, "judged_at"), ==, "2026-06-15T09:00:00Z");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "worst")), ==, 1);
}

/* Domains and certificates of authorities are a scan's. */
static void
test_scan (void)
{
  g_autoptr (CfCliTally) tally = cf_cli_tally_new (1);
  g_autofree char *trial = NULL;
  g_autofree char *scan = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (mails); i++)
    add (tally, &mails[i]);
  trial = cf_cli_tally_to_json (tally, &head);
  scan = cf_cli_tally_to_json (tally, &scan_head);
  g_assert_null (strstr (trial, "\"domains\""));
  g_assert_nonnull (strstr (scan, "{\"certfirst_scan\":1,"));
  g_assert_nonnull (strstr (scan, "{\"domain\":\"a.example\",\"mails\":3,\"good\":0,\"caution\":1,\"danger\":2}"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/tally/counts", test_counts);
  g_test_add_func ("/cli/tally/scan", test_scan);
  g_test_add_func ("/cli/tally/worst", test_worst);
  g_test_add_func ("/cli/tally/signers", test_signers);
  g_test_add_func ("/cli/tally/observed", test_observed);
  g_test_add_func ("/cli/tally/undecided", test_undecided);
  g_test_add_func ("/cli/tally/bounded", test_bounded);
  g_test_add_func ("/cli/tally/json", test_json);
  return g_test_run ();
}
