/* cf-mime-canonical.c — bytes -> canonical form -> digests (DESIGN)
 *
 * The canonical form is never stored: pieces of it pass through one buffer.
 */
#include "cf-mime-internal.h"
#include "cf-mime-pass.h"

/* What mail clients write at the very start of a message that they store. */
static const char *const client_fields[] = {
  "X-Mozilla-Status", "X-Mozilla-Status2", "X-Mozilla-Keys", "X-Account-Key", "X-UIDL",
};

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

void
cf_mime_digest (CfSpan span, CfMimeLines lines, guint mask, CfDigestSet *out_set)
{
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  guint place = cf_mime_pass_add (pass, span, lines == CF_MIME_CANONICAL ? CF_MIME_FORM_CANONICAL : CF_MIME_FORM_AS_IS,
                                  mask, CF_MIME_PASS_WHOLE);

  cf_mime_pass_run (pass);
  *out_set = *cf_mime_pass_get (pass, place);
}

CfSpan
cf_mime_without_client_fields (CfSpan message)
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
dup_sha256 (const CfMimePass *pass, guint place)
{
  return cf_digest_to_hex (cf_digest_set_get (cf_mime_pass_get (pass, place), CF_DIGEST_SHA256));
}

void
cf_mime_state_digests (CfSpan message, CfFacts *facts)
{
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  CfSpan rest = cf_mime_without_client_fields (message);
  gboolean ends = rest.length == 0 || rest.data[rest.length - 1] == '\n';
  guint as_is = cf_mime_pass_add (pass, message, CF_MIME_FORM_AS_IS, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);
  guint canonical = as_is;

  facts->size = message.length;
  if (facts->sha256 != NULL && facts->canonical_sha256 != NULL)
    return;
  if (rest.length != message.length || !ends || cf_mime_has_bare_lf (message))
    canonical = cf_mime_pass_add (pass, rest, CF_MIME_FORM_MESSAGE, CF_DIGEST_SHA256, CF_MIME_PASS_WHOLE);
  cf_mime_pass_run (pass);

  facts->sha256 = dup_sha256 (pass, as_is);
  facts->canonical_sha256 = dup_sha256 (pass, canonical);
}
