/* cf-mime-mailbox.c — header field -> one address, read strictly (MEANING section 2)
 *
 * RFC 5322 mailbox as RFC 6532 extends it.  Refused although the grammar has
 * them, because programs disagree about them: comments, white space inside the
 * address, domain literals.  One comment is read, "a@b (Alice)", the old way
 * to write a name: plain words behind a bare address.  Allowed although the
 * grammar has them not: dots anywhere in the local part (addresses of docomo)
 * and in a display name.
 */
#include "cf-mime-words.h"

/* RFC 1035 section 2.3.4. */
#define MAX_DOMAIN_BYTES 253u

typedef struct {
  const char *p; /* into valid UTF-8 */
} Reader;

static gboolean
is_atext (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

/* RFC 6532 section 3.2 adds every character beyond ASCII; none that hides or moves text is wanted here. */
static gboolean
is_wide_text (const char *p)
{
  return (guint8) *p >= 0x80 && !cf_text_is_invisible (g_utf8_get_char (p));
}

static void
skip_blank (Reader *reader)
{
  while (*reader->p == ' ' || *reader->p == '\t')
    reader->p++;
}

/* Atext, wide characters and dots; empty when there are none. */
static CfSpan
take_dotted (Reader *reader)
{
  const char *start = reader->p;

  while (is_atext (*reader->p) || *reader->p == '.' || is_wide_text (reader->p))
    reader->p = g_utf8_next_char (reader->p);

  return cf_span (start, reader->p - start);
}

static gboolean
contains_encoded_word (CfSpan span)
{
  return memmem (span.data, span.length, "=?", 2) != NULL;
}

/* With its quotes.  A backslash is refused: a program that does not know it takes
 * the quote behind it for the end, and finds another address. */
static gboolean
take_quoted (Reader *reader, CfSpan *out_span)
{
  const char *start = reader->p++;

  while (*reader->p != '"') {
    /* A folded quoted-string was unfolded to a blank; anything else that controls is obsolete or worse. */
    if (((guint8) *reader->p < 32 && *reader->p != '\t') || *reader->p == 127 || *reader->p == '\\')
      return FALSE;
    if ((guint8) *reader->p >= 0x80 && !is_wide_text (reader->p))
      return FALSE;
    reader->p = g_utf8_next_char (reader->p);
  }

  reader->p++;
  *out_span = cf_span (start, reader->p - start);
  return !contains_encoded_word (*out_span);
}

/* RFC 2047 section 5 (3): in a phrase only as an atom, and here only a whole one.
 * Some programs decode first and look for the address then, so nothing that
 * could begin or end one may come out; parentheses in pairs, as in the names of
 * companies, are a comment then. */
static gboolean
is_clean_word (CfSpan word)
{
  g_autofree char *text = cf_mime_word_to_utf8 (word);
  int depth = 0;

  if (text == NULL)
    return FALSE;

  for (const char *p = text; *p != '\0'; p++) {
    if ((guint8) *p < 32 || strchr ("<>\"\\@\177", *p) != NULL)
      return FALSE;
    depth += (*p == '(') - (*p == ')');
    if (depth < 0 || depth > 1)
      return FALSE;
  }

  return depth == 0;
}

/* Up to "<", which must come.  Quotes beside encoded words: who decodes first pairs them otherwise. */
static gboolean
skip_phrase (Reader *reader)
{
  gboolean quoted = FALSE;
  gboolean encoded = FALSE;

  for (skip_blank (reader); *reader->p != '<'; skip_blank (reader)) {
    CfSpan word = { 0 };

    if (*reader->p == '"') {
      quoted = TRUE;
      if (!take_quoted (reader, &word))
        return FALSE;
      continue;
    }

    word = take_dotted (reader);
    if (word.length == 0)
      return FALSE;
    if (contains_encoded_word (word)) {
      encoded = TRUE;
      if (!is_clean_word (word))
        return FALSE;
    }
  }

  return !(quoted && encoded);
}

/* A space that is none for RFC 5322, but looks like one. */
static gboolean
contains_wide_space (CfSpan span)
{
  const char *end = (const char *) span.data + span.length;

  for (const char *p = (const char *) span.data; p < end; p = g_utf8_next_char (p))
    if ((guint8) *p >= 0x80 && g_unichar_isspace (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static gboolean
take_local_part (Reader *reader, CfSpan *out_span)
{
  gboolean dots_only = TRUE;

  if (*reader->p == '"')
    return take_quoted (reader, out_span) && out_span->length > 2 && !contains_wide_space (*out_span);

  *out_span = take_dotted (reader);
  for (gsize i = 0; i < out_span->length && dots_only; i++)
    dots_only = out_span->data[i] == '.';

  return !dots_only && !contains_encoded_word (*out_span) && !contains_wide_space (*out_span);
}

/* Labels of letters, digits, hyphens and, as hosts in use have them, underscores. */
static gboolean
take_domain (Reader *reader, CfSpan *out_span)
{
  const char *start = reader->p;
  const char *label = start;

  for (;; reader->p = g_utf8_next_char (reader->p)) {
    const char *p = reader->p;

    if (g_ascii_isalnum (*p) || *p == '_' || is_wide_text (p) || (*p == '-' && p != label))
      continue;
    if (p == label || p[-1] == '-')
      return FALSE;
    if (*p != '.')
      break;
    label = p + 1;
  }

  *out_span = cf_span (start, reader->p - start);
  return out_span->length <= MAX_DOMAIN_BYTES;
}

char *
cf_mime_domain_to_ascii (const char *domain)
{
  g_autofree char *ascii = cf_text_domain_to_ascii (domain);
  char *folded = NULL;

  if (!cf_text_is_ascii (ascii == NULL ? domain : ascii))
    return NULL;

  folded = g_ascii_strdown (ascii == NULL ? domain : ascii, -1);
  for (gsize length = strlen (folded); length > 0 && folded[length - 1] == '.'; length--)
    folded[length - 1] = '\0'; /* the root */
  return folded;
}

/* A wide domain that IDNA maps to another one (full-width letters, other dots,
 * dropped characters) is one name for some programs and another for others. */
gboolean
cf_mime_domain_is_stable (const char *domain, const char *ascii)
{
  g_autofree char *unicode = NULL;
  g_autofree char *lower = NULL;

  if (cf_text_is_ascii (domain))
    return TRUE;

  unicode = g_hostname_to_unicode (ascii);
  lower = g_utf8_strdown (domain, -1);
  return g_strcmp0 (unicode, lower) == 0;
}

/* "(Alice)": words as in a phrase, nothing quoted, nothing encoded, nothing nested. */
static gboolean
take_comment (Reader *reader, CfSpan *out_span)
{
  const char *start = ++reader->p;

  for (skip_blank (reader); *reader->p != ')'; skip_blank (reader)) {
    CfSpan word = take_dotted (reader);

    if (word.length == 0 || contains_encoded_word (word))
      return FALSE;
  }

  *out_span = cf_span (start, reader->p - start);
  reader->p++;
  return TRUE;
}

static CfMimeMailbox *
finish (CfSpan phrase, CfSpan address, CfSpan domain)
{
  g_autoptr (CfMimeMailbox) mailbox = g_new0 (CfMimeMailbox, 1);
  g_autofree char *written = cf_span_dup (address);
  g_autofree char *written_domain = cf_span_dup (domain);

  mailbox->address = cf_mime_address_normalise (written);
  mailbox->domain = cf_mime_domain_to_ascii (written_domain);
  if (mailbox->domain == NULL || !cf_mime_domain_is_stable (written_domain, mailbox->domain))
    return NULL;

  mailbox->phrase = g_strstrip (cf_span_dup (phrase));
  if (*mailbox->phrase == '\0')
    g_clear_pointer (&mailbox->phrase, g_free);

  return g_steal_pointer (&mailbox);
}

CfMimeMailbox *
cf_mime_mailbox_read (const char *text)
{
  Reader reader = { text };
  CfSpan local = { 0 };
  CfSpan domain = { 0 };
  CfSpan phrase = cf_span (text, 0);
  const char *start = NULL;
  gboolean angle = FALSE;

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;

  /* With "<" there is a display name before it, or nothing; the way back is short. */
  angle = skip_phrase (&reader);
  if (angle)
    phrase = cf_span (text, reader.p++ - text);
  else
    reader.p = text;

  start = reader.p;
  if (!take_local_part (&reader, &local) || *reader.p++ != '@' || !take_domain (&reader, &domain))
    return NULL;
  if (angle && *reader.p++ != '>')
    return NULL;
  skip_blank (&reader);
  if (!angle && *reader.p == '(' && !take_comment (&reader, &phrase))
    return NULL;
  skip_blank (&reader);
  if (*reader.p != '\0' || local.length + domain.length >= CF_LIMIT_ADDRESS_BYTES)
    return NULL;

  return finish (phrase, cf_span (start, (const char *) domain.data + domain.length - start), domain);
}

void
cf_mime_mailbox_free (CfMimeMailbox *mailbox)
{
  if (mailbox == NULL)
    return;

  g_free (mailbox->phrase);
  g_free (mailbox->address);
  g_free (mailbox->domain);
  g_free (mailbox);
}

gboolean
cf_mime_mailbox_equal (const CfMimeMailbox *a, const CfMimeMailbox *b)
{
  gsize length = (gsize) (strrchr (a->address, '@') - a->address);

  if (length != (gsize) (strrchr (b->address, '@') - b->address) || memcmp (a->address, b->address, length) != 0)
    return FALSE;

  return a->domain == NULL ? g_str_equal (a->address, b->address) : cf_text_equal (a->domain, b->domain);
}

char *
cf_mime_address_normalise (const char *address)
{
  const char *close = strrchr (address, '"');

  if (*address != '"' || close == address || close[1] != '@' || close == address + 1)
    return g_strdup (address);
  for (const char *p = address + 1; p < close; p++)
    if (!is_atext (*p) && *p != '.' && (guint8) *p < 0x80)
      return g_strdup (address);

  return g_strdup_printf ("%.*s%s", (int) (close - address - 1), address + 1, close + 1);
}
