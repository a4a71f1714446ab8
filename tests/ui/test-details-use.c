/* test-details-use.c — the dialog in use: copying, saving, keyboard, screen readers, large text */
#include <string.h>

#include "cf-details-certificate.h"
#include "cf-details-dialog.h"
#include "cf-report-details.h"
#include "cf-test-ui-hostile.h"

/* Of the design, at 96 dpi and 10 pt. */
#define ICON_PX 48

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("\"%s\" is not in:\n%s", part, text);
}

/* What a person gives away says nothing private, until everything is asked for. */
static void
test_redacted (void)
{
  g_autoptr (CfReport) report = cf_test_ui_make_hostile_report ("PRIVATE");
  GtkWidget *dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);
  CfDetailsExport *export = cf_details_dialog_get_export (CF_DETAILS_DIALOG (dialog));

  assert_has (cf_details_export_get_text (export), "\"check_number\"");
  for (guint format = CF_REPORT_FORMAT_PLAIN; format <= CF_REPORT_FORMAT_JSON; format++) {
    cf_details_export_choose (export, format, FALSE);
    g_assert_null (strstr (cf_details_export_get_text (export), "Subject: PRIVATE"));
    g_assert_null (strstr (cf_details_export_get_text (export), "\"message_id\" : \"PRIVATE\""));
    assert_has (cf_details_export_get_text (export), "CF105"); /* the facts alone say no more */
    cf_details_export_choose (export, format, TRUE);
    assert_has (cf_details_export_get_text (export), "PRIVATE");
    assert_has (cf_details_export_get_text (export), "CF505");
  }
  gtk_widget_destroy (dialog);
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (folder) != NULL)
    n_files++;
  return n_files;
}

/* A thread writes the file: until it is said how that went, and nothing is beside it. */
static void
wait_for_one_file (CfDetailsExport *export, const char *path, const char *words)
{
  for (guint i = 0; i < 600; i++) {
    if (count_files (path) == 1 && (export == NULL || g_str_has_prefix (cf_details_export_get_status (export), words)))
      return;
    cf_test_ui_run (50);
  }
  g_assert_not_reached ();
}

/* One file, for its owner alone, and nothing beside it; a failure is said in words. */
static void
test_save (void)
{
  g_autofree char *path = g_build_filename (cf_test_ui_folder, "saved", NULL);
  g_autofree char *name = g_build_filename (path, "report.txt", NULL);
  g_autofree char *lost = g_build_filename (path, "no-such-folder", "report.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (name);
  g_autoptr (GFile) nowhere = g_file_new_for_path (lost);
  g_autoptr (CfReport) report = cf_test_ui_make_hostile_report ("PRIVATE");
  GtkWidget *dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);
  CfDetailsExport *export = cf_details_dialog_get_export (CF_DETAILS_DIALOG (dialog));
  g_autofree char *written = NULL;
  GStatBuf status;

  g_assert_no_errno (g_mkdir (path, 0700));
  cf_details_export_choose (export, CF_REPORT_FORMAT_PLAIN, FALSE);
  cf_details_export_save (export, file);
  wait_for_one_file (export, path, "Saved.");
  g_assert_true (g_file_get_contents (name, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, cf_details_export_get_text (export));
  g_assert_no_errno (g_stat (name, &status));
  g_assert_cmpint (status.st_mode & 077, ==, 0);

  cf_details_export_save (export, nowhere);
  wait_for_one_file (export, path, "The report was not saved. ");

  /* Whoever closes the window meanwhile still has the file. */
  cf_details_export_save (export, file);
  gtk_widget_destroy (dialog);
  cf_test_ui_run (300);
  wait_for_one_file (NULL, path, "");
}

static void
check_row (GtkWidget *label, gpointer data)
{
  AtkObject *object = gtk_widget_get_accessible (label);
  g_autoptr (AtkRelationSet) relations = atk_object_ref_relation_set (object);
  AtkRelation *relation = atk_relation_set_get_relation_by_type (relations, ATK_RELATION_LABELLED_BY);
  guint *n_named = data;

  g_assert_cmpint (atk_object_get_role (object), ==, ATK_ROLE_LABEL);
  if (*gtk_label_get_text (GTK_LABEL (label)) != '\0')
    g_assert_cmpstr (atk_object_get_name (object), ==, gtk_label_get_text (GTK_LABEL (label)));
  if (relation == NULL)
    return;

  /* A value: it can be selected, and says of what it is the value. */
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (label)));
  g_assert_nonnull (atk_object_get_name (g_ptr_array_index (atk_relation_get_target (relation), 0)));
  (*n_named)++;
}

