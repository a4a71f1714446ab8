/* cf-claws-plugin.c — bytes -> client -> ribbon: the entry points that Claws Mail calls
 */
#include "claws-features.h"

#include "common/hooks.h"
#include "common/plugin.h"
#include "common/version.h"
#include "main.h"
#include "mainwindow.h"

#include "cf-claws-view.h"
#include "cf-ribbon.h"

#define N_(text) text

/* One engine for the process. */
static CfClient *client;
static gulong show_done_id = HOOK_NONE;

int plugin_init (char **error);
gboolean plugin_done (void);

/* Printing shows the message in a view of its own that nobody sees. */
static gboolean
is_for_printing (const MessageView *mv)
{
  return mv->new_window && mv->window != NULL && !gtk_widget_get_visible (mv->window);
}

static gboolean
on_show_done (gpointer source, gpointer unused)
{
  MessageView *mv = source;

  if (!is_for_printing (mv))
    cf_claws_view_show (mv, client);
  return FALSE; /* other hooks go on */
}

/* The pane of the main window, if there is one, and every window of its own. */
static GList *
list_views (void)
{
  MainWindow *main_window = mainwindow_get_mainwindow ();
  GList *views = g_list_copy ((GList *) messageview_get_msgview_list ());

  if (main_window != NULL && main_window->messageview != NULL)
    views = g_list_prepend (views, main_window->messageview);
  return views;
}

int
plugin_init (char **error)
{
  g_autoptr (GList) views = NULL;

  if (!check_plugin_version (MAKE_NUMERIC_VERSION (4, 0, 0, 0), VERSION_NUMERIC, "Certfirst", error))
    return -1;

  show_done_id = hooks_register_hook (MESSAGE_VIEW_SHOW_DONE_HOOKLIST, on_show_done, NULL);
  if (show_done_id == HOOK_NONE) {
    *error = g_strdup ("Certfirst: Claws Mail has no hook for shown messages");
    return -1;
  }

  client = cf_client_new (NULL);
  views = list_views ();
  for (GList *item = views; item != NULL; item = item->next)
    cf_claws_view_show (item->data, client);
  return 0;
}

/* At the end of the program the windows are gone, and their ribbons with them. */
gboolean
plugin_done (void)
{
  hooks_unregister_hook (MESSAGE_VIEW_SHOW_DONE_HOOKLIST, show_done_id);
  show_done_id = HOOK_NONE;
  cf_client_stop (client);
  if (!claws_is_exiting () && mainwindow_get_mainwindow () != NULL) {
    g_autoptr (GList) views = list_views ();

    for (GList *item = views; item != NULL; item = item->next)
      cf_claws_view_remove (item->data);
  }
  g_clear_object (&client);
  return TRUE;
}

const char *
plugin_name (void)
{
  return "Certfirst";
}

const char *
plugin_desc (void)
{
  /* TRANSLATORS: what Claws Mail's list of plugins says about this one */
  return cf_ribbon_translate (
      NULL, N_("Tells above each mail whether it is really from the sender it shows, by its certificate."));
}

const char *
plugin_version (void)
{
  return CF_VERSION;
}

const char *
plugin_type (void)
{
  return "GTK3";
}

const char *
plugin_licence (void)
{
  return "GPL3+";
}

struct PluginFeature *
plugin_provides (void)
{
  static struct PluginFeature features[] = {
    { PLUGIN_UTILITY, "Certfirst" },
    { PLUGIN_NOTHING, NULL },
  };

  return features;
}
