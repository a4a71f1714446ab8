/* test-list.c — registered lists: what proves one, and a From that it rewrote (MEANING section 8) */
#include "cf-domain-list.h"

#include "cf-domain-private.h"
#include "cf-test-dkim.h"

static void
test_list_id (void)
{
  static const struct { const char *header, *want; } rows[] = {
    { "List-Id: The list <dev.example.org>\r\n", "dev.example.org" },
    { "List-ID: <Dev.Example.ORG>\r\n", "dev.example.org" },
    { "list-id:\r\n \"a <b>\" <dev.example.org>\r\n", "dev.example.org" },
    { "List-Id: <dev.example.org> (a comment)\r\n", "dev.example.org" },
    { "List-Id: (<no>) <dev.example.org>\r\n", "dev.example.org" },
    { "List-Id: dev.example.org\r\n", NULL },
    { "List-Id: <dev.example.org\r\n", NULL },
    { "List-Id: <dev.example.org> x\r\n", NULL },
    { "List-Id: <a> <dev.example.org>\r\n", NULL },
    { "List-Id: <>\r\n", NULL },
    { "List-Id: \"<dev.example.org>\r\n", NULL },
    { "List-Id: <dev.example.org>\r\nList-Id: <dev.example.org>\r\n", NULL },
    { "List-Id: <dev.example.org>\r\nlist-id : <evil.example>\r\n", NULL },
    { "X-List-Id: <dev.example.org>\r\n", NULL },
    { "Subject: x\r\n\r\nList-Id: <dev.example.org>\r\n", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *id = cf_domain_dup_list_id (cf_span_str (rows[i].header));

    g_test_message ("row %u", i);
    g_assert_cmpstr (id, ==, rows[i].want);
  }
}

static CfDomainList dev = { (char *) "developers", (char *) "dev.lists.example.org", (char *) "lists.example.org" };
static CfDomainList news = { (char *) "news", (char *) "news.example.net", (char *) "example.net" };
static CfDomainList half = { (char *) "half", (char *) "half.example.net", NULL };

static GPtrArray *
make_lists (void)
{
  GPtrArray *lists = g_ptr_array_new ();

  g_ptr_array_add (lists, &dev);
  g_ptr_array_add (lists, &news);
  g_ptr_array_add (lists, &half);
  return lists;
}

/* A List-Id alone is nothing. */
static void
test_find (void)
{
  static const struct { const char *says, *id, *sealed_by; gboolean custody; const char *want; } rows[] = {
    { "sealed by the list's domain", "dev.lists.example.org", "lists.example.org", FALSE, "developers" },
    { "in other letters", "DEV.lists.example.org", "Lists.Example.ORG", FALSE, "developers" },
    { "the other one", "news.example.net", "example.net", FALSE, "news" },
    { "a trusted forwarder", "dev.lists.example.org", NULL, TRUE, "developers" },
    { "only by a trusted forwarder", "half.example.net", NULL, TRUE, "half" },
    { "no seal", "dev.lists.example.org", NULL, FALSE, NULL },
    { "another's seal", "dev.lists.example.org", "evil.example", FALSE, NULL },
    { "the seal of a domain above", "dev.lists.example.org", "example.org", FALSE, NULL },
    { "the seal of a domain below", "dev.lists.example.org", "x.lists.example.org", FALSE, NULL },
    { "another list's seal", "dev.lists.example.org", "example.net", FALSE, NULL },
    { "no seal is named", "half.example.net", "half.example.net", FALSE, NULL },
    { "not registered", "other.example.net", "example.net", TRUE, NULL },
    { "no List-Id", NULL, "lists.example.org", TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) lists = make_lists ();
    g_autoptr (GPtrArray) seals = g_ptr_array_new ();
    CfDomainListProof proof = { seals, rows[i].custody };
    const CfDomainList *list;

    g_test_message ("%s", rows[i].says);
    if (rows[i].sealed_by != NULL)
      g_ptr_array_add (seals, (char *) rows[i].sealed_by);
    list = cf_domain_find_list (lists, rows[i].id, &proof);
    g_assert_cmpstr (list == NULL ? NULL : list->name, ==, rows[i].want);
    g_assert_null (cf_domain_find_list (NULL, rows[i].id, &proof));
  }
}

/* MEANING section 2: the list in From, every intact signer in Reply-To or X-Original-From. */
static void
test_rewrite (void)
{
  static const struct { const char *says, *from, *header, *first, *second; gboolean want; } rows[] = {
    { "in Reply-To", "lists.example.org", "Reply-To: Alice <alice@example.com>\r\n", "alice@example.com", NULL, TRUE },
    { "in X-Original-From", "lists.example.org", "X-Original-From: Alice <alice@example.com>\r\n",
      "alice@example.com", NULL, TRUE },
    { "beside the list", "lists.example.org", "Reply-To: dev@lists.example.org, alice@EXAMPLE.com\r\n",
      "alice@example.com", NULL, TRUE },
    { "below the seal's domain", "dev.lists.example.org", "Reply-To: alice@example.com\r\n", "alice@example.com", NULL,
      TRUE },
    { "the domain that the id lies in", "example.org", "Reply-To: alice@example.com\r\n", "alice@example.com", NULL,
      TRUE },
    { "two signers, both there", "lists.example.org", "Reply-To: alice@example.com, bob@example.com\r\n",
      "alice@example.com", "bob@example.com", TRUE },
    { "two signers, one there", "lists.example.org", "Reply-To: alice@example.com\r\n", "alice@example.com",
      "bob@example.com", FALSE },
    { "From is not the list", "example.com", "Reply-To: alice@example.com\r\n", "alice@example.com", NULL, FALSE },
    { "From is a public suffix", "org", "Reply-To: alice@example.com\r\n", "alice@example.com", NULL, FALSE },
    { "no From", NULL, "Reply-To: alice@example.com\r\n", "alice@example.com", NULL, FALSE },
    { "nowhere", "lists.example.org", "Subject: x\r\n", "alice@example.com", NULL, FALSE },
    { "in another field", "lists.example.org", "Sender: alice@example.com\r\n", "alice@example.com", NULL, FALSE },
    { "another address", "lists.example.org", "Reply-To: Alice@example.com\r\n", "alice@example.com", NULL, FALSE },
    { "only in the name", "lists.example.org", "Reply-To: \"alice@example.com\" <m@evil.example>\r\n",
      "alice@example.com", NULL, FALSE },
    { "a field that nobody can compare", "lists.example.org", "Reply-To: x: alice@example.com;\r\n",
      "alice@example.com", NULL, FALSE },
    { "nobody signed", "lists.example.org", "Reply-To: alice@example.com\r\n", NULL, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    const char *addresses[] = { rows[i].first, rows[i].second };

    g_test_message ("%s", rows[i].says);
    facts->sender.domain = g_strdup (rows[i].from);
    for (guint n = 0; n < 2; n++) {
      CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);

      /* What is not intact is nobody's, whatever it names. */
      signer->status = addresses[n] == NULL ? CF_SIGNER_ALTERED : CF_SIGNER_INTACT;
      g_ptr_array_add (signer->addresses, g_strdup (addresses[n] == NULL ? "alice@example.com" : addresses[n]));
    }
    g_assert_cmpint (cf_domain_is_list_rewrite (&dev, cf_span_str (rows[i].header), facts), ==, rows[i].want);
  }
}

static void
test_explain (void)
{
  static const struct { const char *before; gboolean aligned, has_list_id; CfArcResult arc; const char *after; } rows[] = {
    { "body hash differs", TRUE, TRUE, CF_ARC_NONE, "body hash differs; a mailing list may have added a footer" },
    { "body hash differs", TRUE, FALSE, CF_ARC_PASS,
      "body hash differs; a forwarder that sealed it (ARC) may have changed it" },
    { "body hash differs", TRUE, FALSE, CF_ARC_FAIL, "body hash differs" },
    { "body hash differs", FALSE, TRUE, CF_ARC_PASS, "body hash differs" },
    { "no key", TRUE, TRUE, CF_ARC_PASS, "no key" },
    { NULL, TRUE, TRUE, CF_ARC_PASS, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    CfDkimFacts *dkim = cf_domain_facts_add_dkim (&facts->domain);

    dkim->detail = g_strdup (rows[i].before);
    dkim->aligned = rows[i].aligned;
    facts->domain.arc.result = rows[i].arc;
    cf_domain_list_explain (rows[i].has_list_id, &facts->domain);
    cf_domain_list_explain (rows[i].has_list_id, &facts->domain);
    g_assert_cmpstr (dkim->detail, ==, rows[i].after);
  }
}

/* --- whole checks: mails that are really sealed --- */

#define LIST_MAIL \
  "From: Alice via developers <dev@lists.example.org>\r\nTo: dev@lists.example.org\r\nSubject: [dev] x\r\n" \
  "Date: Sun, 1 Mar 2026 09:00:00 +0000\r\nReply-To: alice@example.com\r\n" \
  "List-Id: Developers <dev.lists.example.org>\r\n\r\ntext\r\n"
#define COVERED "from:to:subject:date:reply-to"

typedef struct {
  CfEvidence before;
  char **sealers;
  gboolean nobody; /* no rules at all */
  const char *badge;
} Given;

/* Rules name the three lists; a signer of alice@example.com is intact. */
static CfFacts *
check (const char *message, const CfAnswers *answers, const Given *given)
{
  CfFacts *facts = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (cf_span_str (message), facts);
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (GPtrArray) lists = make_lists ();
  CfDomainRules rules = { .lists = lists, .sealers = given->sealers, .badge = given->badge };
  CfDomainContext context = { mime, given->nobody ? NULL : &rules, answers, CF_TEST_NOW, CF_TEST_NOW, questions };
  g_autoptr (CfDomainCheck) self = NULL;
  CfSignerFacts *signer;

  facts->evidence |= given->before;
  self = cf_domain_begin (&context, pass, facts);
  cf_mime_pass_run (pass);
  cf_domain_end (self, pass, facts);

  signer = cf_facts_add_signer (&facts->smime);
  signer->status = CF_SIGNER_INTACT;
  g_ptr_array_add (signer->addresses, g_strdup ("alice@example.com"));
  cf_domain_check_list_rewrite (self, facts);
  return facts;
}

static void
assert_list (const CfFacts *facts, const char *list, gboolean rewrote)
{
  g_assert_cmpstr (facts->domain.list, ==, list);
  g_assert_cmpint ((facts->evidence & CF_M (LIST_AUTHENTICATED)) != 0, ==, list != NULL);
  g_assert_cmpint ((facts->evidence & CF_M (LIST_REWROTE_FROM)) != 0, ==, rewrote);
}

static void
test_sealed (void)
{
  static const struct { const char *says; CfTestSeal seal; Given given; const char *list; const char *tags; } rows[] = {
    { "sealed, List-Id covered", { .domain = "lists.example.org", .h = COVERED ":list-id" }, { 0 }, "developers", "" },
    { "a part of the body", { .domain = "lists.example.org", .h = COVERED ":list-id", .limit = 1 + 2 }, { 0 }, NULL, "" },
    { "none of the body", { .domain = "lists.example.org", .h = COVERED ":list-id", .limit = 1 }, { 0 }, NULL, "" },
    { "a key that is being tested", { .domain = "lists.example.org", .h = COVERED ":list-id" }, { 0 }, NULL, "t=y; " },
    { "List-Id not covered", { .domain = "lists.example.org", .h = COVERED }, { 0 }, NULL, "" },
    { "a stranger's seal", { .domain = "evil.example", .h = COVERED ":list-id" }, { 0 }, NULL, "" },
    { "another key", { .domain = "lists.example.org", .h = COVERED ":list-id", .key = CF_TEST_OTHER_RSA }, { 0 },
      NULL, "" },
    { "From carries an expectation", { .domain = "lists.example.org", .h = COVERED ":list-id" },
      { .before = CF_M (EXPECT_ANY) | CF_M (EXPECT_USUAL) }, NULL, "" },
    { "no rules", { .domain = "lists.example.org", .h = COVERED ":list-id" }, { .nobody = TRUE }, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autofree char *message = cf_test_seal (&rows[i].seal, LIST_MAIL);
    g_autofree char *key = cf_test_key_record (CF_TEST_RSA_2048, rows[i].tags != NULL ? rows[i].tags : "");
    g_autofree char *name = g_strconcat ("sel._domainkey.", rows[i].seal.domain, NULL);
    g_autoptr (CfFacts) facts = NULL;

    g_test_message ("%s", rows[i].says);
    cf_test_answer (answers, name, key);
    facts = check (message, answers, &rows[i].given);
    assert_list (facts, rows[i].list, rows[i].list != NULL);
  }
}

/* Without an answer the seal is open, and nothing is known of the list. */
static void
test_open (void)
{
  g_autofree char *message =
      cf_test_seal (&(CfTestSeal) { .domain = "lists.example.org", .h = COVERED ":list-id" }, LIST_MAIL);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfFacts) facts = check (message, answers, &(Given) { 0 });

  assert_list (facts, NULL, FALSE);
}

/* A trusted sealer's chain that does not cover List-Id: anybody could have put it in since. */
static void
test_custody (void)
{
  static char *trusted[] = { (char *) "sealer1.example", NULL };
  g_autofree char *message = cf_test_arc (LIST_MAIL, 1, NULL);
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfFacts) facts = NULL;

  cf_test_answer_arc (answers, 1);
  facts = check (message, answers, &(Given) { .sealers = trusted });
  g_assert_cmpint (facts->domain.arc.result, ==, CF_ARC_PASS);
  assert_list (facts, NULL, FALSE);
}

/* The registry's word is stated with and without a proof; the verdict wants both. */
static void
test_badge (void)
{
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfFacts) with = check (LIST_MAIL, answers, &(Given) { .badge = "Registry" });
  g_autoptr (CfFacts) without = check (LIST_MAIL, answers, &(Given) { 0 });
  g_autoptr (CfFacts) nobody = check ("Subject: x\r\n\r\ntext\r\n", answers, &(Given) { .badge = "Registry" });

  g_assert_cmpstr (with->domain.badge, ==, "Registry");
  g_assert_true (with->domain.evidence & CF_D (BADGE_REGISTERED));
  g_assert_false (with->domain.proved);
  g_assert_null (without->domain.badge);
  g_assert_false (without->domain.evidence & CF_D (BADGE_REGISTERED));
  g_assert_null (nobody->domain.badge);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_domain_prepare ();
  cf_mime_prepare ();
  g_test_add_func ("/domain/list/list-id", test_list_id);
  g_test_add_func ("/domain/list/find", test_find);
  g_test_add_func ("/domain/list/rewrite", test_rewrite);
  g_test_add_func ("/domain/list/explain", test_explain);
  g_test_add_func ("/domain/list/sealed", test_sealed);
  g_test_add_func ("/domain/list/open", test_open);
  g_test_add_func ("/domain/list/custody", test_custody);
  g_test_add_func ("/domain/list/badge", test_badge);
  return g_test_run ();
}
