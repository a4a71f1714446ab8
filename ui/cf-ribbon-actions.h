/* cf-ribbon-actions.h — what a mail client's menu offers beside the ribbon
 *
 * An adapter makes menu entries of the rows and passes its ribbon; what can be
 * done and what happens is decided here.  No action waits in a main loop of
 * its own.
 * Stands on: base, ribbon, report, client, GTK 3.
 */
#pragma once

#include "cf-client.h"
#include "cf-ribbon-bar.h"

G_BEGIN_DECLS

/* One row of cf-ribbon-action-table.h: CF_RIBBON_ACTION_CHECK_AGAIN … */
typedef enum {
#define CF_RIBBON_ACTION(NAME, name, label, key, needs) CF_RIBBON_ACTION_##NAME,
#include "cf-ribbon-action-table.h"
  CF_N_RIBBON_ACTIONS
} CfRibbonAction;

/**
 * CfRibbonActionContext:
 * @bar: (nullable): the ribbon of the mail that is shown
 * @parent: (nullable): the window that windows of ours stand before
 * @client: who writes the rules of this person
 *
 * Where an action takes place.  Borrowed.
 */
typedef struct {
  CfRibbonBar *bar;
  GtkWindow *parent;
  CfClient *client;
} CfRibbonActionContext;

/* "CertfirstCheckAgain": unique in a host's menus.  Static. */
const char *cf_ribbon_action_get_name (CfRibbonAction action);

/* The action of a name; FALSE for another name, and then @out_action is not written. */
gboolean cf_ribbon_action_find (const char *name, CfRibbonAction *out_action);

/* The words of the menu in the language that the person chose for the clients.  Static. */
const char *cf_ribbon_action_get_label (CfRibbonAction action);

/* "<Control><Alt>c"; "" for none.  Static. */
const char *cf_ribbon_action_get_key (CfRibbonAction action);

/* Whether the entry is sensitive now.  @bar: (nullable) */
gboolean cf_ribbon_action_is_possible (CfRibbonAction action, CfRibbonBar *bar);

/* Does it; nothing if it is not possible now. */
void cf_ribbon_action_run (CfRibbonAction action, const CfRibbonActionContext *context);

G_END_DECLS
