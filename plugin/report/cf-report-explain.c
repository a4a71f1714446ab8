/* cf-report-explain.c — a saved report -> its reasons explained, and its verdict judged again
 *
 * A report may come from a caller's machine: nothing in it is believed but
 * what the reader checked, and nothing of it is printed but visible text.
 */
#include "cf-report-private.h"

#include <string.h>

#include "cf-ribbon-explain.h"

#define MAX_CODE_CHARS 16

/* Names of the contract as people read them.  TRANSLATORS: how serious a reason is, in brackets behind its code. */
static const char *const severities[] = {
  [CF_SEVERITY_GOOD] = N_("good"),
  [CF_SEVERITY_NEUTRAL] = N_("neutral"),
  [CF_SEVERITY_CAUTION] = N_("caution"),
  [CF_SEVERITY_DANGER] = N_("danger"),
};

/* The reason of "CF502"; FALSE for what is no code, or one of a later version. */
static gboolean
find_reason (const char *code, CfReason *out_reason)
{
  if (strlen (code) != 5 || strncmp (code, "CF", 2) != 0 || strspn (code + 2, "0123456789") != 3)
    return FALSE;

  return cf_reason_find ((guint) g_ascii_strtoull (code + 2, NULL, 10), out_reason);
}

/* --- words --- */

static void
append_line (GString *out, const char *pattern, const char *text, guint columns)
{
  g_autofree char *line = NULL;
  const char *place = strstr (pattern, "{x}");

  g_assert (place != NULL);
  if (text == NULL || *text == '\0')
    return;

  line = g_strdup_printf ("%.*s%s%s", (int) (place - pattern), pattern, text, place + strlen ("{x}"));
  cf_report_append_wrapped (out, "  ", line, NULL, columns);
}

/* The sentences of RIBBON section 5, in the order in which they are said. */
static void
append_telephone (GString *out, const CfRibbonReason *reason, const char *lang, guint columns)
{
  CfReason known;

  if (reason->severity >= CF_SEVERITY_CAUTION)
    cf_report_append_wrapped (
        out, "  ",
        /* TRANSLATORS: "certfirst explain", for who answers the telephone: what to say first; a polite question. */
        cf_ribbon_translate (lang, N_("Ask first: \"Please do not open links or attachments. Have you opened any already?\"")),
        NULL, columns);
  append_line (out,
               /* TRANSLATORS: "certfirst explain"; {x} is "C F five zero two". */
               cf_ribbon_translate (lang, N_("On the telephone: repeat the code, \"{x}\", then read out what it means and "
                                             "what can be done, word for word.")),
               reason->spoken, columns);
  if (!find_reason (reason->code, &known))
    return;

  /* TRANSLATORS: "certfirst explain", for who answers the telephone; {x} is one or two sentences. */
  append_line (out, cf_ribbon_translate (lang, N_("Usual cause: {x}")), cf_ribbon_word_cause (known, lang), columns);
  append_line (out, cf_ribbon_translate (lang, N_("Ask the caller: {x}")), cf_ribbon_word_question (known, lang), columns);
  append_line (out,
               /* TRANSLATORS: "certfirst explain"; {x} is "the security team", "the administrator" … */
               cf_ribbon_translate (lang, N_("Pass it on to: {x}")),
               cf_ribbon_word_contact (known, reason->severity, lang), columns);
}

char *
cf_report_format_reason (const CfRibbonReason *reason, gboolean speaks, const char *lang, guint columns)
{
  const char *tag = cf_ribbon_choose_lang (lang);
  guint width = columns == 0 ? G_MAXUINT : columns;
  g_autofree char *code = g_strdup_printf ("%s %s [%s]", reason->code, reason->name,
                                           cf_ribbon_translate (tag, severities[reason->severity]));
  GString *out = g_string_new (NULL);

  cf_report_append_wrapped (out, "", code, NULL, width);
  cf_report_append_wrapped (out, "  ", reason->headline, NULL, width);
  /* TRANSLATORS: "certfirst explain": the parts of an explanation; {x} is one or more sentences. */
  append_line (out, cf_ribbon_translate (tag, N_("What was found: {x}")), reason->found, width);
  append_line (out, cf_ribbon_translate (tag, N_("What it means: {x}")), reason->meaning, width);
  append_line (out, cf_ribbon_translate (tag, N_("What can be done: {x}")), reason->advice, width);
  if (speaks)
    append_telephone (out, reason, tag, width);
  return g_string_free (out, FALSE);
}

/* --- a report's judgement --- */

