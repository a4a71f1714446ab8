/* cf-ribbon-address.c — verdict -> ribbon: addresses and domains as people should see them (RIBBON section 1)
 */
#include "cf-ribbon-private.h"

/* Characters of a local part that are shown; a longer one loses its middle. */
#define LOCAL_PART_MAX 24
#define LOCAL_PART_HEAD 12
#define LOCAL_PART_TAIL 11

/* Characters of a domain that are shown if its last labels allow.  The
 * registrable domain must stay whole: public suffixes with three labels are
 * the longest in common use, so four labels always stay. */
#define DOMAIN_MAX 48
#define DOMAIN_MIN_LABELS 4

/* No name in the DNS is longer (RFC 1035 section 2.3.4); what claims to be loses its left, labels or not. */
#define DOMAIN_LIMIT 253

/* Which letters stand in a domain.  Bits. */
typedef enum {
  LETTERS_ASCII = 1 << 0,
  LETTERS_JAPANESE = 1 << 1,
  LETTERS_OTHER = 1 << 2,
  LETTERS_UNCLEAR = 1 << 3,
} Letters;

/* Written from right to left, they would reorder the sentence around them. */
static const GUnicodeScript right_to_left[] = {
  G_UNICODE_SCRIPT_ARABIC, G_UNICODE_SCRIPT_HEBREW, G_UNICODE_SCRIPT_SYRIAC,
  G_UNICODE_SCRIPT_THAANA, G_UNICODE_SCRIPT_NKO,    G_UNICODE_SCRIPT_ADLAM,
};

/* Kana and kanji that pass for a stroke or dot of an address unless Japanese stands on both sides: NO, and
 * two radicals. */
static const gunichar strokes[] = { 0x30CE, 0x4E36, 0x4E3F };

static gboolean
is_kana (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA;
}

static gboolean
is_japanese (gunichar c)
{
  /* U+30FC, the long vowel, belongs to both kana and so to no script. */
  return is_kana (c) || g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN || c == 0x30FC;
}

static gboolean
is_stroke (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (strokes); i++)
    if (strokes[i] == c)
      return TRUE;

  return FALSE;
}

static gboolean
is_right_to_left (GUnicodeScript script)
{
  for (guint i = 0; i < G_N_ELEMENTS (right_to_left); i++)
    if (right_to_left[i] == script)
      return TRUE;

  return FALSE;
}

/* What the character at @p is.  @before is the one before it, 0 at the start. */
static Letters
classify (const char *p, gunichar before, GUnicodeScript *other)
{
  gunichar c = g_utf8_get_char (p);
  GUnicodeScript script = g_unichar_get_script (c);

  if (g_ascii_isalpha ((char) c) && c < 0x80)
    return LETTERS_ASCII;
  if (c == '.' || c == '-' || (c < 0x80 && g_ascii_isdigit ((char) c)))
    return 0;
  if (is_stroke (c))
    return is_japanese (before) && is_japanese (g_utf8_get_char (g_utf8_next_char (p))) ? LETTERS_JAPANESE
                                                                                        : LETTERS_UNCLEAR;
  if (c == 0x30FC)
    return is_japanese (before) ? LETTERS_JAPANESE : LETTERS_UNCLEAR;
  if (is_japanese (c))
    return LETTERS_JAPANESE;
  /* Letters beside the ASCII ones, such as U+0261, pass for them. */
  if (!g_unichar_isalnum (c) || script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_COMMON ||
      script == G_UNICODE_SCRIPT_UNKNOWN || is_right_to_left (script))
    return LETTERS_UNCLEAR;
  if (*other != G_UNICODE_SCRIPT_INVALID_CODE && *other != script)
    return LETTERS_UNCLEAR;

  *other = script;
  return LETTERS_OTHER;
}

/* Whether a domain may be shown in its own letters.  The whole domain counts,
 * top level included: Cyrillic before ".com" is what impostors use. */
