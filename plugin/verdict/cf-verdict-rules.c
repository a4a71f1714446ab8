/* cf-verdict-rules.c — the rules: evidence -> standing, evidence -> reasons
 *
 * Reading order: danger first, then caution, then unknown, good last.  A row
 * needs all of its evidence.  There is no "not": what we failed to learn can
 * never improve a standing, and good rows need only good evidence, so that
 * adding bad evidence never opens one.
 */
#include "cf-verdict-rules.h"

#define WOULD_BE_GOOD (CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (STRONG) | CF_S (CHAIN_STANDS) | CF_S (USAGE_FITS))

const CfEvidence cf_signer_would_be_good = WOULD_BE_GOOD;

/* MEANING sections 2, 4, 5, 6, 8 and 10: one signer, alone. */
const CfSignerRule cf_signer_rules[] = {
  /* needs                                                   standing             meets */
  { CF_S (ALTERED),                                          CF_STANDING_DANGER,  FALSE },
  { CF_S (MALFORMED),                                        CF_STANDING_DANGER,  FALSE },
  { CF_S (KEY_COMPROMISED),                                  CF_STANDING_DANGER,  FALSE },
  { CF_S (REVOKED_BEFORE_ARRIVAL),                           CF_STANDING_DANGER,  FALSE },
  { CF_S (KEY_COMPROMISED_SINCE),                            CF_STANDING_CAUTION, FALSE },
  { CF_S (SUPERSEDED),                                       CF_STANDING_CAUTION, FALSE },
  { CF_S (CEASED),                                           CF_STANDING_CAUTION, FALSE },
  { CF_S (WEAK_DIGEST),                                      CF_STANDING_CAUTION, FALSE },
  { CF_S (WEAK_KEY),                                         CF_STANDING_CAUTION, FALSE },
  { CF_S (OTHER_ADDRESS),                                    CF_STANDING_CAUTION, FALSE },
  { CF_S (CERTIFICATE_MISSING),                              CF_STANDING_CAUTION, FALSE },
  { CF_S (SMIMEA_MISMATCH),                                  CF_STANDING_CAUTION, FALSE },
  { CF_S (CHANGED) | CF_S (ISSUER_STRICT),                   CF_STANDING_CAUTION, FALSE },
  { CF_S (ISSUER_DIFFERS) | CF_S (ISSUER_STRICT),            CF_STANDING_CAUTION, FALSE },
  { CF_S (ISSUER_UNKNOWN),                                   CF_STANDING_CAUTION, FALSE },
  { CF_S (PRIVATE_ROOT_UNKNOWN),                             CF_STANDING_CAUTION, FALSE },
  { CF_S (CHAIN_INCOMPLETE),                                 CF_STANDING_CAUTION, FALSE },
  { CF_S (CHAIN_REFUSED),                                    CF_STANDING_CAUTION, FALSE },
  { CF_S (WRONG_USAGE),                                      CF_STANDING_CAUTION, FALSE },
  { CF_S (NOT_YET_VALID),                                    CF_STANDING_CAUTION, FALSE },
  { CF_S (EXPIRED_BEFORE_ARRIVAL),                           CF_STANDING_CAUTION, FALSE },
  { CF_S (UNSUPPORTED),                                      CF_STANDING_UNKNOWN, FALSE },
  { CF_S (CHAIN_FAILS),                                      CF_STANDING_UNKNOWN, FALSE },
  /* Lacks nothing but an answer on cancellation, or nobody knows when an expired one arrived: meets (section 8). */
  { CF_S (EXPIRED_ARRIVAL_UNKNOWN) | WOULD_BE_GOOD,          CF_STANDING_UNKNOWN, TRUE },
  { CF_S (EXPIRED_ARRIVAL_UNKNOWN),                          CF_STANDING_UNKNOWN, FALSE },
  { CF_S (REVOCATION_PAST) | WOULD_BE_GOOD,                  CF_STANDING_UNKNOWN, TRUE },
  { CF_S (REVOCATION_PAST),                                  CF_STANDING_UNKNOWN, FALSE },
  { CF_S (REVOCATION_OFFLINE) | WOULD_BE_GOOD,               CF_STANDING_UNKNOWN, TRUE },
  { CF_S (REVOCATION_OFFLINE),                               CF_STANDING_UNKNOWN, FALSE },
  { CF_S (REVOCATION_UNKNOWN) | WOULD_BE_GOOD,               CF_STANDING_UNKNOWN, TRUE },
  { CF_S (REVOCATION_UNKNOWN),                               CF_STANDING_UNKNOWN, FALSE },
  { WOULD_BE_GOOD | CF_S (STOOD_AT_TIME) | CF_S (REVOCATION_SETTLED), CF_STANDING_GOOD, TRUE },
  /* Old mail does not turn bad (section 10): the root has gone since. */
  { WOULD_BE_GOOD | CF_S (ON_RECORD) | CF_S (REVOCATION_SETTLED), CF_STANDING_GOOD,    TRUE },
  { WOULD_BE_GOOD,                                           CF_STANDING_UNKNOWN, TRUE },
  { 0,                                                       CF_STANDING_UNKNOWN, FALSE },
};
const guint cf_n_signer_rules = G_N_ELEMENTS (cf_signer_rules);

