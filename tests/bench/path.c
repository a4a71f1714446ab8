/* path.c — how long finding and judging a path takes, beside `openssl verify`'s work in one process
 *
 * For bench.py.  Usage: path [RUNS].  Prints a table: paths of 2 to 6 certificates, cold (decoded from DER each time,
 * as a message brings them) and cached (the same objects again), medians in microseconds of CPU time, and the ratio to
 * X509_verify_cert() with the same store; then what loading the roots costs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cf-test-pki.h"

#define MAX_LENGTH 6

/* Microseconds of this process: other programs do not count. */
static gint64
get_spent (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

typedef struct {
  GBytes *der[MAX_LENGTH];
  guint n;
} Path;

static GBytes *
encode (X509 *certificate)
{
  unsigned char *der = NULL;
  int length = i2d_X509 (certificate, &der);
  GBytes *bytes = g_bytes_new (der, (gsize) length);

  OPENSSL_free (der);
  return bytes;
}

/* RSA 2048 all the way, as most mail has it. */
static Path
make_path (guint n)
{
  Path path = { .n = n };
  X509 *last = NULL;

  for (guint i = 0; i < n; i++) {
    g_autofree char *subject = g_strdup_printf ("O=Example/CN=%u of %u", i, n);
    CfTestCert spec = { .subject = subject, .key = cf_test_key (CF_TEST_RSA_2048, i % 4), .issuer = last,
                        .issuer_key = last == NULL ? NULL : cf_test_key (CF_TEST_RSA_2048, (i - 1) % 4), .serial = i + 1 };
    X509 *certificate;

    spec.extensions[0] = "subjectKeyIdentifier=hash";
    if (i > 0)
      spec.extensions[1] = "authorityKeyIdentifier=keyid";
    spec.extensions[i > 0 ? 2 : 1] = i + 1 < n ? "basicConstraints=critical,CA:TRUE" : "extendedKeyUsage=emailProtection";
    if (i + 1 == n)
      spec.extensions[3] = "subjectAltName=email:alice@example.com";
    certificate = cf_test_cert (&spec);
    path.der[i] = encode (certificate);
    X509_free (last);
    last = certificate;
  }

  X509_free (last);
  return path;
}

static X509 *
decode (GBytes *der)
{
  const guint8 *p = g_bytes_get_data (der, NULL);

  return d2i_X509 (NULL, &p, (long) g_bytes_get_size (der));
}

/* The anchor first. */
static STACK_OF (X509) * decode_all (const Path *path)
{
  STACK_OF (X509) *all = sk_X509_new_null ();

  for (guint i = 0; i < path->n; i++)
    sk_X509_push (all, decode (path->der[i]));
  return all;
}

static void
run_ours (STACK_OF (X509) * all, CfCertRoots *roots)
{
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  CfSenderFacts sender = { .address = (char *) "alice@example.com" };
  CfCertRules rules = { .roots = roots, .now = CF_TEST_NOW, .judged_at = CF_TEST_NOW, .arrived = CF_TIME_UNKNOWN };
  CfCertContext context = { .rules = &rules, .sender = &sender, .bag = all, .questions = questions };
  g_autoptr (CfCertPath) path = cf_cert_find_path (sk_X509_value (all, sk_X509_num (all) - 1), &context);

  if (path->anchor == NULL || path->refusal.detail != NULL || !path->usage_fits)
    g_error ("the path of %u does not stand (%s), so the time would mean nothing", path->certificates->len,
             path->refusal.detail != NULL ? path->refusal.detail : "usage or anchor");
}

static void
run_openssl (STACK_OF (X509) * all, X509 *root)
{
  g_autoptr (X509_STORE) store = X509_STORE_new ();
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();

  X509_STORE_add_cert (store, root);
  X509_STORE_CTX_init (context, store, sk_X509_value (all, sk_X509_num (all) - 1), all);
  X509_STORE_CTX_set_purpose (context, X509_PURPOSE_SMIME_SIGN);
  X509_STORE_CTX_set_time (context, 0, CF_TEST_NOW);
  if (X509_verify_cert (context) != 1)
    g_error ("OpenSSL: %s", X509_verify_cert_error_string (X509_STORE_CTX_get_error (context)));
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
median (GArray *times)
{
  qsort (times->data, times->len, sizeof (double), compare);
  return g_array_index (times, double, times->len / 2);
}

/* Microseconds; @all is NULL for cold. */
static double
measure (const Path *path, STACK_OF (X509) * all, gboolean ours, guint runs)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (X509) root = decode (path->der[0]);
  g_autoptr (CfCertRoots) roots = cf_cert_roots_new ();

  cf_cert_roots_add_certificate (roots, root, TRUE);
  for (guint i = 0; i < runs; i++) {
    /* Ten at once: the clock is coarse. */
    gint64 started = get_spent ();
    double spent;

    for (guint j = 0; j < 10; j++) {
      g_autoptr (CfX509Stack) fresh = all == NULL ? decode_all (path) : NULL;

      if (ours)
        run_ours (all == NULL ? fresh : all, roots);
      else
        run_openssl (all == NULL ? fresh : all, root);
    }
    spent = (double) (get_spent () - started) / 10;
    g_array_append_val (times, spent);
  }

  return median (times);
}

static glong
get_resident (void)
{
  g_autofree char *text = NULL;
  glong size = 0;
  glong resident = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    (void) !sscanf (text, "%ld %ld", &size, &resident);
  return resident * 4;
}

static void
measure_roots (void)
{
  glong before = get_resident ();
  gint64 started = get_spent ();
  g_autoptr (CfCertRoots) roots = cf_cert_roots_load_email (NULL, NULL);
  gint64 loaded = get_spent ();
  g_autoptr (CfCertRoots) again = cf_cert_roots_load_email (NULL, NULL);
  gint64 listed_again = get_spent ();
  glong listed = get_resident ();
  gint64 decoding;

  if (roots == NULL || again == NULL)
    return;
  decoding = get_spent ();
  for (guint i = 0; i < roots->anchors->len; i++)
    cf_cert_anchor_get (g_ptr_array_index (roots->anchors, i));
  printf ("\n%u roots: listed in %.1f ms with opening the module, %.1f ms without; %ld KiB for two lists and the module\n"
          "all decoded: %.1f ms and %ld KiB more\n",
          roots->anchors->len, (double) (loaded - started) / 1000, (double) (listed_again - loaded) / 1000, listed - before,
          (double) (get_spent () - decoding) / 1000, get_resident () - listed);
}

int
main (int argc, char **argv)
{
  guint runs = argc > 1 ? (guint) atoi (argv[1]) : 50;

  measure_roots ();
  printf ("\n%12s %10s %12s %6s %10s %12s %6s\n", "certificates", "cold us", "openssl us", "ratio", "cached us", "openssl us", "ratio");
  for (guint n = 2; n <= MAX_LENGTH; n++) {
    Path path = make_path (n);
    g_autoptr (CfX509Stack) all = decode_all (&path);
    double cold = measure (&path, NULL, TRUE, runs);
    double cold_openssl = measure (&path, NULL, FALSE, runs);
    double cached = measure (&path, all, TRUE, runs);
    double cached_openssl = measure (&path, all, FALSE, runs);

    printf ("%12u %10.0f %12.0f %6.2f %10.0f %12.0f %6.2f\n", n, cold, cold_openssl, cold / cold_openssl, cached,
            cached_openssl, cached / cached_openssl);
    for (guint i = 0; i < n; i++)
      g_bytes_unref (path.der[i]);
  }
  return 0;
}
