/* cf-report-html.c — a report -> one self-contained page: no scripts, nothing fetched, no links
 *
 * Every text goes through html_add(), which escapes it; nothing of a message
 * becomes markup or an address that can be followed.
 */
#include "cf-report-private.h"

#include "cf-report-style.h"

#include <string.h>

/* A page that is being written. */
typedef struct {
  GString *html;
  const CfReport *report;
  const char *lang;
} Page;

/* Appends markup of ours with texts of others: each "%s" is escaped. */
static void
html_add (Page *page, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
html_add (Page *page, const char *format, ...)
{
  g_autofree char *escaped = NULL;
  va_list texts;

  va_start (texts, format);
  escaped = g_markup_vprintf_escaped (format, texts);
  va_end (texts);
  g_string_append (page->html, escaped);
}

static const char *
translate (const Page *page, const char *msgid)
{
  return cf_ribbon_translate (page->lang, msgid);
}

/* A row of two; none without a value.  The value may be written in another direction than the page. */
static void
add_row (Page *page, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    html_add (page, "<tr><th scope=\"row\">%s</th><td><bdi>%s</bdi></td></tr>\n", name, value);
}

static void
begin_table (Page *page, const char *title)
{
  html_add (page, "<h2>%s</h2>\n<table>\n", title);
}

static void
end_table (Page *page)
{
  html_add (page, "</table>\n");
}

static const CfRibbonReason *
get_deciding (const Page *page)
{
  return g_ptr_array_index (page->report->ribbon->reasons, 0);
}

static void
add_head (Page *page)
{
  const CfRibbon *ribbon = page->report->ribbon;

  html_add (page,
            "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n<title>%s — Certfirst</title>\n<style>\n",
            ribbon->lang, ribbon->headline);
  g_string_append (page->html, cf_report_style);
  html_add (page, "</style>\n</head>\n<body>\n");
}

static void
add_ribbon (Page *page)
{
  const CfRibbon *ribbon = page->report->ribbon;

  html_add (page, "<header class=\"%s\">\n<div class=\"sign\" aria-hidden=\"true\">%s</div>\n<div>\n<h1>",
            cf_ribbon_look_get_name (ribbon->look), cf_report_get_sign (ribbon->look));
  if (ribbon->pill != NULL)
    html_add (page, "<span class=\"pill\">%s</span> ", ribbon->pill);
  html_add (page, "%s</h1>\n", ribbon->headline);
  if (ribbon->detail != NULL)
    html_add (page, "<p>%s</p>\n", ribbon->detail);
  html_add (page, "</div>\n</header>\n");
}

static void
add_advice (Page *page)
{
  const CfRibbonReason *deciding = get_deciding (page);

  html_add (page, "<h2>%s</h2>\n<p>%s</p>\n<p class=\"note\">%s</p>\n",
            translate (page, N_ ("What you can do")), deciding->advice, deciding->meaning);
}

static char *
format_nullable_address (const char *address)
{
  return address == NULL ? NULL : cf_ribbon_format_address (address);
}

static void
add_sender (Page *page)
{
  const CfFacts *facts = page->report->facts;
  const CfSenderFacts *sender = &facts->sender;
  g_autofree char *address = format_nullable_address (sender->address);
  g_autofree char *on_behalf = format_nullable_address (sender->sender);
  g_autofree char *reply = format_nullable_address (sender->reply_to);
  gboolean same = reply == NULL || cf_text_equal (sender->reply_to, sender->address);

  begin_table (page, translate (page, N_("Sender")));
  add_row (page, translate (page, N_("Name shown")), sender->display_name);
  add_row (page, translate (page, N_("Address")), address != NULL ? address : translate (page, N_("None")));
  add_row (page, translate (page, N_("Sent by")), on_behalf);
  add_row (page, translate (page, N_("Reply goes to")), same ? translate (page, N_("(same)")) : reply);
  /* TRANSLATORS: rows of the page that "certfirst check --format=html" writes; short. */
  add_row (page, translate (page, N_("Subject")), facts->subject);
  end_table (page);
}

/* A pattern of the catalogue with {x} filled in. */
static char *
fill (const char *pattern, const char *value)
{
  const char *place = strstr (pattern, "{x}");

  if (place == NULL)
    return g_strdup (pattern);
  return g_strdup_printf ("%.*s%s%s", (int) (place - pattern), pattern, value, place + strlen ("{x}"));
}

/* An organisation is named only where a certificate that stands vouches for it, and its key made the
 * signature. */
static char *
describe_holder (const Page *page, const CfSignerFacts *signer)
{
  if (!signer->chain.trusted || signer->status != CF_SIGNER_INTACT)
    return g_strdup (translate (page, N_("Nobody known here confirms the holder")));
  if (signer->organization == NULL)
    return g_strdup (translate (page, N_("Only the address is confirmed")));

  return fill (translate (page, N_("{x} (organisation confirmed)")), signer->organization);
}

static char *
describe_addresses (const GPtrArray *addresses)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < addresses->len; i++) {
    g_autofree char *address = cf_ribbon_format_address (g_ptr_array_index (addresses, i));

    g_string_append_printf (out, "%s%s", i == 0 ? "" : ", ", address);
  }

  return g_string_free (out, FALSE);
}

