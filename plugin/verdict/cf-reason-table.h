/* cf-reason-table.h — every reason that Certfirst can give, once
 *
 * Codes are spoken on the telephone and never reused; wording may improve.
 * severity: what it has alone; cf-verdict-rules.c gives it more or less.
 * class: which one decides among equals.  H, M, D: characters of the lists in
 * cf-ribbon-words.h: headline, what it means, what to do (several, in order).
 * C, Q: of the lists there too, for the help desk: usual cause, what to ask the caller.
 * Places: {a} address shown, {b} other address, {d} domain, {e} other domain,
 * {o} organisation, {i} issuer, {s} server, {l} list, {t} date, {n} {m}
 * numbers, {x} detail.
 *
 *          code, NAME, "name", severity, class, H, M, D, C, Q, what we found */
/* TRANSLATORS: one line of the ribbon; about 70 characters, 40 full-width; keep the {places}. */
CF_REASON (101, SIGNATURE_INTACT, "signature-intact", GOOD, TRUST, '2', '1', "0", 'A', '0',
           N_("The signature is intact."))
CF_REASON (102, ALL_SIGNERS_GOOD, "all-signers-good", GOOD, TRUST, '2', '1', "0", 'A', '0',
           N_("All {n} signatures are intact."))
CF_REASON (103, ONE_SIGNER_BAD, "one-signer-bad", DANGER, ALTERED, '7', '3', "12", 'C', '4',
           N_("One of {n} signatures does not match."))
CF_REASON (104, CONTENT_ALTERED, "content-altered", DANGER, ALTERED, '7', '3', "12", 'D', '2',
           N_("The text no longer matches its signature."))
CF_REASON (105, NO_SIGNATURE, "no-signature", NEUTRAL, TRUST, '4', '5', "6", 'E', 'B',
           N_("There is no electronic signature."))
CF_REASON (106, WEAK_DIGEST, "weak-digest", CAUTION, TRUST, '9', '5', "24", 'F', '4',
           N_("Signed with an old, weak method ({x})."))
CF_REASON (107, SIGNATURE_UNREADABLE, "signature-unreadable", DANGER, ALTERED, '8', '3', "23", 'G', '8',
           N_("The signature data cannot be read."))
CF_REASON (108, METHOD_UNKNOWN, "method-unknown", NEUTRAL, UNCHECKED, 'F', 'C', "3", 'H', '8',
           N_("Signed with a method not supported here."))
CF_REASON (111, TIME_DIFFERS, "time-differs", NEUTRAL, STRUCTURE, 'M', 'H', "7", 'I', '6',
           N_("Signing and arrival times differ by {n}."))
CF_REASON (112, REPLAYED_SIGNATURE, "replayed-signature", CAUTION, STRUCTURE, 'M', 'H', "27", 'J', '6',
           N_("The same signature came with another mail on {t}."))
CF_REASON (201, CERTIFICATE_TRUSTED, "certificate-trusted", GOOD, TRUST, '2', '1', "0", 'A', '0',
           N_("Issued by {i}, a trusted authority."))
CF_REASON (202, ORGANISATION_VALIDATED, "organisation-validated", GOOD, TRUST, '1', '1', "0", 'A', '0',
           N_("Signer {a}; {i} confirmed the organisation."))
CF_REASON (203, MAILBOX_VALIDATED, "mailbox-validated", GOOD, TRUST, '2', '2', "7", 'B', 'B',
           N_("{i} confirmed the address only."))
CF_REASON (204, PRIVATE_ROOT_ACCEPTED, "private-root-accepted", GOOD, TRUST, '1', 'D', "0", 'A', '0',
           N_("From {o}'s own authority, registered here."))
CF_REASON (205, ROOT_NOT_TRUSTED, "root-not-trusted", CAUTION, TRUST, '9', '5', "23", 'K', '3',
           N_("The issuer {i} is not registered as trusted."))
