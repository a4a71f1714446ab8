/* cf-domain-hash.c — header fields → the form in which they are signed */
#include "cf-domain-hash.h"

#include "cf-domain-tags.h"

static CfSpan
without_line_end (CfSpan text)
{
  if (text.length > 0 && text.data[text.length - 1] == '\n')
    text.length--;
  if (text.length > 0 && text.data[text.length - 1] == '\r')
    text.length--;

  return text;
}

/* Every LF and CRLF as CRLF: the canonical form (DESIGN). */
static void
append_simple (GString *out, CfSpan text)
{
  while (text.length > 0) {
    const guint8 *lf = memchr (text.data, '\n', text.length);
    gsize line = lf == NULL ? text.length : (gsize) (lf - text.data);
    gsize end = line > 0 && lf != NULL && text.data[line - 1] == '\r' ? line - 1 : line;

    g_string_append_len (out, (const char *) text.data, (gssize) end);
    if (lf == NULL)
      return;
    g_string_append_len (out, "\r\n", 2);
    text = cf_span_from (text, line + 1);
  }
}

/* Unfolded, white space reduced; @out_begun: whether something other than white space was appended. */
static void
append_reduced (GString *out, CfSpan text, gboolean *begun)
{
  gboolean blank = FALSE;

  for (gsize i = 0; i < text.length; i++) {
    guint8 c = text.data[i];

    if (c == '\n' || (c == '\r' && i + 1 < text.length && text.data[i + 1] == '\n'))
      continue;
    if (c == ' ' || c == '\t') {
      blank = TRUE;
      continue;
    }
    if (blank && *begun)
      g_string_append_c (out, ' ');
    g_string_append_c (out, (char) c);
    blank = FALSE;
    *begun = TRUE;
  }
}

static void
append_name (GString *out, CfSpan name)
{
  for (gsize i = 0; i < name.length; i++)
    g_string_append_c (out, g_ascii_tolower ((char) name.data[i]));
  g_string_append_c (out, ':');
}

/* What stands behind the colon, without the last line end. */
static CfSpan
get_value (const CfDomainField *field)
{
  gsize before = (gsize) (field->value.data - field->whole.data);

  return without_line_end (cf_span_from (field->whole, before));
}

void
cf_domain_append_field (GString *out, const CfDomainField *field, gboolean relaxed)
{
  gboolean begun = FALSE;

  if (relaxed) {
    append_name (out, field->name);
    append_reduced (out, get_value (field), &begun);
  } else {
    append_simple (out, without_line_end (field->whole));
  }
  g_string_append_len (out, "\r\n", 2);
}

void
cf_domain_append_signature (GString *out, const CfDomainSignature *signature, gboolean relaxed)
{
  CfSpan whole = without_line_end (signature->field->whole);
  gsize before = signature->b.data == NULL ? whole.length : (gsize) (signature->b.data - whole.data);
  CfSpan tail = cf_span_from (whole, MIN (before + signature->b.length, whole.length));
  CfSpan head = cf_span_sub (whole, 0, before);
  gboolean begun = FALSE;

  if (!relaxed) {
    append_simple (out, head);
    append_simple (out, tail);
    return;
  }

  append_name (out, signature->field->name);
  append_reduced (out, cf_span_from (head, (gsize) (signature->field->value.data - whole.data)), &begun);
  append_reduced (out, tail, &begun);
}

void
cf_domain_append_covered (GString *out, const CfDomainSignature *signature, const CfDomainHeader *header)
{
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  CfSpan rest = signature->h;
  CfSpan name;

  while (cf_domain_next_word (&rest, &name)) {
    const GArray *indexes = cf_domain_header_find (header, name);
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (used, indexes));

    /* Named more often than it is there: that is how a signer keeps others from adding one (RFC 6376 section 5.4). */
    if (indexes == NULL || n == indexes->len)
      continue;
    cf_domain_append_field (out, cf_domain_header_get (header, g_array_index (indexes, guint, indexes->len - 1 - n)),
                            signature->relaxed_header);
    g_hash_table_insert (used, (gpointer) indexes, GUINT_TO_POINTER (n + 1));
  }

  cf_domain_append_signature (out, signature, signature->relaxed_header);
}
