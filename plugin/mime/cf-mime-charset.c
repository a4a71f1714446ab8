/* cf-mime-charset.c — encoded words -> words that GMime can read without opening a file
 *
 * GMime opens a converter when a header needs it; in the confined process that
 * fails, and a name in ISO-2022-JP would turn into rubbish that no rule
 * recognises (LIBRARIES).  So all converters of the table are opened before,
 * and no other name ever reaches GMime.  Sets with one byte for each letter
 * need none: a library each is much for every process to start with.
 */
#include "cf-mime-gmime.h"
#include "cf-mime-words.h"

/* What mail says -> what iconv knows.  Wider sets stand for narrower ones
 * where programs write the wider and say the narrower. */
static const struct {
  const char *label;
  const char *converter;
} charsets[] = {
  { "us-ascii", "us-ascii" },         { "ascii", "us-ascii" },
  { "ansi_x3.4-1968", "us-ascii" },   { "utf-8", "utf-8" },
  { "utf8", "utf-8" },                { "utf-7", "utf-7" },
  { "unicode-1-1-utf-7", "utf-7" },   { "iso-8859-1", "iso-8859-1" },
  { "iso8859-1", "iso-8859-1" },      { "iso_8859-1", "iso-8859-1" },
  { "latin1", "iso-8859-1" },         { "iso-8859-2", "iso-8859-2" },
  { "iso-8859-3", "iso-8859-3" },     { "iso-8859-4", "iso-8859-4" },
  { "iso-8859-5", "iso-8859-5" },     { "iso-8859-6", "iso-8859-6" },
  { "iso-8859-7", "iso-8859-7" },     { "iso-8859-8", "iso-8859-8" },
  { "iso-8859-8-i", "iso-8859-8" },   { "iso-8859-9", "iso-8859-9" },
  { "iso-8859-10", "iso-8859-10" },   { "iso-8859-11", "iso-8859-11" },
  { "iso-8859-13", "iso-8859-13" },   { "iso-8859-14", "iso-8859-14" },
  { "iso-8859-15", "iso-8859-15" },   { "iso-8859-16", "iso-8859-16" },
  { "windows-1250", "cp1250" },       { "windows-1251", "cp1251" },
  { "windows-1252", "cp1252" },       { "windows-1253", "cp1253" },
  { "windows-1254", "cp1254" },       { "windows-1255", "cp1255" },
  { "windows-1256", "cp1256" },       { "windows-1257", "cp1257" },
  { "windows-1258", "cp1258" },       { "cp1250", "cp1250" },
  { "cp1251", "cp1251" },             { "cp1252", "cp1252" },
  { "koi8-r", "koi8-r" },             { "koi8-u", "koi8-u" },
  { "macintosh", "macintosh" },       { "viscii", "viscii" },
  { "tis-620", "cp874" },             { "windows-874", "cp874" },
  { "iso-2022-jp", "iso-2022-jp" },   { "iso-2022-jp-1", "iso-2022-jp" },
  { "iso-2022-jp-ms", "iso-2022-jp" }, { "cp50220", "iso-2022-jp" },
  { "cp50221", "iso-2022-jp" },       { "csiso2022jp", "iso-2022-jp" },
  { "iso-2022-jp-2", "iso-2022-jp-2" }, { "iso-2022-jp-3", "iso-2022-jp-3" },
  { "euc-jp", "eucjp-ms" },           { "x-euc-jp", "eucjp-ms" },
  { "eucjp-ms", "eucjp-ms" },         { "cp51932", "eucjp-ms" },
  { "shift_jis", "cp932" },           { "shift-jis", "cp932" },
  { "sjis", "cp932" },                { "x-sjis", "cp932" },
  { "ms_kanji", "cp932" },            { "cp932", "cp932" },
  { "ms932", "cp932" },               { "windows-31j", "cp932" },
  { "gb2312", "gb18030" },            { "x-gbk", "gb18030" },
  { "gbk", "gb18030" },               { "cp936", "gb18030" },
  { "gb18030", "gb18030" },           { "iso-2022-cn", "iso-2022-cn" },
  { "big5", "big5-hkscs" },           { "big5-hkscs", "big5-hkscs" },
  { "x-big5", "big5-hkscs" },         { "euc-tw", "euc-tw" },
  { "euc-kr", "cp949" },              { "ks_c_5601-1987", "cp949" },
  { "ksc5601", "cp949" },             { "cp949", "cp949" },
  { "windows-949", "cp949" },         { "iso-2022-kr", "iso-2022-kr" },
};

