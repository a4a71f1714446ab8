/* cf-mime-sender.c — header fields -> who the mail says it is from, and its words */
#include "cf-mime-internal.h"

static char *
dup_visible (const char *text)
{
  return text == NULL ? NULL : cf_text_make_visible (text, -1);
}

static void
add_from_addresses (GPtrArray *mailboxes, CfSenderFacts *sender)
{
  for (guint i = 0; i < mailboxes->len && sender->from_addresses->len < CF_LIMIT_FROM_ADDRESSES; i++) {
    const CfMimeMailbox *mailbox = g_ptr_array_index (mailboxes, i);

    if (!g_ptr_array_find_with_equal_func (sender->from_addresses, mailbox->address, g_str_equal, NULL))
      g_ptr_array_add (sender->from_addresses, dup_visible (mailbox->address));
  }
}

/* The first address of all From fields is the one that is shown. */
static void
take_from (GPtrArray *mailboxes, CfFacts *facts)
{
  CfSenderFacts *sender = &facts->sender;
  const CfMimeMailbox *first = NULL;

  if (mailboxes->len > 1)
    facts->evidence |= CF_M (FROM_SEVERAL);
  if (mailboxes->len > 0 && sender->address == NULL) {
    first = g_ptr_array_index (mailboxes, 0);
    g_free (sender->display_name);
    sender->address = dup_visible (first->address);
    sender->display_name = dup_visible (first->phrase);
    sender->domain = dup_visible (first->domain);
  }

  add_from_addresses (mailboxes, sender);
}

/* A name without any address is still what the reader sees. */
static void
take_name_only (const CfMimeField *field, CfSenderFacts *sender)
{
  g_autofree char *text = NULL;
  gboolean unknown = FALSE;

  if (sender->address != NULL || sender->display_name != NULL)
    return;

  text = cf_mime_words_decode (field, &unknown);
  if (*text != '\0')
    sender->display_name = dup_visible (text);
}

static void
read_from_fields (CfSpan header, CfFacts *facts, gboolean *unknown)
{
  CfSenderFacts *sender = &facts->sender;
  CfMimeField field;

  while (cf_mime_header_next (&header, &field)) {
    g_autoptr (GPtrArray) mailboxes = NULL;

    if (!cf_span_is_nocase (field.name, "From"))
      continue;

    sender->from_count++;
    mailboxes = cf_mime_words_read_addresses (&field, unknown);
    take_from (mailboxes, facts);
    take_name_only (&field, sender);
  }

  if (sender->from_count > 1)
    facts->evidence |= CF_M (FROM_DUPLICATE);
  if (sender->address == NULL)
    facts->evidence |= CF_M (FROM_EMPTY);
  if (sender->from_count == 1 && sender->from_addresses->len == 1)
    facts->evidence |= CF_M (ONE_FROM);
}

/* The first address of the fields of that name; one of another domain than
 * From comes first, since it is the one to be warned of. */
static char *
read_address (CfSpan header, const char *name, const CfSenderFacts *sender, gboolean *unknown)
{
  g_autofree char *found = NULL;
  CfMimeField field;

  while (cf_mime_header_next (&header, &field)) {
    g_autoptr (GPtrArray) mailboxes = NULL;

    if (!cf_span_is_nocase (field.name, name))
      continue;

    mailboxes = cf_mime_words_read_addresses (&field, unknown);
    for (guint i = 0; i < mailboxes->len; i++) {
      const CfMimeMailbox *mailbox = g_ptr_array_index (mailboxes, i);

      if (!cf_text_equal (mailbox->domain, sender->domain))
        return dup_visible (mailbox->address);
      if (found == NULL)
        found = dup_visible (mailbox->address);
    }
  }

  return g_steal_pointer (&found);
}

static char *
read_message_id (CfSpan header)
{
  g_autofree char *text = NULL;
  CfMimeField field;
  char *end = NULL;

  if (!cf_mime_header_find (header, "Message-ID", &field))
    return NULL;

  text = cf_mime_field_unfold (&field);
  end = strchr (text, '>');
  if (*text == '<' && end != NULL && end[1] == '\0')
    return cf_text_make_visible (text + 1, end - text - 1);

  return *text == '\0' ? NULL : cf_text_make_visible (text, -1);
}

static char *
read_subject (CfSpan header, gboolean *unknown)
{
  g_autofree char *text = NULL;
  CfMimeField field;

  if (!cf_mime_header_find (header, "Subject", &field))
    return NULL;

  text = cf_mime_words_decode (&field, unknown);
  return cf_text_make_visible (text, -1);
}

/* Local parts as they are, domains in A-labels: MEANING section 2. */
static gboolean
is_same_address (const char *a, const char *b)
{
  g_autofree char *domain_a = NULL;
  g_autofree char *domain_b = NULL;
  const char *at_a = strrchr (a, '@');
  const char *at_b = strrchr (b, '@');

  if (at_a == NULL || at_b == NULL || at_a - a != at_b - b || g_ascii_strncasecmp (a, b, at_a - a) != 0)
    return FALSE;

  domain_a = cf_mime_domain_to_ascii (at_a + 1);
  domain_b = cf_mime_domain_to_ascii (at_b + 1);
  return cf_text_equal (domain_a, domain_b);
}

/* A field with words that could not be read is named like a malformed one. */
static void
state_unknown (gboolean unknown, const char *name, CfFacts *facts)
{
  if (!unknown)
    return;

  facts->evidence |= CF_M (CHARSET_UNKNOWN);
  if (facts->ambiguous_field == NULL)
    facts->ambiguous_field = g_strdup (name);
}

void
cf_mime_read_sender (const CfMime *self, CfFacts *facts)
{
  CfSpan header = cf_mime_node (self, 0)->part.header;
  CfSenderFacts *sender = &facts->sender;
  gboolean unknown[4] = { FALSE };
  CfMimeField date;

  read_from_fields (header, facts, &unknown[0]);
  sender->sender = read_address (header, "Sender", sender, &unknown[1]);
  sender->reply_to = read_address (header, "Reply-To", sender, &unknown[2]);
  facts->subject = read_subject (header, &unknown[3]);
  facts->message_id = read_message_id (header);
  if (cf_mime_header_find (header, "Date", &date))
    sender->date = cf_mime_words_read_date (&date);

  if (sender->sender != NULL && sender->address != NULL && !is_same_address (sender->sender, sender->address))
    facts->evidence |= CF_M (SENDER_DIFFERS);

  state_unknown (unknown[0], "From", facts);
  state_unknown (unknown[1], "Sender", facts);
  state_unknown (unknown[2], "Reply-To", facts);
  state_unknown (unknown[3], "Subject", facts);
  if (!(facts->evidence & CF_M (CHARSET_UNKNOWN)))
    facts->evidence |= CF_M (CHARSETS_READ);
}
