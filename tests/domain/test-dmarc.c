/* test-dmarc.c — the tree walk, policies and results (RFC 9989) */
#include <json-glib/json-glib.h>

#include "cf-domain-dmarc-walk.h"
#include "cf-domain-dmarc.h"
#include "cf-domain.h"
#include "cf-limits.h"
#include "cf-test-answers.h"

/* --- the tree walk, section 4.10 --- */

static void
test_walk_questions (void)
{
  static const struct { const char *domain, *names; } rows[] = {
    { "com", "TXT _dmarc.com" },
    { "example.com", "TXT _dmarc.example.com,TXT _dmarc.com" },
    { "a.b.c.d.e.f.g", "TXT _dmarc.a.b.c.d.e.f.g,TXT _dmarc.b.c.d.e.f.g,TXT _dmarc.c.d.e.f.g,TXT _dmarc.d.e.f.g,"
      "TXT _dmarc.e.f.g,TXT _dmarc.f.g,TXT _dmarc.g" },
    { "a.b.c.d.e.f.g.h", "TXT _dmarc.a.b.c.d.e.f.g.h,TXT _dmarc.b.c.d.e.f.g.h,TXT _dmarc.c.d.e.f.g.h,"
      "TXT _dmarc.d.e.f.g.h,TXT _dmarc.e.f.g.h,TXT _dmarc.f.g.h,TXT _dmarc.g.h,TXT _dmarc.h" },
    /* the RFC's own example */
    { "a.b.c.d.e.f.g.h.i.j.mail.example.com", "TXT _dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com,"
      "TXT _dmarc.g.h.i.j.mail.example.com,TXT _dmarc.h.i.j.mail.example.com,TXT _dmarc.i.j.mail.example.com,"
      "TXT _dmarc.j.mail.example.com,TXT _dmarc.mail.example.com,TXT _dmarc.example.com,TXT _dmarc.com" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autofree char *names = NULL;
    g_auto (CfDomainWalk) walk = { 0 };

    cf_domain_walk (rows[i].domain, NULL, questions, &walk);
    names = cf_test_questions (questions);
    g_assert_cmpstr (names, ==, rows[i].names);
    g_assert_true (walk.open);
  }
}

static void
test_walk (void)
{
  static const struct { const char *says, *domain, *answers, *organizational, *policy; } rows[] = {
    { "no record", "a.example.com", "TXT _dmarc.a.example.com!\nTXT _dmarc.example.com!\nTXT _dmarc.com!",
      "a.example.com", NULL },
    { "the fewest labels", "a.mail.example.com", "TXT _dmarc.a.mail.example.com!\n"
      "TXT _dmarc.mail.example.com|v=DMARC1\nTXT _dmarc.example.com|v=DMARC1\nTXT _dmarc.com!", "example.com",
      "example.com" },
    { "its own record first", "mail.example.com", "TXT _dmarc.mail.example.com|v=DMARC1\n"
      "TXT _dmarc.example.com|v=DMARC1\nTXT _dmarc.com!", "example.com", "mail.example.com" },
    { "psd=n ends it", "a.mail.example.com", "TXT _dmarc.a.mail.example.com!\n"
      "TXT _dmarc.mail.example.com|v=DMARC1; psd=n", "mail.example.com", "mail.example.com" },
    { "psd=n at the start", "mail.example.com", "TXT _dmarc.mail.example.com|v=DMARC1; psd=n", "mail.example.com",
      "mail.example.com" },
    { "psd=y above: one label below it", "a.mail.example.com", "TXT _dmarc.a.mail.example.com!\n"
      "TXT _dmarc.mail.example.com!\nTXT _dmarc.example.com!\nTXT _dmarc.com|v=DMARC1; psd=y", "example.com", "com" },
    { "psd=y above a record", "a.mail.example.com", "TXT _dmarc.a.mail.example.com!\n"
      "TXT _dmarc.mail.example.com|v=DMARC1\nTXT _dmarc.example.com|v=DMARC1; psd=y", "mail.example.com",
      "mail.example.com" },
    { "psd=y in between", "a.b.mail.example.com", "TXT _dmarc.a.b.mail.example.com|v=DMARC1\n"
      "TXT _dmarc.b.mail.example.com!\nTXT _dmarc.mail.example.com|v=DMARC1; psd=y", "b.mail.example.com",
      "a.b.mail.example.com" },
    { "psd=y at the start is its own", "gov.example", "TXT _dmarc.gov.example|v=DMARC1; psd=y", "gov.example",
      "gov.example" },
    { "psd=y above a shortened name", "a.b.c.d.e.f.g.h.i.com", "TXT _dmarc.a.b.c.d.e.f.g.h.i.com!\n"
      "TXT _dmarc.d.e.f.g.h.i.com|v=DMARC1; psd=y", "c.d.e.f.g.h.i.com", "d.e.f.g.h.i.com" },
    { "several records are none", "example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject|v=DMARC1; p=none\n"
      "TXT _dmarc.com!", "example.com", NULL },
    { "other records beside it", "example.com", "TXT _dmarc.example.com|v=spf1|v=DMARC1; p=reject|x\nTXT _dmarc.com!",
      "example.com", "example.com" },
    { "psd=n in one of several", "a.example.com", "TXT _dmarc.a.example.com|v=DMARC1; psd=n|v=DMARC1\n"
      "TXT _dmarc.example.com|v=DMARC1\nTXT _dmarc.com!", "example.com", "example.com" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfAnswers) answers = cf_test_answers (rows[i].answers);
    g_auto (CfDomainWalk) walk = { 0 };
    const CfDomainStep *policy;

    g_test_message ("%s", rows[i].says);
    cf_domain_walk (rows[i].domain, answers, questions, &walk);
    g_assert_false (walk.open);
    g_assert_cmpuint (cf_questions_get_n (questions), ==, 0);
    g_assert_cmpstr (cf_domain_walk_get_organizational (&walk), ==, rows[i].organizational);
    policy = cf_domain_walk_find_policy (&walk);
    g_assert_cmpstr (policy == NULL ? NULL : policy->name, ==, rows[i].policy);
  }
}

/* A name that has no room for "_dmarc" has no record, and its parents may. */
static void
test_walk_long (void)
{
  g_autoptr (GString) domain = g_string_new (NULL);
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_auto (CfDomainWalk) walk = { 0 };

  for (guint i = 0; i < 120; i++)
    g_string_append (domain, "a.");
  g_string_append (domain, "example.com");
  g_assert_cmpuint (domain->len, ==, 251);
  cf_domain_walk (domain->str, NULL, questions, &walk);
  g_assert_cmpuint (walk.n_steps, ==, 8);
  g_assert_cmpuint (cf_questions_get_n (questions), ==, 7);
}

/* --- results --- */

static void
add_seal (GPtrArray *seals, const char *domain, CfDkimResult result)
{
  CfDkimFacts *dkim = g_new0 (CfDkimFacts, 1);

  dkim->domain = g_strdup (domain);
  dkim->result = result;
  g_ptr_array_add (seals, dkim);
}

static void
free_seal (CfDkimFacts *dkim)
{
  g_free (dkim->domain);
  g_free (dkim);
}

/* "example.com -other.com ?third.com": passes, fails, is open. */
static GPtrArray *
make_seals (const char *text)
{
  GPtrArray *seals = g_ptr_array_new_with_free_func ((GDestroyNotify) free_seal);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (char **word = words; *word != NULL && **word != '\0'; word++)
    add_seal (seals, strchr ("-?", **word) ? *word + 1 : *word,
              **word == '-' ? CF_DKIM_FAIL : **word == '?' ? CF_DKIM_TEMPERROR : CF_DKIM_PASS);

  return seals;
}

typedef struct {
  const char *domain;
  GPtrArray *seals;
  CfDomainDmarc result;
} Evaluation;

static void
evaluate (const CfAnswers *answers, CfQuestions *questions, gpointer data)
{
  Evaluation *evaluation = data;

  cf_domain_dmarc_clear (&evaluation->result);
  cf_domain_dmarc_evaluate (evaluation->domain, evaluation->seals, answers, questions, &evaluation->result);
}

static void
test_result (void)
{
  static const struct {
    const char *says, *domain, *seals, *answers;
    CfDmarcResult result;
    const char *policy; /* NULL for none */
    gboolean enforced;
  } rows[] = {
    /* alignment, section 4.4 */
    { "the same domain", "example.com", "example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject", CF_DMARC_PASS,
      "reject", TRUE },
    { "in other letters", "example.com", "EXAMPLE.com", "TXT _dmarc.example.com|v=DMARC1; p=reject", CF_DMARC_PASS,
      "reject", TRUE },
    { "parent, relaxed", "mail.example.com", "example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject",
      CF_DMARC_PASS, "reject", TRUE },
    { "child, relaxed", "example.com", "mail.example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject",
      CF_DMARC_PASS, "reject", TRUE },
    { "sister, relaxed", "a.example.com", "b.example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject",
      CF_DMARC_PASS, "reject", TRUE },
    { "parent, strict", "mail.example.com", "example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject; adkim=s",
      CF_DMARC_UNKNOWN, "reject", TRUE },
    { "the same, strict", "mail.example.com", "mail.example.com",
      "TXT _dmarc.example.com|v=DMARC1; p=reject; adkim=s", CF_DMARC_PASS, "reject", TRUE },
    { "a stranger", "example.com", "example.org", "TXT _dmarc.example.com|v=DMARC1; p=reject", CF_DMARC_UNKNOWN,
      "reject", TRUE },
    { "a name that only ends so", "example.com", "evilexample.com", "TXT _dmarc.example.com|v=DMARC1; p=reject",
      CF_DMARC_UNKNOWN, "reject", TRUE },
    { "a child with psd=n of its own", "example.com", "shop.example.com", "TXT _dmarc.example.com|v=DMARC1; p=reject\n"
      "TXT _dmarc.shop.example.com|v=DMARC1; psd=n", CF_DMARC_UNKNOWN, "reject", TRUE },
    { "neighbours below a public suffix", "a.co.example", "b.co.example",
      "TXT _dmarc.co.example|v=DMARC1; psd=y; p=reject", CF_DMARC_UNKNOWN, "reject", TRUE },
    { "the suffix itself is not aligned", "a.co.example", "co.example",
      "TXT _dmarc.co.example|v=DMARC1; psd=y; p=reject", CF_DMARC_UNKNOWN, "reject", TRUE },
    { "a failed seal", "example.com", "-example.com", "TXT _dmarc.example.com|v=DMARC1; p=none", CF_DMARC_UNKNOWN,
      "none", FALSE },
    { "one of several passes", "example.com", "-example.com x.org example.com",
      "TXT _dmarc.example.com|v=DMARC1; p=reject", CF_DMARC_PASS, "reject", TRUE },
    { "no seal: SPF might", "example.com", "", "TXT _dmarc.example.com|v=DMARC1; p=reject", CF_DMARC_UNKNOWN,
      "reject", TRUE },
    /* discovery, section 4.10.1 */
    { "no record", "example.com", "example.com", NULL, CF_DMARC_NONE, NULL, FALSE },
    { "several", "example.com", "example.com", "TXT _dmarc.example.com|v=DMARC1; p=none|v=DMARC1; p=reject",
      CF_DMARC_NONE, NULL, FALSE },
    { "a malformed policy", "example.com", "example.com", "TXT _dmarc.example.com|v=DMARC1; p=x", CF_DMARC_NONE, NULL,
      FALSE },
    { "malformed, with reports", "example.com", "example.com",
      "TXT _dmarc.example.com|v=DMARC1; p=x; rua=mailto:a@b", CF_DMARC_PASS, "none", FALSE },
    { "sp= for a child", "a.example.com", "", "TXT _dmarc.a.example.com|\n"
      "TXT _dmarc.example.com|v=DMARC1; p=reject; sp=quarantine; np=none", CF_DMARC_UNKNOWN, "quarantine", TRUE },
    { "np= for one that does not exist", "a.example.com", "",
      "TXT _dmarc.example.com|v=DMARC1; p=none; sp=quarantine; np=reject", CF_DMARC_UNKNOWN, "reject", FALSE },
    { "one that exists without anything below it", "a.example.com", "",
      "TXT _dmarc.example.com|v=DMARC1; p=none; sp=quarantine; np=reject\nA a.example.com|", CF_DMARC_UNKNOWN,
      "quarantine", FALSE },
    { "nobody knows whether it exists", "a.example.com", "",
      "TXT _dmarc.example.com|v=DMARC1; p=none; np=reject\nA a.example.com?", CF_DMARC_TEMPERROR, NULL, FALSE },
    { "np= is not for the domain itself", "example.com", "", "TXT _dmarc.example.com|v=DMARC1; p=none; np=reject",
      CF_DMARC_UNKNOWN, "none", FALSE },
    { "sp= of a child counts for nothing", "b.example.com", "",
      "TXT _dmarc.b.example.com|v=DMARC1; p=none; sp=reject\nTXT _dmarc.example.com|v=DMARC1; p=reject",
      CF_DMARC_UNKNOWN, "none", FALSE },
    { "a public suffix asks for its registrants", "a.gov.example", "",
      "TXT _dmarc.gov.example|v=DMARC1; p=none; sp=reject; psd=y\nTXT _dmarc.a.gov.example|", CF_DMARC_UNKNOWN,
      "reject", FALSE },
    /* t=, section 4.7 */
    { "reject in testing", "example.com", "", "TXT _dmarc.example.com|v=DMARC1; p=reject; t=y", CF_DMARC_UNKNOWN,
      "quarantine", FALSE },
    { "quarantine in testing", "example.com", "", "TXT _dmarc.example.com|v=DMARC1; p=quarantine; t=y",
      CF_DMARC_UNKNOWN, "none", FALSE },
    { "pct= is ignored", "example.com", "", "TXT _dmarc.example.com|v=DMARC1; p=reject; pct=0", CF_DMARC_UNKNOWN,
      "reject", FALSE },
    { "subdomains spared", "example.com", "", "TXT _dmarc.example.com|v=DMARC1; p=reject; sp=none", CF_DMARC_UNKNOWN,
      "reject", FALSE },
    { "the organisation spares", "a.example.com", "a.example.com", "TXT _dmarc.a.example.com|v=DMARC1; p=reject\n"
      "TXT _dmarc.example.com|v=DMARC1; p=none", CF_DMARC_PASS, "reject", FALSE },
    /* errors of DNS */
    { "timeout", "example.com", "example.com", "TXT _dmarc.example.com?", CF_DMARC_TEMPERROR, NULL, FALSE },
    { "bogus", "example.com", "example.com", "-TXT _dmarc.example.com?", CF_DMARC_TEMPERROR, NULL, FALSE },
    { "timeout at the top", "example.com", "example.com", "TXT _dmarc.com?", CF_DMARC_TEMPERROR, NULL, FALSE },
    { "its own record, timeout at the top", "example.com", "example.com",
      "TXT _dmarc.example.com|v=DMARC1; p=reject\nTXT _dmarc.com?", CF_DMARC_PASS, "reject", TRUE },
    { "and a child's seal", "example.com", "a.example.com",
      "TXT _dmarc.example.com|v=DMARC1; p=reject\nTXT _dmarc.com?", CF_DMARC_TEMPERROR, "reject", TRUE },
    { "and a stranger's", "example.com", "a.example.org",
      "TXT _dmarc.example.com|v=DMARC1; p=reject\nTXT _dmarc.com?", CF_DMARC_UNKNOWN, "reject", TRUE },
    { "timeout at the seal's", "example.com", "a.example.com",
      "TXT _dmarc.example.com|v=DMARC1; p=reject\nTXT _dmarc.a.example.com?", CF_DMARC_TEMPERROR, "reject", TRUE },
    /* fail only where SPF cannot help */
    { "does not exist, aspf=s", "a.example.com", "", "TXT _dmarc.example.com|v=DMARC1; p=reject; aspf=s",
      CF_DMARC_FAIL, "reject", TRUE },
    { "does not exist, aspf=r", "a.example.com", "", "TXT _dmarc.example.com|v=DMARC1; p=reject; aspf=r",
      CF_DMARC_UNKNOWN, "reject", TRUE },
    { "exists, aspf=s", "a.example.com", "",
      "TXT _dmarc.example.com|v=DMARC1; p=reject; aspf=s\nA a.example.com|1", CF_DMARC_UNKNOWN, "reject", TRUE },
    { "does not exist, a seal is open", "a.example.com", "?example.com",
      "TXT _dmarc.example.com|v=DMARC1; p=reject; aspf=s", CF_DMARC_UNKNOWN, "reject", TRUE },
    { "does not exist, and a seal passes", "a.example.com", "example.com",
      "TXT _dmarc.example.com|v=DMARC1; p=reject; aspf=s", CF_DMARC_PASS, "reject", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) seals = make_seals (rows[i].seals);
    Evaluation evaluation = { rows[i].domain, seals, { 0 } };
    guint rounds = cf_test_rounds (rows[i].answers, evaluate, &evaluation);

    g_test_message ("%s", rows[i].says);
    /* A check has CF_LIMIT_ROUNDS rounds, and the key of the seal takes the first beside this. */
    g_assert_cmpuint (rounds, <=, 2);
    g_assert_cmpint (evaluation.result.result, ==, rows[i].result);
    g_assert_cmpstr (evaluation.result.has_policy ? cf_domain_policy_get_name (evaluation.result.policy) : NULL, ==,
                     rows[i].policy);
    g_assert_cmpint (evaluation.result.enforced, ==, rows[i].enforced);
    cf_domain_dmarc_clear (&evaluation.result);
  }
}

/* Nothing is said, good or bad, before the answers are there. */
static void
test_open (void)
{
  g_autoptr (GPtrArray) seals = make_seals ("example.com");
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (CfAnswers) some = cf_test_answers ("TXT _dmarc.example.com|v=DMARC1; p=reject");
  g_auto (CfDomainDmarc) dmarc = { 0 };

  cf_domain_dmarc_evaluate ("example.com", seals, some, questions, &dmarc);
  g_assert_cmpint (dmarc.result, ==, CF_DMARC_UNKNOWN);
  g_assert_false (dmarc.has_policy);
  g_assert_cmpuint (cf_questions_get_n (questions), ==, 1);
}

/* CF_LIMIT_DMARC_SEALS: however many seals pass, no more of them are walked up. */
static void
test_seal_limit (void)
{
  for (guint n = CF_LIMIT_DMARC_SEALS; n <= CF_LIMIT_DMARC_SEALS + 1; n++) {
    g_autoptr (GPtrArray) seals = make_seals ("");
    Evaluation evaluation = { "example.com", seals, { 0 } };

    for (guint i = 1; i < n; i++) {
      g_autofree char *name = g_strdup_printf ("a%u.other.example.com", i);

      add_seal (seals, name, CF_DKIM_PASS);
    }
    add_seal (seals, "a.example.com", CF_DKIM_PASS);
    cf_test_rounds ("TXT _dmarc.example.com|v=DMARC1; p=reject\nTXT _dmarc.other.example.com|v=DMARC1; psd=n", evaluate,
                    &evaluation);
    g_assert_cmpint (evaluation.result.result, ==, n == CF_LIMIT_DMARC_SEALS ? CF_DMARC_PASS : CF_DMARC_UNKNOWN);
    cf_domain_dmarc_clear (&evaluation.result);
  }
}

/* --- others' vectors --- */

static const char *
get_text (JsonObject *object, const char *member)
{
  return json_object_has_member (object, member) ? json_object_get_string_member (object, member) : NULL;
}

static char *
list_answers (JsonArray *dns)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (dns); i++) {
    JsonObject *row = json_array_get_object_element (dns, i);

    g_string_append_printf (text, "TXT %s", get_text (row, "name"));
    if (json_object_has_member (row, "error")) {
      g_string_append (text, "?\n");
      continue;
    }
    g_string_append_c (text, '|');
    for (guint j = 0; j < json_array_get_length (json_object_get_array_member (row, "value")); j++)
      g_string_append (text, json_array_get_string_element (json_object_get_array_member (row, "value"), j));
    g_string_append_c (text, '\n');
  }

  return g_strdup (text->str);
}

