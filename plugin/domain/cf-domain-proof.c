/* cf-domain-proof.c — signatures → whether the sender's domain is proved (MEANING section 7)
 *
 * Only this leads to good, so each condition is one that has to hold; what was
 * not looked at does not.
 */
#include "cf-domain-proof.h"

#include "cf-domain-name.h"
#include "cf-domain-type.h"

/* Fields that tell the reader something, or how to read the body: whoever could add or change one could say
 * something else in the domain's name.  Thunderbird's: X-Sun-Charset is the charset of a text that names none, Content-Base
 * and Content-Location are where the links of a page begin that do not say where they lead. */
static const char *const covered_fields[] = {
  "From", "Subject", "Date", "To", "Reply-To", "X-Sun-Charset", "Content-Base", "Content-Location",
};

/* With these no signature proves a domain: CF613 and CF6xx against the structure, and what was not read whole. */
#define NEVER_PROVED \
  (CF_M (HEADERS_AMBIGUOUS) | CF_M (FROM_DUPLICATE) | CF_M (FROM_SEVERAL) | CF_M (FROM_EMPTY) | CF_M (BYTES_REWRITTEN) | \
   CF_M (PROTECTED_FROM_DIFFERS) | CF_M (TOO_LARGE) | CF_M (TOO_MANY_PARTS))
#define ALWAYS_NEEDED (CF_M (HEADERS_STRICT) | CF_M (WITHIN_LIMITS))

/* --- the transfer encoding --- */

static gboolean
is_base64_body (CfSpan body)
{
  gsize letters = 0;
  gsize fill = 0;

  for (gsize i = 0; i < body.length; i++) {
    guint8 c = body.data[i];

    if (c == '=')
      fill++;
    else if (g_ascii_isalnum (c) || c == '+' || c == '/')
      letters++;
    else if (c != '\r' && c != '\n')
      return FALSE;
    /* Nothing but line ends behind the fill. */
    if (fill > 0 && c != '=' && c != '\r' && c != '\n')
      return FALSE;
  }

  return fill <= 2 && (letters + fill) % 4 == 0;
}

/* "=3D", "=E3", "=20": what cannot stand for itself.  "=41" is an A that somebody else would read as "=41". */
static gboolean
needs_encoding (guint8 high, guint8 low)
{
  int byte = 16 * g_ascii_xdigit_value ((char) high) + g_ascii_xdigit_value ((char) low);

  return g_ascii_isxdigit (high) && g_ascii_isxdigit (low) && (byte == '=' || byte <= ' ' || byte >= 0x7f);
}

static gboolean
is_quoted_printable_body (CfSpan body)
{
  const guint8 *end = body.data + body.length;
  const guint8 *at = body.data;

  while (at < end && (at = memchr (at, '=', (gsize) (end - at))) != NULL) {
    gsize left = (gsize) (end - at);
    gboolean soft = left == 1 || at[1] == '\n' || (left > 2 && at[1] == '\r' && at[2] == '\n');

    if (!soft && !(left > 2 && needs_encoding (at[1], at[2])))
      return FALSE;
    at++;
  }

  return TRUE;
}

gboolean
cf_domain_proof_is_plain (CfMimeEncoding encoding, CfSpan body)
{
  switch (encoding) {
  case CF_MIME_ENCODING_IDENTITY:
    return TRUE;
  case CF_MIME_ENCODING_BASE64:
    return is_base64_body (body);
  case CF_MIME_ENCODING_QUOTED_PRINTABLE:
    return is_quoted_printable_body (body);
  case CF_MIME_ENCODING_OTHER:
    return FALSE;
  }

  g_assert_not_reached ();
}

/* Many signers leave Content-Transfer-Encoding out.  Then others may add, change or remove it.  To read a body as
 * it stands shows at worst its encoded letters; to decode a body that was not encoded could say something else. */
static gboolean
is_encoding_safe (const CfDomainCheck *check, const CfDomainSignature *signature)
{
  const CfMimePart *root = cf_mime_get_part (check->context->mime, 0);
  gboolean named = cf_domain_signature_count (signature, "Content-Transfer-Encoding") > 0;

  return (named && cf_domain_signature_covers (signature, check->header, "Content-Transfer-Encoding")) ||
         cf_domain_proof_is_plain (root->encoding, root->body);
}

/* --- the signature --- */

/* Left out, as Gmail does, another boundary must not make other parts of the same bytes, and another type must not hide
 * any, nor another character set make other letters; a name in it is read by people. */
