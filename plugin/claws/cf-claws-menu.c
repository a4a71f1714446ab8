/* cf-claws-menu.c — menu -> ribbon: "Tools > Certfirst" of one window of Claws Mail */
#include "cf-claws-menu.h"

#define TOOLS "/Menu/Tools"
#define SUBMENU "Certfirst"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GtkAction, g_object_unref)

struct _CfClawsMenu {
  GtkUIManager *manager;
  GtkActionGroup *group;
  guint merge_id;
  CfRibbonBar *bar; /* weak */
  CfClient *client;
};

static void
on_activate (CfClawsMenu *self, GtkAction *entry)
{
  GtkWidget *window = self->bar == NULL ? NULL : gtk_widget_get_toplevel (GTK_WIDGET (self->bar));
  CfRibbonActionContext context = { .bar = self->bar,
                                    .parent = GTK_IS_WINDOW (window) ? GTK_WINDOW (window) : NULL,
                                    .client = self->client };
  CfRibbonAction action;

  if (cf_ribbon_action_find (gtk_action_get_name (entry), &action))
    cf_ribbon_action_run (action, &context);
}

/* Keys work only where their entry is sensitive, so this cannot wait until the menu opens. */
static void
update_sensitivity (CfClawsMenu *self)
{
  for (guint action = 0; action < CF_N_RIBBON_ACTIONS; action++)
    gtk_action_set_sensitive (gtk_action_group_get_action (self->group, cf_ribbon_action_get_name (action)),
                              cf_ribbon_action_is_possible (action, self->bar));
}

static void
add_entry (CfClawsMenu *self, CfRibbonAction action)
{
  const char *name = cf_ribbon_action_get_name (action);
  const char *key = cf_ribbon_action_get_key (action);
  g_autoptr (GtkAction) entry = gtk_action_new (name, cf_ribbon_action_get_label (action), NULL, NULL);

  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_activate), self);
  gtk_action_group_add_action_with_accel (self->group, entry, *key == '\0' ? NULL : key);
  gtk_ui_manager_add_ui (self->manager, self->merge_id, TOOLS "/" SUBMENU, name, name, GTK_UI_MANAGER_MENUITEM, FALSE);
}

CfClawsMenu *
cf_claws_menu_new (GtkUIManager *manager, CfRibbonBar *bar, CfClient *client)
{
  CfClawsMenu *self = g_new0 (CfClawsMenu, 1);
  g_autoptr (GtkAction) submenu = gtk_action_new (SUBMENU, "Certfirst", NULL, NULL);

  self->manager = g_object_ref (manager);
  self->client = g_object_ref (client);
  self->group = gtk_action_group_new ("Certfirst");
  self->merge_id = gtk_ui_manager_new_merge_id (manager);
  g_set_weak_pointer (&self->bar, bar);

  gtk_action_group_add_action (self->group, submenu);
  gtk_ui_manager_insert_action_group (manager, self->group, -1);
  gtk_ui_manager_add_ui (manager, self->merge_id, TOOLS, SUBMENU, SUBMENU, GTK_UI_MANAGER_MENU, FALSE);
  for (guint action = 0; action < CF_N_RIBBON_ACTIONS; action++)
    add_entry (self, action);
  gtk_ui_manager_ensure_update (manager);
  g_signal_connect_swapped (bar, "changed", G_CALLBACK (update_sensitivity), self);
  update_sensitivity (self);
  return self;
}

void
cf_claws_menu_reword (CfClawsMenu *self)
{
  for (guint action = 0; action < CF_N_RIBBON_ACTIONS; action++)
    gtk_action_set_label (gtk_action_group_get_action (self->group, cf_ribbon_action_get_name (action)),
                          cf_ribbon_action_get_label (action));
}

void
cf_claws_menu_free (CfClawsMenu *self)
{
  if (self == NULL)
    return;

  if (self->bar != NULL)
    g_signal_handlers_disconnect_by_data (self->bar, self);
  g_clear_weak_pointer (&self->bar);
  gtk_ui_manager_remove_ui (self->manager, self->merge_id);
  gtk_ui_manager_remove_action_group (self->manager, self->group);
  gtk_ui_manager_ensure_update (self->manager);
  g_object_unref (self->group);
  g_object_unref (self->manager);
  g_object_unref (self->client);
  g_free (self);
}
