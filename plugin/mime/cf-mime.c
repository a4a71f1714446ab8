/* cf-mime.c — bytes -> parts -> facts: the one place that puts the steps in order */
#include "cf-mime-internal.h"

#include <gmime/gmime.h>

void
cf_mime_prepare (void)
{
  g_autoptr (CfDigester) digester = NULL;

  g_mime_init ();
  cf_mime_charset_prepare ();
  /* The first digest of a process opens OpenSSL's configuration. */
  digester = cf_digester_new (CF_DIGEST_SHA256 | CF_DIGEST_SHA384 | CF_DIGEST_SHA512);
}

static void
state_limits (const CfMime *self, gboolean too_large, CfFacts *facts)
{
  facts->limit = self->limit;
  if (too_large)
    facts->evidence |= CF_M (TOO_LARGE);
  else if (self->limit != 0)
    facts->evidence |= CF_M (TOO_MANY_PARTS);
  else
    facts->evidence |= CF_M (WITHIN_LIMITS);
}

/* The strict reading, and where it finds nothing GMime's.  That depends on the bytes alone, and GMime takes longer than
 * all else that reads them: of the same bytes it is known from before. */
static char *
find_ambiguous (const CfMime *self, const CfMime *before)
{
  char *field;

  if (before != NULL)
    return g_strdup (before->ambiguous);

  field = cf_mime_check_strict (self);
  return field == NULL && self->limit == 0 ? cf_mime_check_second (self, CF_MIME_KEPT_BYTES) : field;
}

/* What was not read to its end is neither strict nor ambiguous: the limit tells why. */
static void
state_strictness (const CfMime *self, CfFacts *facts)
{
  if (self->ambiguous == NULL && self->limit != 0)
    return;
  if (self->ambiguous == NULL) {
    facts->evidence |= CF_M (HEADERS_STRICT);
    return;
  }

  facts->evidence |= CF_M (HEADERS_AMBIGUOUS);
  g_free (facts->ambiguous_field);
  facts->ambiguous_field = g_strdup (self->ambiguous);
}

static CfMime *
scan (CfSpan bytes, gboolean is_inner)
{
  CfMime *self = g_new0 (CfMime, 1);
  gboolean too_large = bytes.length > CF_LIMIT_MESSAGE_BYTES;

  self->is_inner = is_inner;
  self->message = bytes.length == 0 ? cf_span ("", 0) : bytes;
  self->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_mime_node_free);
  cf_mime_scan (self, too_large);
  if (too_large)
    self->limit = CF_LIMIT_MESSAGE_BYTES / CF_MIB;

  return self;
}

static CfMime *
read_bytes (CfSpan message, gboolean is_inner, const CfMime *before, CfFacts *facts)
{
  CfMime *self = scan (message, is_inner);

  cf_mime_state_digests (self->message, facts);
  cf_mime_find_signature (self, facts);
  cf_mime_read_sender (self, facts);
  self->ambiguous = find_ambiguous (self, before);
  state_strictness (self, facts);
  state_limits (self, message.length > CF_LIMIT_MESSAGE_BYTES, facts);

  return self;
}

CfMime *
cf_mime_read_parts (CfSpan entity)
{
  return scan (entity, TRUE);
}

gboolean
cf_mime_is_within_limits (const CfMime *self)
{
  return self->limit == 0;
}

CfMime *
cf_mime_read (CfSpan message, CfFacts *facts)
{
  return read_bytes (message, FALSE, NULL, facts);
}

CfMime *
cf_mime_read_again (CfSpan message, const CfMime *before, CfFacts *facts)
{
  g_assert (before == NULL || (before->message.length == message.length && !before->is_inner &&
                               (message.length == 0 || before->message.data == message.data)));

  return read_bytes (message, FALSE, before, facts);
}

CfMime *
cf_mime_read_inner (CfSpan entity, CfFacts *facts)
{
  return read_bytes (entity, TRUE, NULL, facts);
}

guint
cf_mime_get_n_parts (const CfMime *self)
{
  return self->nodes->len;
}

const CfMimePart *
cf_mime_get_part (const CfMime *self, guint index)
{
  return &cf_mime_node (self, index)->part;
}

static gboolean
is_line_ends (CfSpan span)
{
  for (gsize i = 0; i < span.length; i++)
    if (span.data[i] != '\r' && span.data[i] != '\n')
      return FALSE;

  return TRUE;
}

gboolean
cf_mime_has_outer_text (const CfMime *self)
{
  const CfMimeNode *root = cf_mime_node (self, 0);

  if (!g_str_has_prefix (root->part.type, "multipart/"))
    return FALSE;

  return root->n_children == 0 || !is_line_ends (root->preamble) || !is_line_ends (root->epilogue);
}

void
cf_mime_get_signature (const CfMime *self, CfMimeSignature *out_signature)
{
  *out_signature = self->signature;
}

void
cf_mime_free (CfMime *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->nodes);
  g_free (self->ambiguous);
  g_free (self);
}
