/* cf-policy.h — the administrator's and the user's rules for a sender
 *
 * Reads our own files, so it fails with GError that names file, line, key and
 * remedy (MEANING section 11).  Files are read only by the load functions,
 * before the first message; finding a rule is a pure function.  What the rules
 * say beside senders is in cf-policy-trust.h.
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

/* Whose file it is.  Every file says so when it is loaded, in the order of these. */
typedef enum {
  CF_POLICY_ORIGIN_SHIPPED,       /* share/certfirst/policy.d below the prefix: the directory of known signers */
  CF_POLICY_ORIGIN_ADMINISTRATOR, /* /etc/certfirst/policy.d, --policy, a bundle */
  CF_POLICY_ORIGIN_USER,          /* the user's policy.d, --user-policy */
} CfPolicyOrigin;

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
 * @section: (nullable): X of the deciding [sender X] as written; %NULL for [default] and for none
 * @origin: whose certificate= decided; the administrator's for none
 * @or_dkim: a proved domain meets the expectation too
 * @published_exception: the directory says that the sender does not sign from here (CF512)
 * @since: noon (UTC) of the day since when that section expects it; CF_TIME_UNKNOWN where it does not say
 * @exempt_until: with "exempt" and "optional": noon (UTC) of the last day, %CF_TIME_UNKNOWN for no end
 * @issuers: (nullable) (array zero-terminated=1): common names and SHA-256 fingerprints
 * @issuers_strict: another issuer is more than a note
 * @assurance: (nullable): the least class, a name of #CfAssurance
 * @badge: (nullable): name of the badge that the domain is registered for
 * @registry: (nullable)
 */
typedef struct {
  const char *certificate;
  const char *mode;
  const char *source;
  const char *organization;
  gboolean exact;
  const char *section;
  CfPolicyOrigin origin;
  gboolean or_dkim;
  gboolean published_exception;
  CfTime since;
  CfTime exempt_until;
  const char *const *issuers;
  gboolean issuers_strict;
  const char *assurance;
  const char *badge;
  const char *registry;
} CfPolicyRule;

/**
 * CfPolicyFolders:
 *
 * Where installed rules lie.  Each may be %NULL for "none".
 * @shipped: a file here does not count where @administrator has a sound one of the same name
 * @bundle: holds policy.cfbundle and signer.pem
 * @state: file that remembers the bundle's version
 */
typedef struct {
  const char *shipped;
  const char *bundle;
  const char *state;
  const char *administrator;
  const char *user;
} CfPolicyFolders;

/* Those of MEANING section 11; their names stay for ever. */
void cf_policy_get_installed_folders (CfPolicyFolders *out_folders);

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
gboolean cf_policy_load (CfPolicy *self, CfPolicyOrigin origin, const char *path, GError **error);

/* The same for text; @name stands for the file in errors and sources, and for its folder in file=. */
gboolean cf_policy_parse (CfPolicy *self, CfPolicyOrigin origin, const char *name, const char *text, GError **error);

/* Adds every *.policy file of a folder in the order of names; a missing folder is no error.
 * A file with an error does not keep the others out; the first error is handed on. */
gboolean cf_policy_load_folder (CfPolicy *self, CfPolicyOrigin origin, const char *folder, GError **error);

/* Everything that is installed, in its order: shipped, bundle, administrator, user.  %NULL for @folders: those of
 * MEANING section 11.  Errors as of cf_policy_load_folder(). */
gboolean cf_policy_load_installed (CfPolicy *self, const CfPolicyFolders *folders, GError **error);

/* The first error of loading, %NULL when all was read: {x} of CF905. */
const char *cf_policy_get_problem (const CfPolicy *self);

/**
 * cf_policy_find:
 * @address: addr-spec; "" when the message has none: then [default] applies
 * @judged_at: compared with since= and until=
 *
 * The rule of the most specific section; keys that it does not set come from
 * the next wider one, but since=, until= and or= go with the certificate= they
 * stand with.  Outside its since= and until= a section's certificate= counts
 * as not set, and a directory entry as not there.  What is locked= stays as it
 * was when the lock was read, against every other file of a hand that stands
 * no higher (administrator, package, user).  Domains are compared as A-labels,
 * the local part without regard to ASCII case and quotes: Info@ must not
 * escape the rule for info@.
 */
void cf_policy_find (const CfPolicy *self, const char *address, CfTime judged_at, CfPolicyRule *out_rule);

/* A key of a section without a name, such as [network] revocation=; %NULL when no file sets it ([default]
 * user-may-loosen= is always "true" or "false"). */
const char *cf_policy_get (const CfPolicy *self, const char *section, const char *key);

/* Accepts %NULL.  Rules that were found do not outlive it. */
void cf_policy_free (CfPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfPolicy, cf_policy_free)

G_END_DECLS
