/* test-constraint.c — for whose mail an authority may vouch (RFC 5280 section 4.2.1.10, RFC 9598 section 6) */
#include "cf-test-pki.h"

#define UTF8 "otherName:1.3.6.1.5.5.7.8.9;FORMAT:UTF8,UTF8:"

/* A name under a constraint.  @name is a line of subjectAltName, or with "/" a subject. */
static const struct {
  const char *says;
  const char *constraint;
  const char *name;
  gboolean allowed;
} rows[] = {
  /* hosts */
  { "the host itself", "permitted;email:example.com", "email:alice@example.com", TRUE },
  { "another case of the host", "permitted;email:EXAMPLE.com", "email:alice@example.COM", TRUE },
  { "a host below", "permitted;email:example.com", "email:alice@mail.example.com", FALSE },
  { "a host that ends alike", "permitted;email:example.com", "email:alice@badexample.com", FALSE },
  { "another host", "permitted;email:example.com", "email:alice@example.org", FALSE },
  { "one of two hosts", "permitted;email:example.org,permitted;email:example.com", "email:alice@example.com", TRUE },
  { "below a domain", "permitted;email:.example.com", "email:alice@mail.example.com", TRUE },
  { "two below a domain", "permitted;email:.example.com", "email:alice@a.b.example.com", TRUE },
  { "the domain itself", "permitted;email:.example.com", "email:alice@example.com", FALSE },
  { "ends alike without a dot", "permitted;email:.example.com", "email:alice@badexample.com", FALSE },
  { "excluded host", "excluded;email:example.com", "email:alice@example.com", FALSE },
  { "excluded host in another case", "excluded;email:Example.Com", "email:alice@EXAMPLE.com", FALSE },
  { "beside an excluded host", "excluded;email:example.com", "email:alice@mail.example.com", TRUE },
  { "excluded domain", "excluded;email:.example.com", "email:alice@mail.example.com", FALSE },
  { "permitted and excluded", "permitted;email:.example.com,excluded;email:mail.example.com",
    "email:alice@mail.example.com", FALSE },
  { "permitted and beside what is excluded", "permitted;email:.example.com,excluded;email:mail.example.com",
    "email:alice@post.example.com", TRUE },
  /* mailboxes */
  { "the mailbox", "permitted;email:alice@example.com", "email:alice@example.com", TRUE },
  { "another mailbox", "permitted;email:bob@example.com", "email:alice@example.com", FALSE },
  { "the mailbox in another case", "permitted;email:Alice@example.com", "email:alice@example.com", FALSE },
  { "excluded mailbox", "excluded;email:alice@example.com", "email:alice@example.com", FALSE },
  { "excluded mailbox in another case", "excluded;email:ALICE@example.com", "email:alice@example.com", FALSE },
  { "beside an excluded mailbox", "excluded;email:bob@example.com", "email:alice@example.com", TRUE },
  /* other constraints do not bind mailboxes, and the reverse */
  { "a constraint of hosts only", "permitted;DNS:example.org", "email:alice@example.com", TRUE },
  { "a constraint of mail, a name of a host", "permitted;email:example.org", "DNS:example.com", TRUE },
  { "a host outside", "permitted;DNS:example.org", "DNS:example.com", FALSE },
  { "a host inside", "permitted;DNS:example.com", "DNS:www.example.com", TRUE },
  { "two mailboxes, one outside", "permitted;email:example.com", "email:alice@example.com,email:alice@evil.example", FALSE },
  /* the subject */
  { "the subject's address inside", "permitted;email:example.com", "/CN=Alice/emailAddress=alice@example.com", TRUE },
  { "the subject's address outside", "permitted;email:example.com", "/CN=Alice/emailAddress=alice@evil.example", FALSE },
  { "the subject's address excluded", "excluded;email:example.com", "/CN=Alice/emailAddress=alice@example.com", FALSE },
  { "no address in the subject", "permitted;email:example.com", "/CN=Alice", TRUE },
  { "a directory name outside", "permitted;dirName:inside", "/O=Elsewhere/CN=Alice", FALSE },
  { "a directory name inside", "permitted;dirName:inside", "/O=Inside/CN=Alice", TRUE },
  { "a directory name inside, another case", "permitted;dirName:inside", "/O=INSIDE/CN=Alice", TRUE },
  { "a directory name excluded", "excluded;dirName:inside", "/O=Inside/CN=Alice", FALSE },
  /* SmtpUTF8Mailbox: domains as A-labels (RFC 9598) and as U-labels (RFC 8398) */
  { "A-label in A-label host", "permitted;email:xn--fsq192hypjr2j.example.com",
    UTF8 "医生@xn--fsq192hypjr2j.example.com", TRUE },
  { "U-label in A-label host", "permitted;email:xn--fsq192hypjr2j.example.com", UTF8 "医生@例示銀行.example.com", TRUE },
  { "A-label excluded", "excluded;email:xn--fsq192hypjr2j.example.com",
    UTF8 "医生@xn--fsq192hypjr2j.example.com", FALSE },
  { "U-label excluded", "excluded;email:xn--fsq192hypjr2j.example.com", UTF8 "医生@例示銀行.example.com", FALSE },
  { "A-label in another host", "permitted;email:xn--fsq192hypjr2j.example.org",
    UTF8 "医生@xn--fsq192hypjr2j.example.com", FALSE },
  { "A-label below a domain", "permitted;email:.example.com", UTF8 "医生@xn--fsq192hypjr2j.example.com", TRUE },
  { "A-label below an excluded domain", "excluded;email:.example.com", UTF8 "医生@xn--fsq192hypjr2j.example.com",
    FALSE },
  { "ASCII host", "permitted;email:example.com", UTF8 "医生@example.com", TRUE },
  { "ASCII host in another case", "permitted;email:example.com", UTF8 "医生@EXAMPLE.com", TRUE },
  { "ASCII host excluded", "excluded;email:example.com", UTF8 "医生@example.com", FALSE },
  { "another ASCII host", "permitted;email:example.org", UTF8 "医生@example.com", FALSE },
  { "a mailbox constraint never holds it", "permitted;email:alice@example.com", UTF8 "医生@example.com", FALSE },
  { "a mailbox constraint never excludes it", "excluded;email:alice@example.com", UTF8 "医生@example.com", TRUE },
  { "UTF8 mailbox with a name outside beside", "permitted;email:xn--fsq192hypjr2j.example.com,permitted;DNS:example.org",
    UTF8 "医生@xn--fsq192hypjr2j.example.com|DNS:example.com", FALSE },
  { "UTF8 mailbox with a name inside beside", "permitted;email:xn--fsq192hypjr2j.example.com,permitted;DNS:example.com",
    UTF8 "医生@xn--fsq192hypjr2j.example.com|DNS:example.com", TRUE },
  { "no domain at all", "permitted;email:example.com", UTF8 "医生", FALSE },
  { "no domain at all, excluded elsewhere", "excluded;email:example.org", UTF8 "医生", FALSE },
  { "not bound at all", "permitted;DNS:example.org", UTF8 "医生@example.com", TRUE },
};

