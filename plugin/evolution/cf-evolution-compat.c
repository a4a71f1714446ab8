/* cf-evolution-compat.c — what differs between releases of Evolution, and nothing else
 *
 * Until 3.52.1 and 3.53.1: IMAP names another folder than that of its files.
 * Since 3.55.1: menus and actions are EUIManager's, not GTK's.
 * Since 3.57.1: the uids of a folder are a copy, by another name.
 * No public function tells a folder's UIDVALIDITY, nor when a mail was stored:
 * both are read where 3.46 keeps them.  Where they are not, no mail arrives,
 * and every one is judged when it is opened.
 */
#include "cf-evolution-compat.h"

#include <string.h>
#include <unistd.h>

#include "cf-evolution-menu.h"

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

/* The array that the host gives is not ours to keep. */
GPtrArray *
cf_evolution_compat_dup_uids (CamelFolder *folder)
{
#if CF_EVOLUTION_VERSION < 35701
  GPtrArray *uids = camel_folder_get_uids (folder);
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; uids != NULL && i < uids->len; i++)
    g_ptr_array_add (copies, g_strdup (uids->pdata[i]));
  if (uids != NULL)
    camel_folder_free_uids (folder, uids);
  return copies;
#else
  return camel_folder_dup_uids (folder);
#endif
}

guint32
cf_evolution_compat_read_validity (CamelFolder *folder)
{
  CamelDB *database = camel_store_get_db (camel_folder_get_parent_store (folder));
  CamelFIRecord record = { NULL };
  char *rest;
  gint64 validity = 0;

  if (database == NULL ||
      camel_db_read_folder_info_record (database, camel_folder_get_full_name (folder), &record, NULL) != 0)
    return 0;

  rest = record.bdata;
  if (rest != NULL) {
    camel_util_bdata_get_number (&rest, 0); /* the layout's own version */
    validity = camel_util_bdata_get_number (&rest, 0);
  }
  g_free (record.folder_name);
  g_free (record.bdata);
  return validity > 0 && validity <= G_MAXUINT32 ? (guint32) validity : 0;
}

gint64
cf_evolution_compat_get_stored_time (const char *uid)
{
  g_autofree char *ours = g_strdup_printf (".%d_", (int) getpid ());
  char *end;
  gint64 time = g_ascii_strtoll (uid, &end, 10);

  return time > 0 && end != uid && g_str_has_prefix (end, ours) ? time : 0;
}

#if CF_EVOLUTION_HAS_GTK_UI_MANAGER

void
cf_evolution_compat_move_to_junk (EMailReader *reader)
{
  gtk_action_activate (e_mail_reader_get_action (reader, "mail-mark-junk"));
}

#else

void
cf_evolution_compat_move_to_junk (EMailReader *reader)
{
  g_action_activate (G_ACTION (e_mail_reader_get_action (reader, "mail-mark-junk")), NULL);
}

/* No entries there: the ribbon's own buttons and the details do the same. */
void
cf_evolution_menu_add (EMailReader *reader, CfRibbonBar *bar)
{
}

#endif
