/* cf-policy-value.c — our own files → rules: a key's text to a checked value */
#include <string.h>

#include "cf-policy-section.h"

static const char *
range_of (const CfPolicyValue *value)
{
  return _(cf_policy_get_key_row (value->key)->range);
}

static gboolean
read_day (CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  g_autofree char *moment = g_strdup_printf ("%sT00:00:00Z", value->text);

  if (strlen (value->text) == strlen ("2026-04-01") && cf_time_parse (moment, &value->day))
    return TRUE;

  cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("is no day; write %s"), range_of (value));
  return FALSE;
}

static gboolean
read_number (CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  g_auto (GStrv) ends = g_strsplit (range_of (value), "..", 2);
  guint64 least = g_ascii_strtoull (ends[0], NULL, 10);
  guint64 most = g_ascii_strtoull (ends[1], NULL, 10);
  guint64 number;

  if (g_ascii_string_to_unsigned (value->text, 10, least, most, &number, NULL)) {
    value->number = (guint) number;
    return TRUE;
  }

  cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("is no number from %s to %s"), ends[0], ends[1]);
  return FALSE;
}

/* Splits at ";" as GKeyFile does: "\;" is a semicolon, "\s" a blank, "\\" a
 * backslash, and a last ";" ends the list.  NULL where a "\" means nothing. */
static char **
split_list (const char *text)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();

  g_key_file_set_value (keys, "x", "x", text);
  return g_key_file_get_string_list (keys, "x", "x", NULL, NULL);
}

/* Takes the blanks around each name away; an empty one is a slip. */
static gboolean
strip_names (char **names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (*g_strstrip (names[i]) == '\0')
      return FALSE;

  return names[0] != NULL;
}

/* Written as \n or \t, which GKeyFile resolves: nothing that a name holds, and it would break what is printed. */
static gboolean
has_control (char **names)
{
  for (char **name = names; *name != NULL; name++)
    for (const char *p = *name; *p != '\0'; p++)
      if (g_ascii_iscntrl (*p))
        return TRUE;

  return FALSE;
}

static gboolean
read_names (CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  value->names = split_list (value->text);

  if (value->names == NULL) {
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("holds a \\ that means nothing; write \\\\ for one"));
    return FALSE;
  }
  if (has_control (value->names)) {
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("holds a line end or a tab; write a space"));
    return FALSE;
  }
  if (!strip_names (value->names)) {
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("lacks a name; write %s"), range_of (value));
    return FALSE;
  }

  return TRUE;
}

/* Puts every name of the list into the spelling that is compared. */
static gboolean
read_folded (CfPolicyValue *value, char *(*fold) (const char *), const CfPolicyPlace *place, GError **error)
{
  if (!read_names (value, place, error))
    return FALSE;

  for (char **name = value->names; *name != NULL; name++) {
    char *folded = fold (*name);

    if (folded == NULL) {
      cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("\"%s\" does not fit; write %s"), *name,
                           range_of (value));
      return FALSE;
    }
    g_free (*name);
    *name = folded;
  }

  return TRUE;
}

static gboolean
read_domain (CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  if (!read_folded (value, cf_policy_parse_domains, place, error))
    return FALSE;
  if (value->names[1] == NULL && !g_str_has_prefix (value->names[0], "*."))
    return TRUE;

  cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("is not one domain; write %s"), range_of (value));
  return FALSE;
}

static gboolean
read_keys (CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  if (!read_names (value, place, error))
    return FALSE;

  for (char **name = value->names; *name != NULL; name++)
    if (!cf_policy_check_lockable (*name, place, error))
      return FALSE;

  return TRUE;
}

/* Each of them by itself, so that the error names the one that is wrong. */
static gboolean
read_words (CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  value->names = split_list (value->text);
  if (value->names == NULL || !strip_names (value->names))
    return cf_policy_check_choice (value->key, value->text, place, error);

  for (char **name = value->names; *name != NULL; name++)
    if (!cf_policy_check_choice (value->key, *name, place, error))
      return FALSE;

  return TRUE;
}

