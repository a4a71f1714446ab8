/* opendkim-tool.c — what libopendkim says of each of many messages: a witness, for tests only
 *
 * Usage: opendkim-tool KEYS AT REPEAT FILE...
 *
 * KEYS: lines "selector._domainkey.domain record".  Prints "file selector=pass|fail …", and with REPEAT above 0
 * the median of the microseconds that one check took.
 */
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include <dkim.h>
#include <glib.h>
#include <string.h>

static void
set_option (DKIM_LIB *library, int option, void *value, size_t length)
{
  if (dkim_options (library, DKIM_OP_SETOPT, option, value, length) != DKIM_STAT_OK)
    g_error ("opendkim-tool: option %d is refused", option);
}

static DKIM *
check (DKIM_LIB *library, char *text, gsize length)
{
  DKIM_STAT status;
  DKIM *dkim = dkim_verify (library, (const unsigned char *) "test", NULL, &status);
  _Bool testing = false;

  g_assert_nonnull (dkim);
  dkim_chunk (dkim, (u_char *) text, length);
  dkim_chunk (dkim, NULL, 0);
  dkim_eom (dkim, &testing);
  return dkim;
}

static void
print_results (const char *path, DKIM *dkim)
{
  DKIM_SIGINFO **list = NULL;
  int n = 0;

  printf ("%s", path);
  if (dkim_getsiglist (dkim, &list, &n) == DKIM_STAT_OK)
    for (int i = 0; i < n; i++) {
      const u_char *selector = dkim_sig_getselector (list[i]);

      dkim_sig_process (dkim, list[i]);
      printf (" %s=%s", selector != NULL ? (const char *) selector : "-", DKIM_SIG_CHECK (list[i]) ? "pass" : "fail");
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static gint64
measure (DKIM_LIB *library, char *text, gsize length, guint repeat)
{
  g_autofree gint64 *times = g_new0 (gint64, repeat);

  for (guint i = 0; i < repeat; i++) {
    gint64 start = g_get_monotonic_time ();
    DKIM *dkim = check (library, text, length);

    times[i] = g_get_monotonic_time () - start;
    dkim_free (dkim);
  }

  qsort (times, repeat, sizeof *times, compare_times);
  return times[repeat / 2];
}

int
main (int argc, char **argv)
{
  DKIM_LIB *library = dkim_init (NULL, NULL);
  dkim_query_t method = DKIM_QUERY_FILE;
  uint64_t at;
  guint repeat;

  if (argc < 4)
    return 2;

  at = g_ascii_strtoull (argv[2], NULL, 10);
  repeat = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  set_option (library, DKIM_OPTS_QUERYMETHOD, &method, sizeof method);
  set_option (library, DKIM_OPTS_QUERYINFO, argv[1], strlen (argv[1]));
  set_option (library, DKIM_OPTS_FIXEDTIME, &at, sizeof at);
  for (int i = 4; i < argc; i++) {
    g_autofree char *text = NULL;
    gsize length;
    DKIM *dkim;

    if (!g_file_get_contents (argv[i], &text, &length, NULL))
      return 2;
    dkim = check (library, text, length);
    print_results (argv[i], dkim);
    dkim_free (dkim);
    if (repeat > 0)
      printf (" %" G_GINT64_FORMAT, measure (library, text, length, repeat));
    putchar ('\n');
  }

  dkim_close (library);
  return 0;
}