CF_REASON (206, PRIVATE_ROOT_UNKNOWN, "private-root-unknown", CAUTION, TRUST, '9', '5', "23", 'K', '3',
           N_("From {o}'s own authority, not registered here."))
CF_REASON (207, CHAIN_INCOMPLETE, "chain-incomplete", CAUTION, TRUST, '9', '8', "4", 'L', '4',
           N_("The link from the certificate to {i} is broken."))
CF_REASON (208, EXPIRED_SINCE, "expired-since", GOOD, TRUST, '2', '6', "0", 'M', '6',
           N_("Valid when it arrived ({t}). It has expired since."))
CF_REASON (209, EXPIRED_AT_SIGNING, "expired-at-signing", CAUTION, TRUST, '9', '8', "24", 'N', '4',
           N_("It had expired ({t}) before this mail arrived."))
CF_REASON (211, NOT_YET_VALID, "not-yet-valid", CAUTION, TRUST, '9', '8', "4", 'O', '4',
           N_("It is valid only from {t}."))
CF_REASON (212, SIGNED_BY_OTHER, "signed-by-other", CAUTION, IDENTITY, 'A', '4', "12", 'P', '3',
           N_("Sender shown: {a}. Signer: {b}."))
CF_REASON (213, EXPIRED_ARRIVAL_UNKNOWN, "expired-arrival-unknown", NEUTRAL, UNCHECKED, 'L', '5', "7", 'M', '6',
           N_("Expired on {t}; when the mail arrived is not known."))
CF_REASON (214, WEAK_KEY, "weak-key", CAUTION, TRUST, '9', '7', "4", 'F', '4',
           N_("The key is too short ({n} bits)."))
CF_REASON (215, WRONG_USAGE, "wrong-usage", CAUTION, TRUST, '9', '8', "4", 'Q', '4',
           N_("The certificate is not for signing mail."))
CF_REASON (216, RENEWED, "renewed", NEUTRAL, TRUST, 'N', '0', "0", 'R', '0',
           N_("The certificate was renewed as usual."))
CF_REASON (217, CHANGED_UNEXPECTEDLY, "changed-unexpectedly", NEUTRAL, TRUST, 'D', '5', "2", 'S', '3',
           N_("The issuer changed to {i}, earlier than expected."))
CF_REASON (218, FIRST_SEEN, "first-seen", NEUTRAL, TRUST, 'N', '0', "7", 'T', '3',
           N_("First signed mail from {a}."))
CF_REASON (219, CHAIN_REFUSED, "chain-refused", CAUTION, TRUST, '9', '5', "23", 'U', '3',
           N_("A certificate in the chain is not acceptable ({x})."))
CF_REASON (222, CASE_DIFFERS, "case-differs", NEUTRAL, TRUST, 'N', '0', "0", 'V', '0',
           N_("Only capital letters differ: {a}, {b}."))
CF_REASON (301, NOT_REVOKED, "not-revoked", NEUTRAL, TRUST, 'N', '0', "0", 'A', '0',
           N_("Not cancelled as of {t}."))
CF_REASON (302, REVOKED_BEFORE_ARRIVAL, "revoked-before-arrival", DANGER, REVOKED, 'B', '4', "12", 'W', '1',
           N_("Cancelled on {t}, before this mail arrived."))
CF_REASON (303, KEY_COMPROMISED, "key-compromised", DANGER, REVOKED, 'B', '7', "12", 'X', '1',
           N_("Cancelled because its key was leaked."))
CF_REASON (304, REVOKED_AFTER_ARRIVAL, "revoked-after-arrival", NEUTRAL, REVOKED, 'N', '6', "0", 'Y', '6',
           N_("Cancelled on {t}, after this mail arrived."))
CF_REASON (305, SUPERSEDED, "superseded", CAUTION, REVOKED, 'B', '8', "24", 'Z', '4',
           N_("Cancelled on {t}: replaced by a new one."))
CF_REASON (306, CEASED, "ceased", CAUTION, REVOKED, 'B', '8', "2", 'W', '4',
           N_("Cancelled on {t}: no longer in use."))
