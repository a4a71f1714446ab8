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
#ifndef CF_DOMAIN_EVIDENCE
#define CF_DOMAIN_EVIDENCE(NAME, name, kind)
#endif

/* One signer, stated by cms and cert.  What cert finds counts for an intact signature only: of another one nobody
 * knows who made it, so cms states nothing but its own findings. */
/*                  NAME                      in reports                  kind */
CF_SIGNER_EVIDENCE (INTACT,                   "intact",                   GOOD)
CF_SIGNER_EVIDENCE (ADDRESS_MATCH,            "address-match",            GOOD)
CF_SIGNER_EVIDENCE (STRONG,                   "strong",                   GOOD)
/* A path to an anchor that stands in everything but its times and usage, which have evidence of their own; or our own
 * record says that there was one when the mail arrived. */
CF_SIGNER_EVIDENCE (CHAIN_STANDS,             "chain-stands",             GOOD)
CF_SIGNER_EVIDENCE (USAGE_FITS,               "usage-fits",               GOOD)
CF_SIGNER_EVIDENCE (STOOD_AT_TIME,            "stood-at-time",            GOOD)
/* In place of the above where no listed root vouches any more: our own record of the arrival says that it stood. */
CF_SIGNER_EVIDENCE (ON_RECORD,                "on-record",                GOOD)
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
/* A fresh answer that can know says that no certificate of the chain is revoked. */
CF_SIGNER_EVIDENCE (NOT_REVOKED,              "not-revoked",              GOOD)
CF_SIGNER_EVIDENCE (REVOKED_BEFORE_ARRIVAL,   "revoked-before-arrival",   BAD)
CF_SIGNER_EVIDENCE (KEY_COMPROMISED,          "key-compromised",          BAD)
/* The same, with our own stored answer from the arrival: it stood then, the key leaked since. */
CF_SIGNER_EVIDENCE (KEY_COMPROMISED_SINCE,    "key-compromised-since",    BAD)
CF_SIGNER_EVIDENCE (REVOKED_AFTER_ARRIVAL,    "revoked-after-arrival",    BAD)
CF_SIGNER_EVIDENCE (SUPERSEDED,               "superseded",               BAD)
CF_SIGNER_EVIDENCE (CEASED,                   "ceased",                   BAD)
/* The holder's own, within 60 days of issue: often only an unconfirmed receipt; for the words. */
CF_SIGNER_EVIDENCE (REVOKED_SOON,             "revoked-soon",             STATE)
CF_SIGNER_EVIDENCE (SIGNED_LONG_BEFORE,       "signed-long-before",       BAD)
CF_SIGNER_EVIDENCE (ORGANISATION_VOUCHED,     "organisation-vouched",     GOOD)
CF_SIGNER_EVIDENCE (ADDRESS_VOUCHED,          "address-vouched",          GOOD)
CF_SIGNER_EVIDENCE (OWN_ANCHOR,               "own-anchor",               GOOD)
/* An [anchor] of the policy, bound to this sender's domain. */
CF_SIGNER_EVIDENCE (ANCHOR_REGISTERED,        "anchor-registered",        GOOD)
/* The domain's own record (RFC 8162), by secure DNS only. */
CF_SIGNER_EVIDENCE (SMIMEA_MATCH,             "smimea-match",             GOOD)
CF_SIGNER_EVIDENCE (SMIMEA_MISMATCH,          "smimea-mismatch",          BAD)
CF_SIGNER_EVIDENCE (SMIMEA_INSECURE,          "smimea-insecure",          BAD)
/* Usage 2 or 3 names a certificate whose issuer is unknown: a note, never an approval. */
CF_SIGNER_EVIDENCE (SMIMEA_VOUCHES,           "smimea-vouches",           STATE)
/* Against what was seen before, and what the rule names (MEANING sections 10 and 12). */
CF_SIGNER_EVIDENCE (FIRST_SEEN,               "first-seen",               STATE)
CF_SIGNER_EVIDENCE (RENEWED,                  "renewed",                  STATE)
CF_SIGNER_EVIDENCE (CHANGED,                  "changed",                  BAD)
CF_SIGNER_EVIDENCE (ISSUER_DIFFERS,           "issuer-differs",           BAD)
/* issuers-strict=true, or the class dropped: then the two above are caution. */
CF_SIGNER_EVIDENCE (ISSUER_STRICT,            "issuer-strict",            BAD)
/* The signature value came before with another Message-ID. */
CF_SIGNER_EVIDENCE (REPLAYED,                 "replayed",                 BAD)