/* Sections for names that a line cannot hold: a directory name, and alternatives with commas in them. */
static X509_EXTENSION *
make_extension (const char *name, const char *value)
{
  g_autofree char *text = g_strdup_printf ("[inside]\nO=Inside\n[names]\n");
  g_autoptr (GString) all = g_string_new (text);
  g_auto (GStrv) alternatives = g_strsplit (value, "|", -1);
  gboolean listed = strstr (value, "otherName") != NULL;
  g_autoptr (BIO) bio = NULL;
  CONF *conf = NCONF_new (NULL);
  X509_EXTENSION *extension;
  X509V3_CTX context;
  long line = 0;

  for (guint i = 0; listed && alternatives[i] != NULL; i++) {
    char *colon = strchr (alternatives[i], ':');

    *colon = '\0';
    g_string_append_printf (all, "%s.%u = %s\n", alternatives[i], i, colon + 1);
  }
  bio = BIO_new_mem_buf (all->str, (int) all->len);
  g_assert_cmpint (NCONF_load_bio (conf, bio, &line), ==, 1);
  X509V3_set_ctx (&context, NULL, NULL, NULL, NULL, 0);
  X509V3_set_nconf (&context, conf);
  extension = X509V3_EXT_nconf (conf, &context, name, listed ? "@names" : value);
  NCONF_free (conf);
  if (extension == NULL)
    g_error ("%s=%s", name, value);
  return extension;
}

