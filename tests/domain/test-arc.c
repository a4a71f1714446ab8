/* test-arc.c — the chain of those who handled a mail (RFC 8617) */
#include "cf-domain-private.h"
#include "cf-limits.h"
#include "cf-test-dkim.h"

/* A mail through @n sealers. */
static char *
make_chain (const char *mail, guint n)
{
  char *message = g_strdup (mail);

  for (guint i = 1; i <= n; i++) {
    g_autofree char *before = message;

    message = cf_test_arc (before, i, NULL);
  }

  return message;
}

static void
test_lengths (void)
{
  for (guint n = 0; n <= 5; n++) {
    g_autofree char *message = make_chain (cf_test_mail, n);
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autofree char *last = g_strdup_printf ("sealer%u.example", n);
    g_auto (CfTestRun) run = { 0 };

    cf_test_answer_arc (answers, n);
    run = cf_test_check_text (message, answers);
    g_assert_cmpint (run.facts->domain.arc.result, ==, n == 0 ? CF_ARC_NONE : CF_ARC_PASS);
    g_assert_cmpint ((run.facts->domain.evidence & CF_D (ARC_CUSTODY)) != 0, ==, n > 0);
    g_assert_cmpuint (run.facts->domain.arc.sealers->len, ==, n);
    g_assert_cmpstr (run.facts->domain.custodian, ==, n == 0 ? NULL : last);
    for (guint i = 0; i < n; i++) {
      g_autofree char *sealer = g_strdup_printf ("sealer%u.example", i + 1);

      g_assert_cmpstr (g_ptr_array_index (run.facts->domain.arc.sealers, i), ==, sealer);
    }
    /* Custody only. */
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, "not");
  }
}

/* @find is replaced by @by, once, in a chain of two; with or without its key. */
static void
test_changes (void)
{
  static const struct { const char *says, *find, *by; CfArcResult result; } rows[] = {
    { "nothing", "x-none", "", CF_ARC_PASS },
    { "a field that nobody signed", "Message-ID:", "X-Other:", CF_ARC_PASS },
    { "the subject", "Subject:  Hello", "Subject: Goodbye", CF_ARC_FAIL },
    { "the body", "Hello  world", "Hello all", CF_ARC_FAIL },
    { "the first handler's word", "i=1; sealer1.example; dkim=pass", "i=1; sealer1.example; dkim=fail", CF_ARC_FAIL },
    { "the last handler's word", "i=2; sealer2.example; dkim=pass", "i=2; sealer2.example; dkim=fail", CF_ARC_FAIL },
    { "an instance twice", "ARC-Authentication-Results: i=2", "ARC-Authentication-Results: i=1", CF_ARC_FAIL },
    { "instance 0", "ARC-Authentication-Results: i=1", "ARC-Authentication-Results: i=0", CF_ARC_FAIL },
    { "instance 51", "ARC-Authentication-Results: i=1", "ARC-Authentication-Results: i=51", CF_ARC_FAIL },
    { "a large instance", "ARC-Authentication-Results: i=1", "ARC-Authentication-Results: i=4294967297", CF_ARC_FAIL },
    { "no instance", "ARC-Authentication-Results: i=1;", "ARC-Authentication-Results: ", CF_ARC_FAIL },
    { "a gap", "ARC-Seal: i=2", "ARC-Seal: i=3", CF_ARC_FAIL },
    { "a seal without instance", "ARC-Seal: i=2;", "ARC-Seal:", CF_ARC_FAIL },
    { "a signature without instance", "ARC-Message-Signature: i=1;", "ARC-Message-Signature:", CF_ARC_FAIL },
    { "no seal", "ARC-Seal: i=1", "X-Seal: i=1", CF_ARC_FAIL },
    { "no results", "ARC-Authentication-Results: i=2", "X-Results: i=2", CF_ARC_FAIL },
    { "h= in a seal", "cv=pass;", "cv=pass; h=from;", CF_ARC_FAIL },
    { "cv= changed", "cv=pass", "cv=none", CF_ARC_FAIL },
    { "a list names ARC-Seal", "h=from:subject:date", "h=from:arc-seal", CF_ARC_FAIL },
    { "SHA-1", "a=rsa-sha256; cv=none", "a=rsa-sha1; cv=none", CF_ARC_FAIL },
    { "another domain", "d=sealer1.example; s=arc; b=", "d=sealer2.example; s=arc; b=", CF_ARC_FAIL },
  };
  g_autofree char *chain = make_chain (cf_test_mail, 2);
  g_autoptr (CfAnswers) answers = cf_answers_new ();

  cf_test_answer_arc (answers, 2);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GString) message = g_string_new (chain);
    guint n = g_string_replace (message, rows[i].find, rows[i].by, 1);
    g_auto (CfTestRun) run = cf_test_check_text (message->str, answers);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpuint (n, ==, i == 0 ? 0 : 1);
    g_assert_cmpint (run.facts->domain.arc.result, ==, rows[i].result);
    g_assert_cmpint ((run.facts->domain.evidence & CF_D (ARC_CUSTODY)) != 0, ==, rows[i].result == CF_ARC_PASS);
    g_assert_cmpint (run.facts->domain.custodian != NULL, ==, rows[i].result == CF_ARC_PASS);
  }
}

