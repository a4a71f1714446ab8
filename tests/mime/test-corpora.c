/* test-corpora.c — public mails: broken ones never look signed, good ones always */
#include "mime-test.h"

/* The folder of public test data, NULL when there is none. */
static char *
find_corpus (const char *name)
{
  const char *root = g_getenv ("CERTFIRST_CORPORA");
  g_autofree char *path = root == NULL ? NULL : g_build_filename (root, name, NULL);

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&path);

  g_test_skip ("CERTFIRST_CORPORA does not hold it");
  return NULL;
}

typedef void (*CheckFile) (const char *name, CfSpan message);

/* Every file of a folder and its folders; how many there were. */
static guint
walk (const char *folder, const char *suffix, CheckFile check)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;
    gsize length = 0;

    if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
      n += walk (path, suffix, check);
    } else if (g_str_has_suffix (name, suffix)) {
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      check (name, cf_span (text, length));
      n++;
    }
  }

  return n;
}

static void
check_malformed (const char *name, CfSpan message)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (message, facts);

  g_test_message ("%s", name);
  test_check_invariants (mime, facts, mime->message);
  g_assert_cmpint (facts->smime.form, ==, CF_SMIME_FORM_NONE);
  g_assert_cmpint (facts->smime.coverage, ==, CF_COVERAGE_NONE);
}

static void
check_noise (const char *name, CfSpan message)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (message, facts);

  g_test_message ("%s", name);
  test_check_invariants (mime, facts, mime->message);
}

static void
check_signed (const char *name, CfSpan message)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (message, facts);
  g_autoptr (GBytes) cms = NULL;
  CfMimeSignature signature;

  g_test_message ("%s", name);
  test_check_invariants (mime, facts, mime->message);
  cf_mime_get_signature (mime, &signature);
  g_assert_cmpint (signature.coverage, ==, CF_COVERAGE_WHOLE);
  g_assert_cmpstr (facts->ambiguous_field, ==, NULL);
  g_assert_true (facts->evidence & CF_M (ONE_FROM));

  cms = cf_mime_decode (cf_mime_get_part (mime, (guint) signature.signature), CF_LIMIT_CMS_BYTES);
  g_assert_nonnull (cms);
  g_assert_cmpuint (*(const guint8 *) g_bytes_get_data (cms, NULL), ==, 0x30);
  if (signature.form == CF_SMIME_FORM_DETACHED)
    cf_mime_check_protected (mime, cf_mime_get_part (mime, (guint) signature.entity)->whole, facts);
  g_assert_cmpint (facts->smime.header_protection, ==,
                   g_str_equal (name, "smime-multipart-hp.eml") ? CF_HEADER_PROTECTION_MATCH
                                                                : CF_HEADER_PROTECTION_NONE);
}

static void
test_malformed (void)
{
  g_autofree char *folder = find_corpus ("malformed");

  if (folder != NULL)
    g_assert_cmpuint (walk (folder, "", check_malformed), >, 70);
}

static void
test_fuzz_seeds (void)
{
  g_autofree char *folder = find_corpus ("fuzz-seeds");

  if (folder != NULL)
    g_assert_cmpuint (walk (folder, "", check_noise), >, 200);
}

static void
test_signed (void)
{
  static const struct {
    const char *name;
    guint at_least;
  } corpora[] = { { "rfc9216", 4 }, { "thunderbird-smime", 4 }, { "pkits", 40 } };

  for (guint i = 0; i < G_N_ELEMENTS (corpora); i++) {
    g_autofree char *folder = find_corpus (corpora[i].name);

    if (folder != NULL)
      g_assert_cmpuint (walk (folder, ".eml", check_signed), >=, corpora[i].at_least);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/corpora/malformed", test_malformed);
  g_test_add_func ("/mime/corpora/fuzz-seeds", test_fuzz_seeds);
  g_test_add_func ("/mime/corpora/signed", test_signed);
  return g_test_run ();
}