CF_REASON (307, REVOCATION_UNKNOWN, "revocation-unknown", NEUTRAL, UNCHECKED, 'E', 'C', "5", 'a', '5',
           N_("Cancellation has not been checked."))
CF_REASON (308, REVOCATION_OFFLINE, "revocation-offline", NEUTRAL, UNCHECKED, 'E', 'C', "5", 'b', '5',
           N_("You are offline; cancellation was not checked."))
CF_REASON (309, REVOCATION_PAST, "revocation-past", NEUTRAL, UNCHECKED, 'L', '5', "7", 'M', '6',
           N_("Expired; cancellation can no longer be checked."))
CF_REASON (401, DKIM_ALIGNED, "dkim-aligned", NEUTRAL, NOTE, 'N', 'A', "0", 'A', '0',
           N_("{d}'s server seal is intact."))
CF_REASON (402, DKIM_NOT_ALIGNED, "dkim-not-aligned", NEUTRAL, NOTE, 'N', 'A', "7", 'c', 'B',
           N_("The server seal is from {e}, not {d}."))
CF_REASON (403, DKIM_FAIL, "dkim-fail", NEUTRAL, NOTE, 'N', '9', "6", 'd', '2',
           N_("The server seal does not match."))
CF_REASON (404, DKIM_KEY_MISSING, "dkim-key-missing", NEUTRAL, NOTE, 'N', '8', "6", 'f', 'B',
           N_("The key for the server seal is not published."))
CF_REASON (405, DKIM_WEAK_KEY, "dkim-weak-key", NEUTRAL, NOTE, 'N', '8', "6", 'f', 'B',
           N_("The key of the server seal is too short."))
CF_REASON (406, DKIM_TESTING, "dkim-testing", NEUTRAL, NOTE, 'N', '8', "6", 'f', 'B',
           N_("{d} is still testing its server seal."))
CF_REASON (407, DMARC_PASS, "dmarc-pass", NEUTRAL, NOTE, 'N', 'A', "0", 'A', '0',
           N_("The sender domain {d} was confirmed."))
CF_REASON (408, DMARC_FAIL, "dmarc-fail", CAUTION, DOMAIN, 'C', 'G', "27", 'g', 'B',
           N_("The sender domain {d} was not confirmed."))
CF_REASON (409, DMARC_REFUSE, "dmarc-refuse", DANGER, DOMAIN, 'C', '4', "12", 'g', '1',
           N_("Not confirmed; {d} asks to refuse such mail."))
CF_REASON (411, DMARC_NONE, "dmarc-none", NEUTRAL, NOTE, 'N', 'A', "6", 'f', 'B',
           N_("{d} publishes no rule for checking."))
CF_REASON (412, ARC_CUSTODY, "arc-custody", NEUTRAL, NOTE, 'N', '9', "6", 'e', '2',
           N_("Forwarded by {e} with its record of earlier checks."))
CF_REASON (413, SERVER_REPORTS, "server-reports", NEUTRAL, NOTE, 'N', 'A', "6", 'h', '0',
           N_("Your mail server {s} reports: {x}."))
CF_REASON (414, SMIMEA_MATCH, "smimea-match", NEUTRAL, NOTE, 'N', '0', "0", 'A', '0',
           N_("The certificate matches {d}'s own record."))
CF_REASON (415, SMIMEA_MISMATCH, "smimea-mismatch", CAUTION, DOMAIN, '9', '4', "23", 'i', '4',
           N_("The certificate differs from {d}'s own record."))
CF_REASON (416, SMIMEA_INSECURE, "smimea-insecure", NEUTRAL, NOTE, 'N', '5', "6", 'f', '0',
           N_("{d}'s record is unprotected; not used."))
CF_REASON (417, LOGO_TRADEMARK, "logo-trademark", NEUTRAL, NOTE, '3', 'A', "0", 'A', '0',
           N_("{i} confirmed {o}'s trademark logo."))