/* What each says of the chain before it. */
static void
test_verdicts_of_sealers (void)
{
  static const struct { const char *first, *second; CfArcResult result; } rows[] = {
    { NULL, NULL, CF_ARC_PASS },
    { "pass", NULL, CF_ARC_FAIL },
    { "fail", NULL, CF_ARC_FAIL },
    { NULL, "none", CF_ARC_FAIL },
    { NULL, "fail", CF_ARC_FAIL },
    { NULL, "PASS", CF_ARC_FAIL },
    { NULL, "", CF_ARC_FAIL },
  };
  g_autoptr (CfAnswers) answers = cf_answers_new ();

  cf_test_answer_arc (answers, 2);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *once = cf_test_arc (cf_test_mail, 1, rows[i].first);
    g_autofree char *twice = cf_test_arc (once, 2, rows[i].second);
    g_auto (CfTestRun) run = cf_test_check_text (twice, answers);

    g_assert_cmpint (run.facts->domain.arc.result, ==, rows[i].result);
  }
}

/* A list changed the mail between two sealers: only the newest signature has to match.  Who looks at the DKIM
 * signature learns who still had the signed body. */
static void
test_list (void)
{
  CfTestSeal seal = { 0 };
  g_autofree char *signed_mail = cf_test_seal (&seal, cf_test_mail);
  g_autofree char *once = cf_test_arc (signed_mail, 1, NULL);
  g_autofree char *changed = g_strconcat (once, "-- \r\nthe list\r\n", NULL);
  g_autofree char *twice = cf_test_arc (changed, 2, NULL);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_auto (CfTestRun) run = { 0 };

  cf_test_answer_arc (answers, 2);
  run = cf_test_check_text (twice, answers);
  g_assert_cmpint (run.facts->domain.arc.result, ==, CF_ARC_PASS);
  g_assert_cmpint (cf_test_dkim (&run, 0)->result, ==, CF_DKIM_FAIL);
  g_assert_cmpstr (cf_test_dkim (&run, 0)->detail, ==,
                   "body hash differs; sealer1.example says that it had the signed body (ARC set 1)");
}

static void
test_questions (void)
{
  g_autofree char *message = make_chain (cf_test_mail, 3);
  g_autofree char *changed = g_strconcat (message, "x\r\n", NULL);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_auto (CfTestRun) none = cf_test_check_text (message, NULL);
  g_auto (CfTestRun) broken = cf_test_check_text (changed, NULL);
  g_autoptr (GString) expired = g_string_new (message);
  g_auto (CfTestRun) late = { 0 };
  g_auto (CfTestRun) two = { 0 };

  g_assert_cmpint (none.facts->domain.arc.result, ==, CF_ARC_FAIL);
  g_assert_cmpuint (cf_test_count_keys (&none), ==, 3);
  g_assert_cmpstr (cf_questions_get (none.questions, 0)->key, ==, "TXT arc._domainkey.sealer3.example");
  /* Nothing is asked where no answer helps. */
  g_assert_cmpint (broken.facts->domain.arc.result, ==, CF_ARC_FAIL);
  g_assert_cmpuint (cf_test_count_keys (&broken), ==, 0);

  g_string_replace (expired, "d=sealer3.example; s=arc; h=", "d=sealer3.example; s=arc; x=1; h=", 1);
  late = cf_test_check_text (expired->str, NULL);
  g_assert_cmpint (late.facts->domain.arc.result, ==, CF_ARC_FAIL);
  g_assert_cmpuint (cf_test_count_keys (&late), ==, 0);

  cf_test_answer_arc (answers, 2);
  two = cf_test_check_text (message, answers);
  g_assert_cmpint (two.facts->domain.arc.result, ==, CF_ARC_FAIL);
  g_assert_cmpuint (cf_test_count_keys (&two), ==, 1);
}

