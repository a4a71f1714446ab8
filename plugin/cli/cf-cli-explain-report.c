/* cf-cli-explain-report.c — saved reports, from whoever sent them -> reports as a client holds them; the catalogue as JSON */
#include "cf-cli-explain.h"

#include <stdio.h>
#include <string.h>

#include "cf-frame.h"
#include "cf-limits.h"
#include "cf-ribbon-explain.h"
#include "cf-text.h"

static gboolean
is_blank (guint8 byte)
{
  return strchr (" \t\r\n", byte) != NULL && byte != '\0';
}

/* Without blanks around it, and without the mark that some editors put first (U+FEFF). */
static CfSpan
trim (CfSpan text)
{
  if (text.length >= 3 && memcmp (text.data, "\xef\xbb\xbf", 3) == 0)
    text = cf_span_sub (text, 3, text.length - 3);
  while (text.length > 0 && is_blank (text.data[0]))
    text = cf_span_sub (text, 1, text.length - 1);
  while (text.length > 0 && is_blank (text.data[text.length - 1]))
    text.length--;

  return text;
}

static CfSpan
get_text (GBytes *bytes)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  return trim (cf_span (data, length));
}

gboolean
cf_cli_explain_is_json (GBytes *bytes)
{
  CfSpan text = get_text (bytes);

  return text.length > 0 && text.data[0] == '{';
}

/* What the reader of frames has to say, without the word for what a person never sees. */
static char *
dup_problem (const GError *problem)
{
  static const char before[] = "a frame is ";
  const char *text = problem == NULL ? "not one JSON object" : problem->message;

  return cf_text_make_visible (g_str_has_prefix (text, before) ? text + strlen (before) : text, -1);
}

/* As a frame, so that the reader of frames looks at it before json-glib does: depth, comments, size. */
static JsonObject *
parse_object (CfSpan text, GError **error)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_LIMIT_REPLY_BYTES);
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  guint32 length = (guint32) MIN (text.length, G_MAXUINT32);

  cf_frame_reader_feed (reader, cf_span (&length, sizeof length), -1);
  cf_frame_reader_feed (reader, text, -1);
  if (!cf_frame_reader_take (reader, &frame, error))
    return NULL;

  return frame.object == NULL ? NULL : json_object_ref (frame.object);
}

/* @line: of the file, from 1. */
static CfReport *
read_report (CfSpan text, guint line, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (JsonObject) object = parse_object (text, &problem);
  CfReport *report = object == NULL ? NULL : cf_report_read (object, &problem);
  g_autofree char *why = report != NULL ? NULL : dup_problem (problem);

  if (report == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 /* TRANSLATORS: a number of a line, then what is wrong, in English: "line 3: is no report (…); …" */
                 _("line %u: is no report (%s); give what \"certfirst check --format=json\" wrote, unchanged"), line,
                 why);
  return report;
}

static gsize
get_line_length (CfSpan text)
{
  const guint8 *end = text.length == 0 ? NULL : memchr (text.data, '\n', text.length);

  return end == NULL ? text.length : (gsize) (end - text.data);
}

/* Whether the first line is a whole object: one report a line, and no report over several lines. */
static gboolean
is_one_a_line (CfSpan text)
{
  CfSpan line = trim (cf_span_sub (text, 0, get_line_length (text)));
  g_autoptr (JsonObject) object = line.length == text.length ? NULL : parse_object (line, NULL);

  return object != NULL;
}

GPtrArray *
cf_cli_explain_read_reports (GBytes *bytes, GError **error)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_report_free);
  CfSpan rest = get_text (bytes);
  gboolean by_line = is_one_a_line (rest);

  for (guint line = 1; rest.length > 0; line++) {
    gsize length = by_line ? get_line_length (rest) : rest.length;
    CfSpan text = trim (cf_span_sub (rest, 0, length));
    CfReport *report = text.length == 0 ? NULL : read_report (text, line, error);

    if (text.length > 0 && report == NULL)
      return NULL;
    if (report != NULL)
      g_ptr_array_add (reports, report);
    length = MIN (length + 1, rest.length);
    rest = cf_span_sub (rest, length, rest.length - length);
  }

  return g_steal_pointer (&reports);
}

static void
print_row (CfReason reason, const char *lang)
{
  g_autoptr (CfRibbon) ribbon = cf_ribbon_new ();
  const CfRibbonReason *words = cf_ribbon_explain (ribbon, reason, lang);
  const char *contact = cf_ribbon_word_contact (reason, words->severity, lang);
  g_autoptr (JsonObject) row = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (row, "code", words->code);
  json_object_set_string_member (row, "name", words->name);
  json_object_set_string_member (row, "severity", cf_severity_get_name (words->severity));
  json_object_set_string_member (row, "headline", words->headline);
  json_object_set_string_member (row, "found", words->found);
  json_object_set_string_member (row, "meaning", words->meaning);
  json_object_set_string_member (row, "advice", words->advice);
  json_object_set_string_member (row, "spoken", words->spoken);
  json_object_set_string_member (row, "cause", cf_ribbon_word_cause (reason, lang));
  json_object_set_string_member (row, "question", cf_ribbon_word_question (reason, lang));
  json_object_set_string_member (row, "contact", contact != NULL ? contact : "");
  text = cf_report_to_text (row);
  puts (text);
}

void
cf_cli_explain_print_table (const char *lang)
{
  for (guint i = 0; i < CF_N_REASONS; i++)
    print_row ((CfReason) i, lang);
}
