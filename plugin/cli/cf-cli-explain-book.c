/* cf-cli-explain-book.c — every reason -> one page to print: both languages side by side, for whoever answers the telephone */
#include "cf-cli-explain.h"

#include "cf-cli-html.h"
#include "cf-ribbon-explain.h"

#define N_LANGUAGES 2

/* On paper a sheet stays in one piece; a code's colour is never all there is: the word stands beside it. */
static const char book_style[] =
  "body{max-width:60rem}article{margin:1rem 0;padding:.6rem .9rem;border:1px solid var(--line);border-left:6px solid var(--line);"
  "border-radius:4px;break-inside:avoid}article.good{border-left-color:var(--good)}article.caution{border-left-color:var(--caution)}"
  "article.danger{border-left-color:var(--danger)}h3{margin:0 0 .3rem;font-size:1.05rem}h3 small{margin-left:.6rem;color:var(--soft);font-weight:normal}"
  "article table,table.all{table-layout:fixed}article th{width:8rem;font-size:.85em}article td{white-space:normal}ol{margin:.3rem 0;padding-left:1.4rem}"
  "table.all th{width:4.2rem;color:var(--fg)}table.all td{white-space:normal}table.all td.severity{width:8rem}table.all tr{break-inside:avoid}"
  "article span,.both span{display:block}\n@media print{@page{size:A4;margin:14mm}article{margin:.4rem 0;padding:.4rem .7rem}section.chapter{break-before:page}"
  "body{font-size:9pt;line-height:1.35}td,th{padding-top:.1rem;padding-bottom:.1rem}}\n";

/* The book's texts: the first column is in the language that was asked for. */
typedef struct {
  GString *html;
  const char *langs[N_LANGUAGES];
  CfRibbon *words[N_LANGUAGES]; /* their reasons are those of the table, in its order */
} Book;

/* RIBBON section 5. */
static const char *const steps[] = {
  /* TRANSLATORS: steps of a call, on the first page of the book for help desks (certfirst explain --html) */
  N_("\"Does the ribbon say Danger or Caution? Please tell me the code, letter by letter.\" Repeat the code."),
  N_("\"Please do not open links or attachments. Have you opened any already?\" If so, it is an incident, and nobody's fault."),
  N_("Read out what it means, then what can be done, word for word."),
  N_("\"Call a number that you already know, not one from the mail.\""),
  N_("\"Please choose Copy report in Details. What is the check number?\""),
};

/* The first digit of a code. */
static const struct {
  guint hundred;
  const char *title;
} groups[] = {
  /* TRANSLATORS: chapters of the book for help desks */
  { 1, N_("The signature") },
  { 2, N_("Certificate and identity") },
  { 3, N_("Revocation of the certificate") },
  { 4, N_("The sender's domain") },
  { 5, N_("Rules, earlier mail, claimed sender") },
  { 6, N_("How the mail is built") },
  { 9, N_("What could not be checked") },
};

static const char *const severities[] = {
  [CF_SEVERITY_GOOD] = N_("good"),
  [CF_SEVERITY_NEUTRAL] = N_("neutral"),
  [CF_SEVERITY_CAUTION] = N_("caution"),
  [CF_SEVERITY_DANGER] = N_("danger"),
};

static const CfRibbonReason *
get_words (const Book *self, CfReason reason, guint column)
{
  return g_ptr_array_index (self->words[column]->reasons, reason);
}

/* A text of ours in both languages: <span lang>…</span> twice. */
static void
add_both (Book *self, const char *msgid)
{
  for (guint i = 0; i < N_LANGUAGES; i++)
    cf_cli_html_add (self->html, "<span lang=\"%s\">%s</span>", self->langs[i], cf_ribbon_translate (self->langs[i], msgid));
}

static void
add_heading (Book *self, const char *msgid)
{
  cf_cli_html_add (self->html, "<h2>%s — <span lang=\"%s\">%s</span></h2>\n", cf_ribbon_translate (self->langs[0], msgid), self->langs[1],
                   cf_ribbon_translate (self->langs[1], msgid));
}

/* @texts: (nullable): a row is left out where there is nothing to say */
static void
add_row (Book *self, const char *label, const char *const texts[N_LANGUAGES])
{
  if (texts[0] == NULL || *texts[0] == '\0')
    return;

  cf_cli_html_add (self->html, "<tr><th scope=\"row\">");
  add_both (self, label);
  cf_cli_html_add (self->html, "</th>");
  for (guint i = 0; i < N_LANGUAGES; i++)
    cf_cli_html_add (self->html, "<td lang=\"%s\">%s</td>", self->langs[i], texts[i]);
  cf_cli_html_add (self->html, "</tr>\n");
}