/* The bytes from 128 on, 0 for none of the set; below it is ASCII.  Made by make-charsets.c of the system's converters. */
static const struct {
  const char *converter;
  guint16 letters[128];
} simple_sets[] = {
#include "cf-mime-charset-table.h"
};

/* Longer than any name of a character set. */
#define MAX_LABEL_BYTES 64u

/* Raw 8-bit text says nothing of its character set: the usual ones, the choosiest first. */
static const char *fallback_charsets[] = { "utf-8", "eucjp-ms", "cp932", "iso-8859-1", NULL };

static iconv_t opened[G_N_ELEMENTS (charsets)];
static gboolean is_prepared;

/* (nullable): what the bytes from 128 on mean. */
static const guint16 *
find_letters (const char *converter)
{
  for (guint i = 0; i < G_N_ELEMENTS (simple_sets); i++)
    if (g_strcmp0 (simple_sets[i].converter, converter) == 0)
      return simple_sets[i].letters;

  return NULL;
}

void
cf_mime_charset_prepare (void)
{
  if (is_prepared)
    return;

  /* Kept open for good: what is closed is unloaded. */
  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    opened[i] = find_letters (charsets[i].converter) != NULL ? NULL : g_mime_iconv_open ("UTF-8", charsets[i].converter);
  is_prepared = TRUE;
}

GMimeParserOptions *
cf_mime_gmime_options_new (void)
{
  GMimeParserOptions *options = g_mime_parser_options_new ();

  g_mime_parser_options_set_fallback_charsets (options, fallback_charsets);
  return options;
}

/* (nullable): NULL for a character set that is none of ours, or that this system cannot read. */
static const char *
find_converter (const char *label, gsize length)
{
  g_assert (is_prepared);

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    if (strlen (charsets[i].label) == length && g_ascii_strncasecmp (charsets[i].label, label, length) == 0)
      return opened[i] == (iconv_t) -1 ? NULL : charsets[i].converter;

  return NULL;
}

/* NULL when the bytes are none of that character set. */
static GString *
convert_simple (const guint16 *letters, CfSpan bytes)
{
  GString *text = g_string_sized_new (bytes.length);

  for (gsize i = 0; i < bytes.length; i++) {
    gunichar letter = bytes.data[i] < 128 ? bytes.data[i] : letters[bytes.data[i] - 128];

    if (letter == 0 && bytes.data[i] != 0) {
      g_string_free (text, TRUE);
      return NULL;
    }
    /* Unlike GLib's own function for letters, this one takes a NUL. */
    if (letter < 128)
      g_string_append_c (text, (char) letter);
    else
      g_string_append_unichar (text, letter);
  }

  return text;
}

/* NULL when the bytes are none of that character set. */
static char *
convert (const char *name, CfSpan bytes)
{
  const guint16 *letters = find_letters (name);
  iconv_t converter = letters != NULL ? (iconv_t) -1 : g_mime_iconv_open ("UTF-8", name);
  GString *simple = letters != NULL ? convert_simple (letters, bytes) : NULL;
  g_autofree char *text = NULL;

  if (simple != NULL)
    return g_string_free (simple, FALSE);
  if (converter == (iconv_t) -1)
    return NULL;

  text = g_mime_iconv_strndup (converter, (const char *) bytes.data, bytes.length);
  g_mime_iconv_close (converter);
  return text != NULL && g_utf8_validate (text, -1, NULL) ? g_steal_pointer (&text) : NULL;
}

/* "B" or "Q" and a question mark on both sides. */
static gboolean
is_encoding (const char *p)
{
  return p[0] == '?' && p[1] != '\0' && strchr ("bBqQ", p[1]) != NULL && p[2] == '?';
}

