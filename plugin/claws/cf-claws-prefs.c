/* cf-claws-prefs.c — preferences -> client: our page in Claws Mail's preferences */
#include "claws-features.h"

#include "cf-claws-prefs.h"

#include "gtk/prefswindow.h"
#include "prefs_gtk.h"
#include <libintl.h>

#include "cf-preferences.h"

typedef struct {
  PrefsPage page; /* first: the host gives it back */
  GtkWidget *preferences; /* weak: the host puts page.widget into a box of its own and that in its place */
  CfClient *client;
  void (*on_saved) (void);
} Page;

static char *path[] = { NULL, "Certfirst", NULL };
static Page ours;

static void
create (PrefsPage *page, GtkWindow *window, gpointer unused)
{
  Page *self = (Page *) page;

  g_set_weak_pointer (&self->preferences, cf_preferences_new (self->client, 0));
  page->widget = self->preferences;
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
  Page *self = (Page *) page;

  if (self->preferences == NULL)
    return;

  cf_preferences_save (CF_PREFERENCES (self->preferences));
  self->on_saved ();
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
  g_clear_weak_pointer (&ours.preferences);
  g_clear_object (&ours.client);
}
