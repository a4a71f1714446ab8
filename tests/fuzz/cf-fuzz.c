/* cf-fuzz.c — what all fuzz targets share */
#include "cf-fuzz.h"

#include <stdio.h>
#include <stdlib.h>

static GHashTable *genuine;
static FILE *learned;

void
cf_fuzz_fail (const char *file, int line, const char *what)
{
  fprintf (stderr, "%s:%d: this must hold: %s\n", file, line, what);
  abort ();
}

char *
cf_fuzz_path (const char *name)
{
  const char *folder = g_getenv ("CF_FUZZ_SEEDS");

  return g_build_filename (folder != NULL ? folder : CF_FUZZ_SEEDS, name, NULL);
}

GBytes *
cf_fuzz_load (const char *name)
{
  g_autofree char *path = cf_fuzz_path (name);
  char *data;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, NULL)) {
    fprintf (stderr, "%s: cannot be read; make the seeds first\n", path);
    exit (1);
  }

  return g_bytes_new_take (data, size);
}

CfSpan
cf_fuzz_span (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return cf_span (data, size);
}

guint
cf_fuzz_take (CfSpan *rest, guint n)
{
  guint value;

  if (rest->length == 0)
    return 0;

  value = rest->data[0] % n;
  *rest = cf_span_from (*rest, 1);
  return value;
}

char *
cf_fuzz_dup_text (CfSpan text)
{
  g_autoptr (GString) copy = g_string_sized_new (text.length + 1);

  for (gsize i = 0; i < text.length; i++) {
    if (text.data[i] != '\0')
      g_string_append_c (copy, (char) text.data[i]);
  }

  return g_string_free (g_steal_pointer (&copy), FALSE);
}

char *
cf_fuzz_dup_digest (CfSpan bytes)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes.data, bytes.length);
}

char *
cf_fuzz_dup_canonical_digest (CfSpan bytes)
{
  g_autoptr (GByteArray) form = g_byte_array_sized_new ((guint) bytes.length + 2);

  for (gsize i = 0; i < bytes.length; i++) {
    if (bytes.data[i] == '\n' && (i == 0 || bytes.data[i - 1] != '\r'))
      g_byte_array_append (form, (const guint8 *) "\r", 1);
    g_byte_array_append (form, bytes.data + i, 1);
  }

  return cf_fuzz_dup_digest (cf_span (form->data, form->len));
}

gboolean
cf_fuzz_is_learning (void)
{
  return learned != NULL;
}

void
cf_fuzz_genuine (const char *what)
{
  if (learned != NULL) {
    fprintf (learned, "%s\n", what);
    return;
  }

  if (genuine != NULL && !g_hash_table_contains (genuine, what)) {
    fprintf (stderr, "false approval: %s\n", what);
    abort ();
  }
}

static void
read_genuine (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    cf_fuzz_fail (path, 0, "what is genuine can be read");

  genuine = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_hash_table_add (genuine, g_strdup (*line));
}

void
cf_fuzz_begin (void)
{
  const char *learn = g_getenv ("CF_FUZZ_LEARN");
  const char *known = g_getenv ("CF_FUZZ_GENUINE");

  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_FATAL_MASK);
  if (learn != NULL) {
    learned = fopen (learn, "a");
    if (learned == NULL)
      cf_fuzz_fail (learn, 0, "what is learned can be written");
    setvbuf (learned, NULL, _IOLBF, 0);
  } else if (known != NULL) {
    read_genuine (known);
  }
}
