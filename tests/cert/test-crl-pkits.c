/* test-crl-pkits.c — NIST's path validation suite with the lists that come with it
 *
 * Runs when CERTFIRST_CORPORA names the folder of the public test data.
 */
#include "cf-test-answer.h"

/* What this suite says otherwise, and why. */
static const struct {
  const char *name;
  const char *why;
} exceptions[] = {
  { "4.1.4", "DSA is not allowed" },
  { "4.1.5", "DSA is not allowed" },
  { "4.6.8", "an authority signs mail" },
  { "4.6.14", "an authority signs mail" },
};

static char *
read_bytes (const char *folder, const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *data = NULL;

  g_assert_true (g_file_get_contents (path, &data, length, NULL));
  return data;
}

static X509 *
read_certificate (const char *folder, const char *name)
{
  gsize length;
  g_autofree char *data = read_bytes (folder, name, &length);
  const unsigned char *p = (const unsigned char *) data;

  return d2i_X509 (NULL, &p, (long) length);
}

static STACK_OF (X509_CRL) *
load_lists (const char *folder, const char *names)
{
  g_auto (GStrv) paths = g_strsplit (names, " ", -1);
  g_autoptr (GError) error = NULL;
  STACK_OF (X509_CRL) *lists;

  for (guint i = 0; paths[i] != NULL; i++) {
    char *path = g_build_filename (folder, paths[i], NULL);

    g_free (paths[i]);
    paths[i] = path;
  }
  lists = cf_cert_load_crls (paths, &error);
  g_assert_no_error (error);
  return lists;
}

static gboolean
is_expected (const char *name, const char *expected)
{
  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (g_str_equal (exceptions[i].name, name))
      return FALSE;

  return strstr (expected, "path=ok") != NULL;
}

/* The suite wants an answer about every certificate: the columns are case, certificates, lists. */
static void
run (const char *folder, char **path, char **row)
{
  g_auto (GStrv) names = g_strsplit (path[1], " ", -1);
  guint n = g_strv_length (names);
  g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
  g_autoptr (X509) anchor = read_certificate (folder, names[0]);
  g_autoptr (X509) signer = read_certificate (folder, names[n - 1]);
  STACK_OF (X509_CRL) *lists = load_lists (folder, path[2]);
  CfEvidence evidence;

  g_assert_true (cf_time_parse (row[3], &check->rules.now));
  check->rules.judged_at = check->rules.now;
  check->rules.crls = lists;
  cf_test_check_trust (check, anchor);
  for (guint i = 1; i < n; i++) {
    g_autoptr (X509) certificate = read_certificate (folder, names[i]);

    cf_test_check_put (check, certificate);
  }

  g_test_message ("%s: %s", path[0], row[5]);
  evidence = cf_test_check_run (check, signer)->evidence;
  g_assert_cmpint ((evidence & CF_S (NOT_REVOKED)) != 0, ==, is_expected (path[0], row[5]));
  sk_X509_CRL_pop_free (lists, X509_CRL_free);
}

static char **
read_lines (const char *folder, const char *name)
{
  gsize length;
  g_autofree char *text = read_bytes (folder, name, &length);

  return g_strsplit (text, "\n", -1);
}

static void
test_lists (void)
{
  const char *corpora = g_getenv ("CERTFIRST_CORPORA");
  g_autofree char *folder = corpora == NULL ? NULL : g_build_filename (corpora, "pkits", NULL);
  g_auto (GStrv) paths = NULL;
  g_auto (GStrv) expected = NULL;
  guint n = 0;

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    g_test_skip ("CERTFIRST_CORPORA does not name the public test data");
    return;
  }

  paths = read_lines (folder, "paths.tsv");
  expected = read_lines (folder, "expected.tsv");
  for (guint i = 1; paths[i] != NULL && *paths[i] != '\0'; i++) {
    g_auto (GStrv) path = g_strsplit (paths[i], "\t", -1);
    g_auto (GStrv) row = g_strsplit (expected[i], "\t", -1);

    g_assert_cmpstr (path[0], ==, row[0]);
    run (folder, path, row);
    n++;
  }
  g_assert_cmpuint (n, >, 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/crl-pkits/lists", test_lists);
  return g_test_run ();
}
