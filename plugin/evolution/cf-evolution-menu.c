/* cf-evolution-menu.c — a person's choice -> the ribbon's actions: entries at the end of Evolution's Message menu
 *
 * For hosts that make their menus with GtkUIManager; cf-evolution-compat.c says
 * what takes its place in others.
 */
#include "cf-evolution-menu.h"

#include <mail/e-mail-browser.h>
#include <mail/e-mail-view.h>

#include "cf-evolution-module.h"
#include "cf-ribbon-menu.h"

#define MESSAGE_MENU "/main-menu/custom-menus/mail-message-menu"

/* One window's entries; owned by its ribbon. */
typedef struct {
  GtkUIManager *manager;
  GtkActionGroup *actions;
  GtkWidget *menu; /* (nullable): weak; the host's */
  guint merge_id;
} Menu;

static void
add_entries (Menu *menu)
{
  g_autoptr (GString) ui = g_string_new ("<ui><menubar name='main-menu'><placeholder name='custom-menus'>"
                                         "<menu action='mail-message-menu'><separator/>");
  GtkWidget *item;

  if (menu->merge_id != 0)
    return;
  for (guint i = 0; i < CF_N_RIBBON_ACTIONS; i++)
    g_string_append_printf (ui, "<menuitem action='%s'/>", cf_ribbon_action_get_name (i));
  g_string_append (ui, "</menu></placeholder></menubar></ui>");
  menu->merge_id = gtk_ui_manager_add_ui_from_string (menu->manager, ui->str, -1, NULL);
  gtk_ui_manager_ensure_update (menu->manager);

  item = gtk_ui_manager_get_widget (menu->manager, MESSAGE_MENU);
  if (item != NULL && menu->menu == NULL) {
    g_set_weak_pointer (&menu->menu, gtk_menu_item_get_submenu (GTK_MENU_ITEM (item)));
    g_signal_connect_swapped (menu->menu, "show", G_CALLBACK (cf_ribbon_menu_reword), menu->actions);
  }
}

static void
remove_entries (Menu *menu)
{
  if (menu->menu != NULL)
    g_signal_handlers_disconnect_by_data (menu->menu, menu->actions);
  g_clear_weak_pointer (&menu->menu);
  if (menu->merge_id != 0)
    gtk_ui_manager_remove_ui (menu->manager, menu->merge_id);
  menu->merge_id = 0;
}

static void
menu_free (gpointer data)
{
  Menu *menu = data;

  remove_entries (menu);
  gtk_ui_manager_remove_action_group (menu->manager, menu->actions);
  g_object_unref (menu->actions);
  g_object_unref (menu->manager);
  g_free (menu);
}

static Menu *
menu_new (GtkUIManager *manager, CfRibbonBar *bar)
{
  Menu *menu = g_new0 (Menu, 1);

  menu->manager = g_object_ref (manager);
  menu->actions = cf_ribbon_menu_new (bar, cf_evolution_module_get_client (), gtk_ui_manager_get_accel_group (manager));
  gtk_ui_manager_insert_action_group (manager, menu->actions, 0);
  g_object_set_data_full (G_OBJECT (bar), "certfirst-menu", menu, menu_free);
  return menu;
}

/* Other views of the same window (calendar, contacts) have other menus. */
static void
on_toggled (EShellView *view, GtkWidget *bar)
{
  Menu *menu = g_object_get_data (G_OBJECT (bar), "certfirst-menu");

  if (menu == NULL && e_shell_view_is_active (view))
    menu = menu_new (e_shell_window_get_ui_manager (e_shell_view_get_shell_window (view)), CF_RIBBON_BAR (bar));
  if (menu == NULL)
    return;
  if (e_shell_view_is_active (view))
    add_entries (menu);
  else
    remove_entries (menu);
}

void
cf_evolution_menu_add (EMailReader *reader, CfRibbonBar *bar)
{
  if (E_IS_MAIL_BROWSER (reader))
    add_entries (menu_new (e_mail_browser_get_ui_manager (E_MAIL_BROWSER (reader)), bar));
  else if (E_IS_MAIL_VIEW (reader))
    g_signal_connect_object (e_mail_view_get_shell_view (E_MAIL_VIEW (reader)), "toggled", G_CALLBACK (on_toggled), bar, 0);
}
