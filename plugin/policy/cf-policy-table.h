/* cf-policy-table.h — every section and key of a policy file (MEANING section 11)
 *
 * One row each; the names, the checks, the error texts and the suggestions are
 * expanded from it.  A section row comes before the rows of its keys.
 *
 *   CF_POLICY_SECTION (SECTION, "name", what stands behind the name)
 *   CF_POLICY_KEY (SECTION, KEY, "name", type, "what to write", what a user's file may do)
 *
 *   ALONE        nothing
 *   SENDER       an address, a domain or *.domain
 *   LABEL        a name of the administrator's own
 *   ACCOUNTS     nothing; beside its keys one for each account user@host
 *
 *   CHOICE       one of the words, parted by |; where a user's may only be stricter: the strictest first
 *   DAY          a day in UTC
 *   WORDS        one or more of the words, which | parts here and ; in the file
 *   NUMBER       a number from..to
 *   NAMES        one or more names, parted by ;
 *   DOMAIN       one domain
 *   DOMAINS      domains or *.domains, parted by ;
 *   HOSTS        host names, parted by ;
 *   KEYS         keys of this section parted by ;, or *
 *   FILENAME     a file, from the policy file's folder
 *   LIST_ID      what stands between < and > of List-Id
 *   PROXY        a URL without a path
 *   TEXT         anything
 *
 * Where user-may-loosen=false, a user's value counts
 *
 *   FREE         as any other
 *   STRICTER     where it is stricter than the others' value
 *   MISSING      where nobody else has a value
 *   NEVER        not at all
 *
 *   REFUSED      is an error, whatever user-may-loosen= says: only the administrator may say it
 */

#ifndef CF_POLICY_SECTION
#define CF_POLICY_SECTION(SECTION, name, kind)
#endif
#ifndef CF_POLICY_KEY
#define CF_POLICY_KEY(SECTION, KEY, name, type, range, user)
#endif

CF_POLICY_SECTION (DEFAULT, "default", ALONE)
CF_POLICY_KEY (DEFAULT, MODE, "mode", CHOICE, "enforce|warn|observe", STRICTER)
CF_POLICY_KEY (DEFAULT, CERTIFICATE, "certificate", CHOICE, "required|expected|usual|optional|exempt", STRICTER)
CF_POLICY_KEY (DEFAULT, USER_MAY_LOOSEN, "user-may-loosen", CHOICE, "true|false", NEVER)

CF_POLICY_SECTION (SENDER, "sender", SENDER)
CF_POLICY_KEY (SENDER, CERTIFICATE, "certificate", CHOICE, "required|expected|usual|optional|exempt", STRICTER)
CF_POLICY_KEY (SENDER, OR, "or", CHOICE, "dkim", NEVER)
CF_POLICY_KEY (SENDER, SINCE, "since", DAY, N_("a day such as 2026-04-01"), FREE)
CF_POLICY_KEY (SENDER, UNTIL, "until", DAY, N_("a day such as 2027-03-31"), FREE)
CF_POLICY_KEY (SENDER, MODE, "mode", CHOICE, "enforce|warn|observe", STRICTER)
CF_POLICY_KEY (SENDER, ISSUERS, "issuers", NAMES, N_("common names or SHA-256 fingerprints parted by ;"), MISSING)
CF_POLICY_KEY (SENDER, ISSUERS_STRICT, "issuers-strict", CHOICE, "true|false", STRICTER)
CF_POLICY_KEY (SENDER, ASSURANCE, "assurance", CHOICE, "organization|sponsor|individual|mailbox", STRICTER)
CF_POLICY_KEY (SENDER, DISPLAY_NAMES, "display-names", NAMES, N_("names parted by ;"), NEVER)
CF_POLICY_KEY (SENDER, DOMAIN_BADGE, "domain-badge", TEXT, N_("the badge's name"), NEVER)
CF_POLICY_KEY (SENDER, REGISTRY, "registry", TEXT, N_("the registry's name"), NEVER)
CF_POLICY_KEY (SENDER, NOTE, "note", TEXT, N_("text"), FREE)
CF_POLICY_KEY (SENDER, SOURCE, "source", TEXT, N_("text"), FREE)
CF_POLICY_KEY (SENDER, READ, "read", DAY, N_("a day such as 2026-04-01"), FREE)
CF_POLICY_KEY (SENDER, LOCKED, "locked", KEYS, N_("keys of [sender X] parted by ;, or *"), FREE)

