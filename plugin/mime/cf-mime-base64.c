/* cf-mime-base64.c — base64 that comes in pieces -> bytes (RFC 2045 section 6.8)
 *
 * Strict: what is not base64 has no bytes.  A program that skips rubbish and
 * one that stops at it see different signatures.
 */
#include "cf-mime-base64.h"

#define BLANK 0x40
#define PAD 0x41
#define OTHER 0x80

/* In a word of a group: one of its letters is none. */
#define NO_LETTER 0x80000000u

/* What each byte is by itself, and what a letter adds to the three bytes of its group, by its place; the first byte is
 * the lowest. */
typedef struct {
  guint8 value[256];
  guint32 word[4][256];
} Tables;

static void
set_letter (Tables *tables, guint8 letter, guint32 value)
{
  tables->value[letter] = (guint8) value;
  tables->word[0][letter] = value << 2;
  tables->word[1][letter] = value >> 4 | (value & 0x0f) << 12;
  tables->word[2][letter] = (value >> 2) << 8 | (value & 0x03) << 22;
  tables->word[3][letter] = value << 16;
}

static const Tables *
get_tables (void)
{
  static Tables tables;
  static gsize ready = 0;
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  if (g_once_init_enter (&ready)) {
    memset (tables.value, OTHER, sizeof tables.value);
    for (guint i = 0; i < 4 * 256; i++)
      tables.word[i / 256][i % 256] = NO_LETTER;
    for (guint i = 0; i < 64; i++)
      set_letter (&tables, (guint8) alphabet[i], i);
    tables.value['\r'] = tables.value['\n'] = tables.value[' '] = tables.value['\t'] = BLANK;
    tables.value['='] = PAD;
    g_once_init_leave (&ready, 1);
  }

  return &tables;
}

/* Whole groups of four letters and the line ends between them, as long as nothing else comes.  Returns how many bytes were read. */
static gsize
decode_groups (CfSpan text, CfMimeBase64Room *room)
{
  const Tables *tables = get_tables ();
  const guint8 *p = text.data;
  const guint8 *end = text.data + text.length;
  guint8 *q = room->data + room->length;
  const guint8 *last = room->data + room->limit;

  while (end - p >= 4 && last - q >= 3) {
    guint32 word = tables->word[0][p[0]] | tables->word[1][p[1]] | tables->word[2][p[2]] | tables->word[3][p[3]];

    if (word & NO_LETTER) {
      if (*p != '\r' && *p != '\n')
        break;
      p++;
      continue;
    }
    q[0] = (guint8) word;
    q[1] = (guint8) (word >> 8);
    q[2] = (guint8) (word >> 16);
    p += 4;
    q += 3;
  }

  room->length = (gsize) (q - room->data);
  return (gsize) (p - text.data);
}

/* Letters and pads are four: the bytes that they stand for.  2 letters give 1, 3 give 2, 4 give 3. */
static gboolean
end_group (CfMimeBase64 *self, CfMimeBase64Room *room)
{
  guint n = self->letters - 1;

  if (self->letters < 2 || room->limit - room->length < n)
    return FALSE;

  self->bits <<= 6 * self->pads;
  for (guint i = 0; i < n; i++)
    room->data[room->length++] = (guint8) (self->bits >> (16 - 8 * i));
  self->ended = self->pads > 0;
  self->letters = self->pads = self->bits = 0;

  return TRUE;
}

/* Padding ends the data; only white space may follow. */
static gboolean
take_byte (CfMimeBase64 *self, guint8 byte, CfMimeBase64Room *room)
{
  guint8 value = get_tables ()->value[byte];

  if (value == BLANK)
    return TRUE;
  if (self->ended || value == OTHER || (value != PAD && self->pads > 0))
    return FALSE;

  if (value == PAD) {
    self->pads++;
  } else {
    self->letters++;
    self->bits = self->bits << 6 | value;
  }

  return self->letters + self->pads < 4 || end_group (self, room);
}

gboolean
cf_mime_base64_feed (CfMimeBase64 *self, CfSpan text, CfMimeBase64Room *room)
{
  gsize at = 0;

  while (at < text.length) {
    if (self->letters + self->pads == 0 && !self->ended)
      at += decode_groups (cf_span_from (text, at), room);
    if (at < text.length && !take_byte (self, text.data[at++], room))
      return FALSE;
  }

  return TRUE;
}

gboolean
cf_mime_base64_is_whole (const CfMimeBase64 *self)
{
  return self->letters + self->pads == 0;
}
