/* fuzz-dkim.c — one DKIM-Signature, ARC-Message-Signature or ARC-Seal: the first byte says which, the rest is the value
 *
 * Claims: a signature that is not settled has all that its check needs; spans lie inside the field; the same field reads
 * the same; a field is never read as passing before a key was seen.
 */
#include "cf-domain-field.h"
#include "cf-domain-signature.h"
#include "cf-domain-tags.h"
#include "cf-fuzz.h"

static void
claim_tags (CfSpan value)
{
  CfDomainTags tags;

  if (!cf_domain_read_tags (value, &tags))
    return;

  CF_CLAIM (tags.n_tags <= CF_LIMIT_DKIM_TAGS);
  for (guint i = 0; i < tags.n_tags; i++) {
    CfSpan name = tags.tags[i].name;

    CF_CLAIM (name.length > 0 && name.data >= value.data && name.data + name.length <= value.data + value.length);
    for (guint j = 0; j < i; j++)
      CF_CLAIM (name.length != tags.tags[j].name.length || memcmp (name.data, tags.tags[j].name.data, name.length) != 0);
  }
}

static void
claim_signature (const CfDomainSignature *signature)
{
  CF_CLAIM (signature->result != CF_DKIM_PASS);
  if (signature->settled)
    return;

  CF_CLAIM (signature->domain != NULL && signature->selector != NULL && signature->name != NULL);
  CF_CLAIM (signature->signature != NULL && signature->algorithm != CF_DOMAIN_ALGORITHM_UNKNOWN);
  CF_CLAIM (signature->kind == CF_DOMAIN_ARC_SEAL || cf_domain_signature_count (signature, "from") > 0 ||
            signature->kind == CF_DOMAIN_ARC_MESSAGE);
  CF_CLAIM (g_str_is_ascii (signature->name) && strlen (signature->name) <= 255);
  CF_CLAIM (signature->kind == CF_DOMAIN_DKIM_SIGNATURE || (signature->instance >= 1 && signature->instance <= CF_LIMIT_ARC_SETS));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  CfSpan rest = cf_span (data, size);
  CfDomainSignatureKind kind = (CfDomainSignatureKind) cf_fuzz_take (&rest, 3);
  g_autoptr (GByteArray) header = g_byte_array_new ();
  CfDomainField field;
  CfSpan left;

  g_byte_array_append (header, (const guint8 *) "X:", 2);
  g_byte_array_append (header, rest.data != NULL ? rest.data : (const guint8 *) "", (guint) rest.length);
  left = cf_span (header->data, header->len);
  claim_tags (rest);
  if (cf_domain_next_field (&left, &field)) {
    g_autoptr (CfDomainSignature) first = cf_domain_signature_read (kind, &field);
    g_autoptr (CfDomainSignature) second = cf_domain_signature_read (kind, &field);

    CF_CLAIM (first->settled == second->settled && g_strcmp0 (first->name, second->name) == 0);
    claim_signature (first);
  }

  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  return 0;
}