CF_POLICY_SECTION (ANCHOR, "anchor", LABEL)
CF_POLICY_KEY (ANCHOR, FILE, "file", FILENAME, N_("a file of certificates in PEM"), NEVER)
CF_POLICY_KEY (ANCHOR, DOMAINS, "domains", DOMAINS, N_("domains or *.domains parted by ;"), NEVER)
CF_POLICY_KEY (ANCHOR, UNTIL, "until", DAY, N_("a day such as 2027-03-31"), NEVER)
CF_POLICY_KEY (ANCHOR, REGISTRY, "registry", TEXT, N_("the registry's name"), NEVER)
CF_POLICY_KEY (ANCHOR, ACCEPT, "accept", WORDS, "sha1-certificates|rsa1024-keys", REFUSED)

CF_POLICY_SECTION (MARK_ANCHOR, "mark-anchor", LABEL)
CF_POLICY_KEY (MARK_ANCHOR, FILE, "file", FILENAME, N_("a file of certificates in PEM"), NEVER)

CF_POLICY_SECTION (LIST, "list", LABEL)
CF_POLICY_KEY (LIST, LIST_ID, "list-id", LIST_ID, N_("what stands between < and > of List-Id"), NEVER)
CF_POLICY_KEY (LIST, DKIM_DOMAIN, "dkim-domain", DOMAIN, N_("the domain that signs the list's mail"), NEVER)

CF_POLICY_SECTION (TRUSTED_AUTHSERV_IDS, "trusted-authserv-ids", ACCOUNTS)
CF_POLICY_KEY (TRUSTED_AUTHSERV_IDS, DEFAULT, "default", HOSTS, N_("host names parted by ;"), NEVER)
CF_POLICY_KEY (TRUSTED_AUTHSERV_IDS, ACCOUNT, "user@host", HOSTS, N_("host names parted by ;"), NEVER)

CF_POLICY_SECTION (TRUSTED_SEALERS, "trusted-sealers", ACCOUNTS)
CF_POLICY_KEY (TRUSTED_SEALERS, DEFAULT, "default", HOSTS, N_("host names parted by ;"), NEVER)
CF_POLICY_KEY (TRUSTED_SEALERS, ACCOUNT, "user@host", HOSTS, N_("host names parted by ;"), NEVER)

CF_POLICY_SECTION (RECEIVED_BY, "received-by", ACCOUNTS)
CF_POLICY_KEY (RECEIVED_BY, DEFAULT, "default", HOSTS, N_("host names parted by ;"), NEVER)
CF_POLICY_KEY (RECEIVED_BY, ACCOUNT, "user@host", HOSTS, N_("host names parted by ;"), NEVER)

CF_POLICY_SECTION (CERTIFICATE, "certificate", ALONE)
CF_POLICY_KEY (CERTIFICATE, SUBJECT_ADDRESS, "subject-address", CHOICE, "refuse|allow", STRICTER)
CF_POLICY_KEY (CERTIFICATE, PURPOSE, "purpose", CHOICE, "email|any", STRICTER)

CF_POLICY_SECTION (NETWORK, "network", ALONE)
CF_POLICY_KEY (NETWORK, MODE, "mode", CHOICE, "all|dns-only|none", FREE)
CF_POLICY_KEY (NETWORK, REVOCATION, "revocation", CHOICE, "hard|soft", NEVER)
CF_POLICY_KEY (NETWORK, AIA, "aia", CHOICE, "known-hosts|any|off", FREE)
CF_POLICY_KEY (NETWORK, AT_OPENING, "at-opening", CHOICE, "allow|never", FREE)
CF_POLICY_KEY (NETWORK, ALLOW_PRIVATE, "allow-private", CHOICE, "false|true", STRICTER)
CF_POLICY_KEY (NETWORK, PROXY, "proxy", PROXY, N_("a proxy such as http://proxy.example:8080"), FREE)

CF_POLICY_SECTION (HISTORY, "history", ALONE)
CF_POLICY_KEY (HISTORY, KEEP, "keep", CHOICE, "true|false", FREE)
CF_POLICY_KEY (HISTORY, DAYS, "days", NUMBER, "1..36500", FREE)
CF_POLICY_KEY (HISTORY, SIGNED_MIN, "signed-min", NUMBER, "1..1000", NEVER)
CF_POLICY_KEY (HISTORY, SIGNED_DAYS, "signed-days", NUMBER, "1..365", NEVER)
CF_POLICY_KEY (HISTORY, SHARE, "share", NUMBER, "1..100", NEVER)
CF_POLICY_KEY (HISTORY, FORGET_AFTER, "forget-after", NUMBER, "1..1000", NEVER)

#undef CF_POLICY_SECTION
#undef CF_POLICY_KEY
