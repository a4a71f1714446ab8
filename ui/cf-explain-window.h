/* cf-explain-window.h — verdict -> pixels: what every code of one mail means, in whole sentences
 *
 * The words of "certfirst explain", with the mail's own names and dates: what
 * the ribbon has no room for, and what a help desk would read out.
 * Stands on: ribbon, report, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-report.h"

G_BEGIN_DECLS

/* @parent: (nullable).  Copies what it needs of @report.  Returns: (transfer none): a hidden window */
GtkWidget *cf_explain_window_new (GtkWindow *parent, const CfReport *report);

G_END_DECLS
