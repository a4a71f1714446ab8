/* test-dmarc-facts.c — what a report is told of a policy, also with several authors (RFC 9989) */
#include "cf-domain-dmarc.h"
#include "cf-domain.h"
#include "cf-limits.h"
#include "cf-test-answers.h"

typedef struct {
  const char *from; /* addresses */
  CfEvidence before;
  gboolean proved;
  CfFacts *facts;
} Statement;

static void
state (const CfAnswers *answers, CfQuestions *questions, gpointer data)
{
  Statement *statement = data;
  g_auto (GStrv) from = g_strsplit (statement->from, " ", -1);
  CfFacts *facts = cf_facts_new ();

  cf_facts_free (statement->facts);
  statement->facts = facts;
  for (char **address = from; *address != NULL && **address != '\0'; address++)
    g_ptr_array_add (facts->sender.from_addresses, g_strdup (*address));
  if (facts->sender.from_addresses->len == 1)
    facts->sender.domain = g_strdup (strrchr (statement->from, '@') + 1);
  facts->evidence = statement->before;
  facts->domain.proved = statement->proved;
  if (statement->proved) {
    CfDkimFacts *dkim = cf_domain_facts_add_dkim (&facts->domain);

    dkim->domain = g_strdup ("example.com");
    dkim->result = CF_DKIM_PASS;
  }
  cf_domain_dmarc_state (answers, questions, facts);
}

