/* test-catalogue.c — languages: side by side in one process, whatever its locale; broken catalogues */
#include "test-facts.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>

#define MSGID "Not signed"
#define JAPANESE "電子署名なし"

/* Runs itself again under another environment: catalogues are opened once for each process. */
static void
check_in_subprocess (const char *path)
{
  g_test_trap_subprocess (path, 0, 0);
  g_test_trap_assert_passed ();
}

/* Takes away what a test wrote: DIRECTORY/ja/LC_MESSAGES/certfirst.mo. */
static void
remove_folders (const char *directory, const char *messages)
{
  g_autofree char *file = g_build_filename (messages, "certfirst.mo", NULL);
  g_autofree char *language = g_path_get_dirname (messages);

  g_unlink (file);
  g_assert_cmpint (g_rmdir (messages), ==, 0);
  g_assert_cmpint (g_rmdir (language), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

static void
test_side_by_side (void)
{
  for (guint i = 0; i < 3; i++) {
    g_assert_cmpstr (cf_ribbon_translate ("en", MSGID), ==, MSGID);
    g_assert_cmpstr (cf_ribbon_translate ("ja", MSGID), ==, JAPANESE);
  }
  g_assert_cmpstr (cf_ribbon_translate ("ja", "no text of ours"), ==, "no text of ours");
}

/* LC_ALL=C, C.UTF-8, and a Japanese locale that is not installed: the words do not depend on it. */
static void
test_any_locale (void)
{
  static const char *const locales[] = { "C", "C.UTF-8", "ja_JP.UTF-8", "xx_YY.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++) {
    g_autofree char *before = NULL;

    g_setenv ("LC_ALL", locales[i], TRUE);
    setlocale (LC_ALL, "");
    before = g_strdup (setlocale (LC_ALL, NULL));
    test_side_by_side ();
    g_assert_cmpstr (setlocale (LC_ALL, NULL), ==, before);
  }
}

static void
test_host_is_left_alone (void)
{
  g_autofree char *domain = g_strdup (textdomain (NULL));

  cf_ribbon_prepare ();
  cf_ribbon_translate ("ja", MSGID);
  g_assert_cmpstr (textdomain (NULL), ==, domain);
  g_assert_null (g_getenv ("LANGUAGE"));
}

static void
test_tags (void)
{
  static const struct { const char *tag; const char *lang; } rows[] = {
    { "ja", "ja" }, { "ja-JP", "ja" }, { "ja_JP.UTF-8", "ja" }, { "JA", "ja" }, { "ja@latin", "ja" },
    { "en", "en" }, { "en_GB.UTF-8", "en" }, { "C", "en" }, { "", "en" }, { "jav", "en" }, { "j", "en" },
    { "fr", "en" }, { "../../etc", "en" }, { "%s%n", "en" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (cf_ribbon_choose_lang (rows[i].tag), ==, rows[i].lang);
}

typedef struct {
  const char *name;
  const char *value;
  const char *lang;
} LocaleRow;

static const LocaleRow locale_rows[] = {
  { "LANG", "ja_JP.UTF-8", "ja" },
  { "LANG", "fr_FR.UTF-8", "en" },
  { "LANGUAGE", "fr:ja:en", "ja" },
  { "LANGUAGE", "en:ja", "en" },
  { "LC_ALL", "C", "en" },
};

static void
test_locale_in_subprocess (gconstpointer data)
{
  const LocaleRow *row = data;

  if (g_test_subprocess ()) {
    g_unsetenv ("LANGUAGE");
    g_unsetenv ("LC_ALL");
    g_unsetenv ("LC_MESSAGES");
    g_unsetenv ("LANG");
    g_setenv (row->name, row->value, TRUE);
    g_assert_cmpstr (cf_ribbon_choose_lang (NULL), ==, row->lang);
    return;
  }

  check_in_subprocess (NULL);
}

/* After prepare no file is needed: the catalogue may vanish. */
static void
test_no_file_afterwards (void)
{
  g_autofree char *directory = NULL;
  g_autofree char *messages = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *original = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_test_subprocess ()) {
    check_in_subprocess (NULL);
    return;
  }

  directory = g_dir_make_tmp ("certfirst-XXXXXX", NULL);
  messages = g_build_filename (directory, "ja", "LC_MESSAGES", NULL);
  copy = g_build_filename (messages, "certfirst.mo", NULL);
  original = g_build_filename (g_getenv ("CERTFIRST_LOCALEDIR"), "ja", "LC_MESSAGES", "certfirst.mo", NULL);
  g_assert_true (g_file_get_contents (original, &contents, &length, NULL));
  g_assert_cmpint (g_mkdir_with_parents (messages, 0700), ==, 0);
  g_assert_true (g_file_set_contents (copy, contents, length, NULL));
  g_setenv ("CERTFIRST_LOCALEDIR", directory, TRUE);
  cf_ribbon_prepare ();
  remove_folders (directory, messages);
  g_assert_cmpstr (cf_ribbon_translate ("ja", MSGID), ==, JAPANESE);
}

/* Position that turns every number round, as on the other kind of machine. */
#define SWAPPED 100

/* Bytes of a catalogue with one string, "Not signed" -> "x", and one number of its header changed. */
static GByteArray *
make_catalogue (guint position, guint32 value, gsize cut)
{
  guint32 numbers[] = { 0x950412de, 0, 1, 28, 36, 0, 0, 10, 44, 1, 55 };
  GByteArray *bytes = g_byte_array_new ();

  if (position < G_N_ELEMENTS (numbers))
    numbers[position] = value;
  for (guint i = 0; position == SWAPPED && i < G_N_ELEMENTS (numbers); i++)
    numbers[i] = GUINT32_SWAP_LE_BE (numbers[i]);
  g_byte_array_append (bytes, (const guint8 *) numbers, sizeof numbers);
  g_byte_array_append (bytes, (const guint8 *) "Not signed\0x", 13);
  g_byte_array_set_size (bytes, MIN (bytes->len, cut));
  return bytes;
}

typedef struct {
  const char *says;
  guint position;
  guint32 value;
  gsize cut;
  const char *text;
} BrokenRow;

static const BrokenRow broken_rows[] = {
  { "as it should be", 99, 0, 999, "x" },
  { "made on the other kind of machine", SWAPPED, 0, 999, "x" },
  { "no magic number", 0, 0x12345678, 999, MSGID },
  { "swapped magic number over native numbers", 0, 0xde120495, 999, MSGID },
  { "more strings than bytes", 2, 0xffffffff, 999, "x" },
  { "originals outside", 3, 0xfffffff0, 999, MSGID },
  { "translations outside", 4, 0x7fffffff, 999, MSGID },
  { "string outside", 8, 0xffffffff, 999, MSGID },
  { "string as long as everything", 7, 0xffffffff, 999, MSGID },
  { "string without its end", 9, 2, 999, MSGID },
  { "cut within the header", 99, 0, 19, MSGID },
  { "cut within the tables", 99, 0, 40, MSGID },
  { "empty", 99, 0, 0, MSGID },
};

static void
test_broken_in_subprocess (gconstpointer data)
{
  const BrokenRow *row = data;
  g_autofree char *directory = NULL;
  g_autofree char *messages = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GByteArray) bytes = NULL;

  if (!g_test_subprocess ()) {
    check_in_subprocess (NULL);
    return;
  }

  directory = g_dir_make_tmp ("certfirst-XXXXXX", NULL);
  messages = g_build_filename (directory, "ja", "LC_MESSAGES", NULL);
  path = g_build_filename (messages, "certfirst.mo", NULL);
  bytes = make_catalogue (row->position, row->value, row->cut);
  g_assert_cmpint (g_mkdir_with_parents (messages, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
  g_setenv ("CERTFIRST_LOCALEDIR", directory, TRUE);
  g_assert_cmpstr (cf_ribbon_translate ("ja", MSGID), ==, row->text);
  remove_folders (directory, messages);
}

/* A folder that is not there: English. */
static void
test_no_folder (void)
{
  if (!g_test_subprocess ()) {
    check_in_subprocess (NULL);
    return;
  }

  g_setenv ("CERTFIRST_LOCALEDIR", "/nonexistent", TRUE);
  g_assert_cmpstr (cf_ribbon_choose_lang ("ja"), ==, "en");
  g_assert_cmpstr (cf_ribbon_translate ("ja", MSGID), ==, MSGID);
}

static gpointer
translate_often (gpointer unused)
{
  for (guint i = 0; i < 2000; i++) {
    const char *lang = i % 2 == 0 ? "en" : "ja";

    if (strcmp (cf_ribbon_translate (lang, MSGID), i % 2 == 0 ? MSGID : JAPANESE) != 0)
      return (gpointer) "wrong";
  }
  return NULL;
}

/* Mail clients have threads. */
static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("translate", translate_often, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_null (g_thread_join (threads[i]));
}

static void
add_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (locale_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ribbon/catalogue/locale/%u", i + 1);

    g_test_add_data_func (path, &locale_rows[i], test_locale_in_subprocess);
  }
  for (guint i = 0; i < G_N_ELEMENTS (broken_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/ribbon/catalogue/broken/%s", broken_rows[i].says);

    g_test_add_data_func (path, &broken_rows[i], test_broken_in_subprocess);
  }
}

int
main (int argc, char **argv)
{
  g_unsetenv ("LANGUAGE");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ribbon/catalogue/side-by-side", test_side_by_side);
  g_test_add_func ("/ribbon/catalogue/any-locale", test_any_locale);
  g_test_add_func ("/ribbon/catalogue/host-is-left-alone", test_host_is_left_alone);
  g_test_add_func ("/ribbon/catalogue/tags", test_tags);
  g_test_add_func ("/ribbon/catalogue/no-file-afterwards", test_no_file_afterwards);
  g_test_add_func ("/ribbon/catalogue/no-folder", test_no_folder);
  g_test_add_func ("/ribbon/catalogue/threads", test_threads);
  add_rows ();
  return g_test_run ();
}