/* Between the second and the last question mark; @out_encoding as written. */
static gboolean
split_word (CfSpan word, CfSpan *out_label, char *out_encoding, CfSpan *out_text)
{
  const guint8 *mark = word.length < 2 ? NULL : memchr (word.data + 2, '?', word.length - 2);
  gsize label = mark == NULL ? 0 : (gsize) (mark - word.data) - 2;

  /* "=?" label "?B?" text "?=" */
  if (label == 0 || label > MAX_LABEL_BYTES || word.length < label + 7 || word.data[0] != '=' ||
      word.data[1] != '?' || !is_encoding ((const char *) mark) ||
      memcmp (word.data + word.length - 2, "?=", 2) != 0)
    return FALSE;

  *out_label = cf_span_sub (word, 2, label);
  *out_encoding = (char) g_ascii_toupper (mark[1]);
  *out_text = cf_span_sub (word, label + 5, word.length - label - 7);
  return memchr (out_text->data, '?', out_text->length) == NULL;
}

static gboolean
append_q (GByteArray *out, CfSpan text)
{
  for (gsize i = 0; i < text.length; i++) {
    guint8 c = text.data[i] == '_' ? ' ' : text.data[i];

    if (c == '=') {
      if (text.length - i < 3 || !g_ascii_isxdigit (text.data[i + 1]) || !g_ascii_isxdigit (text.data[i + 2]))
        return FALSE;
      c = (guint8) (g_ascii_xdigit_value (text.data[i + 1]) * 16 + g_ascii_xdigit_value (text.data[i + 2]));
      i += 2;
    }
    g_byte_array_append (out, &c, 1);
  }

  return TRUE;
}

static gboolean
append_b (GByteArray *out, CfSpan text)
{
  CfMimePart part = { .body = text, .encoding = CF_MIME_ENCODING_BASE64 };
  g_autoptr (GBytes) bytes = cf_mime_decode (&part, text.length);

  if (bytes == NULL)
    return FALSE;

  g_byte_array_append (out, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return TRUE;
}

GByteArray *
cf_mime_word_decode (CfSpan word)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  CfSpan label = { 0 };
  CfSpan text = { 0 };
  char encoding = '\0';

  if (!split_word (word, &label, &encoding, &text))
    return NULL;
  if (text.length > 0 && !(encoding == 'B' ? append_b (out, text) : append_q (out, text)))
    return NULL;

  return g_steal_pointer (&out);
}

char *
cf_mime_word_to_utf8 (CfSpan word)
{
  g_autoptr (GByteArray) bytes = cf_mime_word_decode (word);
  const char *label = (const char *) word.data + 2;
  const char *converter = NULL;
  gsize length = 0;

  if (bytes == NULL)
    return NULL;

  length = strcspn (label, "?*");
  converter = find_converter (label, length);
  if (g_strcmp0 (converter, "utf-7") == 0 || (bytes->len > 0 && memchr (bytes->data, '\0', bytes->len) != NULL))
    return NULL;
  /* Nobody reads it, and CHARSET_UNKNOWN says so. */
  if (converter == NULL)
    return g_strndup ((const char *) bytes->data, bytes->len);
  if (g_strcmp0 (converter, "iso-2022-jp") == 0)
    return cf_mime_jis_to_utf8 (cf_span (bytes->data, bytes->len));

  return convert (converter, cf_span (bytes->data, bytes->len));
}

/* Every word is written in quoted form: GMime joins base64 words of one character set and stops at the first "=" of
 * padding, so the rest of a name or subject would be lost. */
static void
append_quoted (GString *out, const char *converter, CfSpan bytes)
{
  g_string_append_printf (out, "=?%s?q?", converter);
  for (gsize i = 0; i < bytes.length; i++)
    g_string_append_printf (out, "=%02X", bytes.data[i]);
  g_string_append (out, "?=");
}

