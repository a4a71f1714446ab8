/* cf-lookup-cache.c — questions -> answers that were had already */
#include "cf-lookup-cache.h"

#include <string.h>

#include "cf-limits.h"
#include "cf-lookup-folder.h"
#include "cf-lookup-kind.h"

struct _CfLookupCache {
  CfLookupFolder *folder;
  GHashTable *entries; /* "kind key" -> Entry */
  GQueue order;        /* (element-type Entry): oldest first */
  gsize bytes;
};

typedef struct {
  char *place;
  char *line;
  CfTime fetched;
  CfTime expires;
} Entry;

static void
entry_free (Entry *entry)
{
  g_free (entry->place);
  g_free (entry->line);
  g_free (entry);
}

static gsize
get_size (const Entry *entry)
{
  return strlen (entry->place) + strlen (entry->line) + sizeof *entry;
}

CfLookupCache *
cf_lookup_cache_new (const char *folder)
{
  CfLookupCache *self = g_new0 (CfLookupCache, 1);

  self->entries = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->order);
  if (folder != NULL)
    self->folder = cf_lookup_folder_open (folder, CF_LIMIT_CACHE_FOLDER_BYTES);
  return self;
}

static char *
dup_place (CfQuestionKind kind, const char *key)
{
  return g_strdup_printf ("%s %s", cf_question_kind_get_name (kind), key);
}

/* Names of files tell nothing of what was asked. */
static char *
dup_file_name (const char *place)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, place, -1);
}

static void
drop (CfLookupCache *self, Entry *entry)
{
  self->bytes -= get_size (entry);
  g_hash_table_remove (self->entries, entry->place);
  g_queue_remove (&self->order, entry);
  entry_free (entry);
}

static void
remember (CfLookupCache *self, const char *place, const CfAnswer *answer, const char *line)
{
  Entry *old = g_hash_table_lookup (self->entries, place);
  Entry *entry = g_new0 (Entry, 1);

  if (old != NULL)
    drop (self, old);

  entry->place = g_strdup (place);
  entry->line = g_strdup (line);
  entry->fetched = answer->fetched;
  entry->expires = answer->expires;
  g_hash_table_insert (self->entries, entry->place, entry);
  g_queue_push_tail (&self->order, entry);
  self->bytes += get_size (entry);
  while (self->bytes > CF_LIMIT_CACHE_MEMORY_BYTES)
    drop (self, g_queue_peek_head (&self->order));
}

/* Whatever it says itself, an answer ends with its kind's time; one from the
 * future was written under a wrong clock. */
static gboolean
is_fresh (CfQuestionKind kind, CfTime fetched, CfTime expires, CfTime now)
{
  if (fetched == CF_TIME_UNKNOWN || expires == CF_TIME_UNKNOWN)
    return FALSE;

  return fetched <= now && now < expires && now < fetched + cf_lookup_kind_get_keep (kind);
}

static CfAnswer *
load (CfLookupCache *self, const char *place, CfQuestionKind kind, const char *key, CfTime now)
{
  g_autofree char *name = dup_file_name (place);
  g_autofree char *line = self->folder == NULL ? NULL : cf_lookup_folder_load (self->folder, name);
  g_autoptr (CfAnswer) answer = line == NULL ? NULL : cf_answer_from_line (line, NULL);

  if (answer == NULL || answer->kind != kind || !g_str_equal (answer->key, key) ||
      answer->status == CF_ANSWER_FAILED || !is_fresh (kind, answer->fetched, answer->expires, now))
    return NULL;

  remember (self, place, answer, line);
  return g_steal_pointer (&answer);
}

CfAnswer *
cf_lookup_cache_find (CfLookupCache *self, CfQuestionKind kind, const char *key, CfTime now)
{
  g_autofree char *place = dup_place (kind, key);
  Entry *entry = g_hash_table_lookup (self->entries, place);

  if (entry == NULL)
    return load (self, place, kind, key, now);
  if (is_fresh (kind, entry->fetched, entry->expires, now))
    return cf_answer_from_line (entry->line, NULL);

  drop (self, entry);
  return load (self, place, kind, key, now);
}

void
cf_lookup_cache_add (CfLookupCache *self, const CfAnswer *answer)
{
  g_autofree char *place = dup_place (answer->kind, answer->key);
  g_autofree char *name = dup_file_name (place);
  g_autofree char *line = NULL;

  if (!is_fresh (answer->kind, answer->fetched, answer->expires, answer->fetched))
    return;
  if (answer->status == CF_ANSWER_FAILED && answer->expires > answer->fetched + CF_LIMIT_KEEP_FAILED_SECONDS)
    return;

  line = cf_answer_to_line (answer);
  remember (self, place, answer, line);
  if (self->folder != NULL && answer->status != CF_ANSWER_FAILED)
    cf_lookup_folder_store (self->folder, name, line);
}

void
cf_lookup_cache_free (CfLookupCache *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_queue_clear_full (&self->order, (GDestroyNotify) entry_free);
  cf_lookup_folder_free (self->folder);
  g_free (self);
}
