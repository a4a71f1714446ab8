/* test-anchor.c — the administrator's own anchors: domains, end, beside public roots; the built-in list */
#include <glib/gstdio.h>
#include <openssl/pem.h>

#include "cf-cert-builtin.h"
#include "cf-test-pki.h"

static char *
write_pem (X509 *certificate)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *path = NULL;
  char *data = NULL;
  int fd = g_file_open_tmp ("certfirst-anchor-XXXXXX", &path, NULL);
  long length;

  g_assert_true (g_close (fd, NULL));
  PEM_write_bio_X509 (bio, certificate);
  length = BIO_get_mem_data (bio, &data);
  g_assert_true (g_file_set_contents (path, data, length, NULL));
  return path;
}

static void
add (CfCertRoots *roots, X509 *root, const char *domains, CfTime until)
{
  g_autofree char *path = write_pem (root);
  g_auto (GStrv) list = domains == NULL ? NULL : g_strsplit (domains, " ", -1);
  CfCertAnchorSpec spec = { "bank", path, NULL, (const char *const *) list, until, "https://registry.example/7", 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (cf_cert_roots_add_anchor (roots, &spec, &error));
  g_assert_no_error (error);
  g_unlink (path);
}

static const struct {
  const char *says;
  const char *domains;
  CfTime until; /* 0 for none */
  const char *from;
  const char *names;
  gboolean counts;
} rows[] = {
  { "bound to nothing", NULL, 0, "alice@example.com", "email:alice@example.com", TRUE },
  { "its domain", "example.com", 0, "alice@example.com", "email:alice@example.com", TRUE },
  { "its domain, another case", "Example.COM", 0, "alice@EXAMPLE.com", "email:alice@example.com", TRUE },
  { "another domain", "example.org", 0, "alice@example.com", "email:alice@example.com", FALSE },
  { "below its domain", "example.com", 0, "alice@a.example.com", "email:alice@a.example.com", FALSE },
  { "below, as bound", "*.example.com", 0, "alice@a.example.com", "email:alice@a.example.com", TRUE },
  { "two below, as bound", "*.example.com", 0, "alice@b.a.example.com", "email:alice@b.a.example.com", TRUE },
  { "the domain above what is bound", "*.example.com", 0, "alice@example.com", "email:alice@example.com", FALSE },
  { "ends alike", "*.example.com", 0, "alice@badexample.com", "email:alice@badexample.com", FALSE },
  { "the second of two", "example.org example.com", 0, "alice@example.com", "email:alice@example.com", TRUE },
  { "an international domain", "xn--fsq192hypjr2j.jp", 0, "alice@例示銀行.jp", "email:alice@xn--fsq192hypjr2j.jp", TRUE },
  { "From outside, certificate inside", "example.com", 0, "mallory@evil.example", "email:alice@example.com", FALSE },
  { "From inside, certificate outside", "example.com", 0, "alice@example.com", "email:mallory@evil.example", FALSE },
  { "From inside, a colleague's certificate", "example.com", 0, "alice@example.com", "email:bob@example.com", TRUE },
  { "From inside, one of two names inside", "example.com", 0, "alice@example.com",
    "email:mallory@evil.example,email:bob@example.com", TRUE },
  { "no From", "example.com", 0, NULL, "email:alice@example.com", FALSE },
  { "no From, bound to nothing", NULL, 0, NULL, "email:alice@example.com", TRUE },
  { "until now", NULL, CF_TEST_NOW, "alice@example.com", "email:alice@example.com", TRUE },
  { "until a second ago", NULL, CF_TEST_NOW - 1, "alice@example.com", "email:alice@example.com", FALSE },
  { "its domain, but too late", "example.com", CF_TEST_NOW - 1, "alice@example.com", "email:alice@example.com", FALSE },
};

static CfTestChain *
make_chain (const char *names)
{
  g_autofree char *alternatives = g_strconcat ("subjectAltName=", names, NULL);
  CfTestChainSpec spec = { 0 };

  /* Without a purpose: only an administrator's own anchor takes that. */
  spec.signer.extensions[0] = alternatives;
  spec.signer.extensions[1] = "certificatePolicies=2.23.140.1.5.2.1";
  return cf_test_chain (&spec);
}

static void
test_bounds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestChain) chain = make_chain (rows[i].names);
    g_autoptr (CfTestCheck) check = cf_test_check (FALSE);
    const CfSignerFacts *facts;

    g_test_message ("%s", rows[i].says);
    g_free (check->sender.address);
    check->sender.address = g_strdup (rows[i].from);
    add (check->roots, chain->root, rows[i].domains, rows[i].until != 0 ? rows[i].until : CF_TIME_UNKNOWN);
    cf_test_check_put (check, chain->ca);
    cf_test_check_put (check, chain->root);
    facts = cf_test_check_run (check, chain->signer);

    g_assert_cmpint (facts->chain.trusted, ==, rows[i].counts);
    g_assert_cmpint ((facts->evidence & CF_S (OWN_ANCHOR)) != 0, ==, rows[i].counts);
    g_assert_cmpstr (facts->chain.registry, ==, rows[i].counts ? "https://registry.example/7" : NULL);
    if (!rows[i].counts) {
      /* As if it were not there. */
      g_assert_cmpint (facts->chain.problem, ==, CF_CHAIN_PROBLEM_UNKNOWN_ISSUER);
      g_assert_true ((facts->evidence & CF_S (ISSUER_UNKNOWN)) != 0);
      g_assert_null (facts->organization);
    }
  }
}

