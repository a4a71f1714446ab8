/* cf-claws-menu.c — menu -> ribbon: "Tools > Certfirst" of one window of Claws Mail */
#include "cf-claws-menu.h"

#define TOOLS "/Menu/Tools"
#define SUBMENU "Certfirst"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GtkAction, g_object_unref)

struct _CfClawsMenu {
  GtkUIManager *manager;
  GtkActionGroup *group;
  guint merge_id;
};

CfClawsMenu *
cf_claws_menu_new (GtkUIManager *manager, CfRibbonBar *bar, CfClient *client)
{
  CfClawsMenu *self = g_new0 (CfClawsMenu, 1);
  g_autoptr (GtkAction) submenu = gtk_action_new (SUBMENU, "Certfirst", NULL, NULL);

  self->manager = g_object_ref (manager);
  self->group = cf_ribbon_menu_new (bar, client, NULL);
  self->merge_id = gtk_ui_manager_new_merge_id (manager);

  gtk_action_group_add_action (self->group, submenu);
  gtk_ui_manager_insert_action_group (manager, self->group, -1);
  gtk_ui_manager_add_ui (manager, self->merge_id, TOOLS, SUBMENU, SUBMENU, GTK_UI_MANAGER_MENU, FALSE);
  for (guint action = 0; action < CF_N_RIBBON_ACTIONS; action++) {
    const char *name = cf_ribbon_action_get_name (action);

    gtk_ui_manager_add_ui (manager, self->merge_id, TOOLS "/" SUBMENU, name, name, GTK_UI_MANAGER_MENUITEM, FALSE);
  }
  gtk_ui_manager_ensure_update (manager);
  return self;
}

void
cf_claws_menu_reword (CfClawsMenu *self)
{
  cf_ribbon_menu_reword (self->group);
}

void
cf_claws_menu_free (CfClawsMenu *self)
{
  if (self == NULL)
    return;

  gtk_ui_manager_remove_ui (self->manager, self->merge_id);
  gtk_ui_manager_remove_action_group (self->manager, self->group);
  gtk_ui_manager_ensure_update (self->manager);
  g_object_unref (self->group);
  g_object_unref (self->manager);
  g_free (self);
}
