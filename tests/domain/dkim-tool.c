/* dkim-tool.c — what domain finds in each of many messages, for comparing with other programs
 *
 * Usage: dkim-tool ANSWERS.jsonl [--at=SECONDS] [--repeat=N] FILE...
 *
 * One line a message, parted by tabs: file, "proved", "pending" or "not-proved",
 * the ARC result, then for each DKIM-Signature "result domain selector detail".
 * With --repeat each message is checked N times, and the line ends with the
 * microseconds that one check took: the median.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cf-domain.h"

typedef struct {
  const CfAnswers *answers;
  CfTime at;
  guint repeat;
} Options;

static CfFacts *
check (const Options *options, CfSpan message)
{
  CfFacts *facts = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (message, facts);
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  CfDomainRules rules = { 0 };
  CfDomainContext context = { mime, &rules, options->answers, options->at, options->at, questions };
  g_autoptr (CfDomainCheck) domain = cf_domain_begin (&context, pass, facts);

  cf_mime_pass_run (pass);
  cf_domain_end (domain, pass, facts);
  return facts;
}

static void
print_facts (const char *path, const CfFacts *facts)
{
  const char *proved = facts->evidence & CF_M (DOMAIN_PROVED)    ? "proved"
                       : facts->evidence & CF_M (DOMAIN_PENDING) ? "pending"
                                                                 : "not-proved";

  printf ("%s\t%s\t%s", path, proved, cf_arc_result_get_name (facts->domain.arc.result));
  for (guint i = 0; i < facts->domain.dkim->len; i++) {
    const CfDkimFacts *dkim = g_ptr_array_index (facts->domain.dkim, i);

    printf ("\t%s %s %s %s", cf_dkim_result_get_name (dkim->result), dkim->domain ? dkim->domain : "-",
            dkim->selector ? dkim->selector : "-", dkim->detail ? dkim->detail : "");
  }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* The time of one check without reading the file or its structure, which other programs do as well or not at all. */
static gint64
measure (const Options *options, CfSpan message)
{
  g_autofree gint64 *times = g_new0 (gint64, options->repeat);

  for (guint i = 0; i < options->repeat; i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = cf_mime_read (message, facts);
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfMimePass) pass = NULL;
    g_autoptr (CfDomainCheck) domain = NULL;
    CfDomainRules rules = { 0 };
    CfDomainContext context = { mime, &rules, options->answers, options->at, options->at, questions };
    gint64 start = g_get_monotonic_time ();

    pass = cf_mime_pass_new ();
    domain = cf_domain_begin (&context, pass, facts);
    cf_mime_pass_run (pass);
    cf_domain_end (domain, pass, facts);
    times[i] = g_get_monotonic_time () - start;
  }

  qsort (times, options->repeat, sizeof *times, compare_times);
  return times[options->repeat / 2];
}

static gboolean
run (const Options *options, const char *path)
{
  g_autoptr (CfFacts) facts = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL)) {
    fprintf (stderr, "dkim-tool: %s: cannot be read\n", path);
    return FALSE;
  }

  facts = check (options, cf_span (text, length));
  print_facts (path, facts);
  if (options->repeat > 0)
    printf ("\t%" G_GINT64_FORMAT, measure (options, cf_span (text, length)));
  putchar ('\n');
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (CfAnswers) answers = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  Options options = { .at = CF_TIME_UNKNOWN };
  gboolean good = TRUE;

  if (argc < 2 || !g_file_get_contents (argv[1], &text, NULL, &error) ||
      (answers = cf_answers_from_text (argv[1], text, &error)) == NULL) {
    fprintf (stderr, "dkim-tool: %s\n", error ? error->message : "no file of answers");
    return 2;
  }

  cf_mime_prepare ();
  cf_domain_prepare ();
  options.answers = answers;
  for (int i = 2; i < argc; i++)
    if (g_str_has_prefix (argv[i], "--at="))
      options.at = g_ascii_strtoll (argv[i] + strlen ("--at="), NULL, 10);
    else if (g_str_has_prefix (argv[i], "--repeat="))
      options.repeat = (guint) g_ascii_strtoull (argv[i] + strlen ("--repeat="), NULL, 10);
    else
      good = run (&options, argv[i]) && good;

  return good ? 0 : 1;
}
