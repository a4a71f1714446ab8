/* cf-test-cms.c — signed data for tests, put together byte by byte */
#include "cf-test-cms.h"

#include <openssl/rsa.h>

const CfEvidence cf_test_green = CF_S (INTACT) | CF_S (STRONG) | CF_S (ADDRESS_MATCH) | CF_S (CHAIN_STANDS) |
                                 CF_S (USAGE_FITS) | CF_S (STOOD_AT_TIME) | CF_S (REVOCATION_SETTLED);

const CfEvidence cf_test_good = CF_S (INTACT) | CF_S (STRONG) | CF_S (ADDRESS_MATCH) | CF_S (CHAIN_STANDS) |
                                CF_S (USAGE_FITS) | CF_S (STOOD_AT_TIME) | CF_S (REVOCATION_SETTLED) |
                                CF_S (REVOCATION_UNASKED) | CF_S (ORGANISATION_VOUCHED) | CF_S (OWN_ANCHOR);

/* --- DER --- */

static void
append_taken (GByteArray *out, GBytes *bytes)
{
  g_byte_array_append (out, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  g_bytes_unref (bytes);
}

static GByteArray *
join_list (GBytes *first, va_list list)
{
  GByteArray *out = g_byte_array_new ();

  for (GBytes *part = first; part != NULL; part = va_arg (list, GBytes *))
    append_taken (out, part);

  return out;
}

GBytes *
cf_test_join (GBytes *first, ...)
{
  GByteArray *out;
  va_list list;

  va_start (list, first);
  out = join_list (first, list);
  va_end (list);
  return g_byte_array_free_to_bytes (out);
}

static void
append_length (GByteArray *out, gsize length)
{
  guint8 octets[1 + sizeof length];
  guint n = 0;

  if (length < 0x80) {
    octets[0] = (guint8) length;
    g_byte_array_append (out, octets, 1);
    return;
  }

  for (gsize rest = length; rest > 0; rest >>= 8)
    n++;
  octets[0] = (guint8) (0x80 | n);
  for (guint i = 0; i < n; i++)
    octets[1 + i] = (guint8) (length >> 8 * (n - 1 - i));
  g_byte_array_append (out, octets, n + 1);
}

GBytes *
cf_test_der (guint8 tag, ...)
{
  g_autoptr (GByteArray) content = NULL;
  GByteArray *out = g_byte_array_new ();
  va_list list;

  va_start (list, tag);
  content = join_list (va_arg (list, GBytes *), list);
  va_end (list);

  g_byte_array_append (out, &tag, 1);
  append_length (out, content->len);
  g_byte_array_append (out, content->data, content->len);
  return g_byte_array_free_to_bytes (out);
}

GBytes *
cf_test_ber (guint8 tag, ...)
{
  static const guint8 end[2];
  g_autoptr (GByteArray) content = NULL;
  GByteArray *out = g_byte_array_new ();
  va_list list;

  va_start (list, tag);
  content = join_list (va_arg (list, GBytes *), list);
  va_end (list);

  g_byte_array_append (out, &tag, 1);
  g_byte_array_append (out, (const guint8 *) "\x80", 1);
  g_byte_array_append (out, content->data, content->len);
  g_byte_array_append (out, end, sizeof end);
  return g_byte_array_free_to_bytes (out);
}

GBytes *
cf_test_raw (CfSpan bytes)
{
  return g_bytes_new (bytes.data, bytes.length);
}

GBytes *
cf_test_hex (const char *hex)
{
  long length = 0;
  unsigned char *data = OPENSSL_hexstr2buf (hex, &length);
  GBytes *bytes = g_bytes_new (data, (gsize) length);

  OPENSSL_free (data);
  return bytes;
}

GBytes *
cf_test_octets (CfSpan bytes)
{
  return cf_test_der (0x04, cf_test_raw (bytes), NULL);
}

GBytes *
cf_test_integer (guint8 value)
{
  guint8 octets[2] = { 0, value };

  /* An octet above 127 needs a zero before it, or it is negative. */
  return cf_test_der (0x02, g_bytes_new (value < 0x80 ? octets + 1 : octets, value < 0x80 ? 1 : 2), NULL);
}

GBytes *
cf_test_oid (int nid)
{
  unsigned char *der = NULL;
  int length = i2d_ASN1_OBJECT (OBJ_nid2obj (nid), &der);
  GBytes *bytes = g_bytes_new (der, (gsize) length);

  OPENSSL_free (der);
  return bytes;
}

GBytes *
cf_test_null (void)
{
  return cf_test_hex ("0500");
}

GBytes *
cf_test_algorithm (int nid, GBytes *parameters)
{
  return cf_test_der (0x30, cf_test_oid (nid), parameters, NULL);
}

GBytes *
cf_test_pss (int digest, int mask_digest, int salt)
{
  GBytes *hash =
      digest == 0 ? g_bytes_new (NULL, 0) : cf_test_der (0xa0, cf_test_algorithm (digest, NULL), NULL);
  GBytes *mask =
      mask_digest == 0
          ? g_bytes_new (NULL, 0)
          : cf_test_der (0xa1, cf_test_algorithm (NID_mgf1, cf_test_algorithm (mask_digest, NULL)), NULL);
  GBytes *length =
      salt < 0 ? g_bytes_new (NULL, 0) : cf_test_der (0xa2, cf_test_integer ((guint8) salt), NULL);

  return cf_test_der (0x30, hash, mask, length, NULL);
}

GBytes *
cf_test_attribute (int nid, GBytes *value)
{
  return cf_test_der (0x30, cf_test_oid (nid), cf_test_der (0x31, value, NULL), NULL);
}

/* --- one signer --- */

static const EVP_MD *
get_md (const CfTestSigner *signer)
{
  return signer->digest == 0 ? EVP_sha256 () : EVP_get_digestbynid (signer->digest);
}

static int
get_method (const CfTestSigner *signer)
{
  int id = EVP_PKEY_get_base_id (signer->key);
  int nid = NID_undef;

  if (signer->method != 0)
    return signer->method;
  if (id == EVP_PKEY_RSA)
    return NID_rsaEncryption;
  if (id == EVP_PKEY_RSA_PSS)
    return NID_rsassaPss;
  if (id == EVP_PKEY_ED25519 || id == EVP_PKEY_ED448)
    return id;

  OBJ_find_sigid_by_algs (&nid, EVP_MD_get_type (get_md (signer)), id);
  return nid;
}

static gboolean
is_pss (const CfTestSigner *signer)
{
  return get_method (signer) == NID_rsassaPss;
}

static GBytes *
make_method (const CfTestSigner *signer)
{
  int digest = EVP_MD_get_type (get_md (signer));

  if (signer->parameters != NULL)
    return cf_test_algorithm (get_method (signer), g_bytes_ref (signer->parameters));
  if (is_pss (signer))
    return cf_test_algorithm (NID_rsassaPss, cf_test_pss (digest, digest, signer->salt));
  if (get_method (signer) == NID_rsaEncryption)
    return cf_test_algorithm (NID_rsaEncryption, cf_test_null ());

  return cf_test_algorithm (get_method (signer), NULL);
}

static GBytes *
make_digest (const EVP_MD *md, const char *text)
{
  guint8 digest[EVP_MAX_MD_SIZE];
  guint length = 0;

  g_assert_cmpint (EVP_Digest (text, strlen (text), digest, &length, md, NULL), ==, 1);
  return g_bytes_new (digest, length);
}

static GBytes *
make_usual_attributes (const EVP_MD *md, const char *content, GBytes *more)
{
  g_autoptr (GBytes) digest = make_digest (md, content);

  return cf_test_join (cf_test_attribute (NID_pkcs9_contentType, cf_test_oid (NID_pkcs7_data)),
                       cf_test_attribute (NID_pkcs9_messageDigest, cf_test_octets (cf_test_span (digest))),
                       more != NULL ? g_bytes_ref (more) : NULL, NULL);
}

GBytes *
cf_test_attributes (const char *content, GBytes *more)
{
  return cf_test_der (0x31, make_usual_attributes (EVP_sha256 (), content, more), NULL);
}

static void
set_padding (const CfTestSigner *signer, EVP_PKEY_CTX *context)
{
  if (!is_pss (signer))
    return;

  g_assert_cmpint (EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PSS_PADDING), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set_rsa_pss_saltlen (context, signer->salt), ==, 1);
}

