/* cf-claim-private.h — what the files of this folder share: folding, the index
 *
 * Not for other modules.
 */
#pragma once

#include <unicode/uspoof.h>

#include "cf-claim.h"
#include "cf-limits.h"

G_BEGIN_DECLS

/**
 * CfClaimName:
 * @folded: words parted by one space, without legal forms
 * @joined: skeleton of @folded without spaces: what two equal names have in common
 * @shown: as it is registered
 * @n_chars: of @folded without spaces
 * @organization: index of the organisation
 */
typedef struct {
  char *folded;
  char *joined;
  char *shown;
  guint n_chars;
  guint organization;
} CfClaimName;

/**
 * CfClaimDomain:
 * @domain: registrable domain, A-labels
 * @label: its first label in Unicode; @n_chars of it
 * @skeleton: of the whole domain in Unicode
 * @label_skeleton: of @label
 */
typedef struct {
  char *domain;
  char *label;
  char *skeleton;
  char *label_skeleton;
  guint n_chars;
} CfClaimDomain;

/**
 * CfClaimIndex:
 * @names: (element-type CfClaimName)
 * @by_joined: joined -> index in @names plus 1
 * @organizations: (element-type GHashTable): set of registrable domains of each
 * @domains: (element-type CfClaimDomain)
 * @by_domain: registrable domain -> CfClaimDomain
 * @by_skeleton: skeleton -> CfClaimDomain
 */
struct _CfClaimIndex {
  USpoofChecker *checker;
  GPtrArray *names;
  GHashTable *by_joined;
  GPtrArray *organizations;
  GPtrArray *domains;
  GHashTable *by_domain;
  GHashTable *by_skeleton;
};

/* NFKC, lower case, one space between words, no legal forms; "" for nothing.  (transfer full) */
char *cf_claim_fold (const char *name);

/* @text without its spaces.  (transfer full) */
char *cf_claim_join (const char *text);

/* What two texts that look alike have in common (UTS 39), with our own pairs.  (transfer full) */
char *cf_claim_dup_skeleton (const CfClaimIndex *self, const char *text);

/* Whether @text mixes scripts as no language does (UTS 39, restriction level). */
gboolean cf_claim_is_mixed (const CfClaimIndex *self, const char *text);

/* The registrable domain; the whole domain where there is none.  (transfer full) (nullable) */
char *cf_claim_dup_registrable (const char *domain);

/* Whether @domain is one below which anybody registers (co.jp); not that of a company which lends names below its own,
 * nor a name without a dot, a host of the office. */
gboolean cf_claim_is_suffix (const char *domain);

/* Whether a word of the table stands in folded text @text. */
gboolean cf_claim_has_trade_word (const char *text);

/* The display name: CF504 and CF505. */
void cf_claim_check_name (const CfClaimIndex *self, CfFacts *facts);

/* The domain: CF506 and CF507. */
void cf_claim_check_domain (const CfClaimIndex *self, const char *const *known, CfFacts *facts);

/* A domain's row, not yet in any index.  (transfer full) (nullable): %NULL for what is no domain */
CfClaimDomain *cf_claim_domain_new (const CfClaimIndex *self, const char *domain);

/* Accepts %NULL. */
void cf_claim_domain_free (CfClaimDomain *domain);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClaimDomain, cf_claim_domain_free)

/* How many letters differ by inserting, leaving out, exchanging or swapping neighbours; at most @max + 1. */
guint cf_claim_count_edits (const char *a, const char *b, guint max);

G_END_DECLS
