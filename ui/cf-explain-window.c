/* cf-explain-window.c — verdict -> pixels: what every code of one mail means, in whole sentences */
#include "cf-explain-window.h"

#include <glib/gi18n-lib.h>

#include "cf-side-window.h"

#define WIDTH_PX 520
#define HEIGHT_PX 560

/* "CF502", then "C F five zero two", which is how it is said on the telephone. */
static void
add_code (GtkWidget *box, const CfRibbonReason *reason)
{
  g_autofree char *code = g_strdup_printf ("%s — %s", reason->code, reason->spoken);

  cf_side_window_add_text (box, code, "name");
}

static void
add_reason (GtkWidget *box, const CfRibbonReason *reason, gboolean first)
{
  const char *sentences[] = { reason->found, reason->meaning, reason->advice };

  if (!first) {
    GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

    gtk_widget_show (line);
    gtk_box_pack_start (GTK_BOX (box), line, FALSE, FALSE, 0);
  }
  cf_side_window_add_text (box, reason->headline, first ? "title" : "section");
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++) {
    if (sentences[i] != NULL && *sentences[i] != '\0')
      cf_side_window_add_text (box, sentences[i], NULL);
  }
  add_code (box, reason);
}

GtkWidget *
cf_explain_window_new (GtkWindow *parent, const CfReport *report)
{
  const CfRibbon *ribbon = report->ribbon;
  GtkWidget *box;
  GtkWidget *window = cf_side_window_new (
      /* TRANSLATORS: title of the window that explains every code of one mail. */
      parent, cf_ribbon_translate (ribbon->lang, N_ ("What the ribbon says — Certfirst")), WIDTH_PX, HEIGHT_PX, &box);

  gtk_style_context_add_class (gtk_widget_get_style_context (window), "certfirst-details");
  for (guint i = 0; i < ribbon->reasons->len; i++)
    add_reason (box, g_ptr_array_index (ribbon->reasons, i), i == 0);
  return window;
}
