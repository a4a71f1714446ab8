/* cf-cert-issuer.c — issuers that did not come with the message: questions and answers -> candidates
 *
 * A certificate names where its issuer lies (RFC 5280 section 4.2.2.1).  Before
 * a chain reaches an anchor everybody may have written that, so only hosts that
 * an authority is known by are asked unless policy says otherwise (MEANING
 * section 13); a unique URL in a self-made certificate is no tracking pixel.
 */
#include "cf-cert-internal.h"

#include <openssl/pem.h>
#include <openssl/pkcs7.h>

/* Ends of paths that are asked about: an authority has two or three cross-signed twins at most. */
#define MAX_ENDS 4

struct _CfCertIssuers {
  const CfCertContext *context;
  GHashTable *fetched; /* URLs of one certificate -> CfX509Stack: what they gave */
  GPtrArray *ends;     /* (element-type X509) */
};

CfCertIssuers *
cf_cert_issuers_new (const CfCertContext *context)
{
  CfCertIssuers *self = g_new0 (CfCertIssuers, 1);

  self->context = context;
  self->fetched =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cf_openssl_free_certificates);
  self->ends = g_ptr_array_new_with_free_func ((GDestroyNotify) X509_free);
  return self;
}

void
cf_cert_issuers_free (CfCertIssuers *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->fetched);
  g_ptr_array_unref (self->ends);
  g_free (self);
}

/* --- answers --- */

static void
add_der (STACK_OF (X509) * out, const guint8 *data, gsize length)
{
  const guint8 *p = data;
  X509 *certificate = d2i_X509 (NULL, &p, (long) length);

  if (certificate != NULL)
    sk_X509_push (out, certificate);
}

/* RFC 5280 section 4.2.2.1 allows a "certs-only" CMS message (RFC 2797). */
static void
add_bag (STACK_OF (X509) * out, const guint8 *data, gsize length)
{
  const guint8 *p = data;
  PKCS7 *bag = d2i_PKCS7 (NULL, &p, (long) length);

  if (bag != NULL && PKCS7_type_is_signed (bag) && bag->d.sign != NULL)
    for (int i = 0; i < sk_X509_num (bag->d.sign->cert) && i < (int) CF_LIMIT_ISSUERS; i++)
      X509_add_cert (out, sk_X509_value (bag->d.sign->cert, i), X509_ADD_FLAG_UP_REF);

  PKCS7_free (bag);
}

static void
add_pem (STACK_OF (X509) * out, const guint8 *data, gsize length)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (data, (int) length);
  X509 *certificate;

  while (sk_X509_num (out) < (int) CF_LIMIT_ISSUERS &&
         (certificate = PEM_read_bio_X509 (bio, NULL, cf_cert_refuse_passphrase, NULL)) != NULL)
    sk_X509_push (out, certificate);
}

STACK_OF (X509) * cf_cert_read_issuers (CfSpan body)
{
  STACK_OF (X509) *certificates = sk_X509_new_null ();

  if (body.length == 0 || body.length > CF_LIMIT_ISSUER_BYTES)
    return certificates;

  add_der (certificates, body.data, body.length);
  if (sk_X509_num (certificates) == 0)
    add_bag (certificates, body.data, body.length);
  if (sk_X509_num (certificates) == 0)
    add_pem (certificates, body.data, body.length);

  return certificates;
}

static void
add_fetched (const CfAnswers *answers, const char *url, STACK_OF (X509) * out)
{
  const CfAnswer *answer = cf_answers_find (answers, CF_QUESTION_ISSUER, url);
  g_autoptr (CfX509Stack) certificates = NULL;
  GBytes *body;

  if (answer == NULL || answer->status != CF_ANSWER_FOUND || answer->records->len == 0)
    return;

  body = cf_answer_get_record (answer, 0);
  certificates = cf_cert_read_issuers (cf_span (g_bytes_get_data (body, NULL), g_bytes_get_size (body)));
  X509_add_certs (out, certificates, X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_NO_DUP);
}

STACK_OF (X509) * cf_cert_issuers_find (CfCertIssuers *self, X509 *certificate)
{
  STACK_OF (X509) *found = NULL;
  g_autoptr (GPtrArray) urls = NULL;
  g_autofree char *key = NULL;

  if (self->context->answers == NULL)
    return NULL;

  urls = cf_cert_dup_access (certificate, NID_ad_ca_issuers);
  g_ptr_array_add (urls, NULL);
  key = g_strjoinv (" ", (char **) urls->pdata);
  found = g_hash_table_lookup (self->fetched, key);
  if (found != NULL)
    return found;

  /* All places: one may hold an older issuer, or something else. */
  found = sk_X509_new_null ();
  for (guint i = 0; i + 1 < urls->len; i++)
    add_fetched (self->context->answers, g_ptr_array_index (urls, i), found);
  g_hash_table_insert (self->fetched, g_steal_pointer (&key), found);
  return found;
}

/* --- questions --- */