/* A whole word in ISO-2022-JP as one in UTF-8; FALSE leaves it to GMime. */
static gboolean
append_jis_word (GString *out, CfSpan word)
{
  g_autoptr (GByteArray) bytes = cf_mime_word_decode (word);
  g_autofree char *text = bytes == NULL ? NULL : cf_mime_jis_to_utf8 (cf_span (bytes->data, bytes->len));

  if (text == NULL)
    return FALSE;

  append_quoted (out, "utf-8", cf_span_str (text));
  return TRUE;
}

/* A whole word of a set without a converter, as one in UTF-8.  What is not well formed, or none of the set, GMime gets as
 * ASCII, and @unknown says that nobody can read it. */
static void
append_simple_word (GString *out, const guint16 *letters, CfSpan word, gboolean *unknown)
{
  g_autoptr (GByteArray) bytes = cf_mime_word_decode (word);
  GString *text = bytes == NULL ? NULL : convert_simple (letters, cf_span (bytes->data, bytes->len));
  const char *mark = memchr (word.data + 2, '?', word.length - 2);

  if (text == NULL) {
    *unknown = TRUE;
    g_string_append (out, "=?us-ascii");
    g_string_append_len (out, mark, (const char *) word.data + word.length - mark);
    return;
  }

  append_quoted (out, "utf-8", cf_span (text->str, text->len));
  g_string_free (text, TRUE);
}

static gboolean
append_base64_word (GString *out, const char *converter, CfSpan word)
{
  g_autoptr (GByteArray) bytes = cf_mime_word_decode (word);

  if (bytes == NULL)
    return FALSE;

  append_quoted (out, converter, cf_span (bytes->data, bytes->len));
  return TRUE;
}

/* Behind the word whose encoding begins at @mark; NULL when it is no whole word.
 * Between its last two question marks no other word can begin. */
static const char *
find_word_end (const char *mark)
{
  const char *end = is_encoding (mark) ? strchr (mark + 3, '?') : NULL;

  return end != NULL && end[1] == '=' ? end + 2 : NULL;
}

/* @p is on "=?".  Writes the word, or its beginning, and returns what is behind. */
static const char *
adapt_word (GString *out, const char *p, gboolean *unknown)
{
  const char *label = p + 2;
  gsize length = strcspn (label, "?*"); /* RFC 2231 section 5: a language may follow */
  const char *mark = strchr (label, '?');
  const char *end = NULL;
  const char *converter = NULL;

  if (mark == NULL || length == 0 || (gsize) (mark - label) > MAX_LABEL_BYTES) {
    g_string_append (out, "=?");
    return label;
  }

  converter = find_converter (label, length);
  end = find_word_end (mark);
  if (converter == NULL && is_encoding (mark))
    *unknown = TRUE;
  if (end != NULL && find_letters (converter) != NULL) {
    append_simple_word (out, find_letters (converter), cf_span (p, end - p), unknown);
    return end;
  }
  if (end != NULL && g_strcmp0 (converter, "iso-2022-jp") == 0 && append_jis_word (out, cf_span (p, end - p)))
    return end;
  if (end != NULL && converter != NULL && g_ascii_tolower (mark[1]) == 'b' &&
      append_base64_word (out, converter, cf_span (p, end - p)))
    return end;

  g_string_append_printf (out, "=?%s", converter == NULL ? "us-ascii" : converter);
  if (end != NULL)
    g_string_append_len (out, mark, end - mark);
  return end == NULL ? mark : end;
}

char *
cf_mime_charset_adapt (const char *text, gboolean *unknown)
{
  g_autofree char *converted = NULL;
  GString *out = g_string_new (NULL);

  /* ISO-2022-JP without a word around it, as old programs write it. */
  if (strchr (text, '\033') != NULL)
    converted = cf_mime_jis_to_utf8 (cf_span_str (text));
  if (converted != NULL)
    text = converted;

  while (*text != '\0') {
    const char *word = strstr (text, "=?");

    if (word == NULL)
      word = text + strlen (text);
    g_string_append_len (out, text, word - text);
    text = *word == '\0' ? word : adapt_word (out, word, unknown);
  }

  return g_string_free (out, FALSE);
}
