/* make-charsets.c — the build's own converters -> tables of the character sets that have one byte for each letter
 *
 * Runs while building.  Prints a row for each set: what its bytes from 128 on
 * mean in Unicode, 0 for nothing.  A set that is ASCII below, and whose bytes
 * never act together, is fully told by that.
 */
#include <glib.h>
#include <iconv.h>
#include <stdio.h>

/* Not here, because their bytes act together or are not ASCII below: cp1255, cp1258, viscii. */
static const char *const names[] = {
  "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-9",
  "iso-8859-10", "iso-8859-11", "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16", "cp1250", "cp1251",
  "cp1252", "cp1253", "cp1254", "cp1256", "cp1257", "koi8-r", "koi8-u", "macintosh", "cp874",
};

/* 0 when it is none of the set. */
static gunichar
convert (iconv_t converter, guint8 byte)
{
  gunichar out[4] = { 0 };
  char *in_at = (char *) &byte;
  char *out_at = (char *) out;
  gsize in_left = 1, out_left = sizeof out;

  iconv (converter, NULL, NULL, NULL, NULL);
  if (iconv (converter, &in_at, &in_left, &out_at, &out_left) == (gsize) -1 ||
      iconv (converter, NULL, NULL, &out_at, &out_left) == (gsize) -1 || out_left != sizeof out - sizeof *out)
    return 0;

  return out[0];
}

/* FALSE when the system does not know it, or knows it otherwise: then it is opened at run time like the others. */
static gboolean
is_simple (iconv_t converter)
{
  if (converter == (iconv_t) -1)
    return FALSE;

  for (guint byte = 1; byte < 256; byte++) {
    gunichar letter = convert (converter, (guint8) byte);

    if (byte < 128 ? letter != byte : letter > G_MAXUINT16)
      return FALSE;
  }

  return TRUE;
}

int
main (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    iconv_t converter = iconv_open (G_BYTE_ORDER == G_LITTLE_ENDIAN ? "UCS-4LE" : "UCS-4BE", names[i]);

    if (!is_simple (converter))
      continue;
    printf ("{ \"%s\", {", names[i]);
    for (guint byte = 128; byte < 256; byte++)
      printf (" %u,", convert (converter, (guint8) byte));
    printf (" } },\n");
    iconv_close (converter);
  }

  return 0;
}
