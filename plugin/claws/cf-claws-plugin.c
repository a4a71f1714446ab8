/* cf-claws-plugin.c — bytes -> client -> ribbon: the entry points that Claws Mail calls
 */
#include "claws-features.h"

#include "common/hooks.h"
#include "common/plugin.h"
#include "common/version.h"
#include "main.h"
#include "mainwindow.h"

#include "cf-claws-imap.h"
#include "cf-claws-pop.h"
#include "cf-claws-prefs.h"
#include "cf-claws-view.h"
#include "cf-ribbon.h"

#define N_(text) text

static CfClawsHost *host; /* NULL while the plugin is not loaded */

int plugin_init (char **error);
gboolean plugin_done (void);

/* Printing shows the message in a view of its own that nobody sees. */
static gboolean
is_for_printing (const MessageView *mv)
{
  return mv->new_window && mv->window != NULL && !gtk_widget_get_visible (mv->window);
}

static gboolean
on_show_done (gpointer source, gpointer data)
{
  MessageView *mv = source;

  if (!is_for_printing (mv))
    cf_claws_view_show (mv, data);
  return FALSE; /* other hooks go on */
}

/* What the plugin hears of. */
static struct {
  const char *list;
  SylpheedHookFunction hook;
  gulong id;
} hooks[] = {
  { MESSAGE_VIEW_SHOW_DONE_HOOKLIST, on_show_done, HOOK_NONE },
  { MAIL_RECEIVE_HOOKLIST, cf_claws_pop_on_receive, HOOK_NONE },
  { MAIL_FILTERING_HOOKLIST, cf_claws_imap_on_filtering, HOOK_NONE },
  { MAIL_POSTFILTERING_HOOKLIST, cf_claws_pop_on_filtered, HOOK_NONE },
  { FOLDER_ITEM_UPDATE_HOOKLIST, cf_claws_imap_on_folder, HOOK_NONE },
};

static void
unregister_hooks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hooks); i++) {
    if (hooks[i].id != HOOK_NONE)
      hooks_unregister_hook (hooks[i].list, hooks[i].id);
    hooks[i].id = HOOK_NONE;
  }
}

static gboolean
register_hooks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hooks); i++) {
    hooks[i].id = hooks_register_hook (hooks[i].list, hooks[i].hook, host);
    if (hooks[i].id == HOOK_NONE)
      return FALSE;
  }
  return TRUE;
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

static void
on_prefs_saved (void)
{
  g_autoptr (GList) views = list_views ();

  for (GList *item = views; item != NULL; item = item->next)
    cf_claws_view_reword (item->data);
}

int
plugin_init (char **error)
{
  g_autoptr (GList) views = NULL;

  if (!check_plugin_version (MAKE_NUMERIC_VERSION (4, 0, 0, 0), VERSION_NUMERIC, "Certfirst", error))
    return -1;

  host = cf_claws_host_new ();
  if (!register_hooks ()) {
    unregister_hooks ();
    g_clear_pointer (&host, cf_claws_host_close);
    *error = g_strdup ("Certfirst: Claws Mail lacks a hook that the plugin needs");
    return -1;
  }

  views = list_views ();
  for (GList *item = views; item != NULL; item = item->next) {
    cf_claws_view_add (item->data, host);
    cf_claws_view_show (item->data, host);
  }
  cf_claws_prefs_add (host->client, on_prefs_saved);
  return 0;
}

/* At the end of the program the windows are gone, and their ribbons with them. */
gboolean
plugin_done (void)
{
  unregister_hooks ();
  cf_claws_prefs_remove ();
  if (!claws_is_exiting () && mainwindow_get_mainwindow () != NULL) {
    g_autoptr (GList) views = list_views ();

    for (GList *item = views; item != NULL; item = item->next)
      cf_claws_view_remove (item->data);
  }
  g_clear_pointer (&host, cf_claws_host_close);
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
