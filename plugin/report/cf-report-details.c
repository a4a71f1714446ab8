/* cf-report-details.c — a report -> everything it says, in words and in order: sender, domain, rules, reasons, help desk */
#include "cf-report-details-private.h"

#include <string.h>

/* TRANSLATORS: behind "Certificate expected": what the rules for a sender, or its earlier mail, ask of it; short. */
static const char *const expectations[] = {
  [CF_EXPECTATION_NONE] = N_("no; there is no rule or record of this sender"),
  [CF_EXPECTATION_EXEMPT] = N_("no; the sender is exempt"),
  [CF_EXPECTATION_OPTIONAL] = N_("it may have one"),
  [CF_EXPECTATION_HISTORY] = N_("yes; its earlier mail was signed"),
  [CF_EXPECTATION_USUAL] = N_("on most mail"),
  [CF_EXPECTATION_EXPECTED] = N_("on every mail"),
  [CF_EXPECTATION_REQUIRED] = N_("on every mail; without one it counts as fraud"),
};

/* TRANSLATORS: behind "Who says so": where a rule comes from when it stands in no file; short. */
static const struct {
  const char *source;
  const char *words;
} sources[] = {
  { "history", N_("earlier mail from this sender") },
  { "known-signers", N_("the list of known signers that comes with Certfirst") },
};

/* TRANSLATORS: behind "Mode": how much an administrator's rules may warn; short. */
static const char *const modes[] = {
  [CF_POLICY_MODE_ENFORCE] = NULL,
  [CF_POLICY_MODE_WARN] = N_("trial: at most a caution"),
  [CF_POLICY_MODE_OBSERVE] = N_("trial: nothing is shown on the ribbon"),
};

/* TRANSLATORS: behind "Its certificate": compared with earlier mail from the same sender; short. */
static const char *const histories[] = {
  [CF_HISTORY_CERTIFICATE_UNKNOWN] = NULL,
  [CF_HISTORY_CERTIFICATE_FIRST] = N_("the first from this sender"),
  [CF_HISTORY_CERTIFICATE_SAME] = N_("the same as before"),
  [CF_HISTORY_CERTIFICATE_RENEWED] = N_("renewed as usual"),
  [CF_HISTORY_CERTIFICATE_CHANGED] = N_("another than before"),
};

static void
detail_free (CfDetail *detail)
{
  g_free (detail->name);
  g_free (detail->text);
  g_free (detail);
}

static void
part_free (CfDetailPart *part)
{
  g_ptr_array_unref (part->details);
  g_free (part);
}

const char *
cf_detail_translate (const CfDetailWriter *writer, const char *msgid)
{
  return cf_ribbon_translate (writer->lang, msgid);
}

static void
append (CfDetailWriter *writer, CfDetailKind kind, const char *name, char *safe_text)
{
  CfDetail *detail = g_new0 (CfDetail, 1);

  detail->kind = kind;
  detail->name = name == NULL ? NULL : cf_text_make_visible (name, -1);
  detail->text = safe_text;
  g_ptr_array_add (writer->details, detail);
}

void
cf_detail_add_kind (CfDetailWriter *writer, CfDetailKind kind, const char *name, char *text)
{
  g_autofree char *owned = text;

  if (text != NULL && *text != '\0')
    append (writer, kind, name, cf_text_make_visible (text, -1));
}

void
cf_detail_add (CfDetailWriter *writer, const char *name_msgid, char *text)
{
  cf_detail_add_kind (writer, CF_DETAIL_ROW, cf_detail_translate (writer, name_msgid), text);
}

void
cf_detail_add_words (CfDetailWriter *writer, const char *name_msgid, const char *msgid)
{
  if (msgid != NULL)
    cf_detail_add (writer, name_msgid, g_strdup (cf_detail_translate (writer, msgid)));
}

/* The line ends between the lines are ours; within a line there is none left. */
void
cf_detail_add_lines (CfDetailWriter *writer, const char *name_msgid, GPtrArray *lines)
{
  g_autoptr (GPtrArray) owned = lines;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *safe = cf_text_make_visible (g_ptr_array_index (lines, i), -1);

    g_string_append_printf (text, "%s%s", i == 0 ? "" : "\n", safe);
  }

  if (text->len > 0)
    append (writer, CF_DETAIL_ROW, cf_detail_translate (writer, name_msgid), g_string_free (text, FALSE));
  else
    g_string_free (text, TRUE);
}

