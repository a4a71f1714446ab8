/* test-mark.c — danger is marked and nothing else, and what the person did stays */
#include "cf-test-isolated.h"
#include "cf-client-mark.h"

#include <glib/gstdio.h>

#include "cf-limits.h"

#define RED ((int) CF_CLIENT_MARK_RED)
#define PINK ((int) CF_CLIENT_MARK_PINK)

/* Only what a mark depends on. */
typedef struct {
  CfReport report;
  CfFacts facts;
} Mail;

static CfReport *
fill (Mail *mail, const char *hash, CfSeverity severity, CfVerdictKind verdict)
{
  memset (mail, 0, sizeof *mail);
  mail->facts.canonical_sha256 = (char *) hash;
  mail->report.facts = &mail->facts;
  mail->report.severity = severity;
  mail->report.verdict = verdict;
  return &mail->report;
}

static CfClientMarks *
open_new (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "certfirst", "marks-test.json", NULL);

  g_remove (path);
  return cf_client_marks_open ("test");
}

static void
test_rule (void)
{
  static const struct {
    const char *says;
    CfSeverity severity;
    CfVerdictKind verdict;
    gboolean chosen; /* that dangers are marked */
    int ours;        /* what we marked it with before */
    int shown;
    CfClientMarkChange want;
  } rows[] = {
    { "danger", CF_SEVERITY_DANGER, CF_VERDICT_INVALID, TRUE, -1, -1, CF_CLIENT_MARK_SET },
    { "danger, marked", CF_SEVERITY_DANGER, CF_VERDICT_INVALID, TRUE, RED, RED, CF_CLIENT_MARK_KEEP },
    { "danger, in the colour of before", CF_SEVERITY_DANGER, CF_VERDICT_INVALID, TRUE, PINK, PINK, CF_CLIENT_MARK_SET },
    { "danger, taken off by the person", CF_SEVERITY_DANGER, CF_VERDICT_INVALID, TRUE, RED, -1, CF_CLIENT_MARK_KEEP },
    { "danger, another mark of the person", CF_SEVERITY_DANGER, CF_VERDICT_INVALID, TRUE, RED, -2, CF_CLIENT_MARK_KEEP },
    { "danger, the person's own red", CF_SEVERITY_DANGER, CF_VERDICT_INVALID, TRUE, -1, RED, CF_CLIENT_MARK_KEEP },
    { "danger, marks not chosen", CF_SEVERITY_DANGER, CF_VERDICT_INVALID, FALSE, -1, -1, CF_CLIENT_MARK_KEEP },
    { "no longer chosen", CF_SEVERITY_DANGER, CF_VERDICT_INVALID, FALSE, RED, RED, CF_CLIENT_MARK_TAKE_OFF },
    { "no longer a danger", CF_SEVERITY_NEUTRAL, CF_VERDICT_UNSIGNED, TRUE, RED, RED, CF_CLIENT_MARK_TAKE_OFF },
    { "the person's own red stays", CF_SEVERITY_GOOD, CF_VERDICT_VERIFIED, TRUE, -1, RED, CF_CLIENT_MARK_KEEP },
    { "not known", CF_SEVERITY_NEUTRAL, CF_VERDICT_UNDETERMINED, TRUE, RED, RED, CF_CLIENT_MARK_KEEP },
    { "good", CF_SEVERITY_GOOD, CF_VERDICT_VERIFIED, TRUE, -1, -1, CF_CLIENT_MARK_KEEP },
    { "caution", CF_SEVERITY_CAUTION, CF_VERDICT_UNTRUSTED, TRUE, -1, -1, CF_CLIENT_MARK_KEEP },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfClientMarks) marks = open_new ();
    const CfClientOptions options = { .mark_dangers = rows[i].chosen, .mark_colour = CF_CLIENT_MARK_RED };
    Mail mail;
    const CfReport *report = fill (&mail, "aa", rows[i].severity, rows[i].verdict);

    g_test_message ("%s", rows[i].says);
    if (rows[i].ours != CF_CLIENT_SHOWN_NONE)
      cf_client_marks_note (marks, report, rows[i].ours);
    g_assert_cmpint (cf_client_marks_judge (marks, report, rows[i].shown, &options), ==, rows[i].want);
  }
}

static void
test_nothing_read (void)
{
  g_autoptr (CfClientMarks) marks = open_new ();
  const CfClientOptions options = { .mark_dangers = TRUE };
  Mail mail;
  const CfReport *report = fill (&mail, NULL, CF_SEVERITY_DANGER, CF_VERDICT_INVALID);

  g_assert_cmpint (cf_client_marks_judge (marks, report, CF_CLIENT_SHOWN_NONE, &options), ==, CF_CLIENT_MARK_KEEP);
}

static void
test_kept (void)
{
  const CfClientOptions options = { .mark_dangers = TRUE };
  g_autoptr (CfClientMarks) marks = open_new ();
  Mail mail, other;
  const CfReport *report = fill (&mail, "aa", CF_SEVERITY_NEUTRAL, CF_VERDICT_UNSIGNED);

  cf_client_marks_note (marks, report, RED);
  cf_client_marks_note (marks, fill (&other, "bb", CF_SEVERITY_DANGER, CF_VERDICT_INVALID), PINK);
  cf_client_marks_note (marks, &other.report, CF_CLIENT_SHOWN_NONE);
  g_clear_pointer (&marks, cf_client_marks_free);

  marks = cf_client_marks_open ("test");
  g_assert_cmpint (cf_client_marks_judge (marks, report, RED, &options), ==, CF_CLIENT_MARK_TAKE_OFF);
  g_assert_cmpint (cf_client_marks_judge (marks, &other.report, PINK, &options), ==, CF_CLIENT_MARK_KEEP);
  g_assert_cmpint (cf_client_marks_judge (marks, &other.report, CF_CLIENT_SHOWN_NONE, &options), ==, CF_CLIENT_MARK_SET);
}

/* The oldest is forgotten, and is the person's from then on. */
static void
test_limit (void)
{
  const CfClientOptions options = { .mark_dangers = TRUE };
  g_autoptr (CfClientMarks) marks = open_new ();
  Mail mail;

  for (guint i = 0; i <= CF_LIMIT_MARKS; i++) {
    g_autofree char *hash = g_strdup_printf ("%u", i);

    cf_client_marks_note (marks, fill (&mail, hash, CF_SEVERITY_NEUTRAL, CF_VERDICT_UNSIGNED), RED);
  }
  fill (&mail, "0", CF_SEVERITY_NEUTRAL, CF_VERDICT_UNSIGNED);
  g_assert_cmpint (cf_client_marks_judge (marks, &mail.report, RED, &options), ==, CF_CLIENT_MARK_KEEP);
  fill (&mail, "1", CF_SEVERITY_NEUTRAL, CF_VERDICT_UNSIGNED);
  g_assert_cmpint (cf_client_marks_judge (marks, &mail.report, RED, &options), ==, CF_CLIENT_MARK_TAKE_OFF);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/client/mark/rule", test_rule);
  g_test_add_func ("/client/mark/nothing-read", test_nothing_read);
  g_test_add_func ("/client/mark/kept", test_kept);
  g_test_add_func ("/client/mark/limit", test_limit);

  return g_test_run ();
}
