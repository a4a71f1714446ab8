/* cf-policy-version.c — rules → which rules these are */
#include "cf-policy-version.h"

#include "cf-policy-internal.h"

/* 48 bits: two sets of rules of one fleet do not meet in them, and they can be read over the telephone. */
#define DIGEST_LETTERS 12

void
cf_policy_file_free (CfPolicyFile *file)
{
  g_free (file->name);
  g_free (file);
}

static void
digest_text (CfPolicy *self, const CfPolicyText *text)
{
  g_autofree char *base = g_path_get_basename (text->name);
  g_autofree char *head = g_strdup_printf ("%d %s %" G_GSIZE_FORMAT "\n", (int) text->origin, base, text->length);

  g_checksum_update (self->digest, (const guchar *) head, -1);
  g_checksum_update (self->digest, (const guchar *) text->text, (gssize) text->length);
}

void
cf_policy_note_file (CfPolicy *self, const CfPolicyText *text)
{
  CfPolicyFile *file = g_new0 (CfPolicyFile, 1);

  file->name = g_strdup (text->name);
  file->origin = text->origin;
  file->bundle = text->bundle;
  self->bundle = MAX (self->bundle, text->bundle);
  g_ptr_array_add (self->files, file);
  digest_text (self, text);
}

const GPtrArray *
cf_policy_get_files (const CfPolicy *self)
{
  return self->files;
}

guint64
cf_policy_get_bundle (const CfPolicy *self)
{
  return self->bundle;
}

char *
cf_policy_dup_version (const CfPolicy *self)
{
  g_autoptr (GChecksum) digest = self->files->len > 0 ? g_checksum_copy (self->digest) : NULL;
  const char *hex = digest != NULL ? g_checksum_get_string (digest) : NULL;

  if (hex == NULL)
    return NULL;

  return self->bundle > 0 ? g_strdup_printf ("b%" G_GUINT64_FORMAT "-%.*s", self->bundle, DIGEST_LETTERS, hex)
                          : g_strndup (hex, DIGEST_LETTERS);
}
