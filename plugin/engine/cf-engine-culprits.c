/* cf-engine-culprits.c — messages that ended their checking process: not tried for ever */
#include "cf-engine-culprits.h"

#include "cf-limits.h"

typedef struct {
  char *sha256;
  JsonObject *preview; /* (nullable) */
  guint n_deaths;
} Culprit;

struct _CfEngineCulprits {
  GQueue list; /* (element-type Culprit): the latest first */
};

static void
culprit_free (Culprit *culprit)
{
  g_free (culprit->sha256);
  g_clear_pointer (&culprit->preview, json_object_unref);
  g_free (culprit);
}

CfEngineCulprits *
cf_engine_culprits_new (void)
{
  return g_new0 (CfEngineCulprits, 1);
}

gboolean
cf_engine_culprits_is_empty (const CfEngineCulprits *self)
{
  return self->list.length == 0;
}

static Culprit *
find (const CfEngineCulprits *self, const char *sha256)
{
  for (GList *l = self->list.head; l != NULL; l = l->next) {
    Culprit *culprit = l->data;

    if (g_str_equal (culprit->sha256, sha256))
      return culprit;
  }

  return NULL;
}

void
cf_engine_culprits_add (CfEngineCulprits *self, const char *sha256, JsonObject *preview)
{
  Culprit *culprit = find (self, sha256);

  if (culprit == NULL) {
    culprit = g_new0 (Culprit, 1);
    culprit->sha256 = g_strdup (sha256);
  } else {
    g_queue_remove (&self->list, culprit);
  }

  culprit->n_deaths++;
  if (preview != NULL && culprit->preview == NULL)
    culprit->preview = json_object_ref (preview);
  g_queue_push_head (&self->list, culprit);
  if (self->list.length > CF_LIMIT_CULPRITS)
    culprit_free (g_queue_pop_tail (&self->list));
}

gboolean
cf_engine_culprits_find (const CfEngineCulprits *self, const char *sha256, JsonObject **out_preview)
{
  Culprit *culprit = find (self, sha256);

  if (culprit == NULL || culprit->n_deaths < CF_LIMIT_CULPRIT_DEATHS)
    return FALSE;

  *out_preview = culprit->preview;
  return TRUE;
}

void
cf_engine_culprits_free (CfEngineCulprits *self)
{
  if (self == NULL)
    return;

  g_queue_clear_full (&self->list, (GDestroyNotify) culprit_free);
  g_free (self);
}