static gboolean
is_type_safe (const CfDomainCheck *check, const CfDomainSignature *signature)
{
  const CfMime *mime = check->context->mime;

  if (cf_domain_signature_count (signature, "Content-Type") > 0)
    return cf_domain_signature_covers (signature, check->header, "Content-Type");

  return !cf_mime_has_outer_text (mime) && cf_mime_is_named_as_cms (mime) && cf_domain_type_shows_all (mime);
}

/* Clients show the name and the description of a body that is called an attachment: whoever could add them could say
 * something in the domain's name.  "smime.p7m" says nothing, and many signers leave these fields out. */
static gboolean
is_naming_safe (const CfDomainCheck *check, const CfDomainSignature *signature)
{
  return cf_mime_is_named_as_cms (check->context->mime) ||
         (cf_domain_signature_covers (signature, check->header, "Content-Description") &&
          cf_domain_signature_covers (signature, check->header, "Content-Disposition"));
}

static gboolean
covers_fields (const CfDomainCheck *check, const CfDomainSignature *signature)
{
  for (guint i = 0; i < G_N_ELEMENTS (covered_fields); i++)
    if (!cf_domain_signature_covers (signature, check->header, covered_fields[i]))
      return FALSE;

  return is_type_safe (check, signature) && is_encoding_safe (check, signature) && is_naming_safe (check, signature);
}

/* --- a key that nobody answers for --- */

/* Somebody was asked.  Another failure says that this machine could not ask. */
static gboolean
was_asked_in_vain (const CfAnswer *answer)
{
  static const char *const details[] = { "timeout", "SERVFAIL", "REFUSED" };

  if (answer == NULL || answer->status != CF_ANSWER_FAILED)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    if (g_strcmp0 (answer->detail, details[i]) == 0)
      return TRUE;

  return FALSE;
}

static const CfAnswer *
find_text (const CfDomainCheck *check, const char *prefix, const char *name)
{
  g_autofree char *key = g_strconcat ("TXT ", prefix, name, NULL);

  return cf_answers_find (check->context->answers, CF_QUESTION_DNS, key);
}

/* Everybody may write d= with a name below or beside the sender's whose servers are dead for good: that DNS has "not
 * answered yet" (MEANING section 8) is then true for ever, and would soften every alarm.  Where the sender's own
 * domain was answered for, such a name is one that proves nothing.  Its own seal, or one above it, is waited for. */
static gboolean
is_lame (const CfDomainCheck *check, const CfDomainSignature *signature, const CfFacts *facts)
{
  g_autofree char *from = facts->sender.domain == NULL ? NULL : cf_domain_dup_name (cf_span_str (facts->sender.domain));
  const CfAnswer *own;

  if (from == NULL || cf_domain_is_at_or_below (from, signature->domain))
    return FALSE;

  own = find_text (check, "_dmarc.", from);
  return own != NULL && own->status != CF_ANSWER_FAILED && was_asked_in_vain (find_text (check, "", signature->name));
}

/* Whether all is there but the key's word. */
static gboolean
could_prove (const CfDomainCheck *check, const CfDomainSignature *signature)
{
  return signature->aligned && (signature->result == CF_DKIM_PASS || signature->pending) && signature->whole_body &&
         !signature->testing && covers_fields (check, signature);
}

gboolean
cf_domain_proof_covers (const CfDomainCheck *check, const char *name, const CfFacts *facts)
{
  for (guint i = 0; (facts->evidence & CF_M (DOMAIN_PROVED)) != 0 && i < check->signatures->len; i++) {
    const CfDomainSignature *signature = g_ptr_array_index (check->signatures, i);

    if (!signature->pending && could_prove (check, signature) &&
        cf_domain_signature_covers (signature, check->header, name))
      return TRUE;
  }

  return FALSE;
}

void
cf_domain_proof_check (const CfDomainCheck *check, CfFacts *facts)
{
  CfEvidence evidence = facts->evidence;
  gboolean allowed = (evidence & NEVER_PROVED) == 0 && (evidence & ALWAYS_NEEDED) == ALWAYS_NEEDED;
  gboolean pending = FALSE;

  for (guint i = 0; allowed && i < check->signatures->len; i++) {
    const CfDomainSignature *signature = g_ptr_array_index (check->signatures, i);

    if (!could_prove (check, signature) || (signature->pending && is_lame (check, signature, facts)))
      continue;
    pending = pending || signature->pending;
    facts->domain.proved = facts->domain.proved || !signature->pending;
  }

  if (facts->domain.proved)
    facts->evidence |= CF_M (DOMAIN_PROVED);
  else
    facts->evidence |= pending ? CF_M (DOMAIN_PENDING) : CF_M (DOMAIN_NOT_PROVED);
}