static GBytes *
sign_bytes (const CfTestSigner *signer, CfSpan bytes)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  EVP_PKEY_CTX *key_context = NULL;
  int id = EVP_PKEY_get_base_id (signer->key);
  gboolean one_shot = id == EVP_PKEY_ED25519 || id == EVP_PKEY_ED448;
  guint8 signature[1024];
  gsize length = sizeof signature;

  g_assert_cmpint (
      EVP_DigestSignInit (context, &key_context, one_shot ? NULL : get_md (signer), NULL, signer->key), ==,
      1);
  set_padding (signer, key_context);
  g_assert_cmpint (EVP_DigestSign (context, signature, &length, bytes.data, bytes.length), ==, 1);
  signature[length / 2] ^= signer->spoiled ? 1 : 0;
  return g_bytes_new (signature, length);
}

static GBytes *
make_attributes (const CfTestSigner *signer, const char *content)
{
  if (signer->attributes != NULL)
    return g_bytes_ref (signer->attributes);

  return make_usual_attributes (get_md (signer), signer->digest_of != NULL ? signer->digest_of : content,
                                signer->more);
}

static GBytes *
make_id (const CfTestSigner *signer)
{
  const ASN1_OCTET_STRING *key_id = X509_get0_subject_key_id (signer->certificate);
  unsigned char *name = NULL;
  unsigned char *serial = NULL;
  int name_length = i2d_X509_NAME (X509_get_issuer_name (signer->certificate), &name);
  int serial_length = i2d_ASN1_INTEGER (X509_get_serialNumber (signer->certificate), &serial);
  GBytes *id =
      signer->by_key_id
          ? cf_test_der (
                0x80, g_bytes_new (ASN1_STRING_get0_data (key_id), (gsize) ASN1_STRING_length (key_id)), NULL)
          : cf_test_der (0x30, g_bytes_new (name, (gsize) name_length),
                         g_bytes_new (serial, (gsize) serial_length), NULL);

  OPENSSL_free (name);
  OPENSSL_free (serial);
  return id;
}

