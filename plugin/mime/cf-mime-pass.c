/* cf-mime-pass.c — bytes -> several digests of them, read once
 *
 * A stream is a span in one form; needs hang on it, or a reader.  All streams walk through
 * the message side by side, a block each: whatever was read for one is still
 * in the cache for the next.
 */
#include "cf-mime-pass.h"

#include "cf-mime-form.h"

#define BLOCK_BYTES (32u * CF_KIB)

typedef struct {
  guint64 limit;
  guint mask;
  guint64 left; /* of @limit */
  CfDigester *digester;
  CfDigestSet set;
  guint stream;
} Need;

typedef struct {
  CfSpan span;
  gsize at;
  CfMimeFormer former;
  guint64 length; /* of the form, so far */
  GPtrArray *needs; /* borrowed */
  CfMimePassReader reader; /* (nullable): then there are no needs */
  gpointer user_data;
  gboolean known;   /* all that is needed of it was taken over */
} Stream;

struct _CfMimePass {
  GPtrArray *needs;
  GPtrArray *streams;
  gboolean ran;
};

static void
need_free (Need *need)
{
  cf_digester_free (need->digester);
  g_free (need);
}

static void
stream_free (Stream *stream)
{
  cf_mime_former_clear (&stream->former);
  g_ptr_array_unref (stream->needs);
  g_free (stream);
}

CfMimePass *
cf_mime_pass_new (void)
{
  CfMimePass *self = g_new0 (CfMimePass, 1);

  self->needs = g_ptr_array_new_with_free_func ((GDestroyNotify) need_free);
  self->streams = g_ptr_array_new_with_free_func ((GDestroyNotify) stream_free);
  return self;
}

static void
take_bytes (gpointer user_data, CfSpan bytes)
{
  Stream *stream = user_data;

  stream->length += bytes.length;
  if (stream->reader != NULL)
    stream->reader (stream->user_data, bytes);
  for (guint i = 0; i < stream->needs->len; i++) {
    Need *need = g_ptr_array_index (stream->needs, i);
    gsize n = (gsize) MIN (need->left, bytes.length);

    if (n > 0)
      cf_digester_update (need->digester, cf_span_sub (bytes, 0, n));
    need->left -= n;
  }
}

static gboolean
is_stream_of (const Stream *stream, CfSpan span, CfMimeForm form)
{
  return stream->span.data == span.data && stream->span.length == span.length && stream->former.form == form &&
         stream->reader == NULL;
}

static Stream *
add_stream (CfMimePass *self, CfSpan span, CfMimeForm form)
{
  Stream *stream = g_new0 (Stream, 1);

  g_assert (!self->ran);
  stream->span = span;
  stream->needs = g_ptr_array_new ();
  cf_mime_former_init (&stream->former, form, take_bytes, stream);
  g_ptr_array_add (self->streams, stream);
  return stream;
}

static guint
find_stream (CfMimePass *self, CfSpan span, CfMimeForm form)
{
  for (guint i = 0; i < self->streams->len; i++)
    if (is_stream_of (g_ptr_array_index (self->streams, i), span, form))
      return i;

  add_stream (self, span, form);
  return self->streams->len - 1;
}

void
cf_mime_pass_add_reader (CfMimePass *self, CfSpan span, CfMimePassReader reader, gpointer user_data)
{
  Stream *stream = add_stream (self, span, CF_MIME_FORM_AS_IS);

  stream->reader = reader;
  stream->user_data = user_data;
}

guint
cf_mime_pass_add (CfMimePass *self, CfSpan span, CfMimeForm form, guint mask, guint64 limit)
{
  guint stream = find_stream (self, span, form);
  Need *need;

  g_assert (!self->ran);
  for (guint i = 0; i < self->needs->len; i++) {
    need = g_ptr_array_index (self->needs, i);
    if (need->stream == stream && need->limit == limit) {
      need->mask |= mask;
      return i;
    }
  }

  need = g_new0 (Need, 1);
  need->stream = stream;
  need->limit = need->left = limit;
  need->mask = mask;
  g_ptr_array_add (self->needs, need);
  g_ptr_array_add (((Stream *) g_ptr_array_index (self->streams, stream))->needs, need);
  return self->needs->len - 1;
}

static const Stream *
find_same_stream (const CfMimePass *self, const Stream *wanted)
{
  for (guint i = 0; i < self->streams->len; i++) {
    const Stream *stream = g_ptr_array_index (self->streams, i);

    if (is_stream_of (stream, wanted->span, wanted->former.form))
      return stream;
  }

  return NULL;
}

