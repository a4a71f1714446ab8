/* cf-ribbon-menu.h — menu -> ribbon: the entries of a window's menu, for hosts that build theirs of GtkAction
 *
 * One action for each row of cf-ribbon-action-table.h, sensitive as the ribbon
 * of the window allows.  Where they stand in its menus is the host's matter.
 * Stands on: client, GTK 3.
 */
#pragma once

#include "cf-ribbon-actions.h"

G_BEGIN_DECLS

/**
 * cf_ribbon_menu_new:
 * @bar: the window's ribbon; may be destroyed before the group
 * @taken: (nullable): keys in here keep their meaning, and the entry has none then
 *
 * Returns: (transfer full): a group of actions with the names of the rows
 */
GtkActionGroup *cf_ribbon_menu_new (CfRibbonBar *bar, CfClient *client, GtkAccelGroup *taken);

/* Words of the language that is chosen now. */
void cf_ribbon_menu_reword (GtkActionGroup *group);

G_END_DECLS
