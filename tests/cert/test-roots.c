/* test-roots.c — whom we trust: NSS's module, made-up modules, PEM files */
#include <glib/gstdio.h>
#include <openssl/pem.h>

#include "cf-cert-pkcs11.h"
#include "cf-test-pki.h"

#define MAX_OBJECTS 8

/* The anchor that is @certificate itself; NULL for none. */
static CfCertAnchor *
find (CfCertRoots *roots, X509 *certificate)
{
  for (guint i = 0; i < roots->anchors->len; i++) {
    CfCertAnchor *anchor = g_ptr_array_index (roots->anchors, i);

    if (X509_cmp (cf_cert_anchor_get (anchor), certificate) == 0)
      return anchor;
  }

  return NULL;
}

/* --- a module that is not there --- */

/* A certificate with its trust object. */
typedef struct {
  X509 *certificate;
  CfPkcs11Long trust;    /* of the trust object; 0 for none at all */
  const char *distrust;  /* the date; NULL for a single false byte */
  gboolean without_date; /* no such attribute */
} FakeRoot;

static struct {
  FakeRoot roots[MAX_OBJECTS];
  guint n;
  CfPkcs11Long class;
  guint next;
  gboolean open;
  CfPkcs11Long n_slots;
} fake;

static CfPkcs11Long
fake_start (void *arguments)
{
  return CF_PKCS11_OK;
}

static CfPkcs11Long
fake_slots (guint8 with_token, CfPkcs11Long *slots, CfPkcs11Long *n)
{
  if (*n < fake.n_slots)
    return 0x150; /* CKR_BUFFER_TOO_SMALL */
  slots[0] = 1;
  *n = fake.n_slots;
  return CF_PKCS11_OK;
}

static CfPkcs11Long
fake_open (CfPkcs11Long slot, CfPkcs11Long flags, void *data, void *notify, CfPkcs11Long *session)
{
  fake.open = TRUE;
  *session = 5;
  return CF_PKCS11_OK;
}

static CfPkcs11Long
fake_close (CfPkcs11Long session)
{
  fake.open = FALSE;
  return CF_PKCS11_OK;
}

static CfPkcs11Long
fake_find_init (CfPkcs11Long session, CfPkcs11Attribute *attributes, CfPkcs11Long n)
{
  g_assert_cmpuint (attributes[0].type, ==, CF_PKCS11_CLASS);
  fake.class = *(CfPkcs11Long *) attributes[0].value;
  fake.next = 0;
  return CF_PKCS11_OK;
}

/* One at a time, so that the caller has to go on. */
static CfPkcs11Long
fake_find (CfPkcs11Long session, CfPkcs11Long *objects, CfPkcs11Long max, CfPkcs11Long *n)
{
  *n = 0;
  while (*n == 0 && fake.next < fake.n) {
    if (fake.class == CF_PKCS11_CLASS_CERTIFICATE || fake.roots[fake.next].trust != 0)
      objects[(*n)++] = fake.class * 100 + fake.next;
    fake.next++;
  }
  return CF_PKCS11_OK;
}

static CfPkcs11Long
fake_find_final (CfPkcs11Long session)
{
  return CF_PKCS11_OK;
}

static int
encode (const FakeRoot *root, CfPkcs11Long type, unsigned char **out)
{
  switch (type) {
  case CF_PKCS11_VALUE:
    return i2d_X509 (root->certificate, out);
  case CF_PKCS11_ISSUER:
    return i2d_X509_NAME (X509_get_issuer_name (root->certificate), out);
  case CF_PKCS11_SUBJECT:
    return i2d_X509_NAME (X509_get_subject_name (root->certificate), out);
  case CF_PKCS11_SERIAL:
    return i2d_ASN1_INTEGER (X509_get_serialNumber (root->certificate), out);
  case CF_PKCS11_NSS_TRUST_EMAIL:
    *out = OPENSSL_memdup (&root->trust, sizeof root->trust);
    return sizeof root->trust;
  case CF_PKCS11_NSS_EMAIL_DISTRUST_AFTER:
    if (root->without_date)
      return -1;
    *out = OPENSSL_memdup (root->distrust != NULL ? root->distrust : "\0",
                           root->distrust != NULL ? strlen (root->distrust) : 1);
    return root->distrust != NULL ? (int) strlen (root->distrust) : 1;
  default:
    g_assert_not_reached ();
  }
}