/* The same root as a public one and as the administrator's own, bound to a domain. */
static void
test_beside_public (void)
{
  static const struct {
    const char *domain;
    const char *purpose;
    gboolean trusted, own;
  } kinds[] = {
    { "example.com", NULL, TRUE, TRUE },
    { "example.com", "extendedKeyUsage=emailProtection", TRUE, TRUE },
    { "example.org", NULL, FALSE, FALSE },
    { "example.org", "extendedKeyUsage=emailProtection", TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    CfTestChainSpec spec = { .signer = { .extensions = { "subjectAltName=email:alice@example.com", kinds[i].purpose } } };
    g_autoptr (CfTestChain) chain = cf_test_chain (&spec);
    g_autoptr (CfTestCheck) check = cf_test_check_of (chain, FALSE);
    const CfSignerFacts *facts;

    add (check->roots, chain->root, kinds[i].domain, CF_TIME_UNKNOWN);
    facts = cf_test_check_run (check, chain->signer);
    g_assert_cmpint (facts->chain.trusted, ==, kinds[i].trusted);
    g_assert_cmpint ((facts->evidence & CF_S (OWN_ANCHOR)) != 0, ==, kinds[i].own);
    /* Nobody named a source: under one's own anchor that is settled, under a public one unknown (MEANING 6). */
    g_assert_cmpint ((facts->evidence & CF_S (REVOCATION_SETTLED)) != 0, ==, kinds[i].own);
    g_assert_cmpuint (cf_cert_roots_describe (check->roots)->n_own, ==, 1);
    g_assert_cmpuint (cf_cert_roots_describe (check->roots)->n_anchors, ==, 2);
  }
}

/* Many certificates under the name of a bound anchor, and a signer of many addresses, take no time. */
static void
test_many_names (void)
{
  g_autoptr (GString) names = g_string_new ("email:bob@evil.example");
  g_autoptr (CfTestChain) chain = NULL;
  g_autoptr (CfTestCheck) check = cf_test_check (FALSE);
  gint64 started;

  for (guint i = 0; i < 2 * CF_LIMIT_CERT_ADDRESSES; i++)
    g_string_append_printf (names, ",email:bob@e%u.evil.example", i);
  chain = make_chain (names->str);
  for (guint i = 0; i < 20; i++)
    add (check->roots, chain->root, "example.com", CF_TIME_UNKNOWN);
  for (guint i = 0; i < CF_LIMIT_CERTIFICATES; i++) {
    CfTestCert spec = { .subject = "O=Example Trust/CN=Example Root", .key = cf_test_key (CF_TEST_P256, 0), .issuer = chain->root,
                        .issuer_key = chain->root_key, .serial = 100 + i, .extensions = { "basicConstraints=critical,CA:TRUE" } };
    g_autoptr (X509) twin = cf_test_cert (&spec);

    cf_test_check_put (check, twin);
  }
  cf_test_check_put (check, chain->ca);

  started = g_get_monotonic_time ();
  g_assert_false (cf_test_check_run (check, chain->signer)->chain.trusted);
  g_assert_cmpint (g_get_monotonic_time () - started, <, G_USEC_PER_SEC);
}

static void
test_refused (void)
{
  static const char *const bad[] = { "", "*.", ".example.com", "*", "例示銀行.jp", "a@example.com", "example.com/x", "a b" };
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autofree char *path = write_pem (chain->root);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    const char *domains[] = { "example.com", bad[i], NULL };
    CfCertAnchorSpec spec = { "bank", path, NULL, domains, CF_TIME_UNKNOWN, NULL, 0 };
    g_autoptr (CfCertRoots) roots = cf_cert_roots_new ();
    g_autoptr (GError) error = NULL;

    g_assert_false (cf_cert_roots_add_anchor (roots, &spec, &error));
    g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
    g_assert_nonnull (strstr (error->message, "[anchor bank] domains"));
    g_assert_cmpuint (cf_cert_roots_get_n (roots), ==, 0);
  }

  g_unlink (path);
}

static void
test_no_file (void)
{
  CfCertAnchorSpec spec = { "bank", "/nowhere/anchor.pem", NULL, NULL, CF_TIME_UNKNOWN, NULL, 0 };
  g_autoptr (CfCertRoots) roots = cf_cert_roots_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (cf_cert_roots_add_anchor (roots, &spec, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "/nowhere/anchor.pem"));
}

/* --- the list that is made at build time --- */

