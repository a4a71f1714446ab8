/* cf-test-mark.h — mark certificates for tests, right or wrong as wanted
 *
 * A good one is of Example Bank, for example.com, under a root of its own, and
 * lists say that nothing is revoked.
 */
#pragma once

#include "cf-test-answer.h"

#define CF_TEST_MARK_TYPE "1.3.6.1.4.1.53087.1.13"
#define CF_TEST_MARK_PURPOSE "extendedKeyUsage=1.3.6.1.5.5.7.3.31"
#define CF_TEST_MARK_LOGOTYPE "1.3.6.1.5.5.7.1.12=DER:3000"
#define CF_TEST_MARK_CRL "crlDistributionPoints=URI:" CF_TEST_CRL_URL

/* What a test may want otherwise; NULL and 0 for the usual.  "" leaves an extension out. */
typedef struct {
  const char *subject;
  const char *names;
  const char *purpose;
  const char *logotype;
  const char *source;
  const char *basic;
  const char *authority_purpose;
  CfTime begins;
  CfTime ends;
} CfTestMarkSpec;

/**
 * CfTestMark:
 * @pem: as a domain serves it: the mark certificate and its authority
 * @roots: its root and nothing else
 */
typedef struct {
  CfTestChain *chain;
  char *pem;
  CfCertRoots *roots;
} CfTestMark;

CfTestMark *cf_test_mark (const CfTestMarkSpec *spec);
void cf_test_mark_free (CfTestMark *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfTestMark, cf_test_mark_free)

/* One certificate as PEM.  (transfer full) */
char *cf_test_mark_pem (X509 *certificate);

/* Roots by file, as administrators give them.  (transfer full) */
CfCertRoots *cf_test_mark_roots (X509 *root);

/* The lists of both authorities; @revoked names a serial number of the CA's, 0 for none. */
void cf_test_mark_answer (const CfTestMark *self, CfAnswers *answers, guint revoked);
