/* cf-cli-html.c — texts -> a page: every text is escaped, and the page may fetch nothing */
#include "cf-cli-html.h"

#include "cf-report-style.h"

void
cf_cli_html_add (GString *html, const char *format, ...)
{
  g_autofree char *escaped = NULL;
  va_list texts;

  va_start (texts, format);
  escaped = g_markup_vprintf_escaped (format, texts);
  va_end (texts);
  g_string_append (html, escaped);
}

void
cf_cli_html_begin (GString *html, const char *lang, const char *title, const char *style)
{
  cf_cli_html_add (html,
                   "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n<title>%s — Certfirst</title>\n<style>\n",
                   lang, title);
  g_string_append (html, cf_report_style);
  g_string_append (html, style);
  cf_cli_html_add (html, "</style>\n</head>\n<body>\n");
}
