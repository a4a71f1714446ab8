/* test-pkits.c — NIST's path validation suite, as far as it is about paths
 *
 * Runs when CERTFIRST_CORPORA names the folder of the public test data.
 */
#include "cf-test-pki.h"

/* What this suite says otherwise, and why. */
static const struct {
  const char *name;
  const char *why;
  gboolean trusted;
} exceptions[] = {
  { "4.1.4", "DSA is not allowed", FALSE },
  { "4.1.5", "DSA is not allowed", FALSE },
  { "4.6.8", "an authority signs mail", FALSE },
  { "4.6.14", "an authority signs mail", FALSE },
  { "4.7.4", "fails only because of its revocation list, which is not looked at here", TRUE },
  { "4.7.5", "fails only because of its revocation list, which is not looked at here", TRUE },
};

static X509 *
read_certificate (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *data = NULL;
  const unsigned char *p;
  gsize length = 0;
  X509 *certificate;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  p = (const unsigned char *) data;
  certificate = d2i_X509 (NULL, &p, (long) length);
  g_assert_nonnull (certificate);
  return certificate;
}

static gboolean
is_expected (const char *name, const char *expected)
{
  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (g_str_equal (exceptions[i].name, name))
      return exceptions[i].trusted;

  return strstr (expected, "path=ok") != NULL;
}

/* The path as the suite lists it, but for the end entity all in the bag, in the wrong order. */
static const CfSignerFacts *
run (CfTestCheck *check, const char *folder, const char *list)
{
  g_auto (GStrv) names = g_strsplit (list, " ", -1);
  guint n = g_strv_length (names);
  g_autoptr (X509) anchor = read_certificate (folder, names[0]);
  g_autoptr (X509) signer = read_certificate (folder, names[n - 1]);

  cf_test_check_trust (check, anchor);
  for (guint i = n - 1; i > 0; i--) {
    g_autoptr (X509) certificate = read_certificate (folder, names[i]);

    cf_test_check_put (check, certificate);
  }
  return cf_test_check_run (check, signer);
}

static char **
read_lines (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return g_strsplit (text, "\n", -1);
}

static void
test_paths (void)
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
    g_autoptr (CfTestCheck) check = cf_test_check (TRUE);

    g_assert_cmpstr (path[0], ==, row[0]);
    g_assert_true (cf_time_parse (row[3], &check->rules.now));
    check->rules.judged_at = check->rules.now;
    g_test_message ("%s: %s", path[0], row[5]);
    g_assert_cmpint (run (check, folder, path[1])->chain.trusted, ==, is_expected (path[0], row[5]));
    n++;
  }
  g_assert_cmpuint (n, >, 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/pkits/paths", test_paths);
  return g_test_run ();
}
