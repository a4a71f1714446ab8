/* test-menu.c — the entries of a window's menu follow its ribbon, and take no key from the host */
#include "cf-ribbon-menu.h"
#include "cf-test-ui.h"

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GtkActionGroup, g_object_unref)

static GtkAction *
get_entry (GtkActionGroup *group, CfRibbonAction action)
{
  GtkAction *entry = gtk_action_group_get_action (group, cf_ribbon_action_get_name (action));

  g_assert_nonnull (entry);
  return entry;
}

static gboolean
has_key (GtkActionGroup *group, CfRibbonAction action)
{
  GtkAccelKey key = { 0 };

  return gtk_accel_map_lookup_entry (gtk_action_get_accel_path (get_entry (group, action)), &key) && key.accel_key != 0;
}

/* Sensitive while a report is shown, for keys too; an entry does what its row says. */
static void
test_follows (void)
{
  CfTestUi ui = cf_test_ui_new (600);
  g_autoptr (CfClient) client = cf_client_new (NULL);
  g_autoptr (GtkActionGroup) group = cf_ribbon_menu_new (ui.bar, client, NULL);
  g_autoptr (GList) windows = NULL;

  g_assert_false (gtk_action_get_sensitive (get_entry (group, CF_RIBBON_ACTION_DETAILS)));
  g_assert_true (gtk_action_get_sensitive (get_entry (group, CF_RIBBON_ACTION_MEANINGS)));
  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_DANGER));
  g_assert_true (gtk_action_get_sensitive (get_entry (group, CF_RIBBON_ACTION_DETAILS)));
  gtk_action_activate (get_entry (group, CF_RIBBON_ACTION_DETAILS));
  cf_test_ui_settle ();
  windows = gtk_window_list_toplevels ();
  g_assert_cmpuint (g_list_length (windows), >, 1);
  cf_ribbon_bar_clear (ui.bar);
  g_assert_false (gtk_action_get_sensitive (get_entry (group, CF_RIBBON_ACTION_DETAILS)));
  cf_test_ui_free (&ui);
}

static void
test_keys (void)
{
  CfTestUi ui = cf_test_ui_new (600);
  g_autoptr (CfClient) client = cf_client_new (NULL);
  g_autoptr (GtkAccelGroup) taken = gtk_accel_group_new ();
  g_autoptr (GClosure) closure = g_closure_ref (g_cclosure_new (G_CALLBACK (gtk_main_quit), NULL, NULL));
  g_autoptr (GtkActionGroup) group = NULL;
  GdkModifierType modifiers;
  guint letter;

  gtk_accelerator_parse (cf_ribbon_action_get_key (CF_RIBBON_ACTION_EXPLAIN), &letter, &modifiers);
  gtk_accel_group_connect (taken, letter, modifiers, 0, closure);
  group = cf_ribbon_menu_new (ui.bar, client, taken);
  g_assert_false (has_key (group, CF_RIBBON_ACTION_EXPLAIN));
  g_assert_true (has_key (group, CF_RIBBON_ACTION_DETAILS));
  g_assert_false (has_key (group, CF_RIBBON_ACTION_MEANINGS));
  cf_test_ui_free (&ui);
}

/* A host may keep its menu longer than the pane. */
static void
test_outlives_the_bar (void)
{
  CfTestUi ui = cf_test_ui_new (600);
  g_autoptr (CfClient) client = cf_client_new (NULL);
  g_autoptr (GtkActionGroup) group = cf_ribbon_menu_new (ui.bar, client, NULL);

  cf_test_ui_free (&ui);
  gtk_action_activate (get_entry (group, CF_RIBBON_ACTION_CHECK_AGAIN));
  cf_ribbon_menu_reword (group);
  g_assert_cmpstr (gtk_action_get_label (get_entry (group, CF_RIBBON_ACTION_DETAILS)), ==,
                   cf_ribbon_action_get_label (CF_RIBBON_ACTION_DETAILS));
}

G_GNUC_END_IGNORE_DEPRECATIONS

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  /* GTK keeps keys by their path for the whole process: the test of them is first. */
  g_test_add_func ("/ui/menu/keys", test_keys);
  g_test_add_func ("/ui/menu/follows", test_follows);
  g_test_add_func ("/ui/menu/outlives-the-bar", test_outlives_the_bar);
  return cf_test_ui_finish ();
}
