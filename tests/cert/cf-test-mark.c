/* cf-test-mark.c — mark certificates for tests */
#include "cf-test-mark.h"

#include <glib/gstdio.h>
#include <openssl/pem.h>

static void
add (CfTestCert *certificate, const char *given, const char *usual)
{
  const char *text = given != NULL ? given : usual;
  guint n = 0;

  while (certificate->extensions[n] != NULL)
    n++;
  if (text != NULL && *text != '\0')
    certificate->extensions[n] = text;
}

char *
cf_test_mark_pem (X509 *certificate)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;
  long length;

  g_assert_cmpint (PEM_write_bio_X509 (bio, certificate), ==, 1);
  length = BIO_get_mem_data (bio, &data);
  return g_strndup (data, length);
}

CfCertRoots *
cf_test_mark_roots (X509 *root)
{
  g_autofree char *pem = cf_test_mark_pem (root);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  CfCertRoots *roots;
  int fd = g_file_open_tmp ("certfirst-mark-XXXXXX.pem", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, pem, -1, &error));
  roots = cf_cert_roots_load_file (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return roots;
}

CfTestMark *
cf_test_mark (const CfTestMarkSpec *spec)
{
  static const CfTestMarkSpec nothing;
  const CfTestMarkSpec *wanted = spec != NULL ? spec : &nothing;
  CfTestMark *self = g_new0 (CfTestMark, 1);
  CfTestChainSpec chain = { 0 };
  g_autofree char *mark = NULL;
  g_autofree char *authority = NULL;

  chain.root.subject = "O=Mark Trust/CN=Mark Root";
  add (&chain.root, NULL, "basicConstraints=critical,CA:TRUE");
  add (&chain.root, NULL, "keyUsage=critical,keyCertSign,cRLSign");
  chain.ca.subject = "O=Mark Trust/CN=Mark CA";
  add (&chain.ca, NULL, "basicConstraints=critical,CA:TRUE");
  add (&chain.ca, NULL, "keyUsage=critical,keyCertSign,cRLSign");
  add (&chain.ca, wanted->authority_purpose, CF_TEST_MARK_PURPOSE);
  add (&chain.ca, NULL, "crlDistributionPoints=URI:" CF_TEST_ROOT_CRL_URL);
  chain.signer.subject = wanted->subject != NULL
                             ? wanted->subject
                             : "O=Example Bank/CN=Example Bank/" CF_TEST_MARK_TYPE "=Registered Mark";
  chain.signer.begins = wanted->begins;
  chain.signer.ends = wanted->ends;
  add (&chain.signer, wanted->names, "subjectAltName=DNS:example.com");
  add (&chain.signer, wanted->purpose, CF_TEST_MARK_PURPOSE);
  add (&chain.signer, wanted->logotype, CF_TEST_MARK_LOGOTYPE);
  add (&chain.signer, wanted->source, CF_TEST_MARK_CRL);
  add (&chain.signer, wanted->basic, NULL);
  self->chain = cf_test_chain (&chain);
  self->roots = cf_test_mark_roots (self->chain->root);

  mark = cf_test_mark_pem (self->chain->signer);
  authority = cf_test_mark_pem (self->chain->ca);
  self->pem = g_strconcat (mark, authority, NULL);
  return self;
}

void
cf_test_mark_free (CfTestMark *self)
{
  cf_test_chain_free (self->chain);
  cf_cert_roots_free (self->roots);
  g_free (self->pem);
  g_free (self);
}

static void
answer_list (CfAnswers *answers, const char *url, const CfTestList *spec)
{
  g_autoptr (GBytes) list = cf_test_list (spec);
  CfAnswer *answer = cf_answer_new (CF_QUESTION_CRL, url);

  answer->status = CF_ANSWER_FOUND;
  answer->fetched = CF_TEST_NOW;
  cf_answer_add_record (answer, g_bytes_get_data (list, NULL), g_bytes_get_size (list));
  cf_answers_take (answers, answer);
}

void
cf_test_mark_answer (const CfTestMark *self, CfAnswers *answers, guint revoked)
{
  answer_list (answers, CF_TEST_ROOT_CRL_URL,
               &(CfTestList) { .issuer = self->chain->root, .key = self->chain->root_key });
  answer_list (answers, CF_TEST_CRL_URL,
               &(CfTestList) { .issuer = self->chain->ca,
                               .key = self->chain->ca_key,
                               .entries = { { .serial = revoked, .at = CF_TEST_NOW - CF_TIME_DAY } } });
}
