/* cf-cert-roots.c — whom we trust: files -> anchors, before the first message */
#include "cf-cert-internal.h"

#include <errno.h>
#include <string.h>
#include <glib/gstdio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

static void
free_anchor (CfCertAnchor *anchor)
{
  g_bytes_unref (anchor->der);
  X509_free (anchor->certificate);
  g_strfreev (anchor->domains);
  g_free (anchor->registry);
  g_free (anchor);
}

CfCertRoots *
cf_cert_roots_new (void)
{
  CfCertRoots *self = g_new0 (CfCertRoots, 1);

  self->anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) free_anchor);
  self->distrusted =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  self->about.date = CF_TIME_UNKNOWN;
  return self;
}

CfCertAnchor *
cf_cert_roots_add (CfCertRoots *self, GBytes *der, CfSpan subject, gboolean own)
{
  const guint8 *p = subject.data;
  X509_NAME *name = d2i_X509_NAME (NULL, &p, (long) subject.length);
  CfCertAnchor *anchor;

  if (name == NULL)
    return NULL;

  anchor = g_new0 (CfCertAnchor, 1);
  anchor->der = g_bytes_ref (der);
  anchor->name_hash = X509_NAME_hash_ex (name, NULL, NULL, NULL);
  anchor->distrust_after = CF_TIME_UNKNOWN;
  anchor->until = CF_TIME_UNKNOWN;
  anchor->own = own;
  X509_NAME_free (name);

  /* What the administrator says counts before what a list says. */
  g_ptr_array_insert (self->anchors, own ? (int) self->n_own : -1, anchor);
  self->n_own += own;
  return anchor;
}

/* Once for all messages of this process and its children. */
static void
decode_extensions (X509 *certificate)
{
  X509_check_purpose (certificate, -1, 0);
}

CfCertAnchor *
cf_cert_roots_add_certificate (CfCertRoots *self, X509 *certificate, gboolean own)
{
  const X509_NAME *name = X509_get_subject_name (certificate);
  unsigned char *der = NULL;
  const unsigned char *subject = NULL;
  int length = i2d_X509 (certificate, &der);
  g_autoptr (GBytes) bytes = g_bytes_new (der, length > 0 ? (gsize) length : 0);
  gsize subject_length = 0;
  CfCertAnchor *anchor;

  OPENSSL_free (der);
  if (length <= 0 || X509_NAME_get0_der (name, &subject, &subject_length) != 1)
    return NULL;

  anchor = cf_cert_roots_add (self, bytes, cf_span (subject, subject_length), own);
  if (anchor != NULL) {
    X509_up_ref (certificate);
    anchor->certificate = certificate;
    decode_extensions (certificate);
  }
  return anchor;
}

X509 *
cf_cert_anchor_get (CfCertAnchor *anchor)
{
  const guint8 *p = g_bytes_get_data (anchor->der, NULL);

  if (anchor->certificate == NULL) {
    anchor->certificate = d2i_X509 (NULL, &p, (long) g_bytes_get_size (anchor->der));
    if (anchor->certificate != NULL)
      decode_extensions (anchor->certificate);
  }

  return anchor->certificate;
}

GBytes *
cf_cert_dup_issuer_and_serial (CfSpan issuer, CfSpan serial)
{
  GByteArray *both = g_byte_array_sized_new ((guint) (issuer.length + serial.length));

  g_byte_array_append (both, issuer.data, (guint) issuer.length);
  g_byte_array_append (both, serial.data, (guint) serial.length);
  return g_byte_array_free_to_bytes (both);
}

gboolean
cf_cert_roots_is_distrusted (const CfCertRoots *self, X509 *certificate)
{
  const unsigned char *issuer = NULL;
  unsigned char *serial = NULL;
  gsize issuer_length = 0;
  int serial_length;
  gboolean found = FALSE;

  if (g_hash_table_size (self->distrusted) == 0 ||
      X509_NAME_get0_der (X509_get_issuer_name (certificate), &issuer, &issuer_length) != 1)
    return FALSE;

  serial_length = i2d_ASN1_INTEGER (X509_get0_serialNumber (certificate), &serial);
  if (serial_length > 0) {
    g_autoptr (GBytes) name = cf_cert_dup_issuer_and_serial (cf_span (issuer, issuer_length),
                                                             cf_span (serial, (gsize) serial_length));

    found = g_hash_table_contains (self->distrusted, name);
  }

  OPENSSL_free (serial);
  return found;
}

