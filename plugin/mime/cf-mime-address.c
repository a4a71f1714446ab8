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

/* One item of List-Post without its angles; FALSE where it may hold an address that was not found.  Some programs take what
 * stands behind the "?" for a part of the address. */
static gboolean
add_target (GPtrArray *addresses, const char *target)
{
  g_autofree char *list = NULL;
  gsize length = 0;

  if (g_ascii_strncasecmp (target, "http://", 7) == 0 || g_ascii_strncasecmp (target, "https://", 8) == 0)
    return TRUE;
  if (!g_str_has_prefix (target, "mailto:"))
    return FALSE;

  length = strcspn (target, "?");
  if (strpbrk (target + length, "@%") != NULL)
    return FALSE;
  list = g_uri_unescape_segment (target + strlen ("mailto:"), target + length, NULL);
  return list != NULL && add_plain (addresses, list);
}

/* "<" URI ">", and again behind a comma. */
static gboolean
add_targets (GPtrArray *addresses, const char *text)
{
  const char *p = text;

  while (*p == '<') {
    const char *end = strchr (p, '>');
    g_autofree char *target = end == NULL ? NULL : g_strndup (p + 1, end - p - 1);

    if (target == NULL || !add_target (addresses, target))
      return FALSE;
    p = end + 1 + strspn (end + 1, " \t");
    if (*p == ',')
      p += 1 + strspn (p + 1, " \t");
  }

  return *p == '\0';
}

/* Nothing that could be read as an address, encoded words included. */
static gboolean
holds_no_address (const char *text)
{
  return strpbrk (text, "@%") == NULL && strstr (text, "=?") == NULL && g_str_is_ascii (text);
}

static gboolean
add_posts (GPtrArray *addresses, const char *text)
{
  return holds_no_address (text) || add_targets (addresses, text);
}

/* FALSE where the text of a field is odd. */
typedef gboolean (*AddAddresses) (GPtrArray *addresses, const char *text);

static GPtrArray *
list_fields (CfSpan header, const char *name, AddAddresses add, char **out_odd)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);
  CfMimeField field;

  *out_odd = NULL;
  while (cf_mime_header_next (&header, &field)) {
    g_autofree char *text = NULL;

    if (!cf_span_is_nocase (field.name, name))
      continue;

    text = cf_mime_field_unfold (&field);
    if (field.well_formed && field.whole.length <= CF_LIMIT_ADDRESS_FIELD_BYTES && add (addresses, text))
      continue;
    add_odd (addresses, &field);
    if (*out_odd == NULL)
      *out_odd = dup_beginning (text);
  }

  return addresses;
}

GPtrArray *
cf_mime_list_addresses (CfSpan header, const char *name, char **out_odd)
{
  return list_fields (header, name, add_plain, out_odd);
}

GPtrArray *
cf_mime_list_posts (CfSpan header, const char *name, char **out_odd)
{
  return list_fields (header, name, add_posts, out_odd);
}
