/* cf-domain-tags.c — bytes → the tags of a DKIM-Signature */
#include "cf-domain-tags.h"

#include "cf-domain-field.h"

static gboolean
is_tag_name (CfSpan name)
{
  for (gsize i = 0; i < name.length; i++)
    if (!g_ascii_isalnum (name.data[i]) && name.data[i] != '_')
      return FALSE;

  return name.length > 0 && g_ascii_isalpha (name.data[0]);
}

/* Printable ASCII, folding, and UTF-8 as RFC 8616 allows it. */
static gboolean
is_tag_value (CfSpan value)
{
  for (gsize i = 0; i < value.length; i++)
    if (value.data[i] == 0x7f || (value.data[i] < ' ' && !cf_domain_is_blank (value.data[i])))
      return FALSE;

  return TRUE;
}

static gboolean
split_tag (CfSpan text, CfDomainTag *out_tag)
{
  const guint8 *equals = text.length > 0 ? memchr (text.data, '=', text.length) : NULL;

  if (equals == NULL)
    return FALSE;

  out_tag->name = cf_domain_strip (cf_span_sub (text, 0, equals - text.data));
  out_tag->value = cf_domain_strip (cf_span_from (text, equals - text.data + 1));
  return is_tag_name (out_tag->name) && is_tag_value (out_tag->value);
}

static gboolean
has_tag (const CfDomainTags *tags, CfSpan name)
{
  for (guint i = 0; i < tags->n_tags; i++)
    if (tags->tags[i].name.length == name.length &&
        memcmp (tags->tags[i].name.data, name.data, name.length) == 0)
      return TRUE;

  return FALSE;
}

gboolean
cf_domain_read_tags (CfSpan text, CfDomainTags *out_tags)
{
  CfSpan rest = text;
  CfSpan item;

  out_tags->n_tags = 0;
  while (cf_domain_next_item (&rest, ';', &item)) {
    CfDomainTag tag;

    /* One ";" may end the list. */
    if (rest.data == NULL && cf_domain_strip (item).length == 0)
      break;
    if (out_tags->n_tags == CF_LIMIT_DKIM_TAGS || !split_tag (item, &tag) || has_tag (out_tags, tag.name))
      return FALSE;
    out_tags->tags[out_tags->n_tags++] = tag;
  }

  return out_tags->n_tags > 0;
}

gboolean
cf_domain_find_tag (const CfDomainTags *tags, const char *name, CfSpan *out_value)
{
  for (guint i = 0; i < tags->n_tags; i++)
    if (cf_span_is (tags->tags[i].name, name)) {
      *out_value = tags->tags[i].value;
      return TRUE;
    }

  return FALSE;
}