char *
cf_detail_fill (const CfDetailWriter *writer, const char *msgid, const char *x, const char *y)
{
  const char *values[] = { x, y };
  GString *out = g_string_new (NULL);

  /* What is filled in is not looked at again. */
  for (const char *p = cf_detail_translate (writer, msgid); *p != '\0'; p++)
    if (p[0] == '{' && (p[1] == 'x' || p[1] == 'y') && p[2] == '}') {
      g_string_append (out, values[p[1] - 'x']);
      p += 2;
    } else
      g_string_append_c (out, *p);

  return g_string_free (out, FALSE);
}

static const CfRibbonReason *
get_deciding (const CfReport *report)
{
  return g_ptr_array_index (report->ribbon->reasons, 0);
}

GPtrArray *
cf_report_list_summary (const CfReport *report)
{
  const CfRibbon *ribbon = report->ribbon;
  const CfRibbonReason *deciding = get_deciding (report);
  /* A ribbon that only adds to the reason says it already. */
  gboolean told = ribbon->detail != NULL && strstr (ribbon->detail, deciding->found) != NULL;
  const char *lines[] = { told ? NULL : deciding->found, ribbon->detail, deciding->meaning };
  GPtrArray *summary = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL && *lines[i] != '\0')
      g_ptr_array_add (summary, cf_text_make_visible (lines[i], -1));

  return summary;
}

static void
fill_advice (CfDetailWriter *writer)
{
  cf_detail_add_kind (writer, CF_DETAIL_TEXT, NULL, g_strdup (get_deciding (writer->report)->advice));
}

static char *
format_nullable_address (const char *address)
{
  return address == NULL ? NULL : cf_ribbon_format_address (address);
}

static void
add_earlier_mail (CfDetailWriter *writer)
{
  const CfHistoryFacts *history = &writer->facts->history;
  g_autofree char *before = g_strdup_printf ("%u", history->signed_before + history->unsigned_before);
  g_autofree char *with = g_strdup_printf ("%u", history->signed_before);

  if (history->signed_before + history->unsigned_before == 0)
    return;

  /* TRANSLATORS: behind "Earlier mail": {x} mails from this sender, {y} of them signed; short. */
  cf_detail_add (writer, N_("Earlier mail"), cf_detail_fill (writer, N_("{x} before, {y} signed"), before, with));
}

static void
fill_sender (CfDetailWriter *writer)
{
  const CfSenderFacts *sender = &writer->facts->sender;
  gboolean same = sender->reply_to == NULL || cf_text_equal (sender->reply_to, sender->address);

  /* TRANSLATORS: names of the rows under "Sender" in the details; short. */
  cf_detail_add (writer, N_("Name shown"), g_strdup (sender->display_name));
  if (sender->address == NULL)
    cf_detail_add_words (writer, N_("Address"), N_("None"));
  else
    cf_detail_add (writer, N_("Address"), cf_ribbon_format_address (sender->address));
  cf_detail_add (writer, N_("Sent by"), format_nullable_address (sender->sender));
  if (same)
    cf_detail_add_words (writer, N_("Reply goes to"), N_("(same)"));
  else
    cf_detail_add (writer, N_("Reply goes to"), cf_ribbon_format_address (sender->reply_to));
  cf_detail_add (writer, N_("Subject"), g_strdup (writer->facts->subject));
  add_earlier_mail (writer);
  cf_detail_add_words (writer, N_("Its certificate"), histories[writer->facts->history.certificate]);
}

static void
fill_domain (CfDetailWriter *writer)
{
  g_autoptr (GPtrArray) lines = cf_ribbon_list_domain (writer->facts, writer->lang);

  for (guint i = 0; i < lines->len; i++) {
    const CfRibbonLine *line = g_ptr_array_index (lines, i);

    cf_detail_add_kind (writer, CF_DETAIL_ROW, line->name, g_strdup (line->text));
  }
}

static char *
word_source (const CfDetailWriter *writer)
{
  const char *source = writer->facts->policy.source;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (cf_text_equal (source, sources[i].source))
      return g_strdup (cf_detail_translate (writer, sources[i].words));

  return g_strdup (source);
}

static void
add_date (CfDetailWriter *writer, const char *name_msgid, CfTime time)
{
  if (time != CF_TIME_UNKNOWN)
    cf_detail_add (writer, name_msgid, cf_ribbon_format_date (time, writer->lang));
}

static void
fill_rules (CfDetailWriter *writer)
{
  const CfPolicyFacts *policy = &writer->facts->policy;

  /* TRANSLATORS: names of the rows under "Rules for this sender" in the details; short. */
  cf_detail_add_words (writer, N_("Certificate expected"), expectations[policy->expectation]);
  cf_detail_add (writer, N_("Who says so"), word_source (writer));
  if (policy->source != NULL)
    cf_detail_add (writer, N_("Organisation"), g_strdup (policy->organization));
  add_date (writer, N_("Signs since"), policy->since);
  cf_detail_add (writer, N_("Exempt"), g_strdup (policy->exempt));
  add_date (writer, N_("Exempt until"), policy->exempt_until);
  cf_detail_add (writer, N_("Issuers named"), g_strdup (policy->issuers));
  cf_detail_add_words (writer, N_("Mode"), modes[policy->mode]);
  cf_detail_add (writer, N_("Cannot be read"), g_strdup (policy->problem));
}

