/* test-dkim.c — DKIM signatures: what passes, what fails and why */
#include "cf-limits.h"
#include "cf-test-dkim.h"

/* A mail signed as @seal says, its key published with @tags. */
static CfTestRun
run_seal (const CfTestSeal *seal, const char *tags)
{
  g_autofree char *message = cf_test_seal (seal, cf_test_mail);
  g_autofree char *record = cf_test_key_record (seal->key, tags);
  g_autofree char *written = g_strdup_printf ("%s._domainkey.%s", seal->selector ? seal->selector : "sel",
                                              seal->domain ? seal->domain : "example.com");
  g_autofree char *name = g_ascii_strdown (written, -1);
  g_autoptr (CfAnswers) answers = cf_answers_new ();

  cf_test_answer (answers, name, record);
  return cf_test_check_text (message, answers);
}

static void
assert_dkim (const CfTestRun *run, const char *result, const char *detail)
{
  const CfDkimFacts *dkim = cf_test_dkim (run, 0);

  g_assert_cmpstr (dkim->detail, ==, detail);
  g_assert_cmpstr (cf_dkim_result_get_name (dkim->result), ==, result);
}

typedef struct {
  const char *says;
  CfTestSeal seal;
  const char *tags; /* of the key */
  const char *result;
  const char *detail;
  const char *proof;
} Row;

static void
check_rows (const Row *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++) {
    g_auto (CfTestRun) run = run_seal (&rows[i].seal, rows[i].tags ? rows[i].tags : "");

    g_test_message ("%s", rows[i].says);
    assert_dkim (&run, rows[i].result, rows[i].detail);
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, rows[i].proof);
    g_assert_cmpint ((run.facts->domain.evidence & CF_D (DKIM_ALIGNED)) != 0, ==,
                     g_str_equal (rows[i].result, "pass") && cf_test_dkim (&run, 0)->aligned);
  }
}

