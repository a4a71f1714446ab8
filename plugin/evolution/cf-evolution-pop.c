/* cf-evolution-pop.c — bytes -> client: whether a mail of a local folder was fetched by POP just now */
#include "cf-evolution-pop.h"

#include <string.h>

#include <shell/e-shell.h>

#include "cf-evolution-compat.h"

/* The host tells of a mail at once; a longer way means that it was moved here since. */
#define JUST_NOW_S 120

CfTime
cf_evolution_pop_get_time (const char *uid)
{
  gint64 stored = cf_evolution_compat_get_stored_time (uid);
  gint64 age = g_get_real_time () / G_USEC_PER_SEC - stored;

  return stored > 0 && age >= 0 && age <= JUST_NOW_S ? (CfTime) stored : CF_TIME_UNKNOWN;
}

static gboolean
is_pop_account (const char *uid)
{
  ESourceRegistry *registry = e_shell_get_registry (e_shell_get_default ());
  g_autoptr (ESource) source = e_source_registry_ref_source (registry, uid);

  return source != NULL && e_source_has_extension (source, E_SOURCE_EXTENSION_MAIL_ACCOUNT) &&
         g_strcmp0 (e_source_backend_get_backend_name (e_source_get_extension (source, E_SOURCE_EXTENSION_MAIL_ACCOUNT)),
                    "pop") == 0;
}

gboolean
cf_evolution_pop_has_fetched (const CfEvolutionMessage *message)
{
  g_autofree char *number = cf_evolution_message_dup_field (message, "X-Evolution-POP3-UID:");
  g_autofree char *account = cf_evolution_message_dup_field (message, "X-Evolution-Source:");

  return number != NULL && account != NULL && is_pop_account (account);
}
