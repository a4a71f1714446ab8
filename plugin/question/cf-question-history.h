/* cf-question-history.h — what a check asks of the ledger, and the records that it answers with
 *
 * Keys of questions of the kind history, "what value":
 *
 *   sender ADDRESS     lower-case address as it is compared, escaped to printable ASCII
 *   message SHA256     hex, of the canonical form
 *   signature SHA256   hex, of a signature value; one record for each message that it came with
 *   domains            of known correspondents; one record
 *   domain NAME        what counted from this registrable domain and from below it; NAME in A-labels
 *
 * Stands on: base, json-glib.
 */
#pragma once

#include "cf-question-answer.h"

G_BEGIN_DECLS

#define CF_HISTORY_SENDER "sender "
#define CF_HISTORY_MESSAGE "message "
#define CF_HISTORY_SIGNATURE "signature "
#define CF_HISTORY_DOMAINS "domains"
#define CF_HISTORY_DOMAIN "domain "

/* How many counted mails an expectation looks back on, and for how long after the last signed one it holds; as long
 * a domain is known after its last counted mail. */
#define CF_HISTORY_LAST 20
#define CF_HISTORY_MONTHS 18

/**
 * cf_history_fold_address:
 * @address: addr-spec; any bytes
 *
 * The address as the ledger compares it: ASCII letters in lower case, the
 * domain as A-labels, whatever is not printable ASCII (and "%") as "%XX".
 *
 * Returns: (transfer full)
 */
char *cf_history_fold_address (const char *address);

/* "sender …" for an address.  (transfer full) */
char *cf_question_dup_sender_key (const char *address);

/* What is known of a sender (MEANING section 12). */
typedef struct {
  guint n_signed;        /* counted mails that were signed and verified, ever */
  guint n_unsigned;      /* counted mails without, ever: only with a proved domain */
  guint last_counted;    /* of the last 20 counted: how many there are */
  guint last_signed;     /* and how many were signed */
  guint signed_days;     /* different days (UTC) with a counted signed mail */
  guint unsigned_in_row; /* counted unsigned since the last signed one */
  CfTime last_signed_at;
  char *certificate;     /* (nullable): SHA-256 of the last verified signer's certificate, hex */
  char *issuer;          /* (nullable): its issuer's organisation, else common name */
  char *names;           /* (nullable): its subject without serial numbers, for comparing */
  char *assurance;       /* (nullable): its class */
  CfTime not_before;
  CfTime not_after;
} CfHistorySender;

/* What makes an expectation: [history] of policy. */
typedef struct {
  guint signed_min;   /* counted signed mails, ever */
  guint signed_days;  /* different days with one */
  guint share;        /* per cent of the last CF_HISTORY_LAST counted */
  guint forget_after; /* counted unsigned in a row end it */
} CfHistoryRules;

#define CF_HISTORY_RULES_INIT { 5, 3, 80, 10 }

/* Whether this sender is expected to sign at @now, by what was seen before (MEANING section 12). */
gboolean cf_history_is_expected (const CfHistorySender *self, const CfHistoryRules *rules, CfTime now);

/* What counted from one domain, signed or not, and was not taken for another's: what was warned about (CF505, CF506)
 * is in none of these, or whoever sends such mail would end the warning with it. */
typedef struct {
  guint n_counted;
  guint n_days; /* different days (UTC) of arrival */
  CfTime last_at;
} CfHistoryDomain;

/* Whether the person knows this domain at @now: as many counted mails on as many days as an expectation needs, the
 * last within CF_HISTORY_MONTHS (MEANING sections 9 and 12). */
gboolean cf_history_is_known (const CfHistoryDomain *self, const CfHistoryRules *rules, CfTime now);

/* The first verdict about one message, with its evidence. */
typedef struct {
  CfTime arrived;            /* CF_TIME_UNKNOWN when it was not a live arrival */
  CfTime checked;
  char *verdict;
  char *certificate;         /* (nullable): SHA-256 of the signer's certificate, hex */
  gboolean verified;
  gboolean revocation_known; /* a fresh answer that can know said: not revoked */
} CfHistoryMessage;

/* Where a signature value was seen. */
typedef struct {
  char *message_id;
  char *canonical_sha256;
  CfTime arrived;
} CfHistorySignature;

/* Each pair stands together: struct -> the bytes of a record, and back (FALSE when they are none of ours). */
GBytes *cf_history_sender_to_record (const CfHistorySender *self);

/* What such a record says; FALSE when it is none of ours. */
gboolean cf_history_sender_from_record (GBytes *record, CfHistorySender *out_sender) G_GNUC_WARN_UNUSED_RESULT;

/* Frees what @self owns, not @self. */
void cf_history_sender_clear (CfHistorySender *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfHistorySender, cf_history_sender_clear)

/* (array zero-terminated=1): domains as A-labels, most recent first, CF_LIMIT_HISTORY_DOMAINS at most. */
GBytes *cf_history_domains_to_record (const char *const *domains);

/* What such a record says; FALSE when it is none of ours. */
gboolean cf_history_domains_from_record (GBytes *record, GStrv *out_domains) G_GNUC_WARN_UNUSED_RESULT;

/* What counted from a domain, as the bytes of a record.  (transfer full) */
GBytes *cf_history_domain_to_record (const CfHistoryDomain *self);

/* What such a record says; FALSE when it is none of ours. */
gboolean cf_history_domain_from_record (GBytes *record, CfHistoryDomain *out_domain) G_GNUC_WARN_UNUSED_RESULT;

/* The first verdict as the bytes of a record.  (transfer full) */
GBytes *cf_history_message_to_record (const CfHistoryMessage *self);

/* What such a record says; FALSE when it is none of ours. */
gboolean cf_history_message_from_record (GBytes *record, CfHistoryMessage *out_message) G_GNUC_WARN_UNUSED_RESULT;

/* Frees what @self owns, not @self. */
void cf_history_message_clear (CfHistoryMessage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfHistoryMessage, cf_history_message_clear)

/* Where a signature was seen, as the bytes of a record.  (transfer full) */
GBytes *cf_history_signature_to_record (const CfHistorySignature *self);

/* What such a record says; FALSE when it is none of ours. */
gboolean cf_history_signature_from_record (GBytes *record, CfHistorySignature *out_signature) G_GNUC_WARN_UNUSED_RESULT;

/* Frees what @self owns, not @self. */
void cf_history_signature_clear (CfHistorySignature *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfHistorySignature, cf_history_signature_clear)

G_END_DECLS