/* Screen readers find every row, its name and its value, and every part as something that opens. */
static void
test_accessible (void)
{
  g_autoptr (CfReport) report = cf_gallery_make_report (0, "ja");
  g_autoptr (GPtrArray) parts = cf_report_list_details (report);
  GtkWidget *dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);
  guint n_named = 0;
  guint n_rows = 0;

  for (guint i = 0; i < parts->len; i++) {
    const CfDetailPart *part = g_ptr_array_index (parts, i);

    for (guint k = 0; k < part->details->len; k++) {
      CfDetailKind kind = ((const CfDetail *) g_ptr_array_index (part->details, k))->kind;

      n_rows += kind == CF_DETAIL_ROW || kind == CF_DETAIL_FINGERPRINT;
    }
  }
  cf_test_ui_for_each_label (gtk_dialog_get_content_area (GTK_DIALOG (dialog)), check_row, &n_named);
  g_assert_cmpuint (n_named, ==, n_rows);
  gtk_widget_destroy (dialog);
}

/* A window that has the keyboard; without a window manager nobody gives it. */
static void
give_keyboard (GtkWidget *dialog)
{
  g_autoptr (GdkEvent) event = gdk_event_new (GDK_FOCUS_CHANGE);

  event->focus_change.window = g_object_ref (gtk_widget_get_window (dialog));
  event->focus_change.in = TRUE;
  gtk_widget_event (dialog, event);
}

/* Tab comes by each part and each button, and leaves the report that is shown. */
static void
test_tab (void)
{
  g_autoptr (CfReport) report = cf_gallery_make_report (6, "en");
  GtkWidget *dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_WHAT_TO_DO);
  guint n_expanders = 0;
  guint n_buttons = 0;
  gboolean seen_report = FALSE;
  GtkWidget *first;

  gtk_window_present (GTK_WINDOW (dialog));
  cf_test_ui_run (200);
  give_keyboard (dialog);
  g_assert_true (GTK_IS_EXPANDER (gtk_window_get_focus (GTK_WINDOW (dialog))));
  first = gtk_window_get_focus (GTK_WINDOW (dialog));
  for (guint i = 0; i < 60; i++) {
    GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (dialog));

    if (GTK_IS_EXPANDER (focus)) {
      AtkObject *object = gtk_widget_get_accessible (focus);

      g_assert_cmpint (atk_object_get_role (object), ==, ATK_ROLE_TOGGLE_BUTTON);
      g_assert_nonnull (atk_object_get_name (object));
      n_expanders++;
    }
    n_buttons += GTK_IS_BUTTON (focus) && !GTK_IS_TOGGLE_BUTTON (focus);
    seen_report = seen_report || GTK_IS_TEXT_VIEW (focus);
    /* It ends at the window's end, or begins again. */
    if (!gtk_widget_child_focus (dialog, GTK_DIR_TAB_FORWARD) || gtk_window_get_focus (GTK_WINDOW (dialog)) == first)
      break;
  }
  g_assert_cmpuint (n_expanders, ==, 8);
  g_assert_cmpuint (n_buttons, ==, 3); /* those of the closed certificate are not reached */
  g_assert_true (seen_report);
  gtk_widget_destroy (dialog);
}

/* Finds the one picture. */
static void
find_icon (GtkWidget *widget, gpointer out_icon)
{
  if (GTK_IS_IMAGE (widget))
    *(GtkWidget **) out_icon = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_foreach (GTK_CONTAINER (widget), find_icon, out_icon);
}

/* A narrow window, and text of double size: nothing asks for more room than there is. */
static void
test_narrow (void)
{
  static const struct { int dpi; int max_px; } rows[] = { { 96, 360 }, { 192, 640 } };
  static const char *const langs[] = { "en", "ja" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint l = 0; l < G_N_ELEMENTS (langs); l++) {
      g_autoptr (CfReport) report = cf_gallery_make_report (0, langs[l]);
      GtkWidget *dialog;
      GtkWidget *icon = NULL;
      int min;

      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", rows[i].dpi * PANGO_SCALE, NULL);
      dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);
      gtk_widget_get_preferred_width (dialog, &min, NULL);
      g_test_message ("%d dpi, %s: %d px", rows[i].dpi, langs[l], min);
      g_assert_cmpint (min, <=, rows[i].max_px);
      find_icon (gtk_dialog_get_content_area (GTK_DIALOG (dialog)), &icon);
      g_assert_nonnull (icon);
      /* The picture grows with the text; half a pixel is rounded. */
      g_assert_cmpint (ABS (gtk_image_get_pixel_size (GTK_IMAGE (icon)) - ICON_PX * rows[i].dpi / 96), <=, ICON_PX / 8);
      gtk_widget_destroy (dialog);
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * PANGO_SCALE, NULL);
}