CF_REASON (418, LOGO_IN_USE, "logo-in-use", NEUTRAL, NOTE, 'N', 'A', "0", 'A', '0',
           N_("{i} confirmed {o}'s logo (not a trademark)."))
CF_REASON (419, DOMAIN_BADGE, "domain-badge", GOOD, DOMAIN, '3', 'A', "0", 'A', '0',
           N_("Not signed, but {d} is registered with {x}."))
CF_REASON (422, BADGE_FAIL, "badge-fail", DANGER, DOMAIN, 'C', '4', "12", 'g', '1',
           N_("{d} is registered with {x}, but was not confirmed."))
CF_REASON (423, DOMAIN_NOT_PROVED, "domain-not-proved", NEUTRAL, DOMAIN, '4', '5', "7", 'g', 'B',
           N_("Nothing proves that it came from {d}."))
CF_REASON (501, POLICY_REQUIRES, "policy-requires", DANGER, MISSING, '5', '4', "12", 'k', '1',
           N_("Your organisation requires a certificate from {d}."))
CF_REASON (502, PUBLISHED_PRACTICE, "published-practice", DANGER, MISSING, '5', '4', "12", 'k', '1',
           N_("{o} says it signs every mail from {a}."))
CF_REASON (503, SIGNED_BEFORE, "signed-before", CAUTION, MISSING, '6', 'G', "27", 'j', '3',
           N_("{m} of the last {n} mails from {a} were signed."))
CF_REASON (504, ADDRESS_IN_NAME, "address-in-name", CAUTION, IDENTITY, 'D', 'E', "7", 'l', '7',
           N_("The name shows {b}, but the address is {a}."))
CF_REASON (505, NAME_OF_ORGANISATION, "name-of-organisation", DANGER, IDENTITY, 'H', 'E', "12", 'l', '7',
           N_("The name says “{o}”, but the address is {a}."))
CF_REASON (506, LOOKALIKE_DOMAIN, "lookalike-domain", DANGER, IDENTITY, 'I', 'B', "12", 'm', '7',
           N_("{e} is not {d}."))
CF_REASON (507, MIXED_LETTERS, "mixed-letters", CAUTION, IDENTITY, 'I', 'B', "7", 'm', '7',
           N_("{a} mixes alphabets. Real form: {x}."))
CF_REASON (508, EXEMPT_ADMINISTRATOR, "exempt-administrator", NEUTRAL, STRUCTURE, '4', 'D', "6", 'n', '0',
           N_("Your administrator exempted {d} until {t}."))
CF_REASON (509, EXEMPT_LIST, "exempt-list", NEUTRAL, STRUCTURE, '4', '9', "6", 'e', '2',
           N_("It came through the mailing list {l}."))
CF_REASON (511, OBSERVE_MODE, "observe-mode", NEUTRAL, STRUCTURE, '4', 'D', "6", 'n', '0',
           N_("Trial period; later this will show {x}."))
CF_REASON (512, PUBLISHED_EXCEPTION, "published-exception", NEUTRAL, STRUCTURE, '4', '5', "7", 'o', 'B',
           N_("{o} says it does not sign mail from {a}."))
CF_REASON (513, ISSUER_DIFFERS, "issuer-differs", NEUTRAL, STRUCTURE, '9', '5', "23", 'S', '4',
           N_("{o} says it uses {x}; this is from {i}."))
CF_REASON (514, USUALLY_SIGNS, "usually-signs", CAUTION, MISSING, '6', 'G', "27", 'j', '3',
           N_("{o} signs most of its mail; this one has no valid signature."))
CF_REASON (601, PARTLY_SIGNED, "partly-signed", CAUTION, STRUCTURE, 'J', 'F', "9", 'p', '2',
           N_("There is unsigned text around the signed part."))
CF_REASON (602, LIST_ALTERED, "list-altered", CAUTION, STRUCTURE, 'K', '9', "27", 'd', '2',
           N_("The registered list {l} changed the text."))