/* Every place where bad evidence could have been was looked at. */
#define LOOKED                                                                                               \
  (CF_M (HEADERS_STRICT) | CF_M (ONE_FROM) | CF_M (CHARSETS_READ) | CF_M (WITHIN_LIMITS) |                   \
   CF_M (POLICY_READ) | CF_M (HISTORY_SETTLED) | CF_M (CLAIM_LOOKED))

/* Green: a good signer over all that is displayed; or no signature, and a proved domain that is registered or whose mark
 * is confirmed under the administrator's mark roots (MEANING section 1). */
const CfApprovalRule cf_approval_rules[] = {
  /* verdict                     domain                                            message                               derived */
  { CF_VERDICT_VERIFIED,         0,
    LOOKED | CF_M (COVERAGE_WHOLE) | CF_M (CONTENT_OPEN) | CF_M (ROOTS_READ),      CF_DERIVED_SIGNER_GOOD },
  { CF_VERDICT_VERIFIED_DOMAIN,  CF_D (DMARC_PASS) | CF_D (BADGE_REGISTERED),
    LOOKED | CF_M (DOMAIN_PROVED) | CF_M (NO_SIGNATURE),                           0 },
  { CF_VERDICT_VERIFIED_DOMAIN,  CF_D (DMARC_PASS) | CF_D (LOGO_TRADEMARK) | CF_D (MARK_ANCHORED),
    LOOKED | CF_M (DOMAIN_PROVED) | CF_M (NO_SIGNATURE),                           0 },
};
const guint cf_n_approval_rules = G_N_ELEMENTS (cf_approval_rules);

