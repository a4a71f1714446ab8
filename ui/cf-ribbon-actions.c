/* cf-ribbon-actions.c — what a mail client's menu offers beside the ribbon */
#include "cf-ribbon-actions.h"

#include <glib/gi18n-lib.h>

#include "cf-client-options.h"
#include "cf-expect-dialog.h"
#include "cf-explain-window.h"
#include "cf-mark-chooser.h"
#include "cf-meanings-window.h"

/* What must be there for an action. */
typedef enum { NOTHING, REPORT, ADDRESS } Needs;

static const struct {
  const char *name;
  const char *label;
  const char *key;
  Needs needs;
} rows[] = {
#define CF_RIBBON_ACTION(NAME, name, label, key, needs) [CF_RIBBON_ACTION_##NAME] = { name, label, key, needs },
#include "cf-ribbon-action-table.h"
};

const char *
cf_ribbon_action_get_name (CfRibbonAction action)
{
  return rows[action].name;
}

gboolean
cf_ribbon_action_find (const char *name, CfRibbonAction *out_action)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (g_str_equal (rows[i].name, name)) {
      *out_action = (CfRibbonAction) i;
      return TRUE;
    }
  }

  return FALSE;
}

const char *
cf_ribbon_action_get_label (CfRibbonAction action)
{
  CfClientOptions options = cf_client_options_load (NULL);

  return cf_ribbon_translate (cf_client_options_get_lang (&options), rows[action].label);
}

const char *
cf_ribbon_action_get_key (CfRibbonAction action)
{
  return rows[action].key;
}

gboolean
cf_ribbon_action_is_possible (CfRibbonAction action, CfRibbonBar *bar)
{
  const CfReport *report = bar == NULL ? NULL : cf_ribbon_bar_get_report (bar);

  switch (rows[action].needs) {
  case NOTHING:
    return TRUE;
  case REPORT:
    return report != NULL;
  case ADDRESS:
    return report != NULL && cf_report_get_sender (report) != NULL;
  default:
    g_assert_not_reached ();
  }
}

/* Stays open until it is answered; the mail client goes on. */
static void
choose_mark (GtkWindow *parent, const char *lang)
{
  g_autofree char *path = cf_ribbon_mark_dup_path ();
  GtkWidget *chooser = cf_mark_chooser_new (path, lang);

  gtk_window_set_transient_for (GTK_WINDOW (chooser), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (chooser), TRUE);
  g_signal_connect_after (chooser, "response", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_window_present (GTK_WINDOW (chooser));
}

void
cf_ribbon_action_run (CfRibbonAction action, const CfRibbonActionContext *context)
{
  CfClientOptions options = cf_client_options_load (NULL);
  const char *lang = cf_client_options_get_lang (&options);

  if (!cf_ribbon_action_is_possible (action, context->bar))
    return;

  switch (action) {
  case CF_RIBBON_ACTION_CHECK_AGAIN:
    cf_ribbon_bar_check_again (context->bar);
    break;
  case CF_RIBBON_ACTION_DETAILS:
    cf_ribbon_bar_show_details (context->bar);
    break;
  case CF_RIBBON_ACTION_SAVE_REPORT:
    cf_ribbon_bar_show_export (context->bar);
    break;
  case CF_RIBBON_ACTION_EXPLAIN:
    gtk_window_present (
        GTK_WINDOW (cf_explain_window_new (context->parent, cf_ribbon_bar_get_report (context->bar))));
    break;
  case CF_RIBBON_ACTION_MEANINGS:
    gtk_window_present (GTK_WINDOW (cf_meanings_window_new (context->parent, lang)));
    break;
  case CF_RIBBON_ACTION_CHOOSE_MARK:
    choose_mark (context->parent, lang);
    break;
  case CF_RIBBON_ACTION_ALWAYS_EXPECT:
    gtk_window_present (GTK_WINDOW (
        cf_expect_dialog_new (context->parent, context->bar, context->client,
                              cf_report_get_sender (cf_ribbon_bar_get_report (context->bar)), lang)));
    break;
  default:
    g_assert_not_reached ();
  }
}
