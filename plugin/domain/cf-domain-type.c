/* cf-domain-type.c — a type that nobody sealed → whether all that was sealed is shown under it, and nothing
 * else (MEANING section 7)
 *
 * What is not known to show all of its parts is taken to hide some, and a character set that is not known to
 * leave ASCII alone to make other letters of it.
 */
#include "cf-domain-type.h"

#include "cf-limits.h"

/* Character sets in which every byte of ASCII that follows a whole letter is ASCII, and what it shows does
 * not depend on what stands further before.  UTF-7, UTF-16, HZ and EBCDIC are none. */
static const char *const plain_charsets[] = {
  "us-ascii",    "ascii",   "ansi_x3.4-1968", "utf-8",     "utf8",           "latin1", "koi8-r",
  "koi8-u",      "tis-620", "shift_jis",      "shift-jis", "sjis",           "x-sjis", "cp932",
  "windows-31j", "euc-jp",  "x-euc-jp",       "euc-kr",    "ks_c_5601-1987", "gb2312", "gbk",
  "gb18030",     "big5",    "big5-hkscs",     NULL,
};

/* Beginnings of names, behind which a number stands. */
static const char *const plain_families[] = { "iso-8859-", "iso8859-", "windows-125", "cp125" };

static gboolean
is_number (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* @charset: in lower case */
static gboolean
is_plain_charset (const char *charset)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_families); i++)
    if (g_str_has_prefix (charset, plain_families[i]) && is_number (charset + strlen (plain_families[i])))
      return TRUE;

  return g_strv_contains (plain_charsets, charset);
}

