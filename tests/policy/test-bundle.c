/* test-bundle.c — signed bundles: only what the right hand signed, and never an older one */
#include <glib/gstdio.h>
#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "cf-limits.h"
#include "cf-openssl.h"
#include "cf-policy-bundle-private.h"
#include "cf-policy-trust.h"
#include "cf-policy-version.h"

#define RULES "[sender b.example]\ncertificate=required\n[anchor corp]\nfile=ca.pem\ndomains=b.example\n"

typedef struct {
  char *folder;
  EVP_PKEY *key;
  X509 *certificate;
} Fixture;

static char *
path_of (Fixture *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
put (Fixture *self, const char *name, const char *data, gssize length)
{
  g_autofree char *path = path_of (self, name);

  g_assert_true (g_file_set_contents (path, data, length, NULL));
}

static void
put_pem (Fixture *self, const char *name, EVP_PKEY *key, X509 *certificate)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;
  long length;

  if (key != NULL)
    g_assert_cmpint (PEM_write_bio_PrivateKey (bio, key, NULL, NULL, 0, NULL, NULL), ==, 1);
  else
    g_assert_cmpint (PEM_write_bio_X509 (bio, certificate), ==, 1);
  length = BIO_get_mem_data (bio, &data);
  put (self, name, data, length);
}

static X509 *
make_certificate (EVP_PKEY *key, int serial)
{
  X509 *certificate = X509_new ();

  ASN1_INTEGER_set (X509_get_serialNumber (certificate), serial);
  /* Long over: its days do not matter. */
  ASN1_TIME_set (X509_getm_notBefore (certificate), 0);
  ASN1_TIME_set (X509_getm_notAfter (certificate), 1000);
  X509_NAME_add_entry_by_txt (X509_get_subject_name (certificate), "CN", MBSTRING_ASC, (const guchar *) "Rules", -1, -1, 0);
  X509_set_issuer_name (certificate, X509_get_subject_name (certificate));
  X509_set_pubkey (certificate, key);
  g_assert_cmpint (X509_sign (certificate, key, EVP_sha256 ()), >, 0);
  return certificate;
}

/* Made once: it takes longer than all the rest. */
static EVP_PKEY *
one_key (void)
{
  static EVP_PKEY *key;

  if (key == NULL)
    key = EVP_RSA_gen (2048);
  return key;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("cf-bundle-XXXXXX", NULL);
  self->key = EVP_PKEY_dup (one_key ());
  self->certificate = make_certificate (self->key, 1);
  put_pem (self, "key.pem", self->key, NULL);
  put_pem (self, "signer.pem", NULL, self->certificate);
  put (self, "10.policy", RULES, -1);
  put (self, "20.policy", "[sender x@b.example]\ncertificate=usual\n", -1);
  put (self, "ca.pem", "not looked at here\n", -1);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = path_of (self, name);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  EVP_PKEY_free (self->key);
  X509_free (self->certificate);
}

static CfPolicyBundle *
make_bundle (Fixture *self, guint64 version, const char *const *names)
{
  CfPolicyBundle *bundle = cf_policy_bundle_new (version);

  for (; *names != NULL; names++) {
    g_autofree char *path = path_of (self, *names);
    g_autoptr (GError) error = NULL;

    cf_policy_bundle_add (bundle, path, &error);
    g_assert_no_error (error);
  }

  return bundle;
}

static const char *const all_names[] = { "20.policy", "ca.pem", "10.policy", NULL };

static GBytes *
sign (Fixture *self, const CfPolicyBundle *bundle)
{
  g_autofree char *key = path_of (self, "key.pem");
  g_autofree char *signer = path_of (self, "signer.pem");
  g_autoptr (GError) error = NULL;
  GBytes *der = cf_policy_bundle_sign (bundle, key, signer, &error);

  g_assert_no_error (error);
  return der;
}