void
cf_cert_issuers_note_end (CfCertIssuers *self, X509 *certificate)
{
  if (self->ends->len >= MAX_ENDS || (X509_get_extension_flags (certificate) & EXFLAG_SS) != 0)
    return;

  X509_up_ref (certificate);
  g_ptr_array_add (self->ends, certificate);
}

/* "://host/": with both its ends, so that no part of another name is taken for it.  (transfer full)
 * (nullable) */
static char *
dup_mark (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *host = uri == NULL ? NULL : g_ascii_strdown (g_uri_get_host (uri), -1);

  /* Another port or a user name is nothing that an authority publishes. */
  if (host == NULL || *host == '\0' || g_uri_get_port (uri) != -1 || g_uri_get_userinfo (uri) != NULL)
    return NULL;

  return g_strconcat ("://", host, "/", NULL);
}

static gboolean
extra_names (STACK_OF (X509) * extra, const char *mark)
{
  for (int i = 0; i < sk_X509_num (extra); i++) {
    unsigned char *der = NULL;
    int length = i2d_X509 (sk_X509_value (extra, i), &der);
    gboolean found = length > 0 && memmem (der, (gsize) length, mark, strlen (mark)) != NULL;

    OPENSSL_free (der);
    if (found)
      return TRUE;
  }

  return FALSE;
}

/* Whether a root, or a certificate that the administrator gave, names that host.  Looked for in their bytes:
 * nearly always roots need not be decoded for it, and nothing in them is a stranger's. */
static gboolean
is_host_named (const CfCertRules *rules, const char *url)
{
  g_autofree char *mark = dup_mark (url);

  if (mark == NULL)
    return FALSE;

  for (guint i = 0; i < rules->roots->anchors->len; i++) {
    const CfCertAnchor *anchor = g_ptr_array_index (rules->roots->anchors, i);

    if (memmem (g_bytes_get_data (anchor->der, NULL), g_bytes_get_size (anchor->der), mark, strlen (mark)) !=
        NULL)
      return TRUE;
  }

  return extra_names (rules->extra, mark);
}

/* Notes each "://host/" of these bytes. */
static void
collect_hosts (CfSpan der, GHashTable *hosts)
{
  static const char mark[] = "://";
  const guint8 *end = der.data + der.length;
  const guint8 *p = der.data;

  while ((p = memmem (p, (gsize) (end - p), mark, strlen (mark))) != NULL) {
    const guint8 *host = p + strlen (mark);
    const guint8 *after = host;

    while (after < end && (g_ascii_isalnum (*after) || *after == '-' || *after == '.'))
      after++;
    if (after > host && after < end && *after == '/')
      g_hash_table_add (hosts, g_ascii_strdown ((const char *) host, after - host));
    p = after;
  }
}

static void
collect_extra_hosts (STACK_OF (X509) * extra, GHashTable *hosts)
{
  for (int i = 0; i < sk_X509_num (extra); i++) {
    unsigned char *der = NULL;
    int length = i2d_X509 (sk_X509_value (extra, i), &der);

    if (length > 0)
      collect_hosts (cf_span (der, (gsize) length), hosts);
    OPENSSL_free (der);
  }
}

char **
cf_cert_dup_hosts (const CfCertRules *rules)
{
  g_autoptr (GHashTable) hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char **names = NULL;

  for (guint i = 0; rules->roots != NULL && i < rules->roots->anchors->len; i++) {
    const CfCertAnchor *anchor = g_ptr_array_index (rules->roots->anchors, i);

    collect_hosts (cf_span (g_bytes_get_data (anchor->der, NULL), g_bytes_get_size (anchor->der)), hosts);
  }
  collect_extra_hosts (rules->extra, hosts);

  names = (char **) g_hash_table_get_keys_as_array (hosts, NULL);
  g_hash_table_steal_all (hosts); /* its keys are the array's now; only those met twice were its to free */

  return names;
}

static gboolean
may_ask (const CfCertRules *rules, const char *url)
{
  switch (rules->aia) {
  case CF_CERT_AIA_ANY:
    return TRUE;
  case CF_CERT_AIA_KNOWN_HOSTS:
    return cf_question_is_known_host (url) || is_host_named (rules, url);
  case CF_CERT_AIA_OFF:
    break;
  }

  return FALSE;
}

void
cf_cert_issuers_ask (CfCertIssuers *self)
{
  if (self->context->rules->roots == NULL || self->context->questions == NULL)
    return;

  for (guint end = 0; end < self->ends->len; end++) {
    g_autoptr (GPtrArray) urls = cf_cert_dup_access (g_ptr_array_index (self->ends, end), NID_ad_ca_issuers);

    for (guint i = 0; i < urls->len; i++) {
      const char *url = g_ptr_array_index (urls, i);

      /* Whatever came of it, it was asked. */
      if (cf_answers_find (self->context->answers, CF_QUESTION_ISSUER, url) == NULL &&
          may_ask (self->context->rules, url))
        cf_questions_ask (self->context->questions, CF_QUESTION_ISSUER, url);
    }
  }
}