/* What is expected of us: SPF's passes and its failures are both unknown here. */
static void
check_vector (JsonObject *row, const Evaluation *evaluation, gboolean has_spf)
{
  const char *field = get_text (row, "field");
  const char *value = g_str_equal (field, "pct") ? NULL : get_text (row, "value");
  const char *policy = evaluation->result.has_policy ? cf_domain_policy_get_name (evaluation->result.policy) : NULL;
  CfDmarcResult want;

  if (g_str_equal (field, "policy") || g_str_equal (field, "p")) {
    g_assert_cmpstr (policy, ==, value);
  } else if (g_str_equal (field, "status.result")) {
    g_assert_true (cf_dmarc_result_find (value, &want));
    if ((want == CF_DMARC_FAIL && evaluation->result.result != want) || (want == CF_DMARC_PASS && has_spf))
      want = CF_DMARC_UNKNOWN;
    g_assert_cmpint (evaluation->result.result, ==, want);
  }
}

static void
run_vector (JsonObject *row)
{
  JsonObject *query = json_array_get_object_element (json_object_get_array_member (row, "queries"), 0);
  JsonArray *signers = json_object_get_array_member (query, "dkimDomains");
  JsonArray *expect = json_object_get_array_member (row, "expect");
  g_autofree char *answers = list_answers (json_object_get_array_member (query, "dns"));
  g_autoptr (GPtrArray) seals = make_seals ("");
  Evaluation evaluation = { strchr (get_text (query, "headerFrom"), '@') + 1, seals, { 0 } };
  gboolean has_spf = json_array_get_length (json_object_get_array_member (query, "spfDomains")) > 0;

  g_test_message ("%s", get_text (row, "name"));
  for (guint i = 0; i < json_array_get_length (signers); i++)
    add_seal (seals, get_text (json_array_get_object_element (signers, i), "domain"), CF_DKIM_PASS);
  cf_test_rounds (answers, evaluate, &evaluation);
  for (guint i = 0; i < json_array_get_length (expect); i++)
    check_vector (json_array_get_object_element (expect, i), &evaluation, has_spf);
  cf_domain_dmarc_clear (&evaluation.result);
}

static void
test_vectors (void)
{
  const char *corpora = g_getenv ("CERTFIRST_CORPORA");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path = NULL;
  JsonArray *cases;

  if (corpora == NULL) {
    g_test_skip ("the public corpora do not lie beside the project");
    return;
  }

  path = g_build_filename (corpora, "dmarc", "dmarc-vectors.json", NULL);
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  cases = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "cases");
  g_assert_cmpuint (json_array_get_length (cases), ==, 20);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    run_vector (json_array_get_object_element (cases, i));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_domain_prepare ();
  g_test_add_func ("/domain/dmarc/walk-questions", test_walk_questions);
  g_test_add_func ("/domain/dmarc/walk", test_walk);
  g_test_add_func ("/domain/dmarc/walk-long", test_walk_long);
  g_test_add_func ("/domain/dmarc/result", test_result);
  g_test_add_func ("/domain/dmarc/open", test_open);
  g_test_add_func ("/domain/dmarc/seal-limit", test_seal_limit);
  g_test_add_func ("/domain/dmarc/vectors", test_vectors);
  return g_test_run ();
}