/* The signer that gave a reason: reports do not say. */
static int
find_signer (const CfJudgement *again, CfReason reason)
{
  for (guint i = 0; i < again->reasons->len; i++) {
    const CfReasonGiven *given = &g_array_index (again->reasons, CfReasonGiven, i);

    if (given->reason == reason)
      return given->signer;
  }

  return -1;
}

/* What the report says, as a judgement; NULL when it gives a code that is not known here. */
static CfJudgement *
collect_judgement (const CfReport *self)
{
  g_autoptr (CfJudgement) said = cf_verdict_judge (self->facts);
  g_autoptr (GArray) reasons = g_array_new (FALSE, FALSE, sizeof (CfReasonGiven));

  for (guint i = 0; i < self->ribbon->reasons->len; i++) {
    const CfRibbonReason *reason = g_ptr_array_index (self->ribbon->reasons, i);
    CfReasonGiven given = { .severity = reason->severity };

    if (!find_reason (reason->code, &given.reason))
      return NULL;
    given.signer = find_signer (said, given.reason);
    g_array_append_val (reasons, given);
  }

  g_array_unref (said->reasons);
  said->reasons = g_steal_pointer (&reasons);
  said->verdict = self->verdict;
  said->severity = self->severity;
  return g_steal_pointer (&said);
}

void
cf_report_reword (CfReport *self, const char *lang)
{
  g_autoptr (CfJudgement) said = collect_judgement (self);

  if (said == NULL)
    return;

  cf_ribbon_free (self->ribbon);
  self->ribbon = cf_ribbon_show (self->facts, said, lang);
}

/* --- judged again --- */

/* "CF502 danger". */
static char *
name_given (const CfReasonGiven *given)
{
  return g_strdup_printf ("CF%03u %s", cf_reason_get_info (given->reason)->code, cf_severity_get_name (given->severity));
}

static void
add_difference (GPtrArray *differences, const char *pattern, const char *saved, const char *now)
{
  GString *line = g_string_new (pattern);

  g_string_replace (line, "{x}", saved, 1);
  g_string_replace (line, "{y}", now, 1);
  g_ptr_array_add (differences, g_string_free (line, FALSE));
}

static GPtrArray *
name_saved (const CfReport *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->ribbon->reasons->len; i++) {
    const CfRibbonReason *reason = g_ptr_array_index (self->ribbon->reasons, i);

    /* A code is five letters; what a stranger wrote in its place need not fill the screen. */
    g_autofree char *code = g_utf8_substring (reason->code, 0, MIN (g_utf8_strlen (reason->code, -1), MAX_CODE_CHARS));

    g_ptr_array_add (names, g_strdup_printf ("%s %s", code, cf_severity_get_name (reason->severity)));
  }

  return names;
}

static GPtrArray *
name_again (const CfJudgement *again)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < again->reasons->len; i++)
    g_ptr_array_add (names, name_given (&g_array_index (again->reasons, CfReasonGiven, i)));

  return names;
}

/* A difference for each name of @names that @others lacks. */
static void
compare_names (GPtrArray *differences, const GPtrArray *names, const GPtrArray *others, const char *pattern)
{
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);

    if (!g_ptr_array_find_with_equal_func ((GPtrArray *) others, name, g_str_equal, NULL))
      add_difference (differences, pattern, name, "");
  }
}

GPtrArray *
cf_report_judge_again (const CfReport *self, const char *lang)
{
  g_autoptr (CfJudgement) again = cf_verdict_judge (self->facts);
  g_autoptr (GPtrArray) saved = name_saved (self);
  g_autoptr (GPtrArray) now = name_again (again);
  GPtrArray *differences = g_ptr_array_new_with_free_func (g_free);

  /* TRANSLATORS: "certfirst explain --judge": {x} is in the report, {y} is what the rules say now. */
  if (again->verdict != self->verdict)
    add_difference (differences, cf_ribbon_translate (lang, N_("verdict: {x} in the report, {y} now")),
                    cf_verdict_kind_get_name (self->verdict), cf_verdict_kind_get_name (again->verdict));
  if (again->severity != self->severity)
    add_difference (differences, cf_ribbon_translate (lang, N_("severity: {x} in the report, {y} now")),
                    cf_severity_get_name (self->severity), cf_severity_get_name (again->severity));
  compare_names (differences, saved, now, cf_ribbon_translate (lang, N_("only in the report: {x}")));
  compare_names (differences, now, saved, cf_ribbon_translate (lang, N_("only now: {x}")));
  if (differences->len == 0 && !g_str_equal (saved->pdata[0], now->pdata[0]))
    add_difference (differences, cf_ribbon_translate (lang, N_("deciding: {x} in the report, {y} now")), saved->pdata[0],
                    now->pdata[0]);

  return differences;
}
