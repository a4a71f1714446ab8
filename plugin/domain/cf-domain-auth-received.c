/* cf-domain-auth-received.c — bytes → the host and the date of a Received field */
#include "cf-domain-auth-received.h"

#include "cf-domain-auth-lex.h"
#include "cf-domain-name.h"

static const char *const months[] = {
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
};

static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

/* RFC 5322 section 4.3, minutes east of Greenwich.  One letter stands for no
 * zone that one could rely on: like "-0000", the time itself is UTC. */
static const struct { const char *name; int minutes; } zones[] = {
  { "UT", 0 },          { "GMT", 0 },         { "EST", -5 * 60 }, { "EDT", -4 * 60 }, { "CST", -6 * 60 },
  { "CDT", -5 * 60 },   { "MST", -7 * 60 },   { "MDT", -6 * 60 }, { "PST", -8 * 60 }, { "PDT", -7 * 60 },
};

/* The place of a word in a table, from 1; 0 when it is not there. */
static guint
find_word (CfSpan word, const char *const *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (cf_span_is_nocase (word, words[i]))
      return i + 1;

  return 0;
}

/* A number of @min to @max digits. */
static gboolean
read_number (CfSpan *rest, guint min, guint max, int *out_number)
{
  guint n = 0;

  *out_number = 0;
  while (n < max && n < rest->length && g_ascii_isdigit (rest->data[n]))
    *out_number = *out_number * 10 + (rest->data[n++] - '0');
  if (n < min || (n < rest->length && g_ascii_isdigit (rest->data[n])))
    return FALSE;

  *rest = cf_span_from (*rest, n);
  return TRUE;
}

/* Blanks have to part two words; comments may stand with them. */
static gboolean
read_gap (CfSpan *rest)
{
  gsize before = rest->length;

  return cf_domain_lex_skip (rest) && rest->length < before;
}

/* Minutes east of Greenwich. */
static gboolean
read_zone (CfSpan *rest, int *out_minutes)
{
  gboolean west = cf_domain_lex_take (rest, '-');
  CfSpan word;
  int number;

  if (west || cf_domain_lex_take (rest, '+')) {
    if (!read_number (rest, 4, 4, &number) || number % 100 > 59)
      return FALSE;
    *out_minutes = (number / 100 * 60 + number % 100) * (west ? -1 : 1);
    return TRUE;
  }

  if (!cf_domain_lex_keyword (rest, &word))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (cf_span_is_nocase (word, zones[i].name)) {
      *out_minutes = zones[i].minutes;
      return TRUE;
    }

  *out_minutes = 0;
  return word.length == 1 && g_ascii_isalpha (word.data[0]) && !cf_span_is_nocase (word, "J");
}

/* day-name ","; no day at all is right too. */
static gboolean
read_day_name (CfSpan *rest, guint *out_day)
{
  CfSpan word;

  *out_day = 0;
  if (rest->length == 0 || g_ascii_isdigit (rest->data[0]))
    return TRUE;
  if (!cf_domain_lex_keyword (rest, &word))
    return FALSE;

  *out_day = find_word (word, days, G_N_ELEMENTS (days));
  return *out_day != 0 && cf_domain_lex_skip (rest) && cf_domain_lex_take (rest, ',') && cf_domain_lex_skip (rest);
}

/* hour ":" minute [ ":" second ]; a leap second is the last one. */
static gboolean
read_clock (CfSpan *rest, int *out_hour, int *out_minute, int *out_second)
{
  *out_second = 0;
  if (!read_number (rest, 2, 2, out_hour) || !cf_domain_lex_take (rest, ':') ||
      !read_number (rest, 2, 2, out_minute))
    return FALSE;
  if (cf_domain_lex_take (rest, ':') && !read_number (rest, 2, 2, out_second))
    return FALSE;
  if (*out_second == 60)
    *out_second = 59;

  return TRUE;
}

CfTime
cf_domain_read_date (CfSpan text)
{
  g_autoptr (GDateTime) moment = NULL;
  CfSpan word;
  guint day_name;
  int day, month, year, hour, minute, second, zone;

  if (!cf_domain_lex_skip (&text) || !read_day_name (&text, &day_name) || !read_number (&text, 1, 2, &day) ||
      !read_gap (&text) || !cf_domain_lex_keyword (&text, &word) || !read_gap (&text) ||
      !read_number (&text, 4, 4, &year) || !read_gap (&text) || !read_clock (&text, &hour, &minute, &second) ||
      !read_gap (&text) || !read_zone (&text, &zone) || !cf_domain_lex_skip (&text) || text.length > 0)
    return CF_TIME_UNKNOWN;

  month = find_word (word, months, G_N_ELEMENTS (months));
  if (month == 0 || year < 1970)
    return CF_TIME_UNKNOWN;
  moment = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (moment == NULL || (day_name != 0 && day_name != (guint) g_date_time_get_day_of_week (moment)))
    return CF_TIME_UNKNOWN;

  return g_date_time_to_unix (moment) - zone * 60;
}

/* One word of the field; FALSE at its end. */
static gboolean
read_word (CfSpan *rest, char **out_word)
{
  g_free (*out_word);
  *out_word = NULL;
  if (!cf_domain_lex_skip (rest))
    return FALSE;

  *out_word = cf_domain_lex_value (rest, ";");
  return *out_word != NULL;
}

/* Whether no word of @rest, its dates too, is a "by": what stands before a second one may be what the sender called
 * itself, with blanks in it.  What cannot be read to its end could hide one. */
static gboolean
is_free_of_by (CfSpan rest)
{
  while (cf_domain_lex_skip (&rest)) {
    g_autofree char *word = NULL;

    if (rest.length == 0)
      return TRUE;
    if (cf_domain_lex_take (&rest, ';'))
      continue;
    word = cf_domain_lex_value (&rest, ";");
    if (word == NULL || g_ascii_strcasecmp (word, "by") == 0)
      return FALSE;
  }

  return FALSE;
}

static char *
read_host (CfSpan rest)
{
  g_autofree char *word = NULL;

  if (!read_word (&rest, &word))
    return NULL;
  if (g_ascii_strcasecmp (word, "from") == 0 && (!read_word (&rest, &word) || !read_word (&rest, &word)))
    return NULL;
  if (g_ascii_strcasecmp (word, "by") != 0 || !read_word (&rest, &word) || !is_free_of_by (rest))
    return NULL;

  return g_ascii_strdown (word, -1);
}

/* What follows the last ";" outside quotes and comments. */
static CfSpan
find_date (CfSpan value)
{
  CfSpan date = { 0 };

  while (cf_domain_lex_seek (&value, ';') && cf_domain_lex_take (&value, ';'))
    date = value;

  return date;
}

char *
cf_domain_read_received (CfSpan value, CfTime *out_date)
{
  *out_date = cf_domain_read_date (find_date (value));
  return read_host (value);
}

gboolean
cf_domain_is_listed (const char *host, char **list)
{
  g_autofree char *name = host == NULL ? NULL : cf_domain_dup_name (cf_span_str (host));

  for (; host != NULL && list != NULL && *list != NULL; list++)
    if (g_ascii_strcasecmp (host, *list) == 0 || (name != NULL && g_ascii_strcasecmp (name, *list) == 0))
      return TRUE;

  return FALSE;
}