/* What the certificate vouches for is worth saying only of the address in From. */
#define STANDS_FOR_FROM (CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (STOOD_AT_TIME) | CF_S (CHAIN_STANDS))
#define D(name) CF_DERIVED_##name
#define ROW(signer, message, derived, reason, severity, decides) \
  { signer, 0, message, derived, CF_REASON_##reason, CF_SEVERITY_##severity, CF_DECIDES_##decides }
#define ROW_D(domain, message, derived, reason, severity, decides) \
  { 0, domain, message, derived, CF_REASON_##reason, CF_SEVERITY_##severity, CF_DECIDES_##decides }

/* In one severity and class the earlier row decides, so the rows of a class stand in the order of what to say first. */
const CfReasonRule cf_reason_rules[] = {
  /* Who it claims to be: MEANING sections 2 and 3.
   *   signer                                   message                      derived         reason   severity decides */
  ROW (0,                                       CF_M (FROM_DUPLICATE),       0,              FROM_DUPLICATE, DANGER, TRUST),
  ROW (0,                                       CF_M (PROTECTED_FROM_DIFFERS), 0,            HEADER_MISMATCH, DANGER, INVALID),
  ROW (0,                                       CF_M (PROTECTED_DIFFERS),    0,              HEADER_MISMATCH, CAUTION, INVALID),
  ROW (0,                                       CF_M (NAME_IS_ORGANISATION), 0,              NAME_OF_ORGANISATION, DANGER, CLAIM),
  ROW (0,                                       CF_M (LOOKALIKE_DOMAIN),     0,              LOOKALIKE_DOMAIN, DANGER, CLAIM),
  ROW (0,                                       CF_M (NAME_HOLDS_ORGANISATION), 0,           NAME_OF_ORGANISATION, CAUTION, CLAIM),
  ROW (0,                                       CF_M (LOOKALIKE_EDIT),       0,              LOOKALIKE_DOMAIN, CAUTION, CLAIM),
  ROW (CF_S (INTACT) | CF_S (OTHER_ADDRESS),    CF_M (EXPECT_ANY),           D (UNMET),      SIGNED_BY_OTHER, DANGER, TRUST),
  ROW (CF_S (INTACT) | CF_S (OTHER_ADDRESS),    CF_M (NAME_IS_ORGANISATION), D (NONE_GOOD),  SIGNED_BY_OTHER, DANGER, TRUST),
  ROW (CF_S (INTACT) | CF_S (OTHER_ADDRESS),    CF_M (NAME_HOLDS_ORGANISATION), D (NONE_GOOD), SIGNED_BY_OTHER, DANGER, TRUST),
  ROW (CF_S (INTACT) | CF_S (OTHER_ADDRESS),    CF_M (LOOKALIKE_DOMAIN),     D (NONE_GOOD),  SIGNED_BY_OTHER, DANGER, TRUST),
  ROW (CF_S (INTACT) | CF_S (OTHER_ADDRESS),    CF_M (LOOKALIKE_EDIT),       D (NONE_GOOD),  SIGNED_BY_OTHER, DANGER, TRUST),
  ROW (CF_S (INTACT) | CF_S (OTHER_ADDRESS) | CF_S (CHAIN_FAILS), 0,         D (NONE_GOOD),  SIGNED_BY_OTHER, DANGER, TRUST),
  ROW (CF_S (OTHER_ADDRESS),                    0,                           0,              SIGNED_BY_OTHER, CAUTION, TRUST),
  ROW (0,                                       CF_M (MIXED_LETTERS),        0,              MIXED_LETTERS, CAUTION, TRUST),
  ROW (0,                                       CF_M (NAME_HOLDS_ADDRESS),   0,              ADDRESS_IN_NAME, CAUTION, TRUST),

  /* Altered: MEANING section 4. */
  ROW (CF_S (ALTERED),                          0,                           D (SOME_ALTERED), ONE_SIGNER_BAD, DANGER, INVALID),
  ROW (CF_S (ALTERED),                          0,                           D (ALL_ALTERED), CONTENT_ALTERED, DANGER, INVALID),
  ROW (CF_S (MALFORMED),                        0,                           0,              SIGNATURE_UNREADABLE, DANGER, INVALID),
  ROW (0,                                       CF_M (SIGNATURE_UNREADABLE), 0,              SIGNATURE_UNREADABLE, DANGER, INVALID),

  /* Missing: the table of MEANING section 8.  A bounce under a domain-wide rule is never danger. */
  ROW (0, CF_M (EXPECT_REQUIRED) | CF_M (EXPECT_BOUNCE),                     D (UNMET),      POLICY_REQUIRES, CAUTION, MISSING),
  ROW (0, CF_M (EXPECT_REQUIRED),                                            D (UNMET),      POLICY_REQUIRES, DANGER, MISSING),
  ROW (0, CF_M (EXPECT_EXPECTED) | CF_M (EXPECT_BOUNCE),                     D (UNMET),      PUBLISHED_PRACTICE, CAUTION, MISSING),
  ROW (0, CF_M (EXPECT_EXPECTED) | CF_M (DOMAIN_NOT_PROVED),                 D (UNMET),      PUBLISHED_PRACTICE, DANGER, MISSING),
  ROW (0, CF_M (EXPECT_EXPECTED),                                            D (UNMET),      PUBLISHED_PRACTICE, CAUTION, MISSING),
  ROW (0, CF_M (EXPECT_USUAL) | CF_M (DOMAIN_NOT_PROVED),                    D (UNMET),      USUALLY_SIGNS, CAUTION, MISSING),
  ROW (0, CF_M (EXPECT_USUAL),                                               D (UNMET),      USUALLY_SIGNS, NEUTRAL, NOTHING),
  ROW (0, CF_M (EXPECT_HISTORY) | CF_M (DOMAIN_NOT_PROVED),                  D (UNMET),      SIGNED_BEFORE, CAUTION, MISSING),
  ROW (0, CF_M (EXPECT_HISTORY),                                             D (UNMET),      SIGNED_BEFORE, NEUTRAL, NOTHING),

  /* Cancelled: MEANING section 6. */
  ROW (CF_S (REVOKED_BEFORE_ARRIVAL),           0,                           0,              REVOKED_BEFORE_ARRIVAL, DANGER, TRUST),
  ROW (CF_S (KEY_COMPROMISED),                  0,                           0,              KEY_COMPROMISED, DANGER, TRUST),
  ROW (CF_S (KEY_COMPROMISED_SINCE),            0,                           0,              KEY_COMPROMISED, CAUTION, TRUST),
  ROW (CF_S (SUPERSEDED),                       0,                           0,              SUPERSEDED, CAUTION, TRUST),
  ROW (CF_S (CEASED),                           0,                           0,              CEASED, CAUTION, TRUST),
  ROW (CF_S (REVOKED_AFTER_ARRIVAL),            0,                           0,              REVOKED_AFTER_ARRIVAL, NEUTRAL, NOTHING),

  /* The domain: MEANING section 7.  What the mailbox's own server reports counts only where we found no proof
   * ourselves; a registered domain without proof only where no certificate stands for the sender. */
  ROW_D (CF_D (BADGE_REGISTERED),               CF_M (DOMAIN_NOT_PROVED),    D (NONE_MEETS), BADGE_FAIL, DANGER, TRUST),
  ROW_D (CF_D (SERVER_SAYS_REFUSE),             CF_M (DOMAIN_NOT_PROVED),    0,              DMARC_REFUSE, DANGER, TRUST),
  ROW_D (CF_D (SERVER_SAYS_FAIL),               CF_M (DOMAIN_NOT_PROVED),    0,              DMARC_FAIL, CAUTION, TRUST),
  ROW (CF_S (SMIMEA_MISMATCH),                  0,                           0,              SMIMEA_MISMATCH, CAUTION, TRUST),
  ROW_D (CF_D (ASKS_REFUSAL),                   CF_M (DOMAIN_NOT_PROVED),    D (UNMET),      DOMAIN_NOT_PROVED, CAUTION, MISSING),
  ROW_D (CF_D (ASKS_REFUSAL),                   CF_M (DOMAIN_NOT_PROVED),    0,              DOMAIN_NOT_PROVED, NEUTRAL, NOTHING),

  /* Trust: MEANING sections 4, 5, 10 and 12. */
  ROW (CF_S (WEAK_DIGEST),                      0,                           D (NONE_GOOD),  WEAK_DIGEST, CAUTION, TRUST),
  ROW (CF_S (WEAK_KEY),                         0,                           0,              WEAK_KEY, CAUTION, TRUST),
  ROW (CF_S (CHANGED) | CF_S (ISSUER_STRICT),   0,                           0,              CHANGED_UNEXPECTEDLY, CAUTION, TRUST),
  ROW (CF_S (ISSUER_DIFFERS) | CF_S (ISSUER_STRICT), 0,                      0,              ISSUER_DIFFERS, CAUTION, TRUST),
  ROW (CF_S (PRIVATE_ROOT_UNKNOWN),             0,                           0,              PRIVATE_ROOT_UNKNOWN, CAUTION, TRUST),
  /* The domain itself names this certificate: nobody can vouch for its holder, and nobody contradicts (section 7). */
  ROW (CF_S (ISSUER_UNKNOWN) | CF_S (SMIMEA_VOUCHES), 0,                     0,              ROOT_NOT_TRUSTED, NEUTRAL, UNDETERMINED),
  ROW (CF_S (ISSUER_UNKNOWN),                   0,                           0,              ROOT_NOT_TRUSTED, CAUTION, TRUST),
  ROW (CF_S (CERTIFICATE_MISSING),              0,                           0,              CHAIN_INCOMPLETE, CAUTION, TRUST),
  ROW (CF_S (CHAIN_INCOMPLETE),                 0,                           0,              CHAIN_INCOMPLETE, CAUTION, TRUST),
  ROW (CF_S (CHAIN_REFUSED),                    0,                           0,              CHAIN_REFUSED, CAUTION, TRUST),
  ROW (CF_S (WRONG_USAGE),                      0,                           0,              WRONG_USAGE, CAUTION, TRUST),
  ROW (CF_S (EXPIRED_BEFORE_ARRIVAL),           0,                           0,              EXPIRED_AT_SIGNING, CAUTION, TRUST),
  ROW (CF_S (NOT_YET_VALID),                    0,                           0,              NOT_YET_VALID, CAUTION, TRUST),

  /* Structure: what would be approved, but for something around the signature. */
  ROW (0,                                       CF_M (COVERAGE_PARTIAL) | CF_M (EXPECT_ANY), 0, PARTLY_SIGNED, DANGER, INVALID),
  ROW (0,                                       CF_M (COVERAGE_PARTIAL),     0,              PARTLY_SIGNED, CAUTION, INVALID),
  ROW (0,                                       CF_M (FROM_SEVERAL),         0,              FROM_SEVERAL, CAUTION, TRUST),
  ROW (0,                                       CF_M (FROM_EMPTY),           0,              FROM_EMPTY, CAUTION, TRUST),
  ROW (0,                                       CF_M (HEADERS_AMBIGUOUS),    D (WOULD_BE_GOOD), HEADERS_AMBIGUOUS, CAUTION, UNDETERMINED),
  ROW (0,                                       CF_M (CHARSET_UNKNOWN),      D (WOULD_BE_GOOD), HEADERS_AMBIGUOUS, CAUTION, UNDETERMINED),
  ROW (0,                                       CF_M (REPLY_DIFFERS) | CF_M (HEADERS_UNPROVED), D (WOULD_BE_GOOD), REPLY_DIFFERS, CAUTION, TRUST),
  ROW (0,                                       CF_M (REPLY_UNPROVED),       D (WOULD_BE_GOOD), REPLY_DIFFERS, CAUTION, TRUST),
  ROW_D (CF_D (DMARC_PASS) | CF_D (BADGE_REGISTERED),
         CF_M (REPLY_UNPROVED) | CF_M (DOMAIN_PROVED) | CF_M (NO_SIGNATURE), 0,              REPLY_DIFFERS, CAUTION, TRUST),
  ROW_D (CF_D (DMARC_PASS) | CF_D (LOGO_TRADEMARK) | CF_D (MARK_ANCHORED),
         CF_M (REPLY_UNPROVED) | CF_M (DOMAIN_PROVED) | CF_M (NO_SIGNATURE), 0,              REPLY_DIFFERS, CAUTION, TRUST),
  ROW (CF_S (SIGNED_LONG_BEFORE),               CF_M (HEADERS_UNPROVED),     D (WOULD_BE_GOOD), TIME_DIFFERS, CAUTION, TRUST),
  ROW (CF_S (REPLAYED),                         CF_M (HEADERS_UNPROVED),     D (WOULD_BE_GOOD), REPLAYED_SIGNATURE, CAUTION, TRUST),

  /* Not checked: neutral, but caution where a certificate was to be expected (213 and 309 stay neutral). */
  ROW (0,                                       CF_M (POLICY_UNREADABLE),    0,              POLICY_UNREADABLE, CAUTION, UNDETERMINED),
  ROW (0,                                       CF_M (ENCRYPTED) | CF_M (EXPECT_ANY), 0,     ENCRYPTED, CAUTION, UNDETERMINED),
  ROW (0,                                       CF_M (ENCRYPTED),            0,              ENCRYPTED, NEUTRAL, UNDETERMINED),
  ROW (0,                                       CF_M (UNOPENED) | CF_M (EXPECT_ANY), 0,      ENCRYPTED, CAUTION, UNDETERMINED),
  ROW (0,                                       CF_M (UNOPENED),             0,              ENCRYPTED, NEUTRAL, UNDETERMINED),
  ROW (CF_S (UNSUPPORTED),                      CF_M (EXPECT_ANY),           D (NONE_GOOD),  METHOD_UNKNOWN, CAUTION, UNDETERMINED),
  ROW (CF_S (UNSUPPORTED),                      0,                           0,              METHOD_UNKNOWN, NEUTRAL, UNDETERMINED),
  ROW (CF_S (EXPIRED_ARRIVAL_UNKNOWN),          0,                           0,              EXPIRED_ARRIVAL_UNKNOWN, NEUTRAL, UNDETERMINED),
  ROW (CF_S (REVOCATION_PAST),                  0,                           0,              REVOCATION_PAST, NEUTRAL, UNDETERMINED),
  ROW (CF_S (REVOCATION_OFFLINE),               CF_M (EXPECT_ANY),           D (NONE_GOOD),  REVOCATION_OFFLINE, CAUTION, UNDETERMINED),
  ROW (CF_S (REVOCATION_OFFLINE),               0,                           0,              REVOCATION_OFFLINE, NEUTRAL, UNDETERMINED),
  ROW (CF_S (REVOCATION_UNKNOWN),               CF_M (EXPECT_ANY),           D (NONE_GOOD),  REVOCATION_UNKNOWN, CAUTION, UNDETERMINED),
  ROW (CF_S (REVOCATION_UNKNOWN),               0,                           0,              REVOCATION_UNKNOWN, NEUTRAL, UNDETERMINED),
  ROW (0,                                       CF_M (ROOTS_UNREADABLE) | CF_M (SIGNED) | CF_M (EXPECT_ANY), 0, TRUST_LIST_ERROR, CAUTION, UNDETERMINED),
  ROW (0,                                       CF_M (ROOTS_UNREADABLE) | CF_M (SIGNED), 0,  TRUST_LIST_ERROR, NEUTRAL, UNDETERMINED),
  ROW (0,                                       CF_M (TOO_LARGE) | CF_M (EXPECT_ANY), 0,     TOO_LARGE, CAUTION, UNDETERMINED),
  ROW (0,                                       CF_M (TOO_LARGE),            0,              TOO_LARGE, NEUTRAL, UNDETERMINED),
  ROW (0,                                       CF_M (TOO_MANY_PARTS) | CF_M (EXPECT_ANY), 0, TOO_MANY_PARTS, CAUTION, UNDETERMINED),
  ROW (0,                                       CF_M (TOO_MANY_PARTS),       0,              TOO_MANY_PARTS, NEUTRAL, UNDETERMINED),
  ROW (0,                                       CF_M (TIMEOUT) | CF_M (EXPECT_ANY), 0,       TIMEOUT, CAUTION, UNDETERMINED),
  ROW (0,                                       CF_M (TIMEOUT),              0,              TIMEOUT, NEUTRAL, UNDETERMINED),
  ROW (0,                                       CF_M (ENGINE_STOPPED) | CF_M (EXPECT_ANY), 0, ENGINE_STOPPED, CAUTION, UNDETERMINED),
  ROW (0,                                       CF_M (ENGINE_STOPPED),       0,              ENGINE_STOPPED, NEUTRAL, UNDETERMINED),

  /* A record that should be there and cannot be read could hold a replay. */
  ROW (0,                                       CF_M (HISTORY_UNREADABLE),   D (WOULD_BE_GOOD), HISTORY_UNREADABLE, NEUTRAL, UNDETERMINED),

  /* Good, the most telling first.  What rests on our own record says no more than that it was valid then. */
  ROW (CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (CHAIN_STANDS) | CF_S (ON_RECORD), 0, 0,  EXPIRED_SINCE, GOOD, NOTHING),
  ROW (CF_S (EXPIRED_SINCE) | STANDS_FOR_FROM,                               0, 0,           EXPIRED_SINCE, GOOD, NOTHING),
  ROW (CF_S (ORGANISATION_VOUCHED) | STANDS_FOR_FROM,                        0, 0,           ORGANISATION_VALIDATED, GOOD, NOTHING),
  ROW (CF_S (ANCHOR_REGISTERED) | STANDS_FOR_FROM,                           0, 0,           PRIVATE_ROOT_ACCEPTED, GOOD, NOTHING),
  ROW (CF_S (ADDRESS_VOUCHED) | STANDS_FOR_FROM,                             0, 0,           MAILBOX_VALIDATED, GOOD, NOTHING),
  ROW (STANDS_FOR_FROM,                                                      0, 0,           CERTIFICATE_TRUSTED, GOOD, NOTHING),
  ROW (CF_S (INTACT),                           0,                           D (SEVERAL_GOOD), ALL_SIGNERS_GOOD, GOOD, NOTHING),
  ROW (CF_S (INTACT),                           0,                           0,              SIGNATURE_INTACT, GOOD, NOTHING),
  ROW_D (CF_D (BADGE_REGISTERED) | CF_D (DMARC_PASS), CF_M (DOMAIN_PROVED) | CF_M (NO_SIGNATURE), 0, DOMAIN_BADGE, GOOD, NOTHING),
  ROW_D (CF_D (LOGO_TRADEMARK) | CF_D (MARK_ANCHORED) | CF_D (DMARC_PASS),
         CF_M (DOMAIN_PROVED) | CF_M (NO_SIGNATURE),                         0,              LOGO_TRADEMARK, GOOD, NOTHING),

  /* Notes. */
  ROW (0,                                       CF_M (NO_SIGNATURE),         0,              NO_SIGNATURE, NEUTRAL, NOTHING),
  ROW (0,                                       CF_M (SIGNED_INSIDE),        0,              SIGNED_MAIL_INSIDE, NEUTRAL, NOTHING),
  ROW (0,                                       CF_M (BYTES_REWRITTEN),      0,              BYTES_REWRITTEN, NEUTRAL, NOTHING),
  ROW (0,                                       CF_M (HEADERS_AMBIGUOUS),    0,              HEADERS_AMBIGUOUS, NEUTRAL, NOTHING),
  ROW (0,                                       CF_M (CHARSET_UNKNOWN),      0,              HEADERS_AMBIGUOUS, NEUTRAL, NOTHING),
  ROW (0,                                       CF_M (REPLY_DIFFERS),        0,              REPLY_DIFFERS, NEUTRAL, NOTHING),
  ROW (CF_S (SIGNED_LONG_BEFORE),               0,                           0,              TIME_DIFFERS, NEUTRAL, NOTHING),
  ROW (0,                                       CF_M (SENDER_DIFFERS),       0,              SENDER_DIFFERS, NEUTRAL, NOTHING),
  ROW (0,                                       CF_M (EXEMPT),               0,              EXEMPT_ADMINISTRATOR, NEUTRAL, NOTHING),
  ROW (0,                                       CF_M (LIST_AUTHENTICATED),   0,              EXEMPT_LIST, NEUTRAL, NOTHING),
  ROW (0,                                       CF_M (PUBLISHED_EXCEPTION),  0,              PUBLISHED_EXCEPTION, NEUTRAL, NOTHING),
  ROW (CF_S (RENEWED),                          0,                           0,              RENEWED, NEUTRAL, NOTHING),
  ROW (CF_S (CHANGED),                          0,                           0,              CHANGED_UNEXPECTEDLY, NEUTRAL, NOTHING),
  ROW (CF_S (ISSUER_DIFFERS),                   0,                           0,              ISSUER_DIFFERS, NEUTRAL, NOTHING),
  ROW (CF_S (FIRST_SEEN) | STANDS_FOR_FROM,     0,                           0,              FIRST_SEEN, NEUTRAL, NOTHING),
  ROW (CF_S (NOT_REVOKED) | CF_S (CHAIN_STANDS), 0,                          0,              NOT_REVOKED, NEUTRAL, NOTHING),
  ROW (CF_S (SMIMEA_MATCH),                     0,                           0,              SMIMEA_MATCH, NEUTRAL, NOTHING),
  ROW (CF_S (SMIMEA_INSECURE),                  0,                           0,              SMIMEA_INSECURE, NEUTRAL, NOTHING),
  /* A seal that DMARC accepts may leave out what is displayed: "confirmed" is said of what is proved. */
  ROW_D (CF_D (DMARC_PASS),                     CF_M (DOMAIN_PROVED),        0,              DMARC_PASS, NEUTRAL, NOTHING),
  ROW_D (CF_D (DMARC_NONE),                     0,                           0,              DMARC_NONE, NEUTRAL, NOTHING),
  ROW_D (CF_D (DKIM_ALIGNED),                   0,                           0,              DKIM_ALIGNED, NEUTRAL, NOTHING),
  ROW_D (CF_D (DKIM_NOT_ALIGNED),               0,                           0,              DKIM_NOT_ALIGNED, NEUTRAL, NOTHING),
  ROW_D (CF_D (DKIM_FAIL),                      0,                           0,              DKIM_FAIL, NEUTRAL, NOTHING),
  ROW_D (CF_D (DKIM_KEY_MISSING),               0,                           0,              DKIM_KEY_MISSING, NEUTRAL, NOTHING),
  ROW_D (CF_D (DKIM_WEAK_KEY),                  0,                           0,              DKIM_WEAK_KEY, NEUTRAL, NOTHING),
  ROW_D (CF_D (DKIM_TESTING),                   0,                           0,              DKIM_TESTING, NEUTRAL, NOTHING),
  ROW_D (CF_D (ARC_CUSTODY),                    0,                           0,              ARC_CUSTODY, NEUTRAL, NOTHING),
  ROW_D (CF_D (SERVER_REPORTS),                 0,                           0,              SERVER_REPORTS, NEUTRAL, NOTHING),
  ROW_D (CF_D (LOGO_TRADEMARK),                 0,                           0,              LOGO_TRADEMARK, NEUTRAL, NOTHING),
  ROW_D (CF_D (LOGO_IN_USE),                    0,                           0,              LOGO_IN_USE, NEUTRAL, NOTHING),
  ROW (CF_S (CASE_DIFFERS),                     0,                           0,              CASE_DIFFERS, NEUTRAL, NOTHING),
  ROW (CF_S (WEAK_DIGEST),                      0,                           0,              WEAK_DIGEST, NEUTRAL, NOTHING),
  ROW (CF_S (REVOCATION_UNASKED),               0,                           0,              REVOCATION_UNKNOWN, NEUTRAL, NOTHING),
  ROW (CF_S (REVOCATION_UNASKED_OFFLINE),       0,                           0,              REVOCATION_OFFLINE, NEUTRAL, NOTHING),
  ROW (0,                                       CF_M (HISTORY_UNREADABLE),   0,              HISTORY_UNREADABLE, NEUTRAL, NOTHING),
  ROW (0,                                       CF_M (FROM_FILE),            0,              OPENED_FROM_FILE, NEUTRAL, NOTHING),
};
const guint cf_n_reason_rules = G_N_ELEMENTS (cf_reason_rules);

/* What may lower a reason, and how far (MEANING sections 2, 3 and 8).
 *
 * A host that could not give the bytes as they came, or only a part of them: a signature that fails or breaks off may be the
 * host's doing, so the answer is unknown, never better; the expectation stays unmet.  A registered list whose seal we checked, under a From without
 * expectation: what it changed is said; of several signatures "one does not match" stays, so "none matches" must as well.  An exemption by the administrator: what the server reports is a note. */
const CfLoweringRule cf_lowering_rules[] = {
  /* reason                       at most              needs                      instead                     severity             decides */
  { CF_REASON_CONTENT_ALTERED,    CF_SEVERITY_DANGER,  CF_M (BYTES_REWRITTEN),     0, CF_REASON_BYTES_REWRITTEN,  CF_SEVERITY_NEUTRAL, CF_DECIDES_UNDETERMINED },
  { CF_REASON_ONE_SIGNER_BAD,     CF_SEVERITY_DANGER,  CF_M (BYTES_REWRITTEN),     0, CF_REASON_BYTES_REWRITTEN,  CF_SEVERITY_NEUTRAL, CF_DECIDES_UNDETERMINED },
  { CF_REASON_SIGNATURE_UNREADABLE, CF_SEVERITY_DANGER, CF_M (BYTES_REWRITTEN),    0, CF_REASON_BYTES_REWRITTEN,  CF_SEVERITY_NEUTRAL, CF_DECIDES_UNDETERMINED },
  { CF_REASON_CONTENT_ALTERED,    CF_SEVERITY_DANGER,  CF_M (LIST_AUTHENTICATED), D (ONE_SIGNER), CF_REASON_LIST_ALTERED,     CF_SEVERITY_CAUTION, CF_DECIDES_INVALID },
  { CF_REASON_SIGNED_BY_OTHER,    CF_SEVERITY_CAUTION, CF_M (LIST_REWROTE_FROM),   0, CF_REASON_FROM_REWRITTEN,   CF_SEVERITY_NEUTRAL, CF_DECIDES_UNSIGNED },
  { CF_REASON_REPLY_DIFFERS,      CF_SEVERITY_CAUTION, CF_M (LIST_AUTHENTICATED),  0, CF_REASON_REPLY_DIFFERS,    CF_SEVERITY_NEUTRAL, CF_DECIDES_NOTHING },
  { CF_REASON_ADDRESS_IN_NAME,    CF_SEVERITY_CAUTION, CF_M (LIST_AUTHENTICATED),  0, CF_REASON_ADDRESS_IN_NAME,  CF_SEVERITY_NEUTRAL, CF_DECIDES_NOTHING },
  { CF_REASON_DMARC_FAIL,         CF_SEVERITY_CAUTION, CF_M (LIST_AUTHENTICATED),  0, CF_REASON_DMARC_FAIL,       CF_SEVERITY_NEUTRAL, CF_DECIDES_NOTHING },
  { CF_REASON_DMARC_REFUSE,       CF_SEVERITY_DANGER,  CF_M (LIST_AUTHENTICATED),  0, CF_REASON_DMARC_REFUSE,     CF_SEVERITY_CAUTION, CF_DECIDES_TRUST },
  { CF_REASON_DMARC_FAIL,         CF_SEVERITY_CAUTION, CF_M (EXEMPT),              0, CF_REASON_DMARC_FAIL,       CF_SEVERITY_NEUTRAL, CF_DECIDES_NOTHING },
  { CF_REASON_DMARC_REFUSE,       CF_SEVERITY_DANGER,  CF_M (EXEMPT),              0, CF_REASON_DMARC_REFUSE,     CF_SEVERITY_CAUTION, CF_DECIDES_TRUST },
};
const guint cf_n_lowering_rules = G_N_ELEMENTS (cf_lowering_rules);

gboolean
cf_verdict_is_governed (CfReason reason)
{
  static const CfReason governed[] = {
    CF_REASON_POLICY_REQUIRES,     CF_REASON_PUBLISHED_PRACTICE, CF_REASON_SIGNED_BEFORE,
    CF_REASON_NAME_OF_ORGANISATION, CF_REASON_USUALLY_SIGNS,     CF_REASON_BADGE_FAIL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (governed); i++)
    if (governed[i] == reason)
      return TRUE;

  return FALSE;
}
