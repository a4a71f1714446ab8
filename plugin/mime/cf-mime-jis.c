/* cf-mime-jis.c — ISO-2022-JP as Japanese mail writes it -> UTF-8
 *
 * Mail says ISO-2022-JP and writes the rows of Windows too ("㈱" before the
 * name of a company), which the converter of that name refuses.  The same
 * bytes with the high bit set are EUC-JP, whose converter knows them.
 */
#include "cf-mime-gmime.h"
#include "cf-mime-words.h"

typedef enum { SET_ASCII, SET_KANA, SET_KANJI } Set;

static const struct {
  const char *escape;
  Set set;
} escapes[] = {
  { "\033(B", SET_ASCII }, { "\033(J", SET_ASCII }, { "\033(I", SET_KANA },
  { "\033$@", SET_KANJI }, { "\033$B", SET_KANJI },
};

/* Escapes of other sets (JIS X 0212, 0213) are left to the converter of the full name. */
static gboolean
take_escape (CfSpan bytes, gsize offset, Set *set)
{
  for (guint i = 0; i < G_N_ELEMENTS (escapes); i++)
    if (bytes.length - offset >= 3 && memcmp (bytes.data + offset, escapes[i].escape, 3) == 0) {
      *set = escapes[i].set;
      return TRUE;
    }

  return FALSE;
}

static void
append_shifted (GString *out, guint8 c, Set set)
{
  if (set == SET_KANA && c > 32)
    g_string_append_c (out, (char) 0x8e);
  g_string_append_c (out, (char) (set == SET_ASCII || c <= 32 ? c : c | 0x80));
}

char *
cf_mime_jis_to_utf8 (CfSpan bytes)
{
  g_autoptr (GString) euc = g_string_sized_new (bytes.length);
  Set set = SET_ASCII;
  iconv_t converter;
  char *text = NULL;

  for (gsize i = 0; i < bytes.length; i++) {
    guint8 c = bytes.data[i];

    if (c == '\033') {
      if (!take_escape (bytes, i, &set))
        return NULL;
      i += 2;
    } else if (c >= 0x80 || c == '\0') {
      return NULL;
    } else {
      append_shifted (euc, c, set);
    }
  }

  converter = g_mime_iconv_open ("UTF-8", "eucjp-ms");
  if (converter == (iconv_t) -1)
    return NULL;
  text = g_mime_iconv_strndup (converter, euc->str, euc->len);
  g_mime_iconv_close (converter);
  return text;
}
