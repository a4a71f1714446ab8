/* cf-domain.c — bytes → evidence: what the sender's domain could prove */
#include "cf-domain.h"

#include "cf-domain-dkim.h"
#include "cf-domain-field.h"
#include "cf-domain-name.h"
#include "cf-limits.h"
#include "cf-mime-address.h"

/* Found by mime or by the host: with these no signature proves a domain
 * (MEANING section 7), so its key need not be asked for. */
#define NEVER_PROVED \
  (CF_M (HEADERS_AMBIGUOUS) | CF_M (FROM_DUPLICATE) | CF_M (FROM_SEVERAL) | CF_M (BYTES_REWRITTEN))

static void
count_fields (CfSpan header, CfDomainCounts *counts)
{
  CfDomainField field;

  while (cf_domain_next_field (&header, &field))
    cf_domain_count_field (field.name, counts);
}

/* Asks for the keys of the signatures that could prove @domain; whether there is one. */
static gboolean
ask_for_keys (CfSpan header, const char *domain, CfQuestions *questions)
{
  CfDomainCounts counts = { { 0 } };
  CfDomainField field;
  guint n_signatures = 0;
  gboolean could_prove = FALSE;

  count_fields (header, &counts);

  while (n_signatures < CF_LIMIT_DKIM_SIGNATURES && cf_domain_next_field (&header, &field)) {
    g_autofree char *key = NULL;

    if (!cf_span_is_nocase (field.name, "DKIM-Signature"))
      continue;

    n_signatures++;
    key = cf_domain_read_signature (field.value, &counts, domain);
    if (key == NULL)
      continue;

    could_prove = TRUE;
    cf_questions_ask (questions, CF_QUESTION_DNS, key);
  }

  return could_prove;
}

static gboolean
is_aligned_address (const char *address, const CfSenderFacts *sender)
{
  g_autofree char *domain = NULL;

  if (g_strcmp0 (address, sender->address) == 0)
    return TRUE;

  domain = cf_domain_dup_name_of_address (cf_span_str (address));
  return domain != NULL && cf_domain_is_aligned (domain, sender->domain);
}

/* The address that would get the answer: the first stranger, else the first. */
static const char *
find_reply (const GPtrArray *addresses, const CfSenderFacts *sender, gboolean *out_aligned)
{
  *out_aligned = FALSE;
  for (guint i = 0; i < addresses->len; i++)
    if (!is_aligned_address (g_ptr_array_index (addresses, i), sender))
      return g_ptr_array_index (addresses, i);

  *out_aligned = TRUE;
  return addresses->len == 0 ? NULL : g_ptr_array_index (addresses, 0);
}

/* All addresses count, and what is no address is one that nobody can compare. */
static void
check_reply (CfSpan header, CfFacts *facts)
{
  CfSenderFacts *sender = &facts->sender;
  g_autoptr (GPtrArray) addresses = NULL;
  g_autofree char *odd = NULL;
  const char *reply = NULL;
  gboolean aligned = FALSE;

  if (sender->domain == NULL)
    return;

  addresses = cf_mime_list_addresses (header, "Reply-To", &odd);
  reply = find_reply (addresses, sender, &aligned);
  if (!aligned || odd != NULL)
    facts->evidence |= CF_M (REPLY_DIFFERS);
  g_free (sender->reply_to);
  sender->reply_to = g_strdup (aligned && odd != NULL ? odd : reply);
}

void
cf_domain_check (CfSpan header, CfFacts *facts, CfQuestions *questions)
{
  CfSenderFacts *sender = &facts->sender;

  if (sender->domain != NULL) {
    g_free (sender->organizational_domain);
    sender->organizational_domain = cf_domain_dup_organizational (sender->domain);
  }
  check_reply (header, facts);

  if (sender->domain != NULL && (facts->evidence & NEVER_PROVED) == 0 &&
      ask_for_keys (header, sender->domain, questions))
    facts->evidence |= CF_M (DOMAIN_PENDING);
  else
    facts->evidence |= CF_M (DOMAIN_NOT_PROVED);
}
