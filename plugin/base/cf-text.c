/* cf-text.c — text of strangers, made safe to show */
#include "cf-text.h"

#include <string.h>

#include "cf-limits.h"

gboolean
cf_text_is_invisible (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_PRIVATE_USE:
    return TRUE;
  default:
    /* Blank without being a format character: Hangul fillers, Braille blank,
     * grapheme joiner, Khmer inherent vowels. */
    return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800 || c == 0x034F ||
           c == 0x17B4 || c == 0x17B5;
  }
}

char *
cf_text_normalize (const char *text, GNormalizeMode mode)
{
  return g_utf8_validate (text, -1, NULL) ? g_utf8_normalize (text, -1, mode) : NULL;
}

static void
append_visible (GString *out, gunichar c)
{
  if (c == '\n' || c == '\t' || c == '\r')
    g_string_append_c (out, ' ');
  else if (cf_text_is_invisible (c))
    g_string_append_printf (out, "\\u{%04X}", c);
  else
    g_string_append_unichar (out, c);
}

char *
cf_text_make_visible (const char *text, gssize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  GString *out = g_string_new (NULL);
  guint n_chars = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    if (n_chars++ == CF_LIMIT_TEXT_CHARS) {
      g_string_append (out, "…");
      break;
    }
    /* A line end is one space, whether it was CR LF or LF. */
    if (p[0] != '\r' || p[1] != '\n')
      append_visible (out, g_utf8_get_char (p));
  }

  return g_string_free (out, FALSE);
}

char *
cf_text_domain_to_ascii (const char *domain)
{
  return g_utf8_validate (domain, -1, NULL) ? g_hostname_to_ascii (domain) : NULL;
}

gboolean
cf_text_is_ascii (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (*p < 0x20 || *p > 0x7e)
      return FALSE;

  return TRUE;
}

/* atext of RFC 5322 section 3.2.3 without "="; dots between, as dot-atoms have them. */
static gboolean
is_strict_local (const char *local, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    if (local[i] == '.' && (i == 0 || i + 1 == length || local[i - 1] == '.'))
      return FALSE;
    if (!g_ascii_isalnum (local[i]) && (local[i] == '\0' || strchr (".!#$%&'*+-/?^_`{|}~", local[i]) == NULL))
      return FALSE;
  }

  return length > 0;
}

/* Labels of RFC 1034 section 3.5, which may begin with a digit (RFC 1123 section 2.1). */
static gboolean
is_strict_host (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);

  for (char **label = labels; *label != NULL; label++) {
    gsize length = strlen (*label);

    if (length == 0 || length > 63 || (*label)[0] == '-' || (*label)[length - 1] == '-')
      return FALSE;
    for (gsize i = 0; i < length; i++) {
      if (!g_ascii_isalnum ((*label)[i]) && (*label)[i] != '-')
        return FALSE;
    }
  }

  return *labels != NULL;
}

gboolean
cf_text_is_strict_address (const char *address)
{
  const char *at = strchr (address, '@');

  return at != NULL && strlen (address) <= CF_LIMIT_ADDRESS_BYTES && is_strict_local (address, at - address) &&
         is_strict_host (at + 1);
}

/* Blocks whose letters run from right to left, also those that Unicode has not given out yet (DerivedBidiClass). */
static gboolean
is_right_to_left (gunichar c)
{
  static const struct { gunichar first, last; } blocks[] = {
    { 0x0590, 0x08FF }, { 0xFB1D, 0xFDFF }, { 0xFE70, 0xFEFE }, { 0x10800, 0x10FFF }, { 0x1E800, 0x1EFFF },
  };

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (c >= blocks[i].first && c <= blocks[i].last)
      return TRUE;

  return FALSE;
}

char *
cf_text_isolate (const char *text)
{
  GString *out = g_string_new (NULL);
  gsize end = 0; /* behind the last letter of the open run; 0 when none is open */

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean right_to_left = is_right_to_left (c);

    /* Letters of the other direction end a run; what stands between belongs to the sentence. */
    if (end > 0 && !right_to_left && (c == '\n' || g_unichar_isalpha (c))) {
      g_string_insert_unichar (out, (gssize) end, 0x2069);
      end = 0;
    }
    if (right_to_left && end == 0)
      g_string_append_unichar (out, 0x2068);
    g_string_append_unichar (out, c);
    if (right_to_left)
      end = out->len;
  }
  if (end > 0)
    g_string_insert_unichar (out, (gssize) end, 0x2069);

  return g_string_free (out, FALSE);
}
