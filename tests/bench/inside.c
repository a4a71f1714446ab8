/* inside.c — the same check with no engine around it: what processes, sandbox and frames cost
 *
 * For bench.py.  Usage: inside ANCHORS.pem EMPTY.policy MESSAGE RUNS [ANSWERS].  Checks one message again and again in
 * this one process, with recorded answers: facts, verdict, words, report.  Prints milliseconds of CPU time: median, and the 99th hundredth; then how many blocks
 * of memory one check asked for.
 * It is not installed, and no program that is can do so.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cf-bench-check.h"
#include "cf-ribbon.h"

/* The C library's own, behind what stands here in their place. */
void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n, size_t size);
void *__libc_realloc (void *block, size_t size);

static guint64 n_allocations;

void *
malloc (size_t size)
{
  n_allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  n_allocations++;
  return __libc_calloc (n, size);
}

void *
realloc (void *block, size_t size)
{
  n_allocations++;
  return __libc_realloc (block, size);
}

#define NOW ((CfTime) 1772355600) /* 2026-03-01T09:00:00Z */

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
run (const CfGatherPrepared *prepared, CfSpan message, const CfAnswers *recorded, guint n)
{
  g_autofree gint64 *spent = g_new0 (gint64, n);
  guint64 before = 0;

  for (guint i = 0; i < n; i++) {
    gint64 began = cf_bench_get_spent ();

    /* The last: the first ones open what stays open. */
    before = n_allocations;
    g_assert (cf_bench_check (prepared, message, NOW, recorded, NULL) > 0);
    spent[i] = cf_bench_get_spent () - began;
  }

  before = n_allocations - before;
  qsort (spent, n, sizeof *spent, compare);
  printf ("%.3f %.3f %" G_GUINT64_FORMAT "\n", (double) spent[n / 2] / 1000, (double) spent[MIN (n - 1, n * 99 / 100)] / 1000, before);
}

int
main (int argc, char **argv)
{
  char *policy[] = { argc > 2 ? argv[2] : NULL, NULL };
  const CfGatherOptions options = { .trust_anchors = argc > 1 ? argv[1] : NULL, .policy = policy };
  guint n = argc > 4 ? (guint) atoi (argv[4]) : 0;
  g_autoptr (CfGatherPrepared) prepared = n > 0 ? cf_gather_prepare (&options, NULL) : NULL;
  g_autoptr (CfAnswers) recorded = cf_bench_read_answers (argc > 5 ? argv[5] : NULL);
  g_autofree char *message = NULL;
  gsize size;

  if (prepared == NULL || recorded == NULL || !g_file_get_contents (argv[3], &message, &size, NULL)) {
    fprintf (stderr, "usage: inside ANCHORS.pem EMPTY.policy MESSAGE RUNS [ANSWERS]\n");
    return 2;
  }

  cf_ribbon_prepare ();
  run (prepared, cf_span (message, size), recorded, n);
  return 0;
}