static const Need *
find_same_need (const Stream *stream, const Need *wanted)
{
  for (guint i = 0; i < stream->needs->len; i++) {
    const Need *need = g_ptr_array_index (stream->needs, i);

    if (need->limit == wanted->limit && (need->mask & wanted->mask) == wanted->mask)
      return need;
  }

  return NULL;
}

/* All or nothing: a stream that has to be read is read for all its needs. */
static gboolean
take_over (Stream *stream, const Stream *before)
{
  for (guint i = 0; i < stream->needs->len; i++)
    if (find_same_need (before, g_ptr_array_index (stream->needs, i)) == NULL)
      return FALSE;

  for (guint i = 0; i < stream->needs->len; i++) {
    Need *need = g_ptr_array_index (stream->needs, i);

    need->set = find_same_need (before, need)->set;
  }
  stream->length = before->length;
  stream->at = stream->span.length;
  return TRUE;
}

void
cf_mime_pass_reuse (CfMimePass *self, const CfMimePass *before)
{
  g_assert (!self->ran && before->ran);

  for (guint i = 0; i < self->streams->len; i++) {
    Stream *stream = g_ptr_array_index (self->streams, i);
    const Stream *same = stream->reader == NULL ? find_same_stream (before, stream) : NULL;

    stream->known = same != NULL && take_over (stream, same);
  }
}

/* Where the next block begins: at the first byte that some stream has not read; NULL when all are read. */
static const guint8 *
find_next (const CfMimePass *self)
{
  const guint8 *first = NULL;

  for (guint i = 0; i < self->streams->len; i++) {
    const Stream *stream = g_ptr_array_index (self->streams, i);
    CfSpan rest = cf_span_from (stream->span, stream->at);

    if (rest.length > 0 && (first == NULL || rest.data < first))
      first = rest.data;
  }

  return first;
}

static void
feed_block (CfMimePass *self, const guint8 *block)
{
  for (guint i = 0; i < self->streams->len; i++) {
    Stream *stream = g_ptr_array_index (self->streams, i);
    CfSpan rest = cf_span_from (stream->span, stream->at);
    gsize n;

    if (rest.length == 0 || rest.data < block || (guintptr) rest.data - (guintptr) block >= BLOCK_BYTES)
      continue;

    n = MIN (rest.length, BLOCK_BYTES - ((guintptr) rest.data - (guintptr) block));
    cf_mime_former_feed (&stream->former, cf_span (rest.data, n));
    stream->at += n;
  }
}

static gboolean
is_known (const CfMimePass *self, const Need *need)
{
  return ((const Stream *) g_ptr_array_index (self->streams, need->stream))->known;
}

static void
finish (CfMimePass *self)
{
  for (guint i = 0; i < self->streams->len; i++) {
    Stream *stream = g_ptr_array_index (self->streams, i);

    if (!stream->known)
      cf_mime_former_finish (&stream->former);
  }
  for (guint i = 0; i < self->needs->len; i++) {
    Need *need = g_ptr_array_index (self->needs, i);

    if (!is_known (self, need))
      cf_digester_finish (need->digester, &need->set);
  }
}

void
cf_mime_pass_run (CfMimePass *self)
{
  const guint8 *block;

  g_assert (!self->ran);
  self->ran = TRUE;
  for (guint i = 0; i < self->needs->len; i++) {
    Need *need = g_ptr_array_index (self->needs, i);

    if (!is_known (self, need))
      need->digester = cf_digester_new (need->mask);
  }

  while ((block = find_next (self)) != NULL)
    feed_block (self, block);

  finish (self);
}

static const Need *
get_need (const CfMimePass *self, guint place)
{
  g_assert (self->ran && place < self->needs->len);
  return g_ptr_array_index (self->needs, place);
}

const CfDigestSet *
cf_mime_pass_get (const CfMimePass *self, guint place)
{
  return &get_need (self, place)->set;
}

guint64
cf_mime_pass_get_length (const CfMimePass *self, guint place)
{
  const Stream *stream = g_ptr_array_index (self->streams, get_need (self, place)->stream);

  return stream->length;
}

void
cf_mime_pass_free (CfMimePass *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->streams);
  g_ptr_array_unref (self->needs);
  g_free (self);
}