static void
write_bundle (Fixture *self, const char *name, guint64 version)
{
  g_autoptr (CfPolicyBundle) bundle = make_bundle (self, version, all_names);
  g_autoptr (GBytes) der = sign (self, bundle);

  put (self, name, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
}

static gboolean
load (Fixture *self, CfPolicy *policy, const char *name, const char *state)
{
  g_autofree char *path = path_of (self, name);
  g_autofree char *signer = path_of (self, "signer.pem");
  g_autofree char *seen = state != NULL ? path_of (self, state) : NULL;

  return cf_policy_load_bundle (policy, path, signer, seen, NULL);
}

static gboolean
ends_with (const CfPolicy *policy, const char *text)
{
  return cf_policy_get_problem (policy) != NULL && g_str_has_suffix (cf_policy_get_problem (policy), text);
}

static void
test_same_bytes (Fixture *self, gconstpointer data)
{
  static const char *const other_order[] = { "10.policy", "20.policy", "ca.pem", NULL };
  g_autoptr (CfPolicyBundle) one = make_bundle (self, 7, all_names);
  g_autoptr (CfPolicyBundle) two = make_bundle (self, 7, other_order);
  g_autoptr (CfPolicyBundle) three = make_bundle (self, 8, other_order);
  g_autoptr (GBytes) a = sign (self, one);
  g_autoptr (GBytes) b = sign (self, two);
  g_autoptr (GBytes) c = sign (self, three);

  g_assert_true (g_bytes_equal (a, b));
  g_assert_false (g_bytes_equal (a, c));
}

static void
test_load (Fixture *self, gconstpointer data)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  g_autoptr (GArray) anchors = NULL;
  const CfPolicyAnchor *anchor;
  g_autofree char *version = NULL;
  CfPolicyRule rule;

  write_bundle (self, "policy.cfbundle", 7);
  g_assert_true (load (self, policy, "policy.cfbundle", "state"));
  version = cf_policy_dup_version (policy);
  g_assert_true (g_str_has_prefix (version, "b7-"));
  g_assert_cmpuint (cf_policy_get_bundle (policy), ==, 7);
  g_assert_cmpuint (cf_policy_get_files (policy)->len, ==, 2);
  g_assert_null (cf_policy_get_problem (policy));
  cf_policy_find (policy, "y@b.example", 0, &rule);
  g_assert_cmpstr (rule.source, ==, "10.policy:2 [sender b.example]");
  g_assert_cmpint (rule.origin, ==, CF_POLICY_ORIGIN_ADMINISTRATOR);
  cf_policy_find (policy, "x@b.example", 0, &rule);
  g_assert_cmpstr (rule.certificate, ==, "usual");

  anchors = cf_policy_dup_anchors (policy);
  anchor = &g_array_index (anchors, CfPolicyAnchor, 0);
  g_assert_cmpuint (anchors->len, ==, 1);
  g_assert_cmpstr (anchor->file, ==, "ca.pem");
  g_assert_cmpuint (g_bytes_get_size (anchor->data), ==, strlen ("not looked at here\n"));
}