static GBytes *
make_signer (const CfTestSigner *signer, const char *content)
{
  g_autoptr (GBytes) attributes = make_attributes (signer, content);
  g_autoptr (GBytes) set = cf_test_der (0x31, g_bytes_ref (attributes), NULL);
  g_autoptr (GBytes) signature = NULL;
  GBytes *tagged = NULL;

  if (signer->without_attributes) {
    signature = sign_bytes (signer, cf_span_str (signer->as_content != NULL ? signer->as_content : content));
    tagged = g_bytes_new (NULL, 0);
  } else {
    signature = sign_bytes (signer, cf_test_span (set));
    tagged = cf_test_der (0xa0, g_bytes_ref (attributes), NULL);
  }

  return cf_test_der (0x30, cf_test_integer (signer->by_key_id ? 3 : 1), make_id (signer),
                      cf_test_algorithm (EVP_MD_get_type (get_md (signer)), NULL), tagged,
                      make_method (signer), cf_test_octets (cf_test_span (signature)), NULL);
}

/* --- signed data --- */

GBytes *
cf_test_content_info (int type, GBytes *inside)
{
  return cf_test_der (0x30, cf_test_oid (type), cf_test_der (0xa0, inside, NULL), NULL);
}

static GBytes *
make_content (const CfTestSigned *spec)
{
  CfSpan content = cf_span_str (spec->content);
  gsize half = content.length / 2;
  GBytes *type = cf_test_oid (spec->type != 0 ? spec->type : NID_pkcs7_data);

  if (!spec->opaque)
    return cf_test_der (0x30, type, NULL);
  if (!spec->indefinite)
    return cf_test_der (0x30, type, cf_test_der (0xa0, cf_test_octets (content), NULL), NULL);

  /* Pieces, one of them in pieces again (X.690 section 8.7.3). */
  return cf_test_ber (
      0x30, type,
      cf_test_ber (0xa0,
                   cf_test_ber (0x24, cf_test_octets (cf_span_sub (content, 0, half)),
                                cf_test_ber (0x24, cf_test_octets (cf_span_from (content, half)), NULL),
                                cf_test_octets (cf_span_str ("")), NULL),
                   NULL),
      NULL);
}

