/* cf-cms-stream.c — signed data with its content, while it arrives: bytes -> parts
 *
 * What stands before the content is looked at once, when enough of it is
 * there.  If it is the beginning of opaque signed data, the pieces of the
 * content are moved together where they lie and hashed; in the end the rest is
 * put behind that beginning, with an empty content, and read like all other
 * signed data, by the same limits.  Whatever begins otherwise is kept until
 * its end and read whole.
 */
#include "cf-cms-stream.h"

#include "cf-cms-ber.h"
#include "cf-cms-internal.h"
#include "cf-limits.h"

/* All before the content: types, version and digest algorithms.  Real ones are under 100 bytes. */
#define BEGIN_BYTES 4096u

/* A constructed value that is being walked. */
typedef struct {
  gsize end; /* no byte of it lies behind */
  gboolean indefinite;
} Frame;

/* What lies around the content, from outside. */
enum { INFO, INFO_CONTENT, SIGNED_DATA, ENCAPSULATED, ENCAPSULATED_CONTENT, N_AROUND };

typedef enum {
  STATE_BEGIN,
  STATE_CONTENT,
  STATE_REST,   /* the content is at its end */
  STATE_OTHER,  /* no opaque signed data, or none that begins as it should */
  STATE_BROKEN, /* the content is */
} State;

struct _CfCmsStream {
  State state;
  guint8 *data;
  gsize capacity;
  gsize length;
  gsize at; /* first byte that was not looked at */
  gboolean hashes;
  Frame around[N_AROUND];
  CfSpan type;
  CfSpan version;
  CfSpan algorithms;
  CfSpan content_type;
  Frame strings[CF_LIMIT_CMS_STRING_DEPTH];
  guint depth;
  gsize left;    /* of the piece that is being read */
  gsize content; /* where it begins, once all pieces are together */
  gsize content_length;
  guint mask;
  CfDigester *digester; /* (nullable) */
};

CfCmsStream *
cf_cms_stream_new (gsize capacity, gboolean hashes)
{
  CfCmsStream *self = g_new0 (CfCmsStream, 1);

  g_assert (capacity <= CF_LIMIT_CMS_BYTES);
  self->capacity = capacity;
  self->hashes = hashes;
  self->data = g_malloc (capacity + 1);
  return self;
}

guint8 *
cf_cms_stream_get_buffer (CfCmsStream *self)
{
  return self->data;
}

/* --- before the content --- */

/* The bytes at hand of what ends at @end. */
static CfSpan
get_ahead (const CfCmsStream *self, gsize end)
{
  return cf_span (self->data + self->at, MIN (self->length, end) - self->at);
}

/* Goes into a value that need not be there to its end. */
static gboolean
enter (CfCmsStream *self, const CfCmsBerHead *head, gsize end, Frame *out)
{
  gsize at = self->at + head->length;

  if (head->content > end - at)
    return FALSE;

  self->at = at;
  *out = (Frame) { head->indefinite ? end : at + head->content, head->indefinite };
  return TRUE;
}

static gboolean
enter_tagged (CfCmsStream *self, guint8 tag, guint place)
{
  gsize end = place == INFO ? self->capacity : self->around[place - 1].end;
  CfCmsBerHead head;

  return cf_cms_ber_read_head (get_ahead (self, end), &head) && head.tag == tag &&
         enter (self, &head, end, &self->around[place]);
}

static gboolean
take_tagged (CfCmsStream *self, guint8 tag, guint inside, CfSpan *out)
{
  CfSpan rest = get_ahead (self, self->around[inside].end);
  CfCmsBer value;

  if (!cf_cms_ber_next_tagged (&rest, tag, &value))
    return FALSE;

  self->at += value.whole.length;
  *out = value.whole;
  return TRUE;
}

/* The digests that are announced (RFC 5652 section 5.1) and that are ours; which of them count, the signers say. */
static guint
read_mask (CfSpan algorithms)
{
  guint mask = 0;
  CfCmsBer set;
  CfCmsBer algorithm;
  CfCmsBer object;

  if (!cf_cms_ber_next (&algorithms, &set))
    return 0;
  while (cf_cms_ber_next_tagged (&set.content, CF_CMS_BER_SEQUENCE, &algorithm))
    if (cf_cms_ber_next_tagged (&algorithm.content, CF_CMS_BER_OBJECT, &object))
      mask |= cf_cms_scheme_find_digest (cf_cms_find_nid (object.whole));

  return mask;
}

