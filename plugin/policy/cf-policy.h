/* cf-policy.h — the administrator's and the user's rules for a sender
 *
 * Reads our own files, so it fails with GError that names file, line, key and
 * remedy (MEANING section 11).  Files are read only by the load functions,
 * before the first message; finding a rule is a pure function.
 * Stands on: base.
 */
#pragma once

#include <gio/gio.h>

#include "cf-time.h"

G_BEGIN_DECLS

#define CF_POLICY_ERROR (cf_policy_error_quark ())

/* The domain of #CfPolicyError. */
GQuark cf_policy_error_quark (void);

typedef enum {
  CF_POLICY_ERROR_FILE,    /* cannot be opened or read */
  CF_POLICY_ERROR_SYNTAX,  /* not a key file */
  CF_POLICY_ERROR_SECTION, /* unknown section, or X is no address, domain or *.domain */
  CF_POLICY_ERROR_KEY,     /* unknown key, or not one of this section */
  CF_POLICY_ERROR_VALUE,   /* a value that the key does not take */
} CfPolicyError;

typedef struct _CfPolicy CfPolicy;

/**
 * CfPolicyRule:
 *
 * What applies to one address.  Strings belong to the policy.
 * @certificate: "required", "expected", "usual", "optional", "exempt" or "none"
 * @mode: "enforce", "warn" or "observe"
 * @source: (nullable): "file:line [section]" of the deciding certificate=; the file without its folder
 * @organization: (nullable): first of display-names=, of the most specific section that has it
 * @exact: whether the deciding section names the whole address
 */
typedef struct {
  const char *certificate;
  const char *mode;
  const char *source;
  const char *organization;
  gboolean exact;
} CfPolicyRule;

/* An empty policy: nothing is expected of anybody.  (transfer full) */
CfPolicy *cf_policy_new (void);

/**
 * cf_policy_load:
 * @path: a .policy file; later files win within a section
 *
 * Adds a file.  On error nothing of the file counts and
 * cf_policy_get_problem() says so: one unreadable file never loosens the
 * others.  The error's text is "file:line: [section] key: what; what to do".
 *
 * Returns: whether the file was taken
 */
gboolean cf_policy_load (CfPolicy *self, const char *path, GError **error);

/* The same for text; @name stands for the file in errors and sources. */
gboolean cf_policy_parse (CfPolicy *self, const char *name, const char *text, GError **error);

/* Adds every *.policy file of a folder in the order of names; a missing folder is no error.
 * A file with an error does not keep the others out; the first error is handed on. */
gboolean cf_policy_load_folder (CfPolicy *self, const char *folder, GError **error);

/* The first error of loading, %NULL when all was read: {x} of CF905. */
const char *cf_policy_get_problem (const CfPolicy *self);

/**
 * cf_policy_find:
 * @address: addr-spec; "" when the message has none: then [default] applies
 * @judged_at: compared with since= and until=
 *
 * The rule of the most specific section; keys that it does not set come from
 * the next wider one.  Outside its since= and until= a section's certificate=
 * counts as not set.  Domains are compared as A-labels, the local part without
 * regard to ASCII case and quotes: Info@ must not escape the rule for info@.
 */
void cf_policy_find (const CfPolicy *self, const char *address, CfTime judged_at, CfPolicyRule *out_rule);

/* A key of a section without a name, such as [network] revocation=; %NULL when no file sets it. */
const char *cf_policy_get (const CfPolicy *self, const char *section, const char *key);

/* Accepts %NULL.  Rules that were found do not outlive it. */
void cf_policy_free (CfPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfPolicy, cf_policy_free)

G_END_DECLS