static gboolean
is_clear (const char *domain)
{
  GUnicodeScript other = G_UNICODE_SCRIPT_INVALID_CODE;
  gunichar before = 0;
  guint letters = 0;

  for (const char *p = domain; *p != '\0'; p = g_utf8_next_char (p)) {
    letters |= classify (p, before, &other);
    before = g_utf8_get_char (p);
  }

  return (letters & ~(guint) (LETTERS_ASCII | LETTERS_JAPANESE)) == 0 || letters == LETTERS_OTHER;
}

/* Cuts labels off on the left. */
static char *
cut_domain (const char *domain)
{
  const char *kept = domain + strlen (domain);
  glong length = g_utf8_strlen (domain, -1);
  guint n_labels = 0;

  if (length <= DOMAIN_MAX)
    return g_strdup (domain);
  if (length > DOMAIN_LIMIT)
    return g_strconcat ("…", g_utf8_offset_to_pointer (domain, length - DOMAIN_LIMIT), NULL);

  while (kept > domain) {
    const char *dot = g_strrstr_len (domain, kept - domain, ".");
    const char *start = dot == NULL ? domain : dot + 1;

    if (n_labels >= DOMAIN_MIN_LABELS && g_utf8_strlen (start, -1) > DOMAIN_MAX)
      break;
    kept = dot == NULL ? domain : dot;
    n_labels++;
  }

  return kept == domain ? g_strdup (domain) : g_strconcat ("…", kept, NULL);
}

/* The domain in its own letters; NULL when it has none or they are not what its "xn--" form stands for. */
static char *
dup_own_letters (const char *ascii)
{
  g_autofree char *letters = g_hostname_to_unicode (ascii);
  g_autofree char *again = letters == NULL ? NULL : g_hostname_to_ascii (letters);

  if (again == NULL || g_ascii_strcasecmp (again, ascii) != 0 || cf_text_is_ascii (letters))
    return NULL;

  return g_steal_pointer (&letters);
}

char *
cf_ribbon_format_look (const char *domain)
{
  g_autofree char *visible = cf_text_make_visible (domain, -1);
  g_autofree char *ascii = g_hostname_to_ascii (visible);
  g_autofree char *letters = ascii == NULL ? NULL : dup_own_letters (ascii);
  g_autofree char *shown = letters == NULL ? NULL : cf_text_make_visible (letters, -1);

  return shown == NULL ? NULL : cut_domain (shown);
}

char *
cf_ribbon_format_domain (const char *domain)
{
  g_autofree char *visible = cf_text_make_visible (domain, -1);
  /* A capital I passes for a small l. */
  g_autofree char *shown = g_ascii_strdown (visible, -1);
  g_autofree char *ascii = g_hostname_to_ascii (shown);
  g_autofree char *letters = ascii == NULL ? NULL : dup_own_letters (ascii);
  g_autofree char *encoded = NULL;
  g_autofree char *look = NULL;

  if (letters == NULL)
    return cut_domain (ascii != NULL && !cf_text_is_ascii (shown) ? ascii : shown);
  if (is_clear (letters))
    return cut_domain (letters);

  encoded = cut_domain (ascii);
  g_free (visible);
  visible = cf_text_make_visible (letters, -1);
  look = cut_domain (visible);
  return g_strdup_printf ("%s (“%s”)", encoded, look);
}

static char *
cut_local_part (const char *local)
{
  glong length = g_utf8_strlen (local, -1);
  g_autofree char *head = NULL;

  if (length <= LOCAL_PART_MAX)
    return g_strdup (local);

  head = g_utf8_substring (local, 0, LOCAL_PART_HEAD);
  return g_strconcat (head, "…", g_utf8_offset_to_pointer (local, length - LOCAL_PART_TAIL), NULL);
}

char *
cf_ribbon_format_address (const char *address)
{
  g_autofree char *visible = cf_text_make_visible (address, -1);
  g_autofree char *local = NULL;
  g_autofree char *domain = NULL;
  char *at = strrchr (visible, '@');

  /* Where the end of an over-long address is missing, the last "@" may lie in a quoted local part. */
  if (at == NULL || g_str_has_suffix (visible, "…"))
    return cf_ribbon_cut_end (visible, LOCAL_PART_HEAD);

  *at = '\0';
  local = cut_local_part (visible);
  domain = cf_ribbon_format_domain (at + 1);
  return g_strconcat (local, "@", domain, NULL);
}
