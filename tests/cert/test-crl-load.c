/* test-crl-load.c — revocation lists from files (--crl): DER, PEM, several, and what is wrong with them */
#include "cf-test-answer.h"

#include <glib/gstdio.h>

typedef struct {
  char *folder;
  char *path;
  GBytes *der;
  char *pem;
} Files;

static void
set_up (Files *self, gconstpointer data)
{
  g_autoptr (CfTestChain) chain = cf_test_chain (NULL);
  g_autofree char *base64 = NULL;

  self->folder = g_dir_make_tmp ("certfirst-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "list.crl", NULL);
  self->der = cf_test_list (&(CfTestList) { .issuer = chain->ca, .key = chain->ca_key });
  base64 = g_base64_encode (g_bytes_get_data (self->der, NULL), g_bytes_get_size (self->der));
  self->pem = g_strdup_printf ("-----BEGIN X509 CRL-----\n%s\n-----END X509 CRL-----\n", base64);
}

static void
tear_down (Files *self, gconstpointer data)
{
  g_remove (self->path);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_bytes_unref (self->der);
  g_free (self->pem);
}

static void
write_file (const Files *self, const char *data, gsize length)
{
  g_assert_true (g_file_set_contents (self->path, data, (gssize) length, NULL));
}

static int
count (const Files *self, guint n_times)
{
  char *paths[] = { self->path, n_times > 1 ? self->path : NULL, NULL };
  g_autoptr (GError) error = NULL;
  STACK_OF (X509_CRL) *lists = cf_cert_load_crls (paths, &error);
  int n = sk_X509_CRL_num (lists);

  g_assert_no_error (error);
  sk_X509_CRL_pop_free (lists, X509_CRL_free);
  return n;
}

static void
test_forms (Files *self, gconstpointer data)
{
  g_autofree char *commented = g_strconcat ("A list, and another\n", self->pem, "\n", self->pem, NULL);
  STACK_OF (X509_CRL) *none;

  write_file (self, g_bytes_get_data (self->der, NULL), g_bytes_get_size (self->der));
  g_assert_cmpint (count (self, 1), ==, 1);
  g_assert_cmpint (count (self, 2), ==, 2);
  write_file (self, self->pem, strlen (self->pem));
  g_assert_cmpint (count (self, 1), ==, 1);
  write_file (self, commented, strlen (commented));
  g_assert_cmpint (count (self, 2), ==, 4);

  none = cf_cert_load_crls (NULL, NULL);
  g_assert_cmpint (sk_X509_CRL_num (none), ==, 0);
  sk_X509_CRL_free (none);
}

static void
expect_error (const Files *self, const char *what)
{
  char *paths[] = { self->path, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (cf_cert_load_crls (paths, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_FILE_ERROR);
  g_assert_true (g_str_has_prefix (error->message, self->path));
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_errors (Files *self, gconstpointer data)
{
  g_autofree char *half = g_strndup (self->pem, strlen (self->pem) / 2);
  g_autofree char *second_half = g_strconcat (self->pem, half, NULL);
  g_autofree char *zeros = g_malloc0 (CF_LIMIT_ANSWER_BYTES + 1);

  expect_error (self, "cannot be read");
  write_file (self, "", 0);
  expect_error (self, "holds no revocation list");
  write_file (self, "nothing\n", 8);
  expect_error (self, "-----BEGIN X509 CRL-----");
  write_file (self, g_bytes_get_data (self->der, NULL), g_bytes_get_size (self->der) - 1);
  expect_error (self, "holds no revocation list");
  write_file (self, second_half, strlen (second_half));
  expect_error (self, "fetch it again");
  write_file (self, zeros, CF_LIMIT_ANSWER_BYTES + 1);
  expect_error (self, "larger than 10 MiB");
  write_file (self, "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n", 59);
  expect_error (self, "holds no revocation list");
}

/* One bad file among several is an error, not a shorter list. */
static void
test_one_bad (Files *self, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (self->folder, "missing", NULL);
  char *paths[] = { self->path, missing, NULL };
  g_autoptr (GError) error = NULL;

  write_file (self, self->pem, strlen (self->pem));
  g_assert_null (cf_cert_load_crls (paths, &error));
  g_assert_nonnull (strstr (error->message, missing));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cert/crl-load/forms", Files, NULL, set_up, test_forms, tear_down);
  g_test_add ("/cert/crl-load/errors", Files, NULL, set_up, test_errors, tear_down);
  g_test_add ("/cert/crl-load/one-bad", Files, NULL, set_up, test_one_bad, tear_down);
  return g_test_run ();
}
