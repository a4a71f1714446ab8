/* cf-domain-tags.h — a DKIM tag list: "v=1; a=rsa-sha256; …"
 *
 * Inside domain only.  Reads hostile bytes (RFC 6376 section 3.2).
 */
#pragma once

#include "cf-limits.h"
#include "cf-span.h"

G_BEGIN_DECLS

typedef struct {
  CfSpan name;
  CfSpan value; /* without the blanks around it; folding inside it stays */
  CfSpan raw;   /* all between "=" and ";" */
} CfDomainTag;

typedef struct {
  guint n_tags;
  CfDomainTag tags[CF_LIMIT_DKIM_TAGS];
} CfDomainTags;

/**
 * cf_domain_read_tags:
 *
 * Tag names are case-sensitive, and a name that stands twice makes the whole
 * list invalid.
 *
 * Returns: whether @text is a tag list of at most CF_LIMIT_DKIM_TAGS tags
 */
gboolean cf_domain_read_tags (CfSpan text, CfDomainTags *out_tags);

/* The tag @name; %NULL when there is none.  (transfer none) */
const CfDomainTag *cf_domain_get_tag (const CfDomainTags *tags, const char *name);

/* Whether there is the tag @name, and its value. */
gboolean cf_domain_find_tag (const CfDomainTags *tags, const char *name, CfSpan *out_value);

/* The next word of a list "a : b : c", without the blanks around it.  Whether there was one more. */
gboolean cf_domain_next_word (CfSpan *rest, CfSpan *out_word);

/* Whether @word stands in such a list. */
gboolean cf_domain_has_word (CfSpan list, const char *word);

/**
 * cf_domain_decode_base64:
 *
 * Blanks and folding between the letters count for nothing.
 *
 * Returns: (transfer full) (nullable): %NULL when it is empty or no base64
 */
GBytes *cf_domain_decode_base64 (CfSpan text);

G_END_DECLS