static CfPkcs11Long
fake_get (CfPkcs11Long session, CfPkcs11Long object, CfPkcs11Attribute *attributes, CfPkcs11Long n)
{
  const FakeRoot *root = &fake.roots[object % 100];
  unsigned char *value = NULL;
  int length = encode (root, attributes[0].type, &value);

  if (length < 0) {
    attributes[0].length = CF_PKCS11_UNAVAILABLE;
    return 0x12; /* CKR_ATTRIBUTE_TYPE_INVALID */
  }
  if (attributes[0].value != NULL)
    memcpy (attributes[0].value, value, (gsize) length);
  attributes[0].length = (CfPkcs11Long) length;
  OPENSSL_free (value);
  return CF_PKCS11_OK;
}

static CfPkcs11Long
fake_info (CfPkcs11Info *info)
{
  info->library_version[0] = 2;
  info->library_version[1] = 99;
  return CF_PKCS11_OK;
}

static const CfPkcs11Functions fake_functions = {
  .version = { 2, 40 },
  .get_info = fake_info,
  .initialize = fake_start,
  .finalize = fake_start,
  .get_slot_list = fake_slots,
  .open_session = fake_open,
  .close_session = fake_close,
  .get_attribute_value = fake_get,
  .find_objects_init = fake_find_init,
  .find_objects = fake_find,
  .find_objects_final = fake_find_final,
};

static void
fake_add (guint serial, CfPkcs11Long trust, const char *distrust)
{
  g_autofree char *subject = g_strdup_printf ("CN=Root %u", serial);
  CfTestCert spec = { .subject = subject, .key = cf_test_key (CF_TEST_P256, 0), .serial = serial };

  fake.roots[fake.n++] = (FakeRoot){ cf_test_cert (&spec), trust, distrust, FALSE };
}

static void
fake_clear (void)
{
  for (guint i = 0; i < fake.n; i++)
    X509_free (fake.roots[i].certificate);
  memset (&fake, 0, sizeof fake);
  fake.n_slots = 1;
}

#define EMAIL CF_PKCS11_NSS_TRUSTED_DELEGATOR
#define NOT_EMAIL (CF_PKCS11_NSS + 3)

static void
test_module (void)
{
  g_autoptr (CfCertRoots) roots = NULL;
  g_autoptr (GError) error = NULL;
  CfTime date;

  fake_clear ();
  fake_add (1, EMAIL, NULL);
  fake_add (2, NOT_EMAIL, NULL);
  fake_add (3, EMAIL, "260101000000Z");
  fake_add (4, 0, NULL);             /* nothing is said of it */
  fake_add (5, EMAIL, "not a date"); /* what cannot be read is not trusted */
  fake_add (6, EMAIL, NULL);
  fake.roots[5].without_date = TRUE;

  roots = cf_cert_nss_read (&fake_functions, "made-up.so", &error);
  g_assert_no_error (error);
  g_assert_false (fake.open);
  g_assert_cmpuint (cf_cert_roots_get_n (roots), ==, 3);
  g_assert_nonnull (find (roots, fake.roots[0].certificate));
  g_assert_null (find (roots, fake.roots[1].certificate));
  g_assert_null (find (roots, fake.roots[3].certificate));
  g_assert_null (find (roots, fake.roots[4].certificate));
  g_assert_true (cf_time_parse ("2026-01-01T00:00:00Z", &date));
  g_assert_cmpint (find (roots, fake.roots[2].certificate)->distrust_after, ==, date);
  g_assert_cmpint (find (roots, fake.roots[0].certificate)->distrust_after, ==,
                   CF_TIME_UNKNOWN);
  g_assert_cmpint (find (roots, fake.roots[5].certificate)->distrust_after, ==,
                   CF_TIME_UNKNOWN);
  g_assert_cmpuint (cf_cert_roots_describe (roots)->major, ==, 2);
  g_assert_cmpuint (cf_cert_roots_describe (roots)->minor, ==, 99);
  g_assert_cmpuint (cf_cert_roots_describe (roots)->n_distrust_after, ==, 1);
  fake_clear ();
}

