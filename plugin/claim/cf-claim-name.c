/* cf-claim-name.c — the display name -> another address, a registered name: CF504 and CF505 */
#include <string.h>
#include <unicode/uchar.h>

#include "cf-claim-private.h"
#include "cf-text.h"

/* Under this the initials of a person may be the name of a bank. */
#define SHORT_NAME_CHARS 4

/* --- what nobody sees --- */

/* Hidden, but as wide as a letter: what stands around it is read as two words. */
static gboolean
is_blank (gunichar c)
{
  return c == 0x2800 || c == 0x3164 || c == 0xffa0 || c == 0x115f || c == 0x1160;
}

/* The length of "\u{200B}", as cf_text_make_visible() writes a hidden character; 0 for other text. */
static gsize
read_escape (const char *text, gunichar *out_hidden)
{
  char *end;

  if (!g_str_has_prefix (text, "\\u{") || !g_ascii_isxdigit (text[3]))
    return 0;

  *out_hidden = (gunichar) g_ascii_strtoull (text + 3, &end, 16);
  return *end == '}' ? (gsize) (end + 1 - text) : 0;
}

/* The name as people read it: a letter that nobody sees makes it no other name. */
static char *
dup_seen (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';) {
    gunichar c = g_utf8_get_char (p);
    gsize length = read_escape (p, &c);

    if (length > 0 && is_blank (c))
      g_string_append_c (out, ' ');
    else if (length == 0 && !u_hasBinaryProperty ((UChar32) c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
      g_string_append_unichar (out, c);
    p = length > 0 ? p + length : g_utf8_next_char (p);
  }

  return g_string_free (out, FALSE);
}

/* --- CF504: another address --- */

static gboolean
is_address_char (gunichar c)
{
  return g_unichar_isalnum (c) || (c < 0x80 && c != 0 && strchr (".!#$%&'*+-/=?^_`{|}~", (int) c) != NULL);
}

static gboolean
is_domain_char (gunichar c)
{
  return g_unichar_isalnum (c) || c == '-' || c == '.';
}

/* The address around the "@" at @at; %NULL when there is none. */
static char *
dup_address_at (const char *text, const char *at)
{
  const char *start = at;
  const char *end = at + 1;
  g_autofree char *address = NULL;

  while (start > text && is_address_char (g_utf8_get_char (g_utf8_prev_char (start))))
    start = g_utf8_prev_char (start);
  while (*end != '\0' && is_domain_char (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  while (end > at + 1 && end[-1] == '.')
    end--;

  address = g_strndup (start, (gsize) (end - start));
  return start < at && memchr (at, '.', (gsize) (end - at)) != NULL ? g_steal_pointer (&address) : NULL;
}

static char *
dup_domain_of (const char *address)
{
  const char *at = strrchr (address, '@');

  return at == NULL ? NULL : cf_text_domain_to_ascii (at + 1);
}

/* The same organisation writes its own addresses into its own names. */
static gboolean
is_own_address (const char *address, const CfSenderFacts *sender)
{
  g_autofree char *domain = dup_domain_of (address);
  g_autofree char *lower = domain == NULL ? NULL : g_ascii_strdown (domain, -1);
  g_autofree char *registrable = lower == NULL ? NULL : cf_claim_dup_registrable (lower);
  g_autofree char *own = cf_claim_dup_registrable (sender->domain);

  return registrable != NULL && g_strcmp0 (registrable, own) == 0;
}

static void
check_address (const char *name, CfFacts *facts)
{
  for (const char *at = strchr (name, '@'); at != NULL; at = strchr (at + 1, '@')) {
    g_autofree char *address = dup_address_at (name, at);

    if (address == NULL || is_own_address (address, &facts->sender))
      continue;
    facts->evidence |= CF_M (NAME_HOLDS_ADDRESS);
    g_free (facts->claim.address);
    facts->claim.address = g_steal_pointer (&address);
    return;
  }
}

/* "alice@example.com"@evil.example is an address (RFC 5322 section 3.4.1), and a person reads its beginning; some programs
 * show it without the quotes. */
static void
check_local_part (CfFacts *facts)
{
  const char *last = facts->sender.address == NULL ? NULL : strrchr (facts->sender.address, '@');
  g_autofree char *local = last == NULL ? NULL : g_strndup (facts->sender.address, (gsize) (last - facts->sender.address));
  g_autofree char *normal = local == NULL ? NULL : cf_text_normalize (local, G_NORMALIZE_ALL_COMPOSE);

  if (normal != NULL)
    check_address (normal, facts);
}

/* --- CF505: the name of an organisation --- */

static gboolean
is_edge (gunichar c)
{
  return c == ' ' || c >= 0x2e80;
}

/* Whether @name stands in @text as words of its own. */
static gboolean
holds_words (const char *text, const char *name)
{
  gsize length = strlen (name);
  gunichar first = g_utf8_get_char (name);
  gunichar last = g_utf8_get_char (g_utf8_prev_char (name + length));

  for (const char *p = strstr (text, name); p != NULL; p = strstr (p + 1, name)) {
    gunichar before = p > text ? g_utf8_get_char (g_utf8_prev_char (p)) : ' ';
    gunichar after = p[length] != '\0' ? g_utf8_get_char (p + length) : ' ';

    if ((is_edge (before) || is_edge (first)) && (is_edge (after) || is_edge (last)))
      return TRUE;
  }

  return FALSE;
}

/* Whether the sender's domain is registered to the organisation of this name. */
static gboolean
is_entitled (const CfClaimIndex *self, const CfClaimName *name, const CfSenderFacts *sender)
{
  g_autofree char *registrable = cf_claim_dup_registrable (sender->domain);

  return registrable != NULL &&
         g_hash_table_contains (g_ptr_array_index (self->organizations, name->organization), registrable);
}

/* The registered name that the whole display name is. */
static const CfClaimName *
find_equal (const CfClaimIndex *self, const char *folded)
{
  g_autofree char *joined = cf_claim_join (folded);
  g_autofree char *skeleton = cf_claim_dup_skeleton (self, joined);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_joined, skeleton));

  return place == 0 ? NULL : g_ptr_array_index (self->names, place - 1);
}

/* The longest registered name that the display name holds: 三井住友信託銀行 is not 三井住友銀行. */
static const CfClaimName *
find_held (const CfClaimIndex *self, const char *folded)
{
  const CfClaimName *longest = NULL;

  for (guint i = 0; i < self->names->len; i++) {
    const CfClaimName *name = g_ptr_array_index (self->names, i);

    if ((longest == NULL || name->n_chars > longest->n_chars) && holds_words (folded, name->folded) &&
        (name->n_chars >= SHORT_NAME_CHARS || cf_claim_has_trade_word (folded)))
      longest = name;
  }

  return longest;
}

static void
check_organization (const CfClaimIndex *self, const char *display_name, CfFacts *facts)
{
  g_autofree char *folded = cf_claim_fold (display_name);
  const CfClaimName *equal = find_equal (self, folded);
  const CfClaimName *found = equal != NULL && equal->n_chars >= SHORT_NAME_CHARS ? equal : find_held (self, folded);

  if (found == NULL || is_entitled (self, found, &facts->sender))
    return;

  facts->evidence |= found == equal ? CF_M (NAME_IS_ORGANISATION) : CF_M (NAME_HOLDS_ORGANISATION);
  facts->claim.organization = g_strdup (found->shown);
}

void
cf_claim_check_name (const CfClaimIndex *self, CfFacts *facts)
{
  g_autofree char *seen = NULL;
  g_autofree char *normal = NULL;

  check_local_part (facts);
  if (facts->sender.display_name == NULL)
    return;

  seen = dup_seen (facts->sender.display_name);
  normal = cf_text_normalize (seen, G_NORMALIZE_ALL_COMPOSE);
  if (normal == NULL)
    return;

  check_address (normal, facts);
  check_organization (self, normal, facts);
}
