/* test-subject.c — the number of an organisation and the name of a person (S/MIME Baseline Requirements 7.1.4) */
#include "cf-test-pki.h"

static CfSignerFacts *
check_subject (CfTestCheck **check, const char *subject, const char *policy)
{
  g_autofree char *policies = g_strconcat ("certificatePolicies=", policy, NULL);
  CfTestChainSpec spec = { .signer = { .subject = subject,
                                       .extensions = { "subjectAltName=email:alice@example.com",
                                                       "extendedKeyUsage=emailProtection", policies } } };
  g_autoptr (CfTestChain) chain = cf_test_chain (&spec);

  *check = cf_test_check_of (chain, TRUE);
  return (CfSignerFacts *) cf_test_check_run (*check, chain->signer);
}

static const struct {
  const char *says;
  const char *number;
  gboolean shown;
} number_rows[] = {
  { "a Japanese corporate number", "NTRJP-7010001008844", TRUE },
  { "that of a ministry", "NTRJP-7000012050002", TRUE },
  { "a wrong check digit", "NTRJP-8010001008844", FALSE },
  { "two digits changed over", "NTRJP-7010001008484", FALSE },
  { "a digit too few", "NTRJP-701000100884", FALSE },
  { "a digit too many", "NTRJP-70100010088440", FALSE },
  { "a letter in it", "NTRJP-701000100884A", FALSE },
  { "nothing behind it", "NTRJP-", FALSE },
  { "a trade register", "NTRDE-HRB12345", TRUE },
  { "with a state", "NTRUS+CA-C1234567", TRUE },
  { "with an empty state", "NTRUS+-C1234567", FALSE },
  { "value added tax", "VATBE-0876866142", TRUE },
  { "a payment service", "PSDPL-PFSA-1234567890", TRUE },
  { "a legal entity", "LEIXG-5493001KJTIIGC8Y1R12", TRUE },
  { "a legal entity with a wrong check", "LEIXG-5493001KJTIIGC8Y1R13", FALSE },
  { "a legal entity of a country", "LEIJP-5493001KJTIIGC8Y1R12", FALSE },
  { "an unknown scheme", "XYZJP-7010001008844", FALSE },
  { "a small country", "NTRjp-7010001008844", FALSE },
  { "no hyphen", "NTRJP7010001008844", FALSE },
  { "a space in it", "NTRDE-HRB 12345", FALSE },
  { "markup", "VATDE-\xe2\x80\xae" "12", FALSE },
  { "too short", "NTR", FALSE },
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (number_rows); i++) {
    g_autofree char *subject = g_strconcat ("O=Example Bank/organizationIdentifier=", number_rows[i].number, "/CN=a", NULL);
    g_autoptr (CfTestCheck) check = NULL;
    const CfSignerFacts *facts = check_subject (&check, subject, "2.23.140.1.5.2.3");

    g_test_message ("%s", number_rows[i].says);
    g_assert_cmpstr (facts->organization, ==, "Example Bank");
    g_assert_cmpstr (facts->registration, ==, number_rows[i].shown ? number_rows[i].number : NULL);
  }
}

#define NUMBER "organizationIdentifier=NTRJP-7010001008844"

static const struct {
  const char *says;
  const char *subject;
  const char *policy;
  const char *organization, *registration, *person;
  gboolean pseudonym;
} rows[] = {
  { "mailbox names nobody", "O=Bank/" NUMBER "/GN=Taro/SN=Sato", "2.23.140.1.5.1.3", NULL, NULL, NULL, FALSE },
  { "organization names no person", "O=Bank/" NUMBER "/GN=Taro/SN=Sato", "2.23.140.1.5.2.3", "Bank",
    "NTRJP-7010001008844", NULL, FALSE },
  { "sponsor names both", "O=Bank/" NUMBER "/GN=Taro/SN=Sato", "2.23.140.1.5.3.3", "Bank", "NTRJP-7010001008844",
    "Taro Sato", FALSE },
  { "individual names no organisation", "O=Bank/" NUMBER "/GN=Taro/SN=Sato", "2.23.140.1.5.4.3", NULL, NULL, "Taro Sato",
    FALSE },
  { "no class names nobody", "O=Bank/" NUMBER "/GN=Taro/SN=Sato", "1.2.3.4", NULL, NULL, NULL, FALSE },
  { "a Japanese name", "O=Bank/GN=太郎/SN=佐藤", "2.23.140.1.5.3.1", "Bank", NULL, "佐藤 太郎", FALSE },
  { "in kana", "O=Bank/GN=タロウ/SN=サトウ", "2.23.140.1.5.3.1", "Bank", NULL, "サトウ タロウ", FALSE },
  { "a given name only", "O=Bank/GN=Taro", "2.23.140.1.5.3.1", "Bank", NULL, "Taro", FALSE },
  { "a surname only", "O=Bank/SN=Sato", "2.23.140.1.5.4.1", NULL, NULL, "Sato", FALSE },
  { "two surnames", "O=Bank/SN=Sato/SN=Suzuki", "2.23.140.1.5.4.1", NULL, NULL, NULL, FALSE },
  { "a pseudonym", "O=Bank/pseudonym=Agent 7", "2.23.140.1.5.3.2", "Bank", NULL, "Agent 7", TRUE },
  { "a pseudonym beside a name", "O=Bank/GN=Taro/SN=Sato/pseudonym=Agent 7", "2.23.140.1.5.3.2", "Bank", NULL, "Taro Sato",
    FALSE },
  { "a common name is no person's name here", "O=Bank/CN=Taro Sato", "2.23.140.1.5.3.2", "Bank", NULL, NULL, FALSE },
  { "no organisation, so no number", NUMBER "/CN=a", "2.23.140.1.5.2.1", NULL, NULL, NULL, FALSE },
  { "two numbers", "O=Bank/" NUMBER "/" NUMBER, "2.23.140.1.5.2.1", "Bank", NULL, NULL, FALSE },
};

static void
test_classes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestCheck) check = NULL;
    const CfSignerFacts *facts = check_subject (&check, rows[i].subject, rows[i].policy);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpstr (facts->organization, ==, rows[i].organization);
    g_assert_cmpstr (facts->registration, ==, rows[i].registration);
    g_assert_cmpstr (facts->person, ==, rows[i].person);
    g_assert_cmpint (facts->person_is_pseudonym, ==, rows[i].pseudonym);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/subject/numbers", test_numbers);
  g_test_add_func ("/cert/subject/classes", test_classes);
  return g_test_run ();
}