static char *
describe_validity (const Page *page, const CfCertFacts *certificate)
{
  g_autofree char *from = cf_ribbon_format_date (certificate->not_before, page->lang);
  g_autofree char *to = cf_ribbon_format_date (certificate->not_after, page->lang);

  return g_strconcat (from, " – ", to, NULL);
}

/* From the root down to the holder, each one step further in. */
static void
add_chain (Page *page, const CfChainFacts *chain)
{
  guint n = chain->certificates->len;

  if (n == 0)
    return;

  html_add (page, "<tr><th scope=\"row\">%s</th><td><ul class=\"chain\">\n", translate (page, N_("Chain")));
  for (guint depth = 0; depth < n; depth++) {
    const CfCertFacts *certificate = g_ptr_array_index (chain->certificates, n - 1 - depth);

    html_add (page, "<li style=\"padding-left:%uem\">%s<bdi>%s</bdi>", depth, depth == 0 ? "" : "└ ",
              certificate->subject_name == NULL ? "" : certificate->subject_name);
    if (certificate->revocation.status == CF_REVOCATION_REVOKED)
      html_add (page, " ▲ %s", translate (page, N_("problem")));
    else if (depth == 0)
      html_add (page, " %s %s", chain->trusted ? "●" : "▲",
                chain->trusted ? translate (page, N_("trusted here")) : translate (page, N_("problem")));
    else if (certificate->revocation.status == CF_REVOCATION_GOOD)
      html_add (page, " ● %s", translate (page, N_("not cancelled")));
    else
      html_add (page, " ○ %s", translate (page, N_("not checked")));
    html_add (page, "</li>\n");
  }
  html_add (page, "</ul></td></tr>\n");
}

/* Number, person and registration, where somebody vouches for them. */
static void
add_holder (Page *page, const CfSignerFacts *signer)
{
  g_autofree char *number =
      signer->registration == NULL ? NULL : cf_ribbon_format_registration (signer->registration, page->lang);
  g_autofree char *person =
      signer->person == NULL ? NULL : cf_ribbon_format_person (signer->person, signer->person_is_pseudonym, page->lang);

  if (!signer->chain.trusted || signer->revocation.status == CF_REVOCATION_REVOKED)
    return;

  add_row (page, translate (page, N_("Number")), number);
  add_row (page, translate (page, N_("Person")), person);
  add_row (page, translate (page, N_("Registered at")), signer->chain.registry);
}

