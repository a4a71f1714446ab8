/* cf-time.c — moments to text and back */
#include "cf-time.h"

#include <string.h>

/* Whether @text has the layout of RFC 3339 section 5.6 in upper case.  GLib
 * takes more: week dates, basic format, a comma, a missing offset, second 61. */
static gboolean
has_layout (const char *text)
{
  static const char layout[] = "0000-00-00T00:00:00";
  static const char offset[] = "+00:00";
  gsize n_digits;

  for (const char *want = layout; *want != '\0'; want++, text++)
    if (*want == '0' ? !g_ascii_isdigit (*text) : *text != *want)
      return FALSE;
  if (text[-2] == '6' && text[-1] != '0')
    return FALSE;

  if (*text == '.') {
    n_digits = strspn (text + 1, "0123456789");
    if (n_digits == 0)
      return FALSE;
    text += 1 + n_digits;
  }
  if (g_str_equal (text, "Z"))
    return TRUE;
  if (strlen (text) != strlen (offset) || (*text != '+' && *text != '-'))
    return FALSE;

  return g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[2]) && text[3] == ':' &&
         g_ascii_isdigit (text[4]) && g_ascii_isdigit (text[5]);
}

gboolean
cf_time_parse (const char *text, CfTime *out_time)
{
  g_autoptr (GTimeZone) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) moment = NULL;

  if (!has_layout (text))
    return FALSE;

  utc = g_time_zone_new_utc ();
  local = g_date_time_new_from_iso8601 (text, utc);
  /* With its offset it may leave the years 1 to 9999, and cf_time_format() needs them. */
  if (local != NULL)
    moment = g_date_time_new_from_unix_utc (g_date_time_to_unix (local));
  if (moment == NULL)
    return FALSE;

  *out_time = g_date_time_to_unix (moment);
  return TRUE;
}

char *
cf_time_format (CfTime time)
{
  g_autoptr (GDateTime) moment = NULL;

  if (time == CF_TIME_UNKNOWN)
    return NULL;

  moment = g_date_time_new_from_unix_utc (time);
  if (moment == NULL)
    return NULL;

  /* g_date_time_format() does not fill the year up to four digits. */
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (moment),
                          g_date_time_get_month (moment), g_date_time_get_day_of_month (moment),
                          g_date_time_get_hour (moment), g_date_time_get_minute (moment),
                          g_date_time_get_second (moment));
}

CfTime
cf_time_from_asn1 (const ASN1_TIME *time)
{
  g_autoptr (GDateTime) moment = NULL;
  struct tm parts = { 0 };

  if (time == NULL || ASN1_TIME_to_tm (time, &parts) != 1)
    return CF_TIME_UNKNOWN;

  moment = g_date_time_new_utc (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                                parts.tm_hour, parts.tm_min, MIN (parts.tm_sec, 59));
  return moment == NULL ? CF_TIME_UNKNOWN : g_date_time_to_unix (moment);
}