static CfSpan
span_of (GBytes *bytes)
{
  return cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
has_byte (CfSpan text, int byte)
{
  return text.length > 0 && memchr (text.data, byte, text.length) != NULL;
}

/* Letters that make other letters of all that follows (ISO/IEC 2022), or none of ASCII. */
static gboolean
has_shift (CfSpan text)
{
  return has_byte (text, 0x1b) || has_byte (text, 0x0e) || has_byte (text, 0x0f) || has_byte (text, '\0');
}

/* (transfer full) (nullable) */
static GBytes *
decode_root (const CfMime *mime)
{
  return cf_mime_decode (cf_mime_get_part (mime, 0), CF_LIMIT_MESSAGE_BYTES);
}

/* Whether ASCII is ASCII under the character set that is named, and was under any that its writer may have
 * named. */
static gboolean
keeps_letters (const CfMime *mime, CfSpan text)
{
  const char *charset = cf_mime_get_part (mime, 0)->charset;

  return (charset == NULL || is_plain_charset (charset)) && !has_shift (text);
}

/* ISO-2022-JP is how many in Japan write.  Under another name its letters are nothing that can be read, and
 * nothing else under its own hides a text, of which there is no part but its letters. */
static gboolean
is_text (const CfMime *mime)
{
  g_autoptr (GBytes) text = decode_root (mime);

  if (text == NULL)
    return FALSE;
  if (g_strcmp0 (cf_mime_get_part (mime, 0)->charset, "iso-2022-jp") == 0)
    return !has_byte (span_of (text), '\0');
  return keeps_letters (mime, span_of (text));
}

/* Whether a page is a page from its first letter to its last: a text that somebody else calls a page is none,
 * and what its writer quoted in it ("<style>", say) would hide the rest.  Many letters begin with the name of
 * who gets them, which is whatever a guest wrote; few end with it as well. */
static gboolean
is_all_page (CfSpan text)
{
  gsize i = text.length >= 3 && memcmp (text.data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  gsize end = text.length;

  while (i < text.length && g_ascii_isspace (text.data[i]))
    i++;
  while (end > i && g_ascii_isspace (text.data[end - 1]))
    end--;

  return end - i >= 3 && text.data[i] == '<' &&
         (g_ascii_isalpha (text.data[i + 1]) || strchr ("!?", text.data[i + 1]) != NULL) &&
         text.data[end - 1] == '>';
}

/* What was quoted in a page could become markup by other letters: "+ADw-" is "<" in UTF-7. */
static gboolean
is_page (const CfMime *mime)
{
  g_autoptr (GBytes) text = decode_root (mime);

  return text != NULL && is_all_page (span_of (text)) && keeps_letters (mime, span_of (text));
}

/* Forms of one text, as programs write them: the plain one first, each of another type, none with a name.
 * Parts that stood beside each other are files, or messages, or twice the same. */
static gboolean
are_forms (const CfMime *mime)
{
  static const char *const forms[] = { "text/html",
                                       "text/calendar",
                                       "text/x-amp-html",
                                       "text/watch-html",
                                       "multipart/related",
                                       "multipart/mixed",
                                       NULL };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 1; i < cf_mime_get_n_parts (mime); i++) {
    const CfMimePart *part = cf_mime_get_part (mime, i);
    gboolean first = g_hash_table_size (seen) == 0;

    if (part->parent != 0)
      continue;
    if (part->attachment || part->filename != NULL || !g_hash_table_add (seen, part->type) ||
        !(g_strv_contains (forms, part->type) || (first && g_str_equal (part->type, "text/plain"))))
      return FALSE;
  }

  return TRUE;
}

/* The first part is what is shown, unless a parameter names another (RFC 2387 section 3.2). */
static gboolean
begins_at_first (const CfMime *mime)
{
  return cf_mime_get_part (mime, 0)->start == NULL;
}

/* Evolution decrypts the second part whatever the first one is: it has to have been made as an envelope (RFC
 * 3156 section 4). */
static gboolean
is_envelope (const CfMime *mime)
{
  return cf_mime_get_n_parts (mime) == 3 &&
         g_str_equal (cf_mime_get_part (mime, 1)->type, "application/pgp-encrypted");
}

static gboolean
shows_all (const CfMime *mime)
{
  (void) mime;
  return TRUE;
}

/* Files that say by their first bytes what they are.  Of no other type is it known what a program makes of a
 * text that is called so: Evolution shows "application/ics" as an invitation, and looks into a file without a
 * type. */
static const struct {
  const char *type, *magic;
} files[] = {
  { "application/pkcs7-mime", "\x30" },
  { "application/x-pkcs7-mime", "\x30" },
  { "application/pdf", "%PDF-" },
  { "image/png", "\x89PNG" },
  { "image/jpeg", "\xff\xd8\xff" },
  { "image/gif", "GIF8" },
  { "image/tiff", "II*" },
  { "image/tiff", "MM" },
};

static gboolean
begins_with (const CfMime *mime, const char *magic)
{
  gsize length = strlen (magic);
  g_autoptr (GBytes) bytes = decode_root (mime);

  return bytes != NULL && g_bytes_get_size (bytes) >= length && memcmp (g_bytes_get_data (bytes, NULL), magic, length) == 0;
}

static gboolean
is_file (const CfMime *mime, const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (g_str_equal (type, files[i].type) && begins_with (mime, files[i].magic))
      return TRUE;

  return FALSE;
}

/* The types of which a text or a multipart can be made; what is in no row hides. */
static const struct {
  const char *type;
  gboolean (*shows_all) (const CfMime *mime);
} types[] = {
  { "text/plain", is_text },
  { "text/html", is_page },
  { "multipart/mixed", shows_all },
  { "multipart/report", shows_all },
  { "multipart/signed", shows_all },
  { "multipart/encrypted", is_envelope },
  { "multipart/alternative", are_forms },
  { "multipart/related", begins_at_first },
};

gboolean
cf_domain_type_shows_all (const CfMime *mime)
{
  const char *type = cf_mime_get_part (mime, 0)->type;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (type, types[i].type))
      return types[i].shows_all (mime);

  return is_file (mime, type);
}
