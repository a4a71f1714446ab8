/* cf-claim.c — registered names and domains -> an index; a sender -> its claims */
#include "cf-claim-private.h"
#include "cf-text.h"

static void
cf_claim_name_free (CfClaimName *name)
{
  g_free (name->folded);
  g_free (name->joined);
  g_free (name->shown);
  g_free (name);
}

/* Without its data ICU compares nothing, and no mail could be approved: a broken installation, not a message. */
static USpoofChecker *
open_checker (void)
{
  UErrorCode status = U_ZERO_ERROR;
  USpoofChecker *checker = uspoof_open (&status);

  if (U_FAILURE (status))
    g_error ("ICU cannot be opened (%s): install libicu's data", u_errorName (status));

  uspoof_setChecks (checker, USPOOF_RESTRICTION_LEVEL, &status);
  uspoof_setRestrictionLevel (checker, USPOOF_HIGHLY_RESTRICTIVE);
  g_assert (U_SUCCESS (status));
  return checker;
}

CfClaimIndex *
cf_claim_index_new (void)
{
  CfClaimIndex *self = g_new0 (CfClaimIndex, 1);

  self->checker = open_checker ();
  self->names = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_claim_name_free);
  self->by_joined = g_hash_table_new (g_str_hash, g_str_equal);
  self->organizations = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  self->domains = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_claim_domain_free);
  self->by_domain = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_skeleton = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
cf_claim_index_free (CfClaimIndex *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_joined);
  g_hash_table_unref (self->by_domain);
  g_hash_table_unref (self->by_skeleton);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->organizations);
  g_ptr_array_unref (self->domains);
  uspoof_close (self->checker);
  g_free (self);
}

/* The domain of a pattern: "a@b.example", "b.example", "*.b.example". */
static const char *
get_domain (const char *pattern)
{
  const char *at = strrchr (pattern, '@');
  const char *domain = at != NULL ? at + 1 : pattern;

  return g_str_has_prefix (domain, "*.") ? domain + 2 : domain;
}

static void
add_domain (CfClaimIndex *self, GHashTable *organization, const char *pattern)
{
  g_autofree char *ascii = cf_text_domain_to_ascii (get_domain (pattern));
  g_autofree char *lower = ascii == NULL ? NULL : g_ascii_strdown (ascii, -1);
  g_autoptr (CfClaimDomain) row = lower == NULL ? NULL : cf_claim_domain_new (self, lower);

  if (row == NULL)
    return;

  g_hash_table_add (organization, g_strdup (row->domain));
  /* A rule for *.co.jp names nobody whom anybody could resemble. */
  if (cf_claim_is_suffix (row->domain) || g_hash_table_contains (self->by_domain, row->domain))
    return;

  g_hash_table_insert (self->by_domain, row->domain, row);
  g_hash_table_insert (self->by_skeleton, row->skeleton, row);
  g_ptr_array_add (self->domains, g_steal_pointer (&row));
}

/* The organisation that has one of @names already, else a new one. */
static guint
find_organization (CfClaimIndex *self, const char *const *names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    g_autofree char *folded = cf_claim_fold (names[i]);
    g_autofree char *joined = cf_claim_join (folded);
    g_autofree char *skeleton = cf_claim_dup_skeleton (self, joined);
    guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_joined, skeleton));

    if (place > 0)
      return ((const CfClaimName *) g_ptr_array_index (self->names, place - 1))->organization;
  }

  g_ptr_array_add (self->organizations, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL));
  return self->organizations->len - 1;
}

static void
add_name (CfClaimIndex *self, guint organization, const char *shown)
{
  g_autofree char *folded = cf_claim_fold (shown);
  g_autofree char *joined = cf_claim_join (folded);
  g_autofree char *skeleton = cf_claim_dup_skeleton (self, joined);
  CfClaimName *name;

  if (*folded == '\0' || g_hash_table_contains (self->by_joined, skeleton))
    return;

  name = g_new0 (CfClaimName, 1);
  name->n_chars = (guint) g_utf8_strlen (joined, -1);
  name->folded = g_steal_pointer (&folded);
  name->joined = g_steal_pointer (&skeleton);
  name->shown = g_strdup (shown);
  name->organization = organization;
  g_ptr_array_add (self->names, name);
  g_hash_table_insert (self->by_joined, name->joined, GUINT_TO_POINTER (self->names->len));
}

void
cf_claim_index_add (CfClaimIndex *self, const char *const *names, const char *const *patterns)
{
  guint organization = find_organization (self, names);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    add_name (self, organization, names[i]);
  for (guint i = 0; patterns != NULL && patterns[i] != NULL; i++)
    add_domain (self, g_ptr_array_index (self->organizations, organization), patterns[i]);
}

void
cf_claim_check (const CfClaimIndex *index, const char *const *known, CfFacts *facts)
{
  facts->evidence |= CF_M (CLAIM_LOOKED);
  cf_claim_check_name (index, facts);
  cf_claim_check_domain (index, known, facts);
}