static void
find_button (GtkWidget *label, gpointer data)
{
  GtkWidget **found = data;
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);

  if (button != NULL && gtk_widget_get_visible (button) &&
      g_str_equal (gtk_label_get_text (GTK_LABEL (label)), (const char *) found[1]))
    found[0] = button;
}

/* The button of a window with these words that is seen; NULL when there is none. */
static GtkWidget *
get_button (GtkWidget *dialog, const char *label)
{
  gpointer found[] = { NULL, (gpointer) label };

  cf_test_ui_for_each_label (gtk_dialog_get_content_area (GTK_DIALOG (dialog)), find_button, found);
  return found[0];
}

static void
count_button (GtkWidget *label, gpointer n_buttons)
{
  *(guint *) n_buttons += gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) != NULL;
}

static guint
count_buttons (GtkWidget *box)
{
  guint n_buttons = 0;

  cf_test_ui_for_each_label (box, count_button, &n_buttons);
  return n_buttons;
}

static void
wait_for_status (CfDetailsCertificate *buttons)
{
  for (guint i = 0; i < 600 && *cf_details_certificate_get_status (buttons) == '\0'; i++)
    cf_test_ui_run (50);
}

/* A certificate is offered as it is, to a file and to a program of its own; not without its bytes. */
static void
test_certificate (void)
{
  static const char bytes[] = "not parsed here, and therefore need not be a certificate";
  g_autofree char *path = g_build_filename (cf_test_ui_folder, "certificate.pem", NULL);
  g_autofree char *written = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (CfCertFacts) facts = cf_cert_facts_new ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  CfDetailsCertificate *buttons;

  g_assert_null (cf_details_certificate_new (NULL, "en"));
  g_assert_null (cf_details_certificate_new (facts, "en"));
  facts->der = g_base64_encode ((const guchar *) bytes, sizeof bytes);
  facts->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, sizeof bytes);
  pem = cf_report_dup_pem (facts);

  g_setenv ("CERTFIRST_CERTIFICATE_VIEWER", "/bin/false", TRUE);
  buttons = CF_DETAILS_CERTIFICATE (g_object_ref_sink (cf_details_certificate_new (facts, "en")));
  g_assert_cmpuint (count_buttons (GTK_WIDGET (buttons)), ==, 2);
  cf_details_certificate_view (buttons);
  wait_for_status (buttons);
  g_assert_cmpstr (cf_details_certificate_get_status (buttons), ==, "The certificate cannot be shown.");
  gtk_widget_destroy (GTK_WIDGET (buttons));
  g_object_unref (buttons);

  g_setenv ("CERTFIRST_CERTIFICATE_VIEWER", "/no/such/program", TRUE);
  buttons = CF_DETAILS_CERTIFICATE (g_object_ref_sink (cf_details_certificate_new (facts, "en")));
  g_assert_cmpuint (count_buttons (GTK_WIDGET (buttons)), ==, 1);
  cf_details_certificate_save (buttons, file);
  wait_for_status (buttons);
  g_assert_cmpstr (cf_details_certificate_get_status (buttons), ==, "Saved.");
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, pem);
  gtk_widget_destroy (GTK_WIDGET (buttons));
  g_object_unref (buttons);
  g_unsetenv ("CERTFIRST_CERTIFICATE_VIEWER");
}

/* What a host heard. */
typedef struct {
  guint n_moves;
  char *text;
  char *file_name;
  char *subject;
} Heard;

static void
on_move (Heard *heard)
{
  heard->n_moves++;
}

static void
on_write (Heard *heard, const CfDetailsMail *mail)
{
  g_free (heard->text);
  g_free (heard->file_name);
  g_free (heard->subject);
  heard->text = g_strdup (mail->text);
  heard->file_name = g_strdup (mail->file_name);
  heard->subject = g_strdup (mail->subject);
}

static void
listen (CfTestUi *ui, Heard *heard)
{
  g_signal_connect_swapped (ui->bar, "move-to-junk", G_CALLBACK (on_move), heard);
  g_signal_connect_swapped (ui->bar, "write-report", G_CALLBACK (on_write), heard);
}

static CfDetailsDialog *
open_dialog (CfTestUi *ui, CfReport *report)
{
  g_autoptr (GList) windows = NULL;

  cf_ribbon_bar_set_report (ui->bar, report);
  cf_ribbon_bar_show_details (ui->bar);
  windows = gtk_window_list_toplevels ();
  for (GList *item = windows; item != NULL; item = item->next)
    if (CF_IS_DETAILS_DIALOG (item->data))
      return item->data;
  g_assert_not_reached ();
}

