/* test-smimea.c — a domain's own record about a certificate (RFC 8162) */
#include "cf-domain-smimea.h"
#include "cf-domain.h"
#include "cf-limits.h"
#include "cf-test-answers.h"

#define KEY "SMIMEA c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._smimecert.example.com"

/* Section 3; the first is the example of RFC 7929, whose hash is the same. */
static void
test_key (void)
{
  static const struct { const char *address, *hash; } rows[] = {
    { "hugh@example.com", "c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6" },
    { "Hugh@example.com", "7063a398942ba5c6125429518d0608563f3974bb48013ddf58fb01d4" },
    { "\"hugh\"@example.com", "c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6" },
    { "\"a b\"@example.com", "c8687a08aa5d6ed2044328fa6a697ab8e96dc34291e8c2034ae8c38e" },
    { "\"quo\\\"ted\"@example.com", "96184414aae72ab1a7265059986a55f6d96f2811e3344122b90112ab" },
    { "x..y@example.com", "c0e705fab1073ff0201d702be3e101cadef0f63748615a3b302da240" },
    /* NFC: one letter, and a letter with an accent beside it */
    { "\xc3\xa9@example.com", "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e" },
    { "e\xcc\x81@example.com", "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e" },
    { "@example.com", NULL },
    { "\"\"@example.com", NULL },
    { "nobody", NULL },
    { "\xff@example.com", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *key = cf_domain_dup_smimea_key (rows[i].address, "example.com");
    g_autofree char *want =
        rows[i].hash == NULL ? NULL : g_strdup_printf ("SMIMEA %s._smimecert.example.com", rows[i].hash);

    g_assert_cmpstr (key, ==, want);
  }
}

/* A name that DNS cannot hold is not asked for: 56 of the hash, 12 between. */
static void
test_key_length (void)
{
  for (guint length = 184; length <= 185; length++) {
    g_autofree char *domain = g_strnfill (length, 'a');
    g_autofree char *key = cf_domain_dup_smimea_key ("hugh@x", domain);

    g_assert_cmpint (key != NULL, ==, 56 + strlen ("._smimecert.") + length <= 253);
  }
}

#define UNUSABLE { CF_DOMAIN_SMIMEA_UNUSABLE, 0 }
#define DIFFERS(usage) { CF_DOMAIN_SMIMEA_DIFFERS, usage }
#define MATCHES(usage) { CF_DOMAIN_SMIMEA_MATCHES, usage }

static void
test_judge (void)
{
  static const CfEvidence stands = CF_S (CHAIN_STANDS);
  static const CfEvidence unknown = CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN);
  const struct {
    const char *says;
    CfDomainSmimeaRecord records[3];
    guint n_records;
    CfEvidence chain, gains;
    CfSmimeaResult result;
  } rows[] = {
    { "usage 3, chain stands", { MATCHES (3) }, 1, stands, CF_S (SMIMEA_MATCH), CF_SMIMEA_MATCH },
    { "usage 1, chain stands", { MATCHES (1) }, 1, stands, CF_S (SMIMEA_MATCH), CF_SMIMEA_MATCH },
    { "usage 0, chain stands", { MATCHES (0) }, 1, stands, CF_S (SMIMEA_MATCH), CF_SMIMEA_MATCH },
    { "usage 1 counts only where the chain stands", { MATCHES (1) }, 1, unknown, 0, CF_SMIMEA_NOT_CHECKED },
    { "usage 0 too", { MATCHES (0) }, 1, 0, 0, CF_SMIMEA_NOT_CHECKED },
    { "usage 3, unknown issuer", { MATCHES (3) }, 1, unknown, CF_S (SMIMEA_MATCH) | CF_S (SMIMEA_VOUCHES),
      CF_SMIMEA_MATCH },
    { "usage 2, unknown issuer", { MATCHES (2) }, 1, CF_S (CHAIN_INCOMPLETE),
      CF_S (SMIMEA_MATCH) | CF_S (SMIMEA_VOUCHES), CF_SMIMEA_MATCH },
    { "usage 3, an organisation's own root", { MATCHES (3) }, 1, CF_S (PRIVATE_ROOT_UNKNOWN),
      CF_S (SMIMEA_MATCH) | CF_S (SMIMEA_VOUCHES), CF_SMIMEA_MATCH },
    { "usage 3, a chain that fails otherwise", { MATCHES (3) }, 1, CF_S (CHAIN_FAILS) | CF_S (CHAIN_REFUSED),
      CF_S (SMIMEA_MATCH), CF_SMIMEA_MATCH },
    { "none matches", { DIFFERS (3), DIFFERS (1) }, 2, stands, CF_S (SMIMEA_MISMATCH), CF_SMIMEA_MISMATCH },
    { "none matches, unknown issuer", { DIFFERS (3) }, 1, unknown, CF_S (SMIMEA_MISMATCH), CF_SMIMEA_MISMATCH },
    { "one of several matches", { DIFFERS (3), UNUSABLE, MATCHES (3) }, 3, stands, CF_S (SMIMEA_MATCH),
      CF_SMIMEA_MATCH },
    { "none can be used", { UNUSABLE, UNUSABLE }, 2, stands, 0, CF_SMIMEA_NONE },
    { "one differs, one cannot be used", { UNUSABLE, DIFFERS (3) }, 2, stands, CF_S (SMIMEA_MISMATCH),
      CF_SMIMEA_MISMATCH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfAnswers) answers = cf_test_answers ("*" KEY "|x");
    g_autoptr (CfFacts) facts = cf_facts_new ();
    CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);

    g_test_message ("%s", rows[i].says);
    signer->evidence = rows[i].chain;
    cf_domain_smimea_judge (cf_answers_find (answers, CF_QUESTION_DNS, KEY), rows[i].records, rows[i].n_records,
                            &facts->domain, signer);
    g_assert_cmpuint (signer->evidence, ==, rows[i].chain | rows[i].gains);
    g_assert_cmpint (facts->domain.smimea, ==, rows[i].result);
  }
}