static CfCertRoots *
make_installed (guint major, guint minor)
{
  CfCertRoots *roots = cf_cert_roots_new ();

  roots->about.major = major;
  roots->about.minor = minor;
  roots->about.source = g_strdup ("/usr/lib/libnssckbi.so");
  return roots;
}

static void
test_newer_counts (void)
{
  static const struct {
    const char *says;
    gboolean installed;
    guint major, minor;
    gboolean built_in;
  } kinds[] = {
    { "nothing installed", FALSE, 0, 0, TRUE },
    { "older", TRUE, 2, 49, TRUE },
    { "the same", TRUE, 2, 50, FALSE },
    { "newer", TRUE, 2, 51, FALSE },
    { "older by its first number", TRUE, 1, 99, TRUE },
    { "newer by its first number", TRUE, 3, 0, FALSE },
    { "of no version", TRUE, 0, 0, TRUE },
  };
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  const unsigned char *subject = NULL;
  unsigned char *der = NULL;
  gsize subject_length = 0;
  int length = i2d_X509 (chain->root, &der);
  CfCertBuiltinRow row;
  CfCertBuiltinName name = { "name", 4 };
  CfCertBuiltin list = { 2, 50, CF_TEST_BEGIN, &row, 1, &name, 1 };

  X509_NAME_get0_der (X509_get_subject_name (chain->root), &subject, &subject_length);
  row = (CfCertBuiltinRow){ (const char *) der, (guint) length, (const char *) subject, (guint) subject_length, CF_TEST_END };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (CfCertRoots) roots =
        cf_cert_builtin_choose (kinds[i].installed ? make_installed (kinds[i].major, kinds[i].minor) : NULL, &list);
    const CfCertRootsAbout *about = cf_cert_roots_describe (roots);

    g_test_message ("%s", kinds[i].says);
    g_assert_cmpint (g_str_equal (about->source, "built-in"), ==, kinds[i].built_in);
    g_assert_cmpuint (about->n_anchors, ==, kinds[i].built_in);
    g_assert_cmpuint (about->n_distrust_after, ==, kinds[i].built_in);
    g_assert_cmpuint (about->n_distrusted, ==, kinds[i].built_in);
    g_assert_cmpint (about->problem != NULL, ==, kinds[i].built_in && kinds[i].installed);
    if (kinds[i].built_in) {
      CfCertAnchor *anchor = g_ptr_array_index (roots->anchors, 0);

      g_assert_cmpint (X509_cmp (cf_cert_anchor_get (anchor), chain->root), ==, 0);
      g_assert_cmpint (anchor->distrust_after, ==, CF_TEST_END);
      g_assert_false (anchor->own);
    }
  }
  OPENSSL_free (der);
}

static void
test_empty_list (void)
{
  static const CfCertBuiltin nothing;
  CfCertRoots *installed = make_installed (0, 0);

  g_assert_null (cf_cert_builtin_load (&nothing));
  g_assert_null (cf_cert_builtin_choose (NULL, &nothing));
  g_assert_true (cf_cert_builtin_choose (installed, &nothing) == installed);
  cf_cert_roots_free (installed);
}

/* What this build has: the same as the machine's module, where that was there. */
static void
test_built_list (void)
{
  const char *module = cf_cert_find_module ();
  g_autoptr (CfCertRoots) built = cf_cert_builtin_load (&cf_cert_builtin);
  g_autoptr (CfCertRoots) installed = module == NULL ? NULL : cf_cert_nss_load (module, NULL);

  if (built == NULL || installed == NULL || built->about.minor != installed->about.minor) {
    g_test_skip ("no module of the version that was there when this was built");
    return;
  }

  g_assert_cmpuint (built->anchors->len, ==, installed->anchors->len);
  for (guint i = 0; i < built->anchors->len; i++) {
    const CfCertAnchor *a = g_ptr_array_index (built->anchors, i);
    const CfCertAnchor *b = g_ptr_array_index (installed->anchors, i);

    g_assert_true (g_bytes_equal (a->der, b->der));
    g_assert_cmpint (a->distrust_after, ==, b->distrust_after);
    g_assert_cmpuint (a->name_hash, ==, b->name_hash);
  }
  g_assert_cmpuint (g_hash_table_size (built->distrusted), ==, g_hash_table_size (installed->distrusted));
  g_assert_cmpint (built->about.date, ==, installed->about.date);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/anchor/bounds", test_bounds);
  g_test_add_func ("/cert/anchor/beside-public", test_beside_public);
  g_test_add_func ("/cert/anchor/many-names", test_many_names);
  g_test_add_func ("/cert/anchor/refused", test_refused);
  g_test_add_func ("/cert/anchor/no-file", test_no_file);
  g_test_add_func ("/cert/anchor/newer-counts", test_newer_counts);
  g_test_add_func ("/cert/anchor/empty-list", test_empty_list);
  g_test_add_func ("/cert/anchor/built-list", test_built_list);
  return g_test_run ();
}