/* What NSS distrusts by name has a trust object, and often no certificate. */
static void
test_module_distrusts (void)
{
  g_autoptr (CfTestCheck) check = cf_test_check (FALSE);
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  X509 *const wrong[] = { chain->signer, chain->ca, chain->root, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CfCertRoots) roots = NULL;

    fake_clear ();
    fake_add (1, EMAIL, NULL);
    fake_add (2, NOT_EMAIL, NULL);
    if (wrong[i] != NULL) {
      X509_up_ref (wrong[i]);
      fake.roots[fake.n++] = (FakeRoot){ wrong[i], CF_PKCS11_NSS_NOT_TRUSTED, NULL, FALSE };
    }
    roots = cf_cert_nss_read (&fake_functions, "made-up.so", &error);
    g_assert_no_error (error);
    g_assert_cmpuint (cf_cert_roots_describe (roots)->n_distrusted, ==, wrong[i] != NULL);
    cf_cert_roots_add_certificate (roots, chain->root, i % 2 == 0);
    check->rules.roots = roots;
    cf_test_check_put (check, chain->ca);

    g_assert_cmpint (cf_test_check_run (check, chain->signer)->chain.problem, ==,
                     wrong[i] != NULL ? CF_CHAIN_PROBLEM_DISTRUSTED : CF_CHAIN_PROBLEM_NONE);
    check->rules.roots = check->roots;
  }
  fake_clear ();
}

/* Two trust objects that disagree: not trusted, whichever comes first. */
static void
test_module_disagrees (void)
{
  for (guint order = 0; order < 2; order++) {
    g_autoptr (CfCertRoots) roots = NULL;
    g_autoptr (GError) error = NULL;

    fake_clear ();
    fake_add (1, order == 0 ? EMAIL : NOT_EMAIL, NULL);
    fake_add (1, order == 0 ? NOT_EMAIL : EMAIL, NULL);
    fake_add (2, EMAIL, NULL);
    roots = cf_cert_nss_read (&fake_functions, "made-up.so", &error);
    g_assert_no_error (error);
    g_assert_cmpuint (cf_cert_roots_get_n (roots), ==, 1);
  }
  fake_clear ();
}

