/* cf-gather-smime.c — the mail's own signature: from its parts to its signers
 *
 * Coordinates mime and cms.  A signature that cannot be read, or that signs
 * something else than what is displayed, becomes a fact here.
 */
#include "cf-gather-private.h"

#include "cf-limits.h"

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

/* Bytes that are their own canonical form have no bare LF, as their digests say: they need not be looked through. */
static gboolean
has_bare_lf (const CfGatherCheck *check, CfSpan span)
{
  const CfFacts *facts = check->facts;

  if (check->smime.mime == check->mime && facts->sha256 != NULL && g_strcmp0 (facts->sha256, facts->canonical_sha256) == 0)
    return FALSE;

  return cf_mime_has_bare_lf (span);
}

/* Says what has to be hashed.  MEANING section 4: where bare LF is found, the bytes as they are get a second chance. */
static void
plan_digests (CfGatherCheck *check, CfMimePass *pass, CfSpan span)
{
  CfGatherSmime *smime = &check->smime;
  guint mask = cf_cms_get_digest_mask (smime->cms);
  gboolean changes = has_bare_lf (check, span);

  smime->signed_span = span;
  smime->place = (int) cf_mime_pass_add (pass, span, changes ? CF_MIME_FORM_CANONICAL : CF_MIME_FORM_AS_IS, mask,
                                         CF_MIME_PASS_WHOLE);
  if (changes)
    smime->place_as_is = (int) cf_mime_pass_add (pass, span, CF_MIME_FORM_AS_IS, mask, CF_MIME_PASS_WHOLE);
}

static gboolean
has_signers (const CfCms *cms)
{
  return cms != NULL && cf_cms_get_kind (cms) == CF_CMS_SIGNED && cf_cms_get_n_signers (cms) > 0;
}

/* Decoded once for all rounds: of a large opaque mail that is most of the work. */
static CfCms *
keep_cms (const CfGatherCheck *check, CfCms *cms)
{
  CfGatherMemo *memo = check->request->memo;

  if (memo != NULL) {
    cf_cms_free (memo->cms);
    memo->cms = cms;
    memo->cms_part = check->smime.signature.signature;
  }
  return cms;
}

static CfCms *
find_kept_cms (const CfGatherCheck *check)
{
  const CfGatherMemo *memo = check->request->memo;

  return memo != NULL && memo->cms_part == check->smime.signature.signature ? memo->cms : NULL;
}

/* A detached signature says what has to be hashed of the message. */
static void
begin_detached (CfGatherCheck *check, CfMimePass *pass)
{
  CfGatherSmime *smime = &check->smime;

  if (smime->cms == NULL)
    smime->cms = keep_cms (check, cf_gather_read_cms (cf_mime_get_part (smime->mime, (guint) smime->signature.signature)));
  if (has_signers (smime->cms) && smime->signature.entity >= 0)
    plan_digests (check, pass, cf_mime_get_part (smime->mime, (guint) smime->signature.entity)->whole);
}

/* What carries its content is read while the bytes are hashed. */
static void
begin_opaque (CfGatherCheck *check, CfMimePass *pass)
{
  CfGatherSmime *smime = &check->smime;
  const CfMimePart *part = cf_mime_get_part (smime->mime, (guint) smime->signature.signature);

  if (smime->cms != NULL)
    return;

  smime->carried = check->request->slowly ? NULL : cf_gather_carried_begin (part, pass);
  if (smime->carried == NULL)
    smime->cms = keep_cms (check, check->request->slowly ? cf_gather_read_cms_whole (part) : cf_gather_read_cms (part));
}

void
cf_gather_smime_begin (CfGatherCheck *check, CfMimePass *pass)
{
  CfGatherSmime *smime = &check->smime;

  smime->place = smime->place_as_is = -1;
  smime->mime = check->mime;
  cf_mime_get_signature (check->mime, &smime->signature);
  cf_gather_decrypted_open (check);
  if (smime->signature.form == CF_SMIME_FORM_NONE || smime->signature.signature < 0)
    return;

  smime->cms = find_kept_cms (check);
  if (smime->signature.form == CF_SMIME_FORM_DETACHED)
    begin_detached (check, pass);
  else
    begin_opaque (check, pass);
}

/* RFC 8162: the domain's own record about the signer in From. */
static void
check_records (CfGatherCheck *check)
{
  GPtrArray *signers = check->facts->smime.signers;

  for (guint i = 0; i < signers->len; i++) {
    CfSignerFacts *signer = g_ptr_array_index (signers, i);

    if (signer->status == CF_SIGNER_INTACT && signer->address_match)
      cf_domain_check_smimea (&check->domain, cf_cms_get_signer_chain (check->smime.cms, i), check->facts, signer);
  }
}

static void
check_signers (CfGatherCheck *check, const CfCmsContent *content)
{
  cf_cms_check_signers (check->smime.cms, content, &check->certificates, &check->facts->smime);
  set_evidence (check->facts, CF_M (SIGNED));
  check_records (check);
}

