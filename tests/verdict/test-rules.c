/* test-rules.c — the rows of MEANING.md, one by one, and the golden dump of all rules */
#include "cf-test-facts.h"
#include "cf-verdict-rules.h"

#define REQUIRED (CF_M (EXPECT_REQUIRED) | CF_M (EXPECT_ANY))
#define EXPECTED (CF_M (EXPECT_EXPECTED) | CF_M (EXPECT_ANY))
#define USUAL (CF_M (EXPECT_USUAL) | CF_M (EXPECT_ANY))
#define HISTORY (CF_M (EXPECT_HISTORY) | CF_M (EXPECT_ANY))
#define PENDING (CF_M (DOMAIN_PENDING))
#define NOT_PROVED (CF_M (DOMAIN_NOT_PROVED))
#define UNPROVED (CF_M (HEADERS_UNPROVED))
#define SELF_MADE (CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (STRONG) | CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN))
#define NO_ANSWER ((GOOD_SIGNER & ~CF_S (REVOCATION_SETTLED)) | CF_S (REVOCATION_UNKNOWN))
#define OTHER ((GOOD_SIGNER & ~CF_S (ADDRESS_MATCH)) | CF_S (OTHER_ADDRESS))
#define TAMPERED ((GOOD_SIGNER & ~CF_S (INTACT)) | CF_S (ALTERED))

/* All but an answer on revocation. */
#define STILL_OPEN (GOOD_SIGNER & ~CF_S (REVOCATION_SETTLED))
#define PROVED ((PLAIN_MESSAGE & ~NOT_PROVED) | CF_M (DOMAIN_PROVED))
#define BADGE (CF_D (BADGE_REGISTERED) | CF_D (DMARC_PASS))

typedef struct {
  const char *says;
  CfEvidence message;
  CfEvidence first;
  CfEvidence second;
  const char *verdict;
  const char *severity;
  guint code;
  CfEvidence domain;
} Row;

