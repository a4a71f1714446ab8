/* certfirst-mark.c — a person's choice -> the mark of the ribbon: the program of the window
 */
#include <gtk/gtk.h>
#include <stdlib.h>

#include "cf-mark-chooser.h"

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  GtkWidget *chooser;
  gboolean kept;

  gtk_init (&argc, &argv);
  path = cf_ribbon_mark_dup_path ();
  chooser = cf_mark_chooser_new (path, NULL);
  gtk_window_set_icon_name (GTK_WINDOW (chooser), "org.certfirst.Certfirst");
  kept = gtk_dialog_run (GTK_DIALOG (chooser)) == GTK_RESPONSE_OK;
  gtk_widget_destroy (chooser);
  return kept ? EXIT_SUCCESS : EXIT_FAILURE;
}
