/* cf-claws-menu.h — menu -> ribbon: "Tools > Certfirst" of one window of Claws Mail
 *
 * Entries of the rows of cf-ribbon-action-table.h, sensitive as the ribbon of
 * the window allows.
 * Stands on: ui, Claws Mail 4.
 */
#pragma once

#include "cf-ribbon-menu.h"

G_BEGIN_DECLS

typedef struct _CfClawsMenu CfClawsMenu;

/**
 * cf_claws_menu_new:
 * @manager: of the window's menus
 * @bar: the window's ribbon; may be destroyed before this object
 *
 * Returns: (transfer full): takes its entries away when it is freed
 */
CfClawsMenu *cf_claws_menu_new (GtkUIManager *manager, CfRibbonBar *bar, CfClient *client);

/* Words of the language that is chosen now. */
void cf_claws_menu_reword (CfClawsMenu *self);

/* Accepts %NULL. */
void cf_claws_menu_free (CfClawsMenu *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClawsMenu, cf_claws_menu_free)

G_END_DECLS