CF_REASON (603, FROM_REWRITTEN, "from-rewritten", NEUTRAL, STRUCTURE, 'A', '9', "7", 'q', '2',
           N_("The list replaced the sender; signed by {b}."))
CF_REASON (604, SIGNED_MAIL_INSIDE, "signed-mail-inside", NEUTRAL, STRUCTURE, '4', 'F', "9", 'r', '2',
           N_("A signed mail is enclosed; the outside is unsigned."))
CF_REASON (605, HEADER_MISMATCH, "header-mismatch", DANGER, IDENTITY, 'D', '4', "12", 't', '1',
           N_("The {x} shown differs from the signed one."))
CF_REASON (606, FROM_DUPLICATE, "from-duplicate", DANGER, IDENTITY, 'D', '4', "12", 's', '7',
           N_("There are {n} sender lines."))
CF_REASON (607, FROM_SEVERAL, "from-several", CAUTION, STRUCTURE, 'D', 'G', "7", 'u', '7',
           N_("Several senders are named."))
CF_REASON (608, FROM_EMPTY, "from-empty", CAUTION, STRUCTURE, 'D', '4', "2", 's', '7',
           N_("No sender address is written."))
CF_REASON (609, SENDER_DIFFERS, "sender-differs", NEUTRAL, STRUCTURE, 'N', 'G', "7", 'u', '7',
           N_("{b} sent it on behalf of {a}."))
CF_REASON (611, REPLY_DIFFERS, "reply-differs", NEUTRAL, STRUCTURE, 'G', 'H', "7", 'v', 'B',
           N_("Replies go to {b}, not {a}."))
CF_REASON (612, ENCRYPTED, "encrypted", NEUTRAL, UNCHECKED, 'E', 'C', "5", 'w', 'A',
           N_("Encrypted and not opened yet. Old mail needs its old key."))
CF_REASON (613, BYTES_REWRITTEN, "bytes-rewritten", NEUTRAL, STRUCTURE, 'F', 'C', "3", 'x', '8',
           N_("The mail program rewrote it; part cannot be checked."))
CF_REASON (614, HEADERS_AMBIGUOUS, "headers-ambiguous", NEUTRAL, STRUCTURE, 'D', 'G', "7", 's', '8',
           N_("The header {x} is malformed; programs read it differently."))
CF_REASON (615, OPENED_FROM_FILE, "opened-from-file", NEUTRAL, STRUCTURE, 'N', 'H', "7", 'y', '6',
           N_("Opened from a file: when it arrived is not known."))
CF_REASON (901, TOO_LARGE, "too-large", NEUTRAL, UNCHECKED, 'F', 'C', "3", 'z', '8',
           N_("Larger than the limit ({n} MB)."))
CF_REASON (902, TOO_MANY_PARTS, "too-many-parts", NEUTRAL, UNCHECKED, 'F', 'C', "3", 'z', '8',
           N_("More than {n} parts."))
CF_REASON (903, TIMEOUT, "timeout", NEUTRAL, UNCHECKED, 'E', 'C', "5", '0', '5',
           N_("The check did not finish in {n} seconds."))
CF_REASON (904, ENGINE_STOPPED, "engine-stopped", NEUTRAL, UNCHECKED, 'F', 'C', "3", '1', '8',
           N_("The checking program stopped."))
CF_REASON (905, POLICY_UNREADABLE, "policy-unreadable", CAUTION, UNCHECKED, 'F', 'C', "3", '2', '9',
           N_("Your administrator's rules cannot be read ({x})."))
CF_REASON (906, HISTORY_UNREADABLE, "history-unreadable", NEUTRAL, UNCHECKED, 'N', 'C', "3", '3', '9',
           N_("The record of earlier mail cannot be read."))
CF_REASON (907, TRUST_LIST_ERROR, "trust-list-error", NEUTRAL, UNCHECKED, 'F', 'C', "3", '4', '9',
           N_("The list of trusted authorities cannot be read."))

#undef CF_REASON
