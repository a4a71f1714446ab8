/* cf-mime-canonical.c — bytes -> canonical form -> digests (DESIGN)
 *
 * The canonical form is never stored: pieces of it pass through one buffer.
 * Bytes that already have it are digested where they lie.
 */
#include "cf-mime-internal.h"

/* Small enough for the cache, so that several digests read it there; large enough to cost nothing by number. */
#define BLOCK_BYTES (128u * CF_KIB)

/* What mail clients write at the very start of a message that they store. */
static const char *const client_fields[] = {
  "X-Mozilla-Status", "X-Mozilla-Status2", "X-Mozilla-Keys", "X-Account-Key", "X-UIDL",
};

typedef struct {
  CfDigester *digester;
  guint8 *buffer;
  gsize used;
} Writer;

static void
writer_flush (Writer *writer)
{
  cf_digester_update (writer->digester, cf_span (writer->buffer, writer->used));
  writer->used = 0;
}

static void
writer_add (Writer *writer, CfSpan bytes)
{
  while (bytes.length > 0) {
    gsize n = MIN (bytes.length, BLOCK_BYTES - writer->used);

    memcpy (writer->buffer + writer->used, bytes.data, n);
    writer->used += n;
    bytes = cf_span_from (bytes, n);
    if (writer->used == BLOCK_BYTES)
      writer_flush (writer);
  }
}

gboolean
cf_mime_has_bare_lf (CfSpan span)
{
  const guint8 *p = span.data;
  const guint8 *end = span.data + span.length;

  while (p < end && (p = memchr (p, '\n', end - p)) != NULL) {
    if (p == span.data || p[-1] != '\r')
      return TRUE;
    p++;
  }

  return FALSE;
}

static void
digest_as_is (CfDigester *digester, CfSpan span)
{
  while (span.length > 0) {
    gsize n = MIN (span.length, BLOCK_BYTES);

    cf_digester_update (digester, cf_span_sub (span, 0, n));
    span = cf_span_from (span, n);
  }
}

static void
digest_canonical (CfDigester *digester, CfSpan span)
{
  g_autofree guint8 *buffer = NULL;
  Writer writer = { .digester = digester };
  gsize start = 0;

  if (!cf_mime_has_bare_lf (span)) {
    digest_as_is (digester, span);
    return;
  }

  buffer = g_malloc (BLOCK_BYTES);
  writer.buffer = buffer;
  while (start < span.length) {
    gsize next = cf_mime_line_next (span, start);
    gboolean ends = span.data[next - 1] == '\n';
    gsize end = ends ? next - 1 : next;

    if (ends && end > start && span.data[end - 1] == '\r')
      end--;
    writer_add (&writer, cf_span_sub (span, start, end - start));
    if (ends)
      writer_add (&writer, cf_span ("\r\n", 2));
    start = next;
  }
  writer_flush (&writer);
}

void
cf_mime_digest (CfSpan span, CfMimeLines lines, guint mask, CfDigestSet *out_set)
{
  g_autoptr (CfDigester) digester = cf_digester_new (mask);

  if (lines == CF_MIME_CANONICAL)
    digest_canonical (digester, span);
  else
    digest_as_is (digester, span);

  cf_digester_finish (digester, out_set);
}

static CfSpan
without_client_fields (CfSpan message)
{
  CfSpan rest = message;
  CfMimeField field;
  gboolean found = TRUE;

  while (found && cf_mime_header_next (&rest, &field)) {
    found = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS (client_fields); i++)
      found = found || cf_span_is_nocase (field.name, client_fields[i]);
    if (found)
      message = rest;
  }

  return message;
}

static char *
digest_to_hex (CfDigester *digester)
{
  CfDigestSet set;

  cf_digester_finish (digester, &set);
  return cf_digest_to_hex (cf_digest_set_get (&set, CF_DIGEST_SHA256));
}

void
cf_mime_state_digests (CfSpan message, CfFacts *facts)
{
  g_autoptr (CfDigester) as_is = cf_digester_new (CF_DIGEST_SHA256);
  g_autoptr (CfDigester) canonical = NULL;
  CfSpan rest = without_client_fields (message);
  gboolean ends = rest.length == 0 || rest.data[rest.length - 1] == '\n';

  facts->size = message.length;
  digest_as_is (as_is, message);
  facts->sha256 = digest_to_hex (as_is);
  if (rest.length == message.length && ends && !cf_mime_has_bare_lf (message)) {
    facts->canonical_sha256 = g_strdup (facts->sha256);
    return;
  }

  canonical = cf_digester_new (CF_DIGEST_SHA256);
  digest_canonical (canonical, rest);
  if (!ends)
    cf_digester_update (canonical, cf_span ("\r\n", 2));
  facts->canonical_sha256 = digest_to_hex (canonical);
}