/* A key that says no, in all the ways. */
static void
test_keys (void)
{
  g_autofree char *message = make_chain (cf_test_mail, 2);
  g_autofree char *other = cf_test_key_record (CF_TEST_OTHER_RSA, "");
  const char *records[] = { other, "v=DKIM1; p=", "v=spf1 -all" };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    for (guint who = 1; who <= 2; who++) {
      g_autoptr (CfAnswers) answers = cf_answers_new ();
      g_autofree char *name = g_strdup_printf ("arc._domainkey.sealer%u.example", who);
      g_auto (CfTestRun) run = { 0 };

      cf_test_answer_arc (answers, 2);
      cf_test_answer_none (answers, name, CF_ANSWER_FOUND, CF_DNSSEC_SECURE);
      cf_test_answer (answers, name, records[i]);
      run = cf_test_check_text (message, answers);
      g_assert_cmpint (run.facts->domain.arc.result, ==, CF_ARC_FAIL);
    }
}

/* CF_LIMIT_ARC_KEYS: a chain of so many different sealers, and one more; CF_LIMIT_ARC_SETS: one more field than sets. */
static void
test_limits (void)
{
  for (guint n = CF_LIMIT_ARC_KEYS; n <= CF_LIMIT_ARC_KEYS + 1; n++) {
    g_autofree char *message = make_chain (cf_test_mail, n);
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_auto (CfTestRun) run = { 0 };

    cf_test_answer_arc (answers, n);
    run = cf_test_check_text (message, answers);
    g_assert_cmpint (run.facts->domain.arc.result, ==, n <= CF_LIMIT_ARC_KEYS ? CF_ARC_PASS : CF_ARC_FAIL);
  }
}

static void
test_sets_limit (void)
{
  for (guint n = CF_LIMIT_ARC_SETS; n <= CF_LIMIT_ARC_SETS + 1; n++) {
    g_autoptr (GString) message = g_string_new (cf_test_mail);
    g_auto (CfTestRun) run = { 0 };

    for (guint i = 0; i < n; i++)
      g_string_prepend (message, "ARC-Seal: i=1; cv=none; a=rsa-sha256; d=a.example; s=a; b=AAAA\r\n");
    run = cf_test_check_text (message->str, NULL);
    g_assert_cmpint (run.facts->domain.arc.result, ==, CF_ARC_FAIL);
    g_assert_cmpuint (run.facts->domain.arc.sealers->len, ==, 1);
    g_assert_cmpuint (cf_test_count_keys (&run), ==, 0);
  }
}

/* The last sealer has to be one that the administrator trusts, and the chain has to pass. */
static void
test_trusted (void)
{
  static const struct { const char *sealers, *body; gboolean trusted; } rows[] = {
    { "sealer2.example", "", TRUE },
    { "other.example sealer2.example", "", TRUE },
    { "sealer1.example", "", FALSE },
    { "example", "", FALSE },
    { "", "", FALSE },
    { NULL, "", FALSE },
    { "sealer2.example", "changed\r\n", FALSE },
  };
  g_autofree char *chain = make_chain (cf_test_mail, 2);
  g_autoptr (CfAnswers) answers = cf_answers_new ();

  cf_test_answer_arc (answers, 2);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *message = g_strconcat (chain, rows[i].body, NULL);
    g_auto (GStrv) sealers = rows[i].sealers != NULL ? g_strsplit (rows[i].sealers, " ", -1) : NULL;
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = cf_mime_read (cf_span_str (message), facts);
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
    CfDomainRules rules = { .sealers = sealers };
    CfDomainContext context = { mime, &rules, answers, CF_TEST_NOW, CF_TEST_NOW, questions };
    g_autoptr (CfDomainCheck) check = cf_domain_begin (&context, pass, facts);

    cf_mime_pass_run (pass);
    cf_domain_end (check, pass, facts);
    g_assert_cmpint (cf_domain_arc_is_trusted (check), ==, rows[i].trusted);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  cf_domain_prepare ();
  g_test_add_func ("/domain/arc/lengths", test_lengths);
  g_test_add_func ("/domain/arc/changes", test_changes);
  g_test_add_func ("/domain/arc/verdicts-of-sealers", test_verdicts_of_sealers);
  g_test_add_func ("/domain/arc/list", test_list);
  g_test_add_func ("/domain/arc/questions", test_questions);
  g_test_add_func ("/domain/arc/keys", test_keys);
  g_test_add_func ("/domain/arc/limits", test_limits);
  g_test_add_func ("/domain/arc/sets-limit", test_sets_limit);
  g_test_add_func ("/domain/arc/trusted", test_trusted);
  return g_test_run ();
}
