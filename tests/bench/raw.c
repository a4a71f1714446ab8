/* raw.c — what the machine can do with these bytes, and what others do in one process
 *
 * For bench.py.  Usage: raw ANCHORS.pem MESSAGE RUNS.  Prints one line: medians in milliseconds of CPU time of memcpy, SHA-256 over
 * the bytes, one RSA-2048 verification, a fork of this process that ends at once, and GMime + CMS_verify() of the
 * message (nan when it has no S/MIME signature).  A signature that does not verify ends it with 1.
 */
#include <gmime/gmime.h>
#include <math.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cf-openssl.h"

#define NOW 1772355600 /* 2026-03-01T09:00:00Z */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeFilter, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)

typedef struct {
  char *bytes, *copy;
  gsize size;
  X509_STORE *store;
  EVP_PKEY *key;
  guint8 signature[256], digest[32];
} Bench;

/* --- raw --- */

static gboolean
run_copy (Bench *bench)
{
  memcpy (bench->copy, bench->bytes, bench->size);
  return bench->copy[bench->size / 2] == bench->bytes[bench->size / 2];
}

static gboolean
run_sha256 (Bench *bench)
{
  return EVP_Digest (bench->bytes, bench->size, bench->digest, NULL, EVP_sha256 (), NULL) == 1;
}

static EVP_PKEY_CTX *
new_context (Bench *bench, int (*init) (EVP_PKEY_CTX *))
{
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new (bench->key, NULL);

  if (init (context) != 1 || EVP_PKEY_CTX_set_signature_md (context, EVP_sha256 ()) != 1)
    g_error ("no RSA");
  return context;
}

static gboolean
run_rsa (Bench *bench)
{
  EVP_PKEY_CTX *context = new_context (bench, EVP_PKEY_verify_init);
  gboolean good = EVP_PKEY_verify (context, bench->signature, sizeof bench->signature, bench->digest, sizeof bench->digest) == 1;

  EVP_PKEY_CTX_free (context);
  return good;
}

static void
prepare_rsa (Bench *bench)
{
  EVP_PKEY_CTX *context;
  gsize length = sizeof bench->signature;

  run_sha256 (bench);
  bench->key = EVP_RSA_gen (2048);
  context = new_context (bench, EVP_PKEY_sign_init);
  if (EVP_PKEY_sign (context, bench->signature, &length, bench->digest, sizeof bench->digest) != 1)
    g_error ("no signature");
  EVP_PKEY_CTX_free (context);
}

static gboolean
run_fork (Bench *bench)
{
  pid_t pid = fork ();
  int status;

  if (pid == 0)
    _exit (0);

  return waitpid (pid, &status, 0) == pid && status == 0;
}

/* --- GMime + CMS_verify() --- */

/* The bytes of a part as they were signed, with CRLF; or what its transfer encoding holds. */
static GByteArray *
take_bytes (GMimeObject *part, gboolean is_decoded)
{
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  g_autoptr (GMimeStream) filtered = g_mime_stream_filter_new (stream);
  g_autoptr (GMimeFilter) filter = g_mime_filter_unix2dos_new (FALSE);

  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (stream), FALSE);
  if (is_decoded) {
    g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (GMIME_PART (part)), stream);
  } else {
    g_mime_stream_filter_add (GMIME_STREAM_FILTER (filtered), filter);
    g_mime_object_write_to_stream (part, NULL, filtered);
    g_mime_stream_flush (filtered);
  }
  return g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
}

static gboolean
verify (Bench *bench, GByteArray *der, GByteArray *content)
{
  BIO *in = BIO_new_mem_buf (der->data, (int) der->len);
  BIO *signed_bytes = content != NULL ? BIO_new_mem_buf (content->data, (int) content->len) : NULL;
  BIO *out = content == NULL ? BIO_new (BIO_s_mem ()) : NULL;
  CMS_ContentInfo *cms = d2i_CMS_bio (in, NULL);
  gboolean good = cms != NULL && CMS_verify (cms, NULL, bench->store, signed_bytes, out, CMS_BINARY) == 1;

  CMS_ContentInfo_free (cms);
  BIO_free (out);
  BIO_free (signed_bytes);
  BIO_free (in);
  return good;
}

static gboolean
run_cms (Bench *bench)
{
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (bench->bytes, bench->size);
  g_autoptr (GMimeParser) parser = g_mime_parser_new_with_stream (stream);
  g_autoptr (GMimeMessage) message = g_mime_parser_construct_message (parser, NULL);
  GMimeObject *root = g_mime_message_get_mime_part (message);
  gboolean is_detached = GMIME_IS_MULTIPART_SIGNED (root);
  GByteArray *der = take_bytes (is_detached ? g_mime_multipart_get_part (GMIME_MULTIPART (root), 1) : root, TRUE);
  GByteArray *content = is_detached ? take_bytes (g_mime_multipart_get_part (GMIME_MULTIPART (root), 0), FALSE) : NULL;
  gboolean good = verify (bench, der, content);

  g_byte_array_unref (der);
  g_clear_pointer (&content, g_byte_array_unref);
  return good;
}

static gboolean
is_signed (const Bench *bench)
{
  return g_strstr_len (bench->bytes, (gssize) MIN (bench->size, 4000), "pkcs7-") != NULL;
}

static X509_STORE *
open_store (const char *anchors)
{
  X509_STORE *store = X509_STORE_new ();
  X509_VERIFY_PARAM *rules = X509_STORE_get0_param (store);

  X509_STORE_load_file (store, anchors);
  X509_VERIFY_PARAM_set_time (rules, NOW);
  X509_STORE_set_purpose (store, X509_PURPOSE_ANY);
  return store;
}

/* --- */

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Milliseconds of this process and of those that it waited for: other programs do not count. */
static double
get_spent (void)
{
  struct timespec own;
  struct rusage others;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &own);
  getrusage (RUSAGE_CHILDREN, &others);
  return (double) own.tv_sec * 1e3 + (double) own.tv_nsec / 1e6 + (double) (others.ru_utime.tv_sec + others.ru_stime.tv_sec) * 1e3 +
         (double) (others.ru_utime.tv_usec + others.ru_stime.tv_usec) / 1e3;
}

static double
measure (Bench *bench, gboolean (*run) (Bench *), guint n)
{
  g_autofree double *spent = g_new0 (double, n);

  for (guint i = 0; i < n; i++) {
    double began = get_spent ();

    if (!run (bench))
      exit (1);
    spent[i] = get_spent () - began;
  }

  qsort (spent, n, sizeof *spent, compare);
  return spent[n / 2];
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  guint n = argc == 4 ? (guint) atoi (argv[3]) : 0;

  if (n == 0 || !g_file_get_contents (argv[2], &bench.bytes, &bench.size, NULL) || bench.size == 0) {
    fprintf (stderr, "usage: raw ANCHORS.pem MESSAGE RUNS\n");
    return 2;
  }

  g_mime_init ();
  bench.copy = g_malloc0 (bench.size);
  bench.store = open_store (argv[1]);
  prepare_rsa (&bench);
  printf ("%.4f %.4f %.4f %.4f %.4f\n", measure (&bench, run_copy, n), measure (&bench, run_sha256, n),
          measure (&bench, run_rsa, n), measure (&bench, run_fork, n), is_signed (&bench) ? measure (&bench, run_cms, n) : (double) NAN);
  return 0;
}
