/* cf-mime-form.c — bytes -> the form in which they are hashed (RFC 6376 section 3.4, RFC 8551 section 3.1.1)
 *
 * Nearly all bytes of a mail have the form already.  They are copied sixteen at
 * a time; what has to change goes through a state machine of single bytes.
 */
#include "cf-mime-form.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define STEP 16u

static const guint8 line_end[] = { '\r', '\n' };

void
cf_mime_former_init (CfMimeFormer *self, CfMimeForm form, CfMimeFormSink sink, gpointer user_data)
{
  *self = (CfMimeFormer) { .form = form, .sink = sink, .user_data = user_data };
  self->buffer = g_malloc (CF_MIME_FORM_BUFFER_BYTES + STEP);
}

void
cf_mime_former_clear (CfMimeFormer *self)
{
  g_clear_pointer (&self->buffer, g_free);
}

static gboolean
is_dkim (const CfMimeFormer *self)
{
  return self->form == CF_MIME_FORM_DKIM_SIMPLE || self->form == CF_MIME_FORM_DKIM_RELAXED;
}

#define EIGHT_ENDS "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n"

/* The line ends that turned out to stand before something. */
static void
release_held (CfMimeFormer *self)
{
  static const char ends[] = EIGHT_ENDS EIGHT_ENDS EIGHT_ENDS EIGHT_ENDS;

  while (self->held > 0) {
    guint64 n = MIN (self->held, 32);

    self->sink (self->user_data, cf_span (ends, 2 * n));
    self->held -= n;
  }
}

static void
hand_on (CfMimeFormer *self, gsize length)
{
  if (length == 0)
    return;

  if (self->held > 0)
    release_held (self);
  self->sink (self->user_data, cf_span (self->buffer, length));
  self->content = TRUE;
  self->ended = self->buffer[length - 1] == '\n';
}

/* Of a body the line ends at the end do not count, so those at the end of the buffer wait.  A CR waits as well: it
 * may be half of one. */
static void
flush (CfMimeFormer *self)
{
  gboolean keep_cr = self->used > 0 && self->buffer[self->used - 1] == '\r';
  gsize length = self->used - (keep_cr ? 1 : 0);
  guint64 ends = 0;

  while (is_dkim (self) && length >= 2 && memcmp (self->buffer + length - 2, line_end, 2) == 0) {
    length -= 2;
    ends++;
  }
  hand_on (self, length);
  self->held += ends;
  self->used = 0;
  if (keep_cr)
    self->buffer[self->used++] = '\r';
}

static void
put (CfMimeFormer *self, guint8 byte)
{
  if (self->used >= CF_MIME_FORM_BUFFER_BYTES)
    flush (self);
  self->buffer[self->used++] = byte;
}

static void
put_blank (CfMimeFormer *self)
{
  if (self->blank)
    put (self, ' ');
  self->blank = FALSE;
}

static void
put_line_end (CfMimeFormer *self)
{
  self->cr = FALSE;
  self->blank = FALSE;
  put (self, '\r');
  put (self, '\n');
}

/* A CR alone is a byte like any other. */
static void
put_cr (CfMimeFormer *self)
{
  if (!self->cr)
    return;

  self->cr = FALSE;
  put_blank (self);
  put (self, '\r');
}

static void
feed_byte (CfMimeFormer *self, guint8 byte)
{
  if (byte == '\n') {
    put_line_end (self);
    return;
  }

  put_cr (self);
  if (byte == '\r') {
    self->cr = TRUE;
  } else if (self->form == CF_MIME_FORM_DKIM_RELAXED && (byte == ' ' || byte == '\t')) {
    self->blank = TRUE;
  } else {
    put_blank (self);
    put (self, byte);
  }
}

#ifdef __SSE2__

static inline guint
find_bytes (__m128i bytes, char wanted)
{
  return (guint) _mm_movemask_epi8 (_mm_cmpeq_epi8 (bytes, _mm_set1_epi8 (wanted)));
}