/* The content is one string, or strings in a string (X.690 section 8.7). */
static gboolean
enter_string (CfCmsStream *self, gsize end)
{
  CfCmsBerHead head;
  Frame frame;

  if (!cf_cms_ber_read_head (get_ahead (self, end), &head))
    return FALSE;

  if (head.tag == CF_CMS_BER_OCTET_STRING && enter (self, &head, end, &frame)) {
    self->left = head.content;
    return TRUE;
  }

  if (head.tag != CF_CMS_BER_OCTET_STRINGS || self->depth == CF_LIMIT_CMS_STRING_DEPTH ||
      !enter (self, &head, end, &frame))
    return FALSE;

  self->strings[self->depth++] = frame;
  return TRUE;
}

static gboolean
begin (CfCmsStream *self)
{
  return enter_tagged (self, CF_CMS_BER_SEQUENCE, INFO) && take_tagged (self, CF_CMS_BER_OBJECT, INFO, &self->type) &&
         cf_cms_find_nid (self->type) == NID_pkcs7_signed &&
         enter_tagged (self, CF_CMS_BER_CONTEXT_0, INFO_CONTENT) &&
         enter_tagged (self, CF_CMS_BER_SEQUENCE, SIGNED_DATA) &&
         take_tagged (self, CF_CMS_BER_INTEGER, SIGNED_DATA, &self->version) &&
         take_tagged (self, CF_CMS_BER_SET, SIGNED_DATA, &self->algorithms) &&
         enter_tagged (self, CF_CMS_BER_SEQUENCE, ENCAPSULATED) &&
         take_tagged (self, CF_CMS_BER_OBJECT, ENCAPSULATED, &self->content_type) &&
         enter_tagged (self, CF_CMS_BER_CONTEXT_0, ENCAPSULATED_CONTENT) &&
         enter_string (self, self->around[ENCAPSULATED_CONTENT].end);
}

/* --- the content --- */

static void
take_piece (CfCmsStream *self)
{
  gsize n = MIN (self->left, self->length - self->at);
  guint8 *to = self->data + self->content + self->content_length;

  if (to != self->data + self->at)
    memmove (to, self->data + self->at, n);
  if (self->digester != NULL)
    cf_digester_update (self->digester, cf_span (to, n));
  self->content_length += n;
  self->at += n;
  self->left -= n;
}

/* The next piece, or the end of some. */
static gboolean
take_head (CfCmsStream *self)
{
  const Frame *inside = &self->strings[self->depth - 1];
  CfCmsBerHead head;

  if (inside->indefinite && cf_cms_ber_read_head (get_ahead (self, inside->end), &head) && cf_cms_ber_is_end (&head)) {
    self->at += head.length;
    self->depth--;
    return TRUE;
  }

  return enter_string (self, inside->end);
}

static gboolean
leave_ended (CfCmsStream *self)
{
  while (self->depth > 0 && !self->strings[self->depth - 1].indefinite &&
         self->strings[self->depth - 1].end == self->at)
    self->depth--;

  return self->depth == 0;
}

/* As far as the bytes go; a head that may not be there to its end waits for more. */
static void
walk_content (CfCmsStream *self, gboolean is_all)
{
  while (self->state == STATE_CONTENT) {
    if (self->left > 0 && self->at == self->length)
      return;
    if (self->left > 0)
      take_piece (self);
    else if (leave_ended (self))
      self->state = STATE_REST;
    else if (!is_all && self->length - self->at < CF_CMS_BER_HEAD_BYTES)
      return;
    else if (!take_head (self))
      self->state = STATE_BROKEN;
  }
}

static void
advance (CfCmsStream *self, gsize length, gboolean is_all)
{
  g_assert (length >= self->length && length <= self->capacity);
  self->length = length;

  if (self->state == STATE_BEGIN && (is_all || length >= BEGIN_BYTES)) {
    self->state = begin (self) ? STATE_CONTENT : STATE_OTHER;
    self->content = self->at;
    if (self->state == STATE_CONTENT && self->hashes)
      self->mask = read_mask (self->algorithms);
    if (self->mask != 0)
      self->digester = cf_digester_new (self->mask);
  }

  walk_content (self, is_all);
}

