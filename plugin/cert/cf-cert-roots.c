/* cf-cert-roots.c — whom we trust: files -> anchors, before the first message */
#include "cf-cert-internal.h"

#include <errno.h>
#include <openssl/err.h>
#include <openssl/pem.h>

/* Where Debian, Fedora, openSUSE and Arch keep NSS's list.  The folder "nss"
 * comes first: elsewhere the name may be a link to p11-kit, which does not
 * know the e-mail trust bit. */
static const char *const module_places[] = {
#if defined(__x86_64__)
  "/usr/lib/x86_64-linux-gnu/nss/libnssckbi.so",
  "/usr/lib/x86_64-linux-gnu/libnssckbi.so",
#elif defined(__aarch64__)
  "/usr/lib/aarch64-linux-gnu/nss/libnssckbi.so",
  "/usr/lib/aarch64-linux-gnu/libnssckbi.so",
#elif defined(__arm__)
  "/usr/lib/arm-linux-gnueabihf/nss/libnssckbi.so",
  "/usr/lib/arm-linux-gnueabihf/libnssckbi.so",
#elif defined(__i386__)
  "/usr/lib/i386-linux-gnu/nss/libnssckbi.so",
  "/usr/lib/i386-linux-gnu/libnssckbi.so",
#elif defined(__riscv)
  "/usr/lib/riscv64-linux-gnu/nss/libnssckbi.so",
  "/usr/lib/riscv64-linux-gnu/libnssckbi.so",
#elif defined(__powerpc64__)
  "/usr/lib/powerpc64le-linux-gnu/nss/libnssckbi.so",
  "/usr/lib/powerpc64le-linux-gnu/libnssckbi.so",
#endif
  "/usr/lib64/nss/libnssckbi.so",
  "/usr/lib64/libnssckbi.so",
  "/usr/lib/nss/libnssckbi.so",
  "/usr/lib/libnssckbi.so",
};

static void
clear_anchor (CfCertAnchor *anchor)
{
  X509_free (anchor->certificate);
}

CfCertRoots *
cf_cert_roots_new (gboolean own)
{
  CfCertRoots *self = g_new0 (CfCertRoots, 1);

  self->own = own;
  self->anchors = g_array_new (FALSE, FALSE, sizeof (CfCertAnchor));
  g_array_set_clear_func (self->anchors, (GDestroyNotify) clear_anchor);
  return self;
}

void
cf_cert_roots_add (CfCertRoots *self, X509 *certificate, CfTime distrust_after)
{
  CfCertAnchor anchor = { certificate, X509_subject_name_hash (certificate), distrust_after };

  /* Decodes the extensions now, once for all messages. */
  X509_check_purpose (certificate, -1, 0);
  g_array_append_val (self->anchors, anchor);
}

const CfCertAnchor *
cf_cert_roots_find (const CfCertRoots *self, X509 *certificate)
{
  gulong hash = X509_subject_name_hash (certificate);

  for (guint i = 0; i < self->anchors->len; i++) {
    const CfCertAnchor *anchor = &g_array_index (self->anchors, CfCertAnchor, i);

    if (anchor->name_hash == hash && X509_cmp (anchor->certificate, certificate) == 0)
      return anchor;
  }

  return NULL;
}

guint
cf_cert_roots_get_n (const CfCertRoots *self)
{
  return self->anchors->len;
}

void
cf_cert_roots_free (CfCertRoots *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->anchors);
  g_free (self);
}

CfCertRoots *
cf_cert_roots_load_email (const char *module, GError **error)
{
  g_autoptr (GError) first = NULL;

  if (module != NULL)
    return cf_cert_nss_load (module, error);

  for (guint i = 0; i < G_N_ELEMENTS (module_places); i++) {
    CfCertRoots *roots;

    if (!g_file_test (module_places[i], G_FILE_TEST_EXISTS))
      continue;

    roots = cf_cert_nss_load (module_places[i], first == NULL ? &first : NULL);
    if (roots != NULL)
      return roots;
  }

  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                 "libnssckbi.so is not installed: install NSS (Debian: libnss3)");
  return NULL;
}

/* Keeps OpenSSL from asking a terminal: certificates are not secret. */
static int
refuse_passphrase (char *buffer, int size, int writing, void *data)
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
  while ((certificate = PEM_read_bio_X509 (bio, NULL, refuse_passphrase, NULL)) != NULL)
    sk_X509_push (out, certificate);

  return is_at_end ();
}

STACK_OF (X509) * cf_cert_load_file (const char *path, GError **error)
{
  g_autoptr (CfX509Stack) certificates = sk_X509_new_null ();
  g_autoptr (BIO) bio = NULL;

  errno = 0;
  bio = BIO_new_file (path, "r");
  if (bio == NULL) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: cannot be opened: %s", path,
                 g_strerror (errno));
    ERR_clear_error ();
    return NULL;
  }

  if (!read_certificates (bio, certificates))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 "%s: certificate %d cannot be read: give whole certificates in PEM form", path,
                 sk_X509_num (certificates) + 1);
  else if (sk_X509_num (certificates) == 0)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 "%s: holds no certificate: it must begin with -----BEGIN CERTIFICATE-----", path);
  else
    return g_steal_pointer (&certificates);

  ERR_clear_error ();
  return NULL;
}

CfCertRoots *
cf_cert_roots_load_file (const char *path, GError **error)
{
  g_autoptr (CfX509Stack) certificates = cf_cert_load_file (path, error);
  CfCertRoots *self;

  if (certificates == NULL)
    return NULL;

  self = cf_cert_roots_new (TRUE);
  while (sk_X509_num (certificates) > 0)
    cf_cert_roots_add (self, sk_X509_shift (certificates), CF_TIME_UNKNOWN);

  return self;
}