static void
test_signatures (void)
{
  static const Row rows[] = {
    { "RSA", { 0 }, NULL, "pass", NULL, "proved" },
    { "Ed25519", { .key = CF_TEST_ED25519 }, NULL, "pass", NULL, "proved" },
    { "RSA of 1024 bits", { .key = CF_TEST_RSA_1024 }, NULL, "pass", NULL, "proved" },
    { "RSA of 768 bits", { .key = CF_TEST_RSA_768 }, NULL, "fail", "the key is too short", "not" },
    { "simple/simple", { .c = "simple/simple" }, NULL, "pass", NULL, "proved" },
    { "simple/relaxed", { .c = "simple/relaxed" }, NULL, "pass", NULL, "proved" },
    { "relaxed/simple", { .c = "relaxed/simple" }, NULL, "pass", NULL, "proved" },
    { "relaxed", { .c = "relaxed" }, NULL, "pass", NULL, "proved" },
    { "simple, Ed25519", { .c = "simple", .key = CF_TEST_ED25519 }, NULL, "pass", NULL, "proved" },
    { "oversigned", { .h = "from:from:to:to:subject:subject:date:date:reply-to:cc" }, NULL, "pass", NULL, "proved" },
    { "names in upper case, with blanks", { .h = "FROM : To:\r\n\tSUBJECT :dAtE" }, NULL, "pass", NULL, "proved" },
    { "a subdomain signs", { .domain = "mail.example.com" }, NULL, "pass", NULL, "proved" },
    { "another domain", { .domain = "example.org" }, NULL, "pass", NULL, "not" },
    { "in upper case", { .domain = "EXAMPLE.com", .selector = "SEL" }, NULL, "pass", NULL, "proved" },
    { "said to be SHA-1", { .algorithm = "rsa-sha1" }, NULL, "fail", "SHA-1 is not accepted", "not" },
    { "algorithm in upper case", { .algorithm = "RSA-SHA256" }, NULL, "neutral", "a= is not known", "not" },
    { "unknown algorithm", { .algorithm = "rsa-sha512" }, NULL, "neutral", "a= is not known", "not" },
    { "unknown form", { .c = "nowsp/relaxed" }, NULL, "neutral", "c= is not known", "not" },
    { "half a form", { .c = "relaxed/" }, NULL, "neutral", "c= is not known", "not" },
    { "From left out", { .h = "to:subject:date" }, NULL, "fail", "From is not signed", "not" },
    { "empty name in h=", { .h = "from::to:subject:date" }, NULL, "neutral", "h= holds an empty name", "not" },
    { "Subject left out", { .h = "from:to:date" }, NULL, "pass", NULL, "not" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_tags (void)
{
  static const Row rows[] = {
    { "q=dns/txt", { .extra = " q=x/y : dns/txt;" }, NULL, "pass", NULL, "proved" },
    { "q= of another way", { .extra = " q=x/y;" }, NULL, "neutral", "q= names no way that is known", "not" },
    { "i= at d=", { .extra = " i=@example.com;" }, NULL, "pass", NULL, "proved" },
    { "i= below d=", { .extra = " i=x@a.example.com;" }, NULL, "pass", NULL, "proved" },
    { "i= elsewhere", { .extra = " i=x@example.org;" }, NULL, "fail", "i= is not below d=", "not" },
    { "i= that only ends so", { .extra = " i=x@badexample.com;" }, NULL, "fail", "i= is not below d=", "not" },
    { "i= without @", { .extra = " i=example.com;" }, NULL, "neutral", "i= is no address", "not" },
    { "t= and x= around now", { .extra = " t=1772323100; x=1772323300;" }, NULL, "pass", NULL, "proved" },
    { "x= now", { .extra = " x=1772323200;" }, NULL, "pass", NULL, "proved" },
    { "x= a second ago", { .extra = " x=1772323199;" }, NULL, "fail", "the signature has expired", "not" },
    { "x= before t=", { .extra = " t=1772323400; x=1772323300;" }, NULL, "fail", "x= is not after t=", "not" },
    { "t= in the future", { .extra = " t=1772330000;" }, NULL, "pass", "signed in the future", "proved" },
    { "t= that is no time", { .extra = " t=-1;" }, NULL, "neutral", "t= or x= is no time", "not" },
    { "x= of many digits", { .extra = " x=9999999999999;" }, NULL, "neutral", "t= or x= is no time", "not" },
    { "unknown tags are passed over", { .extra = " zz=1; z=copied|fields;" }, NULL, "pass", NULL, "proved" },
    { "a tag twice", { .extra = " d=example.com;" }, NULL, "neutral", "it is no list of tags", "not" },
    { "empty tag", { .extra = " ;" }, NULL, "neutral", "it is no list of tags", "not" },
    { "l= of the whole body", { .limit = 1 + 24 }, NULL, "pass", NULL, "proved" },
    { "l= of a part", { .limit = 1 + 10 }, NULL, "pass", "only the first 10 bytes of the body are signed (l=)", "not" },
    { "l=0", { .limit = 1 }, NULL, "pass", "only the first 0 bytes of the body are signed (l=)", "not" },
    { "l= of more than there is", { .limit = 1 + 25 }, NULL, "fail", "the body is shorter than l=", "not" },
    { "l= that is no number", { .extra = " l=;" }, NULL, "neutral", "l= is no length", "not" },
    { "l= that overflows", { .extra = " l=18446744073709551625;" }, NULL, "neutral", "l= is no length", "not" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_keys (void)
{
  static const Row rows[] = {
    { "t=y", { 0 }, " t=y;", "pass", NULL, "not" },
    { "t=s, i= is d=", { .extra = " i=x@example.com;" }, " t=s;", "pass", NULL, "proved" },
    { "t=s, no i=", { 0 }, " t=s;", "pass", NULL, "proved" },
    { "t=s, i= below", { .extra = " i=x@a.example.com;" }, " t=s;", "fail", "the key asks that i= is d= itself", "not" },
    { "t=y:s", { 0 }, " t=y:s;", "pass", NULL, "not" },
    { "h=sha256", { 0 }, " h=sha1:sha256;", "pass", NULL, "proved" },
    { "h=sha1", { 0 }, " h=sha1;", "permerror", "the key does not allow SHA-256", "not" },
    { "s=email", { 0 }, " s=other : email;", "pass", NULL, "proved" },
    { "s=*", { 0 }, " s=*;", "pass", NULL, "proved" },
    { "s=other", { 0 }, " s=other;", "permerror", "the key is not for mail", "not" },
    { "n= is for people", { 0 }, " n=Hello=20there;", "pass", NULL, "proved" },
    { "g= is history", { 0 }, " g=other;", "pass", NULL, "proved" },
    { "k= twice", { 0 }, " k=rsa;", "permerror", "the record holds no key", "not" },
    { "an RSA key for Ed25519", { .algorithm = "ed25519-sha256" }, NULL, "permerror",
      "the key is for another algorithm", "not" },
    { "an Ed25519 key for RSA", { .key = CF_TEST_ED25519, .algorithm = "rsa-sha256" }, NULL, "permerror",
      "the key is for another algorithm", "not" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* The record as it may stand in DNS; "%s" is p=. */
static void
test_records (void)
{
  static const struct { const char *says, *record; gboolean bare; const char *result, *detail; } rows[] = {
    { "p= alone", "p=%s", FALSE, "pass", NULL },
    { "an RSAPublicKey", "v=DKIM1; k=rsa; p=%s", TRUE, "pass", NULL },
    { "one ; at the end", "v=DKIM1;p=%s;", FALSE, "pass", NULL },
    { "blanks", " v = DKIM1 ; p = %s ", FALSE, "pass", NULL },
    { "v= not first", "k=rsa; v=DKIM1; p=%s", FALSE, "permerror", "the record holds no key" },
    { "another version", "v=DKIM2; p=%s", FALSE, "permerror", "the record holds no key" },
    { "version in lower case", "v=dkim1; p=%s", FALSE, "permerror", "the record holds no key" },
    { "no p=", "v=DKIM1; k=rsa; x=%s", FALSE, "permerror", "the record holds no key" },
    { "P= is another tag", "v=DKIM1; P=%s", FALSE, "permerror", "the record holds no key" },
    { "revoked", "v=DKIM1; p=", FALSE, "permerror", "the key was revoked" },
    { "no base64", "v=DKIM1; p=%s!", FALSE, "permerror", "p= is no base64" },
    { "something behind the key", "v=DKIM1; p=%sAAAA", FALSE, "permerror", "p= holds no RSA key" },
    { "no key", "v=DKIM1; p=AAAA", FALSE, "permerror", "p= holds no RSA key" },
    { "another thing", "v=spf1 -all", FALSE, "permerror", "the record holds no key" },
    { "nothing", "", FALSE, "permerror", "the record holds no key" },
  };
  CfTestSeal seal = { 0 };
  g_autofree char *message = cf_test_seal (&seal, cf_test_mail);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autofree char *key = cf_test_key_base64 (CF_TEST_RSA_2048, rows[i].bare);
    g_autoptr (GString) record = g_string_new (rows[i].record);
    g_auto (CfTestRun) run = { 0 };

    g_string_replace (record, "%s", key, 0);
    cf_test_answer (answers, CF_TEST_KEY_NAME, record->str);
    run = cf_test_check_text (message, answers);
    g_test_message ("%s", rows[i].says);
    assert_dkim (&run, rows[i].result, rows[i].detail);
    g_assert_cmpint ((run.facts->domain.evidence & CF_D (DKIM_KEY_MISSING)) != 0, ==,
                     g_str_equal (rows[i].result, "permerror"));
  }
}

/* Keys that would make everybody a signer, or cost too much. */
static void
test_odd_rsa_keys (void)
{
  static const struct { const char *says; guint bits; const char *exponent; } rows[] = {
    { "exponent 1", 2048, "1" },
    { "even exponent", 2048, "65536" },
    { "long exponent", 2048, "10000000000000001" },
    { "over CF_LIMIT_RSA_BITS", CF_LIMIT_RSA_BITS + 8, "65537" },
  };
  CfTestSeal seal = { 0 };
  g_autofree char *message = cf_test_seal (&seal, cf_test_mail);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    RSA *rsa = RSA_new ();
    BIGNUM *n = BN_new ();
    BIGNUM *e = NULL;
    unsigned char *der = NULL;
    int length;
    g_autofree char *base64 = NULL;
    g_autofree char *record = NULL;
    g_auto (CfTestRun) run = { 0 };

    BN_dec2bn (&e, g_str_equal (rows[i].exponent, "10000000000000001") ? "680564733841876926926749214863536422912"
                                                                      : rows[i].exponent);
    BN_set_bit (n, (int) rows[i].bits - 1);
    BN_set_bit (n, 0);
    RSA_set0_key (rsa, n, e, NULL);
    length = i2d_RSAPublicKey (rsa, &der);
    base64 = g_base64_encode (der, (gsize) length);
    record = g_strconcat ("v=DKIM1; p=", base64, NULL);
    cf_test_answer (answers, CF_TEST_KEY_NAME, record);
    run = cf_test_check_text (message, answers);
    g_test_message ("%s", rows[i].says);
    assert_dkim (&run, "permerror", "the RSA key is not usable");
    OPENSSL_free (der);
    RSA_free (rsa);
  }
}

/* Several records at one name: each may be the key, CF_LIMIT_DKIM_KEYS of them. */
static void
test_several_records (void)
{
  CfTestSeal seal = { 0 };
  g_autofree char *message = cf_test_seal (&seal, cf_test_mail);
  g_autofree char *right = cf_test_key_record (CF_TEST_RSA_2048, "");
  g_autofree char *wrong = cf_test_key_record (CF_TEST_OTHER_RSA, "");

  for (guint before = 0; before <= CF_LIMIT_DKIM_KEYS; before++)
    for (guint kind = 0; kind < 2; kind++) {
      g_autoptr (CfAnswers) answers = cf_answers_new ();
      g_auto (CfTestRun) run = { 0 };

      for (guint i = 0; i < before; i++)
        cf_test_answer (answers, CF_TEST_KEY_NAME, kind == 0 ? wrong : "v=spf1 -all");
      cf_test_answer (answers, CF_TEST_KEY_NAME, right);
      run = cf_test_check_text (message, answers);
      if (before < CF_LIMIT_DKIM_KEYS)
        assert_dkim (&run, "pass", NULL);
      else if (kind == 0)
        assert_dkim (&run, "fail", "signature does not match");
      else
        assert_dkim (&run, "permerror", "the record holds no key");
    }
}

static void
test_answers (void)
{
  static const struct {
    const char *says;
    CfAnswerStatus status;
    CfDnssec dnssec;
    const char *result, *detail, *proof;
  } rows[] = {
    { "timeout", CF_ANSWER_FAILED, CF_DNSSEC_UNKNOWN, "temperror", "the key could not be asked for", "pending" },
    { "bogus", CF_ANSWER_FAILED, CF_DNSSEC_BOGUS, "temperror", "the answer about the key is bogus", "not" },
    { "no such name", CF_ANSWER_NO_NAME, CF_DNSSEC_SECURE, "permerror", "no key is published", "not" },
    { "no TXT record", CF_ANSWER_EMPTY, CF_DNSSEC_INSECURE, "permerror", "no key is published", "not" },
    { "found nothing", CF_ANSWER_FOUND, CF_DNSSEC_INSECURE, "permerror", "no key is published", "not" },
    { "found something bogus", CF_ANSWER_FOUND, CF_DNSSEC_BOGUS, "temperror", "the answer about the key is bogus", "not" },
  };
  CfTestSeal seal = { 0 };
  g_autofree char *message = cf_test_seal (&seal, cf_test_mail);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_auto (CfTestRun) run = { 0 };

    cf_test_answer_none (answers, CF_TEST_KEY_NAME, rows[i].status, rows[i].dnssec);
    run = cf_test_check_text (message, answers);
    g_test_message ("%s", rows[i].says);
    assert_dkim (&run, rows[i].result, rows[i].detail);
    g_assert_cmpstr (cf_test_dkim (&run, 0)->dnssec, ==, cf_dnssec_get_name (rows[i].dnssec));
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, rows[i].proof);
    g_assert_cmpuint (cf_test_count_keys (&run), ==, 0);
  }
}

/* A key is asked for once, and only where the rest is right. */
static void
test_questions (void)
{
  CfTestSeal seal = { 0 };
  g_autofree char *once = cf_test_seal (&seal, cf_test_mail);
  g_autofree char *twice = cf_test_seal (&seal, once);
  g_autofree char *changed = g_strconcat (once, "more\r\n", NULL);
  g_auto (CfTestRun) run = cf_test_check_text (twice, NULL);
  g_auto (CfTestRun) other = cf_test_check_text (changed, NULL);

  assert_dkim (&run, "temperror", "the key is not known yet");
  g_assert_cmpstr (cf_test_get_proof (run.facts), ==, "pending");
  g_assert_cmpuint (cf_test_count_keys (&run), ==, 1);
  g_assert_cmpstr (cf_questions_get (run.questions, 0)->key, ==, "TXT " CF_TEST_KEY_NAME);
  g_assert_cmphex (cf_test_get_evidence (&run), ==, 0);

  assert_dkim (&other, "fail", "body hash differs");
  g_assert_cmpstr (cf_test_get_proof (other.facts), ==, "not");
  g_assert_cmpuint (cf_test_count_keys (&other), ==, 0);
}

/* --- evidence --- */

static void
test_evidence (void)
{
  static const struct { const char *says; CfTestSeal seal; const char *tags; CfEvidence want; } rows[] = {
    { "good", { 0 }, "", CF_D (DKIM_ALIGNED) },
    { "just long enough", { .key = CF_TEST_RSA_1024 }, "", CF_D (DKIM_ALIGNED) },
    { "too weak", { .key = CF_TEST_RSA_768 }, "", CF_D (DKIM_WEAK_KEY) },
    { "testing", { 0 }, " t=y;", CF_D (DKIM_ALIGNED) | CF_D (DKIM_TESTING) },
    { "elsewhere", { .domain = "example.org" }, "", CF_D (DKIM_NOT_ALIGNED) },
    { "expired", { .extra = " x=1;" }, "", CF_D (DKIM_FAIL) },
    { "expired, elsewhere", { .domain = "example.org", .extra = " x=1;" }, "", CF_D (DKIM_FAIL) },
    { "SHA-1", { .algorithm = "rsa-sha1" }, "", CF_D (DKIM_FAIL) },
    { "no key for it", { .algorithm = "ed25519-sha256" }, "", CF_D (DKIM_KEY_MISSING) },
    { "malformed", { .c = "x" }, "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (CfTestRun) run = run_seal (&rows[i].seal, rows[i].tags);

    g_test_message ("%s", rows[i].says);
    g_assert_cmphex (cf_test_get_evidence (&run), ==, rows[i].want);
    g_assert_cmpstr (run.facts->domain.other_seal, ==, rows[i].want == CF_D (DKIM_NOT_ALIGNED) ? "example.org" : NULL);
  }
}

/* One good signature is enough; what failed beside it is in the list only. */
static void
test_several_signatures (void)
{
  static const struct { const char *says; CfTestSeal first, second; CfEvidence want; } rows[] = {
    { "good above expired", { 0 }, { .extra = " x=1;" }, CF_D (DKIM_ALIGNED) },
    { "expired above good", { .extra = " x=1;" }, { 0 }, CF_D (DKIM_ALIGNED) },
    { "testing beside good", { .selector = "test" }, { 0 }, CF_D (DKIM_ALIGNED) },
    { "another's beside good", { .domain = "example.org" }, { 0 }, CF_D (DKIM_ALIGNED) },
    { "another's beside expired", { .domain = "example.org" }, { .extra = " x=1;" },
      CF_D (DKIM_NOT_ALIGNED) | CF_D (DKIM_FAIL) },
    { "another's that expired beside one without key", { .domain = "example.org", .extra = " x=1;" },
      { .algorithm = "ed25519-sha256" }, CF_D (DKIM_KEY_MISSING) },
  };
  g_autofree char *record = cf_test_key_record (CF_TEST_RSA_2048, "");
  g_autofree char *testing = cf_test_key_record (CF_TEST_RSA_2048, " t=y;");
  g_autoptr (CfAnswers) answers = cf_answers_new ();

  cf_test_answer (answers, CF_TEST_KEY_NAME, record);
  cf_test_answer (answers, "test._domainkey.example.com", testing);
  cf_test_answer (answers, "sel._domainkey.example.org", record);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *once = cf_test_seal (&rows[i].second, cf_test_mail);
    g_autofree char *twice = cf_test_seal (&rows[i].first, once);
    g_auto (CfTestRun) run = cf_test_check_text (twice, answers);

    g_test_message ("%s", rows[i].says);
    g_assert_cmphex (cf_test_get_evidence (&run), ==, rows[i].want);
    g_assert_cmpuint (run.facts->domain.dkim->len, ==, 2);
  }
}

/* A second From that is not signed: clients may show either. */
static void
test_second_from (void)
{
  static const struct { const char *h, *result; } rows[] = {
    { "from:to:subject:date", "fail" },
    { "from:from:to:subject:date", "fail" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfTestSeal seal = { .h = rows[i].h };
    g_autofree char *sealed = cf_test_seal (&seal, cf_test_mail);
    g_autofree char *message = g_strconcat ("From: x@example.com\r\n", sealed, NULL);
    g_autofree char *record = cf_test_key_record (CF_TEST_RSA_2048, "");
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_auto (CfTestRun) run = { 0 };

    cf_test_answer (answers, CF_TEST_KEY_NAME, record);
    run = cf_test_check_text (message, answers);
    g_assert_cmpstr (cf_dkim_result_get_name (cf_test_dkim (&run, 0)->result), ==, rows[i].result);
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, "not");
  }
}

/* What the host rewrote does not match, and the sender cannot help it. */
static void
test_rewritten (void)
{
  CfTestSeal seal = { 0 };
  g_autofree char *sealed = cf_test_seal (&seal, cf_test_mail);
  g_autofree char *changed = g_strconcat (sealed, "x\r\n", NULL);
  g_auto (CfTestRun) run = cf_test_check (cf_span_str (changed), NULL, CF_TEST_NOW, CF_M (BYTES_REWRITTEN));

  assert_dkim (&run, "neutral", "the mail program rewrote the bytes");
  g_assert_cmphex (cf_test_get_evidence (&run), ==, 0);
  g_assert_cmpstr (cf_test_get_proof (run.facts), ==, "not");
}

/* CF_LIMIT_DKIM_SIGNATURES: the last that is looked at, and the one after it. */
static void
test_limit (void)
{
  CfTestSeal seal = { 0 };
  g_autofree char *sealed = cf_test_seal (&seal, cf_test_mail);
  g_autofree char *record = cf_test_key_record (CF_TEST_RSA_2048, "");
  g_autoptr (CfAnswers) answers = cf_answers_new ();

  cf_test_answer (answers, CF_TEST_KEY_NAME, record);
  for (guint n = CF_LIMIT_DKIM_SIGNATURES - 1; n <= CF_LIMIT_DKIM_SIGNATURES; n++) {
    g_autoptr (GString) message = g_string_new (NULL);
    g_auto (CfTestRun) run = { 0 };

    for (guint i = 0; i < n; i++)
      g_string_append (message, "DKIM-Signature: none\r\n");
    g_string_append (message, sealed);
    run = cf_test_check_text (message->str, answers);
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, n < CF_LIMIT_DKIM_SIGNATURES ? "proved" : "not");
    g_assert_cmpuint (run.facts->domain.dkim->len, ==, CF_LIMIT_DKIM_SIGNATURES);
  }
}

/* The selector makes the name of the key too long for DNS. */
static void
test_long_names (void)
{
  static const guint lengths[] = { 1, 63, 64, 230, 231 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (GString) selector = g_string_new (NULL);
    g_autofree char *message = NULL;
    CfTestSeal seal = { 0 };
    g_auto (CfTestRun) run = { 0 };

    while (selector->len < lengths[i])
      g_string_append (selector, lengths[i] > 64 && selector->len % 2 ? "." : "a");
    if (lengths[i] > 64)
      selector->str[selector->len - 1] = 'a';
    seal.selector = selector->str;
    message = cf_test_seal (&seal, cf_test_mail);
    run = cf_test_check_text (message, NULL);
    /* "._domainkey.example.com" has 23 bytes, a name at most 253. */
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, lengths[i] != 64 && lengths[i] + 23 <= 253 ? "pending" : "not");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  cf_domain_prepare ();
  g_test_add_func ("/domain/dkim/signatures", test_signatures);
  g_test_add_func ("/domain/dkim/tags", test_tags);
  g_test_add_func ("/domain/dkim/keys", test_keys);
  g_test_add_func ("/domain/dkim/records", test_records);
  g_test_add_func ("/domain/dkim/odd-rsa-keys", test_odd_rsa_keys);
  g_test_add_func ("/domain/dkim/several-records", test_several_records);
  g_test_add_func ("/domain/dkim/answers", test_answers);
  g_test_add_func ("/domain/dkim/questions", test_questions);
  g_test_add_func ("/domain/dkim/evidence", test_evidence);
  g_test_add_func ("/domain/dkim/several-signatures", test_several_signatures);
  g_test_add_func ("/domain/dkim/second-from", test_second_from);
  g_test_add_func ("/domain/dkim/rewritten", test_rewritten);
  g_test_add_func ("/domain/dkim/limit", test_limit);
  g_test_add_func ("/domain/dkim/long-names", test_long_names);
  return g_test_run ();
}
