/* cf-domain-reply.c — bytes → whether the answer would go to somebody else */
#include "cf-domain-name.h"
#include "cf-domain-proof.h"
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

/* By which fields a mail client chooses whom the answer goes to.  Thunderbird follows Mail-Reply-To, to all
 * Mail-Followup-To, and Claws Mail, where nobody chose otherwise, List-Post; signers leave these three out, and header
 * protection does not compare them. */
static const struct {
  const char *name;
  GPtrArray *(*list) (CfSpan header, const char *name, char **out_odd);
  gboolean usually_proved; /* where the header is */
  gboolean to_recipients;  /* who answers those a mail was written to answers nobody else: lists do that */
} reply_fields[] = {
  { "Reply-To", cf_mime_list_addresses, TRUE, FALSE },
  { "Mail-Reply-To", cf_mime_list_addresses, FALSE, FALSE },
  { "Mail-Followup-To", cf_mime_list_addresses, FALSE, TRUE },
  { "List-Post", cf_mime_list_posts, FALSE, TRUE },
};

/* The local part as it is, the domain in lower case. */
static char *
dup_comparable (const char *address)
{
  const char *at = strrchr (address, '@');
  g_autofree char *domain = at == NULL ? NULL : g_ascii_strdown (at, -1);

  return at == NULL ? g_strdup (address) : g_strdup_printf ("%.*s%s", (int) (at - address), address, domain);
}

static void
add_recipients (GHashTable *recipients, CfSpan header, const char *name)
{
  g_autofree char *odd = NULL;
  g_autoptr (GPtrArray) addresses = cf_mime_list_addresses (header, name, &odd);

  for (guint i = 0; i < addresses->len; i++)
    g_hash_table_add (recipients, dup_comparable (g_ptr_array_index (addresses, i)));
}

/* Takes those out of @addresses whom everybody sees the mail was written to.  Cc is one of the fields that a seal may
 * leave out. */
static void
remove_recipients (const CfDomainCheck *check, const CfFacts *facts, GPtrArray *addresses)
{
  CfSpan header = cf_mime_get_part (check->context->mime, 0)->header;
  g_autoptr (GHashTable) recipients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_recipients (recipients, header, "To");
  if ((facts->evidence & CF_M (DOMAIN_PROVED)) == 0 || cf_domain_proof_covers (check, "Cc", facts))
    add_recipients (recipients, header, "Cc");

  for (guint i = addresses->len; i-- > 0;) {
    g_autofree char *address = dup_comparable (g_ptr_array_index (addresses, i));

    if (g_hash_table_contains (recipients, address))
      g_ptr_array_remove_index (addresses, i);
  }
}

/* All addresses count, and what is no address is one that nobody can compare.  A stranger's takes the place of what
 * was found before. */
static void
check_field (const CfDomainCheck *check, guint place, CfFacts *facts)
{
  CfSenderFacts *sender = &facts->sender;
  CfSpan header = cf_mime_get_part (check->context->mime, 0)->header;
  const char *name = reply_fields[place].name;
  g_autofree char *odd = NULL;
  g_autoptr (GPtrArray) addresses = reply_fields[place].list (header, name, &odd);
  const char *reply = NULL;
  gboolean aligned = FALSE;
  gboolean differs = FALSE;

  if (addresses->len > 0 && reply_fields[place].to_recipients)
    remove_recipients (check, facts, addresses);
  reply = find_reply (addresses, sender, &aligned);
  differs = !aligned || odd != NULL;

  if (differs && !reply_fields[place].usually_proved && !cf_domain_proof_covers (check, name, facts))
    facts->evidence |= CF_M (REPLY_UNPROVED);
  if ((facts->evidence & CF_M (REPLY_DIFFERS)) != 0 || (sender->reply_to != NULL && !differs))
    return;

  if (differs)
    facts->evidence |= CF_M (REPLY_DIFFERS);
  g_free (sender->reply_to);
  sender->reply_to = g_strdup (aligned && odd != NULL ? odd : reply);
}

void
cf_domain_reply_check (CfDomainCheck *check, CfFacts *facts)
{
  if (facts->sender.domain == NULL)
    return;

  g_clear_pointer (&facts->sender.reply_to, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (reply_fields); i++)
    check_field (check, i, facts);
}
