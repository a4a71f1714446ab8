/* cf-cert-crl-load.c — revocation lists as they come: bytes or files -> lists */
#include "cf-cert-revocation.h"

#include <gio/gio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#define PEM_MARK "-----BEGIN "

typedef STACK_OF (X509_CRL) ListStack;

static void
free_lists (ListStack *lists)
{
  sk_X509_CRL_pop_free (lists, X509_CRL_free);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ListStack, free_lists)

static gboolean
is_pem (CfSpan data)
{
  /* DER begins with a SEQUENCE. */
  return data.length > 0 && data.data[0] != 0x30 &&
         g_strstr_len ((const char *) data.data, (gssize) data.length, PEM_MARK) != NULL;
}

/* All lists of PEM text; fewer than there are where one is broken. */
static ListStack *
read_pem (CfSpan data, gboolean *out_whole)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (data.data, (int) data.length);
  ListStack *lists = sk_X509_CRL_new_null ();
  X509_CRL *crl;
  gulong code;

  ERR_clear_error ();
  while ((crl = PEM_read_bio_X509_CRL (bio, NULL, cf_cert_refuse_passphrase, NULL)) != NULL)
    sk_X509_CRL_push (lists, crl);

  code = ERR_peek_last_error ();
  *out_whole = ERR_GET_LIB (code) == ERR_LIB_PEM && ERR_GET_REASON (code) == PEM_R_NO_START_LINE;
  ERR_clear_error ();
  return lists;
}

static X509_CRL *
read_der (CfSpan data)
{
  const unsigned char *p = data.data;
  X509_CRL *crl = d2i_X509_CRL (NULL, &p, (long) data.length);

  if (crl != NULL && p == data.data + data.length)
    return crl;

  X509_CRL_free (crl);
  ERR_clear_error ();
  return NULL;
}

X509_CRL *
cf_cert_crl_read (CfSpan data)
{
  g_autoptr (ListStack) lists = NULL;
  gboolean whole;

  if (data.length == 0 || data.length > CF_LIMIT_ANSWER_BYTES)
    return NULL;
  if (!is_pem (data))
    return read_der (data);

  lists = read_pem (data, &whole);
  return whole && sk_X509_CRL_num (lists) == 1 ? sk_X509_CRL_pop (lists) : NULL;
}

/* --- files --- */

static gboolean
refuse (GError **error, const char *path, const char *what)
{
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: %s", path, what);
  return FALSE;
}

static gboolean
add_file (ListStack *lists, const char *path, GError **error)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) cause = NULL;
  g_autoptr (ListStack) found = NULL;
  gboolean whole = TRUE;
  gsize length;
  CfSpan data;

  if (!g_file_get_contents (path, &contents, &length, &cause)) {
    g_set_error (error, G_FILE_ERROR, cause->code, "%s: cannot be read: name a file that you may open", path);
    return FALSE;
  }
  if (length > CF_LIMIT_ANSWER_BYTES)
    return refuse (error, path, "is larger than 10 MiB: give the lists of the authorities that are needed only");

  data = cf_span (contents, length);
  if (is_pem (data)) {
    found = read_pem (data, &whole);
  } else {
    X509_CRL *crl = read_der (data);

    found = sk_X509_CRL_new_null ();
    if (crl != NULL)
      sk_X509_CRL_push (found, crl);
  }
  if (!whole)
    return refuse (error, path, "a revocation list in it cannot be read: fetch it again");
  if (sk_X509_CRL_num (found) == 0)
    return refuse (error, path, "holds no revocation list: give it in DER form, or in PEM form that begins with "
                                "-----BEGIN X509 CRL-----");

  while (sk_X509_CRL_num (found) > 0)
    sk_X509_CRL_push (lists, sk_X509_CRL_shift (found));
  return TRUE;
}

STACK_OF (X509_CRL) *
cf_cert_load_crls (char **paths, GError **error)
{
  g_autoptr (ListStack) lists = sk_X509_CRL_new_null ();

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    if (!add_file (lists, paths[i], error))
      return NULL;

  return g_steal_pointer (&lists);
}
