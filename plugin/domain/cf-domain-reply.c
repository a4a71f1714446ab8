/* cf-domain-reply.c — bytes → whether the answer would go to somebody else */
#include "cf-domain-name.h"
#include "cf-domain-private.h"
#include "cf-mime-address.h"

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
void
cf_domain_reply_check (CfDomainCheck *check, CfFacts *facts)
{
  CfSenderFacts *sender = &facts->sender;
  CfSpan header = cf_mime_get_part (check->context->mime, 0)->header;
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