static void
test_facts (void)
{
  static const struct {
    const char *says, *from, *answers;
    CfEvidence before;
    gboolean proved;
    CfDmarcResult result;
    const char *policy, *domain;
    CfEvidence evidence;
  } rows[] = {
    { "proved", "a@example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject", CF_M (DOMAIN_PROVED), TRUE,
      CF_DMARC_PASS, "reject", "example.com", CF_D (DMARC_PASS) },
    { "not proved", "a@example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject", CF_M (DOMAIN_NOT_PROVED), FALSE,
      CF_DMARC_UNKNOWN, "reject", "example.com", CF_D (ASKS_REFUSAL) },
    { "quarantine", "a@x.example.com", "TXT _dmarc.example.com|v=DMARC1; p=quarantine", CF_M (DOMAIN_NOT_PROVED),
      FALSE, CF_DMARC_UNKNOWN, "quarantine", "example.com", CF_D (ASKS_REFUSAL) },
    { "asks for nothing", "a@example.com", "TXT _dmarc.example.com|v=DMARC1; p=none", CF_M (DOMAIN_NOT_PROVED),
      FALSE, CF_DMARC_UNKNOWN, "none", "example.com", 0 },
    { "in testing", "a@example.com", "TXT _dmarc.example.com|v=DMARC1; p=quarantine; t=y", CF_M (DOMAIN_NOT_PROVED),
      FALSE, CF_DMARC_UNKNOWN, "none", "example.com", 0 },
    { "keys are open", "a@example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject", CF_M (DOMAIN_PENDING), FALSE,
      CF_DMARC_UNKNOWN, "reject", "example.com", 0 },
    { "no record", "a@example.com", NULL, CF_M (DOMAIN_NOT_PROVED), FALSE, CF_DMARC_NONE, NULL, NULL,
      CF_D (DMARC_NONE) },
    { "no From", "", NULL, CF_M (DOMAIN_NOT_PROVED), FALSE, CF_DMARC_UNKNOWN, NULL, NULL, 0 },
    { "a number is no domain of ours", "a@[192.0.2.1]", NULL, CF_M (DOMAIN_NOT_PROVED), FALSE, CF_DMARC_UNKNOWN,
      NULL, NULL, 0 },
    /* section 11.5: several domains in From */
    { "the strictest of two", "a@example.com b@example.org", "TXT _dmarc.example.com|v=DMARC1; p=quarantine\n"
      "TXT _dmarc.example.org|v=DMARC1; p=reject", CF_M (DOMAIN_NOT_PROVED), FALSE, CF_DMARC_UNKNOWN, "reject",
      "example.org", CF_D (ASKS_REFUSAL) },
    { "in the other order", "b@example.org a@example.com", "TXT _dmarc.example.com|v=DMARC1; p=quarantine\n"
      "TXT _dmarc.example.org|v=DMARC1; p=reject", CF_M (DOMAIN_NOT_PROVED), FALSE, CF_DMARC_UNKNOWN, "reject",
      "example.org", CF_D (ASKS_REFUSAL) },
    { "one passes, one does not", "a@example.com b@example.org", "TXT _dmarc.example.com|v=DMARC1; p=reject\n"
      "TXT _dmarc.example.org|v=DMARC1; p=none", CF_M (FROM_SEVERAL), TRUE, CF_DMARC_UNKNOWN, "none", "example.org",
      0 },
    { "one passes, one has no record", "a@example.com b@example.org", "TXT _dmarc.example.com|v=DMARC1; p=reject",
      CF_M (FROM_SEVERAL), TRUE, CF_DMARC_NONE, NULL, NULL, 0 },
    { "two without a record", "a@example.com b@example.org", NULL,
      CF_M (FROM_SEVERAL), FALSE, CF_DMARC_NONE, NULL, NULL, CF_D (DMARC_NONE) },
    { "two addresses of one domain", "a@example.com b@EXAMPLE.com", "TXT _dmarc.example.com|v=DMARC1; p=reject",
      CF_M (FROM_SEVERAL), TRUE, CF_DMARC_PASS, "reject", "example.com", CF_D (DMARC_PASS) },
    { "an address nobody can ask about", "a@example.com b@[1.2.3.4]", "TXT _dmarc.example.com|v=DMARC1; p=reject",
      CF_M (FROM_SEVERAL), TRUE, CF_DMARC_UNKNOWN, "reject", "example.com", 0 },
    { "CF_LIMIT_DMARC_AUTHORS", "a@example.com a@a.example.com a@b.example.com a@c.example.com",
      "TXT _dmarc.example.com|v=DMARC1; p=reject", CF_M (FROM_SEVERAL), TRUE, CF_DMARC_UNKNOWN, "reject",
      "example.com", 0 },
    { "as many as are looked at", "a@example.com a@a.example.com a@b.example.com",
      "TXT _dmarc.example.com|v=DMARC1; p=reject", CF_M (FROM_SEVERAL), TRUE, CF_DMARC_PASS, "reject", "example.com",
      CF_D (DMARC_PASS) },
    /* nobody knows which domain is meant */
    { "two From fields", "a@example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject",
      CF_M (FROM_DUPLICATE) | CF_M (DOMAIN_NOT_PROVED), FALSE, CF_DMARC_UNKNOWN, "reject", "example.com",
      CF_D (ASKS_REFUSAL) },
    { "an ambiguous header", "a@example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject",
      CF_M (HEADERS_AMBIGUOUS), TRUE, CF_DMARC_UNKNOWN, "reject", "example.com", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    Statement statement = { rows[i].from, rows[i].before, rows[i].proved, NULL };
    const CfDmarcFacts *dmarc;

    g_test_message ("%s", rows[i].says);
    cf_test_rounds (rows[i].answers, state, &statement);
    dmarc = &statement.facts->domain.dmarc;
    g_assert_cmpint (dmarc->result, ==, rows[i].result);
    g_assert_cmpstr (dmarc->policy, ==, rows[i].policy);
    g_assert_cmpstr (dmarc->domain, ==, rows[i].domain);
    g_assert_cmpuint (statement.facts->domain.evidence, ==, rows[i].evidence);
    cf_facts_free (statement.facts);
  }
}

/* A list of addresses that is full may have been cut: then nobody knows all domains. */
static void
test_many_addresses (void)
{
  for (guint n = CF_LIMIT_FROM_ADDRESSES - 1; n <= CF_LIMIT_FROM_ADDRESSES; n++) {
    g_autoptr (GString) from = g_string_new ("a@example.com");
    Statement statement = { NULL, CF_M (FROM_SEVERAL), TRUE, NULL };

    for (guint i = 1; i < n; i++)
      g_string_append (from, " a@example.com");
    statement.from = from->str;
    cf_test_rounds ("TXT _dmarc.example.com|v=DMARC1; p=reject", state, &statement);
    g_assert_cmpint (statement.facts->domain.dmarc.result, ==,
                     n < CF_LIMIT_FROM_ADDRESSES ? CF_DMARC_PASS : CF_DMARC_UNKNOWN);
    cf_facts_free (statement.facts);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_domain_prepare ();
  g_test_add_func ("/domain/dmarc-facts/facts", test_facts);
  g_test_add_func ("/domain/dmarc-facts/many-addresses", test_many_addresses);
  return g_test_run ();
}
