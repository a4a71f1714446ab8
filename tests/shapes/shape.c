/* shape.c — what one check of each of some messages costs: processor time, or instructions below callgrind
 *
 * For run.py and test-shapes.py.  Usage: shape ANCHORS.pem EMPTY.policy RUNS FOLDER...  A folder holds message.eml and may hold
 * answers.jsonl and more.policy.  Prints for each: its name, the least milliseconds of RUNS checks, the bytes of the
 * message, the verdict and the codes.  What the first checks of a process open is done before, with the first folder;
 * certificates of an earlier check are decoded again.
 * It is not installed, and no program that is can do so.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cf-bench-check.h"
#include "cf-cms-internal.h"
#include "cf-ribbon.h"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_ZERO_STATS
#define CALLGRIND_DUMP_STATS_AT(name)
#endif

#define NOW ((CfTime) 1781514000) /* 2026-06-15T09:00:00Z, the moment of the cases */

typedef struct {
  const char *anchors;
  char *policy;
  guint runs;
} Setting;

static char *
dup_path_if_there (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static void
print_judgement (const CfJudgement *judgement)
{
  printf ("%s", cf_verdict_kind_get_name (judgement->verdict));
  for (guint i = 0; i < judgement->reasons->len; i++)
    printf (" %u", cf_reason_get_info (g_array_index (judgement->reasons, CfReasonGiven, i).reason)->code);
  printf ("\n");
}

/* A policy of its own is read in the time that is measured; the roots were read before. */
static void
measure (const Setting *setting, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "message.eml", NULL);
  g_autofree char *answers = dup_path_if_there (folder, "answers.jsonl");
  g_autofree char *policy = dup_path_if_there (folder, "more.policy");
  char *policies[] = { policy != NULL ? policy : setting->policy, NULL };
  const CfGatherOptions options = { .trust_anchors = (char *) setting->anchors, .policy = policies };
  g_autoptr (CfGatherPrepared) prepared = cf_gather_prepare (&options, NULL);
  g_autoptr (CfAnswers) recorded = cf_bench_read_answers (answers);
  g_autoptr (CfJudgement) judgement = NULL;
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *message = NULL;
  gint64 least = G_MAXINT64;
  gsize size;

  if (prepared == NULL || recorded == NULL || !g_file_get_contents (path, &message, &size, NULL))
    g_error ("%s cannot be read", folder);

  for (guint i = 0; i < setting->runs; i++) {
    gint64 began;

    g_clear_pointer (&judgement, cf_judgement_free);
    cf_cms_forget_known ();
    began = cf_bench_get_spent ();
    CALLGRIND_ZERO_STATS;
    if (policy != NULL) {
      cf_gather_prepared_free (prepared);
      prepared = cf_gather_prepare (&options, NULL);
    }
    g_assert (cf_bench_check (prepared, cf_span (message, size), NOW, recorded, &judgement) > 0);
    CALLGRIND_DUMP_STATS_AT (name);
    least = MIN (least, cf_bench_get_spent () - began);
  }

  printf ("%s\t%.3f\t%" G_GSIZE_FORMAT "\t", name, (double) least / 1000, size);
  print_judgement (judgement);
}

int
main (int argc, char **argv)
{
  Setting setting = { .anchors = argc > 1 ? argv[1] : NULL, .policy = argc > 2 ? argv[2] : NULL, .runs = argc > 3 ? (guint) atoi (argv[3]) : 0 };

  if (argc < 5 || setting.runs == 0) {
    fprintf (stderr, "usage: shape ANCHORS.pem EMPTY.policy RUNS FOLDER...\n");
    return 2;
  }

  cf_ribbon_prepare ();
  measure (&setting, argv[4]);
  for (int i = 4; i < argc; i++)
    measure (&setting, argv[i]);
  return 0;
}
