/* cf-engine-network-start.c — the look-up process, a program of its own
 *
 * The libraries that speak DNS and HTTP, and the forty that these stand on,
 * are in that program only: no other process of the engine has their code.
 */
#include "cf-engine-network-start.h"

#include <unistd.h>

#include "cf-engine-network.h"

/* As it lies beside this program where both were built. */
#define NAME "certfirst-lookup"

char *
cf_engine_network_dup_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  char *beside = folder != NULL ? g_build_filename (folder, NAME, NULL) : NULL;

  if (beside != NULL && access (beside, X_OK) == 0)
    return beside;

  g_free (beside);
  return g_strdup (CF_LIBEXECDIR "/" NAME);
}

int
cf_engine_network_look_up (gconstpointer options, const char *settings, int socket)
{
  CfLookupOptions own = *(const CfLookupOptions *) options;
  g_autoptr (JsonNode) node = settings != NULL ? json_from_string (settings, NULL) : NULL;
  g_autofree char *program = cf_engine_network_dup_program ();
  char *words[] = { program, NULL };
  g_auto (CfEngineNetwork) network = { 0 };

  g_assert (socket == CF_ENGINE_NETWORK_SOCKET);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    cf_engine_network_read (json_node_get_object (node), &network);
  own.mode = MAX (own.mode, network.mode);
  own.allow_private = own.allow_private || network.allow_private;
  if (own.proxy == NULL)
    own.proxy = network.proxy;

  execve (program, words, cf_lookup_options_write (&own, g_get_environ ()));
  return 127;
}
