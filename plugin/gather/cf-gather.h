/* cf-gather.h — one message -> evidence and open questions
 *
 * Coordinates mime, cms, cert, domain and policy for one message; a pure
 * function of its arguments.  All that opens late is opened in prepare.
 * Stands on: base, fact, question, policy, mime, cert, cms, domain.
 */
#pragma once

#include "cf-fact.h"
#include "cf-question-answer.h"
#include "cf-span.h"

G_BEGIN_DECLS

/**
 * CfGatherOptions:
 *
 * What one engine is started with; all nullable.
 * @policy, @user_policy: file names; @policy NULL means the installed policy
 * @trust_anchors, @extra_certs: PEM files
 * @crls: PEM or DER files (--crl)
 * @authserv_ids: trusted authserv-ids, beside those of policy (--authserv-id)
 * @roots_module: path of libnssckbi.so
 * @revocation: "hard" or "soft": stronger than policy
 * @offline: no lookups: CF308 instead of CF307
 * @history: whether there is a ledger to ask
 */
typedef struct {
  char **policy;
  char **user_policy;
  char *trust_anchors;
  char *extra_certs;
  char **crls;
  char **authserv_ids;
  char *roots_module;
  char *revocation;
  gboolean offline;
  gboolean history;
} CfGatherOptions;

/* Everything that is opened once: roots, policy, character sets, suffix list. */
typedef struct _CfGatherPrepared CfGatherPrepared;

/**
 * cf_gather_prepare:
 *
 * Opens all files.  Fails only for what the caller named and cannot be opened
 * at all (exit status 2); a policy file with an error in it, or roots that
 * cannot be read, become facts of each message (CF905, CF907).
 *
 * Returns: (transfer full)
 */
CfGatherPrepared *cf_gather_prepare (const CfGatherOptions *options, GError **error);

/* Why roots cannot be read; NULL when they can.  For doctor and diagnostics. */
const char *cf_gather_get_problem (const CfGatherPrepared *self);

/* Accepts %NULL. */
void cf_gather_prepared_free (CfGatherPrepared *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfGatherPrepared, cf_gather_prepared_free)

/* What stays the same while one message is asked about again with more answers: its digests and its CMS. */
typedef struct _CfGatherMemo CfGatherMemo;

/* Nothing remembered yet.  (transfer full) */
CfGatherMemo *cf_gather_memo_new (void);

/* Accepts %NULL. */
void cf_gather_memo_free (CfGatherMemo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfGatherMemo, cf_gather_memo_free)

/**
 * cf_gather_digest:
 * @memo: nothing remembered yet; remembers the digests for cf_gather()
 *
 * What the message is, before any parser has seen it: hexadecimal SHA-256 of
 * its bytes and of its canonical form (DESIGN).
 */
void cf_gather_digest (CfSpan message, CfGatherMemo *memo);

/* Of the bytes, hexadecimal; NULL before cf_gather_digest() or cf_gather().  (transfer none) */
const char *cf_gather_memo_get_sha256 (const CfGatherMemo *self);

/* Of the canonical form, hexadecimal; NULL before cf_gather_digest() or cf_gather().  (transfer none) */
const char *cf_gather_memo_get_canonical_sha256 (const CfGatherMemo *self);

/**
 * CfGatherRequest:
 *
 * One message and what the host knows about it.
 * @source: (nullable): a name for reports
 * @now: what time it is
 * @at_given: whether @now was set by --at
 * @received: when it arrived, as a mailbox knows it; CF_TIME_UNKNOWN otherwise
 * @account: (nullable): user@incoming-host
 * @answers: (nullable): what was fetched so far
 * @memo: (nullable): of the rounds before, about the very same bytes in the very same place
 * @live: whether it arrives now, before the eyes of the host
 * @exact: FALSE when the host could not give the original bytes (CF613)
 * @decrypted: what the host decrypted of @message: a MIME entity; its data is NULL when there is none.  Counts only if
 *   the root body of @message is enveloped (MEANING section 3)
 * @slowly: nothing is done while something else is: carried content is decoded, read by OpenSSL and hashed one after the
 *   other.  For tests, which hold the fast way against it
 */
typedef struct {
  CfSpan message;
  const char *source;
  CfTime now;
  gboolean at_given;
  CfTime received;
  CfPlace place;
  gboolean live;
  gboolean exact;
  const char *account;
  const CfAnswers *answers;
  CfGatherMemo *memo;
  CfSpan decrypted;
  gboolean slowly;
} CfGatherRequest;

/**
 * cf_gather:
 * @questions: (inout): gains what is open: whatever is asked and has no answer in @request yet.  Asked
 *   again with more answers it may ask more, CF_LIMIT_ROUNDS times in all
 *
 * Returns: (transfer full): never %NULL
 */
CfFacts *cf_gather (const CfGatherPrepared *prepared, const CfGatherRequest *request, CfQuestions *questions);

G_END_DECLS