/* Only what DNSSEC vouches for is used (section 4). */
static void
test_answers (void)
{
  static const struct { const char *answer; CfSmimeaResult result; CfEvidence evidence; } rows[] = {
    { "*" KEY "|x", CF_SMIMEA_MATCH, CF_S (SMIMEA_MATCH) },
    { KEY "|x", CF_SMIMEA_INSECURE, CF_S (SMIMEA_INSECURE) },
    { "-" KEY "?", CF_SMIMEA_BOGUS, 0 },
    { KEY "?", CF_SMIMEA_NOT_CHECKED, 0 },
    { KEY "|", CF_SMIMEA_NONE, 0 },
    { "*" KEY "|", CF_SMIMEA_NONE, 0 },
    { KEY "!", CF_SMIMEA_NONE, 0 },
    { "*" KEY "!", CF_SMIMEA_NONE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfAnswers) answers = cf_test_answers (rows[i].answer);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);
    CfDomainSmimeaRecord record = MATCHES (3);

    g_test_message ("%s", rows[i].answer);
    cf_domain_smimea_judge (cf_answers_find (answers, CF_QUESTION_DNS, KEY), &record, 1, &facts->domain, signer);
    g_assert_cmpuint (signer->evidence, ==, rows[i].evidence);
    g_assert_cmpint (facts->domain.smimea, ==, rows[i].result);
  }
}

/* Of several signers one that differs is not hidden by one that matches. */
static void
test_several (void)
{
  for (guint first = 0; first <= 1; first++) {
    g_autoptr (CfAnswers) answers = cf_test_answers ("*" KEY "|x");
    g_autoptr (CfFacts) facts = cf_facts_new ();

    for (guint i = 0; i <= 1; i++) {
      CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);
      CfDomainSmimeaRecord record = { i == first ? CF_DOMAIN_SMIMEA_MATCHES : CF_DOMAIN_SMIMEA_DIFFERS, 3 };

      cf_domain_smimea_judge (cf_answers_find (answers, CF_QUESTION_DNS, KEY), &record, 1, &facts->domain, signer);
    }
    g_assert_cmpint (facts->domain.smimea, ==, CF_SMIMEA_MISMATCH);
  }
}

