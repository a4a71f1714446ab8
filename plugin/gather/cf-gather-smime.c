/* cf-gather-smime.c — the mail's own signature: from its parts to its signers
 *
 * Coordinates mime and cms.  A signature that cannot be read, or that signs
 * something else than what is displayed, becomes a fact here.
 */
#include "cf-gather-private.h"

#include "cf-limits.h"

/* The digests of signed content. */
typedef struct {
  CfDigestSet canonical;
  CfDigestSet as_is;
  gboolean has_as_is;
  gboolean begins_as_mail;
} Content;

CfCms *
cf_gather_read_cms (const CfMimePart *part)
{
  g_autoptr (GBytes) der = cf_mime_decode (part, CF_LIMIT_CMS_BYTES);

  return der == NULL ? NULL : cf_cms_read (cf_span (g_bytes_get_data (der, NULL), g_bytes_get_size (der)));
}

static void
set_evidence (CfFacts *facts, CfEvidence evidence)
{
  facts->evidence |= evidence;
}

static void
set_unreadable (CfFacts *facts)
{
  set_evidence (facts, CF_M (SIGNATURE_UNREADABLE) | CF_M (SIGNED));
}

static void
check_signers (CfGatherCheck *check, CfCms *cms, const Content *content)
{
  CfCmsContent digests = { &content->canonical, content->has_as_is ? &content->as_is : NULL, content->begins_as_mail };

  cf_cms_check_signers (cms, &digests, &check->certificates, &check->facts->smime);
  set_evidence (check->facts, CF_M (SIGNED));
}

static void
digest_span (CfSpan span, guint mask, Content *out_content)
{
  cf_mime_digest (span, CF_MIME_CANONICAL, mask, &out_content->canonical);
  /* 0x31 begins a SET: what could be another signature's attributes is no mail (MEANING section 4). */
  out_content->begins_as_mail = span.length > 0 && span.data[0] != 0x31;
  /* MEANING section 4: where bare LF was found, the bytes as they are get a second chance. */
  out_content->has_as_is = cf_mime_has_bare_lf (span);
  if (out_content->has_as_is)
    cf_mime_digest (span, CF_MIME_AS_IS, mask, &out_content->as_is);
}

static void
check_detached (CfGatherCheck *check, const CfMimeSignature *signature)
{
  const CfMimePart *entity = cf_mime_get_part (check->mime, (guint) signature->entity);
  const CfMimePart *holder = cf_mime_get_part (check->mime, (guint) signature->signature);
  g_autoptr (CfCms) cms = cf_gather_read_cms (holder);
  Content content = { 0 };

  if (cms == NULL || cf_cms_get_kind (cms) != CF_CMS_SIGNED || cf_cms_get_n_signers (cms) == 0) {
    set_unreadable (check->facts);
    return;
  }

  /* A detached signature that also carries content is never whole: nobody knows which of the two was meant. */
  if (cf_cms_has_content (cms)) {
    check->facts->smime.coverage = CF_COVERAGE_PARTIAL;
    check->facts->evidence &= ~CF_M (COVERAGE_WHOLE);
    set_evidence (check->facts, CF_M (COVERAGE_PARTIAL));
  }

  digest_span (entity->whole, cf_cms_get_digest_mask (cms), &content);
  check_signers (check, cms, &content);
  cf_mime_check_protected (check->mime, entity->whole, check->facts);
  set_evidence (check->facts, cf_gather_find_unopened (check->mime, entity->whole));
}

static void
set_form (CfFacts *facts, CfSmimeForm form)
{
  facts->smime.form = form;
}

static void
check_opaque_signed (CfGatherCheck *check, CfCms *cms)
{
  GBytes *bytes = cf_cms_get_content (cms);
  Content content = { 0 };
  CfSpan span;

  if (bytes == NULL || cf_cms_get_n_signers (cms) == 0) {
    set_unreadable (check->facts);
    return;
  }

  span = cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  /* Carried content is signed byte for byte (RFC 5652 section 5.4). */
  cf_mime_digest (span, CF_MIME_AS_IS, cf_cms_get_digest_mask (cms), &content.canonical);
  check_signers (check, cms, &content);
  cf_mime_check_protected (check->mime, span, check->facts);
  set_evidence (check->facts, cf_gather_find_unopened_in (span));
}

/* Nothing of the message is signed: no coverage, whatever its media type promised. */
static void
set_unsigned (CfFacts *facts, CfSmimeForm form)
{
  set_form (facts, form);
  facts->smime.coverage = CF_COVERAGE_NONE;
  facts->evidence &= ~(CF_M (COVERAGE_WHOLE) | CF_M (COVERAGE_PARTIAL));
  set_evidence (facts, form == CF_SMIME_FORM_ENCRYPTED ? CF_M (ENCRYPTED) : CF_M (NO_SIGNATURE));
}

