/* test-cache.c — how long answers are kept, how many, and what is believed of files */
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <utime.h>
#include <unistd.h>

#include "cf-limits.h"
#include "cf-lookup-cache.h"
#include "cf-lookup-folder.h"

#define NOW ((CfTime) 1770000000)

static char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("cache-XXXXXX", NULL);

  g_assert_nonnull (folder);
  return folder;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
remove_folder (char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
  g_free (folder);
}

static CfAnswer *
make_answer (CfQuestionKind kind, const char *key, CfAnswerStatus status, CfTime lasts)
{
  CfAnswer *answer = cf_answer_new (kind, key);

  answer->status = status;
  answer->fetched = NOW;
  answer->expires = lasts == 0 ? CF_TIME_UNKNOWN : NOW + lasts;
  if (status == CF_ANSWER_FOUND)
    cf_answer_add_record (answer, "data", 4);
  return answer;
}

static const struct {
  const char *says;
  CfQuestionKind kind;
  CfAnswerStatus status;
  CfTime lasts; /* 0: only now */
  CfTime later;
  gboolean in_memory;
  gboolean in_folder;
} times[] = {
  { "at once", CF_QUESTION_DNS, CF_ANSWER_FOUND, 100, 0, TRUE, TRUE },
  { "the last second", CF_QUESTION_DNS, CF_ANSWER_FOUND, 100, 99, TRUE, TRUE },
  { "when it expires", CF_QUESTION_DNS, CF_ANSWER_FOUND, 100, 100, FALSE, FALSE },
  { "the clock was set back", CF_QUESTION_DNS, CF_ANSWER_FOUND, 100, -1, FALSE, FALSE },
  { "only now", CF_QUESTION_DNS, CF_ANSWER_FOUND, 0, 0, FALSE, FALSE },
  { "no name", CF_QUESTION_DNS, CF_ANSWER_NO_NAME, 100, 99, TRUE, TRUE },
  { "not there", CF_QUESTION_CRL, CF_ANSWER_EMPTY, 600, 599, TRUE, TRUE },
  { "DNS for a year", CF_QUESTION_DNS, CF_ANSWER_FOUND, 365 * CF_TIME_DAY, CF_TIME_DAY - 1, TRUE, TRUE },
  { "DNS for a year, after a day", CF_QUESTION_DNS, CF_ANSWER_FOUND, 365 * CF_TIME_DAY, CF_TIME_DAY, FALSE, FALSE },
  { "a list for a year, after a week", CF_QUESTION_CRL, CF_ANSWER_FOUND, 365 * CF_TIME_DAY, 7 * CF_TIME_DAY, FALSE, FALSE },
  { "OCSP for a year, after a week", CF_QUESTION_OCSP, CF_ANSWER_FOUND, 365 * CF_TIME_DAY, 7 * CF_TIME_DAY, FALSE, FALSE },
  { "an issuer for a month", CF_QUESTION_ISSUER, CF_ANSWER_FOUND, 365 * CF_TIME_DAY, 29 * CF_TIME_DAY, TRUE, TRUE },
  { "history is none of ours", CF_QUESTION_HISTORY, CF_ANSWER_FOUND, 100, 0, FALSE, FALSE },
  { "a failure", CF_QUESTION_OCSP, CF_ANSWER_FAILED, 60, 59, TRUE, FALSE },
  { "a failure for longer", CF_QUESTION_OCSP, CF_ANSWER_FAILED, 61, 0, FALSE, FALSE },
};

static void
check_found (CfLookupCache *cache, const CfAnswer *want, CfTime now, gboolean is_there)
{
  g_autoptr (CfAnswer) answer = cf_lookup_cache_find (cache, want->kind, want->key, now);
  g_autofree char *line = answer == NULL ? NULL : cf_answer_to_line (answer);
  g_autofree char *want_line = cf_answer_to_line (want);

  g_assert_cmpstr (line, ==, is_there ? want_line : NULL);
}

