/* cf-cert-describe.c — what one certificate says of itself: parts -> facts */
#include "cf-cert-internal.h"

#include "cf-cert-key.h"
#include "cf-digest.h"
#include "cf-limits.h"
#include "cf-text.h"

/* RFC 5280 section 4.1.2.2 allows 20 bytes; what is longer is cut. */
#define MAX_SERIAL_BYTES 64

char *
cf_cert_dup_name (const X509_NAME *name)
{
  g_autoptr (BIO) text = BIO_new (BIO_s_mem ());
  /* RFC 4514 writes UTF-8 as it is; RFC 2253's escapes of every byte above 127 are unreadable. */
  gulong flags = XN_FLAG_RFC2253 & ~(gulong) ASN1_STRFLGS_ESC_MSB;
  char *data = NULL;
  long length;

  if (X509_NAME_print_ex (text, name, 0, flags) < 0)
    return g_strdup ("");

  length = BIO_get_mem_data (text, &data);
  return length > 0 ? cf_text_make_visible (data, length) : g_strdup ("");
}

static char *
dup_string (const ASN1_STRING *string)
{
  unsigned char *utf8 = NULL;
  int length = ASN1_STRING_to_UTF8 (&utf8, string);
  char *text;

  if (length < 0)
    return NULL;

  text = length > 0 ? cf_text_make_visible ((const char *) utf8, length) : NULL;
  OPENSSL_free (utf8);
  return text;
}

char *
cf_cert_dup_name_entry (const X509_NAME *name, int nid)
{
  int last = -1;
  int next;

  while ((next = X509_NAME_get_index_by_NID (name, nid, last)) >= 0)
    last = next;

  return last < 0 ? NULL : dup_string (X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, last)));
}

char *
cf_cert_dup_organization (X509 *certificate)
{
  const X509_NAME *subject = X509_get_subject_name (certificate);
  int first = X509_NAME_get_index_by_NID (subject, NID_organizationName, -1);

  /* Nobody can tell which of several is meant. */
  if (first < 0 || X509_NAME_get_index_by_NID (subject, NID_organizationName, first) >= 0)
    return NULL;

  return cf_cert_dup_name_entry (subject, NID_organizationName);
}

/* What a person calls it. */
static char *
dup_short_name (const X509_NAME *name)
{
  char *text = cf_cert_dup_name_entry (name, NID_commonName);

  if (text == NULL)
    text = cf_cert_dup_name_entry (name, NID_organizationName);

  return text != NULL ? text : cf_cert_dup_name (name);
}

static char *
dup_serial (const ASN1_INTEGER *serial)
{
  gsize length = (gsize) ASN1_STRING_length (serial);
  g_autofree char *hex =
      cf_digest_to_hex (cf_span (ASN1_STRING_get0_data (serial), MIN (length, MAX_SERIAL_BYTES)));

  return g_strconcat (ASN1_STRING_type (serial) == V_ASN1_NEG_INTEGER ? "-" : "", hex,
                      length > MAX_SERIAL_BYTES ? "…" : "", NULL);
}

static char *
dup_signature_algorithm (X509 *certificate)
{
  const X509_ALGOR *algorithm = NULL;
  const ASN1_OBJECT *object = NULL;
  char text[80];

  X509_get0_signature (NULL, &algorithm, certificate);
  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  return OBJ_obj2txt (text, sizeof text, object, 0) > 0 ? cf_text_make_visible (text, -1)
                                                        : g_strdup ("unknown");
}

char *
cf_cert_dup_fingerprint (X509 *certificate)
{
  guint8 digest[EVP_MAX_MD_SIZE];
  guint length = 0;

  if (X509_digest (certificate, EVP_sha256 (), digest, &length) != 1)
    return g_strdup ("");

  return cf_digest_to_hex (cf_span (digest, length));
}

CfCertFacts *
cf_cert_describe (X509 *certificate)
{
  CfCertFacts *facts = cf_cert_facts_new ();

  facts->subject = cf_cert_dup_name (X509_get_subject_name (certificate));
  facts->subject_name = dup_short_name (X509_get_subject_name (certificate));
  facts->issuer = cf_cert_dup_name (X509_get_issuer_name (certificate));
  facts->issuer_name = dup_short_name (X509_get_issuer_name (certificate));
  facts->names = cf_cert_dup_names (certificate);
  facts->issuer_organization = cf_cert_dup_issuer_organization (certificate);
  facts->serial = dup_serial (X509_get0_serialNumber (certificate));
  facts->not_before = cf_time_from_asn1 (X509_get0_notBefore (certificate));
  facts->not_after = cf_time_from_asn1 (X509_get0_notAfter (certificate));
  facts->sha256 = cf_cert_dup_fingerprint (certificate);
  facts->key = cf_cert_key_dup_name (X509_get0_pubkey (certificate));
  facts->signature_algorithm = dup_signature_algorithm (certificate);
  return facts;
}

char *
cf_cert_dup_base64 (X509 *certificate)
{
  guint8 *der = NULL;
  int length = i2d_X509 (certificate, &der);
  char *text =
      length > 0 && (guint) length <= CF_LIMIT_REPORT_CERTIFICATE_BYTES ? g_base64_encode (der, (gsize) length) : NULL;

  OPENSSL_free (der);
  return text;
}
