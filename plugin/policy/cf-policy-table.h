/* cf-policy-table.h — every section and key of a policy file (MEANING section 11)
 *
 * One row each; the names, the checks, the error texts and the suggestions are
 * expanded from it.  A section row comes before the rows of its keys.
 *
 *   CF_POLICY_SECTION (SECTION, "name", NAMED or ALONE, treatment)
 *   CF_POLICY_KEY (SECTION, KEY, "name", type, "what to write", treatment)
 *
 *   OBEYED       some function of this version acts on it
 *   INFORMATION  for people; no verdict depends on it
 *   UNSUPPORTED  refused: to ignore it could change a verdict
 *
 *   CHOICE       one of the words, parted by |
 *   DAY          a day in UTC
 *   NAMES        one or more names, parted by ;
 *   TEXT         anything
 */

#ifndef CF_POLICY_SECTION
#define CF_POLICY_SECTION(SECTION, name, named, treatment)
#endif
#ifndef CF_POLICY_KEY
#define CF_POLICY_KEY(SECTION, KEY, name, type, range, treatment)
#endif

CF_POLICY_SECTION (DEFAULT, "default", ALONE, OBEYED)
CF_POLICY_KEY (DEFAULT, MODE, "mode", CHOICE, "enforce|warn|observe", OBEYED)
CF_POLICY_KEY (DEFAULT, CERTIFICATE, "certificate", CHOICE, "required|expected|usual|optional|exempt", OBEYED)
CF_POLICY_KEY (DEFAULT, USER_MAY_LOOSEN, "user-may-loosen", CHOICE, "true|false", UNSUPPORTED)

CF_POLICY_SECTION (SENDER, "sender", NAMED, OBEYED)
CF_POLICY_KEY (SENDER, CERTIFICATE, "certificate", CHOICE, "required|expected|usual|optional|exempt", OBEYED)
CF_POLICY_KEY (SENDER, MODE, "mode", CHOICE, "enforce|warn|observe", OBEYED)
CF_POLICY_KEY (SENDER, SINCE, "since", DAY, "a day such as 2026-04-01", OBEYED)
CF_POLICY_KEY (SENDER, UNTIL, "until", DAY, "a day such as 2027-03-31", OBEYED)
CF_POLICY_KEY (SENDER, DISPLAY_NAMES, "display-names", NAMES, "names parted by ;", OBEYED)
CF_POLICY_KEY (SENDER, NOTE, "note", TEXT, "text", INFORMATION)
CF_POLICY_KEY (SENDER, SOURCE, "source", TEXT, "text", INFORMATION)
CF_POLICY_KEY (SENDER, READ, "read", DAY, "a day such as 2026-04-01", INFORMATION)
CF_POLICY_KEY (SENDER, REGISTRY, "registry", TEXT, "text", INFORMATION)
CF_POLICY_KEY (SENDER, OR, "or", CHOICE, "dkim", UNSUPPORTED)
CF_POLICY_KEY (SENDER, ISSUERS, "issuers", NAMES, "names parted by ;", UNSUPPORTED)
CF_POLICY_KEY (SENDER, ISSUERS_STRICT, "issuers-strict", CHOICE, "true|false", UNSUPPORTED)
CF_POLICY_KEY (SENDER, ASSURANCE, "assurance", TEXT, "text", UNSUPPORTED)
CF_POLICY_KEY (SENDER, DOMAIN_BADGE, "domain-badge", TEXT, "text", UNSUPPORTED)
CF_POLICY_KEY (SENDER, LOCKED, "locked", NAMES, "keys parted by ;", UNSUPPORTED)

CF_POLICY_SECTION (CERTIFICATE, "certificate", ALONE, OBEYED)
CF_POLICY_KEY (CERTIFICATE, SUBJECT_ADDRESS, "subject-address", CHOICE, "refuse|allow", OBEYED)
CF_POLICY_KEY (CERTIFICATE, PURPOSE, "purpose", CHOICE, "email|any", OBEYED)

CF_POLICY_SECTION (NETWORK, "network", ALONE, OBEYED)
CF_POLICY_KEY (NETWORK, REVOCATION, "revocation", CHOICE, "hard|soft", OBEYED)
CF_POLICY_KEY (NETWORK, MODE, "mode", CHOICE, "all|dns-only|none", UNSUPPORTED)
CF_POLICY_KEY (NETWORK, AIA, "aia", CHOICE, "known-hosts|any|off", UNSUPPORTED)
CF_POLICY_KEY (NETWORK, AT_OPENING, "at-opening", CHOICE, "allow|never", UNSUPPORTED)
CF_POLICY_KEY (NETWORK, ALLOW_PRIVATE, "allow-private", CHOICE, "false|true", UNSUPPORTED)
CF_POLICY_KEY (NETWORK, PROXY, "proxy", TEXT, "text", UNSUPPORTED)

CF_POLICY_SECTION (ANCHOR, "anchor", NAMED, UNSUPPORTED)
CF_POLICY_SECTION (MARK_ANCHOR, "mark-anchor", NAMED, UNSUPPORTED)
CF_POLICY_SECTION (LIST, "list", NAMED, UNSUPPORTED)
CF_POLICY_SECTION (TRUSTED_AUTHSERV_IDS, "trusted-authserv-ids", ALONE, UNSUPPORTED)
CF_POLICY_SECTION (TRUSTED_SEALERS, "trusted-sealers", ALONE, UNSUPPORTED)
CF_POLICY_SECTION (RECEIVED_BY, "received-by", ALONE, UNSUPPORTED)
CF_POLICY_SECTION (HISTORY, "history", ALONE, UNSUPPORTED)

#undef CF_POLICY_SECTION
#undef CF_POLICY_KEY
