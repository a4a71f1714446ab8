/* cf-test-dkim.h — mails that our own signer signed, and what domain finds in them
 *
 * The signer shares nothing with the code under test but OpenSSL: its forms are
 * made one step after the other, as RFC 6376 writes them.
 */
#pragma once

#include "cf-domain.h"
#include "cf-openssl.h"

typedef enum {
  CF_TEST_RSA_2048,
  CF_TEST_RSA_1024,
  CF_TEST_RSA_768,
  CF_TEST_ED25519,
  CF_TEST_OTHER_RSA,
  CF_TEST_N_KEYS
} CfTestDkimKey;

/* What to sign with; NULL and 0 stand for "example.com", "sel", relaxed/relaxed and all usual fields. */
typedef struct {
  const char *domain;
  const char *selector;
  const char *h;
  const char *c;
  const char *extra;     /* more tags: " t=1; x=2;" */
  const char *algorithm; /* what a= says */
  CfTestDkimKey key;
  guint64 limit;         /* l= + 1 */
} CfTestSeal;

#define CF_TEST_KEY_NAME "sel._domainkey.example.com"

/* A message with a DKIM-Signature above it.  @message has CRLF.  (transfer full) */
char *cf_test_seal (const CfTestSeal *seal, const char *message);

/* A message with one more ARC set above it, sealed by "sealerN.example"; NULL @cv: the right one.  (transfer full) */
char *cf_test_arc (const char *message, guint instance, const char *cv);

/* The record of a key: "v=DKIM1; k=rsa; p=…", with @tags between.  (transfer full) */
char *cf_test_key_record (CfTestDkimKey key, const char *tags);

/* p= alone; @bare: the RSAPublicKey without what is around it.  (transfer full) */
char *cf_test_key_base64 (CfTestDkimKey key, gboolean bare);

/* A found answer with one record; one more record when it is there. */
void cf_test_answer (CfAnswers *answers, const char *name, const char *record);

/* All keys of cf_test_arc() for a chain of @n. */
void cf_test_answer_arc (CfAnswers *answers, guint n);

/* An answer without records. */
void cf_test_answer_none (CfAnswers *answers, const char *name, CfAnswerStatus status, CfDnssec dnssec);

typedef struct {
  CfFacts *facts;
  CfQuestions *questions;
} CfTestRun;

void cf_test_run_clear (CfTestRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfTestRun, cf_test_run_clear)

/* Checks a message; @before: evidence that others stated. */
CfTestRun cf_test_check (CfSpan message, const CfAnswers *answers, CfTime now, CfEvidence before);

/* The same for a mail with CRLF at a moment in 2026. */
CfTestRun cf_test_check_text (const char *message, const CfAnswers *answers);

#define CF_TEST_NOW ((CfTime) 1772323200) /* 2026-03-01 */

/* The DKIM result at @index. */
const CfDkimFacts *cf_test_dkim (const CfTestRun *run, guint index);

/* How many keys are asked for; what else is asked for does not count. */
guint cf_test_count_keys (const CfTestRun *run);

/* What DKIM states, without what others do. */
CfEvidence cf_test_get_evidence (const CfTestRun *run);

/* "proved", "pending" or "not"; exactly one of them is stated. */
const char *cf_test_get_proof (const CfFacts *facts);

/* A mail that can be proved. */
extern const char cf_test_mail[];