static void
assert_module_refused (const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cf_cert_nss_read (&fake_functions, "made-up.so", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_assert_nonnull (strstr (error->message, "made-up.so"));
  g_assert_nonnull (strstr (error->message, why));
}

static void
test_module_refused (void)
{
  fake_clear ();
  assert_module_refused ("holds no root");

  fake_add (1, NOT_EMAIL, NULL);
  assert_module_refused ("holds no root");
  fake_clear ();

  fake_add (1, EMAIL, NULL);
  fake_add (2, EMAIL, NULL);
  assert_module_refused ("every root");

  fake_add (3, NOT_EMAIL, NULL);
  fake.n_slots = 2;
  assert_module_refused ("not the root list");
  fake_clear ();
}

/* --- the real one --- */

static gboolean
is_module_missing (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_real_module (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CfCertRoots) roots = cf_cert_roots_load_email (NULL, &error);
  const CfCertRootsAbout *about;

  if (roots == NULL && is_module_missing (error)) {
    g_test_skip (error->message);
    return;
  }

  g_assert_no_error (error);
  for (guint i = 0; i < roots->anchors->len; i++) {
    CfCertAnchor *anchor = g_ptr_array_index (roots->anchors, i);

    g_assert_null (anchor->certificate);
    g_assert_nonnull (cf_cert_anchor_get (anchor));
    g_assert_cmpuint (anchor->name_hash, ==, X509_subject_name_hash (anchor->certificate));
    g_assert_true ((X509_get_extension_flags (anchor->certificate) & EXFLAG_SS) != 0);
    g_assert_false (anchor->own);
  }

  about = cf_cert_roots_describe (roots);
  g_assert_cmpuint (about->n_anchors, >, 50);
  g_assert_cmpuint (about->n_distrust_after, >, 0);
  g_assert_cmpuint (about->n_own, ==, 0);
  g_assert_cmpuint (about->major, ==, 2);
  g_assert_cmpint (about->date, >, 0);
  g_test_message ("%s, version %u.%u: %u roots, %u with a date, %u distrusted", about->source, about->major, about->minor,
                  about->n_anchors, about->n_distrust_after, about->n_distrusted);
}

static void
test_no_module (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cf_cert_roots_load_email ("/nowhere/libnssckbi.so", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "/nowhere/libnssckbi.so"));
  g_clear_error (&error);

  /* A library, but not of this kind. */
  g_assert_null (cf_cert_roots_load_email ("libz.so.1", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
}

/* --- files --- */

static char *
write_file (const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("certfirst-roots-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static char *
to_pem (X509 *certificate)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data = NULL;
  long length;

  g_assert_cmpint (PEM_write_bio_X509 (bio, certificate), ==, 1);
  length = BIO_get_mem_data (bio, &data);
  return g_strndup (data, (gsize) length);
}

static void
test_file (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autofree char *root = to_pem (chain->root);
  g_autofree char *ca = to_pem (chain->ca);
  g_autofree char *text = g_strconcat ("a comment\n", root, "\n", ca, NULL);
  g_autofree char *path = write_file (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (CfCertRoots) roots = cf_cert_roots_load_file (path, &error);
  g_autoptr (CfX509Stack) certificates = cf_cert_load_file (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cf_cert_roots_get_n (roots), ==, 2);
  g_assert_cmpuint (cf_cert_roots_describe (roots)->n_own, ==, 2);
  g_assert_cmpstr (cf_cert_roots_describe (roots)->source, ==, path);
  g_assert_nonnull (find (roots, chain->root));
  g_assert_cmpint (sk_X509_num (certificates), ==, 2);
  g_unlink (path);
}

static void
test_bad_files (void)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autofree char *pem = to_pem (chain->root);
  g_autofree char *half = g_strndup (pem, strlen (pem) / 2);
  g_autofree char *good_and_half = g_strconcat (pem, half, NULL);
  g_autofree char *locked =
      g_strconcat ("-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,"
                   "0123456789ABCDEF\n\nAAAA\n-----END CERTIFICATE-----\n",
                   NULL);
  const struct {
    const char *text;
    const char *why;
  } rows[] = {
    { "", "holds no certificate" },
    { "no certificate here\n", "holds no certificate" },
    { half, "certificate 1 cannot be read" },
    { good_and_half, "certificate 2 cannot be read" },
    { "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "certificate 1 cannot be read" },
    { locked, "certificate 1 cannot be read" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = write_file (rows[i].text);
    g_autoptr (GError) error = NULL;

    g_assert_null (cf_cert_roots_load_file (path, &error));
    g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
    g_assert_nonnull (strstr (error->message, path));
    g_assert_nonnull (strstr (error->message, rows[i].why));
    g_unlink (path);
  }
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cf_cert_load_file ("/nowhere/roots.pem", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "/nowhere/roots.pem"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/roots/module", test_module);
  g_test_add_func ("/cert/roots/module-distrusts", test_module_distrusts);
  g_test_add_func ("/cert/roots/module-disagrees", test_module_disagrees);
  g_test_add_func ("/cert/roots/module-refused", test_module_refused);
  g_test_add_func ("/cert/roots/real-module", test_real_module);
  g_test_add_func ("/cert/roots/no-module", test_no_module);
  g_test_add_func ("/cert/roots/file", test_file);
  g_test_add_func ("/cert/roots/bad-files", test_bad_files);
  g_test_add_func ("/cert/roots/no-file", test_no_file);
  return g_test_run ();
}