static GBytes *
make_certificates (const CfTestSigned *spec)
{
  GByteArray *out = g_byte_array_new ();

  for (guint i = 0; i < CF_TEST_MAX_CERTIFICATES && spec->certificates[i] != NULL; i++) {
    unsigned char *der = NULL;
    int length = i2d_X509 (spec->certificates[i], &der);

    g_byte_array_append (out, der, (guint) length);
    OPENSSL_free (der);
  }

  return out->len == 0 ? g_byte_array_free_to_bytes (out)
                       : cf_test_der (0xa0, g_byte_array_free_to_bytes (out), NULL);
}

static GBytes *
make_signers (const CfTestSigned *spec)
{
  GByteArray *out = g_byte_array_new ();

  for (guint i = 0; i < CF_TEST_MAX_SIGNERS && spec->signers[i].key != NULL; i++)
    append_taken (out, make_signer (&spec->signers[i], spec->content));

  return cf_test_der (0x31, g_byte_array_free_to_bytes (out), NULL);
}

GBytes *
cf_test_signed (const CfTestSigned *spec)
{
  GBytes *version = cf_test_integer (1);
  GBytes *digests = cf_test_der (0x31, cf_test_algorithm (NID_sha256, NULL), NULL);
  GBytes *content = make_content (spec);
  GBytes *certificates = make_certificates (spec);
  GBytes *signers = make_signers (spec);

  if (spec->indefinite)
    return cf_test_ber (
        0x30, cf_test_oid (NID_pkcs7_signed),
        cf_test_ber (0xa0, cf_test_ber (0x30, version, digests, content, certificates, signers, NULL), NULL),
        NULL);

  return cf_test_content_info (NID_pkcs7_signed,
                               cf_test_der (0x30, version, digests, content, certificates, signers, NULL));
}

/* --- a message and its check --- */

CfTestMessage *
cf_test_message (CfTestKey kind)
{
  CfTestMessage *self = g_new0 (CfTestMessage, 1);
  CfTestChainSpec chain = { .signer = { .key = cf_test_key (kind, 2) } };

  self->chain = cf_test_chain (&chain);
  self->check = cf_test_check (TRUE);
  cf_test_check_trust (self->check, self->chain->root);
  self->spec.content = "Content-Type: text/plain\r\n\r\nHello\r\n";
  self->spec.certificates[0] = self->chain->signer;
  self->spec.certificates[1] = self->chain->ca;
  self->spec.signers[0].certificate = self->chain->signer;
  self->spec.signers[0].key = self->chain->key;
  self->spec.signers[0].salt = 32;
  return self;
}

void
cf_test_message_free (CfTestMessage *self)
{
  cf_test_chain_free (self->chain);
  cf_test_check_free (self->check);
  g_free (self);
}

const CfSignerFacts *
cf_test_cms_run (CfTestCheck *check, GBytes *cms, const char *content)
{
  g_autoptr (CfCms) self = cf_cms_read (cf_test_span (cms));
  GBytes *carried = cf_cms_get_content (self);
  CfDigester *digester = cf_digester_new (cf_cms_get_digest_mask (self));
  CfDigestSet digests;
  CfCmsContent given = { &digests, NULL, *content != 0x31 };
  guint before = check->facts->smime.signers->len;

  cf_digester_update (digester, carried != NULL ? cf_test_span (carried) : cf_span_str (content));
  cf_digester_finish (digester, &digests);
  cf_digester_free (digester);
  cf_cms_check_signers (self, &given, &check->context, &check->facts->smime);
  return check->facts->smime.signers->len > before ? g_ptr_array_index (check->facts->smime.signers, before)
                                                   : NULL;
}

const CfSignerFacts *
cf_test_message_run (CfTestMessage *self)
{
  g_autoptr (GBytes) cms = cf_test_signed (&self->spec);

  return cf_test_cms_run (self->check, cms, self->spec.content);
}

void
cf_test_assert_status (const CfSignerFacts *facts, CfSignerStatus status, CfEvidence wanted)
{
  g_assert_nonnull (facts);
  cf_test_assert_evidence (facts->evidence, wanted);
  g_assert_cmpstr (cf_signer_status_get_name (facts->status), ==, cf_signer_status_get_name (status));
}