/* "name=DER:…": what cf_test_cert() takes. */
static char *
spell (const char *name, const char *value)
{
  X509_EXTENSION *extension = make_extension (name, value);
  const ASN1_OCTET_STRING *data = X509_EXTENSION_get_data (extension);
  GString *text = g_string_new (name);

  g_string_append (text, g_str_equal (name, "nameConstraints") ? "=critical,DER:" : "=DER:");
  for (int i = 0; i < ASN1_STRING_length (data); i++)
    g_string_append_printf (text, "%02x", ASN1_STRING_get0_data (data)[i]);
  X509_EXTENSION_free (extension);
  return g_string_free (text, FALSE);
}

/* @where: 0 the authority above the signer, 1 the anchor. */
static gboolean
is_allowed (const char *constraint, const char *name, guint where)
{
  g_autofree char *constraints = spell ("nameConstraints", constraint);
  g_autofree char *alternatives = *name == '/' ? NULL : spell ("subjectAltName", name);
  CfTestChainSpec spec = { 0 };
  g_autoptr (CfTestChain) chain = NULL;
  g_autoptr (CfTestCheck) check = NULL;
  const CfSignerFacts *facts;
  CfTestCert *authority = where == 0 ? &spec.ca : &spec.root;

  /* Of the directory that some rows permit. */
  spec.ca.subject = "O=Inside/CN=Example CA";
  spec.signer.subject = *name == '/' ? name + 1 : "O=Inside/CN=Alice Sato";
  spec.signer.extensions[0] = "extendedKeyUsage=emailProtection";
  spec.signer.extensions[1] = alternatives;
  authority->extensions[0] = "basicConstraints=critical,CA:TRUE";
  authority->extensions[1] = constraints;
  chain = cf_test_chain (&spec);
  check = cf_test_check_of (chain, TRUE);
  facts = cf_test_check_run (check, chain->signer);
  if (!facts->chain.trusted)
    g_assert_cmpstr (facts->problem_detail, ==, "name constraint");
  return facts->chain.trusted;
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (is_allowed (rows[i].constraint, rows[i].name, 0), ==, rows[i].allowed);
    /* An authority with an excluded directory name is itself outside what its root allows. */
    if (strstr (rows[i].constraint, "excluded;dirName") == NULL)
      g_assert_cmpint (is_allowed (rows[i].constraint, rows[i].name, 1), ==, rows[i].allowed);
  }
}

/* A permitted list and the same list excluded never both let a mailbox through. */
static void
test_property (void)
{
  static const char *const bases[] = { "example.com", ".example.com", "alice@example.com", "xn--fsq192hypjr2j.example.com" };
  static const char *const names[] = { "email:alice@example.com", "email:alice@mail.example.com", UTF8 "医生@example.com",
                                       UTF8 "医生@xn--fsq192hypjr2j.example.com", UTF8 "医生@例示銀行.example.com" };

  for (guint b = 0; b < G_N_ELEMENTS (bases); b++)
    for (guint n = 0; n < G_N_ELEMENTS (names); n++) {
      g_autofree char *permitted = g_strconcat ("permitted;email:", bases[b], NULL);
      g_autofree char *excluded = g_strconcat ("excluded;email:", bases[b], NULL);

      g_assert_cmpint (is_allowed (permitted, names[n], 0), !=, is_allowed (excluded, names[n], 0));
    }
}