void
cf_cms_stream_advance (CfCmsStream *self, gsize length)
{
  advance (self, length, FALSE);
}

/* --- after the content --- */

static gboolean
leave (CfCmsStream *self, guint place)
{
  const Frame *frame = &self->around[place];
  CfCmsBerHead head;

  if (!frame->indefinite)
    return self->at == frame->end;
  if (!cf_cms_ber_read_head (get_ahead (self, frame->end), &head) || !cf_cms_ber_is_end (&head))
    return FALSE;

  self->at += head.length;
  return TRUE;
}

/* Certificates, revocation lists and signers, as they stand. */
static CfSpan
take_rest (CfCmsStream *self)
{
  CfSpan all = get_ahead (self, self->around[SIGNED_DATA].end);
  CfSpan rest = all;
  CfCmsBer value;

  while (cf_cms_ber_next (&rest, &value))
    ;
  self->at += all.length - rest.length;
  return cf_span_sub (all, 0, all.length - rest.length);
}

/* The same signed data with an empty content. */
static CfCms *
read_without_content (const CfCmsStream *self, CfSpan rest)
{
  static const guint8 sequence[] = { CF_CMS_BER_SEQUENCE, 0x80 };
  static const guint8 empty[] = { CF_CMS_BER_CONTEXT_0, 0x80, CF_CMS_BER_OCTET_STRING, 0, 0, 0, 0, 0 };
  CfCmsParts parts = { .type = self->type, .version = self->version, .algorithms = self->algorithms, .rest = rest };
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (GByteArray) small = NULL;

  g_byte_array_append (content, sequence, sizeof sequence);
  g_byte_array_append (content, self->content_type.data, (guint) self->content_type.length);
  g_byte_array_append (content, empty, sizeof empty);
  parts.content = cf_span (content->data, content->len);
  small = cf_cms_join_parts (&parts);
  return cf_cms_read_known (cf_span (small->data, small->len));
}

static gboolean
is_end_clean (CfCmsStream *self)
{
  return leave (self, SIGNED_DATA) && leave (self, INFO_CONTENT) && leave (self, INFO) &&
         cf_cms_is_only_line_ends (get_ahead (self, self->length));
}

/* The buffer goes to the content. */
static void
give_content (CfCmsStream *self, CfCms *cms)
{
  g_autoptr (GBytes) all = g_bytes_new_take (g_steal_pointer (&self->data), self->length);

  g_clear_pointer (&cms->content, g_bytes_unref);
  cms->content = g_bytes_new_from_bytes (all, self->content, self->content_length);
  if (self->digester != NULL)
    cf_digester_finish (self->digester, &cms->digests);
}

/* Longer than any that is read: looking at it would cost more memory than its content. */
static gboolean
is_rest_within_limits (CfSpan rest)
{
  return rest.length <= CF_LIMIT_CMS_STRUCTURE_BYTES;
}

static CfCms *
read_nothing (void)
{
  return cf_cms_read (cf_span (NULL, 0));
}

static CfCms *
read_rest (CfCmsStream *self)
{
  CfSpan rest;
  CfCms *cms;

  if (!leave (self, ENCAPSULATED_CONTENT) || !leave (self, ENCAPSULATED))
    return read_nothing ();
  rest = take_rest (self);
  if (!is_rest_within_limits (rest) || !is_end_clean (self))
    return read_nothing ();

  cms = read_without_content (self, rest);
  if (cms->kind == CF_CMS_SIGNED)
    give_content (self, cms);
  return cms;
}

CfCms *
cf_cms_stream_end (CfCmsStream *self)
{
  g_autoptr (CfCmsStream) owned = self;

  advance (self, self->length, TRUE);
  if (self->state == STATE_REST)
    return read_rest (self);

  return self->state == STATE_OTHER ? cf_cms_read_known (cf_span (self->data, self->length)) : read_nothing ();
}

void
cf_cms_stream_free (CfCmsStream *self)
{
  if (self == NULL)
    return;

  cf_digester_free (self->digester);
  g_free (self->data);
  g_free (self);
}
