/* cf-policy-name.h — X of [sender X], and the address of a mail, in one spelling
 *
 * Inside policy only.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CF_POLICY_SCOPE_ALONE,   /* no sender at all: "default", "anchor NAME" */
  CF_POLICY_SCOPE_ADDRESS, /* name@example.org */
  CF_POLICY_SCOPE_DOMAIN,  /* example.org, not its subdomains */
  CF_POLICY_SCOPE_BELOW,   /* *.example.org: its subdomains, not itself */
  CF_POLICY_N_SCOPES
} CfPolicyScope;

/**
 * cf_policy_parse_name:
 * @text: X as written
 * @out_scope: (out): written only on success
 *
 * Returns: (transfer full) (nullable): @text in the spelling that is compared:
 *   A-labels in lower case, without "*."; %NULL when it is no address, domain
 *   or *.domain
 */
char *cf_policy_parse_name (const char *text, CfPolicyScope *out_scope);

/**
 * cf_policy_fold_address:
 * @address: an addr-spec from a message: any text at all
 *
 * Folds the local part too: nobody gives Info@ and info@ to two people, and a
 * forger must not escape the rule for info@ by writing Info@ or "info"@.
 *
 * Returns: (transfer full): in the same spelling as cf_policy_parse_name();
 *   of a domain longer than DNS allows only the end, with a dot before it
 */
char *cf_policy_fold_address (const char *address);

/* A domain or *.domain with its domain in A-labels and lower case; NULL when it is neither.
 * (transfer full) (nullable) */
char *cf_policy_parse_domains (const char *text);

/* A host name or authserv-id in A-labels and lower case; NULL when it is none.  (transfer full) (nullable) */
char *cf_policy_parse_host (const char *text);

/* user@incoming-host in the spelling that is compared; NULL when it is none.  (transfer full) (nullable) */
char *cf_policy_fold_account (const char *text);

G_END_DECLS
