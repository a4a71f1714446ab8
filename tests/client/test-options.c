/* test-options.c — what a person chose is kept, and a spoilt file costs no more than the choice */
#include <math.h>

#include <glib/gstdio.h>

#include "cf-test-isolated.h"
#include "cf-client-options.h"

static char *
make_path (void)
{
  static guint n = 0;

  return g_strdup_printf ("%s/%u/client.ini", g_get_user_config_dir (), n++);
}

static void
test_nothing_chosen (void)
{
  g_autofree char *path = make_path ();
  CfClientOptions options = cf_client_options_load (path);

  g_assert_true (options.mark_dangers);
  g_assert_cmpuint (options.mark_colour, ==, CF_CLIENT_MARK_RED);
  g_assert_true (options.notify);
  g_assert_false (options.download);
  g_assert_null (cf_client_options_get_lang (&options));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_kept (void)
{
  g_autofree char *path = make_path ();
  const CfClientOptions chosen = { .mark_dangers = FALSE,
                                   .mark_colour = CF_CLIENT_MARK_BROWN,
                                   .notify = FALSE,
                                   .download = TRUE,
                                   .language = CF_CLIENT_LANGUAGE_JA };
  CfClientOptions again;
  GStatBuf info;

  g_assert_true (cf_client_options_save (path, &chosen, NULL));
  g_assert_no_errno (g_stat (path, &info));
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  again = cf_client_options_load (path);
  g_assert_false (again.mark_dangers);
  g_assert_cmpuint (again.mark_colour, ==, CF_CLIENT_MARK_BROWN);
  g_assert_false (again.notify);
  g_assert_true (again.download);
  g_assert_cmpstr (cf_client_options_get_lang (&again), ==, "ja");
}

/* This user's own file is the one that %NULL names. */
static void
test_own (void)
{
  g_autofree char *path = cf_client_options_dup_path ();
  CfClientOptions options = cf_client_options_load (NULL);

  options.language = CF_CLIENT_LANGUAGE_EN;
  g_assert_true (cf_client_options_save (NULL, &options, NULL));
  g_assert_true (g_str_has_prefix (path, g_get_user_config_dir ()));
  options = cf_client_options_load (path);
  g_assert_cmpstr (cf_client_options_get_lang (&options), ==, "en");
}

static void
test_odd_files (void)
{
  static const char *const rows[] = {
    "",
    "no key file at all",
    "[client]\nmark-colour=green\nmark-dangers=perhaps\nlanguage=../../ja\nnotify=\n",
    "[client]\nmark-colour=\nlanguage=JA\n",
    "[other]\nmark-dangers=false\nnotify=false\n",
    "[client\nnotify=false\n",
    "\xff\xfe[client]\nnotify=false\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = make_path ();
    g_autofree char *folder = g_path_get_dirname (path);
    CfClientOptions options;

    g_test_message ("row %u", i);
    g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
    g_assert_true (g_file_set_contents (path, rows[i], -1, NULL));
    options = cf_client_options_load (path);
    g_assert_true (options.mark_dangers);
    g_assert_cmpuint (options.mark_colour, ==, CF_CLIENT_MARK_RED);
    g_assert_true (options.notify);
    g_assert_cmpuint (options.language, ==, CF_CLIENT_LANGUAGE_SYSTEM);
    g_assert_true (cf_client_options_save (path, &options, NULL));
  }
}

/* A client whose lists stay as they are until somebody chooses otherwise; what is chosen there is not for the others. */
static void
test_own_choice (void)
{
  g_autofree char *path = make_path ();
  CfClientOptions options = cf_client_options_load (path);

  g_assert_true (cf_client_options_save (path, &options, NULL));
  cf_client_options_set_client ("evolution", FALSE);
  options = cf_client_options_load (path);
  g_assert_false (options.mark_dangers);
  g_assert_true (options.notify);
  options.notify = FALSE;
  g_assert_true (cf_client_options_save (path, &options, NULL));

  cf_client_options_set_client ("client", TRUE);
  options = cf_client_options_load (path);
  g_assert_true (options.mark_dangers);
  g_assert_false (options.notify);
  options.mark_dangers = FALSE;
  g_assert_true (cf_client_options_save (path, &options, NULL));

  cf_client_options_set_client ("evolution", FALSE);
  options.mark_dangers = TRUE;
  g_assert_true (cf_client_options_save (path, &options, NULL));
  cf_client_options_set_client ("client", TRUE);
  g_assert_false (cf_client_options_load (path).mark_dangers);
}

/* What a later version, or the person, wrote beside our keys stays. */
static void
test_others_stay (void)
{
  g_autofree char *path = make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  CfClientOptions options;

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (path, "# mine\n[client]\nnotify=false\nlater=7\n\n[window]\nwidth=640\n", -1, NULL));
  options = cf_client_options_load (path);
  g_assert_false (options.notify);
  options.notify = TRUE;
  g_assert_true (cf_client_options_save (path, &options, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "# mine"));
  g_assert_nonnull (strstr (text, "later=7"));
  g_assert_nonnull (strstr (text, "width=640"));
  g_assert_nonnull (strstr (text, "notify=true"));
}

static void
test_no_place (void)
{
  g_autoptr (GError) error = NULL;
  CfClientOptions options = cf_client_options_load (NULL);

  g_assert_false (cf_client_options_save ("/dev/null/certfirst/client.ini", &options, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "client.ini"));
}

/* Relative luminance of a colour 0xrrggbb (WCAG 2.1). */
static double
find_luminance (guint rgb)
{
  static const double weights[] = { 0.0722, 0.7152, 0.2126 };
  double sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++, rgb >>= 8) {
    double part = (rgb & 0xff) / 255.0;
    sum += weights[i] * (part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

static double
find_contrast (guint one, guint other)
{
  double first = find_luminance (one) + 0.05;
  double second = find_luminance (other) + 0.05;

  return MAX (first, second) / MIN (first, second);
}

/* A mark of danger has no colour of good news, and is seen in a light list and in a dark one. */
static void
test_colours (void)
{
  for (guint mark = 0; mark < CF_CLIENT_N_MARKS; mark++) {
    guint rgb = (guint) g_ascii_strtoull (cf_client_options_get_mark_rgb (mark) + 1, NULL, 16);

    g_assert_cmpstr (cf_client_options_name_mark (mark), !=, "green");
    g_assert_cmpuint (rgb >> 16, >, rgb >> 8 & 0xff);
    g_assert_cmpuint (rgb >> 16, >, rgb & 0xff);
    g_assert_cmpfloat (find_contrast (rgb, 0xffffff), >, 3.0);
    g_assert_cmpfloat (find_contrast (rgb, 0x2d2d2d), >, 3.0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/client/options/nothing-chosen", test_nothing_chosen);
  g_test_add_func ("/client/options/kept", test_kept);
  g_test_add_func ("/client/options/own", test_own);
  g_test_add_func ("/client/options/odd-files", test_odd_files);
  g_test_add_func ("/client/options/own-choice", test_own_choice);
  g_test_add_func ("/client/options/others-stay", test_others_stay);
  g_test_add_func ("/client/options/no-place", test_no_place);
  g_test_add_func ("/client/options/colours", test_colours);
  return g_test_run ();
}