/* --- with a certificate --- */

static X509 *
make_certificate (guint8 serial)
{
  X509 *certificate = X509_new ();
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");

  ASN1_INTEGER_set (X509_get_serialNumber (certificate), serial);
  X509_set_pubkey (certificate, key);
  X509_gmtime_adj (X509_getm_notBefore (certificate), 0);
  X509_gmtime_adj (X509_getm_notAfter (certificate), 1000);
  g_assert_cmpint (X509_sign (certificate, key, EVP_sha256 ()), >, 0);
  return certificate;
}

/* usage, selector 0, matching type 1. */
static CfAnswer *
make_answer (X509 *certificate, guint8 usage, CfDnssec dnssec)
{
  CfAnswer *answer = cf_answer_new (CF_QUESTION_DNS, KEY);
  guint8 record[3 + 32] = { usage, 0, 1 };
  guint length = 32;

  X509_digest (certificate, EVP_sha256 (), record + 3, &length);
  answer->status = CF_ANSWER_FOUND;
  answer->dnssec = dnssec;
  cf_answer_add_record (answer, record, sizeof record);
  return answer;
}

static void
check (const CfAnswers *answers, CfQuestions *questions, X509 *certificate, CfFacts *facts, CfSignerFacts *signer)
{
  CfDomainContext context = { .answers = answers, .questions = questions };
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();

  if (certificate != NULL)
    g_ptr_array_add (chain, certificate);
  cf_domain_check_smimea (&context, chain, facts, signer);
}

static CfFacts *
make_facts (void)
{
  CfFacts *facts = cf_facts_new ();
  CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);

  facts->sender.address = g_strdup ("hugh@example.com");
  facts->sender.domain = g_strdup ("example.com");
  signer->status = CF_SIGNER_INTACT;
  signer->address_match = TRUE;
  signer->evidence = CF_S (CHAIN_STANDS);
  return facts;
}

static void
test_certificate (void)
{
  g_autoptr (X509) ours = make_certificate (1);
  g_autoptr (X509) other = make_certificate (2);
  const struct { const char *says; X509 *published; guint8 usage; CfDnssec dnssec; CfSmimeaResult want; } rows[] = {
    { "ours", ours, 3, CF_DNSSEC_SECURE, CF_SMIMEA_MATCH },
    { "another one", other, 3, CF_DNSSEC_SECURE, CF_SMIMEA_MISMATCH },
    { "ours, insecure", ours, 3, CF_DNSSEC_INSECURE, CF_SMIMEA_INSECURE },
    { "ours, unknown", ours, 3, CF_DNSSEC_UNKNOWN, CF_SMIMEA_INSECURE },
    { "an authority's record says nothing without the chain", other, 2, CF_DNSSEC_SECURE, CF_SMIMEA_NONE },
    { "a usage that nobody knows", ours, 4, CF_DNSSEC_SECURE, CF_SMIMEA_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfFacts) facts = make_facts ();

    g_test_message ("%s", rows[i].says);
    cf_answers_take (answers, make_answer (rows[i].published, rows[i].usage, rows[i].dnssec));
    check (answers, questions, ours, facts, g_ptr_array_index (facts->smime.signers, 0));
    g_assert_cmpint (facts->domain.smimea, ==, rows[i].want);
    g_assert_cmpuint (cf_questions_get_n (questions), ==, 0);
  }
}

/* With the chain an authority's record is compared; usage 0 needs that the chain stands, usage 2 vouches for what
 * nobody here knows (RFC 6698 section 2.1.1). */
