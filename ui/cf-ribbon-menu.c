/* cf-ribbon-menu.c — menu -> ribbon: the entries of a window's menu, for hosts that build theirs of GtkAction */
#include "cf-ribbon-menu.h"

/* Both hosts that are supported still stand on them. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

#define DATA "certfirst-menu"

/* Of one group, owned by it. */
typedef struct {
  GtkActionGroup *group; /* not owned */
  CfRibbonBar *bar;      /* (nullable): weak */
  CfClient *client;
} Menu;

static void
on_activate (Menu *self, GtkAction *entry)
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
update_sensitivity (Menu *self)
{
  for (guint action = 0; action < CF_N_RIBBON_ACTIONS; action++)
    gtk_action_set_sensitive (gtk_action_group_get_action (self->group, cf_ribbon_action_get_name (action)),
                              cf_ribbon_action_is_possible (action, self->bar));
}

static void
menu_free (gpointer data)
{
  Menu *self = data;

  if (self->bar != NULL)
    g_signal_handlers_disconnect_by_data (self->bar, self);
  g_clear_weak_pointer (&self->bar);
  g_object_unref (self->client);
  g_free (self);
}

static gboolean
is_free (const char *key, GtkAccelGroup *taken)
{
  guint n_taken = 0;
  guint letter;
  GdkModifierType modifiers;

  gtk_accelerator_parse (key, &letter, &modifiers);
  if (letter != 0 && taken != NULL)
    gtk_accel_group_query (taken, letter, modifiers, &n_taken);
  return letter != 0 && n_taken == 0;
}

GtkActionGroup *
cf_ribbon_menu_new (CfRibbonBar *bar, CfClient *client, GtkAccelGroup *taken)
{
  Menu *self = g_new0 (Menu, 1);

  self->group = gtk_action_group_new ("Certfirst");
  self->client = g_object_ref (client);
  g_set_weak_pointer (&self->bar, bar);
  g_object_set_data_full (G_OBJECT (self->group), DATA, self, menu_free);
  for (guint action = 0; action < CF_N_RIBBON_ACTIONS; action++) {
    const char *key = cf_ribbon_action_get_key (action);
    GtkAction *entry =
        gtk_action_new (cf_ribbon_action_get_name (action), cf_ribbon_action_get_label (action), NULL, NULL);

    g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_activate), self);
    /* An empty key is none; NULL would look the entry up among GTK's own. */
    gtk_action_group_add_action_with_accel (self->group, entry, is_free (key, taken) ? key : "");
    g_object_unref (entry);
  }

  g_signal_connect_swapped (bar, "changed", G_CALLBACK (update_sensitivity), self);
  update_sensitivity (self);
  return self->group;
}

void
cf_ribbon_menu_reword (GtkActionGroup *group)
{
  for (guint action = 0; action < CF_N_RIBBON_ACTIONS; action++)
    gtk_action_set_label (gtk_action_group_get_action (group, cf_ribbon_action_get_name (action)),
                          cf_ribbon_action_get_label (action));
}

G_GNUC_END_IGNORE_DEPRECATIONS
