/* cf-cert-search.c — the best path from a signer towards an anchor
 *
 * OpenSSL's own builder follows one candidate and does not go back, so one
 * cross-signed twin in the message hides a good path.  Here candidates are
 * tried one after the other, with as many steps as CF_LIMIT_PATH_STEPS allows;
 * every complete path is verified alone.
 */
#include "cf-cert-internal.h"

typedef struct {
  const CfCertContext *context;
  CfCertIssuers *issuers;
  guint8 *counts; /* Counts of each anchor */
  X509 *certificates[CF_LIMIT_CHAIN_LENGTH];
  guint n;
  guint n_steps;
  guint n_paths;
  CfCertPath *best;
} Search;

/* Whether an anchor counts for this signer: looked at once, for it takes all addresses of the certificate. */
typedef enum { COUNTS_UNKNOWN, COUNTS, COUNTS_NOT } Counts;

/* How far a path got, the better the larger. */
typedef enum {
  RANK_BROKEN,
  RANK_UNKNOWN_ROOT,
  RANK_REFUSED,
  RANK_WRONG_USAGE,
  RANK_WRONG_TIME,
  RANK_EXPIRED_SINCE,
  RANK_STANDS,
} Rank;

void
cf_cert_path_free (CfCertPath *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->certificates);
  g_free (self);
}

static gboolean
is_self_signed (X509 *certificate)
{
  return (X509_get_extension_flags (certificate) & EXFLAG_SS) != 0;
}

static Rank
get_rank (const CfCertPath *path)
{
  if (path->anchor == NULL)
    return is_self_signed (cf_cert_path_get (path, path->certificates->len - 1)) ? RANK_UNKNOWN_ROOT
                                                                                 : RANK_BROKEN;
  if (path->refusal.detail != NULL)
    return RANK_REFUSED;
  if (!path->usage_fits)
    return RANK_WRONG_USAGE;
  if (path->time == CF_CERT_TIME_STANDS)
    return RANK_STANDS;

  return path->time == CF_CERT_TIME_EXPIRED_SINCE ? RANK_EXPIRED_SINCE : RANK_WRONG_TIME;
}

static gboolean
is_better (const CfCertPath *path, const CfCertPath *than)
{
  Rank rank = get_rank (path);

  if (than == NULL || rank > get_rank (than))
    return TRUE;

  /* Of broken ones the longest tells most. */
  return rank == RANK_BROKEN && get_rank (than) == RANK_BROKEN &&
         path->certificates->len > than->certificates->len;
}

/* Judges the path as it stands now and keeps the better one. */
static void
offer_path (Search *search, CfCertAnchor *anchor)
{
  CfCertPath *path = g_new0 (CfCertPath, 1);
  const CfCertRules *rules = search->context->rules;

  path->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) X509_free);
  for (guint i = 0; i < search->n; i++) {
    X509_up_ref (search->certificates[i]);
    g_ptr_array_add (path->certificates, search->certificates[i]);
  }

  path->anchor = anchor;
  if (anchor != NULL) {
    search->n_paths++;
    path->refusal = cf_cert_path_find_refusal (path, rules);
    path->usage_fits = cf_cert_path_check_usage (path, rules);
    path->time = cf_cert_path_check_time (path, rules);
  }

  if (is_better (path, search->best)) {
    cf_cert_path_free (search->best);
    search->best = path;
  } else {
    cf_cert_path_free (path);
  }
}

static gboolean
is_over (const Search *search)
{
  return search->n_steps >= CF_LIMIT_PATH_STEPS || search->n_paths >= CF_LIMIT_PATHS ||
         (search->best != NULL && get_rank (search->best) == RANK_STANDS);
}

/* Whether names and key identifiers let @issuer be the issuer; whether it was allowed to be is judged with
 * the path. */
static gboolean
is_possible_issuer (X509 *issuer, X509 *subject)
{
  switch (X509_check_issued (issuer, subject)) {
  case X509_V_ERR_SUBJECT_ISSUER_MISMATCH:
  case X509_V_ERR_AKID_SKID_MISMATCH:
  case X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH:
    return FALSE;
  default:
    return TRUE;
  }
}

static gboolean
is_on_path (const Search *search, X509 *certificate)
{
  for (guint i = 0; i < search->n; i++)
    if (X509_cmp (search->certificates[i], certificate) == 0)
      return TRUE;

  return FALSE;
}

