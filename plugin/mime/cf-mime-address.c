/* cf-mime-address.c — header fields -> addresses, strictly where that is possible */
#include "cf-mime-address.h"

#include "cf-mime-words.h"

/* Of a field that is no list of addresses: enough to be recognised. */
#define MAX_ODD_CHARS 100

/* Of such a field: enough to find one to warn of. */
#define MAX_ODD_ADDRESSES 100u

/* The end of the list's next item: a comma outside quotes. */
static const char *
find_item_end (const char *p)
{
  gboolean quoted = FALSE;

  for (; *p != '\0' && (quoted || *p != ','); p++)
    quoted ^= *p == '"';

  return p;
}

/* FALSE when an item is no plain address; then @addresses is as it was. */
static gboolean
add_plain (GPtrArray *addresses, const char *text)
{
  guint before = addresses->len;
  const char *end = NULL;

  for (const char *p = text; *p != '\0'; p = *end == ',' ? end + 1 : end) {
    g_autofree char *item = NULL;
    g_autoptr (CfMimeMailbox) mailbox = NULL;

    end = find_item_end (p);
    item = g_strstrip (g_strndup (p, end - p));
    if (*item == '\0')
      continue;
    mailbox = cf_mime_mailbox_read (item);
    if (mailbox == NULL) {
      g_ptr_array_set_size (addresses, (int) before);
      return FALSE;
    }
    g_ptr_array_add (addresses, cf_text_make_visible (mailbox->address, -1));
  }

  return TRUE;
}

static void
add_odd (GPtrArray *addresses, const CfMimeField *field)
{
  gboolean unknown = FALSE;
  g_autoptr (GPtrArray) mailboxes = cf_mime_words_read_addresses (field, &unknown);

  for (guint i = 0; i < MIN (mailboxes->len, MAX_ODD_ADDRESSES); i++) {
    const CfMimeMailbox *mailbox = g_ptr_array_index (mailboxes, i);

    g_ptr_array_add (addresses, cf_text_make_visible (mailbox->address, -1));
  }
}

static char *
dup_beginning (const char *text)
{
  g_autofree char *shown = cf_text_make_visible (text, -1);

  return g_utf8_substring (shown, 0, MIN (g_utf8_strlen (shown, -1), MAX_ODD_CHARS));
}

GPtrArray *
cf_mime_list_addresses (CfSpan header, const char *name, char **out_odd)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);
  CfMimeField field;

  *out_odd = NULL;
  while (cf_mime_header_next (&header, &field)) {
    g_autofree char *text = NULL;

    if (!cf_span_is_nocase (field.name, name))
      continue;

    text = cf_mime_field_unfold (&field);
    if (field.well_formed && field.whole.length <= CF_LIMIT_ADDRESS_FIELD_BYTES && add_plain (addresses, text))
      continue;
    add_odd (addresses, &field);
    if (*out_odd == NULL)
      *out_odd = dup_beginning (text);
  }

  return addresses;
}