static void
add_sheet (Book *self, CfReason reason)
{
  const CfRibbonReason *a = get_words (self, reason, 0), *b = get_words (self, reason, 1);
  const char *const *lang = self->langs;
  CfSeverity severity = a->severity;

  cf_cli_html_add (self->html, "<article class=\"%s\" id=\"%s\">\n<h3>%s %s<small>%s — <span style=\"display:inline\" lang=\"%s\">%s</span></small></h3>\n<table>\n",
                   cf_severity_get_name (severity), a->code, a->code, a->name, cf_ribbon_translate (lang[0], severities[severity]), lang[1],
                   cf_ribbon_translate (lang[1], severities[severity]));
  /* TRANSLATORS: names of rows in the book for help desks; a few words */
  add_row (self, N_("On the ribbon"), (const char *const[]) { a->headline, b->headline });
  add_row (self, N_("What was found"), (const char *const[]) { a->found, b->found });
  add_row (self, N_("What it means"), (const char *const[]) { a->meaning, b->meaning });
  add_row (self, N_("What can be done"), (const char *const[]) { a->advice, b->advice });
  add_row (self, N_("Spoken"), (const char *const[]) { a->spoken, b->spoken });
  add_row (self, N_("Usual cause"), (const char *const[]) { cf_ribbon_word_cause (reason, lang[0]), cf_ribbon_word_cause (reason, lang[1]) });
  add_row (self, N_("Ask the caller"), (const char *const[]) { cf_ribbon_word_question (reason, lang[0]), cf_ribbon_word_question (reason, lang[1]) });
  add_row (self, N_("Pass it on to"), (const char *const[]) { cf_ribbon_word_contact (reason, severity, lang[0]), cf_ribbon_word_contact (reason, severity, lang[1]) });
  cf_cli_html_add (self->html, "</table>\n</article>\n");
}

static void
add_first_page (Book *self)
{
  /* TRANSLATORS: title of the book for help desks that "certfirst explain --html" writes */
  const char *title = N_("Every code, for help desks");

  cf_cli_html_begin (self->html, self->langs[0], cf_ribbon_translate (self->langs[0], title), book_style);
  cf_cli_html_add (self->html, "<h1 class=\"both\">");
  add_both (self, title);
  cf_cli_html_add (self->html, "</h1>\n<p>Certfirst %s</p>\n<section>\n", CF_VERSION);
  add_heading (self, N_("On the telephone"));
  cf_cli_html_add (self->html, "<ol class=\"both\">\n");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    cf_cli_html_add (self->html, "<li>");
    add_both (self, steps[i]);
    cf_cli_html_add (self->html, "</li>\n");
  }
  cf_cli_html_add (self->html, "</ol>\n<p class=\"both\">");
  add_both (self, N_("Words in angle brackets stand for what a mail fills in. How serious a reason is alone stands beside its code; "
                     "together with others it may be more or less."));
  cf_cli_html_add (self->html, "</p>\n</section>\n");
}

static void
add_list (Book *self)
{
  cf_cli_html_add (self->html, "<section>\n");
  add_heading (self, N_("All codes"));
  cf_cli_html_add (self->html, "<table class=\"all\">\n");
  for (guint i = 0; i < CF_N_REASONS; i++) {
    const CfRibbonReason *words = get_words (self, (CfReason) i, 0);

    cf_cli_html_add (self->html, "<tr><th scope=\"row\">%s</th>", words->code);
    for (guint j = 0; j < N_LANGUAGES; j++)
      cf_cli_html_add (self->html, "<td lang=\"%s\">%s</td>", self->langs[j], get_words (self, (CfReason) i, j)->found);
    cf_cli_html_add (self->html, "<td class=\"severity\">%s<span lang=\"%s\"> %s</span></td></tr>\n",
                     cf_ribbon_translate (self->langs[0], severities[words->severity]), self->langs[1],
                     cf_ribbon_translate (self->langs[1], severities[words->severity]));
  }
  cf_cli_html_add (self->html, "</table>\n</section>\n");
}

static void
add_chapter (Book *self, guint chapter)
{
  cf_cli_html_add (self->html, "<section class=\"chapter\">\n");
  add_heading (self, groups[chapter].title);
  for (guint i = 0; i < CF_N_REASONS; i++)
    if (cf_reason_get_info ((CfReason) i)->code / 100 == groups[chapter].hundred)
      add_sheet (self, (CfReason) i);
  cf_cli_html_add (self->html, "</section>\n");
}

void
cf_cli_explain_print_book (const char *lang)
{
  g_autoptr (CfRibbon) first = cf_ribbon_new ();
  g_autoptr (CfRibbon) second = cf_ribbon_new ();
  g_autoptr (GString) html = g_string_new (NULL);
  gboolean is_japanese = g_str_equal (cf_ribbon_choose_lang (lang), "ja");
  Book book = { html, { is_japanese ? "ja" : "en", is_japanese ? "en" : "ja" }, { first, second } };

  for (guint i = 0; i < N_LANGUAGES; i++)
    for (guint reason = 0; reason < CF_N_REASONS; reason++)
      cf_ribbon_explain (book.words[i], (CfReason) reason, book.langs[i]);

  add_first_page (&book);
  add_list (&book);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add_chapter (&book, i);
  cf_cli_html_add (html, "</body>\n</html>\n");
  g_print ("%s", html->str);
}
