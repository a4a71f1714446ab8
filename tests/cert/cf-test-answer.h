/* cf-test-answer.h — revocation lists and responders' answers for tests, right or wrong as wanted
 *
 * And a chain whose certificates name sources, with a good list for the
 * authority, so that a test is about the signer only.
 */
#pragma once

#include "cf-cert-revocation.h"
#include "cf-test-pki.h"

#define CF_TEST_OCSP_URL "http://ocsp.example/"
#define CF_TEST_CRL_URL "http://crl.example/ca.crl"
#define CF_TEST_ROOT_CRL_URL "http://crl.example/root.crl"
#define CF_TEST_SERIAL 3 /* of the signer in cf_test_chain() */

/* "Not there", where 0 stands for the usual. */
#define CF_TEST_NONE G_MININT64

/* Something critical that nobody knows. */
#define CF_TEST_ODD_CRITICAL "1.3.6.1.4.1.55555.1.1=critical,DER:0500"

/**
 * CfTestEntry:
 * @serial: 0 ends the entries
 * @reason: as in RFC 5280; 0 for none
 * @issuer: (nullable): names it in the entry
 * @odd: with a critical extension that nobody knows
 */
typedef struct {
  guint serial;
  CfTime at;
  int reason;
  CfTime invalid_since;
  X509 *issuer;
  gboolean odd;
} CfTestEntry;

/**
 * CfTestList:
 * @issuer: whose name it has
 * @key: that signs it
 * @digest: NULL for SHA-256
 * @known_at, @until: 0 for a day before and after CF_TEST_NOW
 * @number: CRLNumber; 0 for none
 * @base: makes it a delta to that one
 * @extensions, @config: as in CfTestCert
 */
typedef struct {
  X509 *issuer;
  EVP_PKEY *key;
  const EVP_MD *digest;
  CfTime known_at;
  CfTime until;
  guint number;
  guint base;
  const char *extensions[CF_TEST_MAX_EXTENSIONS];
  const char *config;
  CfTestEntry entries[5];
} CfTestList;

/* In DER.  (transfer full) */
GBytes *cf_test_list (const CfTestList *spec);

/**
 * CfTestSingle:
 * @certificate: NULL ends them
 * @status: V_OCSP_CERTSTATUS_GOOD …
 * @reason: CRLReason + 1; 0 for none
 * @digest: of the names; NULL for SHA-1
 * @known_at, @until: as in a list
 */
typedef struct {
  X509 *certificate;
  X509 *issuer;
  int status;
  int reason;
  CfTime at;
  const EVP_MD *digest;
  CfTime known_at;
  CfTime until;
  CfTime archive_cutoff;
  gboolean odd;
} CfTestSingle;

/**
 * CfTestResponse:
 * @signer: whose name or key it has
 * @key: that signs it
 * @state: OCSP_RESPONSE_STATUS_…
 * @bare: without the signer's certificate
 * @odd: with a critical extension that nobody knows
 */
typedef struct {
  X509 *signer;
  EVP_PKEY *key;
  const EVP_MD *digest;
  int state;
  gboolean by_key;
  gboolean bare;
  gboolean odd;
  CfTestSingle singles[4];
} CfTestResponse;

/* In DER.  (transfer full) */
GBytes *cf_test_response (const CfTestResponse *spec);

/* The evidence that is about revocation and what follows from it. */
#define CF_TEST_REVOCATION_BITS                                                                                        \
  (CF_S (CHAIN_STANDS) | CF_S (CHAIN_FAILS) | CF_S (STOOD_AT_TIME) | CF_S (EXPIRED_SINCE) | CF_S (REVOCATION_SETTLED) | \
   CF_S (REVOCATION_UNKNOWN) | CF_S (REVOCATION_OFFLINE) | CF_S (REVOCATION_PAST) | CF_S (REVOCATION_UNASKED) |        \
   CF_S (REVOCATION_UNASKED_OFFLINE) | CF_S (NOT_REVOKED) | CF_S (REVOKED_BEFORE_ARRIVAL) | CF_S (KEY_COMPROMISED) |   \
   CF_S (KEY_COMPROMISED_SINCE) | CF_S (REVOKED_AFTER_ARRIVAL) | CF_S (SUPERSEDED) | CF_S (CEASED))

#define CF_TEST_STOOD (CF_S (CHAIN_STANDS) | CF_S (STOOD_AT_TIME))
#define CF_TEST_NOT_REVOKED (CF_TEST_STOOD | CF_S (REVOCATION_SETTLED) | CF_S (NOT_REVOKED))
#define CF_TEST_UNKNOWN (CF_TEST_STOOD | CF_S (REVOCATION_UNKNOWN))

/* A chain that names sources, a check of it, and what was answered. */
typedef struct {
  CfTestChain *chain;
  CfTestCheck *check;
  CfAnswers *answers;
} CfTestCase;

/* What a test wants otherwise. */
typedef struct {
  const char *signer_sources[3]; /* NULL for a list at CF_TEST_CRL_URL */
  const char *config;
  CfTime signer_begins;
  CfTime signer_ends;
  gboolean public;
  gboolean no_root_list; /* nothing is known of the authority */
} CfTestCaseSpec;

/* @spec may be NULL. */
CfTestCase *cf_test_case (const CfTestCaseSpec *spec);
void cf_test_case_free (CfTestCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfTestCase, cf_test_case_free)

/* Takes @bytes, which may be NULL for an answer that failed. */
void cf_test_case_answer (CfTestCase *self, CfQuestionKind kind, const char *key, GBytes *bytes);

/* The signer's responder answers so. */
void cf_test_case_respond (CfTestCase *self, const CfTestResponse *spec);

/* The list at CF_TEST_CRL_URL is so; empty fields are those of the authority. */
void cf_test_case_list (CfTestCase *self, const CfTestList *spec);

/* Puts a list of @spec among those given by file. */
void cf_test_case_give (CfTestCase *self, const CfTestList *spec);

/* A certificate of @spec in the bag, issued by the authority where it says nothing else.  (transfer none) */
X509 *cf_test_case_put (CfTestCase *self, const CfTestCert *spec);

/* Checks anew: questions of an earlier run are gone. */
const CfSignerFacts *cf_test_case_run (CfTestCase *self);

/* Checks, and fails when the evidence on revocation differs. */
const CfSignerFacts *cf_test_case_expect (CfTestCase *self, CfEvidence wanted);
