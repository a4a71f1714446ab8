/* test-origin.c — the account of a local mail outlasts a restart, and a spoilt file names none */
#include "cf-test-isolated.h"
#include "cf-client-origin.h"

#include <glib/gstdio.h>

#include "cf-limits.h"

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "certfirst", "accounts-test.json", NULL);
}

static void
test_kept (void)
{
  g_autoptr (CfClientOrigins) origins = cf_client_origins_open ("test");

  g_assert_null (cf_client_origins_get (origins, "aa"));
  cf_client_origins_note (origins, "aa", "me@pop.example");
  cf_client_origins_note (origins, "bb", "me@other.example");
  cf_client_origins_note (origins, "aa", "佐藤@pop.example");
  g_clear_pointer (&origins, cf_client_origins_free);

  origins = cf_client_origins_open ("test");
  g_assert_cmpstr (cf_client_origins_get (origins, "aa"), ==, "佐藤@pop.example");
  g_assert_cmpstr (cf_client_origins_get (origins, "bb"), ==, "me@other.example");
  g_assert_null (cf_client_origins_get (origins, "cc"));
}

/* The oldest goes; one that is noted again is young. */
static void
test_limit (void)
{
  g_autoptr (CfClientOrigins) origins = cf_client_origins_open ("test");

  for (guint i = 0; i < CF_LIMIT_ORIGINS; i++) {
    g_autofree char *mail = g_strdup_printf ("%u", i);

    cf_client_origins_note (origins, mail, "me@pop.example");
  }
  cf_client_origins_note (origins, "0", "me@other.example");
  cf_client_origins_note (origins, "one more", "me@pop.example");
  g_assert_cmpstr (cf_client_origins_get (origins, "0"), ==, "me@other.example");
  g_assert_null (cf_client_origins_get (origins, "1"));
  g_assert_nonnull (cf_client_origins_get (origins, "2"));
  g_assert_nonnull (cf_client_origins_get (origins, "one more"));
}

static void
test_spoilt_file (void)
{
  static const char *const texts[] = { "[]", "{\"aa\": 1}", "{\"aa\": null}", "{\"aa\": [\"me@pop.example\"]}" };
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CfClientOrigins) origins = NULL;

    g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
    origins = cf_client_origins_open ("test");
    g_assert_null (cf_client_origins_get (origins, "aa"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/client/origin/kept", test_kept);
  g_test_add_func ("/client/origin/limit", test_limit);
  g_test_add_func ("/client/origin/spoilt-file", test_spoilt_file);

  return g_test_run ();
}
