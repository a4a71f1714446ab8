/* cf-mime-words.c — header fields -> words and addresses, read leniently by GMime */
#include "cf-mime-gmime.h"
#include "cf-mime-words.h"

/* More than is ever shown or compared. */
#define MAX_TEXT_BYTES (64u * CF_KIB)

/* White space of any kind and length becomes one space. */
static char *
collapse (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++) {
    if (!g_ascii_isspace (*p))
      g_string_append_c (out, *p);
    else if (out->len > 0 && out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  }

  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

char *
cf_mime_words_decode (const CfMimeField *field, gboolean *unknown)
{
  g_autoptr (GMimeParserOptions) options = cf_mime_gmime_options_new ();
  g_autofree char *raw = cf_mime_field_unfold (field);
  g_autofree char *adapted = NULL;
  g_autofree char *decoded = NULL;

  if (strlen (raw) > MAX_TEXT_BYTES)
    raw[MAX_TEXT_BYTES] = '\0';
  adapted = cf_mime_charset_adapt (raw, unknown);
  decoded = g_mime_utils_header_decode_text (options, adapted);
  return collapse (decoded == NULL ? "" : decoded);
}

CfTime
cf_mime_words_read_date (const CfMimeField *field)
{
  g_autofree char *text = cf_mime_field_unfold (field);
  g_autoptr (GDateTime) moment = NULL;

  /* Longer than any date with its comments. */
  if (strlen (text) > 200)
    return CF_TIME_UNKNOWN;

  moment = g_mime_utils_header_decode_date (text);
  return moment == NULL ? CF_TIME_UNKNOWN : g_date_time_to_unix (moment);
}

/* The addresses of one field, each once. */
typedef struct {
  GPtrArray *mailboxes;
  GHashTable *seen; /* local@a-labels */
  gboolean reread;
} Found;

static void
add_mailbox (Found *found, const char *name, const char *written)
{
  g_autofree char *key = NULL;
  g_autoptr (CfMimeMailbox) mailbox = g_new0 (CfMimeMailbox, 1);
  const char *at = NULL;

  mailbox->address = cf_mime_address_normalise (written);
  at = strrchr (mailbox->address, '@');
  if (at == NULL || at == mailbox->address || at[1] == '\0' || found->mailboxes->len >= CF_LIMIT_FROM_LOOKUPS)
    return;

  mailbox->reread = found->reread;
  mailbox->domain = cf_mime_domain_to_ascii (at + 1);
  key = g_strdup_printf ("%.*s@%s", (int) (at - mailbox->address), mailbox->address,
                         mailbox->domain == NULL ? at + 1 : mailbox->domain);
  if (!g_hash_table_add (found->seen, g_steal_pointer (&key)))
    return;

  mailbox->phrase = name == NULL || *name == '\0' ? NULL : collapse (name);
  g_ptr_array_add (found->mailboxes, g_steal_pointer (&mailbox));
}

/* GMime turns A-labels into letters; what is written is shown. */
static const char *
get_written (InternetAddressMailbox *item, const char *text)
{
  const char *address = internet_address_mailbox_get_addr (item);

  return address == NULL || strstr (text, address) != NULL ? address : internet_address_mailbox_get_idn_addr (item);
}

/* Clients show the name of a group beside, or instead of, those of its members. */
static char *
dup_name_in (const char *group, const char *name)
{
  if (group == NULL || *group == '\0')
    return g_strdup (name);

  return name == NULL || *name == '\0' ? g_strdup (group) : g_strdup_printf ("%s: %s", group, name);
}

/* @group: (nullable): the name of the one that @list are the members of */
static void
add_from_list (Found *found, InternetAddressList *list, const char *group, const char *text)
{
  int n = list == NULL ? 0 : internet_address_list_length (list);

  for (int i = 0; i < n; i++) {
    InternetAddress *item = internet_address_list_get_address (list, i);
    g_autofree char *name = dup_name_in (group, internet_address_get_name (item));

    if (INTERNET_ADDRESS_IS_MAILBOX (item))
      add_mailbox (found, name, get_written (INTERNET_ADDRESS_MAILBOX (item), text));
    else if (INTERNET_ADDRESS_IS_GROUP (item))
      add_from_list (found, internet_address_group_get_members (INTERNET_ADDRESS_GROUP (item)), name, text);
  }
}

/* Bytes that end an address for one program or another. */
static gboolean
is_around_address (char c)
{
  return (guint8) c <= 32 || strchr ("<>,;:\"()[]\\\177", c) != NULL;
}

/* Whatever looks like an address: where GMime takes one of two for part of a
 * word, somebody else shows it as the sender, so its expectation must count. */
static void
add_from_text (Found *found, const char *text)
{
  for (const char *at = strchr (text, '@'); at != NULL; at = strchr (at + 1, '@')) {
    const char *start = at;
    const char *end = at + 1;
    g_autofree char *address = NULL;

    while (start > text && !is_around_address (start[-1]) && start[-1] != '@')
      start--;
    while (!is_around_address (*end) && *end != '@')
      end++;
    /* A rule for the domain holds whoever it is there. */
    address = start == at && found->reread ? g_strdup_printf ("?%.*s", (int) (end - at), at)
                                           : g_strndup (start, end - start);
    add_mailbox (found, NULL, address);
  }
}

/* Without comments, quotes and what nobody sees; those inside a domain are dropped by one program and shown as
 * nothing by another. */
static char *
squeeze (const char *text, gboolean keep_blanks)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);
  guint depth = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean blank = c == ' ' || g_unichar_isspace (c);

    if (c == '(')
      depth++;
    else if (c == ')' && depth > 0)
      depth--;
    else if (depth == 0 && c != '"' && !(blank && !(keep_blanks && c == ' ')) && !cf_text_is_invisible (c))
      g_string_append_unichar (out, c);
  }

  return g_string_free (out, FALSE);
}

