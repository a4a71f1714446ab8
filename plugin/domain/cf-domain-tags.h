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

/* Whether there is the tag @name. */
gboolean cf_domain_find_tag (const CfDomainTags *tags, const char *name, CfSpan *out_value);

G_END_DECLS