static void
check_detached (CfGatherCheck *check, const CfMimePass *pass)
{
  const CfGatherSmime *smime = &check->smime;
  CfCmsContent content = { 0 };

  if (smime->place < 0) {
    set_unreadable (check->facts);
    return;
  }

  /* A detached signature that also carries content is never whole: nobody knows which of the two was meant. */
  if (cf_cms_has_content (smime->cms)) {
    check->facts->smime.coverage = CF_COVERAGE_PARTIAL;
    check->facts->evidence &= ~CF_M (COVERAGE_WHOLE);
    set_evidence (check->facts, CF_M (COVERAGE_PARTIAL));
  }

  content.canonical = cf_mime_pass_get (pass, (guint) smime->place);
  content.as_is = smime->place_as_is < 0 ? NULL : cf_mime_pass_get (pass, (guint) smime->place_as_is);
  /* 0x31 begins a SET: what could be another signature's attributes is no mail (MEANING section 4). */
  content.begins_as_mail = smime->signed_span.length > 0 && smime->signed_span.data[0] != 0x31;
  check_signers (check, &content);
  cf_mime_check_protected (check->mime, smime->signed_span, check->facts);
  set_evidence (check->facts, cf_gather_find_unopened (smime->mime, smime->signed_span));
}

static void
set_form (CfFacts *facts, CfSmimeForm form)
{
  facts->smime.form = form;
}

/* Carried content is signed byte for byte (RFC 5652 section 5.4).  Where it was not hashed while it was read, or by
 * another digest than its signers need, it is hashed now. */
static void
check_opaque_signed (CfGatherCheck *check)
{
  CfGatherSmime *smime = &check->smime;
  GBytes *bytes = has_signers (smime->cms) ? cf_cms_get_content (smime->cms) : NULL;
  CfCmsContent content = { 0 };
  CfDigestSet digests;

  if (bytes == NULL) {
    set_unreadable (check->facts);
    return;
  }

  smime->signed_span = cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  content.canonical = cf_cms_get_content_digests (smime->cms);
  if (content.canonical == NULL) {
    cf_mime_digest (smime->signed_span, CF_MIME_AS_IS, cf_cms_get_digest_mask (smime->cms), &digests);
    content.canonical = &digests;
  }
  check_signers (check, &content);
  cf_mime_check_protected (check->mime, check->smime.signed_span, check->facts);
  set_evidence (check->facts, cf_gather_find_unopened_in (check->smime.signed_span));
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
check_opaque (CfGatherCheck *check)
{
  const CfGatherSmime *smime = &check->smime;

  switch (smime->cms == NULL ? CF_CMS_UNREADABLE : cf_cms_get_kind (smime->cms)) {
  case CF_CMS_SIGNED:
    set_form (check->facts, CF_SMIME_FORM_OPAQUE);
    check_opaque_signed (check);
    return;
  case CF_CMS_CERTS_ONLY:
    set_unsigned (check->facts, CF_SMIME_FORM_CERTS_ONLY);
    return;
  case CF_CMS_ENCRYPTED:
  case CF_CMS_LOCKED:
    set_encrypted (check->facts, smime->signature.signature == 0);
    return;
  case CF_CMS_COMPRESSED:
    check_compressed (check, smime->cms);
    return;
  case CF_CMS_UNREADABLE:
    set_unreadable (check->facts);
    return;
  }
}

/* Said to be encrypted.  Signed data that calls itself so is a trick; what nobody can read excuses no missing
 * signature, since a client may show it as it stands. */
static void
check_encrypted (CfGatherCheck *check)
{
  const CfGatherSmime *smime = &check->smime;
  CfCmsKind kind = smime->cms == NULL ? CF_CMS_UNREADABLE : cf_cms_get_kind (smime->cms);

  if (kind == CF_CMS_ENCRYPTED || kind == CF_CMS_LOCKED) {
    set_encrypted (check->facts, smime->signature.signature == 0);
  } else if (kind == CF_CMS_SIGNED) {
    set_unreadable (check->facts);
  } else {
    set_unsigned (check->facts, CF_SMIME_FORM_NONE);
    set_form (check->facts, CF_SMIME_FORM_ENCRYPTED);
    set_evidence (check->facts, CF_M (UNOPENED));
  }
}

static void
check_form (CfGatherCheck *check, const CfMimePass *pass)
{
  const CfMimeSignature *signature = &check->smime.signature;

  check->facts->smime.form = signature->form;
  check->facts->smime.coverage = signature->coverage;

  switch (signature->form) {
  case CF_SMIME_FORM_DETACHED:
    check_detached (check, pass);
    return;
  case CF_SMIME_FORM_ENCRYPTED:
    check_encrypted (check);
    return;
  case CF_SMIME_FORM_OPAQUE:
  case CF_SMIME_FORM_CERTS_ONLY:
    check_opaque (check);
    return;
  case CF_SMIME_FORM_NONE:
    set_unsigned (check->facts, CF_SMIME_FORM_NONE);
    return;
  }
}

void
cf_gather_smime_end (CfGatherCheck *check, const CfMimePass *pass)
{
  if (check->smime.carried != NULL)
    check->smime.cms = keep_cms (check, cf_gather_carried_end (g_steal_pointer (&check->smime.carried)));
  check_form (check, pass);
  /* The mail is encrypted, whatever came out of it. */
  if (check->smime.inner != NULL)
    set_form (check->facts, CF_SMIME_FORM_ENCRYPTED);
}
