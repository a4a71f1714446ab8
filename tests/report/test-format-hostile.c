/* test-format-hostile.c — a stranger's text in every fact changes no form of a report */
#include "../ribbon/test-hostile.h"

#include <locale.h>

#include "test-page.h"

static void
assert_no_control (const char *text, gboolean lines)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (lines && c == '\n')
      continue;
    g_assert_false (g_unichar_iscntrl (c));
    g_assert_cmpint (g_unichar_type (c), !=, G_UNICODE_FORMAT);
  }
}

/* As many lines as with harmless text: a stranger adds none. */
static guint
count_lines (const char *text)
{
  guint n_lines = 0;

  for (const char *p = text; *p != '\0'; p++)
    n_lines += *p == '\n';

  return n_lines;
}

/* What one reason looks like with harmless text in every fact. */
typedef struct {
  const CfJudgement *judgement;
  guint n_elements;
  guint n_lines;
} Shape;

/* The page without our own isolates, each of which ends within the text that it stands in. */
static char *
drop_isolates (const char *html)
{
  g_auto (GStrv) runs = g_strsplit (html, "\u2068", -1);
  GString *out = g_string_new (runs[0]);

  for (guint i = 1; runs[i] != NULL; i++) {
    char *end = strstr (runs[i], "\u2069");

    g_assert_nonnull (end);
    g_assert_null (memchr (runs[i], '<', (gsize) (end - runs[i])));
    g_string_append_len (out, runs[i], end - runs[i]);
    g_string_append (out, end + strlen ("\u2069"));
  }
  return g_string_free (out, FALSE);
}

static void
check_hostile (const char *text, const Shape *shape)
{
  g_autoptr (CfFacts) facts = test_make_hostile_facts (text);
  g_autoptr (CfReport) report = test_make_report (facts, shape->judgement, "en");
  g_autofree char *html = cf_report_format_html (report);
  g_autofree char *bare = drop_isolates (html);
  g_autofree char *plain = cf_report_format_plain (report);
  g_autofree char *terminal = cf_report_format_terminal (report, FALSE, 80);

  g_assert_cmpuint (test_count_elements (html), ==, shape->n_elements);
  g_assert_cmpuint (count_lines (plain), ==, shape->n_lines);
  assert_no_control (bare, TRUE);
  assert_no_control (plain, TRUE);
  assert_no_control (terminal, TRUE);
  assert_no_control (report->json, FALSE);
}

/* A stranger's text in every fact: the same elements and lines as with harmless text, no control in any form. */
static void
test_hostile (void)
{
  for (guint r = 0; r < CF_N_REASONS; r++) {
    guint code = cf_reason_get_info (r)->code;
    g_autoptr (CfFacts) harmless = test_make_hostile_facts ("harmless");
    g_autoptr (CfJudgement) judgement = test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_DANGER, code, 0);
    g_autoptr (CfReport) report = test_make_report (harmless, judgement, "en");
    g_autofree char *html = cf_report_format_html (report);
    g_autofree char *plain = cf_report_format_plain (report);
    const Shape shape = { judgement, test_count_elements (html), count_lines (plain) };

    for (guint h = 0; h < G_N_ELEMENTS (test_hostile_texts); h++)
      check_hostile (test_hostile_texts[h], &shape);
  }
}

/* Ten thousand characters in every fact: every form stays bounded, and none grows an element. */
static void
test_huge (void)
{
  g_autofree char *huge = g_strnfill (10000, 'x');
  g_autoptr (CfFacts) facts = test_make_hostile_facts (huge);
  g_autoptr (CfJudgement) judgement =
      test_judge (CF_VERDICT_MISSING_CERTIFICATE, CF_SEVERITY_DANGER, 502, -1);
  g_autoptr (CfReport) report = test_make_report (facts, judgement, "en");
  g_autofree char *html = cf_report_format_html (report);
  g_autofree char *plain = cf_report_format_plain (report);
  g_autofree char *terminal = cf_report_format_terminal (report, TRUE, 80);

  g_assert_cmpuint (strlen (report->json), <, 900 * 1024);
  g_assert_cmpuint (strlen (html), <, 300 * 1024);
  g_assert_cmpuint (strlen (plain), <, 300 * 1024);
  g_assert_cmpuint (strlen (terminal), <, 4096);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/format-hostile/hostile", test_hostile);
  g_test_add_func ("/report/format-hostile/huge", test_huge);
  return g_test_run ();
}
