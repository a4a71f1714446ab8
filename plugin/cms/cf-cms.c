/* cf-cms.c — what a ContentInfo is and what it carries: bytes -> parts
 *
 * Limits are enforced on the bytes before OpenSSL decodes them.
 */
#include "cf-cms-internal.h"

#include <openssl/err.h>

#include "cf-cms-ber.h"
#include "cf-limits.h"

/* All other types are none of ours. */
static const struct {
  int nid;
  CfCmsKind kind;
} types[] = {
  { NID_pkcs7_signed, CF_CMS_SIGNED },
  { NID_pkcs7_enveloped, CF_CMS_ENCRYPTED },
  { NID_pkcs7_encrypted, CF_CMS_LOCKED },
  { NID_id_smime_ct_authEnvelopedData, CF_CMS_ENCRYPTED },
  { NID_id_smime_ct_compressedData, CF_CMS_COMPRESSED },
};

int
cf_cms_find_nid (CfSpan object)
{
  const guint8 *p = object.data;
  g_autoptr (ASN1_OBJECT) type = d2i_ASN1_OBJECT (NULL, &p, (long) object.length);

  return type == NULL ? NID_undef : OBJ_obj2nid (type);
}

static CfCmsKind
find_kind (CfSpan object)
{
  int nid = cf_cms_find_nid (object);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].nid == nid)
      return types[i].kind;

  return CF_CMS_UNREADABLE;
}

/* ContentInfo (RFC 5652 section 3): gives its type and the SEQUENCE inside. */
static gboolean
read_content_info (CfSpan bytes, CfCmsKind *out_kind, CfSpan *out_inside)
{
  CfCmsBer outer;
  CfCmsBer type;
  CfCmsBer wrapper;
  CfCmsBer inside;
  CfSpan rest;

  if (!cf_cms_ber_next_tagged (&bytes, CF_CMS_BER_SEQUENCE, &outer))
    return FALSE;

  rest = outer.content;
  if (!cf_cms_ber_next_tagged (&rest, CF_CMS_BER_OBJECT, &type) ||
      !cf_cms_ber_next_tagged (&rest, CF_CMS_BER_CONTEXT_0, &wrapper) || rest.length != 0)
    return FALSE;

  rest = wrapper.content;
  if (!cf_cms_ber_next_tagged (&rest, CF_CMS_BER_SEQUENCE, &inside) || rest.length != 0)
    return FALSE;

  *out_kind = find_kind (type.whole);
  *out_inside = inside.content;
  return TRUE;
}

/* The attributes of a SignerInfo are sets, and so constructed (X.690 section 8.12); OpenSSL takes them in
 * either form. They follow version, identifier and digest algorithm (RFC 5652 section 5.3). */
static gboolean
is_signer_well_formed (CfSpan inside)
{
  CfCmsBer value;

  for (guint i = 0; cf_cms_ber_next (&inside, &value); i++)
    if (i > 2 && (value.tag == CF_CMS_BER_PRIMITIVE_0 || value.tag == CF_CMS_BER_PRIMITIVE_1))
      return FALSE;

  return TRUE;
}

/* The values of a set, which are signers or only digest algorithms. */
static gboolean
is_set_well_formed (CfSpan inside)
{
  CfCmsBer value;
  guint n = 0;

  while (n <= CF_LIMIT_SIGNERS && cf_cms_ber_next (&inside, &value)) {
    if (!is_signer_well_formed (value.content))
      return FALSE;
    n++;
  }

  return n <= CF_LIMIT_SIGNERS;
}

static gboolean
are_certificates_within_limits (CfSpan inside)
{
  CfCmsBer value;
  guint n = 0;

  while (n <= CF_LIMIT_CERTIFICATES && cf_cms_ber_next (&inside, &value)) {
    if (value.whole.length > CF_LIMIT_CERTIFICATE_BYTES)
      return FALSE;
    n++;
  }

  return n <= CF_LIMIT_CERTIFICATES;
}

/* Strings in a string are strings (X.690 section 8.7.3.2), and OpenSSL would take anything for one. */
static gboolean
are_strings_well_formed (CfSpan inside, guint depth)
{
  CfCmsBer value;

  while (cf_cms_ber_next (&inside, &value))
    if (value.tag != CF_CMS_BER_OCTET_STRING &&
        (value.tag != CF_CMS_BER_OCTET_STRINGS || depth == CF_LIMIT_CMS_STRING_DEPTH ||
         !are_strings_well_formed (value.content, depth + 1)))
      return FALSE;

  return inside.length == 0;
}

/* What encapsulates the content (RFC 5652 section 5.2): its type and, where it is carried, one string. */
static gboolean
is_content_well_formed (CfSpan inside)
{
  CfCmsBer type;
  CfCmsBer wrapper;
  CfCmsBer content;

  if (!cf_cms_ber_next_tagged (&inside, CF_CMS_BER_OBJECT, &type))
    return FALSE;
  if (inside.length == 0)
    return TRUE;
  if (!cf_cms_ber_next_tagged (&inside, CF_CMS_BER_CONTEXT_0, &wrapper) || inside.length != 0)
    return FALSE;

  if (!cf_cms_ber_next (&wrapper.content, &content) || wrapper.content.length != 0)
    return FALSE;

  return content.tag == CF_CMS_BER_OCTET_STRING ||
         (content.tag == CF_CMS_BER_OCTET_STRINGS && are_strings_well_formed (content.content, 1));
}

