/* cf-evolution-preferences.c — what a person may choose: our page in Evolution's own window, and the end of the host */
#include "cf-evolution-preferences.h"

#include <libebackend/libebackend.h>
#include <shell/e-shell.h>

#include "cf-evolution-module.h"
#include "cf-preferences.h"

/* After the host's own pages. */
#define SORT_ORDER 950

typedef EExtension CfEvolutionPreferences;
typedef EExtensionClass CfEvolutionPreferencesClass;

GType cf_evolution_preferences_get_type (void);

G_DEFINE_DYNAMIC_TYPE (CfEvolutionPreferences, cf_evolution_preferences, E_TYPE_EXTENSION)

static GtkWidget *
create_page (EPreferencesWindow *window)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_container_add (GTK_CONTAINER (scrolled), cf_preferences_new (cf_evolution_module_get_client (),
                                                                  CF_PREFERENCES_AT_ONCE | CF_PREFERENCES_DOWNLOAD));
  gtk_widget_show_all (scrolled);
  return scrolled;
}

static gboolean
add_page (gpointer data)
{
  g_autoptr (GObject) alive = g_weak_ref_get (data);

  if (alive != NULL)
    e_preferences_window_add_page (E_PREFERENCES_WINDOW (e_shell_get_preferences_window (E_SHELL (alive))), "certfirst",
                                   "security-high", "Certfirst", NULL, create_page, SORT_ORDER);
  return G_SOURCE_REMOVE;
}

static void
cf_evolution_preferences_constructed (GObject *object)
{
  GWeakRef *shell = cf_evolution_module_new_weak (e_extension_get_extensible (E_EXTENSION (object)));

  G_OBJECT_CLASS (cf_evolution_preferences_parent_class)->constructed (object);
  /* The window is not there while the shell is being made. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, add_page, shell, cf_evolution_module_free_weak);
}

/* The main loop has stopped: nothing that is only begun now would end. */
static void
cf_evolution_preferences_dispose (GObject *object)
{
  cf_evolution_module_stop ();
  G_OBJECT_CLASS (cf_evolution_preferences_parent_class)->dispose (object);
}

static void
cf_evolution_preferences_class_init (CfEvolutionPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = cf_evolution_preferences_constructed;
  G_OBJECT_CLASS (klass)->dispose = cf_evolution_preferences_dispose;
  klass->extensible_type = E_TYPE_SHELL;
}

static void
cf_evolution_preferences_class_finalize (CfEvolutionPreferencesClass *klass)
{
}

static void
cf_evolution_preferences_init (CfEvolutionPreferences *self)
{
}

void
cf_evolution_preferences_register (GTypeModule *module)
{
  cf_evolution_preferences_register_type (module);
}