/* Encryption excuses a missing signature only when it is around the whole body (MEANING section 3). */
static void
set_encrypted (CfFacts *facts, gboolean is_root)
{
  set_unsigned (facts, is_root ? CF_SMIME_FORM_ENCRYPTED : CF_SMIME_FORM_NONE);
}

/* Compressed as the outermost layer: no client of ours shows what is in it, so nothing displayed is signed.  A
 * signature inside is reported as that of something enclosed. */
static void
check_compressed (CfGatherCheck *check, const CfCms *cms)
{
  g_autoptr (GBytes) inner = cf_cms_inflate (cms);
  g_autoptr (CfFacts) inner_facts = cf_facts_new ();
  g_autoptr (CfMime) inner_mime = NULL;
  CfAttachedSignature *attached;
  CfMimeSignature signature;

  set_unsigned (check->facts, CF_SMIME_FORM_NONE);
  if (inner == NULL)
    return;

  inner_mime = cf_mime_read (cf_span (g_bytes_get_data (inner, NULL), g_bytes_get_size (inner)), inner_facts);
  cf_mime_get_signature (inner_mime, &signature);
  if (signature.form != CF_SMIME_FORM_DETACHED && signature.form != CF_SMIME_FORM_OPAQUE)
    return;

  attached = cf_facts_add_attached (check->facts);
  attached->part = g_strdup ("1");
  attached->form = signature.form;
  attached->summary = g_strdup (cf_mime_get_part (inner_mime, 0)->type);
  set_evidence (check->facts, CF_M (SIGNED_INSIDE));
}

/* The type parameter of the part is a hint; what the bytes are decides. */
static void
check_cms (CfGatherCheck *check, CfCms *cms, gboolean is_root)
{
  switch (cf_cms_get_kind (cms)) {
  case CF_CMS_SIGNED:
    set_form (check->facts, CF_SMIME_FORM_OPAQUE);
    check_opaque_signed (check, cms);
    return;
  case CF_CMS_CERTS_ONLY:
    set_unsigned (check->facts, CF_SMIME_FORM_CERTS_ONLY);
    return;
  case CF_CMS_ENCRYPTED:
    set_encrypted (check->facts, is_root);
    return;
  case CF_CMS_COMPRESSED:
    check_compressed (check, cms);
    return;
  case CF_CMS_UNREADABLE:
    set_unreadable (check->facts);
    return;
  }
}

static void
check_opaque (CfGatherCheck *check, const CfMimeSignature *signature)
{
  const CfMimePart *holder = cf_mime_get_part (check->mime, (guint) signature->signature);
  g_autoptr (CfCms) cms = cf_gather_read_cms (holder);

  if (cms == NULL)
    set_unreadable (check->facts);
  else
    check_cms (check, cms, signature->signature == 0);
}

/* Said to be encrypted.  Signed data that calls itself so is a trick; what nobody can read excuses no missing
 * signature, since a client may show it as it stands. */
static void
check_encrypted (CfGatherCheck *check, const CfMimeSignature *signature)
{
  const CfMimePart *holder = cf_mime_get_part (check->mime, (guint) signature->signature);
  g_autoptr (CfCms) cms = cf_gather_read_cms (holder);
  CfCmsKind kind = cms == NULL ? CF_CMS_UNREADABLE : cf_cms_get_kind (cms);

  if (kind == CF_CMS_ENCRYPTED) {
    set_encrypted (check->facts, signature->signature == 0);
  } else if (kind == CF_CMS_SIGNED) {
    set_unreadable (check->facts);
  } else {
    set_unsigned (check->facts, CF_SMIME_FORM_NONE);
    set_form (check->facts, CF_SMIME_FORM_ENCRYPTED);
    set_evidence (check->facts, CF_M (UNOPENED));
  }
}

void
cf_gather_smime (CfGatherCheck *check)
{
  CfMimeSignature signature;

  cf_mime_get_signature (check->mime, &signature);
  check->facts->smime.form = signature.form;
  check->facts->smime.coverage = signature.coverage;

  switch (signature.form) {
  case CF_SMIME_FORM_DETACHED:
    if (signature.entity >= 0 && signature.signature >= 0)
      check_detached (check, &signature);
    else
      set_unreadable (check->facts);
    return;
  case CF_SMIME_FORM_ENCRYPTED:
    check_encrypted (check, &signature);
    return;
  case CF_SMIME_FORM_OPAQUE:
  case CF_SMIME_FORM_CERTS_ONLY:
    check_opaque (check, &signature);
    return;
  case CF_SMIME_FORM_NONE:
    set_unsigned (check->facts, CF_SMIME_FORM_NONE);
    return;
  }
}
