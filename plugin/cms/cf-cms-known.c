/* cf-cms-known.c — signed data whose certificates may have been seen before: bytes -> parts
 *
 * With each certificate that it decodes OpenSSL looks for the decoder of its
 * key, which takes longer than all the rest of small signed data.  A process
 * that reads several messages decodes each certificate once: they are taken
 * one by one, and the signed data is read without them.  Only what is in the
 * order and the form of RFC 5652 section 5.1 is taken apart; all else, and
 * whatever turns out to be no signed data, is read whole, by cf_cms_read().
 */
#include "cf-cms-internal.h"

#include <openssl/err.h>

#include "cf-cms-ber.h"
#include "cf-limits.h"

/* Copied without its certificates: content that is carried is not worth that. */
#define MOST_BYTES (256u * CF_KIB)

/* Real certificates are below 4 KiB; these are all in all 1 MiB, and as much again decoded. */
#define MOST_KEPT 128u
#define MOST_KEPT_BYTES (8u * CF_KIB)

/* DER -> X509: the very bytes decide, so what one message brought cannot change what another one has. */
static GHashTable *kept;

static void
keep (CfSpan der, X509 *certificate)
{
  if (der.length > MOST_KEPT_BYTES)
    return;
  if (kept == NULL)
    kept = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, (GDestroyNotify) X509_free);
  if (g_hash_table_size (kept) >= MOST_KEPT)
    g_hash_table_remove_all (kept);

  X509_up_ref (certificate);
  g_hash_table_insert (kept, g_bytes_new (der.data, der.length), certificate);
}

static X509 *
find_kept (CfSpan der)
{
  g_autoptr (GBytes) key = g_bytes_new_static (der.data, der.length);
  X509 *certificate = kept == NULL ? NULL : g_hash_table_lookup (kept, key);

  if (certificate != NULL)
    X509_up_ref (certificate);
  return certificate;
}

/* NULL for what is no certificate, or more than one.  (transfer full) */
static X509 *
read_certificate (CfSpan der)
{
  X509 *certificate = find_kept (der);
  const guint8 *p = der.data;

  if (certificate != NULL)
    return certificate;

  certificate = d2i_X509 (NULL, &p, (long) der.length);
  if (certificate == NULL || p != der.data + der.length) {
    X509_free (certificate);
    return NULL;
  }

  keep (der, certificate);
  return certificate;
}

/* All of them; NULL where one is something else (RFC 5652 section 10.2.2), or beyond a limit.  (transfer full) */
static STACK_OF (X509) *
read_certificates (CfSpan bytes)
{
  g_autoptr (CfX509Stack) certificates = sk_X509_new_null ();
  CfCmsBer value;

  while (cf_cms_ber_next_tagged (&bytes, CF_CMS_BER_SEQUENCE, &value)) {
    X509 *certificate = value.whole.length > CF_LIMIT_CERTIFICATE_BYTES ? NULL : read_certificate (value.whole);

    if (certificate == NULL)
      return NULL;
    sk_X509_push (certificates, certificate);
  }

  return bytes.length == 0 && sk_X509_num (certificates) <= (int) CF_LIMIT_CERTIFICATES ? g_steal_pointer (&certificates) : NULL;
}

/* From the outside in; FALSE when anything else is there. */
static gboolean
read_around (CfSpan bytes, CfCmsParts *out, CfSpan *out_inside)
{
  CfCmsBer outer, type, wrapper, inside;

  if (!cf_cms_ber_next_tagged (&bytes, CF_CMS_BER_SEQUENCE, &outer) ||
      !cf_cms_ber_next_tagged (&outer.content, CF_CMS_BER_OBJECT, &type) ||
      !cf_cms_ber_next_tagged (&outer.content, CF_CMS_BER_CONTEXT_0, &wrapper) ||
      !cf_cms_ber_next_tagged (&wrapper.content, CF_CMS_BER_SEQUENCE, &inside) || outer.content.length != 0 ||
      wrapper.content.length != 0)
    return FALSE;

  out->type = type.whole;
  *out_inside = inside.content;
  return cf_cms_find_nid (type.whole) == NID_pkcs7_signed;
}

static gboolean
split (CfSpan bytes, CfCmsParts *out)
{
  CfSpan inside, next;
  CfCmsBer version, algorithms, content, certificates, another;

  if (!read_around (bytes, out, &inside) || !cf_cms_ber_next_tagged (&inside, CF_CMS_BER_INTEGER, &version) ||
      !cf_cms_ber_next_tagged (&inside, CF_CMS_BER_SET, &algorithms) ||
      !cf_cms_ber_next_tagged (&inside, CF_CMS_BER_SEQUENCE, &content) ||
      !cf_cms_ber_next_tagged (&inside, CF_CMS_BER_CONTEXT_0, &certificates))
    return FALSE;

  /* A second set would take the place of the first. */
  next = inside;
  if (cf_cms_ber_next_tagged (&next, CF_CMS_BER_CONTEXT_0, &another))
    return FALSE;

  out->version = version.whole;
  out->algorithms = algorithms.whole;
  out->content = content.whole;
  out->certificates = certificates.content;
  out->rest = inside;
  return TRUE;
}

static void
append (GByteArray *out, CfSpan bytes)
{
  g_byte_array_append (out, bytes.data, (guint) bytes.length);
}

GByteArray *
cf_cms_join_parts (const CfCmsParts *parts)
{
  static const guint8 sequence[] = { CF_CMS_BER_SEQUENCE, 0x80 };
  static const guint8 context[] = { CF_CMS_BER_CONTEXT_0, 0x80 };
  static const guint8 ends[6] = { 0 };
  GByteArray *out = g_byte_array_new ();

  append (out, cf_span (sequence, sizeof sequence));
  append (out, parts->type);
  append (out, cf_span (context, sizeof context));
  append (out, cf_span (sequence, sizeof sequence));
  append (out, parts->version);
  append (out, parts->algorithms);
  append (out, parts->content);
  append (out, parts->rest);
  append (out, cf_span (ends, sizeof ends));
  return out;
}

/* NULL where it has to be read whole. */
static CfCms *
read_apart (CfSpan bytes)
{
  g_autoptr (CfX509Stack) certificates = NULL;
  g_autoptr (GByteArray) without = NULL;
  g_autoptr (CfCms) cms = NULL;
  CfCmsParts parts;

  if (!split (bytes, &parts))
    return NULL;
  certificates = read_certificates (parts.certificates);
  if (certificates == NULL)
    return NULL;

  without = cf_cms_join_parts (&parts);
  cms = cf_cms_read (cf_span (without->data, without->len));
  if (cms->kind != CF_CMS_SIGNED)
    return NULL;

  cms->certificates = g_steal_pointer (&certificates);
  return g_steal_pointer (&cms);
}

void
cf_cms_forget_known (void)
{
  g_clear_pointer (&kept, g_hash_table_unref);
}

CfCms *
cf_cms_read_known (CfSpan bytes)
{
  gsize length = bytes.length <= MOST_BYTES ? cf_cms_ber_measure (bytes) : 0;
  CfCms *cms = NULL;

  if (length > 0 && cf_cms_is_only_line_ends (cf_span_from (bytes, length)))
    cms = read_apart (cf_span_sub (bytes, 0, length));

  ERR_clear_error ();
  return cms != NULL ? cms : cf_cms_read (bytes);
}
