/* cf-mime-sender.c — header fields -> who the mail says it is from, and its words */
#include "cf-mime-internal.h"

static char *
dup_visible (const char *text)
{
  return text == NULL ? NULL : cf_text_make_visible (text, -1);
}

/* What reads the From fields. */
typedef struct {
  CfFacts *facts;
  GHashTable *seen; /* addresses that are in the list */
  gboolean unknown;
} FromReader;

/* The end that counts of a domain longer than any real one. */
static const char *
skip_to_end (const char *domain)
{
  gsize length = strlen (domain);
  const char *dot = length <= CF_LIMIT_TEXT_CHARS ? NULL : strchr (domain + length - CF_LIMIT_TEXT_CHARS, '.');

  return dot == NULL ? domain : dot;
}

/* As an expectation is looked up.  However long the address is, its domain stays
 * whole; one that programs fold to another domain stands for that one. */
static char *
dup_for_lookup (const CfMimeMailbox *mailbox)
{
  const char *at = strrchr (mailbox->address, '@');
  gboolean stable = mailbox->domain == NULL || cf_mime_domain_is_stable (at + 1, mailbox->domain);
  g_autofree char *local = cf_text_make_visible (mailbox->address, at - mailbox->address);
  g_autofree char *domain = dup_visible (skip_to_end (stable ? at + 1 : mailbox->domain));

  for (gsize length = strlen (domain); length > 0 && domain[length - 1] == '.'; length--)
    domain[length - 1] = '\0';

  return g_strconcat (local, "@", domain, NULL);
}

static void
add_from_addresses (FromReader *reader, GPtrArray *mailboxes)
{
  GPtrArray *addresses = reader->facts->sender.from_addresses;

  for (guint i = 0; i < mailboxes->len && addresses->len < CF_LIMIT_FROM_LOOKUPS; i++) {
    char *address = dup_for_lookup (g_ptr_array_index (mailboxes, i));

    if (g_hash_table_contains (reader->seen, address)) {
      g_free (address);
      continue;
    }
    g_hash_table_add (reader->seen, address);
    g_ptr_array_add (addresses, address);
  }
}

/* Those that every program finds: they come first. */
static guint
count_plain (GPtrArray *mailboxes)
{
  guint n = 0;

  while (n < mailboxes->len && !((const CfMimeMailbox *) g_ptr_array_index (mailboxes, n))->reread)
    n++;

  return n;
}

/* The first address of all From fields is the one that is shown. */
static void
take_from (FromReader *reader, GPtrArray *mailboxes)
{
  CfFacts *facts = reader->facts;
  CfSenderFacts *sender = &facts->sender;
  const CfMimeMailbox *first = NULL;

  if (count_plain (mailboxes) > 1)
    facts->evidence |= CF_M (FROM_SEVERAL);
  if (count_plain (mailboxes) > 0 && sender->address == NULL) {
    first = g_ptr_array_index (mailboxes, 0);
    g_free (sender->display_name);
    sender->address = dup_visible (first->address);
    sender->display_name = dup_visible (first->phrase);
    sender->domain = dup_visible (first->domain);
  }

  add_from_addresses (reader, mailboxes);
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
read_from_field (FromReader *reader, const CfMimeField *field)
{
  CfSenderFacts *sender = &reader->facts->sender;
  g_autoptr (GPtrArray) mailboxes = NULL;

  sender->from_count++;
  mailboxes = cf_mime_words_read_addresses (field, &reader->unknown);
  take_from (reader, mailboxes);
  take_name_only (field, sender);
}

/* What is a From field for some programs only: its addresses count for expectations. */
static void
read_from_perhaps (FromReader *reader, const CfMimeField *field)
{
  const guint8 *nul = field->name.length == 0 ? NULL : memchr (field->name.data, '\0', field->name.length);
  CfSpan name = nul == NULL ? field->name : cf_span_sub (field->name, 0, nul - field->name.data);
  g_autoptr (GPtrArray) mailboxes = NULL;

  if (!cf_span_is_nocase (name, "From"))
    return;

  mailboxes = cf_mime_words_read_addresses (field, &reader->unknown);
  add_from_addresses (reader, mailboxes);
}

/* The next CR that is no part of a line end. */
static const guint8 *
find_bare_cr (CfSpan span)
{
  for (gsize i = 0; i < span.length; i++)
    if (span.data[i] == '\r' && (i + 1 == span.length || span.data[i + 1] != '\n'))
      return span.data + i;

  return NULL;
}

/* Fields that begin inside another one, behind a CR: some programs end a line there. */
static void
read_from_behind_cr (FromReader *reader, CfSpan rest)
{
  const guint8 *cr = NULL;

  while ((cr = find_bare_cr (rest)) != NULL) {
    const guint8 *end = NULL;
    CfMimeField field;
    CfSpan line;

    rest = cf_span_from (rest, cr + 1 - rest.data);
    end = find_bare_cr (rest);
    line = end == NULL ? rest : cf_span_sub (rest, 0, end - rest.data);
    if (cf_mime_header_next (&line, &field))
      read_from_perhaps (reader, &field);
  }
}

static void
read_from_header (FromReader *reader, CfSpan header)
{
  CfMimeField field;

  while (cf_mime_header_next (&header, &field)) {
    if (cf_span_is_nocase (field.name, "From"))
      read_from_field (reader, &field);
    else
      read_from_perhaps (reader, &field);
    if (!field.well_formed)
      read_from_behind_cr (reader, field.whole);
  }
}

/* What a limit cut off the header: nothing else of it is read, but who it says it is from counts. */
static CfSpan
get_unread_header (const CfMime *self)
{
  CfSpan header = cf_mime_node (self, 0)->part.header;
  CfSpan unread, body;

  cf_mime_header_split (cf_span_from (self->message, header.data + header.length - self->message.data), &unread,
                        &body);
  return unread;
}

static void
read_from_fields (const CfMime *self, CfFacts *facts, gboolean *unknown)
{
  CfSenderFacts *sender = &facts->sender;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  FromReader reader = { facts, seen, FALSE };

  read_from_header (&reader, cf_mime_node (self, 0)->part.header);
  if (self->limit != 0)
    read_from_header (&reader, get_unread_header (self));
  *unknown = reader.unknown;

  if (sender->from_count > 1)
    facts->evidence |= CF_M (FROM_DUPLICATE);
  if (sender->address == NULL)
    facts->evidence |= CF_M (FROM_EMPTY);
  if (sender->from_count == 1 && sender->from_addresses->len == 1 && sender->address != NULL)
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

  read_from_fields (self, facts, &unknown[0]);
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
