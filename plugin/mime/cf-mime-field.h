/* cf-mime-field.h — header fields and what structured ones say (bytes -> fields)
 *
 * Stands on: base.
 */
#pragma once

#include "cf-limits.h"
#include "cf-mime.h"
#include "cf-text.h"

G_BEGIN_DECLS

/**
 * CfMimeField:
 * @name: without the white space before the colon
 * @value: after the colon, still folded, without the last line end
 * @whole: name, value and line end
 * @well_formed: FALSE where programs read such bytes differently (MEANING section 2)
 */
typedef struct {
  CfSpan name;
  CfSpan value;
  CfSpan whole;
  gboolean well_formed;
} CfMimeField;

/* The parameters that mean something here. */
typedef enum {
  CF_MIME_PARAMETER_BOUNDARY,
  CF_MIME_PARAMETER_PROTOCOL,
  CF_MIME_PARAMETER_SMIME_TYPE,
  CF_MIME_PARAMETER_HP,
  CF_MIME_PARAMETER_FORWARDED,
  CF_MIME_PARAMETER_NAME,
  CF_MIME_PARAMETER_FILENAME,
  CF_MIME_PARAMETER_START,
  CF_MIME_PARAMETER_CHARSET,
  CF_MIME_N_PARAMETERS
} CfMimeParameter;

/**
 * CfMimeContent:
 * @value: what stands before the first ";", in lower case; may be empty
 * @parameter: (nullable): the first of each name
 * @strict: whether everybody reads the same: each parameter once, no comment
 *
 * A Content-Type or Content-Disposition field.
 */
typedef struct {
  char *value;
  char *parameter[CF_MIME_N_PARAMETERS];
  gboolean strict;
} CfMimeContent;

/* Header fields: cf-mime-header.c */

/* The offset behind the line that begins at @offset. */
gsize cf_mime_line_next (CfSpan span, gsize offset);
/* Where the next line that begins with two hyphens begins, from @start, which begins a line; the length when there is none. */
gsize cf_mime_line_find_dashes (CfSpan span, gsize start);
/* Whether the line from @start to @next is empty: a line end and nothing else. */
gboolean cf_mime_line_is_empty (CfSpan span, gsize start, gsize next);
/* Takes the next field off @rest; FALSE when there is none left. */
gboolean cf_mime_header_next (CfSpan *rest, CfMimeField *out_field);
/* The first field of that name, ASCII case apart. */
gboolean cf_mime_header_find (CfSpan header, const char *name, CfMimeField *out_field);
/* The message or its header without the fields that a client wrote at the very start (DESIGN): cf-mime-canonical.c */
CfSpan cf_mime_without_client_fields (CfSpan message);
/* Splits an entity into header and body; for entities that are not parts of a tree. */
void cf_mime_header_split (CfSpan entity, CfSpan *out_header, CfSpan *out_body);
/* The value on one line, white space around it removed, NUL as "?".  (transfer full) */
char *cf_mime_field_unfold (const CfMimeField *field);
/* The field's name as it may be shown: letters, digits and hyphens; "?" when there are none.  (transfer full) */
char *cf_mime_field_dup_safe_name (const CfMimeField *field);

/* Content-Type and Content-Disposition: cf-mime-content.c */

/* What the field says, however broken it is.  (transfer full): never NULL */
CfMimeContent *cf_mime_content_read (const CfMimeField *field);
/* Accepts %NULL. */
void cf_mime_content_free (CfMimeContent *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfMimeContent, cf_mime_content_free)
/* What Content-Transfer-Encoding says; FALSE for a word nobody knows. */
gboolean cf_mime_encoding_read (const CfMimeField *field, CfMimeEncoding *out_encoding);

G_END_DECLS