/* One bit for each of the bytes @here that cannot be copied as it stands; @next is one byte later. */
static inline guint
find_changes (__m128i here, __m128i next, gboolean relaxed)
{
  guint cr = find_bytes (here, '\r');
  /* A LF without CR before it, and a CR whose LF is not in sight. */
  guint changes = (find_bytes (here, '\n') & ~(cr << 1)) | (cr & (1u << (STEP - 1)));
  __m128i ends;
  __m128i spaces;

  if (!relaxed)
    return changes;

  /* A space stays where it is the only one, and not the last of its line. */
  ends = _mm_or_si128 (_mm_cmpeq_epi8 (next, _mm_set1_epi8 ('\r')), _mm_cmpeq_epi8 (next, _mm_set1_epi8 ('\n')));
  ends = _mm_or_si128 (ends, _mm_cmpeq_epi8 (next, _mm_set1_epi8 (' ')));
  ends = _mm_or_si128 (ends, _mm_cmpeq_epi8 (next, _mm_set1_epi8 ('\t')));
  spaces = _mm_and_si128 (_mm_cmpeq_epi8 (here, _mm_set1_epi8 (' ')), ends);
  return changes | (guint) _mm_movemask_epi8 (spaces) | find_bytes (here, '\t');
}

/* Copies from @bytes what has the form already; how many bytes that was. */
static gsize
copy_unchanged (CfMimeFormer *self, CfSpan bytes)
{
  gboolean relaxed = self->form == CF_MIME_FORM_DKIM_RELAXED;
  gsize at = 0;

  while (bytes.length - at > STEP) {
    __m128i here = _mm_loadu_si128 ((const __m128i *) (bytes.data + at));
    __m128i next = _mm_loadu_si128 ((const __m128i *) (bytes.data + at + 1));
    guint changes = find_changes (here, next, relaxed);
    guint n = changes == 0 ? STEP : (guint) __builtin_ctz (changes);

    if (self->used + STEP > CF_MIME_FORM_BUFFER_BYTES)
      flush (self);
    _mm_storeu_si128 ((__m128i *) (self->buffer + self->used), here);
    self->used += n;
    at += n;
    if (n < STEP)
      break;
  }

  return at;
}

#else

/* Up to the first byte that may have to change. */
static gsize
copy_unchanged (CfMimeFormer *self, CfSpan bytes)
{
  gboolean relaxed = self->form == CF_MIME_FORM_DKIM_RELAXED;
  gsize at = 0;

  while (at < bytes.length && bytes.data[at] != '\r' && bytes.data[at] != '\n' &&
         !(relaxed && (bytes.data[at] == ' ' || bytes.data[at] == '\t')))
    put (self, bytes.data[at++]);

  return at;
}

#endif

void
cf_mime_former_feed (CfMimeFormer *self, CfSpan bytes)
{
  gsize at = 0;

  if (self->form == CF_MIME_FORM_AS_IS) {
    self->sink (self->user_data, bytes);
    return;
  }

  while (at < bytes.length) {
    if (!self->cr && !self->blank)
      at += copy_unchanged (self, cf_span_from (bytes, at));
    if (at < bytes.length)
      feed_byte (self, bytes.data[at++]);
  }
}

/* The last line of a message has an end, whether it was written or not. */
static void
finish_message (CfMimeFormer *self)
{
  if (self->used > 0 ? self->buffer[self->used - 1] != '\n' : self->content && !self->ended)
    put_line_end (self);
}

/* RFC 6376: exactly one line end behind the last line that is not empty; without any such line one (simple) or none. */
static void
finish_body (CfMimeFormer *self)
{
  flush (self);
  /* A CR that waited for its LF. */
  hand_on (self, self->used);
  self->used = 0;
  self->held = 0;
  if (self->content || self->form == CF_MIME_FORM_DKIM_SIMPLE)
    self->sink (self->user_data, cf_span (line_end, sizeof line_end));
}

void
cf_mime_former_finish (CfMimeFormer *self)
{
  put_cr (self);
  if (is_dkim (self)) {
    finish_body (self);
    return;
  }

  if (self->form == CF_MIME_FORM_MESSAGE)
    finish_message (self);
  if (self->used > 0)
    self->sink (self->user_data, cf_span (self->buffer, self->used));
  self->used = 0;
}
