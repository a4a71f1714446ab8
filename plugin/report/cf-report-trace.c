/* cf-report-trace.c — a report -> what became of every rule, for an administrator at a terminal
 *
 * All words are ours; nothing here comes from the message.
 */
#include "cf-report-private.h"

#define N_(text) text

/* In this order.  TRANSLATORS: titles in what "certfirst check --trace" prints; the rules stand below. */
static const struct {
  CfTraceKind kind;
  const char *title;
} sections[] = {
  { CF_TRACE_STANDS, N_("Signers, and what decided") },
  { CF_TRACE_FIRED, N_("Rules that fired") },
  { CF_TRACE_HAS_ALL, N_("Approvals that have all they need; a caution or danger counts more") },
  { CF_TRACE_LACKS, N_("Rules that did not fire, and what they lacked") },
};

static void
append_step (GString *out, const CfTraceStep *step, const char *lang)
{
  g_string_append_printf (out, "  %s", step->what);
  if (step->kind == CF_TRACE_FIRED && step->signer >= 0)
    g_string_append_printf (out, " (%d)", step->signer + 1);
  if (step->instead != NULL)
    g_string_append_printf (out, " → %s", step->instead);
  for (guint i = 0; i < step->names->len; i++)
    g_string_append_printf (out, "%s%s", i == 0 ? ": " : "; ",
                            cf_ribbon_word_evidence (g_ptr_array_index (step->names, i), lang));
  g_string_append_c (out, '\n');
}

char *
cf_report_format_trace (const CfReport *report)
{
  const char *lang = report->ribbon->lang;
  g_autoptr (GPtrArray) steps = cf_verdict_trace (report->facts);
  GString *out = g_string_new (NULL);

  for (guint s = 0; s < G_N_ELEMENTS (sections); s++) {
    gsize start = out->len;

    for (guint i = 0; i < steps->len; i++) {
      const CfTraceStep *step = g_ptr_array_index (steps, i);

      if (step->kind != sections[s].kind)
        continue;
      if (out->len == start)
        g_string_append_printf (out, "%s:\n", cf_ribbon_translate (lang, sections[s].title));
      append_step (out, step, lang);
    }
  }

  return g_string_free (out, FALSE);
}
