/* cf-ribbon-text.c — verdict -> ribbon: filling patterns, dates, codes as they are spoken */
#include "cf-ribbon-private.h"

/* TRANSLATORS: digits of a code as they are said on the telephone. */
static const char *const digits[] = {
  N_("zero"), N_("one"), N_("two"), N_("three"), N_("four"),
  N_("five"), N_("six"), N_("seven"), N_("eight"), N_("nine"),
};

/* TRANSLATORS: months as they stand in dates, for example {y} of "{x} {y} {z}". */
static const char *const months[] = {
  N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
  N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
};

/* From here on, a full stop needs no space behind it: CJK punctuation and all above. */
#define FIRST_FULL_WIDTH 0x2E80

static gboolean
is_place (const char *text)
{
  return text[0] == '{' && g_ascii_islower (text[1]) && text[2] == '}';
}

char *
cf_ribbon_expand (const char *text, CfRibbonPlaceFunc get_place, gconstpointer data)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0') {
    g_autofree char *value = is_place (text) ? get_place (text[1], data) : NULL;

    if (value != NULL) {
      g_string_append (out, value);
      text += 3;
    } else
      g_string_append_c (out, *text++);
  }

  return g_string_free (out, FALSE);
}

static char *
get_given_value (char place, gconstpointer data)
{
  const char *const *values = data;

  return place >= 'x' && place <= 'z' ? g_strdup (values[place - 'x']) : NULL;
}

char *
cf_ribbon_compose (const char *pattern, const char *x, const char *y, const char *z)
{
  const char *values[] = { x, y, z };

  return cf_ribbon_expand (pattern, get_given_value, values);
}

char *
cf_ribbon_cut_end (const char *text, guint max)
{
  g_autofree char *kept = NULL;

  if (g_utf8_strlen (text, -1) <= (glong) max)
    return g_strdup (text);

  kept = g_utf8_substring (text, 0, (glong) max - 1);
  return g_strconcat (kept, "…", NULL);
}

void
cf_ribbon_append_sentence (GString *sentences, const char *sentence)
{
  const char *last = sentences->len == 0 ? NULL : g_utf8_prev_char (sentences->str + sentences->len);

  if (last != NULL && g_utf8_get_char (last) < FIRST_FULL_WIDTH)
    g_string_append_c (sentences, ' ');
  g_string_append (sentences, sentence);
}

char *
cf_ribbon_spell_code (guint code, const char *lang)
{
  /* TRANSLATORS: a code read out, one digit after the other: "C F five zero two". */
  const char *pattern = cf_ribbon_translate (lang, N_("C F {x} {y} {z}"));

  return cf_ribbon_compose (pattern, cf_ribbon_translate (lang, digits[code / 100 % 10]),
                            cf_ribbon_translate (lang, digits[code / 10 % 10]),
                            cf_ribbon_translate (lang, digits[code % 10]));
}

char *
cf_ribbon_format_date (CfTime time, const char *lang)
{
  g_autoptr (GDateTime) moment = time == CF_TIME_UNKNOWN ? NULL : g_date_time_new_from_unix_local (time);
  g_autofree char *day = NULL;
  g_autofree char *year = NULL;
  const char *month;

  if (moment == NULL)
    /* TRANSLATORS: stands where a date would: "It is valid only from {t}." */
    return g_strdup (cf_ribbon_translate (lang, N_("an unknown date")));

  day = g_strdup_printf ("%d", g_date_time_get_day_of_month (moment));
  year = g_strdup_printf ("%d", g_date_time_get_year (moment));
  month = cf_ribbon_translate (lang, months[g_date_time_get_month (moment) - 1]);
  /* TRANSLATORS: a date: {x} day, {y} month, {z} year: "3 Apr 2023". */
  return cf_ribbon_compose (cf_ribbon_translate (lang, N_("{x} {y} {z}")), day, month, year);
}

char *
cf_ribbon_format_moment (CfTime time, const char *lang)
{
  g_autoptr (GDateTime) moment = time == CF_TIME_UNKNOWN ? NULL : g_date_time_new_from_unix_local (time);
  g_autofree char *day = cf_ribbon_format_date (time, lang);
  g_autofree char *clock = moment == NULL ? NULL : g_date_time_format (moment, "%H:%M");
  g_autofree char *zone = moment == NULL ? NULL : g_date_time_format (moment, "UTC%:z");

  if (clock == NULL || zone == NULL)
    return g_steal_pointer (&day);

  /* TRANSLATORS: a moment: {x} the day, {y} hour and minute, {z} the zone: "3 Apr 2023, 21:05 (UTC+09:00)". */
  return cf_ribbon_compose (cf_ribbon_translate (lang, N_("{x}, {y} ({z})")), day, clock, zone);
}