/* "CF502 · Danger": only what warns has a word for it. */
static char *
title_reason (const CfDetailWriter *writer, const CfRibbonReason *reason)
{
  static const char *const words[] = {
    [CF_SEVERITY_GOOD] = NULL,
    [CF_SEVERITY_NEUTRAL] = NULL,
    [CF_SEVERITY_CAUTION] = N_("Caution"),
    [CF_SEVERITY_DANGER] = N_("Danger"),
  };
  const char *word = words[reason->severity];

  return word == NULL ? g_strdup (reason->code)
                      : g_strconcat (reason->code, " · ", cf_detail_translate (writer, word), NULL);
}

static void
fill_reasons (CfDetailWriter *writer)
{
  const GPtrArray *reasons = writer->report->ribbon->reasons;

  for (guint i = 0; i < reasons->len; i++) {
    const CfRibbonReason *reason = g_ptr_array_index (reasons, i);

    cf_detail_add_kind (writer, CF_DETAIL_HEADING, NULL, title_reason (writer, reason));
    /* TRANSLATORS: names of the rows of each reason in the details; short. */
    cf_detail_add (writer, N_("What we found"), g_strdup (reason->found));
    cf_detail_add (writer, N_("What it means"), g_strdup (reason->meaning));
    cf_detail_add (writer, N_("What you can do"), g_strdup (reason->advice));
  }
}

static char *
list_codes (const GPtrArray *reasons)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++)
    g_string_append_printf (codes, "%s%s", i == 0 ? "" : " ",
                            ((const CfRibbonReason *) g_ptr_array_index (reasons, i))->code);

  return g_string_free (codes, FALSE);
}

static void
fill_help_desk (CfDetailWriter *writer)
{
  const CfReport *report = writer->report;
  const CfRibbonReason *deciding = get_deciding (report);

  cf_detail_add_kind (writer, CF_DETAIL_CODE, deciding->code, g_strdup (deciding->spoken));
  /* TRANSLATORS: names of the rows under "For the help desk" in the details; short. */
  cf_detail_add (writer, N_("Check number"), cf_report_dup_check_number (writer->facts));
  cf_detail_add (writer, N_("All codes"), list_codes (report->ribbon->reasons));
  cf_detail_add (writer, N_("Verdict"), g_strdup (cf_verdict_kind_get_name (report->verdict)));
  cf_detail_add (writer, N_("Rule"), g_strdup (writer->facts->policy.source));
  cf_detail_add (writer, N_("Version of the rules"), g_strdup (writer->facts->policy.version));
  cf_detail_add (writer, N_("Judged at"), cf_time_format (writer->facts->judged_at));
  cf_detail_add (writer, N_("Source"), g_strdup (writer->facts->source));
}

/* TRANSLATORS: titles of the parts of the details. */
static const struct {
  CfDetailPartKind kind;
  const char *title;
  void (*fill) (CfDetailWriter *writer);
} parts[] = {
  { CF_DETAIL_PART_ADVICE, N_("What you can do"), fill_advice },
  { CF_DETAIL_PART_SENDER, N_("Sender"), fill_sender },
  { CF_DETAIL_PART_CERTIFICATE, N_("Certificate"), cf_detail_fill_certificate },
  { CF_DETAIL_PART_DOMAIN, N_("Sender domain"), fill_domain },
  { CF_DETAIL_PART_RULES, N_("Rules for this sender"), fill_rules },
  { CF_DETAIL_PART_TIMES, N_("In order of time"), cf_detail_fill_times },
  { CF_DETAIL_PART_REASONS, N_("Reasons"), fill_reasons },
  { CF_DETAIL_PART_HELP_DESK, N_("For the help desk"), fill_help_desk },
};

GPtrArray *
cf_report_list_details (const CfReport *report)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    CfDetailPart *part = g_new0 (CfDetailPart, 1);
    CfDetailWriter writer = { report, report->facts, report->ribbon->lang, NULL };

    writer.details = g_ptr_array_new_with_free_func ((GDestroyNotify) detail_free);
    part->kind = parts[i].kind;
    part->title = cf_ribbon_translate (writer.lang, parts[i].title);
    part->details = writer.details;
    parts[i].fill (&writer);
    if (part->details->len > 0)
      g_ptr_array_add (list, part);
    else
      part_free (part);
  }

  return list;
}