static void
test_times (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++) {
    char *folder = make_folder ();
    g_autoptr (CfLookupCache) memory = cf_lookup_cache_new (NULL);
    g_autoptr (CfLookupCache) first = cf_lookup_cache_new (folder);
    g_autoptr (CfLookupCache) second = cf_lookup_cache_new (folder);
    g_autoptr (CfAnswer) answer = make_answer (times[i].kind, "A a.example", times[i].status, times[i].lasts);

    g_test_message ("%s", times[i].says);
    cf_lookup_cache_add (memory, answer);
    cf_lookup_cache_add (first, answer);
    check_found (memory, answer, NOW + times[i].later, times[i].in_memory);
    check_found (second, answer, NOW + times[i].later, times[i].in_folder);
    check_found (second, answer, NOW + times[i].later, times[i].in_folder);
    remove_folder (folder);
  }
}

static void
test_newer (void)
{
  g_autoptr (CfLookupCache) cache = cf_lookup_cache_new (NULL);
  g_autoptr (CfAnswer) old = make_answer (CF_QUESTION_DNS, "A a", CF_ANSWER_FOUND, 100);
  g_autoptr (CfAnswer) newer = make_answer (CF_QUESTION_DNS, "A a", CF_ANSWER_NO_NAME, 50);

  cf_lookup_cache_add (cache, old);
  cf_lookup_cache_add (cache, newer);
  check_found (cache, newer, NOW, TRUE);
  /* The same key of another kind is another question. */
  g_assert_null (cf_lookup_cache_find (cache, CF_QUESTION_CRL, "A a", NOW));
}

/* Memory holds so many bytes, the oldest go. */
static void
test_memory (void)
{
  g_autoptr (CfLookupCache) cache = cf_lookup_cache_new (NULL);
  const guint n = CF_LIMIT_CACHE_MEMORY_BYTES / CF_MIB;
  g_autofree char *large = g_strnfill (CF_MIB, 'x');

  for (guint i = 0; i < n; i++) {
    g_autofree char *key = g_strdup_printf ("http://a.example/%u", i);
    g_autoptr (CfAnswer) answer = make_answer (CF_QUESTION_CRL, key, CF_ANSWER_EMPTY, 100);

    answer->status = CF_ANSWER_FOUND;
    cf_answer_add_record (answer, large, CF_MIB);
    cf_lookup_cache_add (cache, answer);
  }

  for (guint i = 0; i < n; i++) {
    g_autofree char *key = g_strdup_printf ("http://a.example/%u", i);
    g_autoptr (CfAnswer) answer = cf_lookup_cache_find (cache, CF_QUESTION_CRL, key, NOW);

    g_assert_cmpint (answer != NULL, ==, i > 0);
  }
}

static void
set_age (const char *folder, const char *name, gint64 seconds)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct utimbuf when = { NOW - seconds, NOW - seconds };

  g_assert_cmpint (g_utime (path, &when), ==, 0);
}

static void
test_folder_size (void)
{
  char *path = make_folder ();
  g_autoptr (CfLookupFolder) folder = cf_lookup_folder_open (path, 10000);
  g_autofree char *text = g_strnfill (1000, 'x');

  g_assert_nonnull (folder);
  for (guint i = 0; i < 8; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i);

    cf_lookup_folder_store (folder, name, text);
    set_age (path, name, 100 + (i == 3 ? 1000 : 0));
  }
  g_assert_cmpuint (count_files (path), ==, 8);

  /* Over the limit: the oldest goes first, and three quarters stay. */
  cf_lookup_folder_store (folder, "8", text);
  cf_lookup_folder_store (folder, "9", text);
  g_assert_cmpuint (count_files (path), <=, 7);
  g_assert_cmpuint (count_files (path), >=, 5);
  g_assert_null (cf_lookup_folder_load (folder, "3"));
  {
    g_autofree char *last = cf_lookup_folder_load (folder, "9");

    g_assert_cmpstr (last, ==, text);
  }
  remove_folder (path);
}

