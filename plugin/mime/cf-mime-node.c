/* cf-mime-node.c — header fields -> what a part says of itself */
#include "cf-mime-internal.h"

static gboolean
is_media_type (const char *value)
{
  const char *slash = strchr (value, '/');

  return slash != NULL && slash != value && slash[1] != '\0' && strchr (slash + 1, '/') == NULL &&
         cf_text_is_ascii (value);
}

/* Lower-case parameters are names that are compared; a long or odd one matches nothing. */
static char *
dup_visible (const char *text)
{
  return text == NULL ? NULL : cf_text_make_visible (text, -1);
}

/* A file name in an encoded word, which RFC 2047 forbids and many programs write. */
static char *
dup_filename (const char *written)
{
  CfMimeField field = { .value = cf_span_str (written) };
  g_autofree char *decoded = NULL;
  gboolean unknown = FALSE;

  decoded = cf_mime_words_decode (&field, &unknown);
  return cf_text_make_visible (decoded, -1);
}

static void
read_type (CfMimeNode *node, CfSpan header, const char *default_type)
{
  g_autoptr (CfMimeContent) content = NULL;
  CfMimeField field;

  node->part.type = g_strdup (default_type);
  if (!cf_mime_header_find (header, "Content-Type", &field))
    return;

  content = cf_mime_content_read (&field);
  if (is_media_type (content->value)) {
    g_free (node->part.type);
    node->part.type = cf_text_make_visible (content->value, -1);
  }
  if (g_str_has_prefix (node->part.type, "multipart/"))
    node->boundary = g_steal_pointer (&content->parameter[CF_MIME_PARAMETER_BOUNDARY]);
  node->part.protocol = dup_visible (content->parameter[CF_MIME_PARAMETER_PROTOCOL]);
  node->part.smime_type = dup_visible (content->parameter[CF_MIME_PARAMETER_SMIME_TYPE]);
  node->part.charset = g_steal_pointer (&content->parameter[CF_MIME_PARAMETER_CHARSET]);
  node->part.start = g_steal_pointer (&content->parameter[CF_MIME_PARAMETER_START]);
  if (content->parameter[CF_MIME_PARAMETER_NAME] != NULL)
    node->part.filename = dup_filename (content->parameter[CF_MIME_PARAMETER_NAME]);
}

/* RFC 2183 section 2.8: a disposition nobody knows is an attachment. */
static void
read_disposition (CfMimeNode *node, CfSpan header)
{
  g_autoptr (CfMimeContent) content = NULL;
  CfMimeField field;

  if (!cf_mime_header_find (header, "Content-Disposition", &field))
    return;

  content = cf_mime_content_read (&field);
  node->part.attachment = *content->value != '\0' && g_strcmp0 (content->value, "inline") != 0;
  if (content->parameter[CF_MIME_PARAMETER_FILENAME] != NULL) {
    g_free (node->part.filename);
    node->part.filename = dup_filename (content->parameter[CF_MIME_PARAMETER_FILENAME]);
  }
}

static void
read_encoding (CfMimeNode *node, CfSpan header)
{
  CfMimeField field;

  node->part.encoding = CF_MIME_ENCODING_IDENTITY;
  if (cf_mime_header_find (header, "Content-Transfer-Encoding", &field))
    cf_mime_encoding_read (&field, &node->part.encoding);
}

/* An encoded message (RFC 2046 section 5.2.1 forbids it) is a file like any other. */
static gboolean
is_enclosed_message (const CfMimePart *part)
{
  return part->encoding == CF_MIME_ENCODING_IDENTITY &&
         (g_strcmp0 (part->type, "message/rfc822") == 0 || g_strcmp0 (part->type, "message/global") == 0);
}

CfMimeNode *
cf_mime_node_new (CfSpan header, const char *default_type)
{
  CfMimeNode *node = g_new0 (CfMimeNode, 1);

  node->part.header = header;
  read_type (node, header, default_type);
  read_disposition (node, header);
  read_encoding (node, header);
  node->message = is_enclosed_message (&node->part);
  /* An empty boundary would make every line of two hyphens a delimiter. */
  if (node->boundary != NULL && *node->boundary == '\0')
    g_clear_pointer (&node->boundary, g_free);

  return node;
}

void
cf_mime_node_free (CfMimeNode *node)
{
  if (node == NULL)
    return;

  g_free (node->part.number);
  g_free (node->part.type);
  g_free (node->part.smime_type);
  g_free (node->part.protocol);
  g_free (node->part.charset);
  g_free (node->part.start);
  g_free (node->part.filename);
  g_free (node->boundary);
  g_free (node);
}
