/* cf-ledger.h — what was seen before: senders, certificates, first verdicts (MEANING section 12)
 *
 * SQLite, local, owned by the monitor; no content of messages is kept.
 * Stands on: base, question, SQLite.
 */
#pragma once

#include <stdio.h>

#include "cf-question-history.h"

G_BEGIN_DECLS

typedef struct _CfLedger CfLedger;

/* $XDG_DATA_HOME/certfirst/ledger.db.  (transfer full) */
char *cf_ledger_dup_default_path (void);

/**
 * cf_ledger_open:
 * @path: the file, made if missing (mode 600, its folder 700); NULL for one in memory
 *
 * Opens it for several processes at once (WAL).  A file that is damaged is set
 * aside as NAME.damaged-DATE and a new one begun; cf_ledger_get_problem() says
 * so.  A file of a later version, or of another program, is not touched.
 *
 * Returns: (transfer full): NULL with @error when neither works (CF906)
 */
CfLedger *cf_ledger_open (const char *path, GError **error);

/* What is in a file. */
typedef struct {
  guint n_senders;
  guint n_messages;
} CfLedgerAbout;

/**
 * cf_ledger_inspect:
 *
 * Looks at a file that is there and changes nothing: a damaged one stays where it is.
 *
 * Returns: FALSE with @error: G_IO_ERROR_INVALID_DATA for a damaged one
 */
gboolean cf_ledger_inspect (const char *path, CfLedgerAbout *out_about, GError **error);

/* What was wrong when it was opened, in words; NULL for nothing. */
const char *cf_ledger_get_problem (const CfLedger *self);

/**
 * cf_ledger_answer:
 * @question: of kind history (cf-question-history.h)
 *
 * Returns: (transfer full): empty when nothing is known; failed when the file
 *   cannot be read or the question is none of the four
 */
CfAnswer *cf_ledger_answer (CfLedger *self, const CfQuestion *question);

/**
 * CfLedgerSeen:
 *
 * One mail as it was judged, with all its answers in; everything is borrowed.
 * @address: (nullable): the one From; NULL when there is none
 * @canonical_sha256: hex
 * @message_id: (nullable)
 * @checked: when it was judged
 * @arrived: of a live arrival; CF_TIME_UNKNOWN for any other sight of it
 * @verdict: name
 * @verified: whether it is `verified`
 * @domain_proved: MEANING section 7
 * @has_signature: any signature of its own, good or not
 * @signatures: (nullable) (array zero-terminated=1): hex SHA-256 of each intact signature value
 * @certificate: (nullable): of the good signer, as the following up to @not_after
 * @observed_rule: (nullable): source of a rule in mode observe that would have warned
 * @observed_severity: (nullable): how
 */
typedef struct {
  const char *address;
  const char *canonical_sha256;
  const char *message_id;
  CfTime checked;
  CfTime arrived;
  const char *verdict;
  gboolean verified;
  gboolean domain_proved;
  gboolean has_signature;
  gboolean revocation_known;
  const char *const *signatures;
  const char *certificate;
  const char *issuer;
  const char *names;
  const char *assurance;
  CfTime not_before;
  CfTime not_after;
  const char *observed_rule;
  const char *observed_severity;
} CfLedgerSeen;

#define CF_LEDGER_SEEN_INIT { .checked = CF_TIME_UNKNOWN, .arrived = CF_TIME_UNKNOWN, \
                              .not_before = CF_TIME_UNKNOWN, .not_after = CF_TIME_UNKNOWN }

/**
 * cf_ledger_learn:
 *
 * Notes a mail once (MEANING section 12); its first verdict stays and its first
 * sight says when it arrived.  `undetermined` is no verdict yet: the first
 * later one takes its place.  On TRUE it is in the file, all or nothing.
 *
 * Returns: FALSE with @error when it cannot be written, or @seen is impossible
 */
gboolean cf_ledger_learn (CfLedger *self, const CfLedgerSeen *seen, GError **error);

/* What is known of one sender, for people. */
typedef struct {
  gboolean known;
  guint n_shown; /* mails that count for nothing */
  CfHistorySender history;
  GPtrArray *certificates; /* (element-type CfLedgerCertificate): most recent first */
} CfLedgerSender;

typedef struct {
  char *sha256, *issuer, *names, *assurance;
  CfTime not_before, not_after, first_seen, last_seen;
} CfLedgerCertificate;

/* FALSE with @error when the file cannot be read; an unknown sender is none. */
gboolean cf_ledger_find_sender (CfLedger *self, const char *address, CfLedgerSender *out_sender, GError **error);

/* Frees what @self owns, not @self. */
void cf_ledger_sender_clear (CfLedgerSender *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfLedgerSender, cf_ledger_sender_clear)

/* What rules in mode observe would have done. */
typedef struct {
  char *rule;     /* its source: "file:line [section]" */
  char *day;      /* "2026-03-01", UTC */
  char *severity; /* what it would have been */
  guint count;
} CfLedgerObserved;

/* All of it, by rule, day and severity.  (transfer full) (element-type CfLedgerObserved): NULL with @error */
GPtrArray *cf_ledger_list_observed (CfLedger *self, GError **error);

/**
 * cf_ledger_export:
 *
 * Writes everything as JSON Lines, in an order that depends only on what is known.
 */
gboolean cf_ledger_export (CfLedger *self, FILE *out, GError **error);

/**
 * cf_ledger_import:
 * @name: of the file, for errors: "name:line: what"
 *
 * Merges what cf_ledger_export() wrote, all or nothing.  Of a mail that is
 * known here the verdict here stays; a signature value still counts once.
 */
gboolean cf_ledger_import (CfLedger *self, const char *name, FILE *in, GError **error);

/**
 * cf_ledger_forget:
 * @out_known: whether anything was known of @address
 *
 * Erases a sender; the address is not in the file any more.  FALSE with
 * G_IO_ERROR_BUSY when it is erased but another program keeps old bytes in use.
 */
gboolean cf_ledger_forget (CfLedger *self, const char *address, gboolean *out_known, GError **error);

/* Erases what is older than @before: policy keeps it no longer. */
gboolean cf_ledger_prune (CfLedger *self, CfTime before, GError **error);

/* Accepts %NULL. */
void cf_ledger_free (CfLedger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfLedger, cf_ledger_free)

G_END_DECLS
