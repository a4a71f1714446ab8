/* cf-gather-decrypted.c — what the host decrypted: whether it counts, and what it says of the body
 *
 * MEANING section 3: it is the mail only if the root body of the message is
 * enveloped, which is looked up here and not believed.  Whatever else a host
 * hands over changes nothing.  From and the proofs of the domain stay those
 * of the message as received.
 */
#include "cf-gather-private.h"

#include "cf-limits.h"

static CfGatherRoot
look_at_root (const CfMime *mime)
{
  const CfMimePart *root = cf_mime_get_part (mime, 0);
  g_autoptr (CfCms) cms = cf_gather_read_cms (root);

  return cms != NULL && cf_cms_get_kind (cms) == CF_CMS_ENCRYPTED ? CF_GATHER_ROOT_ENVELOPED : CF_GATHER_ROOT_OTHER;
}

/* A media type that says CMS, and bytes that are: what is not said to be CMS is shown as it stands. */
static gboolean
is_root_enveloped (const CfGatherCheck *check)
{
  CfGatherMemo *memo = check->request->memo;
  CfGatherRoot root = memo != NULL ? memo->root : CF_GATHER_ROOT_NOT_LOOKED;

  if (check->smime.signature.signature != 0 || check->smime.signature.form == CF_SMIME_FORM_DETACHED)
    return FALSE;

  if (root == CF_GATHER_ROOT_NOT_LOOKED)
    root = look_at_root (check->mime);
  if (memo != NULL)
    memo->root = root;
  return root == CF_GATHER_ROOT_ENVELOPED;
}

/* Both together are held to what one message may have. */
static gboolean
is_too_large (const CfGatherRequest *request)
{
  return request->message.length > CF_LIMIT_MESSAGE_BYTES ||
         request->decrypted.length > CF_LIMIT_MESSAGE_BYTES - request->message.length;
}

static void
replace (CfFacts *facts, CfEvidence what, CfEvidence by)
{
  facts->evidence = (facts->evidence & ~what) | (by & what);
}

static void
set_too_large (CfFacts *facts)
{
  replace (facts, CF_M (WITHIN_LIMITS) | CF_M (TOO_LARGE), CF_M (TOO_LARGE));
  replace (facts, CF_M (COVERAGE_WHOLE) | CF_M (COVERAGE_PARTIAL), 0);
  facts->smime.coverage = CF_COVERAGE_NONE;
  facts->limit = CF_LIMIT_MESSAGE_BYTES / CF_MIB;
}

/* What is beyond a limit inside is as unread as outside. */
static void
take_limits (CfFacts *facts, const CfFacts *inner)
{
  if (inner->evidence & CF_M (WITHIN_LIMITS))
    return;

  replace (facts, CF_M (WITHIN_LIMITS) | CF_M (TOO_MANY_PARTS), inner->evidence);
  facts->limit = inner->limit;
}

/* What of its fields two programs read differently is as ambiguous as in the header of the mail. */
static void
take_strictness (CfFacts *facts, CfFacts *inner)
{
  if (inner->evidence & CF_M (HEADERS_STRICT) || facts->evidence & CF_M (HEADERS_AMBIGUOUS))
    return;

  replace (facts, CF_M (HEADERS_STRICT) | CF_M (HEADERS_AMBIGUOUS), inner->evidence);
  g_free (facts->ambiguous_field);
  facts->ambiguous_field = g_steal_pointer (&inner->ambiguous_field);
}

/* Bytes that the envelope has room for and nobody signed are not those of a file with another name. */
static void
take_coverage (const CfGatherCheck *check, CfFacts *inner)
{
  const CfEvidence both = CF_M (COVERAGE_WHOLE) | CF_M (COVERAGE_PARTIAL);

  if (inner->smime.coverage == CF_COVERAGE_WHOLE && !cf_mime_is_named_as_cms (check->mime)) {
    inner->smime.coverage = CF_COVERAGE_PARTIAL;
    replace (inner, both, CF_M (COVERAGE_PARTIAL));
  }
  replace (check->facts, both, inner->evidence);
  check->facts->smime.coverage = inner->smime.coverage;
}

static void
take_attached (CfFacts *facts, CfFacts *inner)
{
  GPtrArray *outer = facts->attached_signatures;

  facts->attached_signatures = inner->attached_signatures;
  inner->attached_signatures = outer;
  replace (facts, CF_M (SIGNED_INSIDE), inner->evidence);
}

void
cf_gather_decrypted_open (CfGatherCheck *check)
{
  CfGatherSmime *smime = &check->smime;
  const CfGatherRequest *request = check->request;
  g_autoptr (CfFacts) inner = NULL;

  if (request->decrypted.data == NULL || !is_root_enveloped (check))
    return;

  check->facts->smime.form = CF_SMIME_FORM_ENCRYPTED;
  if (is_too_large (request)) {
    set_too_large (check->facts);
    return;
  }

  inner = cf_facts_new ();
  smime->inner = cf_mime_read_inner (request->decrypted, inner);
  smime->mime = smime->inner;
  cf_mime_get_signature (smime->inner, &smime->signature);
  check->facts->smime.decrypted_by_host = TRUE;
  take_limits (check->facts, inner);
  take_strictness (check->facts, inner);
  take_coverage (check, inner);
  smime->signature.coverage = inner->smime.coverage;
  take_attached (check->facts, inner);
}
