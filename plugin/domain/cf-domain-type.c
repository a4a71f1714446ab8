/* cf-domain-type.c — a type that nobody sealed → whether all that was sealed is shown under it (MEANING section 7)
 *
 * What is not known to show all of its parts is taken to hide some.
 */
#include "cf-domain-type.h"

#include "cf-limits.h"

/* Whether a page is a page from its first letter on: a text that somebody else calls a page is none, and what its
 * writer quoted in it ("<style>", say) would hide the rest. */
static gboolean
begins_as_page (const CfMime *mime)
{
  g_autoptr (GBytes) text = cf_mime_decode (cf_mime_get_part (mime, 0), CF_LIMIT_MESSAGE_BYTES);
  gsize length = 0;
  const guint8 *at = text == NULL ? NULL : g_bytes_get_data (text, &length);
  gsize i = length >= 3 && memcmp (at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < length && g_ascii_isspace (at[i]))
    i++;

  return i < length && at[i] == '<';
}

/* Forms of one text, as programs write them: the plain one first, each of another type, none with a name.  Parts that stood
 * beside each other are files, or messages, or twice the same. */
static gboolean
are_forms (const CfMime *mime)
{
  static const char *const forms[] = { "text/html", "text/calendar", "text/x-amp-html", "text/watch-html", "multipart/related",
                                       "multipart/mixed", NULL };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 1; i < cf_mime_get_n_parts (mime); i++) {
    const CfMimePart *part = cf_mime_get_part (mime, i);
    gboolean first = g_hash_table_size (seen) == 0;

    if (part->parent != 0)
      continue;
    if (part->attachment || part->filename != NULL || !g_hash_table_add (seen, part->type) ||
        !(g_strv_contains (forms, part->type) || (first && g_str_equal (part->type, "text/plain"))))
      return FALSE;
  }

  return TRUE;
}

/* The first part is what is shown, unless a parameter names another (RFC 2387 section 3.2). */
static gboolean
begins_at_first (const CfMime *mime)
{
  return !cf_mime_has_start (mime);
}

/* Evolution decrypts the second part whatever the first one is: it has to have been made as an envelope (RFC 3156 section 4). */
static gboolean
is_envelope (const CfMime *mime)
{
  return cf_mime_get_n_parts (mime) == 3 && g_str_equal (cf_mime_get_part (mime, 1)->type, "application/pgp-encrypted");
}

static gboolean
shows_all (const CfMime *mime)
{
  (void) mime;
  return TRUE;
}

/* The types of which a text or a multipart can be made; what is in no row hides. */
static const struct {
  const char *type;
  gboolean (*shows_all) (const CfMime *mime);
} types[] = {
  { "text/plain", shows_all },
  { "text/html", begins_as_page },
  { "multipart/mixed", shows_all },
  { "multipart/report", shows_all },
  { "multipart/signed", shows_all },
  { "multipart/encrypted", is_envelope },
  { "multipart/alternative", are_forms },
  { "multipart/related", begins_at_first },
};

gboolean
cf_domain_type_shows_all (const CfMime *mime)
{
  const char *type = cf_mime_get_part (mime, 0)->type;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (type, types[i].type))
      return types[i].shows_all (mime);

  /* Images, files and CMS say what they are by their bytes. */
  return !g_str_has_prefix (type, "text/") && !g_str_has_prefix (type, "multipart/") && !g_str_has_prefix (type, "message/");
}
