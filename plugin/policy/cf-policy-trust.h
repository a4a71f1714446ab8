/* cf-policy-trust.h — what the rules say beside senders: anchors, lists, trusted hosts, names, history
 *
 * What a user's file may not say (MEANING section 11) is left out already.
 * Everything that is lent belongs to the policy.
 * Stands on: base.
 */
#pragma once

#include "cf-policy.h"

G_BEGIN_DECLS

/**
 * CfPolicyAnchor:
 * @name: NAME of [anchor NAME]
 * @file: absolute path of its certificates in PEM; of one in a bundle its name there
 * @data: (nullable): the file's bytes, where it came in a bundle
 * @domains: (nullable) (array zero-terminated=1): A-labels, "*." before those of which it means the subdomains;
 *   %NULL for a mark anchor
 * @until: first second after its last day; %CF_TIME_UNKNOWN for no end
 * @registry: (nullable)
 * @source: "file:line [section]" of its file=
 * @accept: (nullable) (array zero-terminated=1): the words of accept=: weaknesses of its chains; %NULL where a user's
 *   file has a part in the section, who might put another root in its place
 * @accept_source: (nullable): "file:line [section]" of that
 */
typedef struct {
  const char *name;
  const char *file;
  GBytes *data;
  const char *const *domains;
  CfTime until;
  const char *registry;
  const char *source;
  const char *const *accept;
  const char *accept_source;
} CfPolicyAnchor;

/* Every [anchor NAME].  (transfer container) (element-type CfPolicyAnchor): free with g_array_unref() */
GArray *cf_policy_dup_anchors (const CfPolicy *self);

/* Every [mark-anchor NAME].  (transfer container) (element-type CfPolicyAnchor): free with g_array_unref() */
GArray *cf_policy_dup_mark_anchors (const CfPolicy *self);

/* Whether an anchor vouches for addresses of @domain (A-labels or not) at that time. */
gboolean cf_policy_anchor_covers (const CfPolicyAnchor *anchor, const char *domain, CfTime judged_at);

/**
 * CfPolicyList:
 * @list_id: what stands between < and > of List-Id, as written; to be compared without regard to ASCII case
 * @dkim_domain: (nullable): in A-labels
 */
typedef struct {
  const char *name;
  const char *list_id;
  const char *dkim_domain;
} CfPolicyList;

/* Every [list NAME].  (transfer container) (element-type CfPolicyList): free with g_array_unref() */
GArray *cf_policy_dup_lists (const CfPolicy *self);

/**
 * cf_policy_dup_names:
 * @section: "trusted-authserv-ids", "trusted-sealers" or "received-by"
 * @account: (nullable): user@incoming-host
 *
 * The names of default= and, for an account, of its own key.
 *
 * Returns: (transfer full): %NULL-terminated, in A-labels and lower case, each once; empty for none
 */
char **cf_policy_dup_names (const CfPolicy *self, const char *section, const char *account);

/* [history] with its defaults. */
typedef struct {
  gboolean keep;      /* whether anything is kept; true */
  guint days;         /* how long; 3650 */
  guint signed_min;   /* 5 */
  guint signed_days;  /* 3 */
  guint share;        /* per cent; 80 */
  guint forget_after; /* 10 */
} CfPolicyHistory;

/* What an expectation from history needs. */
void cf_policy_get_history (const CfPolicy *self, CfPolicyHistory *out_history);

/**
 * CfPolicyName:
 * @name: one of display-names=, as written
 * @senders: (array zero-terminated=1): every X of a [sender X] that is registered to the same organisation: those
 *   that share this name, and those that share another name with one of these; in A-labels
 * @origin: whose file says so; of several the first
 */
typedef struct {
  const char *name;
  const char *const *senders;
  CfPolicyOrigin origin;
} CfPolicyName;

typedef void (*CfPolicyNameFunc) (const CfPolicyName *name, gpointer data);

/* Calls @func for every registered name, in the order of the files; names that are the same but for case, width and
 * composition count as one.  At @judged_at, since directory entries end. */
void cf_policy_foreach_name (const CfPolicy *self, CfTime judged_at, CfPolicyNameFunc func, gpointer data);

/**
 * cf_policy_dup_registered:
 * @judged_at: since rules begin and end
 *
 * Every X of a [sender X] that counts as registered, for which others are not
 * to be mistaken (MEANING section 9): it expects something (required, expected,
 * usual), or has display-names=, domain-badge= or assurance=.  One that only
 * exempts, or only has a note, is not.  Being registered also excuses a domain
 * for resembling others, so the user's own do not count under
 * user-may-loosen=false.
 *
 * Returns: (transfer full): %NULL-terminated, in A-labels, in the order of the files
 */
char **cf_policy_dup_registered (const CfPolicy *self, CfTime judged_at);

G_END_DECLS