static void
test_authority (void)
{
  g_autoptr (X509) ours = make_certificate (1);
  g_autoptr (X509) authority = make_certificate (2);
  g_autoptr (X509) other = make_certificate (3);
  const struct { X509 *published; guint8 usage; CfEvidence chain; CfEvidence want; } rows[] = {
    { authority, 0, CF_S (CHAIN_STANDS), CF_S (SMIMEA_MATCH) },
    { authority, 0, CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN), 0 },
    { authority, 2, CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN), CF_S (SMIMEA_VOUCHES) },
    { other, 0, CF_S (CHAIN_STANDS), CF_S (SMIMEA_MISMATCH) },
    { other, 2, CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN), CF_S (SMIMEA_MISMATCH) },
  };
  const CfEvidence all = CF_S (SMIMEA_MATCH) | CF_S (SMIMEA_MISMATCH) | CF_S (SMIMEA_VOUCHES);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfFacts) facts = make_facts ();
    g_autoptr (GPtrArray) chain = g_ptr_array_new ();
    CfDomainContext context = { .answers = answers, .questions = questions };
    CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, 0);

    g_ptr_array_add (chain, ours);
    g_ptr_array_add (chain, authority);
    signer->evidence = rows[i].chain;
    cf_answers_take (answers, make_answer (rows[i].published, rows[i].usage, CF_DNSSEC_SECURE));
    cf_domain_check_smimea (&context, chain, facts, signer);
    g_test_message ("row %u", i);
    g_assert_cmphex (signer->evidence & all & ~CF_S (SMIMEA_MATCH), ==, rows[i].want & ~CF_S (SMIMEA_MATCH));
    g_assert_cmphex (signer->evidence & CF_S (SMIMEA_MATCH) & rows[i].want, ==, rows[i].want & CF_S (SMIMEA_MATCH));
  }
}

/* Asked once, and only for an intact signature by the address in From. */
static void
test_question (void)
{
  g_autoptr (X509) ours = make_certificate (1);

  for (guint i = 0; i < 5; i++) {
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfFacts) facts = make_facts ();
    CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, 0);

    if (i == 1)
      signer->status = CF_SIGNER_ALTERED;
    if (i == 2)
      signer->address_match = FALSE;
    if (i == 3)
      g_clear_pointer (&facts->sender.address, g_free);
    check (NULL, questions, i == 4 ? NULL : ours, facts, signer);
    check (NULL, questions, i == 4 ? NULL : ours, facts, signer);
    g_assert_cmpuint (cf_questions_get_n (questions), ==, i == 0 ? 1 : 0);
    g_assert_cmpint (facts->domain.smimea, ==, CF_SMIMEA_NOT_CHECKED);
    if (i == 0)
      g_assert_cmpstr (cf_questions_get (questions, 0)->key, ==, KEY);
  }
}

/* Whatever records hold: no crash, and never a match. */
static void
test_garbage (void)
{
  g_autoptr (X509) ours = make_certificate (1);

  for (guint i = 0; i < 2000; i++) {
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfFacts) facts = make_facts ();
    CfAnswer *answer = cf_answer_new (CF_QUESTION_DNS, KEY);
    guint8 record[64];
    /* One record more than are looked at. */
    guint n_records = i == 0 ? CF_LIMIT_ANSWER_RECORDS + 1 : 2;

    for (guint n = 0; n < sizeof record; n++)
      record[n] = g_test_rand_int_range (0, n < 3 ? 4 : 256);
    answer->status = CF_ANSWER_FOUND;
    answer->dnssec = CF_DNSSEC_SECURE;
    for (guint n = 0; n < n_records; n++)
      cf_answer_add_record (answer, record, g_test_rand_int_range (0, sizeof record));
    cf_answers_take (answers, answer);
    check (answers, questions, ours, facts, g_ptr_array_index (facts->smime.signers, 0));
    g_assert_cmpint (facts->domain.smimea, !=, CF_SMIMEA_MATCH);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/smimea/key", test_key);
  g_test_add_func ("/domain/smimea/key-length", test_key_length);
  g_test_add_func ("/domain/smimea/judge", test_judge);
  g_test_add_func ("/domain/smimea/answers", test_answers);
  g_test_add_func ("/domain/smimea/several", test_several);
  g_test_add_func ("/domain/smimea/certificate", test_certificate);
  g_test_add_func ("/domain/smimea/question", test_question);
  g_test_add_func ("/domain/smimea/garbage", test_garbage);
  g_test_add_func ("/domain/smimea/authority", test_authority);
  return g_test_run ();
}