static void
add_from_squeezed (Found *found, const char *text)
{
  g_autofree char *with_blanks = squeeze (text, TRUE);
  g_autofree char *without = squeeze (text, FALSE);

  add_from_text (found, with_blanks);
  add_from_text (found, without);
}

/* What the strict reading finds is what is written; GMime refuses dots as in
 * docomo's addresses, and shows a domain of A-labels in letters. */
static gboolean
add_strict (GPtrArray *mailboxes, const char *text, gboolean *unknown)
{
  g_autoptr (GMimeParserOptions) options = cf_mime_gmime_options_new ();
  g_autoptr (CfMimeMailbox) mailbox = cf_mime_mailbox_read (text);
  g_autofree char *adapted = NULL;
  g_autofree char *name = NULL;

  if (mailbox == NULL)
    return FALSE;

  if (mailbox->phrase != NULL) {
    adapted = cf_mime_charset_adapt (mailbox->phrase, unknown);
    g_mime_utils_unquote_string (adapted);
    name = g_mime_utils_header_decode_phrase (options, adapted);
    g_free (mailbox->phrase);
    mailbox->phrase = name == NULL || *name == '\0' ? NULL : collapse (name);
  }
  g_ptr_array_add (mailboxes, g_steal_pointer (&mailbox));
  return TRUE;
}

static void
add_from_gmime (Found *found, const char *text, gboolean *unknown)
{
  g_autoptr (GMimeParserOptions) options = cf_mime_gmime_options_new ();
  g_autoptr (InternetAddressList) list = NULL;
  g_autofree char *head = NULL;
  g_autofree char *adapted = NULL;

  /* What is behind the limit is still found by its "@". */
  head = g_strndup (text, CF_LIMIT_ADDRESS_FIELD_BYTES);
  adapted = cf_mime_charset_adapt (head, unknown);
  if (strlen (adapted) > CF_LIMIT_ADDRESS_FIELD_BYTES)
    adapted[CF_LIMIT_ADDRESS_FIELD_BYTES] = '\0';
  list = internet_address_list_parse (options, adapted);
  add_from_list (found, list, NULL, adapted);
}

/* For some programs NUL ends the address that it stands in. */
static void
add_from_pieces (Found *found, const CfMimeField *field)
{
  g_autoptr (GString) text = g_string_new_len ((const char *) field->value.data, field->value.length);

  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] == '\0')
      text->str[i] = ' ';

  add_from_text (found, text->str);
}

GPtrArray *
cf_mime_words_read_addresses (const CfMimeField *field, gboolean *unknown)
{
  Found found = { g_ptr_array_new_with_free_func ((GDestroyNotify) cf_mime_mailbox_free), NULL, FALSE };
  g_autofree char *text = cf_mime_field_unfold (field);
  g_autofree char *decoded = NULL;

  if (strlen (text) <= CF_LIMIT_ADDRESS_FIELD_BYTES && add_strict (found.mailboxes, text, unknown))
    return found.mailboxes;

  found.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_from_gmime (&found, text, unknown);
  add_from_text (&found, text);

  found.reread = TRUE;
  add_from_squeezed (&found, text);
  if (field->value.length > 0 && memchr (field->value.data, '\0', field->value.length) != NULL)
    add_from_pieces (&found, field);
  /* Some programs decode first and look for addresses then. */
  if (strstr (text, "=?") != NULL) {
    decoded = cf_mime_words_decode (field, unknown);
    add_from_text (&found, decoded);
  }

  g_hash_table_unref (found.seen);
  return found.mailboxes;
}
