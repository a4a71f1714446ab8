/* cf-evidence-table.h — every piece of evidence, and whether it is good or bad
 *
 * One row each; the enums, the names in reports and the property tests are
 * expanded from it.
 *
 *   GOOD   a good row needs it; taking it away never makes a message greener
 *   BAD    adding it never makes a message greener
 *   STATE  what kind of message or check this is; neither
 *
 * Good rows need the positive opposite of every danger, so that what was
 * lost or not looked at ends at "unknown", never at "good".  There is no "not".
 */

#ifndef CF_SIGNER_EVIDENCE
#define CF_SIGNER_EVIDENCE(NAME, name, kind)
#endif
#ifndef CF_MESSAGE_EVIDENCE
#define CF_MESSAGE_EVIDENCE(NAME, name, kind)
#endif

/* One signer, stated by cms and cert.  What cert finds counts for an intact signature only: of another one nobody
 * knows who made it, so cms states nothing but its own findings. */
/*                  NAME                      in reports                  kind */
CF_SIGNER_EVIDENCE (INTACT,                   "intact",                   GOOD)
CF_SIGNER_EVIDENCE (ADDRESS_MATCH,            "address-match",            GOOD)
CF_SIGNER_EVIDENCE (STRONG,                   "strong",                   GOOD)
/* A path to an anchor that stands in everything but its times and usage, which have evidence of their own. */
CF_SIGNER_EVIDENCE (CHAIN_STANDS,             "chain-stands",             GOOD)
CF_SIGNER_EVIDENCE (USAGE_FITS,               "usage-fits",               GOOD)
CF_SIGNER_EVIDENCE (STOOD_AT_TIME,            "stood-at-time",            GOOD)
/* Nobody can revoke it under this anchor, a fresh answer says good, or policy takes a missing answer as enough. */
CF_SIGNER_EVIDENCE (REVOCATION_SETTLED,       "revocation-settled",       GOOD)
CF_SIGNER_EVIDENCE (ALTERED,                  "altered",                  BAD)
CF_SIGNER_EVIDENCE (MALFORMED,                "malformed",                BAD)
CF_SIGNER_EVIDENCE (UNSUPPORTED,              "unsupported",              BAD)
CF_SIGNER_EVIDENCE (WEAK_DIGEST,              "weak-digest",              BAD)
CF_SIGNER_EVIDENCE (WEAK_KEY,                 "weak-key",                 BAD)
CF_SIGNER_EVIDENCE (CERTIFICATE_MISSING,      "certificate-missing",      BAD)
CF_SIGNER_EVIDENCE (OTHER_ADDRESS,            "other-address",            BAD)
CF_SIGNER_EVIDENCE (CASE_DIFFERS,             "case-differs",             BAD)
/* Something about path, time or usage does not stand; the bits below say what, where it is known.  Not for an
 * expired one whose arrival is unknown: nobody knows whether that stood. */
CF_SIGNER_EVIDENCE (CHAIN_FAILS,              "chain-fails",              BAD)
CF_SIGNER_EVIDENCE (ISSUER_UNKNOWN,           "issuer-unknown",           BAD)
CF_SIGNER_EVIDENCE (PRIVATE_ROOT_UNKNOWN,     "private-root-unknown",     BAD)
CF_SIGNER_EVIDENCE (CHAIN_INCOMPLETE,         "chain-incomplete",         BAD)
CF_SIGNER_EVIDENCE (CHAIN_REFUSED,            "chain-refused",            BAD)
CF_SIGNER_EVIDENCE (WRONG_USAGE,              "wrong-usage",              BAD)
CF_SIGNER_EVIDENCE (NOT_YET_VALID,            "not-yet-valid",            BAD)
CF_SIGNER_EVIDENCE (EXPIRED_BEFORE_ARRIVAL,   "expired-before-arrival",   BAD)
CF_SIGNER_EVIDENCE (EXPIRED_ARRIVAL_UNKNOWN,  "expired-arrival-unknown",  BAD)
CF_SIGNER_EVIDENCE (EXPIRED_SINCE,            "expired-since",            BAD)
CF_SIGNER_EVIDENCE (REVOCATION_UNKNOWN,       "revocation-unknown",       BAD)
CF_SIGNER_EVIDENCE (REVOCATION_OFFLINE,       "revocation-offline",       BAD)
CF_SIGNER_EVIDENCE (REVOCATION_PAST,          "revocation-past",          BAD)
/* Nobody was asked, and policy or the anchor makes that enough: a note. */
CF_SIGNER_EVIDENCE (REVOCATION_UNASKED,       "revocation-unasked",       BAD)
CF_SIGNER_EVIDENCE (REVOCATION_UNASKED_OFFLINE, "revocation-unasked-offline", BAD)
CF_SIGNER_EVIDENCE (SIGNED_LONG_BEFORE,       "signed-long-before",       BAD)
CF_SIGNER_EVIDENCE (ORGANISATION_VOUCHED,     "organisation-vouched",     GOOD)
CF_SIGNER_EVIDENCE (ADDRESS_VOUCHED,          "address-vouched",          GOOD)
CF_SIGNER_EVIDENCE (OWN_ANCHOR,               "own-anchor",               GOOD)