/* One value of SignedData (RFC 5652 section 5.1): the sets are digest algorithms and signers, [0] the
 * certificates. */
static gboolean
is_within_limits (const CfCmsBer *value)
{
  switch (value->tag) {
  case CF_CMS_BER_SET:
    return is_set_well_formed (value->content);
  case CF_CMS_BER_SEQUENCE:
    return is_content_well_formed (value->content);
  case CF_CMS_BER_CONTEXT_0:
    return are_certificates_within_limits (value->content);
  case CF_CMS_BER_PRIMITIVE_0:
  case CF_CMS_BER_PRIMITIVE_1:
    return FALSE;
  default:
    return TRUE;
  }
}

/* Order and kind of the values are left to OpenSSL; only their number and size are bounded here. */
static gboolean
is_signed_data_within_limits (CfSpan inside)
{
  gsize n_bytes = inside.length;
  CfCmsBer value;

  while (cf_cms_ber_next (&inside, &value)) {
    if (!is_within_limits (&value))
      return FALSE;
    if (value.tag == CF_CMS_BER_SEQUENCE)
      n_bytes -= value.whole.length;
  }

  return inside.length == 0 && n_bytes <= CF_LIMIT_CMS_STRUCTURE_BYTES;
}

gboolean
cf_cms_is_only_line_ends (CfSpan rest)
{
  for (gsize i = 0; i < rest.length; i++)
    if (rest.data[i] != '\r' && rest.data[i] != '\n' && rest.data[i] != ' ')
      return FALSE;

  return TRUE;
}

static void
clear_info (gpointer box)
{
  CMS_ContentInfo_free (*(CMS_ContentInfo **) box);
}

static void
release_info (gpointer box)
{
  g_atomic_rc_box_release_full (box, clear_info);
}

/* The content stays where OpenSSL put it: of a large opaque mail one copy is enough. */
static void
take_content (CfCms *self)
{
  ASN1_OCTET_STRING **place = CMS_get0_content (*self->info);

  if (place == NULL || *place == NULL)
    return;

  self->content =
      g_bytes_new_with_free_func (ASN1_STRING_get0_data (*place), (gsize) ASN1_STRING_length (*place),
                                  release_info, g_atomic_rc_box_acquire (self->info));
}

static gboolean
decode (CfCms *self, CfSpan bytes)
{
  const guint8 *p = bytes.data;
  CMS_ContentInfo *info = d2i_CMS_ContentInfo (NULL, &p, (long) bytes.length);

  if (info == NULL)
    return FALSE;

  self->info = g_atomic_rc_box_new (CMS_ContentInfo *);
  *self->info = info;
  take_content (self);
  return p == bytes.data + bytes.length;
}

static CfCmsKind
read_signed (CfCms *self, CfSpan bytes, CfSpan inside)
{
  if (!is_signed_data_within_limits (inside) || !decode (self, bytes))
    return CF_CMS_UNREADABLE;

  self->signers = CMS_get0_SignerInfos (*self->info);
  self->certificates = CMS_get1_certs (*self->info);
  return self->content == NULL && cf_cms_get_n_signers (self) == 0 ? CF_CMS_CERTS_ONLY : CF_CMS_SIGNED;
}

static CfCmsKind
read_kind (CfCms *self, CfSpan bytes)
{
  CfCmsKind kind;
  CfSpan inside;

  if (!read_content_info (bytes, &kind, &inside))
    return CF_CMS_UNREADABLE;
  if (kind == CF_CMS_SIGNED)
    return read_signed (self, bytes, inside);
  if (kind == CF_CMS_COMPRESSED && !decode (self, bytes))
    return CF_CMS_UNREADABLE;

  return kind;
}

CfCms *
cf_cms_read (CfSpan der)
{
  CfCms *self = g_new0 (CfCms, 1);
  gsize length = der.length <= CF_LIMIT_CMS_BYTES ? cf_cms_ber_measure (der) : 0;

  if (length > 0 && cf_cms_is_only_line_ends (cf_span_from (der, length)))
    self->kind = read_kind (self, cf_span_sub (der, 0, length));

  ERR_clear_error ();
  return self;
}

CfCmsKind
cf_cms_get_kind (const CfCms *self)
{
  return self->kind;
}

guint
cf_cms_get_n_signers (const CfCms *self)
{
  return (guint) MAX (0, sk_CMS_SignerInfo_num (self->signers));
}

guint
cf_cms_get_digest_mask (const CfCms *self)
{
  guint mask = 0;

  for (guint i = 0; i < cf_cms_get_n_signers (self); i++)
    mask |= cf_cms_scheme_read_digest (sk_CMS_SignerInfo_value (self->signers, (int) i));

  return mask;
}

gboolean
cf_cms_has_content (const CfCms *self)
{
  return self->kind == CF_CMS_SIGNED && self->content != NULL;
}

GBytes *
cf_cms_get_content (CfCms *self)
{
  return cf_cms_has_content (self) ? self->content : NULL;
}

const CfDigestSet *
cf_cms_get_content_digests (const CfCms *self)
{
  guint mask = cf_cms_get_digest_mask (self);

  return cf_cms_has_content (self) && (self->digests.mask & mask) == mask ? &self->digests : NULL;
}

void
cf_cms_free (CfCms *self)
{
  if (self == NULL)
    return;

  cf_openssl_free_certificates (self->certificates);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->info, release_info);
  g_clear_pointer (&self->chains, g_ptr_array_unref);
  g_free (self);
}