gboolean
cf_cert_roots_is_issuer_distrusted (const CfCertRoots *self, X509 *certificate)
{
  const unsigned char *issuer = NULL;
  gsize length = 0;
  GHashTableIter iter;
  gpointer name;

  if (X509_NAME_get0_der (X509_get_issuer_name (certificate), &issuer, &length) != 1)
    return FALSE;

  /* The DER of a name says where it ends, so that none begins like another. */
  g_hash_table_iter_init (&iter, self->distrusted);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_bytes_get_size (name) > length && memcmp (g_bytes_get_data (name, NULL), issuer, length) == 0)
      return TRUE;

  return FALSE;
}

guint
cf_cert_roots_get_n (const CfCertRoots *self)
{
  return self->anchors->len;
}

const CfCertRootsAbout *
cf_cert_roots_describe (CfCertRoots *self)
{
  CfCertRootsAbout *about = &self->about;

  about->n_anchors = self->anchors->len;
  about->n_own = self->n_own;
  about->n_distrusted = g_hash_table_size (self->distrusted);
  about->n_distrust_after = 0;
  for (guint i = 0; i < self->anchors->len; i++) {
    const CfCertAnchor *anchor = g_ptr_array_index (self->anchors, i);

    about->n_distrust_after += anchor->distrust_after != CF_TIME_UNKNOWN;
  }

  return about;
}

void
cf_cert_roots_free (CfCertRoots *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->anchors);
  g_hash_table_unref (self->distrusted);
  g_free (self->about.source);
  g_free (self->about.problem);
  g_free (self);
}

CfTime
cf_cert_get_file_time (const char *path)
{
  GStatBuf about;

  return g_stat (path, &about) == 0 ? (CfTime) about.st_mtime : CF_TIME_UNKNOWN;
}

int
cf_cert_refuse_passphrase (char *buffer, int size, int writing, void *data)
{
  return -1;
}

/* Whether reading ended because the file did, and not inside a certificate. */
static gboolean
is_at_end (void)
{
  gulong code = ERR_peek_last_error ();

  return ERR_GET_LIB (code) == ERR_LIB_PEM && ERR_GET_REASON (code) == PEM_R_NO_START_LINE;
}

static gboolean
read_certificates (BIO *bio, STACK_OF (X509) * out)
{
  X509 *certificate;

  ERR_clear_error ();
  while ((certificate = PEM_read_bio_X509 (bio, NULL, cf_cert_refuse_passphrase, NULL)) != NULL)
    sk_X509_push (out, certificate);

  return is_at_end ();
}

static STACK_OF (X509) *
read_all (BIO *bio, const char *name, GError **error)
{
  g_autoptr (CfX509Stack) certificates = sk_X509_new_null ();

  if (!read_certificates (bio, certificates))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 "%s: certificate %d cannot be read: give whole certificates in PEM form", name,
                 sk_X509_num (certificates) + 1);
  else if (sk_X509_num (certificates) == 0)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 "%s: holds no certificate: it must begin with -----BEGIN CERTIFICATE-----", name);
  else
    return g_steal_pointer (&certificates);

  ERR_clear_error ();
  return NULL;
}

STACK_OF (X509) * cf_cert_load_file (const char *path, GError **error)
{
  g_autoptr (BIO) bio = NULL;

  errno = 0;
  bio = BIO_new_file (path, "r");
  if (bio != NULL)
    return read_all (bio, path, error);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: cannot be opened: %s", path,
               g_strerror (errno));
  ERR_clear_error ();
  return NULL;
}

STACK_OF (X509) * cf_cert_load_data (const char *name, GBytes *data, GError **error)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (g_bytes_get_data (data, NULL), (int) g_bytes_get_size (data));

  return read_all (bio, name, error);
}

CfCertRoots *
cf_cert_roots_load_file (const char *path, GError **error)
{
  CfCertAnchorSpec spec = { .name = "file", .file = path, .until = CF_TIME_UNKNOWN };
  g_autoptr (CfCertRoots) self = cf_cert_roots_new ();

  if (!cf_cert_roots_add_anchor (self, &spec, error))
    return NULL;

  self->about.source = g_strdup (path);
  self->about.date = cf_cert_get_file_time (path);
  return g_steal_pointer (&self);
}