/* The message, stated by mime, domain and gather. */
CF_MESSAGE_EVIDENCE (COVERAGE_WHOLE,          "coverage-whole",           GOOD)
/* Nothing under the signature is encrypted: what the signer saw is what is displayed. */
CF_MESSAGE_EVIDENCE (CONTENT_OPEN,            "content-open",             GOOD)
CF_MESSAGE_EVIDENCE (HEADERS_STRICT,          "headers-strict",           GOOD)
CF_MESSAGE_EVIDENCE (ONE_FROM,                "one-from",                 GOOD)
CF_MESSAGE_EVIDENCE (CHARSETS_READ,           "charsets-read",            GOOD)
CF_MESSAGE_EVIDENCE (WITHIN_LIMITS,           "within-limits",            GOOD)
CF_MESSAGE_EVIDENCE (POLICY_READ,             "policy-read",              GOOD)
CF_MESSAGE_EVIDENCE (ROOTS_READ,              "roots-read",               GOOD)
CF_MESSAGE_EVIDENCE (HISTORY_SETTLED,         "history-settled",          GOOD)
CF_MESSAGE_EVIDENCE (DOMAIN_PROVED,           "domain-proved",            GOOD)
CF_MESSAGE_EVIDENCE (HEADERS_PROTECTED,       "headers-protected",        GOOD)
CF_MESSAGE_EVIDENCE (EXPECT_REQUIRED,         "expect-required",          BAD)
CF_MESSAGE_EVIDENCE (EXPECT_EXPECTED,         "expect-expected",          BAD)
CF_MESSAGE_EVIDENCE (EXPECT_USUAL,            "expect-usual",             BAD)
CF_MESSAGE_EVIDENCE (EXPECT_HISTORY,          "expect-history",           BAD)
CF_MESSAGE_EVIDENCE (EXPECT_ANY,              "expect-any",               BAD)
/* A domain-wide rule met MAILER-DAEMON, postmaster or an empty From: 501 and 502 are caution there. */
CF_MESSAGE_EVIDENCE (EXPECT_BOUNCE,           "expect-bounce",            STATE)
CF_MESSAGE_EVIDENCE (DOMAIN_NOT_PROVED,       "domain-not-proved",        BAD)
CF_MESSAGE_EVIDENCE (DOMAIN_PENDING,          "domain-pending",           BAD)
CF_MESSAGE_EVIDENCE (COVERAGE_PARTIAL,        "coverage-partial",         BAD)
/* Something displayed is encrypted, or says so and cannot be read.  Unlike ENCRYPTED it excuses no missing
 * signature: only a root body that is enveloped may hide one. */
CF_MESSAGE_EVIDENCE (UNOPENED,                "unopened",                 BAD)
CF_MESSAGE_EVIDENCE (SIGNATURE_UNREADABLE,    "signature-unreadable",     BAD)
CF_MESSAGE_EVIDENCE (SIGNED_INSIDE,           "signed-inside",            BAD)
CF_MESSAGE_EVIDENCE (FROM_DUPLICATE,          "from-duplicate",           BAD)
CF_MESSAGE_EVIDENCE (FROM_SEVERAL,            "from-several",             BAD)
CF_MESSAGE_EVIDENCE (FROM_EMPTY,              "from-empty",               BAD)
CF_MESSAGE_EVIDENCE (SENDER_DIFFERS,          "sender-differs",           BAD)
CF_MESSAGE_EVIDENCE (REPLY_DIFFERS,           "reply-differs",            BAD)
CF_MESSAGE_EVIDENCE (HEADERS_AMBIGUOUS,       "headers-ambiguous",        BAD)
CF_MESSAGE_EVIDENCE (PROTECTED_FROM_DIFFERS,  "protected-from-differs",   BAD)
CF_MESSAGE_EVIDENCE (PROTECTED_DIFFERS,       "protected-differs",        BAD)
CF_MESSAGE_EVIDENCE (HEADERS_UNPROVED,        "headers-unproved",         BAD)
CF_MESSAGE_EVIDENCE (FROM_FILE,               "from-file",                BAD)
CF_MESSAGE_EVIDENCE (CHARSET_UNKNOWN,         "charset-unknown",          BAD)
CF_MESSAGE_EVIDENCE (POLICY_UNREADABLE,       "policy-unreadable",        BAD)
CF_MESSAGE_EVIDENCE (ROOTS_UNREADABLE,        "roots-unreadable",         BAD)
CF_MESSAGE_EVIDENCE (HISTORY_UNREADABLE,      "history-unreadable",       BAD)
/* What kind of check this was. */
CF_MESSAGE_EVIDENCE (BYTES_REWRITTEN,         "bytes-rewritten",          STATE)
CF_MESSAGE_EVIDENCE (NO_SIGNATURE,            "no-signature",             STATE)
CF_MESSAGE_EVIDENCE (SIGNED,                  "signed",                   STATE)
CF_MESSAGE_EVIDENCE (ENCRYPTED,               "encrypted",                STATE)
CF_MESSAGE_EVIDENCE (TOO_LARGE,               "too-large",                STATE)
CF_MESSAGE_EVIDENCE (TOO_MANY_PARTS,          "too-many-parts",           STATE)
CF_MESSAGE_EVIDENCE (TIMEOUT,                 "timeout",                  STATE)
CF_MESSAGE_EVIDENCE (ENGINE_STOPPED,          "engine-stopped",           STATE)

#undef CF_SIGNER_EVIDENCE
#undef CF_MESSAGE_EVIDENCE
