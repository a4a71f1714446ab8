/* cf-lookup-anchor.c — the installed keys of the DNS root, and the state of RFC 5011 in a file */
#include "cf-lookup-anchor.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cf-limits.h"

#define INSTALLED_ROOT_KEY "/usr/share/dns/root.key"

/* Beside the answers, which are thrown away when there are too many. */
#define FOLDER "root-keys"

struct _CfLookupAnchor {
  char *keys;  /* text of the installed file */
  char *state; /* (nullable): file that libunbound reads and writes */
};

static gboolean
holds_keys (const char *text)
{
  return strstr (text, "DNSKEY") != NULL || strstr (text, "DS") != NULL;
}

/* Named by the installed keys: what was learned from others is another state.  Each such file is a few hundred bytes. */
static char *
dup_state_path (const char *keys, const char *cache)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, keys, -1);
  g_autofree char *folder = g_build_filename (cache, FOLDER, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return NULL;

  return g_build_filename (folder, digest, NULL);
}

CfLookupAnchor *
cf_lookup_anchor_new (const char *file, const char *cache)
{
  g_autoptr (CfLookupAnchor) self = g_new0 (CfLookupAnchor, 1);

  if (!g_file_get_contents (file != NULL ? file : INSTALLED_ROOT_KEY, &self->keys, NULL, NULL) || !holds_keys (self->keys))
    return NULL;

  if (cache != NULL)
    self->state = dup_state_path (self->keys, cache);
  return g_steal_pointer (&self);
}

/* Whether one line of a state is a key that counts: as installed, or valid, or missing from the zone for now. */
static gboolean
is_key (const char *line)
{
  const char *state = strstr (line, ";;state=");

  return *line != ';' && holds_keys (line) && (state == NULL || g_str_has_prefix (state, ";;state=2") || g_str_has_prefix (state, ";;state=3"));
}

/* A state without a key that counts would make libunbound take every answer unproved. */
static gboolean
is_usable (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (is_key (lines[i]))
      return TRUE;

  return FALSE;
}

/* The state that is there, else one with the installed keys; FALSE where there can be none. */
static gboolean
ensure_state (CfLookupAnchor *self)
{
  gboolean is_there;
  GStatBuf status;

  if (self->state == NULL)
    return FALSE;

  is_there = g_lstat (self->state, &status) == 0;
  if (is_there && !S_ISREG (status.st_mode))
    return FALSE;
  if (is_there && status.st_size <= CF_LIMIT_ROOT_KEY_BYTES && is_usable (self->state))
    return TRUE;

  return g_file_set_contents_full (self->state, self->keys, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

/* Settings are read with the first question or change, whose error says whether they are good. */
static gboolean
complete (struct ub_ctx *context)
{
  return ub_ctx_zone_remove (context, "nothing.invalid.") == 0;
}

static gboolean
add_followed (CfLookupAnchor *self, struct ub_ctx *context)
{
  if (ub_ctx_add_ta_autr (context, self->state) == 0 && complete (context))
    return TRUE;

  g_unlink (self->state);
  return FALSE;
}

/* One line a key, as the file has them. */
static gboolean
add_installed (CfLookupAnchor *self, struct ub_ctx *context)
{
  g_auto (GStrv) lines = g_strsplit (self->keys, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_strstrip (lines[i]);
    if (*lines[i] != '\0' && *lines[i] != ';' && ub_ctx_add_ta (context, lines[i]) != 0)
      return FALSE;
  }

  return complete (context);
}

gboolean
cf_lookup_anchor_add (CfLookupAnchor *self, struct ub_ctx *context)
{
  return ensure_state (self) ? add_followed (self, context) : add_installed (self, context);
}

void
cf_lookup_anchor_free (CfLookupAnchor *self)
{
  if (self == NULL)
    return;

  g_free (self->keys);
  g_free (self->state);
  g_free (self);
}