/* The file that is meant; one of a bundle comes with it. */
static gboolean
read_filename (const CfPolicyText *text, CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  GBytes *attached = text->attached != NULL ? g_hash_table_lookup (text->attached, value->text) : NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  if (*value->text == '\0') {
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("lacks a name; write %s"), range_of (value));
    return FALSE;
  }
  if (text->folder == NULL && attached == NULL) {
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("names a file that is not in the bundle; add it"));
    return FALSE;
  }

  folder = text->folder != NULL ? g_canonicalize_filename (text->folder, NULL) : NULL;
  path = attached != NULL ? g_strdup (value->text) : g_canonicalize_filename (value->text, folder);
  value->data = attached != NULL ? g_bytes_ref (attached) : NULL;
  value->names = g_new0 (char *, 2);
  value->names[0] = g_steal_pointer (&path);
  return TRUE;
}

/* RFC 2919 section 2: dot-atoms. */
static gboolean
read_list_id (CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  for (const char *p = value->text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (".!#$%&'*+-/?^_`{|}~", *p) == NULL) {
      cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("is no list identifier; write %s"), range_of (value));
      return FALSE;
    }
  if (*value->text == '\0')
    cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("lacks a name; write %s"), range_of (value));

  return *value->text != '\0';
}

/* What libcurl takes as a proxy: scheme://host[:port]. */
static gboolean
read_proxy (CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  static const char *const schemes[] = { "http", "https", "socks4", "socks4a", "socks5", "socks5h", NULL };
  g_autoptr (GUri) uri = g_uri_parse (value->text, G_URI_FLAGS_HAS_PASSWORD, NULL);
  gboolean plain = uri != NULL && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL &&
                   (g_str_equal (g_uri_get_path (uri), "") || g_str_equal (g_uri_get_path (uri), "/"));

  if (plain && g_strv_contains (schemes, g_uri_get_scheme (uri)) && g_uri_get_host (uri) != NULL &&
      *g_uri_get_host (uri) != '\0')
    return TRUE;

  cf_policy_set_error (error, CF_POLICY_ERROR_VALUE, place, N_("is no proxy; write %s"), range_of (value));
  return FALSE;
}

static gboolean
check_origin (const CfPolicyText *text, const CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  if (cf_policy_get_key_row (value->key)->user != CF_POLICY_REFUSED || text->origin == CF_POLICY_ORIGIN_ADMINISTRATOR)
    return TRUE;

  cf_policy_set_error (error, CF_POLICY_ERROR_KEY, place,
                       N_("only an administrator's file may say this; remove it, or have it put into /etc/certfirst/policy.d"));
  return FALSE;
}

gboolean
cf_policy_read_value (const CfPolicyText *text, CfPolicyValue *value, const CfPolicyPlace *place, GError **error)
{
  if (!check_origin (text, value, place, error))
    return FALSE;

  switch (cf_policy_get_key_row (value->key)->type) {
  case CF_POLICY_CHOICE:
    return cf_policy_check_choice (value->key, value->text, place, error);
  case CF_POLICY_WORDS:
    return read_words (value, place, error);
  case CF_POLICY_DAY:
    return read_day (value, place, error);
  case CF_POLICY_NUMBER:
    return read_number (value, place, error);
  case CF_POLICY_NAMES:
    return read_names (value, place, error);
  case CF_POLICY_DOMAIN:
    return read_domain (value, place, error);
  case CF_POLICY_DOMAINS:
    return read_folded (value, cf_policy_parse_domains, place, error);
  case CF_POLICY_HOSTS:
    return read_folded (value, cf_policy_parse_host, place, error);
  case CF_POLICY_KEYS:
    return read_keys (value, place, error);
  case CF_POLICY_FILENAME:
    return read_filename (text, value, place, error);
  case CF_POLICY_LIST_ID:
    return read_list_id (value, place, error);
  case CF_POLICY_PROXY:
    return read_proxy (value, place, error);
  case CF_POLICY_TEXT:
    return TRUE;
  }

  g_assert_not_reached ();
}