/* Bytes that configuration cannot say: what is malformed excludes. */
static void
test_malformed (void)
{
  static const struct {
    const char *says;
    const char *constraints; /* DER */
  } bad[] = {
    { "an empty permitted host", "3006a00430028100" },
    { "an empty excluded host", "3006a10430028100" },
    { "a minimum", "3014a01230108 10b6578616d706c652e636f6d800101" },
    { "a host with a byte above ASCII", "3009a00730058103 65ff6d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_auto (GStrv) pieces = g_strsplit (bad[i].constraints, " ", -1);
    g_autofree char *der = g_strjoinv (NULL, pieces);
    g_autofree char *extension = g_strconcat ("nameConstraints=critical,DER:", der, NULL);
    CfTestChainSpec spec = { .ca = { .extensions = { "basicConstraints=critical,CA:TRUE", extension } } };
    g_autoptr (CfTestChain) chain = cf_test_chain (&spec);
    g_autoptr (CfTestCheck) check = cf_test_check_of (chain, TRUE);

    g_test_message ("%s", bad[i].says);
    g_assert_false (cf_test_check_run (check, chain->signer)->chain.trusted);
  }
}

/* 256 names under 256 subtrees are compared, one more subtree is too many. */
static void
test_limits (void)
{
  const guint n_names = 256;

  for (guint n = CF_LIMIT_NAME_COMPARISONS / n_names; n <= CF_LIMIT_NAME_COMPARISONS / n_names + 1; n++) {
    g_autoptr (GString) constraint = g_string_new ("permitted;email:example.com");
    g_autoptr (GString) names = g_string_new ("email:alice@example.com");
    gint64 started;

    for (guint i = 1; i < n; i++)
      g_string_append_printf (constraint, ",permitted;email:h%u.example", i);
    for (guint i = 1; i < n_names; i++)
      g_string_append_printf (names, ",email:a%u@example.com", i);

    started = g_get_monotonic_time ();
    g_assert_cmpint (is_allowed (constraint->str, names->str, 0), ==, n == CF_LIMIT_NAME_COMPARISONS / n_names);
    g_assert_cmpint (g_get_monotonic_time () - started, <, 2 * G_USEC_PER_SEC);
  }
}

/* Constraints of a stranger cost nothing: the path falls before anybody compares names. */
static void
test_strangers_constraints (void)
{
  g_autoptr (GString) constraint = g_string_new ("permitted;email:example.com");
  g_autofree char *extension = NULL;
  CfTestChainSpec spec = { .ca = { .signed_with = cf_test_key (CF_TEST_P256, 3) } };
  g_autoptr (CfTestChain) chain = NULL;
  g_autoptr (CfTestCheck) check = NULL;

  for (guint i = 1; i < 5000; i++)
    g_string_append_printf (constraint, ",permitted;email:h%u.example", i);
  extension = spell ("nameConstraints", constraint->str);
  spec.ca.extensions[0] = "basicConstraints=critical,CA:TRUE";
  spec.ca.extensions[1] = extension;
  chain = cf_test_chain (&spec);
  check = cf_test_check_of (chain, TRUE);
  g_assert_cmpint (cf_test_check_run (check, chain->signer)->chain.problem, ==, CF_CHAIN_PROBLEM_BAD_SIGNATURE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/constraint/table", test_table);
  g_test_add_func ("/cert/constraint/property", test_property);
  g_test_add_func ("/cert/constraint/malformed", test_malformed);
  g_test_add_func ("/cert/constraint/limits", test_limits);
  g_test_add_func ("/cert/constraint/strangers-constraints", test_strangers_constraints);
  return g_test_run ();
}
