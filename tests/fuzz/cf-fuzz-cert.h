/* cf-fuzz-cert.h — what targets that look at certificates share: roots, rules, a sender
 *
 * Stands on: base, fact, question, cert.
 */
#pragma once

#include "cf-cert.h"
#include "cf-fuzz.h"

G_BEGIN_DECLS

#define CF_FUZZ_NOW ((CfTime) 1781514000) /* 2026-06-15T09:00:00Z, the moment of the cases */

/**
 * CfFuzzCert:
 *
 * A context over the test roots, for mail of info@bank.example; @context.bag, answers and questions are the caller's.
 */
typedef struct {
  CfCertRules rules;
  CfSenderFacts sender;
  CfCertContext context;
} CfFuzzCert;

/* Opens the roots once.  After cf_fuzz_begin(). */
void cf_fuzz_cert_begin (void);

/* Fills @self, which borrows what cf_fuzz_cert_begin() opened. */
void cf_fuzz_cert_init (CfFuzzCert *self, CfQuestions *questions);

/* Certificates in DER, one after the other, 8 at most; what is none ends the list.  (transfer full) */
CfX509Stack *cf_fuzz_cert_read (CfSpan bytes);

/* SHA-256, hexadecimal, of what the signature of @certificate is over, written anew.  (transfer full) */
char *cf_fuzz_cert_dup_digest (X509 *certificate);

G_END_DECLS