/* The certificate of the anchor at @index, when its name is @hash's and it counts for this signer; NULL otherwise. */
static X509 *
get_anchor (const Search *search, guint index, gulong hash)
{
  CfCertAnchor *anchor = g_ptr_array_index (search->context->rules->roots->anchors, index);

  if (anchor->name_hash != hash)
    return NULL;
  if (search->counts[index] == COUNTS_UNKNOWN)
    search->counts[index] =
        cf_cert_anchor_counts (anchor, search->certificates[0], search->context) ? COUNTS : COUNTS_NOT;

  return search->counts[index] == COUNTS ? cf_cert_anchor_get (anchor) : NULL;
}

/* The anchor that is @certificate itself, byte for byte; NULL for none. */
static CfCertAnchor *
find_anchor (const Search *search, X509 *certificate)
{
  const GPtrArray *anchors = search->context->rules->roots->anchors;
  gulong hash = X509_subject_name_hash (certificate);

  for (guint i = 0; i < anchors->len; i++) {
    X509 *known = get_anchor (search, i, hash);

    if (known != NULL && X509_cmp (known, certificate) == 0)
      return g_ptr_array_index (anchors, i);
  }

  return NULL;
}

static void
try_anchors (Search *search)
{
  const GPtrArray *anchors = search->context->rules->roots->anchors;
  X509 *last = search->certificates[search->n - 1];
  gulong hash = X509_issuer_name_hash (last);

  for (guint i = 0; i < anchors->len && !is_over (search); i++) {
    X509 *certificate = get_anchor (search, i, hash);

    if (certificate == NULL || !is_possible_issuer (certificate, last) || is_on_path (search, certificate))
      continue;

    search->n_steps++;
    search->certificates[search->n++] = certificate;
    offer_path (search, g_ptr_array_index (anchors, i));
    search->n--;
  }
}

static void extend_path (Search *search);

/* Returns whether any of @candidates could be the next. */
static gboolean
try_candidates (Search *search, STACK_OF (X509) * candidates)
{
  X509 *last = search->certificates[search->n - 1];
  gboolean found = FALSE;

  for (int i = 0; i < sk_X509_num (candidates) && !is_over (search); i++) {
    X509 *candidate = sk_X509_value (candidates, i);

    /* A copy of an anchor was tried as the anchor. */
    if (!is_possible_issuer (candidate, last) || is_on_path (search, candidate) ||
        find_anchor (search, candidate) != NULL)
      continue;

    found = TRUE;
    search->n_steps++;
    search->certificates[search->n++] = candidate;
    extend_path (search);
    search->n--;
  }

  return found;
}

static void
extend_path (Search *search)
{
  X509 *last = search->certificates[search->n - 1];
  gboolean found = FALSE;

  if (search->n < CF_LIMIT_CHAIN_LENGTH && !is_self_signed (last)) {
    try_anchors (search);
    found = try_candidates (search, search->context->bag);
    found = try_candidates (search, search->context->rules->extra) || found;
    /* What was fetched comes last: mostly it is what the message brought already. */
    if (!is_over (search))
      found = try_candidates (search, cf_cert_issuers_find (search->issuers, last)) || found;
  }

  if (!found) {
    cf_cert_issuers_note_end (search->issuers, last);
    offer_path (search, NULL);
  }
}

CfCertPath *
cf_cert_find_path (X509 *certificate, const CfCertContext *context)
{
  const CfCertRoots *roots = context->rules->roots;
  g_autoptr (CfCertIssuers) issuers = cf_cert_issuers_new (context);
  g_autofree guint8 *counts = roots == NULL ? NULL : g_new0 (guint8, roots->anchors->len + 1);
  Search search = {
    .context = context, .issuers = issuers, .counts = counts, .certificates = { certificate }, .n = 1
  };
  CfCertAnchor *anchor = roots == NULL ? NULL : find_anchor (&search, certificate);

  if (roots == NULL)
    offer_path (&search, NULL);
  else if (anchor != NULL)
    offer_path (&search, anchor);
  else
    extend_path (&search);

  g_assert (search.best != NULL); /* where it ends, a path is offered */
  if (search.best->anchor == NULL)
    cf_cert_issuers_ask (issuers);

  return search.best;
}
