/* cf-cms-attributes.c — what a signer signed beside the digest: parts -> facts
 *
 * RFC 5652 sections 5.3 and 11.  The values are hostile until the signature
 * over them has been checked; here they are only read.
 */
#include "cf-cms-internal.h"

#include "cf-cms-ber.h"

/* An attribute that may be there once, with one value (RFC 5652 section 11). */
typedef struct {
  const ASN1_TYPE *value; /* (nullable): NULL when absent */
  gboolean malformed;     /* twice, or with no or several values, or of another type */
} Single;

static Single
find_single (CMS_SignerInfo *info, int nid)
{
  Single single = { NULL, FALSE };
  int first = CMS_signed_get_attr_by_NID (info, nid, -1);
  X509_ATTRIBUTE *attribute;

  if (first < 0)
    return single;

  attribute = CMS_signed_get_attr (info, first);
  single.malformed =
      CMS_signed_get_attr_by_NID (info, nid, first) >= 0 || X509_ATTRIBUTE_count (attribute) != 1;
  if (!single.malformed)
    single.value = X509_ATTRIBUTE_get0_type (attribute, 0);

  return single;
}

static Single
find_single_of (CMS_SignerInfo *info, int nid, int type)
{
  Single single = find_single (info, nid);

  if (single.value != NULL && single.value->type != type) {
    single.value = NULL;
    single.malformed = TRUE;
  }

  return single;
}

/* The attributes as a SET in their order: what was sent with the tag [0] was signed with that of a SET
 * (section 5.4). */
static GByteArray *
encode_attributes (CMS_SignerInfo *info, int n)
{
  g_autoptr (GByteArray) inside = g_byte_array_new ();
  GByteArray *der = g_byte_array_new ();
  guint8 *p;

  for (int i = 0; i < n; i++) {
    unsigned char *one = NULL;
    int length = i2d_X509_ATTRIBUTE (CMS_signed_get_attr (info, i), &one);

    if (length > 0)
      g_byte_array_append (inside, one, (guint) length);
    OPENSSL_free (one);
  }

  g_byte_array_set_size (der, (guint) ASN1_object_size (1, (int) inside->len, V_ASN1_SET) - inside->len);
  p = der->data;
  ASN1_put_object (&p, 1, (int) inside->len, V_ASN1_SET, V_ASN1_UNIVERSAL);
  g_byte_array_append (der, inside->data, inside->len);
  return der;
}

static gboolean
read_digest (CMS_SignerInfo *info, CfCmsAttributes *attributes)
{
  Single single = find_single_of (info, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING);

  if (single.value == NULL)
    return FALSE;

  attributes->digest = cf_span (ASN1_STRING_get0_data (single.value->value.octet_string),
                                (gsize) ASN1_STRING_length (single.value->value.octet_string));
  return TRUE;
}

static gboolean
is_type_repeated (CMS_SignerInfo *info, const ASN1_OBJECT *type)
{
  Single single = find_single_of (info, NID_pkcs9_contentType, V_ASN1_OBJECT);

  return single.value != NULL && OBJ_cmp (single.value->value.object, type) == 0;
}

/* The signer's claim; it may be left out, but not be nonsense. */
static gboolean
read_signing_time (CMS_SignerInfo *info, CfCmsAttributes *attributes)
{
  Single single = find_single (info, NID_pkcs9_signingTime);

  if (single.value == NULL)
    return !single.malformed;
  if (single.value->type != V_ASN1_UTCTIME && single.value->type != V_ASN1_GENERALIZEDTIME)
    return FALSE;

  attributes->signing_time = cf_time_from_asn1 (single.value->value.asn1_string);
  return attributes->signing_time != CF_TIME_UNKNOWN;
}

static gboolean
read_certificate_ids (CMS_SignerInfo *info, CfCmsAttributes *attributes)
{
  static const int nids[] = { NID_id_smime_aa_signingCertificate, NID_id_smime_aa_signingCertificateV2 };

  for (guint i = 0; i < G_N_ELEMENTS (nids); i++) {
    Single single = find_single_of (info, nids[i], V_ASN1_SEQUENCE);

    if (single.malformed)
      return FALSE;
    attributes->certificate_ids[i] = single.value == NULL ? NULL : single.value->value.sequence;
  }

  return TRUE;
}

void
cf_cms_attributes_read (CMS_SignerInfo *info, const ASN1_OBJECT *type, CfCmsAttributes *out_attributes)
{
  CfCmsAttributes attributes = { .signing_time = CF_TIME_UNKNOWN };
  int n = CMS_signed_get_attr_count (info);

  /* Without any, n is -1; an empty set is there, and lacks what must be in it. */
  if (n >= 0) {
    attributes.der = encode_attributes (info, n);
    attributes.malformed = !read_digest (info, &attributes) || !is_type_repeated (info, type);
    attributes.malformed = !read_signing_time (info, &attributes) || attributes.malformed;
    attributes.malformed = !read_certificate_ids (info, &attributes) || attributes.malformed;
  }

  *out_attributes = attributes;
}

void
cf_cms_attributes_clear (CfCmsAttributes *self)
{
  g_clear_pointer (&self->der, g_byte_array_unref);
}

/* The digest that an ESSCertIDv2 names; SHA-256 when it names none (RFC 5035 section 4). */
static const EVP_MD *
read_hash (CfSpan *id)
{
  CfCmsBer algorithm;
  CfCmsBer object;
  const guint8 *p;
  g_autoptr (ASN1_OBJECT) name = NULL;

  if (!cf_cms_ber_next_tagged (id, CF_CMS_BER_SEQUENCE, &algorithm))
    return EVP_sha256 ();
  if (!cf_cms_ber_next_tagged (&algorithm.content, CF_CMS_BER_OBJECT, &object))
    return NULL;

  p = object.whole.data;
  name = d2i_ASN1_OBJECT (NULL, &p, (long) object.whole.length);
  return name == NULL ? NULL : EVP_get_digestbyobj (name);
}

/* The first identifier is the signer's (RFC 5035 section 5.4); a digest nobody here knows matches nothing. */
static gboolean
is_first_id_of (const ASN1_STRING *ids, gboolean second_version, X509 *certificate)
{
  CfSpan rest = cf_span (ASN1_STRING_get0_data (ids), (gsize) ASN1_STRING_length (ids));
  CfCmsBer outer;
  CfCmsBer list;
  CfCmsBer id;
  CfCmsBer hash;
  const EVP_MD *md;
  guint8 digest[EVP_MAX_MD_SIZE];
  guint length = 0;

  if (!cf_cms_ber_next_tagged (&rest, CF_CMS_BER_SEQUENCE, &outer) ||
      !cf_cms_ber_next_tagged (&outer.content, CF_CMS_BER_SEQUENCE, &list) ||
      !cf_cms_ber_next_tagged (&list.content, CF_CMS_BER_SEQUENCE, &id))
    return FALSE;

  md = second_version ? read_hash (&id.content) : EVP_sha1 ();
  return md != NULL && cf_cms_ber_next_tagged (&id.content, CF_CMS_BER_OCTET_STRING, &hash) &&
         X509_digest (certificate, md, digest, &length) == 1 && hash.content.length == length &&
         memcmp (hash.content.data, digest, length) == 0;
}

gboolean
cf_cms_attributes_allow (const CfCmsAttributes *self, X509 *certificate)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->certificate_ids); i++)
    if (self->certificate_ids[i] != NULL && !is_first_id_of (self->certificate_ids[i], i == 1, certificate))
      return FALSE;

  return TRUE;
}
