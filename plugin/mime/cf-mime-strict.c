/* cf-mime-strict.c — header fields -> whether everybody reads them the same (MEANING section 2)
 *
 * Green needs it.  The first field that is not so is named in the report.
 */
#include "cf-mime-internal.h"

/* Fields that stand at most once; Content-* as well.  Of two, some programs take the first and some the last. */
static const struct {
  const char *name;
  gboolean message_only; /* in the header of an inner part it means nothing */
} single_fields[] = {
  { "From", TRUE },
  { "Sender", TRUE },
  { "Subject", TRUE },
  { "Date", TRUE },
  { "Message-ID", TRUE },
  { "MIME-Version", FALSE },
};

static gboolean
is_single (CfSpan name, gboolean message)
{
  if (name.length > 8 && cf_span_is_nocase (cf_span_sub (name, 0, 8), "Content-"))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (single_fields); i++)
    if ((message || !single_fields[i].message_only) && cf_span_is_nocase (name, single_fields[i].name))
      return TRUE;

  return FALSE;
}

/* CMS has no letters of its own.  Evolution reads a text inside that names no charset by the one that is named here, which
 * nobody signs.  @message: a whole mail that is a file may be CMS too. */
static gboolean
has_strange_charset (const CfMimeContent *content, gboolean message)
{
  const char *charset = content->parameter[CF_MIME_PARAMETER_CHARSET];
  gboolean is_cms = cf_mime_is_cms_type (content->value) || (message && g_str_equal (content->value, "application/octet-stream"));

  return is_cms && charset != NULL && !g_str_equal (charset, "us-ascii") && !g_str_equal (charset, "utf-8");
}

static gboolean
is_strict_type (const CfMimeField *field, gboolean message)
{
  g_autoptr (CfMimeContent) content = cf_mime_content_read (field);
  const char *slash = strchr (content->value, '/');
  gboolean multipart = g_str_has_prefix (content->value, "multipart/");

  if (slash == NULL || slash == content->value || slash[1] == '\0' ||
      strpbrk (content->value, "()<>@,:\\\"[]?=") != NULL || strchr (slash + 1, '/') != NULL ||
      !cf_text_is_ascii (content->value))
    return FALSE;

  return content->strict && !has_strange_charset (content, message) && (!multipart || content->parameter[CF_MIME_PARAMETER_BOUNDARY] != NULL);
}

static gboolean
is_strict_disposition (const CfMimeField *field)
{
  g_autoptr (CfMimeContent) content = cf_mime_content_read (field);

  return content->strict;
}

/* RFC 2045 section 6.4: a multipart or message has no encoding; some programs decode it all the same. */
static gboolean
is_strict_encoding (const CfMimeField *field, const CfMimePart *part)
{
  CfMimeEncoding encoding;

  if (!cf_mime_encoding_read (field, &encoding))
    return FALSE;

  return encoding == CF_MIME_ENCODING_IDENTITY ||
         !(g_str_has_prefix (part->type, "multipart/") || g_str_has_prefix (part->type, "message/"));
}

/* Who parses before unfolding sees the quotes end where the line does. */
static gboolean
is_folded_in_quotes (const CfMimeField *field)
{
  gboolean quoted = FALSE;

  for (gsize i = 0; i < field->value.length; i++) {
    if (field->value.data[i] == '"')
      quoted = !quoted;
    if (quoted && (field->value.data[i] == '\r' || field->value.data[i] == '\n'))
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_strict_field (const CfMimeField *field, const CfMimePart *part, gboolean message)
{
  g_autoptr (CfMimeMailbox) mailbox = NULL;
  g_autofree char *text = NULL;

  if (!field->well_formed)
    return FALSE;
  if (cf_span_is_nocase (field->name, "Content-Type"))
    return is_strict_type (field, message);
  if (cf_span_is_nocase (field->name, "Content-Disposition"))
    return is_strict_disposition (field);
  if (cf_span_is_nocase (field->name, "Content-Transfer-Encoding"))
    return is_strict_encoding (field, part);
  if (!message || !cf_span_is_nocase (field->name, "From"))
    return TRUE;

  if (field->whole.length > CF_LIMIT_ADDRESS_FIELD_BYTES || is_folded_in_quotes (field))
    return FALSE;
  text = cf_mime_field_unfold (field);
  mailbox = cf_mime_mailbox_read (text);
  return mailbox != NULL;
}

/* The header of one part; @message: of the mail itself. */
static char *
check_header (const CfMimePart *part, gboolean message)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CfSpan rest = part->header;
  CfMimeField field;

  while (cf_mime_header_next (&rest, &field)) {
    g_autofree char *name = cf_mime_field_dup_safe_name (&field);

    if (!is_strict_field (&field, part, message))
      return g_steal_pointer (&name);
    if (is_single (field.name, message)) {
      g_autofree char *key = cf_span_dup (field.name);

      if (!g_hash_table_add (seen, g_ascii_strdown (key, -1)))
        return g_steal_pointer (&name);
    }
  }

  if (message && !g_hash_table_contains (seen, "from"))
    return g_strdup ("From");

  return NULL;
}

/* The boundary is not signed, so whoever sends a signed mail again chooses it.  Some programs compare only its
 * beginning, and end a line where their buffer ends: such a one inside the signed part would split it. */
static gboolean
is_boundary_inside (const CfMime *self)
{
  const CfMimeSignature *signature = &self->signature;
  const CfMimePart *entity = NULL;
  g_autofree char *delimiter = NULL;

  if (signature->form != CF_SMIME_FORM_DETACHED || signature->entity < 0)
    return FALSE;

  entity = &cf_mime_node (self, signature->entity)->part;
  delimiter = g_strconcat ("--", cf_mime_node (self, entity->parent)->boundary, NULL);
  return memmem (entity->whole.data, entity->whole.length, delimiter, strlen (delimiter)) != NULL;
}

/* The parts whose header decides what is taken for the signed entity and what
 * for the signature: those around, and the signature itself. */
char *
cf_mime_check_strict (const CfMime *self)
{
  const CfMimeSignature *signature = &self->signature;
  char *field = check_header (&cf_mime_node (self, 0)->part, !self->is_inner);

  for (int i = signature->signature; i > 0 && field == NULL; i = cf_mime_node (self, i)->part.parent)
    field = check_header (&cf_mime_node (self, i)->part, FALSE);
  if (field == NULL && is_boundary_inside (self))
    field = g_strdup ("Content-Type");

  return field;
}
