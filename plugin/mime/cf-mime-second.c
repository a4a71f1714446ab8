/* cf-mime-second.c — the second opinion: where GMime reads header or structure otherwise (CF614)
 *
 * Two programs that were written apart and agree are a better witness than
 * one.  Only asked when our own strict reading found nothing.
 */
#include "cf-mime-gmime.h"
#include "cf-mime-internal.h"

/* Fields go to two lists: those of the content, and the others. */
typedef struct {
  GMimeHeaderList *list;
  int next;
} Cursor;

static gboolean
is_content_field (const CfMimeField *field)
{
  return field->name.length >= 8 && cf_span_is_nocase (cf_span_sub (field->name, 0, 8), "Content-");
}

/* Whether GMime's next field begins and ends where ours does. */
static gboolean
matches_field (Cursor *cursor, const CfMimeField *field, gsize offset)
{
  GMimeHeader *header = g_mime_header_list_get_header_at (cursor->list, cursor->next++);

  return header != NULL && g_mime_header_get_offset (header) == (gint64) offset &&
         strlen (g_mime_header_get_raw_name (header)) == field->name.length &&
         strlen (g_mime_header_get_raw_value (header)) == field->whole.length - field->name.length - 1;
}

static char *
compare_fields (const CfMime *self, GMimeMessage *message, GMimeObject *root)
{
  Cursor message_fields = { g_mime_object_get_header_list (GMIME_OBJECT (message)), 0 };
  Cursor content_fields = { g_mime_object_get_header_list (root), 0 };
  CfSpan rest = cf_mime_node (self, 0)->part.header;
  CfMimeField field;

  while (cf_mime_header_next (&rest, &field)) {
    Cursor *cursor = is_content_field (&field) ? &content_fields : &message_fields;

    if (!matches_field (cursor, &field, field.whole.data - self->message.data))
      return cf_mime_field_dup_safe_name (&field);
  }

  return NULL;
}

/* GMime refuses dots as in docomo's addresses: they are put between quotes, which means the same. */
static char *
dup_quoted (const char *address)
{
  const char *at = strrchr (address, '@');

  return *address == '"' ? g_strdup (address)
                         : g_strdup_printf ("\"%.*s\"%s", (int) (at - address), address, at);
}

static gboolean
has_odd_dots (const char *address)
{
  const char *at = strrchr (address, '@');

  return *address != '"' && (*address == '.' || at[-1] == '.' || g_strstr_len (address, at - address, "..") != NULL);
}

static gboolean
is_same_mailbox (InternetAddress *item, const CfMimeMailbox *want)
{
  g_autoptr (CfMimeMailbox) got = g_new0 (CfMimeMailbox, 1);
  g_autofree char *domain = NULL;

  if (!INTERNET_ADDRESS_IS_MAILBOX (item))
    return FALSE;

  got->address = cf_mime_address_normalise (internet_address_mailbox_get_idn_addr (INTERNET_ADDRESS_MAILBOX (item)));
  if (strrchr (got->address, '@') == NULL)
    return FALSE;
  got->domain = cf_mime_domain_to_ascii (strrchr (got->address, '@') + 1);
  return cf_mime_mailbox_equal (got, want);
}

static gboolean
agrees_on_from (const CfMime *self, GMimeMessage *message)
{
  g_autoptr (CfMimeMailbox) want = NULL;
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *quoted = NULL;
  g_autoptr (InternetAddressList) parsed = NULL;
  g_autoptr (GMimeParserOptions) options = cf_mime_gmime_options_new ();
  InternetAddressList *list = g_mime_message_get_from (message);
  CfMimeField field;

  if (!cf_mime_header_find (cf_mime_node (self, 0)->part.header, "From", &field))
    return FALSE;

  text = cf_mime_field_unfold (&field);
  shown = cf_mime_stream_show (text);
  want = cf_mime_mailbox_read (shown);
  if (want == NULL)
    return FALSE;
  if (has_odd_dots (want->address)) {
    quoted = dup_quoted (want->address);
    list = parsed = internet_address_list_parse (options, quoted);
  }

  return list != NULL && internet_address_list_length (list) == 1 &&
         is_same_mailbox (internet_address_list_get_address (list, 0), want);
}

static gboolean
is_same_type (GMimeObject *object, const CfMimePart *part)
{
  GMimeContentType *type = g_mime_object_get_content_type (object);
  g_autofree char *name = type == NULL ? NULL : g_mime_content_type_get_mime_type (type);
  g_autofree char *lower = name == NULL ? NULL : g_ascii_strdown (name, -1);
  g_autofree char *shown = cf_mime_stream_show (part->type);

  return cf_text_equal (lower, shown);
}

/* Walks both trees in the order of the bytes; @next is ours to compare. */
static gboolean
is_same_tree (const CfMime *self, GMimeObject *object, guint *next)
{
  const CfMimeNode *node = NULL;
  guint n_children = 0;

  if (object == NULL || *next >= self->nodes->len)
    return FALSE;

  node = cf_mime_node (self, (*next)++);
  if (!is_same_type (object, &node->part))
    return FALSE;

  if (GMIME_IS_MESSAGE_PART (object)) {
    GMimeMessage *inner = g_mime_message_part_get_message (GMIME_MESSAGE_PART (object));

    /* One that is empty has a root for us and none for GMime. */
    if (inner == NULL)
      return node->n_children == 1 && cf_mime_node (self, *next)->part.whole.length == 0 && ++*next != 0;
    return node->n_children == 1 && is_same_tree (self, g_mime_message_get_mime_part (inner), next);
  }

  if (GMIME_IS_MULTIPART (object))
    n_children = (guint) g_mime_multipart_get_count (GMIME_MULTIPART (object));
  if (n_children != node->n_children)
    return FALSE;
  for (guint i = 0; i < n_children; i++)
    if (!is_same_tree (self, g_mime_multipart_get_part (GMIME_MULTIPART (object), (int) i), next))
      return FALSE;

  return TRUE;
}

