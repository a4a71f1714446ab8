/* cf-mark-chooser.h — a person's choice -> the mark of the ribbon
 *
 * One small window: a sign or a word, and a colour.  What is chosen is kept
 * in the file of the mark and goes nowhere else.
 * Stands on: ribbon, GTK 3.
 */
#pragma once

#include <gtk/gtk.h>

#include "cf-ribbon-mark.h"

G_BEGIN_DECLS

#define CF_TYPE_MARK_CHOOSER (cf_mark_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CfMarkChooser, cf_mark_chooser, CF, MARK_CHOOSER, GtkDialog)

/**
 * cf_mark_chooser_new:
 * @path: file of the mark; what is in it is chosen at first
 * @lang: (nullable): of the words; %NULL is the locale's
 *
 * Answers %GTK_RESPONSE_OK once a choice is kept, and then hides.
 *
 * Returns: (transfer none): a hidden top-level window
 */
GtkWidget *cf_mark_chooser_new (const char *path, const char *lang);

/* What is chosen, kept or not. */
CfRibbonMark cf_mark_chooser_get_mark (CfMarkChooser *self);

G_END_DECLS
