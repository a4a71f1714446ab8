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
  out_tag->raw = cf_span_from (text, equals - text.data + 1);
  out_tag->value = cf_domain_strip (out_tag->raw);
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

const CfDomainTag *
cf_domain_get_tag (const CfDomainTags *tags, const char *name)
{
  for (guint i = 0; i < tags->n_tags; i++)
    if (cf_span_is (tags->tags[i].name, name))
      return &tags->tags[i];

  return NULL;
}

gboolean
cf_domain_find_tag (const CfDomainTags *tags, const char *name, CfSpan *out_value)
{
  const CfDomainTag *tag = cf_domain_get_tag (tags, name);

  if (tag == NULL)
    return FALSE;

  *out_value = tag->value;
  return TRUE;
}

gboolean
cf_domain_next_word (CfSpan *rest, CfSpan *out_word)
{
  CfSpan item;

  if (!cf_domain_next_item (rest, ':', &item))
    return FALSE;

  *out_word = cf_domain_strip (item);
  return TRUE;
}

gboolean
cf_domain_has_word (CfSpan list, const char *word)
{
  CfSpan item;

  while (cf_domain_next_word (&list, &item))
    if (cf_span_is (item, word))
      return TRUE;

  return FALSE;
}

/* Whether the letters make up whole groups, with the fill at the end. */
static gboolean
is_base64 (const GString *letters)
{
  gsize n = strspn (letters->str, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  gsize fill = strspn (letters->str + n, "=");

  return n > 0 && n + fill == letters->len && fill <= 2 && letters->len % 4 == 0;
}

GBytes *
cf_domain_decode_base64 (CfSpan text)
{
  g_autoptr (GString) letters = g_string_sized_new (text.length + 1);
  guchar *data;
  gsize length;

  for (gsize i = 0; i < text.length; i++)
    if (!cf_domain_is_blank (text.data[i]))
      g_string_append_c (letters, (char) text.data[i]);
  if (!is_base64 (letters))
    return NULL;

  data = g_base64_decode (letters->str, &length);
  return g_bytes_new_take (data, length);
}