/* The message, stated by mime, domain, claim and gather. */
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
/* or=dkim, and the domain is proved: the expectation is met without a certificate. */
CF_MESSAGE_EVIDENCE (EXPECT_MET_BY_DOMAIN,    "expect-met-by-domain",     GOOD)
/* The administrator (or the user) exempted this sender. */
CF_MESSAGE_EVIDENCE (EXEMPT,                  "exempt",                   STATE)
/* The shipped directory says that the publisher does not sign here. */
CF_MESSAGE_EVIDENCE (PUBLISHED_EXCEPTION,     "published-exception",      STATE)
/* Through a registered list whose seal we checked, under a From without expectation (MEANING section 8). */
CF_MESSAGE_EVIDENCE (LIST_AUTHENTICATED,      "list-authenticated",       STATE)
/* Such a list rewrote From, and the signer stands in Reply-To or X-Original-From. */
CF_MESSAGE_EVIDENCE (LIST_REWROTE_FROM,       "list-rewrote-from",        STATE)
/* Whom it claims to be (MEANING section 9). */
CF_MESSAGE_EVIDENCE (NAME_HOLDS_ADDRESS,      "name-holds-address",       BAD)
CF_MESSAGE_EVIDENCE (NAME_IS_ORGANISATION,    "name-is-organisation",     BAD)
CF_MESSAGE_EVIDENCE (NAME_HOLDS_ORGANISATION, "name-holds-organisation",  BAD)
CF_MESSAGE_EVIDENCE (LOOKALIKE_DOMAIN,        "lookalike-domain",         BAD)
CF_MESSAGE_EVIDENCE (LOOKALIKE_EDIT,          "lookalike-edit",           BAD)
CF_MESSAGE_EVIDENCE (MIXED_LETTERS,           "mixed-letters",            BAD)
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
/* One of the fields that decide it for some mail clients only, and that no signature covers, names a stranger. */
CF_MESSAGE_EVIDENCE (REPLY_UNPROVED,          "reply-unproved",           BAD)
CF_MESSAGE_EVIDENCE (HEADERS_AMBIGUOUS,       "headers-ambiguous",        BAD)
CF_MESSAGE_EVIDENCE (PROTECTED_FROM_DIFFERS,  "protected-from-differs",   BAD)
CF_MESSAGE_EVIDENCE (PROTECTED_DIFFERS,       "protected-differs",        BAD)
CF_MESSAGE_EVIDENCE (HEADERS_UNPROVED,        "headers-unproved",         BAD)
CF_MESSAGE_EVIDENCE (FROM_FILE,               "from-file",                BAD)
CF_MESSAGE_EVIDENCE (CHARSET_UNKNOWN,         "charset-unknown",          BAD)
CF_MESSAGE_EVIDENCE (POLICY_UNREADABLE,       "policy-unreadable",        BAD)
CF_MESSAGE_EVIDENCE (ROOTS_UNREADABLE,        "roots-unreadable",         BAD)
CF_MESSAGE_EVIDENCE (HISTORY_UNREADABLE,      "history-unreadable",       BAD)
/* Names and domains were compared with all that is registered. */
CF_MESSAGE_EVIDENCE (CLAIM_LOOKED,            "claim-looked",             GOOD)
/* What kind of check this was. */
CF_MESSAGE_EVIDENCE (BYTES_REWRITTEN,         "bytes-rewritten",          STATE)
CF_MESSAGE_EVIDENCE (NO_SIGNATURE,            "no-signature",             STATE)
CF_MESSAGE_EVIDENCE (SIGNED,                  "signed",                   STATE)
CF_MESSAGE_EVIDENCE (ENCRYPTED,               "encrypted",                STATE)
CF_MESSAGE_EVIDENCE (TOO_LARGE,               "too-large",                STATE)
CF_MESSAGE_EVIDENCE (TOO_MANY_PARTS,          "too-many-parts",           STATE)
CF_MESSAGE_EVIDENCE (TIMEOUT,                 "timeout",                  STATE)
CF_MESSAGE_EVIDENCE (ENGINE_STOPPED,          "engine-stopped",           STATE)

/* The sender's domain, stated by domain and gather (MEANING section 7). */
CF_DOMAIN_EVIDENCE (DKIM_ALIGNED,             "dkim-aligned",             GOOD)
CF_DOMAIN_EVIDENCE (DKIM_NOT_ALIGNED,         "dkim-not-aligned",         STATE)
CF_DOMAIN_EVIDENCE (DKIM_FAIL,                "dkim-fail",                BAD)
CF_DOMAIN_EVIDENCE (DKIM_KEY_MISSING,         "dkim-key-missing",         BAD)
CF_DOMAIN_EVIDENCE (DKIM_WEAK_KEY,            "dkim-weak-key",            BAD)
CF_DOMAIN_EVIDENCE (DKIM_TESTING,             "dkim-testing",             BAD)
CF_DOMAIN_EVIDENCE (DMARC_PASS,               "dmarc-pass",               GOOD)
CF_DOMAIN_EVIDENCE (DMARC_NONE,               "dmarc-none",               STATE)
/* The domain asks for quarantine or reject of what does not pass. */
CF_DOMAIN_EVIDENCE (ASKS_REFUSAL,             "asks-refusal",             BAD)
CF_DOMAIN_EVIDENCE (ARC_CUSTODY,              "arc-custody",              STATE)
/* The mailbox's own server says so (a trusted Authentication-Results field). */
CF_DOMAIN_EVIDENCE (SERVER_REPORTS,           "server-reports",           STATE)
CF_DOMAIN_EVIDENCE (SERVER_SAYS_FAIL,         "server-says-fail",         BAD)
CF_DOMAIN_EVIDENCE (SERVER_SAYS_REFUSE,       "server-says-refuse",       BAD)
CF_DOMAIN_EVIDENCE (BADGE_REGISTERED,         "badge-registered",         STATE)
/* A confirmed mark certificate of a domain with DMARC at quarantine or reject and pass. */
CF_DOMAIN_EVIDENCE (LOGO_TRADEMARK,           "logo-trademark",           STATE)
CF_DOMAIN_EVIDENCE (LOGO_IN_USE,              "logo-in-use",              STATE)
/* ... under a mark root that the administrator gave. */
CF_DOMAIN_EVIDENCE (MARK_ANCHORED,            "mark-anchored",            GOOD)

#undef CF_SIGNER_EVIDENCE
#undef CF_MESSAGE_EVIDENCE
#undef CF_DOMAIN_EVIDENCE
