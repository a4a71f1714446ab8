/* cf-domain-list.c — a header, seals and policy → the registered list that a mail came through */
#include "cf-domain-list.h"

#include "cf-domain-auth-lex.h"
#include "cf-domain-field.h"
#include "cf-domain-name.h"
#include "cf-mime-address.h"

/* Where lists keep the author whom they took out of From. */
static const char *const author_fields[] = { "Reply-To", "X-Original-From" };

static const char body_differs[] = "body hash differs";

/* phrase "<" list-id ">" (RFC 2919 section 3). */
static char *
read_list_id (CfSpan value)
{
  g_autofree char *id = NULL;

  if (!cf_domain_lex_seek (&value, '<') || !cf_domain_lex_take (&value, '<'))
    return NULL;
  id = cf_domain_lex_value (&value, "<>");
  if (id == NULL || !cf_domain_lex_take (&value, '>') || !cf_domain_lex_skip (&value) || value.length > 0)
    return NULL;

  return g_ascii_strdown (id, -1);
}

char *
cf_domain_dup_list_id (CfSpan header)
{
  CfSpan value = { 0 };
  CfDomainField field;
  guint n = 0;

  while (cf_domain_next_field (&header, &field))
    if (cf_span_is_nocase (field.name, "List-Id")) {
      value = field.value;
      n++;
    }

  return n == 1 ? read_list_id (value) : NULL;
}

static gboolean
is_sealed_by (const CfDomainListProof *proof, const char *domain)
{
  for (guint i = 0; domain != NULL && i < proof->sealed_by->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (proof->sealed_by, i), domain) == 0)
      return TRUE;

  return FALSE;
}

const CfDomainList *
cf_domain_find_list (const GPtrArray *lists, const char *list_id, const CfDomainListProof *proof)
{
  for (guint i = 0; lists != NULL && list_id != NULL && i < lists->len; i++) {
    const CfDomainList *list = g_ptr_array_index (lists, i);

    if (list->list_id != NULL && g_ascii_strcasecmp (list->list_id, list_id) == 0 &&
        (proof->custody || is_sealed_by (proof, list->dkim_domain)))
      return list;
  }

  return NULL;
}

/* --- a rewritten From --- */

/* Its seal's domain, or the one that its id lies in. */
static gboolean
is_of_list (const char *domain, const CfDomainList *list)
{
  if (domain == NULL || list->dkim_domain == NULL)
    return FALSE;

  return cf_domain_is_at_or_below (domain, list->dkim_domain) ||
         (cf_domain_is_at_or_below (list->list_id, domain) && cf_domain_is_aligned (domain, list->dkim_domain));
}

/* The local part exactly, the domain without its case (RFC 5321 section 2.4). */
static gboolean
is_same_address (const char *a, const char *b)
{
  const char *at_a = strrchr (a, '@');
  const char *at_b = strrchr (b, '@');

  return at_a != NULL && at_b != NULL && at_a - a == at_b - b && strncmp (a, b, at_a - a) == 0 &&
         g_ascii_strcasecmp (at_a, at_b) == 0;
}

static gboolean
stands_in (const char *address, CfSpan header)
{
  for (guint i = 0; i < G_N_ELEMENTS (author_fields); i++) {
    g_autofree char *odd = NULL;
    g_autoptr (GPtrArray) addresses = cf_mime_list_addresses (header, author_fields[i], &odd);

    for (guint j = 0; odd == NULL && j < addresses->len; j++)
      if (is_same_address (address, g_ptr_array_index (addresses, j)))
        return TRUE;
  }

  return FALSE;
}

static gboolean
is_author (const CfSignerFacts *signer, CfSpan header)
{
  for (guint i = 0; i < signer->addresses->len; i++)
    if (stands_in (g_ptr_array_index (signer->addresses, i), header))
      return TRUE;

  return FALSE;
}

gboolean
cf_domain_is_list_rewrite (const CfDomainList *list, CfSpan header, const CfFacts *facts)
{
  guint n_authors = 0;

  if (!is_of_list (facts->sender.domain, list))
    return FALSE;

  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);

    if (signer->status != CF_SIGNER_INTACT)
      continue;
    if (!is_author (signer, header))
      return FALSE;
    n_authors++;
  }

  return n_authors > 0;
}

/* --- what changed --- */

void
cf_domain_list_explain (gboolean has_list_id, CfDomainFacts *domain)
{
  const char *who = domain->arc.result == CF_ARC_PASS ? "a forwarder that sealed it (ARC) may have changed it"
                    : has_list_id                     ? "a mailing list may have added a footer"
                                                      : NULL;

  for (guint i = 0; who != NULL && i < domain->dkim->len; i++) {
    CfDkimFacts *seal = g_ptr_array_index (domain->dkim, i);

    if (seal->aligned && g_strcmp0 (seal->detail, body_differs) == 0) {
      g_free (seal->detail);
      seal->detail = g_strconcat (body_differs, "; ", who, NULL);
    }
  }
}
