/* cf-fuzz-cert.c — roots, rules and a sender for targets that look at certificates */
#include "cf-fuzz-cert.h"

#define MOST_CERTIFICATES 8

static CfCertRoots *roots;

void
cf_fuzz_cert_begin (void)
{
  g_autofree char *anchors = cf_fuzz_path ("anchors.pem");

  roots = cf_cert_roots_load_file (anchors, NULL);
  CF_CLAIM (roots != NULL);
}

void
cf_fuzz_cert_init (CfFuzzCert *self, CfQuestions *questions)
{
  *self = (CfFuzzCert) { 0 };
  self->sender.address = (char *) "info@bank.example";
  self->sender.domain = (char *) "bank.example";
  self->sender.from_count = 1;
  self->rules = (CfCertRules) { .roots = roots, .now = CF_FUZZ_NOW, .judged_at = CF_FUZZ_NOW, .arrived = CF_FUZZ_NOW };
  self->context = (CfCertContext) { .rules = &self->rules, .sender = &self->sender, .questions = questions };
}

CfX509Stack *
cf_fuzz_cert_read (CfSpan bytes)
{
  CfX509Stack *found = sk_X509_new_null ();
  const guint8 *at = bytes.data;

  while (sk_X509_num (found) < MOST_CERTIFICATES) {
    X509 *one = d2i_X509 (NULL, &at, (long) (bytes.data + bytes.length - at));

    if (one == NULL)
      break;
    sk_X509_push (found, one);
  }

  return found;
}

char *
cf_fuzz_cert_dup_digest (X509 *certificate)
{
  g_autoptr (X509) copy = X509_dup (certificate);
  unsigned char *der = NULL;
  int length = copy != NULL ? i2d_re_X509_tbs (copy, &der) : 0;
  char *digest = cf_fuzz_dup_digest (cf_span (der, length > 0 ? (gsize) length : 0));

  OPENSSL_free (der);
  return digest;
}