static const Row rows[] = {
  /* MEANING 1 and 4 */
  { "signed by the sender", GOOD_MESSAGE, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  { "organisation vouched for", GOOD_MESSAGE, GOOD_SIGNER | CF_S (ORGANISATION_VOUCHED), 0, "verified", "good", 202, 0 },
  { "ordinary mail", PLAIN_MESSAGE, 0, 0, "unsigned", "neutral", 105, 0 },
  { "altered", GOOD_MESSAGE, TAMPERED, 0, "invalid", "danger", 104, 0 },
  { "one of two altered", GOOD_MESSAGE, GOOD_SIGNER, TAMPERED, "invalid", "danger", 103, 0 },
  { "both altered", GOOD_MESSAGE, TAMPERED, TAMPERED, "invalid", "danger", 104, 0 },
  { "malformed", GOOD_MESSAGE, CF_S (MALFORMED), 0, "invalid", "danger", 107, 0 },
  { "good beside malformed", GOOD_MESSAGE, GOOD_SIGNER, CF_S (MALFORMED), "invalid", "danger", 107, 0 },
  { "no signer could be read", CF_M (SIGNED) | CF_M (SIGNATURE_UNREADABLE), 0, 0, "invalid", "danger", 107, 0 },
  { "unsupported beside good", GOOD_MESSAGE, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), CF_S (UNSUPPORTED), "verified", "good", 203, 0 },
  { "unsupported alone", GOOD_MESSAGE, CF_S (UNSUPPORTED), 0, "undetermined", "neutral", 108, 0 },
  { "unsupported, expected", GOOD_MESSAGE | REQUIRED, CF_S (UNSUPPORTED), 0, "missing-certificate", "danger", 501, 0 },
  { "weak digest beside good", GOOD_MESSAGE, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), CF_S (WEAK_DIGEST) | CF_S (UNSUPPORTED), "verified", "good", 203, 0 },
  { "weak digest", GOOD_MESSAGE, CF_S (WEAK_DIGEST) | CF_S (UNSUPPORTED), 0, "untrusted", "caution", 106, 0 },
  /* MEANING 2 */
  { "another address", GOOD_MESSAGE, OTHER, 0, "untrusted", "caution", 212, 0 },
  { "another address, chain fails", GOOD_MESSAGE, OTHER | CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN), 0, "untrusted", "danger", 212, 0 },
  { "another address under an expectation", GOOD_MESSAGE | USUAL | PENDING, OTHER, 0, "untrusted", "danger", 212, 0 },
  { "another address beside a good one", GOOD_MESSAGE | REQUIRED, GOOD_SIGNER, OTHER, "untrusted", "caution", 212, 0 },
  { "ambiguous header on green", (GOOD_MESSAGE & ~CF_M (HEADERS_STRICT)) | CF_M (HEADERS_AMBIGUOUS), GOOD_SIGNER, 0, "undetermined", "caution", 614, 0 },
  { "ambiguous header on plain mail", (PLAIN_MESSAGE & ~CF_M (HEADERS_STRICT)) | CF_M (HEADERS_AMBIGUOUS), 0, 0, "unsigned", "neutral", 105, 0 },
  { "two From fields", GOOD_MESSAGE | CF_M (FROM_DUPLICATE), GOOD_SIGNER, 0, "untrusted", "danger", 606, 0 },
  { "capital letters differ", GOOD_MESSAGE, GOOD_SIGNER | CF_S (CASE_DIFFERS) | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  /* MEANING 3 */
  { "partly signed", (GOOD_MESSAGE & ~CF_M (COVERAGE_WHOLE)) | CF_M (COVERAGE_PARTIAL), GOOD_SIGNER, 0, "invalid", "caution", 601, 0 },
  { "partly signed, usual signer", (GOOD_MESSAGE & ~CF_M (COVERAGE_WHOLE)) | CF_M (COVERAGE_PARTIAL) | USUAL | PENDING, GOOD_SIGNER, 0, "invalid", "danger", 601, 0 },
  { "partly signed, required", (GOOD_MESSAGE & ~CF_M (COVERAGE_WHOLE)) | CF_M (COVERAGE_PARTIAL) | REQUIRED, GOOD_SIGNER, 0, "missing-certificate", "danger", 501, 0 },
  { "reply address elsewhere on green", GOOD_MESSAGE | CF_M (REPLY_DIFFERS) | UNPROVED, GOOD_SIGNER, 0, "untrusted", "caution", 611, 0 },
  { "reply address elsewhere, proved", GOOD_MESSAGE | CF_M (REPLY_DIFFERS) | CF_M (HEADERS_PROTECTED), GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  { "reply address elsewhere on plain mail", PLAIN_MESSAGE | CF_M (REPLY_DIFFERS) | UNPROVED, 0, 0, "unsigned", "neutral", 105, 0 },
  { "reply address by another field, headers protected", GOOD_MESSAGE | CF_M (REPLY_DIFFERS) | CF_M (REPLY_UNPROVED) | CF_M (HEADERS_PROTECTED), GOOD_SIGNER, 0, "untrusted", "caution", 611, 0 },
  { "reply address by another field, through a list", GOOD_MESSAGE | CF_M (LIST_AUTHENTICATED) | CF_M (REPLY_DIFFERS) | CF_M (REPLY_UNPROVED) | UNPROVED, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  { "reply address by another field, domain proved", PROVED | CF_M (REPLY_DIFFERS) | CF_M (REPLY_UNPROVED), 0, 0, "unsigned", "caution", 611, BADGE },
  { "the same with a confirmed mark", PROVED | CF_M (REPLY_DIFFERS) | CF_M (REPLY_UNPROVED), 0, 0, "unsigned", "caution", 611, CF_D (LOGO_TRADEMARK) | CF_D (MARK_ANCHORED) | CF_D (DMARC_PASS) },
  { "the same where nothing would be green", PROVED | CF_M (REPLY_DIFFERS) | CF_M (REPLY_UNPROVED), 0, 0, "unsigned", "neutral", 105, CF_D (DMARC_PASS) },
  { "signed long before arrival", GOOD_MESSAGE | UNPROVED, GOOD_SIGNER | CF_S (SIGNED_LONG_BEFORE), 0, "untrusted", "caution", 111, 0 },
  { "protected From differs", GOOD_MESSAGE | CF_M (PROTECTED_FROM_DIFFERS), GOOD_SIGNER, 0, "invalid", "danger", 605, 0 },
  { "protected Subject differs", GOOD_MESSAGE | CF_M (PROTECTED_DIFFERS), GOOD_SIGNER, 0, "invalid", "caution", 605, 0 },
  { "a signed mail inside", PLAIN_MESSAGE | CF_M (SIGNED_INSIDE), 0, 0, "unsigned", "neutral", 105, 0 },
  /* MEANING 5 */
  { "expired since", GOOD_MESSAGE, GOOD_SIGNER | CF_S (EXPIRED_SINCE) | CF_S (ORGANISATION_VOUCHED), 0, "verified", "good", 208, 0 },
  { "expired, no answer that can know", GOOD_MESSAGE, (GOOD_SIGNER & ~(CF_S (STOOD_AT_TIME) | CF_S (REVOCATION_SETTLED))) | CF_S (REVOCATION_PAST), 0, "undetermined", "neutral", 309, 0 },
  { "expired, arrival unknown", GOOD_MESSAGE | REQUIRED, (GOOD_SIGNER & ~CF_S (STOOD_AT_TIME)) | CF_S (EXPIRED_ARRIVAL_UNKNOWN), 0, "undetermined", "neutral", 213, 0 },
  { "expired before arrival", GOOD_MESSAGE, CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (CHAIN_FAILS) | CF_S (EXPIRED_BEFORE_ARRIVAL), 0, "untrusted", "caution", 209, 0 },
  /* MEANING 10: the root has gone since */
  { "on record", GOOD_MESSAGE, RECORDED_SIGNER, 0, "verified", "good", 208, 0 },
  { "on record, and expected", GOOD_MESSAGE | REQUIRED, RECORDED_SIGNER, 0, "verified", "good", 208, 0 },
  { "on record, and revoked before all the same", GOOD_MESSAGE, RECORDED_SIGNER | CF_S (REVOKED_BEFORE_ARRIVAL), 0, "untrusted", "danger", 302, 0 },
  { "on record, beside one that is not", GOOD_MESSAGE, RECORDED_SIGNER, SELF_MADE, "untrusted", "caution", 205, 0 },
  { "on record, of a signature that is altered", GOOD_MESSAGE, (RECORDED_SIGNER & ~CF_S (INTACT)) | CF_S (ALTERED), 0, "invalid", "danger", 104, 0 },
  { "a record alone says nothing", GOOD_MESSAGE, CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (ON_RECORD), 0, "undetermined", "neutral", 108, 0 },
  /* MEANING 6 */
  { "no answer on revocation", GOOD_MESSAGE, NO_ANSWER, 0, "undetermined", "neutral", 307, 0 },
  { "no answer, expected: met", GOOD_MESSAGE | REQUIRED, NO_ANSWER, 0, "undetermined", "caution", 307, 0 },
  { "offline", GOOD_MESSAGE, (GOOD_SIGNER & ~CF_S (REVOCATION_SETTLED)) | CF_S (REVOCATION_OFFLINE), 0, "undetermined", "neutral", 308, 0 },
  { "soft, or no source under an own anchor", GOOD_MESSAGE, GOOD_SIGNER | CF_S (REVOCATION_UNASKED) | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  /* MEANING 8: the table, unsigned */
  { "required", PLAIN_MESSAGE | REQUIRED, 0, 0, "missing-certificate", "danger", 501, 0 },
  { "required, DNS open", (PLAIN_MESSAGE & ~NOT_PROVED) | PENDING | REQUIRED, 0, 0, "missing-certificate", "danger", 501, 0 },
  { "expected, not proved", PLAIN_MESSAGE | EXPECTED, 0, 0, "missing-certificate", "danger", 502, 0 },
  { "expected, DNS open", (PLAIN_MESSAGE & ~NOT_PROVED) | PENDING | EXPECTED, 0, 0, "missing-certificate", "caution", 502, 0 },
  { "expected, proved", (PLAIN_MESSAGE & ~NOT_PROVED) | CF_M (DOMAIN_PROVED) | EXPECTED, 0, 0, "missing-certificate", "caution", 502, 0 },
  { "usual, not proved", PLAIN_MESSAGE | USUAL, 0, 0, "missing-certificate", "caution", 514, 0 },
  { "usual, DNS open", (PLAIN_MESSAGE & ~NOT_PROVED) | PENDING | USUAL, 0, 0, "unsigned", "neutral", 514, 0 },
  { "history, not proved", PLAIN_MESSAGE | HISTORY, 0, 0, "missing-certificate", "caution", 503, 0 },
  { "history, proved", (PLAIN_MESSAGE & ~NOT_PROVED) | CF_M (DOMAIN_PROVED) | HISTORY, 0, 0, "unsigned", "neutral", 503, 0 },
  { "required, MAILER-DAEMON under a domain rule", PLAIN_MESSAGE | REQUIRED | CF_M (EXPECT_BOUNCE), 0, 0, "missing-certificate", "caution", 501, 0 },
  { "expected, bounce", PLAIN_MESSAGE | EXPECTED | CF_M (EXPECT_BOUNCE), 0, 0, "missing-certificate", "caution", 502, 0 },
  /* MEANING 8: signed, and still unmet */
  { "an own-made certificate is no milder than none", GOOD_MESSAGE | REQUIRED, SELF_MADE, 0, "missing-certificate", "danger", 501, 0 },
  { "the same where it was only usual", GOOD_MESSAGE | USUAL | NOT_PROVED, SELF_MADE, 0, "missing-certificate", "caution", 514, 0 },
  { "without an expectation", GOOD_MESSAGE, SELF_MADE, 0, "untrusted", "caution", 205, 0 },
  { "altered under required", GOOD_MESSAGE | REQUIRED, TAMPERED, 0, "invalid", "danger", 104, 0 },
  { "weak under required", GOOD_MESSAGE | REQUIRED, CF_S (WEAK_DIGEST), 0, "missing-certificate", "danger", 501, 0 },
  { "expired under required", GOOD_MESSAGE | REQUIRED, CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (CHAIN_FAILS) | CF_S (EXPIRED_BEFORE_ARRIVAL), 0, "missing-certificate", "danger", 501, 0 },
  { "met", GOOD_MESSAGE | REQUIRED, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  { "encrypted", CF_M (ENCRYPTED), 0, 0, "undetermined", "neutral", 612, 0 },
  { "encrypted, expected", CF_M (ENCRYPTED) | REQUIRED, 0, 0, "undetermined", "caution", 612, 0 },
  { "signed around encrypted content", (GOOD_MESSAGE & ~CF_M (CONTENT_OPEN)) | CF_M (UNOPENED), GOOD_SIGNER, 0, "undetermined", "neutral", 612, 0 },
  { "the same, expected and met", (GOOD_MESSAGE & ~CF_M (CONTENT_OPEN)) | CF_M (UNOPENED) | REQUIRED, GOOD_SIGNER, 0, "undetermined", "caution", 612, 0 },
  { "own-made around encrypted content", (GOOD_MESSAGE & ~CF_M (CONTENT_OPEN)) | CF_M (UNOPENED) | REQUIRED, SELF_MADE, 0, "missing-certificate", "danger", 501, 0 },
  { "altered around encrypted content", (GOOD_MESSAGE & ~CF_M (CONTENT_OPEN)) | CF_M (UNOPENED), TAMPERED, 0, "invalid", "danger", 104, 0 },
  { "called encrypted, and unreadable", CF_M (UNOPENED) | CF_M (NO_SIGNATURE) | REQUIRED, 0, 0, "missing-certificate", "danger", 501, 0 },
  /* not looked */
  { "policy cannot be read", (GOOD_MESSAGE & ~CF_M (POLICY_READ)) | CF_M (POLICY_UNREADABLE), GOOD_SIGNER, 0, "undetermined", "caution", 905, 0 },
  { "policy was not looked at", GOOD_MESSAGE & ~CF_M (POLICY_READ), GOOD_SIGNER, 0, "undetermined", "neutral", 108, 0 },
  { "roots cannot be read", (GOOD_MESSAGE & ~CF_M (ROOTS_READ)) | CF_M (ROOTS_UNREADABLE), CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (CHAIN_FAILS), 0, "undetermined", "neutral", 907, 0 },
  { "roots cannot be read, unsigned mail", (PLAIN_MESSAGE & ~CF_M (ROOTS_READ)) | CF_M (ROOTS_UNREADABLE), 0, 0, "unsigned", "neutral", 105, 0 },
  { "charset not in the table", (GOOD_MESSAGE & ~CF_M (CHARSETS_READ)) | CF_M (CHARSET_UNKNOWN), GOOD_SIGNER, 0, "undetermined", "caution", 614, 0 },
  { "too large", CF_M (TOO_LARGE), 0, 0, "undetermined", "neutral", 901, 0 },
  { "too large, expected", CF_M (TOO_LARGE) | REQUIRED, 0, 0, "undetermined", "caution", 901, 0 },
  { "engine stopped, expected", CF_M (ENGINE_STOPPED) | REQUIRED, 0, 0, "undetermined", "caution", 904, 0 },
  { "time was up, expected", CF_M (TIMEOUT) | REQUIRED, 0, 0, "undetermined", "caution", 903, 0 },
  { "engine stopped", CF_M (ENGINE_STOPPED), 0, 0, "undetermined", "neutral", 904, 0 },
  /* 613 */
  { "altered, but the host rewrote it", GOOD_MESSAGE | CF_M (BYTES_REWRITTEN), TAMPERED, 0, "undetermined", "neutral", 613, 0 },
  { "broken off, in a part of a mail", GOOD_MESSAGE | CF_M (BYTES_REWRITTEN), CF_S (MALFORMED), 0, "undetermined", "neutral", 613, 0 },
  { "the same under required: unmet", GOOD_MESSAGE | CF_M (BYTES_REWRITTEN) | REQUIRED, TAMPERED, 0, "missing-certificate", "danger", 501, 0 },
  { "intact although the host rewrote it", GOOD_MESSAGE | CF_M (BYTES_REWRITTEN), GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  /* MEANING 6 */
  { "revoked before arrival", GOOD_MESSAGE, STILL_OPEN | CF_S (REVOKED_BEFORE_ARRIVAL), 0, "untrusted", "danger", 302, 0 },
  { "key leaked", GOOD_MESSAGE, STILL_OPEN | CF_S (KEY_COMPROMISED), 0, "untrusted", "danger", 303, 0 },
  { "key leaked, our own answer from the arrival", GOOD_MESSAGE, GOOD_SIGNER | CF_S (KEY_COMPROMISED_SINCE), 0, "untrusted", "caution", 303, 0 },
  { "superseded", GOOD_MESSAGE, STILL_OPEN | CF_S (SUPERSEDED), 0, "untrusted", "caution", 305, 0 },
  { "ceased", GOOD_MESSAGE, STILL_OPEN | CF_S (CEASED), 0, "untrusted", "caution", 306, 0 },
  { "revoked after arrival: it stood", GOOD_MESSAGE, GOOD_SIGNER | CF_S (REVOKED_AFTER_ARRIVAL) | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  { "not revoked", GOOD_MESSAGE, GOOD_SIGNER | CF_S (NOT_REVOKED) | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  { "one of two revoked", GOOD_MESSAGE, GOOD_SIGNER, STILL_OPEN | CF_S (REVOKED_BEFORE_ARRIVAL), "untrusted", "danger", 302, 0 },
  { "revoked under required: unmet", GOOD_MESSAGE | REQUIRED, STILL_OPEN | CF_S (SUPERSEDED), 0, "missing-certificate", "danger", 501, 0 },
  { "key leaked under required", GOOD_MESSAGE | REQUIRED, STILL_OPEN | CF_S (KEY_COMPROMISED), 0, "missing-certificate", "danger", 501, 0 },
  /* MEANING 7 */
  { "the domain is proved and passes", PROVED, 0, 0, "unsigned", "neutral", 105, CF_D (DMARC_PASS) | CF_D (DKIM_ALIGNED) },
  { "registered, proved, passes", PROVED, 0, 0, "verified-domain", "good", 419, BADGE },
  { "registered, proved, no DMARC", PROVED, 0, 0, "unsigned", "neutral", 105, CF_D (BADGE_REGISTERED) | CF_D (DKIM_ALIGNED) },
  { "registered, not proved", PLAIN_MESSAGE, 0, 0, "unsigned", "danger", 422, CF_D (BADGE_REGISTERED) },
  { "registered, not proved, but signed", GOOD_MESSAGE | NOT_PROVED, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, CF_D (BADGE_REGISTERED) },
  { "registered, DNS open", (PLAIN_MESSAGE & ~NOT_PROVED) | PENDING, 0, 0, "unsigned", "neutral", 105, CF_D (BADGE_REGISTERED) },
  { "registered, proved, claims to be another", PROVED | CF_M (NAME_IS_ORGANISATION), 0, 0, "missing-certificate", "danger", 505, BADGE },
  { "registered, names were not compared", PROVED & ~CF_M (CLAIM_LOOKED), 0, 0, "unsigned", "neutral", 105, BADGE },
  { "trademark under the administrator's mark root", PROVED, 0, 0, "verified-domain", "good", 417, CF_D (LOGO_TRADEMARK) | CF_D (MARK_ANCHORED) | CF_D (DMARC_PASS) },
  { "trademark without a mark root", PROVED, 0, 0, "unsigned", "neutral", 105, CF_D (LOGO_TRADEMARK) | CF_D (DMARC_PASS) },
  { "logo in use is never good", PROVED, 0, 0, "unsigned", "neutral", 105, CF_D (LOGO_IN_USE) | CF_D (MARK_ANCHORED) | CF_D (DMARC_PASS) },
  { "the server says fail", PLAIN_MESSAGE, 0, 0, "unsigned", "caution", 408, CF_D (SERVER_REPORTS) | CF_D (SERVER_SAYS_FAIL) },
  { "the server says refuse", PLAIN_MESSAGE, 0, 0, "unsigned", "danger", 409, CF_D (SERVER_SAYS_FAIL) | CF_D (SERVER_SAYS_REFUSE) },
  { "the server says fail, we found proof", PROVED, 0, 0, "unsigned", "neutral", 105, CF_D (SERVER_SAYS_FAIL) },
  { "asks for refusal, not proved", PLAIN_MESSAGE, 0, 0, "unsigned", "neutral", 423, CF_D (ASKS_REFUSAL) },
  { "asks for refusal beside an unmet expectation", PLAIN_MESSAGE | USUAL, 0, 0, "missing-certificate", "caution", 514, CF_D (ASKS_REFUSAL) },
  { "the domain's record names another certificate", GOOD_MESSAGE, GOOD_SIGNER | CF_S (SMIMEA_MISMATCH), 0, "untrusted", "caution", 415, 0 },
  { "the domain's record names this one", GOOD_MESSAGE, GOOD_SIGNER | CF_S (SMIMEA_MATCH) | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  { "unknown issuer, named by the domain", GOOD_MESSAGE, SELF_MADE | CF_S (SMIMEA_VOUCHES), 0, "undetermined", "neutral", 205, 0 },
  { "named by the domain, beside another that is not", GOOD_MESSAGE, SELF_MADE | CF_S (SMIMEA_VOUCHES), SELF_MADE, "untrusted", "caution", 205, 0 },
  { "the other one first", GOOD_MESSAGE, SELF_MADE, SELF_MADE | CF_S (SMIMEA_VOUCHES), "untrusted", "caution", 205, 0 },
  { "both named by the domain", GOOD_MESSAGE, SELF_MADE | CF_S (SMIMEA_VOUCHES), SELF_MADE | CF_S (SMIMEA_VOUCHES), "undetermined", "neutral", 205, 0 },
  { "named by the domain, beside a good one", GOOD_MESSAGE, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), SELF_MADE | CF_S (SMIMEA_VOUCHES), "verified", "good", 203, 0 },
  { "not named, beside a good one", GOOD_MESSAGE, GOOD_SIGNER, SELF_MADE, "untrusted", "caution", 205, 0 },
  { "the same under required", GOOD_MESSAGE | REQUIRED, SELF_MADE | CF_S (SMIMEA_VOUCHES), 0, "missing-certificate", "danger", 501, 0 },
  /* MEANING 8: or=dkim, exemptions, lists */
  { "or=dkim, proved", PROVED | REQUIRED | CF_M (EXPECT_MET_BY_DOMAIN), 0, 0, "unsigned", "neutral", 105, 0 },
  { "or=dkim, altered all the same", GOOD_MESSAGE | REQUIRED | CF_M (EXPECT_MET_BY_DOMAIN), TAMPERED, 0, "invalid", "danger", 104, 0 },
  { "exempt by the administrator", PLAIN_MESSAGE | CF_M (EXEMPT), 0, 0, "unsigned", "neutral", 105, 0 },
  { "exempt, altered", GOOD_MESSAGE | CF_M (EXEMPT), SELF_MADE, 0, "untrusted", "caution", 205, 0 },
  { "altered by a registered list", GOOD_MESSAGE | CF_M (LIST_AUTHENTICATED), TAMPERED, 0, "invalid", "caution", 602, 0 },
  { "one of two altered, through a registered list", GOOD_MESSAGE | CF_M (LIST_AUTHENTICATED), GOOD_SIGNER, TAMPERED, "invalid", "danger", 103, 0 },
  { "the list replaced the sender", GOOD_MESSAGE | CF_M (LIST_AUTHENTICATED) | CF_M (LIST_REWROTE_FROM), OTHER, 0, "unsigned", "neutral", 603, 0 },
  { "the same, signer under an unknown root", GOOD_MESSAGE | CF_M (LIST_AUTHENTICATED) | CF_M (LIST_REWROTE_FROM), OTHER | CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN), 0, "untrusted", "danger", 212, 0 },
  { "reply to the list", GOOD_MESSAGE | CF_M (LIST_AUTHENTICATED) | CF_M (REPLY_DIFFERS) | UNPROVED, GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  /* MEANING 9 */
  { "an organisation's name", PLAIN_MESSAGE | CF_M (NAME_IS_ORGANISATION), 0, 0, "missing-certificate", "danger", 505, 0 },
  { "the same, signed by the sender", GOOD_MESSAGE | CF_M (NAME_IS_ORGANISATION), GOOD_SIGNER, 0, "untrusted", "danger", 505, 0 },
  { "name contained only", PLAIN_MESSAGE | CF_M (NAME_HOLDS_ORGANISATION), 0, 0, "missing-certificate", "caution", 505, 0 },
  { "a look-alike domain", PLAIN_MESSAGE | CF_M (LOOKALIKE_DOMAIN), 0, 0, "missing-certificate", "danger", 506, 0 },
  { "a mere edit", PLAIN_MESSAGE | CF_M (LOOKALIKE_EDIT), 0, 0, "missing-certificate", "caution", 506, 0 },
  { "mixed letters", PLAIN_MESSAGE | CF_M (MIXED_LETTERS), 0, 0, "unsigned", "caution", 507, 0 },
  { "another address in the name", PLAIN_MESSAGE | CF_M (NAME_HOLDS_ADDRESS), 0, 0, "unsigned", "caution", 504, 0 },
  { "signed by another, a look-alike", GOOD_MESSAGE | CF_M (LOOKALIKE_EDIT), OTHER, 0, "untrusted", "danger", 212, 0 },
  { "names were not compared", GOOD_MESSAGE & ~CF_M (CLAIM_LOOKED), GOOD_SIGNER, 0, "undetermined", "neutral", 108, 0 },
  /* MEANING 10 and 12 */
  { "renewed", GOOD_MESSAGE, GOOD_SIGNER | CF_S (RENEWED) | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  { "changed early", GOOD_MESSAGE, GOOD_SIGNER | CF_S (CHANGED) | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  { "changed early, strict", GOOD_MESSAGE, GOOD_SIGNER | CF_S (CHANGED) | CF_S (ISSUER_STRICT), 0, "untrusted", "caution", 217, 0 },
  { "another issuer than published, strict", GOOD_MESSAGE, GOOD_SIGNER | CF_S (ISSUER_DIFFERS) | CF_S (ISSUER_STRICT), 0, "untrusted", "caution", 513, 0 },
  { "replayed", GOOD_MESSAGE | UNPROVED, GOOD_SIGNER | CF_S (REPLAYED), 0, "untrusted", "caution", 112, 0 },
  { "replayed, header proved", GOOD_MESSAGE, GOOD_SIGNER | CF_S (REPLAYED) | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  { "registered private authority", GOOD_MESSAGE, GOOD_SIGNER | CF_S (OWN_ANCHOR) | CF_S (ANCHOR_REGISTERED), 0, "verified", "good", 204, 0 },
  { "the record of earlier mail cannot be read", (GOOD_MESSAGE & ~CF_M (HISTORY_SETTLED)) | CF_M (HISTORY_UNREADABLE), GOOD_SIGNER, 0, "undetermined", "neutral", 906, 0 },
  { "a new record was begun", GOOD_MESSAGE | CF_M (HISTORY_UNREADABLE), GOOD_SIGNER | CF_S (ADDRESS_VOUCHED), 0, "verified", "good", 203, 0 },
  { "nothing known at all", 0, 0, 0, "unsigned", "neutral", 105, 0 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CfFacts) facts = facts_with (row->message, row->first, row->second);
  g_autoptr (CfJudgement) judgement = NULL;
  const CfReasonGiven *deciding;

  facts->domain.evidence = row->domain;
  judgement = cf_verdict_judge (facts);
  deciding = cf_judgement_get_deciding (judgement);

  g_assert_cmpstr (cf_verdict_kind_get_name (judgement->verdict), ==, row->verdict);
  g_assert_cmpstr (cf_severity_get_name (judgement->severity), ==, row->severity);
  g_assert_cmpuint (cf_reason_get_info (deciding->reason)->code, ==, row->code);
}

static CfJudgement *
judge_in_mode (CfPolicyMode mode, CfEvidence message)
{
  g_autoptr (CfFacts) facts = facts_with (message, 0, 0);

  facts->policy.mode = mode;
  return cf_verdict_judge (facts);
}

static void
test_mode_warn (void)
{
  g_autoptr (CfJudgement) judgement = judge_in_mode (CF_POLICY_MODE_WARN, PLAIN_MESSAGE | REQUIRED);

  g_assert_cmpint (judgement->verdict, ==, CF_VERDICT_MISSING_CERTIFICATE);
  g_assert_cmpint (judgement->severity, ==, CF_SEVERITY_CAUTION);
}

static void
test_mode_observe (void)
{
  g_autoptr (CfJudgement) judgement = judge_in_mode (CF_POLICY_MODE_OBSERVE, PLAIN_MESSAGE | REQUIRED);
  const CfReasonGiven *last = &g_array_index (judgement->reasons, CfReasonGiven, judgement->reasons->len - 1);

  g_assert_cmpint (judgement->verdict, ==, CF_VERDICT_UNSIGNED);
  g_assert_cmpint (judgement->severity, ==, CF_SEVERITY_NEUTRAL);
  g_assert_true (judgement->has_would_be);
  g_assert_cmpint (judgement->would_be_verdict, ==, CF_VERDICT_MISSING_CERTIFICATE);
  g_assert_cmpint (judgement->would_be_severity, ==, CF_SEVERITY_DANGER);
  g_assert_cmpint (last->reason, ==, CF_REASON_OBSERVE_MODE);
  /* Headline and code are those of a mail without the rule. */
  g_assert_cmpint (cf_judgement_get_deciding (judgement)->reason, ==, CF_REASON_NO_SIGNATURE);
}

/* Modes govern expectations only: an altered mail stays danger. */
static void
test_mode_governs_only_expectations (void)
{
  g_autoptr (CfFacts) facts = facts_with (GOOD_MESSAGE | REQUIRED, TAMPERED, 0);
  g_autoptr (CfJudgement) judgement = NULL;

  facts->policy.mode = CF_POLICY_MODE_OBSERVE;
  judgement = cf_verdict_judge (facts);
  g_assert_cmpint (judgement->verdict, ==, CF_VERDICT_INVALID);
  g_assert_cmpint (judgement->severity, ==, CF_SEVERITY_DANGER);
}

/* The words about a signer are of the one that decided. */
static void
test_which_signer (void)
{
  static const CfEvidence vouched = SELF_MADE | CF_S (SMIMEA_VOUCHES);
  static const struct { CfEvidence first, second; int signer; } kinds[] = {
    { vouched, SELF_MADE, 1 }, { SELF_MADE, vouched, 0 }, { vouched, vouched, 0 }, { GOOD_SIGNER, SELF_MADE, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (CfFacts) facts = facts_with (GOOD_MESSAGE, kinds[i].first, kinds[i].second);
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
    guint n = 0;

    g_assert_cmpint (cf_judgement_get_deciding (judgement)->signer, ==, kinds[i].signer);
    for (guint r = 0; r < judgement->reasons->len; r++)
      n += g_array_index (judgement->reasons, CfReasonGiven, r).reason == CF_REASON_ROOT_NOT_TRUSTED;
    g_assert_cmpuint (n, ==, 1);
  }
}

/* What a trace of rules that lack something does not tell: what each gives, and the rows that it has no place for. */
static void
append_tables (GString *dump)
{
  static const char *const decides[] = { "nothing", "unsigned", "trust", "claim", "invalid", "missing", "undetermined" };

  for (guint i = 0; i < cf_n_signer_rules; i++) {
    const CfSignerRule *rule = &cf_signer_rules[i];

    g_string_append_printf (dump, "signer %s%s:", cf_standing_get_name (rule->standing), rule->meets ? ", meets" : "");
    for (guint bit = 0; bit < 64; bit++)
      if ((rule->needs >> bit & 1) != 0)
        g_string_append_printf (dump, " %s", cf_evidence_get_signer_name (bit));
    g_string_append_c (dump, '\n');
  }

  for (guint i = 0; i < cf_n_reason_rules; i++)
    g_string_append_printf (dump, "CF%u decides %s\n", cf_reason_get_info (cf_reason_rules[i].reason)->code,
                            decides[cf_reason_rules[i].decides]);

  for (guint i = 0; i < cf_n_lowering_rules; i++) {
    const CfLoweringRule *rule = &cf_lowering_rules[i];

    g_string_append_printf (dump, "CF%u up to %s becomes CF%u %s, decides %s: derived %x", cf_reason_get_info (rule->reason)->code,
                            cf_severity_get_name (rule->at_most), cf_reason_get_info (rule->instead)->code,
                            cf_severity_get_name (rule->severity), decides[rule->decides], rule->derived);
    for (guint bit = 0; bit < 64; bit++)
      if ((rule->message >> bit & 1) != 0)
        g_string_append_printf (dump, " %s", cf_evidence_get_message_name (bit));
    g_string_append_c (dump, '\n');
  }
}

/* Facts without any evidence lack all that any rule needs: their trace is the dump of the rules. */
static void
test_golden (void)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GString) dump = g_string_new (NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "verdict", "rules.golden", NULL);
  g_autofree char *golden = NULL;

  steps = cf_verdict_trace (facts);
  for (guint i = 0; i < steps->len; i++) {
    g_autofree char *line = cf_verdict_trace_format (g_ptr_array_index (steps, i));

    g_string_append_printf (dump, "%s\n", line);
  }
  append_tables (dump);
  if (g_getenv ("CERTFIRST_UPDATE_GOLDEN") != NULL)
    g_assert_true (g_file_set_contents (path, dump->str, -1, NULL));
  g_assert_true (g_file_get_contents (path, &golden, NULL, NULL));
  g_assert_cmpstr (dump->str, ==, golden);
}

/* What lowered a reason is told with it. */
static void
test_trace (void)
{
  static const struct { const char *says; CfEvidence message; CfEvidence signer; CfPolicyMode mode; const char *wanted; } steps_wanted[] = {
    { "a registered list", CF_M (SIGNED) | CF_M (LIST_AUTHENTICATED), CF_S (ALTERED), CF_POLICY_MODE_ENFORCE,
      "CF104 content-altered danger: fired for signer 1, given as CF602 list-altered caution by list-authenticated one-signer" },
    { "no list", CF_M (SIGNED), CF_S (ALTERED), CF_POLICY_MODE_ENFORCE, "CF104 content-altered danger: fired for signer 1" },
    { "on trial", REQUIRED, 0, CF_POLICY_MODE_OBSERVE, "CF501 policy-requires danger: fired, given as neutral (mode=observe)" },
    { "to warn", REQUIRED, 0, CF_POLICY_MODE_WARN, "CF501 policy-requires danger: fired, given as caution (mode=warn)" },
    { "in force", REQUIRED, 0, CF_POLICY_MODE_ENFORCE, "CF501 policy-requires danger: fired" },
    { "what decides of a signer", CF_M (SIGNED), CF_S (ALTERED), CF_POLICY_MODE_ENFORCE, "signer 1 stands danger by altered" },
    { "nothing that decides", CF_M (SIGNED), CF_S (INTACT), CF_POLICY_MODE_ENFORCE, "signer 1 stands unknown by nothing that decides" },
    { "a mode that governs nothing here", CF_M (SIGNED), CF_S (ALTERED), CF_POLICY_MODE_OBSERVE,
      "CF104 content-altered danger: fired for signer 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps_wanted); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (GPtrArray) steps = NULL;
    gboolean found = FALSE;

    facts->evidence = steps_wanted[i].message;
    facts->policy.mode = steps_wanted[i].mode;
    if (steps_wanted[i].signer != 0)
      cf_facts_add_signer (&facts->smime)->evidence = steps_wanted[i].signer;
    steps = cf_verdict_trace (facts);
    for (guint j = 0; j < steps->len; j++) {
      g_autofree char *line = cf_verdict_trace_format (g_ptr_array_index (steps, j));

      found = found || g_str_equal (line, steps_wanted[i].wanted);
    }
    g_test_message ("%s: %s", steps_wanted[i].says, steps_wanted[i].wanted);
    g_assert_true (found);
  }
}

/* All reasons of a judgement, in their order, each with its signer from 1. */
static void
test_all_reasons (void)
{
  static const struct { const char *says; CfEvidence message; CfEvidence first; CfEvidence second; const char *wanted; } wanted[] = {
    { "without a signature", PLAIN_MESSAGE, 0, 0, "unsigned 105" },
    { "one signer", GOOD_MESSAGE, GOOD_SIGNER, 0, "verified 201/1 101/1" },
    { "two good signers", GOOD_MESSAGE, GOOD_SIGNER, GOOD_SIGNER, "verified 201/1 102/1 101/1" },
    { "one altered", GOOD_MESSAGE, GOOD_SIGNER, TAMPERED, "invalid 103/2 201/1 101/1" },
    { "all altered", GOOD_MESSAGE, TAMPERED, TAMPERED, "invalid 104/1" },
    { "signed, and nothing that fits a rule", CF_M (SIGNED), 0, 0, "undetermined 108" },
    { "nothing that fits a rule", CF_M (EXEMPT), 0, 0, "unsigned 105 508" },
    { "one without an answer", GOOD_MESSAGE | REQUIRED, NO_ANSWER, 0, "undetermined 307/1 201/1 101/1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    g_autoptr (CfFacts) facts = facts_with (wanted[i].message, wanted[i].first, wanted[i].second);
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
    g_autoptr (GString) found = g_string_new (cf_verdict_kind_get_name (judgement->verdict));

    for (guint j = 0; j < judgement->reasons->len; j++) {
      const CfReasonGiven *one = &g_array_index (judgement->reasons, CfReasonGiven, j);

      g_string_append_printf (found, " %u", cf_reason_get_info (one->reason)->code);
      if (one->signer != -1)
        g_string_append_printf (found, "/%d", one->signer + 1);
    }
    g_test_message ("%s", wanted[i].says);
    g_assert_cmpstr (found->str, ==, wanted[i].wanted);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/verdict/rules/%s", rows[i].says);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/verdict/mode/warn", test_mode_warn);
  g_test_add_func ("/verdict/which-signer", test_which_signer);
  g_test_add_func ("/verdict/mode/observe", test_mode_observe);
  g_test_add_func ("/verdict/mode/governs", test_mode_governs_only_expectations);
  g_test_add_func ("/verdict/trace", test_trace);
  g_test_add_func ("/verdict/golden", test_golden);
  g_test_add_func ("/verdict/all-reasons", test_all_reasons);
  return g_test_run ();
}