static void
add_signer (Page *page, const CfSignerFacts *signer)
{
  const CfCertFacts *certificate = signer->certificate;
  g_autofree char *holder = describe_holder (page, signer);
  g_autofree char *addresses = describe_addresses (signer->addresses);
  g_autofree char *validity = describe_validity (page, certificate);
  g_autofree char *accepted =
      signer->chain.accepted == NULL ? NULL : cf_ribbon_format_accepted (signer->chain.accepted, page->lang);

  begin_table (page, translate (page, N_("Certificate")));
  add_row (page, translate (page, N_("Issued to")), holder);
  add_holder (page, signer);
  add_row (page, translate (page, N_("For")), addresses);
  add_row (page, translate (page, N_("Issued by")), certificate->issuer_name);
  add_row (page, translate (page, N_("Valid")), validity);
  add_chain (page, &signer->chain);
  /* TRANSLATORS: a row of the details: what the administrator's rule lets pass in this chain although it is weak; short. */
  add_row (page, translate (page, N_("Accepted weakness")), accepted);
  html_add (page, "<tr><th scope=\"row\">SHA-256</th><td class=\"mono\">%s</td></tr>\n",
            certificate->sha256 == NULL ? "" : certificate->sha256);
  end_table (page);
}

static void
add_certificates (Page *page)
{
  const GPtrArray *signers = page->report->facts->smime.signers;
  guint n_shown = 0;

  for (guint i = 0; i < signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (signers, i);

    if (signer->certificate != NULL) {
      add_signer (page, signer);
      n_shown++;
    }
  }

  if (n_shown == 0)
    html_add (page, "<h2>%s</h2>\n<p>%s</p>\n", translate (page, N_ ("Certificate")),
              translate (page, N_ ("None")));
}

static void
add_domain (Page *page)
{
  g_autoptr (GPtrArray) lines = cf_ribbon_list_domain (page->report->facts, page->lang);

  if (lines->len == 0)
    return;

  begin_table (page, translate (page, N_ ("Sender domain")));
  for (guint i = 0; i < lines->len; i++) {
    const CfRibbonLine *line = g_ptr_array_index (lines, i);

    add_row (page, line->name, line->text);
  }
  end_table (page);
}

static void
add_reasons (Page *page)
{
  const GPtrArray *reasons = page->report->ribbon->reasons;

  /* TRANSLATORS: title and columns of the table of reasons on the page; short. */
  html_add (page, "<h2>%s</h2>\n<table class=\"reasons\">\n<thead><tr>", translate (page, N_("Reasons")));
  html_add (page,
            "<th scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>\n",
            translate (page, N_ ("Code")), translate (page, N_ ("What we found")),
            translate (page, N_ ("What it means")));
  for (guint i = 0; i < reasons->len; i++) {
    const CfRibbonReason *reason = g_ptr_array_index (reasons, i);

    html_add (page,
              "<tr><td class=\"nowrap\">%s</td><td>%s</td><td>%s <span class=\"note\">%s</span></td></tr>\n",
              reason->code, reason->found, reason->meaning, reason->advice);
  }
  end_table (page);
}

static void
add_help_desk (Page *page)
{
  const CfReport *report = page->report;
  const CfFacts *facts = report->facts;
  const CfRibbonReason *deciding = get_deciding (page);
  g_autofree char *check_number = cf_report_dup_check_number (facts);
  g_autofree char *judged_at = cf_time_format (facts->judged_at);
  g_autofree char *since =
      facts->policy.since == CF_TIME_UNKNOWN ? NULL : cf_ribbon_format_date (facts->policy.since, page->lang);

  html_add (page,
            "<h2>%s</h2>\n<p><span class=\"code\">%s</span> <span class=\"spoken\">%s</span></p>\n<table>\n",
            translate (page, N_ ("For the help desk")), deciding->code, deciding->spoken);
  add_row (page, translate (page, N_("Check number")), check_number);
  add_row (page, translate (page, N_("Verdict")), cf_verdict_kind_get_name (report->verdict));
  add_row (page, translate (page, N_("Rule")), facts->policy.source);
  add_row (page, translate (page, N_("Signs since")), since);
  add_row (page, translate (page, N_("Judged at")), judged_at);
  add_row (page, translate (page, N_("Source")), facts->source);
  end_table (page);
}

char *
cf_report_format_html (const CfReport *report)
{
  Page page = { g_string_new (NULL), report, report->ribbon->lang };

  add_head (&page);
  add_ribbon (&page);
  add_advice (&page);
  add_sender (&page);
  add_certificates (&page);
  add_domain (&page);
  add_reasons (&page);
  add_help_desk (&page);
  html_add (&page, "</body>\n</html>\n");

  return g_string_free (page.html, FALSE);
}
