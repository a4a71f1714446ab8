/* cf-claws-bytes.c — what Claws Mail holds of a mail -> the bytes as they came, and a name for them */
#include "cf-claws-bytes.h"

#include <string.h>

#define DECRYPTED_PREFIX "MIME-Version: 1.0\n"
/* A last CRLF. */
#define SLACK_BYTES 2

GBytes *
cf_claws_bytes_undo_dots (const char *data, gsize length)
{
  GByteArray *bytes = g_byte_array_sized_new ((guint) length);
  gsize begin = 0;

  for (gsize i = 0; i + 1 < length; i++) {
    gboolean starts_line = i == 0 || (i >= 2 && data[i - 2] == '\r' && data[i - 1] == '\n');

    if (!starts_line || data[i] != '.' || data[i + 1] != '.')
      continue;
    g_byte_array_append (bytes, (const guint8 *) data + begin, (guint) (i - begin));
    begin = i + 1;
  }
  if (begin < length)
    g_byte_array_append (bytes, (const guint8 *) data + begin, (guint) (length - begin));
  return g_byte_array_free_to_bytes (bytes);
}

char *
cf_claws_bytes_hash (GBytes *bytes)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length;
  const guchar *text = g_bytes_get_data (bytes, &length);
  gsize begin = 0;

  for (gsize i = 0; i + 1 < length; i++) {
    if (text[i] != '\r' || text[i + 1] != '\n')
      continue;
    g_checksum_update (checksum, text + begin, (gssize) (i - begin));
    begin = i + 1;
  }
  if (begin < length)
    g_checksum_update (checksum, text + begin, (gssize) (length - begin));
  return g_strdup (g_checksum_get_string (checksum));
}

/* Length once every line ends with CRLF. */
static gsize
get_crlf_length (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  gsize added = 0;

  for (gsize i = 0; i < length; i++)
    added += text[i] == '\n' && (i == 0 || text[i - 1] != '\r');
  return length + added;
}

gboolean
cf_claws_bytes_have_size (GBytes *bytes, gint64 size)
{
  gint64 difference = (gint64) get_crlf_length (bytes) - size;

  return size <= 0 || ABS (difference) <= SLACK_BYTES;
}

GBytes *
cf_claws_bytes_cut_prefix (GBytes *decrypted)
{
  gsize prefix = strlen (DECRYPTED_PREFIX);
  gsize length;
  const char *text = g_bytes_get_data (decrypted, &length);

  if (length < prefix || memcmp (text, DECRYPTED_PREFIX, prefix) != 0)
    prefix = 0;
  return g_bytes_new_from_bytes (decrypted, prefix, length - prefix);
}