static void
test_version (Fixture *self, gconstpointer data)
{
  static const struct { guint64 version; gboolean taken; const char *state; } rows[] = {
    { 7, TRUE, "7\n" }, { 7, TRUE, "7\n" }, { 6, FALSE, "7\n" }, { 1, FALSE, "7\n" }, { 10, TRUE, "10\n" },
    { 9, FALSE, "10\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_autofree char *path = path_of (self, "state");
    g_autofree char *state = NULL;
    CfPolicyRule rule;

    write_bundle (self, "policy.cfbundle", rows[i].version);
    g_assert_cmpint (load (self, policy, "policy.cfbundle", "state"), ==, rows[i].taken);
    g_assert_true (g_file_get_contents (path, &state, NULL, NULL));
    g_assert_cmpstr (state, ==, rows[i].state);
    cf_policy_find (policy, "y@b.example", 0, &rule);
    g_assert_cmpstr (rule.certificate, ==, rows[i].taken ? "required" : "none");
    g_assert_true (rows[i].taken || ends_with (policy, ": is older than the bundle before it; fetch it again"));
  }
}

/* Rules that nobody can be told the age of still count; it is a problem. */
static void
test_bad_state (Fixture *self, gconstpointer data)
{
  static const struct { const char *state, *problem; } rows[] = {
    { "state", ": holds no version; remove the file" },
    { "10.policy/state", ": cannot be read; check its rights" },
  };

  put (self, "state", "7 or so\n", -1);
  write_bundle (self, "policy.cfbundle", 1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    CfPolicyRule rule;

    g_assert_true (load (self, policy, "policy.cfbundle", rows[i].state));
    g_assert_true (ends_with (policy, rows[i].problem));
    cf_policy_find (policy, "y@b.example", 0, &rule);
    g_assert_cmpstr (rule.certificate, ==, "required");
  }
}

/* Another key under the same name, no signature, a container alone. */
static void
test_signature (Fixture *self, gconstpointer data)
{
  g_autoptr (EVP_PKEY) other = EVP_RSA_gen (2048);
  g_autoptr (X509) certificate = make_certificate (other, 1);
  g_autoptr (CfPolicyBundle) bundle = make_bundle (self, 7, all_names);
  g_autoptr (GBytes) container = cf_policy_bundle_pack (bundle);
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  g_autofree char *key = path_of (self, "key.pem");
  g_autofree char *signer = path_of (self, "signer.pem");
  g_autoptr (GError) error = NULL;

  put_pem (self, "key.pem", other, NULL);
  g_assert_null (cf_policy_bundle_sign (bundle, key, signer, &error));
  g_assert_true (g_str_has_suffix (error->message, "/key.pem: is not the key of the certificate; give the two that "
                                                   "belong together"));
  put_pem (self, "signer.pem", NULL, certificate);
  write_bundle (self, "policy.cfbundle", 7);
  put_pem (self, "signer.pem", NULL, self->certificate);
  g_assert_false (load (self, policy, "policy.cfbundle", "state"));
  g_assert_true (ends_with (policy, ": is not signed under the given certificate, or was changed; fetch it again"));

  put (self, "policy.cfbundle", g_bytes_get_data (container, NULL), g_bytes_get_size (container));
  g_assert_false (load (self, policy, "policy.cfbundle", "state"));
  put (self, "policy.cfbundle", "", 0);
  g_assert_false (load (self, policy, "policy.cfbundle", NULL));
}

/* No byte of a bundle can be changed. */
static void
test_mutations (Fixture *self, gconstpointer data)
{
  g_autoptr (CfPolicyBundle) bundle = make_bundle (self, 7, all_names);
  g_autoptr (GBytes) der = sign (self, bundle);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (der, &length);

  for (guint i = 0; i < 200; i++) {
    g_autofree guint8 *copy = g_memdup2 (bytes, length);
    gsize at = g_test_rand_int_range (0, length);
    guint8 flip = g_test_rand_int_range (1, 256);
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    CfPolicyRule rule;

    copy[at] ^= flip;
    put (self, "m.cfbundle", (char *) copy, i % 5 == 4 ? at : length);
    /* Outside what is signed (the issuer's spelling, algorithm parameters) a change may be none in meaning. */
    if (load (self, policy, "m.cfbundle", NULL)) {
      cf_policy_find (policy, "y@b.example", 0, &rule);
      g_assert_cmpstr (rule.source, ==, "10.policy:2 [sender b.example]");
      g_assert_true (i % 5 != 4);
    }
  }
}

/* All of a bundle or nothing of it. */
static void
test_broken_file (Fixture *self, gconstpointer data)
{
  static const char *const without[] = { "10.policy", NULL };
  g_autoptr (CfPolicyBundle) incomplete = make_bundle (self, 7, without);
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  g_autoptr (GError) error = NULL;
  CfPolicyRule rule;

  g_assert_false (cf_policy_bundle_check (incomplete, &error));
  g_assert_cmpstr (error->message, ==,
                   "10.policy:4: [anchor corp] file: names a file that is not in the bundle; add it");
  put (self, "20.policy", "[sender b.example]\nx=y\n", -1);
  write_bundle (self, "policy.cfbundle", 7);
  g_assert_false (load (self, policy, "policy.cfbundle", "state"));
  g_assert_true (ends_with (policy, "20.policy:2: [sender b.example] x: unknown key here; write certificate, or, since, "
                                    "until, mode, issuers, issuers-strict, assurance, display-names, domain-badge, "
                                    "registry, note, source, read or locked"));
  cf_policy_find (policy, "y@b.example", 0, &rule);
  g_assert_cmpstr (rule.certificate, ==, "none");
}

static void
test_container (void)
{
#define HEAD "certfirst-policy-bundle 1\nversion 7\n"
  static const struct { const char *says, *text; gboolean good; } rows[] = {
    { "no file", HEAD, TRUE },
    { "one", HEAD "file a.policy 3\nabc", TRUE },
    { "two", HEAD "file a.pem 0\nfile a.policy 3\na\nc", TRUE },
    { "bytes too few", HEAD "file a.policy 4\nabc", FALSE },
    { "bytes too many", HEAD "file a.policy 2\nabc", FALSE },
    { "not in order", HEAD "file b.policy 1\nxfile a.policy 1\nx", FALSE },
    { "twice", HEAD "file a.policy 1\nxfile a.policy 1\nx", FALSE },
    { "a path", HEAD "file ../a.policy 1\nx", FALSE },
    { "a folder", HEAD "file x/a.policy 1\nx", FALSE },
    { "hidden", HEAD "file .a.policy 1\nx", FALSE },
    { "an option", HEAD "file -a.policy 1\nx", FALSE },
    { "another kind", HEAD "file a.sh 1\nx", FALSE },
    { "no size", HEAD "file a.policy\nx", FALSE },
    { "a zero before", HEAD "file a.policy 01\nx", FALSE },
    { "less than nothing", HEAD "file a.policy -1\nx", FALSE },
    { "more than anything", HEAD "file a.policy 99999999999999999999\nx", FALSE },
    { "version 0", "certfirst-policy-bundle 1\nversion 0\n", FALSE },
    { "no version", "certfirst-policy-bundle 1\n", FALSE },
    { "a later format", "certfirst-policy-bundle 2\nversion 7\n", FALSE },
    { "no line end", "certfirst-policy-bundle 1\nversion 7", FALSE },
    { "nothing", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfPolicyBundle) bundle = cf_policy_bundle_unpack (rows[i].text, strlen (rows[i].text));

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (bundle != NULL, ==, rows[i].good);
    if (bundle != NULL) {
      g_autoptr (GBytes) again = cf_policy_bundle_pack (bundle);

      g_assert_cmpmem (g_bytes_get_data (again, NULL), g_bytes_get_size (again), rows[i].text, strlen (rows[i].text));
    }
  }
}

/* CF_LIMIT_BUNDLE_FILES, CF_LIMIT_BUNDLE_BYTES: one too many. */
static void
test_limits (Fixture *self, gconstpointer data)
{
  g_autoptr (CfPolicyBundle) bundle = cf_policy_bundle_new (1);
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  g_autofree char *big = g_malloc0 (CF_LIMIT_BUNDLE_BYTES + 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= CF_LIMIT_BUNDLE_FILES; i++) {
    g_autofree char *name = g_strdup_printf ("f%u.policy", i);
    g_autofree char *path = path_of (self, name);

    put (self, name, "", 0);
    g_assert_cmpint (cf_policy_bundle_add (bundle, path, &error), ==, i < CF_LIMIT_BUNDLE_FILES);
  }
  g_assert_true (g_str_has_suffix (error->message, ": too many files for one bundle; put rules together"));

  put (self, "big.cfbundle", big, CF_LIMIT_BUNDLE_BYTES + 1);
  g_assert_false (load (self, policy, "big.cfbundle", NULL));
  g_assert_true (ends_with (policy, ": is too large for a bundle; fetch it again"));
}

/* Everything installed, in its order; the shipped file is masked by name, but not by a broken one. */
static void
test_installed (Fixture *self, gconstpointer data)
{
  static const struct { const char *mask, *certificate; } rows[] = {
    { NULL, "usual" }, { "", "none" }, { "[sender s.example]\ncertificate=expected\n", "expected" },
    { "[sender s.example]\nx=y\n", "usual" },
  };
  g_autofree char *administrator = path_of (self, "etc");
  g_autofree char *shipped = path_of (self, "usr");
  g_autofree char *file = g_build_filename (shipped, "known.policy", NULL);
  g_autofree char *mask = g_build_filename (administrator, "known.policy", NULL);
  g_autofree char *state = path_of (self, "state");
  CfPolicyFolders folders = { shipped, self->folder, state, administrator, "/nowhere" };

  write_bundle (self, "policy.cfbundle", 3);
  g_assert_cmpint (g_mkdir (administrator, 0700) | g_mkdir (shipped, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "[sender s.example]\ncertificate=usual\n", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    CfPolicyRule rule;

    g_assert_true (rows[i].mask == NULL || g_file_set_contents (mask, rows[i].mask, -1, NULL));
    g_assert_cmpint (cf_policy_load_installed (policy, &folders, NULL), ==, i < 3);
    cf_policy_find (policy, "x@s.example", 0, &rule);
    g_assert_cmpstr (rule.certificate, ==, rows[i].certificate);
    cf_policy_find (policy, "y@b.example", 0, &rule);
    g_assert_cmpstr (rule.certificate, ==, "required");
  }

  g_assert_cmpint (g_remove (file) | g_remove (mask), ==, 0);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  add ("/policy/bundle/same-bytes", test_same_bytes);
  add ("/policy/bundle/load", test_load);
  add ("/policy/bundle/version", test_version);
  add ("/policy/bundle/bad-state", test_bad_state);
  add ("/policy/bundle/signature", test_signature);
  add ("/policy/bundle/mutations", test_mutations);
  add ("/policy/bundle/broken-file", test_broken_file);
  g_test_add_func ("/policy/bundle/container", test_container);
  add ("/policy/bundle/limits", test_limits);
  add ("/policy/bundle/installed", test_installed);
  status = g_test_run ();
  EVP_PKEY_free (one_key ());
  return status;
}
