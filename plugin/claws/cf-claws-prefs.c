/* cf-claws-prefs.c — preferences -> client: our page in Claws Mail's preferences */
#include "claws-features.h"

#include "cf-claws-prefs.h"

#include "gtk/prefswindow.h"
#include "prefs_gtk.h"
#include <libintl.h>

#include "cf-preferences.h"

typedef struct {
  PrefsPage page; /* first: the host gives it back */
  CfClient *client;
  void (*on_saved) (void);
} Page;

static char *path[] = { NULL, "Certfirst", NULL };
static Page ours;

static void
create (PrefsPage *page, GtkWindow *window, gpointer unused)
{
  page->widget = cf_preferences_new (((Page *) page)->client, 0);
}

/* The host's window takes the widget away with itself. */
static void
forget (PrefsPage *page)
{
  page->widget = NULL;
}

static void
save (PrefsPage *page)
{
  cf_preferences_save (CF_PREFERENCES (page->widget));
  ((Page *) page)->on_saved ();
}

void
cf_claws_prefs_add (CfClient *client, void (*on_saved) (void))
{
  path[0] = gettext ("Plugins"); /* the branch of the host, in its words */
  ours = (Page) {
    .page = { .path = path, .weight = 50, .create_widget = create, .destroy_widget = forget, .save_page = save },
    .client = g_object_ref (client),
    .on_saved = on_saved,
  };
  prefs_gtk_register_page (&ours.page);
}

void
cf_claws_prefs_remove (void)
{
  prefs_gtk_unregister_page (&ours.page);
  g_clear_object (&ours.client);
}