/* The largest answer is kept, a larger one is not read; and the folder holds two of them, not three. */
static void
test_folder_largest (void)
{
  char *path = make_folder ();
  g_autoptr (CfLookupFolder) folder = cf_lookup_folder_open (path, CF_LIMIT_CACHE_FOLDER_BYTES);
  g_autofree char *text = g_strnfill (CF_LIMIT_ANSWER_FRAME_BYTES + 1, 'x');
  g_autofree char *small = NULL;
  g_autofree char *file = g_build_filename (path, "small", NULL);
  g_autofree char *found = NULL;
  gsize header = 0;

  /* What stands above each answer. */
  cf_lookup_folder_store (folder, "small", "x");
  g_assert_true (g_file_get_contents (file, &small, &header, NULL));
  header--;

  text[CF_LIMIT_ANSWER_FRAME_BYTES - header + 1] = '\0';
  cf_lookup_folder_store (folder, "beyond", text);
  g_assert_null (cf_lookup_folder_load (folder, "beyond"));
  text[CF_LIMIT_ANSWER_FRAME_BYTES - header] = '\0';
  cf_lookup_folder_store (folder, "most", text);
  found = cf_lookup_folder_load (folder, "most");
  g_assert_true (g_strcmp0 (found, text) == 0);

  g_assert_cmpuint (count_files (path), ==, 3);
  g_assert_cmpuint (3 * (guint64) CF_LIMIT_ANSWER_FRAME_BYTES, >, CF_LIMIT_CACHE_FOLDER_BYTES);
  set_age (path, "beyond", 100);
  cf_lookup_folder_store (folder, "third", text);
  g_assert_null (cf_lookup_folder_load (folder, "beyond"));
  g_assert_cmpuint (count_files (path), <, 4);
  remove_folder (path);
}

/* What another process left behind counts, unfinished files too. */
static void
test_folder_opened_full (void)
{
  char *path = make_folder ();
  g_autofree char *old = g_build_filename (path, "abc.123.new", NULL);
  g_autofree char *rubbish = g_strnfill (20000, 'x');
  g_autoptr (CfLookupFolder) folder = NULL;

  g_assert_true (g_file_set_contents (old, rubbish, -1, NULL));
  folder = cf_lookup_folder_open (path, 10000);
  g_assert_nonnull (folder);
  g_assert_cmpuint (count_files (path), ==, 0);
  remove_folder (path);
}

static void
test_folder_refused (void)
{
  char *path = make_folder ();
  g_autofree char *file = g_build_filename (path, "file", NULL);
  g_autofree char *link = g_build_filename (path, "link", NULL);
  g_autofree char *inner = g_build_filename (path, "inner", NULL);

  g_assert_true (g_file_set_contents (file, "x", -1, NULL));
  g_assert_null (cf_lookup_folder_open (file, 10000));
  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  g_assert_cmpint (symlink (inner, link), ==, 0);
  g_assert_null (cf_lookup_folder_open (link, 10000));
  g_assert_cmpint (g_chmod (inner, 0770), ==, 0);
  g_assert_null (cf_lookup_folder_open (inner, 10000));
  g_assert_null (cf_lookup_folder_open ("", 10000));
  g_rmdir (inner);
  remove_folder (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lookup/cache/times", test_times);
  g_test_add_func ("/lookup/cache/newer", test_newer);
  g_test_add_func ("/lookup/cache/memory", test_memory);
  g_test_add_func ("/lookup/cache/folder-size", test_folder_size);
  g_test_add_func ("/lookup/cache/folder-largest", test_folder_largest);
  g_test_add_func ("/lookup/cache/folder-opened-full", test_folder_opened_full);
  g_test_add_func ("/lookup/cache/folder-refused", test_folder_refused);
  return g_test_run ();
}