/* Each look and each ability: only danger has buttons for it, and only those that the host can obey. */
static void
test_abilities (void)
{
  for (guint look = CF_RIBBON_LOOK_QUIET; look <= CF_RIBBON_LOOK_DANGER; look++)
    for (guint abilities = 0; abilities < 4; abilities++) {
      CfTestUi ui = cf_test_ui_new (640);
      gboolean danger = look == CF_RIBBON_LOOK_DANGER;
      GtkWidget *dialog;
      CfDetailsReport *report;

      cf_ribbon_bar_set_abilities (ui.bar, (CfHostAbilities) abilities);
      dialog = GTK_WIDGET (open_dialog (&ui, cf_test_ui_make_report ((CfRibbonLook) look)));
      report = cf_details_dialog_get_report (CF_DETAILS_DIALOG (dialog));
      g_assert_cmpint (get_button (dialog, "Move to junk") != NULL, ==, danger && (abilities & CF_HOST_CAN_MOVE_TO_JUNK));
      g_assert_cmpint (get_button (dialog, "Report…") != NULL, ==, danger);
      g_assert_cmpint (report != NULL, ==, danger);
      if (danger)
        g_assert_cmpint (get_button (GTK_WIDGET (report), "Write a mail with this report…") != NULL, ==,
                         (abilities & CF_HOST_CAN_WRITE_MAIL) != 0);
      cf_test_ui_free (&ui);
    }
}

/* The host hears it once, and the window is gone. */
static void
test_move_to_junk (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  Heard heard = { 0 };
  CfDetailsDialog *dialog;

  listen (&ui, &heard);
  cf_ribbon_bar_set_abilities (ui.bar, CF_HOST_CAN_MOVE_TO_JUNK);
  dialog = open_dialog (&ui, cf_test_ui_make_report (CF_RIBBON_LOOK_DANGER));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_button_clicked (GTK_BUTTON (get_button (GTK_WIDGET (dialog), "Move to junk")));
  cf_test_ui_settle ();
  g_assert_cmpuint (heard.n_moves, ==, 1);
  g_assert_null (dialog);
  cf_test_ui_free (&ui);
}

/* A report is seen before the host hears of it; nothing of a person is in it; what is seen is what is handed over. */
static void
test_report (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  CfReport *hostile = cf_test_ui_make_hostile_report ("PRIVATE");
  Heard heard = { 0 };
  CfDetailsDialog *dialog;
  CfDetailsReport *report;

  listen (&ui, &heard);
  cf_ribbon_bar_set_abilities (ui.bar, CF_HOST_CAN_WRITE_MAIL);
  dialog = open_dialog (&ui, hostile);
  report = cf_details_dialog_get_report (dialog);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (report)));
  gtk_button_clicked (GTK_BUTTON (get_button (GTK_WIDGET (dialog), "Report…")));
  cf_test_ui_settle ();
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (report)));
  g_assert_null (heard.text); /* shown, and not handed over yet */

  gtk_button_clicked (GTK_BUTTON (get_button (GTK_WIDGET (report), "Write a mail with this report…")));
  g_assert_cmpstr (heard.text, ==, cf_details_export_get_text (cf_details_report_get_export (report)));
  g_assert_cmpstr (heard.file_name, ==, "certfirst-report.json"); /* its digest is not one */
  g_assert_true (g_str_has_prefix (heard.subject, "Certfirst CF"));
  assert_has (heard.text, "CF105"); /* the facts alone say no more */
  g_assert_null (strstr (heard.text, "\"message_id\" : \"PRIVATE\""));
  assert_has (heard.text, "\"display_name\" : null");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (report)));

  /* It opens again, and Esc hides it. */
  gtk_button_clicked (GTK_BUTTON (get_button (GTK_WIDGET (dialog), "Report…")));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (report)));
  g_signal_emit_by_name (report, "close");
  cf_test_ui_settle ();
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (report)));

  /* It goes with its mail. */
  g_object_add_weak_pointer (G_OBJECT (report), (gpointer *) &report);
  gtk_button_clicked (GTK_BUTTON (get_button (GTK_WIDGET (dialog), "Report…")));
  cf_ribbon_bar_clear (ui.bar);
  cf_test_ui_settle ();
  g_assert_null (report);
  g_free (heard.text);
  g_free (heard.file_name);
  g_free (heard.subject);
  cf_test_ui_free (&ui);
}

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/details-use/redacted", test_redacted);
  g_test_add_func ("/ui/details-use/save", test_save);
  g_test_add_func ("/ui/details-use/accessible", test_accessible);
  g_test_add_func ("/ui/details-use/tab", test_tab);
  g_test_add_func ("/ui/details-use/narrow", test_narrow);
  g_test_add_func ("/ui/details-use/certificate", test_certificate);
  g_test_add_func ("/ui/details-use/abilities", test_abilities);
  g_test_add_func ("/ui/details-use/move-to-junk", test_move_to_junk);
  g_test_add_func ("/ui/details-use/report", test_report);
  return cf_test_ui_finish ();
}
