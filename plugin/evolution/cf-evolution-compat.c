/* cf-evolution-compat.c — what differs between releases of Evolution, and nothing else */
#include "cf-evolution-compat.h"

#include <string.h>

#define WRONG_FOLDER "/cache/"
#define RIGHT_FOLDER "/cur/"

char *
cf_evolution_compat_dup_message_file (CamelFolder *folder, const char *uid)
{
  g_autofree char *path = camel_folder_get_filename (folder, uid, NULL);
  g_autofree char *repaired = NULL;
  const char *wrong;

  if (path == NULL || g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);

  wrong = g_strrstr (path, WRONG_FOLDER);
  if (wrong == NULL)
    return NULL;
  repaired = g_strdup_printf ("%.*s" RIGHT_FOLDER "%s", (int) (wrong - path), path, wrong + strlen (WRONG_FOLDER));
  return g_file_test (repaired, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&repaired) : NULL;
}
