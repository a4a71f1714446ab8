/* cf-evolution-module.c — bytes -> client -> ribbon: the entry points that Evolution calls
 *
 * Loading is done twice at start, before the main loop runs: it registers types and says whose choices count.
 */
#include "cf-evolution-module.h"

#include <gmodule.h>

#include "cf-client-options.h"
#include "cf-evolution-arrival.h"
#include "cf-evolution-mark.h"
#include "cf-evolution-preferences.h"
#include "cf-evolution-reader.h"
#include "cf-evolution-watch.h"

static void (*const registrations[]) (GTypeModule *module) = {
  cf_evolution_reader_register,
  cf_evolution_watch_register,
  cf_evolution_preferences_register,
};

static CfClient *client;

G_MODULE_EXPORT void e_module_load (GTypeModule *module);
G_MODULE_EXPORT void e_module_unload (GTypeModule *module);

G_MODULE_EXPORT void
e_module_load (GTypeModule *module)
{
  /* A colour of the list is the person's own means here, and hides that of a label. */
  cf_client_options_set_client ("evolution", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (registrations); i++)
    registrations[i](module);
}

G_MODULE_EXPORT void
e_module_unload (GTypeModule *module)
{
}

CfClient *
cf_evolution_module_get_client (void)
{
  if (client == NULL)
    client = cf_client_new (NULL);
  return client;
}

void
cf_evolution_module_stop (void)
{
  if (client != NULL)
    cf_client_stop (client);
  cf_evolution_arrival_finish ();
  cf_evolution_mark_finish ();
}

GWeakRef *
cf_evolution_module_new_weak (gpointer object)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, object);
  return weak;
}

void
cf_evolution_module_free_weak (gpointer weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}