/* Whether a field is there that would keep GMime busy for long. */
static gboolean
has_huge_content_field (const CfMime *self)
{
  for (guint i = 0; i < self->nodes->len; i++) {
    CfSpan rest = cf_mime_node (self, i)->part.header;
    CfMimeField field;

    while (cf_mime_header_next (&rest, &field))
      if (is_content_field (&field) && field.whole.length > CF_LIMIT_CONTENT_FIELD_BYTES)
        return TRUE;
  }

  return FALSE;
}

/* More than the longest of their names with blanks behind it. */
#define MAX_NAME_BYTES 80u

/* The fields that GMime reads as lists of addresses, with "Resent-" before them as well. */
static const char *const address_fields[] = { "From", "Sender", "Reply-To", "To", "Cc", "Bcc" };

static gboolean
is_address_field (CfSpan name)
{
  if (name.length > 7 && cf_span_is_nocase (cf_span_sub (name, 0, 7), "Resent-"))
    name = cf_span_from (name, 7);
  for (guint i = 0; i < G_N_ELEMENTS (address_fields); i++)
    if (cf_span_is_nocase (name, address_fields[i]))
      return TRUE;

  return FALSE;
}

/* Nearly no line of a body begins with such a letter and has a colon near. */
static gboolean
begins_as_no_name (guint8 first)
{
  return strchr ("fsrtcb", g_ascii_tolower (first)) == NULL || first == '\0';
}

/* Whether a name that could be one of them stands before the first colon, blanks apart. */
static gboolean
begins_as_address_field (CfSpan rest)
{
  const guint8 *colon = memchr (rest.data, ':', MIN (rest.length, MAX_NAME_BYTES));
  CfSpan name = cf_span_sub (rest, 0, colon == NULL ? 0 : (gsize) (colon - rest.data));

  while (name.length > 0 && (name.data[name.length - 1] == ' ' || name.data[name.length - 1] == '\t'))
    name.length--;

  return is_address_field (name);
}

static guint
count_colons (CfSpan span)
{
  guint n = 0;

  for (gsize i = 0; i < span.length; i++)
    n += span.data[i] == ':';

  return n;
}

/* All that looks like such a field is counted, wherever it stands: GMime finds
 * messages where we see text (a message/rfc822 that is encoded). */
static char *
find_too_many_addresses (CfSpan message)
{
  gsize n_bytes = 0;
  guint n_fields = 0;
  guint n_colons = 0;

  for (gsize start = 0; start < message.length; start = cf_mime_line_next (message, start)) {
    CfSpan rest = { 0 };
    CfMimeField field;

    while (start < message.length && (message.data[start] == ' ' || message.data[start] == '\t'))
      start++;
    rest = cf_span_from (message, start);
    if (rest.length == 0 || begins_as_no_name (rest.data[0]) || !begins_as_address_field (rest) || !cf_mime_header_next (&rest, &field))
      continue;

    n_bytes += field.whole.length;
    n_colons += count_colons (field.value);
    if (++n_fields > CF_LIMIT_ADDRESSES_FIELDS || n_bytes > CF_LIMIT_ADDRESSES_BYTES ||
        n_colons > CF_LIMIT_ADDRESSES_COLONS)
      return cf_mime_field_dup_safe_name (&field);
  }

  return NULL;
}

char *
cf_mime_check_second (const CfMime *self, gsize kept)
{
  g_autoptr (GBytes) thin = cf_mime_thin (self, kept);
  CfSpan bytes = thin != NULL ? cf_span (g_bytes_get_data (thin, NULL), g_bytes_get_size (thin)) : self->message;
  g_autoptr (GMimeStream) stream = NULL;
  g_autoptr (GMimeParser) parser = NULL;
  g_autoptr (GMimeMessage) message = NULL;
  g_autoptr (GMimeParserOptions) options = cf_mime_gmime_options_new ();
  GMimeObject *root = NULL;
  char *field = NULL;
  guint next = 0;

  if (has_huge_content_field (self))
    return g_strdup ("Content-Type");
  field = find_too_many_addresses (bytes);
  if (field != NULL)
    return field;

  stream = cf_mime_stream_new (bytes);
  parser = g_mime_parser_new_with_stream (stream);
  message = g_mime_parser_construct_message (parser, options);
  root = message == NULL ? NULL : g_mime_message_get_mime_part (message);
  if (root == NULL)
    return g_strdup ("From");

  field = compare_fields (self, message, root);
  if (field == NULL && !self->is_inner && !agrees_on_from (self, message))
    field = g_strdup ("From");
  if (field == NULL && (!is_same_tree (self, root, &next) || next != self->nodes->len))
    field = g_strdup ("Content-Type");

  return field;
}
