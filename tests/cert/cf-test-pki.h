/* cf-test-pki.h — keys and certificates for tests, right or wrong as wanted
 *
 * Keys are made once for each program run.  Times are fixed: CF_TEST_NOW is
 * inside the validity of everything unless a test says otherwise.
 */
#pragma once

#include "cf-cert-internal.h"

#define CF_TEST_NOW G_GINT64_CONSTANT (1790000000) /* 2026-09-21T13:33:20Z */
#define CF_TEST_BEGIN (CF_TEST_NOW - 100 * CF_TIME_DAY)
#define CF_TEST_END (CF_TEST_NOW + 200 * CF_TIME_DAY)

typedef enum {
  CF_TEST_P256,
  CF_TEST_P384,
  CF_TEST_P521,
  CF_TEST_P224,
  CF_TEST_SECP256K1,
  CF_TEST_P256_EXPLICIT,
  CF_TEST_RSA_2048,
  CF_TEST_RSA_1024,
  CF_TEST_RSA_PSS,
  CF_TEST_ED25519,
  CF_TEST_ED448,
  CF_TEST_DSA_1024,
  CF_TEST_N_KEYS
} CfTestKey;

/* The key of a kind; @index 0 to 3 gives different ones.  (transfer none) */
EVP_PKEY *cf_test_key (CfTestKey kind, guint index);

#define CF_TEST_MAX_EXTENSIONS 8

/**
 * CfTestCert:
 * @subject: "O=Example Bank/CN=Alice"; NULL for "CN=Test"
 * @issuer: NULL for self-signed
 * @signed_with: NULL for the issuer's own key: another one makes a bad signature
 * @begins, @ends: 0 for CF_TEST_BEGIN and CF_TEST_END
 * @digest: NULL for SHA-256
 * @extensions: "name=value" as in openssl.cnf(5)
 * @config: (nullable): the sections that they name
 */
typedef struct {
  const char *subject;
  EVP_PKEY *key;
  X509 *issuer;
  EVP_PKEY *issuer_key;
  EVP_PKEY *signed_with;
  guint serial;
  CfTime begins;
  CfTime ends;
  const EVP_MD *digest;
  const char *extensions[CF_TEST_MAX_EXTENSIONS];
  const char *config;
} CfTestCert;

/* Extensions insist on a configuration, even an empty one; @text may be NULL.  (transfer full) */
CONF *cf_test_config (const char *text);

/* (transfer full) */
X509 *cf_test_cert (const CfTestCert *spec);

/* A chain of three as most tests want it. */
typedef struct {
  EVP_PKEY *root_key;
  EVP_PKEY *ca_key;
  EVP_PKEY *key;
  X509 *root;
  X509 *ca;
  X509 *signer; /* alice@example.com */
} CfTestChain;

/* What a test may want otherwise in the chain; all zero is a good chain. */
typedef struct {
  CfTestCert root;
  CfTestCert ca;
  CfTestCert signer;
} CfTestChainSpec;

/* Fields that @spec leaves empty are filled in; extensions are taken as a whole. */
CfTestChain *cf_test_chain (const CfTestChainSpec *spec);
void cf_test_chain_free (CfTestChain *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfTestChain, cf_test_chain_free)

/* One check of a certificate with everything around it. */
typedef struct {
  CfCertRules rules;
  CfSenderFacts sender;
  CfCertContext context;
  CfCertRoots *roots;
  gboolean own;
  CfQuestions *questions;
  STACK_OF (X509) * bag;
  CfFacts *facts;
} CfTestCheck;

/* Own anchors (TRUE) or public ones, no certificates yet; From is alice@example.com, judged at CF_TEST_NOW.
 */
CfTestCheck *cf_test_check (gboolean own);
void cf_test_check_free (CfTestCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfTestCheck, cf_test_check_free)

void cf_test_check_trust (CfTestCheck *self, X509 *certificate);
void cf_test_check_put (CfTestCheck *self, X509 *certificate);

/* Checks and gives the facts, owned by @self. */
const CfSignerFacts *cf_test_check_run (CfTestCheck *self, X509 *signer);

/* A check of @chain: its root trusted, its intermediate in the bag. */
CfTestCheck *cf_test_check_of (const CfTestChain *chain, gboolean own);

/* The names of the evidence, in order, with spaces between.  (transfer full) */
char *cf_test_evidence (CfEvidence evidence);

/* Fails with both lists when they differ. */
void cf_test_assert_evidence (CfEvidence found, CfEvidence wanted);
