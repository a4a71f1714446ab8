/* cf-mime-protected.c — header fields under the signature, held against those outside
 *
 * RFC 9788 (hp= on the signed entity) and RFC 8551 section 3.1 (a wrapped
 * message/rfc822 with forwarded=no); the rules are those of MEANING section 3.
 */
#include "cf-mime-internal.h"

typedef enum { COMPARE_FROM, COMPARE_TEXT, COMPARE_DATE, COMPARE_SUBJECT } Comparison;

/* In the order in which a difference is told. */
static const struct {
  const char *name;
  Comparison comparison;
} fields[] = {
  { "From", COMPARE_FROM },     { "Sender", COMPARE_TEXT },   { "To", COMPARE_TEXT },
  { "Cc", COMPARE_TEXT },       { "Reply-To", COMPARE_TEXT }, { "Date", COMPARE_DATE },
  { "Subject", COMPARE_SUBJECT },
};

/* What a header has under one name; fields that stand twice are compared one after the other. */
static char *
dup_words (CfSpan header, const char *name)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean unknown = FALSE;
  CfMimeField field;

  while (cf_mime_header_next (&header, &field)) {
    g_autofree char *words = NULL;

    if (!cf_span_is_nocase (field.name, name))
      continue;
    words = cf_mime_words_decode (&field, &unknown);
    g_string_append (out, words);
    g_string_append_c (out, '\n');
  }

  return g_strdup (out->str);
}

static guint
count_fields (CfSpan header, const char *name)
{
  CfMimeField field;
  guint n = 0;

  while (cf_mime_header_next (&header, &field))
    n += cf_span_is_nocase (field.name, name);

  return n;
}

static gboolean
is_same_text (CfSpan outer, CfSpan inner, const char *name)
{
  g_autofree char *a = dup_words (outer, name);
  g_autofree char *b = dup_words (inner, name);

  return count_fields (outer, name) == count_fields (inner, name) && cf_text_equal (a, b);
}

static gboolean
is_same_date (CfSpan outer, CfSpan inner, const char *name)
{
  CfMimeField a, b;

  if (is_same_text (outer, inner, name))
    return TRUE;
  if (count_fields (outer, name) != 1 || count_fields (inner, name) != 1)
    return FALSE;

  cf_mime_header_find (outer, name, &a);
  cf_mime_header_find (inner, name, &b);
  return cf_mime_words_read_date (&a) != CF_TIME_UNKNOWN &&
         cf_mime_words_read_date (&a) == cf_mime_words_read_date (&b);
}

/* Without the "[list name]" that servers put in front. */
static const char *
skip_tags (const char *subject)
{
  const char *close = NULL;

  while (*subject == '[' && (close = strchr (subject, ']')) != NULL) {
    subject = close + 1;
    while (*subject == ' ')
      subject++;
  }

  return subject;
}

/* RFC 9788 section 4.2: an outer "[...]" (older programs: "...") hides the subject and denies nothing. */
static gboolean
is_same_subject (CfSpan outer, CfSpan inner, const char *name)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (is_same_text (outer, inner, name))
    return TRUE;
  if (count_fields (outer, name) != 1 || count_fields (inner, name) != 1)
    return FALSE;

  a = dup_words (outer, name);
  b = dup_words (inner, name);
  return g_str_equal (a, "[...]\n") || g_str_equal (a, "...\n") || g_str_equal (skip_tags (a), skip_tags (b));
}

static gboolean
is_same_mailboxes (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    if (!cf_mime_mailbox_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

/* Another address inside is another sender.  No From inside, or another name
 * with the same address, is only a difference. */
static gboolean
is_other_sender (CfSpan outer, CfSpan inner)
{
  g_autoptr (GPtrArray) a = NULL;
  g_autoptr (GPtrArray) b = NULL;
  gboolean unknown = FALSE;
  CfMimeField field;

  if (!cf_mime_header_find (inner, "From", &field))
    return FALSE;

  b = cf_mime_words_read_addresses (&field, &unknown);
  if (b->len == 0)
    return FALSE;
  if (!cf_mime_header_find (outer, "From", &field))
    return TRUE;

  a = cf_mime_words_read_addresses (&field, &unknown);
  return !is_same_mailboxes (a, b);
}

static gboolean
is_same_from (CfSpan outer, CfSpan inner, const char *name)
{
  return count_fields (inner, name) == 1 && is_same_text (outer, inner, name);
}

static gboolean (*const comparisons[]) (CfSpan outer, CfSpan inner, const char *name) = {
  [COMPARE_FROM] = is_same_from,
  [COMPARE_TEXT] = is_same_text,
  [COMPARE_DATE] = is_same_date,
  [COMPARE_SUBJECT] = is_same_subject,
};

/* A message that stands for itself and was not forwarded. */
static gboolean
find_wrapped (CfSpan header, CfSpan body, const CfMimeContent *content, CfSpan *out_header)
{
  CfMimeEncoding encoding = CF_MIME_ENCODING_IDENTITY;
  CfMimeField field;
  CfSpan rest;

  if (g_strcmp0 (content->value, "message/rfc822") != 0 ||
      g_strcmp0 (content->parameter[CF_MIME_PARAMETER_FORWARDED], "no") != 0)
    return FALSE;
  if (cf_mime_header_find (header, "Content-Transfer-Encoding", &field))
    cf_mime_encoding_read (&field, &encoding);
  if (encoding != CF_MIME_ENCODING_IDENTITY)
    return FALSE;

  cf_mime_header_split (body, out_header, &rest);
  return TRUE;
}

/* The fields that the signature covers; FALSE when it covers none on purpose. */
static gboolean
find_protected (CfSpan entity, CfSpan *out_header)
{
  g_autoptr (CfMimeContent) content = NULL;
  CfMimeField field;
  const char *hp = NULL;
  CfSpan header, body;

  cf_mime_header_split (entity, &header, &body);
  if (!cf_mime_header_find (header, "Content-Type", &field))
    return FALSE;

  content = cf_mime_content_read (&field);
  hp = content->parameter[CF_MIME_PARAMETER_HP];
  if (!content->strict)
    return FALSE;
  if (g_strcmp0 (hp, "clear") != 0 && g_strcmp0 (hp, "cipher") != 0)
    return find_wrapped (header, body, content, out_header);

  *out_header = header;
  return TRUE;
}

void
cf_mime_check_protected (const CfMime *self, CfSpan entity, CfFacts *facts)
{
  CfSpan outer = cf_mime_node (self, 0)->part.header;
  CfSpan inner;

  if (entity.length == 0 || !find_protected (entity, &inner))
    return;

  facts->smime.header_protection = CF_HEADER_PROTECTION_MATCH;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    if (comparisons[fields[i].comparison](outer, inner, fields[i].name))
      continue;

    facts->smime.header_protection = CF_HEADER_PROTECTION_MISMATCH;
    facts->smime.protected_field = g_strdup (fields[i].name);
    if (fields[i].comparison == COMPARE_FROM && is_other_sender (outer, inner))
      facts->evidence |= CF_M (PROTECTED_FROM_DIFFERS);
    else
      facts->evidence |= CF_M (PROTECTED_DIFFERS);
    return;
  }

  facts->evidence |= CF_M (HEADERS_PROTECTED);
}
