/* cf-gather-unopened.c — whether all that is under a signature lies open
 *
 * What the signer saw and what is displayed are not the same thing when a
 * client opens something on the way (MEANING section 3).  Whatever could hide
 * encrypted data and cannot be looked into counts as encrypted.
 */
#include "cf-gather-private.h"

#include "cf-limits.h"

static gboolean is_open (CfSpan content, guint layer);

static gboolean
has_p7m_name (const CfMimePart *part)
{
  g_autofree char *name = part->filename == NULL ? NULL : g_ascii_strdown (part->filename, -1);

  return name != NULL && g_str_has_suffix (name, ".p7m");
}

/* What clients may take for CMS, by type or by name alone (RFC 8551 section 3.2.2). */
static gboolean
may_be_cms (const CfMimePart *part)
{
  return g_str_equal (part->type, "application/pkcs7-mime") || g_str_equal (part->type, "application/x-pkcs7-mime") ||
         has_p7m_name (part);
}

static gboolean
is_bytes_open (GBytes *content, guint layer)
{
  return content != NULL && is_open (cf_span (g_bytes_get_data (content, NULL), g_bytes_get_size (content)), layer);
}

static gboolean
is_cms_open (const CfMimePart *part, guint layer)
{
  g_autoptr (CfCms) cms = cf_gather_read_cms (part);
  g_autoptr (GBytes) inflated = NULL;

  if (cms == NULL)
    return FALSE;

  switch (cf_cms_get_kind (cms)) {
  case CF_CMS_SIGNED:
    return is_bytes_open (cf_cms_get_content (cms), layer + 1);
  case CF_CMS_COMPRESSED:
    inflated = cf_cms_inflate (cms);
    return is_bytes_open (inflated, layer + 1);
  case CF_CMS_CERTS_ONLY:
    return TRUE;
  case CF_CMS_ENCRYPTED:
  case CF_CMS_LOCKED:
  case CF_CMS_UNREADABLE:
    return FALSE;
  }

  g_assert_not_reached ();
}

static gboolean
is_part_open (const CfMimePart *part, guint layer)
{
  /* OpenPGP (RFC 3156). */
  if (g_str_equal (part->type, "multipart/encrypted"))
    return FALSE;

  return !may_be_cms (part) || is_cms_open (part, layer);
}

static gboolean
are_parts_open (const CfMime *mime, CfSpan within, guint layer)
{
  for (guint i = 0; i < cf_mime_get_n_parts (mime); i++) {
    const CfMimePart *part = cf_mime_get_part (mime, i);
    gboolean inside = part->whole.data >= within.data && part->whole.data <= within.data + within.length;

    if (inside && !is_part_open (part, layer))
      return FALSE;
  }

  return TRUE;
}

/* Content that has too many parts or layers was not looked at whole. */
static gboolean
is_open (CfSpan content, guint layer)
{
  g_autoptr (CfMime) mime = NULL;

  if (layer > CF_LIMIT_CMS_LAYERS)
    return FALSE;

  mime = cf_mime_read_parts (content);
  return cf_mime_is_within_limits (mime) && are_parts_open (mime, content, layer);
}

CfEvidence
cf_gather_find_unopened (const CfMime *mime, CfSpan within)
{
  return are_parts_open (mime, within, 0) ? CF_M (CONTENT_OPEN) : CF_M (UNOPENED);
}

CfEvidence
cf_gather_find_unopened_in (CfSpan content)
{
  return is_open (content, 0) ? CF_M (CONTENT_OPEN) : CF_M (UNOPENED);
}
