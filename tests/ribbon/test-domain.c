/* test-domain.c — what was found about the sender's domain in words: nothing that is not proved sounds proved */
#include "test-facts.h"

/* "name: text" a line. */
static char *
read_lines (const CfFacts *facts, const char *lang)
{
  g_autoptr (GPtrArray) lines = cf_ribbon_list_domain (facts, lang);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++) {
    const CfRibbonLine *line = g_ptr_array_index (lines, i);

    g_string_append_printf (text, "%s: %s\n", line->name, line->text);
  }

  return g_string_free (text, FALSE);
}

static void
assert_has (const char *text, const char *part, gboolean wanted)
{
  if ((strstr (text, part) != NULL) != wanted)
    g_error ("\"%s\" is %s:\n%s", part, wanted ? "not in" : "in", text);
}

static CfDkimFacts *
add_seal (CfFacts *facts, CfDkimResult result, const char *detail)
{
  CfDkimFacts *seal = cf_domain_facts_add_dkim (&facts->domain);

  test_set (&seal->domain, "bank.example");
  test_set (&seal->detail, detail);
  seal->result = result;
  seal->aligned = TRUE;
  return seal;
}

static void
test_seals (void)
{
  static const struct { CfDkimResult result; gboolean aligned; const char *dnssec, *detail, *english, *japanese; } rows[] = {
    { CF_DKIM_PASS, TRUE, "insecure", NULL, "bank.example: intact\n", "bank.example：正常\n" },
    { CF_DKIM_PASS, TRUE, "secure", NULL, "bank.example: intact; key protected by DNSSEC\n",
      "bank.example：正常。鍵は DNSSEC で保護されています\n" },
    { CF_DKIM_PASS, FALSE, "unknown", NULL, "bank.example: intact; not the sender's domain\n",
      "bank.example：正常。送信元とは別のドメインです\n" },
    { CF_DKIM_PASS, TRUE, "unknown", "only the first 61 bytes of the body are signed (l=)",
      "bank.example: intact; it covers only the first 61 bytes of the text; anyone could have added the rest\n",
      "bank.example：正常。本文の先頭 61 バイトだけが対象です。以降はだれでも書き加えられます\n" },
    { CF_DKIM_FAIL, TRUE, "unknown", "body hash differs",
      "bank.example: does not match; the text was changed after sealing\n",
      "bank.example：一致しません。署名後に本文が変わっています\n" },
    { CF_DKIM_FAIL, TRUE, "unknown", "body hash differs; a mailing list may have added a footer",
      "bank.example: does not match; the text was changed after sealing; a mailing list may have added a footer\n",
      "bank.example：一致しません。署名後に本文が変わっています。メーリングリストが末尾に追記した可能性があります\n" },
    { CF_DKIM_FAIL, TRUE, "unknown", "body hash differs; lists.test says that it had the signed body (ARC set 2)",
      "bank.example: does not match; the text was changed after lists.test had received it\n",
      "bank.example：一致しません。lists.test が受け取った後に、本文が変わっています\n" },
    { CF_DKIM_TEMPERROR, TRUE, "bogus", "the answer about the key is bogus",
      "bank.example: not checked; the answer about the key was forged or damaged on the way; it is not used\n",
      "bank.example：未確認。鍵の回答が改ざんされたか壊れているため、使っていません\n" },
    { CF_DKIM_PERMERROR, TRUE, "unknown", "the key was revoked",
      "bank.example: cannot be used; the key was withdrawn\n", "bank.example：使えません。鍵は取り消されています\n" },
    { CF_DKIM_PERMERROR, TRUE, "unknown", "a= is missing", "bank.example: cannot be used; a= is missing\n",
      "bank.example：使えません。a= is missing\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    CfDkimFacts *seal = add_seal (facts, rows[i].result, rows[i].detail);
    g_autofree char *english = NULL;
    g_autofree char *japanese = NULL;

    seal->aligned = rows[i].aligned;
    test_set (&seal->dnssec, rows[i].dnssec);
    english = read_lines (facts, "en");
    japanese = read_lines (facts, "ja");
    assert_has (english, rows[i].english, TRUE);
    assert_has (japanese, rows[i].japanese, TRUE);
    assert_has (english, "Origin: not proved\n", TRUE);
  }
}

/* RFC 8301 section 3.2: 1024 bits count, and are said to be weak; Ed25519 has no such number. */
static void
test_key_bits (void)
{
  static const struct { const char *algorithm; guint bits; CfDkimResult result; gboolean weak; } rows[] = {
    { "rsa-sha256", 1024, CF_DKIM_PASS, TRUE },     { "rsa-sha256", 2047, CF_DKIM_PASS, TRUE },
    { "rsa-sha256", 2048, CF_DKIM_PASS, FALSE },    { "ed25519-sha256", 256, CF_DKIM_PASS, FALSE },
    { "rsa-sha256", 0, CF_DKIM_PASS, FALSE },       { "rsa-sha256", 1024, CF_DKIM_FAIL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    CfDkimFacts *seal = add_seal (facts, rows[i].result, NULL);
    g_autofree char *english = NULL;
    g_autofree char *japanese = NULL;

    test_set (&seal->algorithm, rows[i].algorithm);
    seal->key_bits = rows[i].bits;
    english = read_lines (facts, "en");
    japanese = read_lines (facts, "ja");
    assert_has (english, "bits is weak\n", rows[i].weak);
    assert_has (japanese, "ビットで、強度が十分ではありません\n", rows[i].weak);
  }
}

/* Badge and registry stand only beside a proof. */
static void
test_proof (void)
{
  static const struct { gboolean proved; CfEvidence evidence; const char *origin; } rows[] = {
    { TRUE, 0, "Origin: proved: the mail really comes from this domain\n" },
    { FALSE, CF_M (DOMAIN_PENDING), "Origin: not known yet\n" },
    { FALSE, CF_M (DOMAIN_NOT_PROVED), "Origin: not proved\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autofree char *text = NULL;

    facts->domain.proved = rows[i].proved;
    facts->evidence = rows[i].evidence;
    test_set (&facts->domain.badge, "安心マーク");
    test_set (&facts->policy.registry, "JIPDEC");
    text = read_lines (facts, "en");
    assert_has (text, rows[i].origin, TRUE);
    assert_has (text, "Badge: 安心マーク\n", rows[i].proved);
    assert_has (text, "Registered at: JIPDEC\n", rows[i].proved);
  }
}

static void
test_rule (void)
{
  static const struct { CfDmarcResult result; const char *policy, *english, *japanese; } rows[] = {
    { CF_DMARC_PASS, "reject", "met; the domain asks to refuse mail that does not meet it",
      "満たしています。満たさないメールは受信を拒否するよう求めています" },
    { CF_DMARC_UNKNOWN, "quarantine", "no intact seal meets it; the domain asks to set mail aside that does not meet it",
      "これを満たす正常な署名がありません。満たさないメールは隔離するよう求めています" },
    { CF_DMARC_UNKNOWN, "none", "no intact seal meets it; the domain makes no request about mail that does not meet it",
      "これを満たす正常な署名がありません。満たさないメールの扱いは指定されていません" },
    { CF_DMARC_NONE, NULL, "no rule is published", "方針は公開されていません" },
    { CF_DMARC_TEMPERROR, NULL, "not answered", "回答がありません" },
    { CF_DMARC_PERMERROR, NULL, "the rule cannot be read", "方針を読み取れません" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autofree char *english = NULL;
    g_autofree char *japanese = NULL;
    g_autofree char *wanted = g_strdup_printf ("Domain's rule: %s\n", rows[i].english);
    g_autofree char *wanted_japanese = g_strdup_printf ("ドメインの方針: %s\n", rows[i].japanese);

    facts->domain.dmarc.result = rows[i].result;
    facts->domain.dmarc.policy = g_strdup (rows[i].policy);
    english = read_lines (facts, "en");
    japanese = read_lines (facts, "ja");
    assert_has (english, wanted, TRUE);
    assert_has (japanese, wanted_japanese, TRUE);
  }
}

/* What anybody may have written is called a claim; only a trusted server's words are not. */
static void
test_claims (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autofree char *text = NULL;
  g_autofree char *japanese = NULL;

  for (guint i = 0; i < 2; i++) {
    CfAuthResults *field = cf_domain_facts_add_auth_results (&facts->domain);
    CfAuthMethod *method = cf_auth_results_add_method (field);

    test_set (&field->authserv_id, i == 0 ? "mx.example.org" : "evil.example");
    field->trusted = i == 0;
    test_set (&method->method, "smime");
    test_set (&method->result, i == 0 ? "fail" : "pass");
    test_set (&method->reason, i == 0 ? "certificate revoked" : NULL);
  }

  text = read_lines (facts, "en");
  japanese = read_lines (facts, "ja");
  assert_has (text, "Your mail server: mx.example.org: smime=fail (certificate revoked)\n", TRUE);
  assert_has (text, "Unproven claim: evil.example: smime=pass\n", TRUE);
  assert_has (japanese, "未確認の申告: evil.example: smime=pass\n", TRUE);
}

static void
test_others (void)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfFacts) nobody = cf_facts_new ();
  g_autofree char *plain = read_lines (facts, "en");
  g_autofree char *none = read_lines (nobody, "en");
  g_autofree char *text = NULL;

  g_assert_cmpstr (none, ==, "");
  assert_has (plain, "Forwarding record", FALSE);
  assert_has (plain, "Logo", FALSE);
  assert_has (plain, "Certificate record", FALSE);

  facts->domain.arc.result = CF_ARC_PASS;
  g_ptr_array_add (facts->domain.arc.sealers, g_strdup ("lists.test"));
  g_ptr_array_add (facts->domain.arc.sealers, g_strdup ("mx.test"));
  facts->domain.smimea = CF_SMIMEA_BOGUS;
  facts->domain.bimi = (CfBimiFacts) { CF_BIMI_PASS, g_strdup ("Example Bank"), g_strdup ("Example Marks"), g_strdup ("vmc") };
  text = read_lines (facts, "en");
  assert_has (text, "Forwarding record: intact; forwarded by lists.test, mx.test\n", TRUE);
  assert_has (text, "Certificate record: forged or damaged on the way; not used\n", TRUE);
  assert_has (text, "Logo: trademark of Example Bank, confirmed by Example Marks\n", TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_ribbon_prepare ();
  g_test_add_func ("/ribbon/domain/seals", test_seals);
  g_test_add_func ("/ribbon/domain/key-bits", test_key_bits);
  g_test_add_func ("/ribbon/domain/proof", test_proof);
  g_test_add_func ("/ribbon/domain/rule", test_rule);
  g_test_add_func ("/ribbon/domain/claims", test_claims);
  g_test_add_func ("/ribbon/domain/others", test_others);
  return g_test_run ();
}
