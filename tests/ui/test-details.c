/* test-details.c — the dialog: every fact as plain text, and a report that gives nothing private away */
#include <string.h>

#include "cf-details-dialog.h"
#include "cf-test-ui-hostile.h"
#include "cf-text.h"

static void
append_text (GtkWidget *label, gpointer text)
{
  g_assert_false (gtk_label_get_use_markup (GTK_LABEL (label)));
  g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (label)));
}

/* All labels of the dialog, closed sections too. */
static char *
read_dialog (GtkWidget *dialog)
{
  GString *text = g_string_new (NULL);

  cf_test_ui_for_each_label (gtk_dialog_get_content_area (GTK_DIALOG (dialog)), append_text, text);
  return g_string_free (text, FALSE);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("\"%s\" is not in:\n%s", part, text);
}

static void
test_contents (void)
{
  static const char *const langs[] = { "en", "ja" };

  for (guint i = 0; i < G_N_ELEMENTS (langs); i++)
    for (guint row = 0; row < cf_gallery_get_n_samples (); row++) {
      g_autoptr (CfReport) report = cf_gallery_make_report (row, langs[i]);
      const CfRibbonReason *reason = g_ptr_array_index (report->ribbon->reasons, 0);
      GtkWidget *dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);
      g_autofree char *text = read_dialog (dialog);
      g_autofree char *number = cf_report_dup_check_number (report->facts);
      g_autofree char *address = cf_ribbon_format_address (report->facts->sender.address);

      g_assert_false (gtk_window_get_modal (GTK_WINDOW (dialog)));
      assert_has (text, report->ribbon->headline);
      assert_has (text, reason->meaning);
      assert_has (text, reason->advice);
      assert_has (text, reason->spoken);
      assert_has (text, number);
      assert_has (text, address);
      for (guint k = 0; k < report->ribbon->reasons->len; k++)
        assert_has (text, ((const CfRibbonReason *) g_ptr_array_index (report->ribbon->reasons, k))->code);
      gtk_widget_destroy (dialog);
    }
}

/* An organisation is named only by a chain that is trusted and not cancelled. */
static void
test_holder (void)
{
  static const struct {
    const char *says;
    gboolean trusted;
    CfRevocationStatus revocation;
    gboolean named;
  } rows[] = {
    { "trusted", TRUE, CF_REVOCATION_GOOD, TRUE },
    { "not checked", TRUE, CF_REVOCATION_NOT_CHECKED, TRUE },
    { "not trusted", FALSE, CF_REVOCATION_GOOD, FALSE },
    { "cancelled", TRUE, CF_REVOCATION_REVOKED, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfReport) report = cf_gallery_make_report (0, "en");
    CfSignerFacts *signer = g_ptr_array_index (report->facts->smime.signers, 0);
    g_autofree char *text = NULL;
    GtkWidget *dialog;

    signer->chain.trusted = rows[i].trusted;
    signer->revocation.status = rows[i].revocation;
    dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);
    text = read_dialog (dialog);
    g_test_message ("%s", rows[i].says);
    g_assert_true ((strstr (text, "(organisation confirmed)") != NULL) == rows[i].named);
    gtk_widget_destroy (dialog);
  }
}

/* A text that anyone could have added to is said beside the seal. */
static void
test_domain (void)
{
  g_autoptr (CfReport) report = cf_gallery_make_report (0, "en");
  CfDkimFacts *seal = cf_domain_facts_add_dkim (&report->facts->domain);
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  seal->domain = g_strdup ("bank.example");
  seal->result = CF_DKIM_PASS;
  seal->aligned = TRUE;
  seal->detail = g_strdup ("only the first 61 bytes of the body are signed (l=)");
  dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);
  text = read_dialog (dialog);
  assert_has (text, "bank.example: intact; it covers only the first 61 bytes of the text; anyone could have added the rest");
  assert_has (text, "Origin");
  gtk_widget_destroy (dialog);
}

/* Root first, each with a sign and a word. */
static void
test_chain (void)
{
  static const struct {
    const char *says;
    gboolean trusted;
    CfRevocationStatus revocation;
    const char *wanted;
  } rows[] = {
    { "stands", TRUE, CF_REVOCATION_GOOD,
      "● Example CA (trusted here)\n└ ● Example Bank Ltd. (not cancelled)" },
    { "not checked", TRUE, CF_REVOCATION_UNKNOWN,
      "● Example CA (trusted here)\n└ ○ Example Bank Ltd. (not checked)" },
    { "cancelled", TRUE, CF_REVOCATION_REVOKED,
      "● Example CA (trusted here)\n└ ▲ Example Bank Ltd. (problem)" },
    { "unknown root", FALSE, CF_REVOCATION_GOOD,
      "▲ Example CA (problem)\n└ ○ Example Bank Ltd. (not checked)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfReport) report = cf_gallery_make_report (0, "en");
    CfSignerFacts *signer = g_ptr_array_index (report->facts->smime.signers, 0);
    CfCertFacts *link = g_ptr_array_index (signer->chain.certificates, 0);
    g_autofree char *text = NULL;
    GtkWidget *dialog;

    signer->chain.trusted = rows[i].trusted;
    link->revocation.status = rows[i].revocation;
    dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);
    text = read_dialog (dialog);
    g_test_message ("%s", rows[i].says);
    assert_has (text, rows[i].wanted);
    gtk_widget_destroy (dialog);
  }
}

/* What only an administrator's rule lets pass is said, and nothing where nothing was. */
static void
test_accepted (void)
{
  for (guint weak = 0; weak < 2; weak++) {
    g_autoptr (CfReport) report = cf_gallery_make_report (0, "en");
    CfSignerFacts *signer = g_ptr_array_index (report->facts->smime.signers, 0);
    g_autofree char *text = NULL;
    GtkWidget *dialog;

    signer->chain.accepted = weak ? g_strdup ("rsa1024-keys") : NULL;
    dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);
    text = read_dialog (dialog);
    g_assert_cmpint (strstr (text, "Accepted weakness") != NULL, ==, weak);
    g_assert_cmpint (strstr (text, "RSA keys below 2048 bits") != NULL, ==, weak);
    gtk_widget_destroy (dialog);
  }
}

/* A certificate that is missing, no sender, nothing at all. */
static void
test_little_known (void)
{
  g_autoptr (CfReport) report = cf_gallery_make_report (8, "en");
  CfSignerFacts *signer = g_ptr_array_index (report->facts->smime.signers, 0);
  GtkWidget *dialog;

  g_clear_pointer (&signer->certificate, cf_cert_facts_free);
  g_clear_pointer (&report->facts->sender.address, g_free);
  g_clear_pointer (&report->facts->sender.domain, g_free);
  g_clear_pointer (&report->facts->sender.display_name, g_free);
  g_clear_pointer (&report->facts->canonical_sha256, g_free);
  dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_WHAT_TO_DO);
  gtk_widget_destroy (dialog);
}

/* What a window looks like whoever wrote the texts. */
typedef struct {
  guint n_labels;
  int min_width;
} Shape;

/* No markup, nothing that hides or moves text, and only as many lines as the chain has. */
static void
check_label (GtkWidget *label, gpointer data)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));
  Shape *shape = data;
  gboolean isolated = FALSE;

  shape->n_labels++;
  g_assert_false (gtk_label_get_use_markup (GTK_LABEL (label)));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  /* Our own isolates come in pairs, within one line and around something. */
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == 0x2068 || c == 0x2069) {
      g_assert_cmpint (isolated, ==, c == 0x2069);
      isolated = !isolated;
      continue;
    }
    if (c == 0x200E && (p == text || p[-1] == '\n'))
      continue;
    g_assert_false (isolated && c == '\n');
    g_assert_true (c == '\n' || !cf_text_is_invisible (c));
  }
  g_assert_false (isolated);
}

/* The direction of each label that has words is that of its language, whoever's name it begins with. */
static void
check_direction (GtkWidget *label, gpointer n_labels)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (label));
  const GSList *lines = pango_layout_get_lines_readonly (layout);

  for (; lines != NULL; lines = lines->next)
    g_assert_cmpint (((const PangoLayoutLine *) lines->data)->resolved_dir, ==, PANGO_DIRECTION_LTR);
  (*(guint *) n_labels)++;
}

static void
test_right_to_left (void)
{
  CfReport *report = cf_test_ui_make_hostile_report ("\u05e9\u05dc\u05d5\u05dd \u05d1\u05e0\u05e7");
  GtkWidget *dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);
  CfTestUi ui = cf_test_ui_new (640);
  guint n_labels = 0;

  g_assert_nonnull (strstr (report->ribbon->headline, "\u05e9"));
  cf_test_ui_for_each_label (gtk_dialog_get_content_area (GTK_DIALOG (dialog)), check_direction, &n_labels);
  cf_ribbon_bar_set_report (ui.bar, report);
  cf_test_ui_settle ();
  cf_test_ui_for_each_label (GTK_WIDGET (ui.bar), check_direction, &n_labels);
  g_assert_cmpuint (n_labels, >, 20);
  gtk_widget_destroy (dialog);
  cf_test_ui_free (&ui);
}

static Shape
measure_dialog (const CfReport *report)
{
  GtkWidget *dialog = cf_details_dialog_new (NULL, report, CF_DETAILS_ALL);
  Shape shape = { 0, 0 };

  cf_test_ui_for_each_label (gtk_dialog_get_content_area (GTK_DIALOG (dialog)), check_label, &shape);
  gtk_widget_get_preferred_width (dialog, &shape.min_width, NULL);
  gtk_widget_destroy (dialog);
  return shape;
}

static Shape
measure_ribbon (CfReport *report)
{
  CfTestUi ui = cf_test_ui_new (320);
  Shape shape = { 0, 0 };

  cf_ribbon_bar_set_report (ui.bar, report);
  cf_test_ui_settle ();
  cf_test_ui_for_each_label (GTK_WIDGET (ui.bar), check_label, &shape);
  gtk_widget_get_preferred_width (GTK_WIDGET (ui.bar), &shape.min_width, NULL);
  cf_test_ui_free (&ui);
  return shape;
}

static void
check_hostile (const char *text, const Shape *dialog, const Shape *ribbon)
{
  CfReport *report = cf_test_ui_make_hostile_report (text);
  Shape hostile_dialog = measure_dialog (report);
  Shape hostile_ribbon = measure_ribbon (report); /* takes the report */

  g_autofree char *escaped = g_strescape (text, NULL);

  g_test_message ("%.60s", escaped);
  g_assert_cmpuint (hostile_dialog.n_labels, ==, dialog->n_labels);
  g_assert_cmpint (hostile_dialog.min_width, <=, dialog->min_width + 24);
  g_assert_cmpuint (hostile_ribbon.n_labels, ==, ribbon->n_labels);
  g_assert_cmpint (hostile_ribbon.min_width, <=, ribbon->min_width + 24);
}

/* A stranger's text in every fact: as many labels as with harmless text, none wider, none with markup. */
static void
test_injection (void)
{
  CfReport *harmless = cf_test_ui_make_hostile_report ("harmless");
  g_autofree char *huge = g_strnfill (10000, 'W');
  Shape dialog = measure_dialog (harmless);
  Shape ribbon = measure_ribbon (harmless);

  for (guint i = 0; i < G_N_ELEMENTS (test_hostile_texts); i++)
    check_hostile (test_hostile_texts[i], &dialog, &ribbon);
  check_hostile (huge, &dialog, &ribbon);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (CF_IS_DETAILS_DIALOG (item->data))
      return item->data;
  return NULL;
}

/* The dialog of a mail never stands beside another one. */
static void
test_goes_with_the_report (void)
{
  CfTestUi ui = cf_test_ui_new (640);

  cf_ribbon_bar_show_details (ui.bar);
  g_assert_null (find_dialog ());

  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_DANGER));
  gtk_button_clicked (GTK_BUTTON (cf_test_ui_get (&ui, "what_to_do")));
  g_assert_nonnull (find_dialog ());
  gtk_button_clicked (GTK_BUTTON (cf_test_ui_get (&ui, "details")));
  g_assert_nonnull (find_dialog ());
  cf_ribbon_bar_clear (ui.bar);
  g_assert_null (find_dialog ());

  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_GOOD));
  cf_ribbon_bar_show_details (ui.bar);
  g_assert_nonnull (find_dialog ());
  g_signal_emit_by_name (find_dialog (), "close"); /* Esc */
  cf_test_ui_settle ();
  g_assert_null (find_dialog ());

  cf_ribbon_bar_show_details (ui.bar);
  cf_test_ui_free (&ui);
  g_assert_null (find_dialog ());
}

/* Alt+D and Alt+W, while there is a ribbon to speak of. */
static void
test_keys (void)
{
  static const guint keys[] = { GDK_KEY_d, GDK_KEY_w };
  CfTestUi ui = cf_test_ui_new (640);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_assert_false (gtk_window_mnemonic_activate (GTK_WINDOW (ui.window), keys[i], GDK_MOD1_MASK));
    cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_DANGER));
    cf_test_ui_settle ();
    g_assert_true (gtk_window_mnemonic_activate (GTK_WINDOW (ui.window), keys[i], GDK_MOD1_MASK));
    cf_test_ui_run (400); /* GTK shows the button pressed for a moment */
    g_assert_nonnull (find_dialog ());
    cf_ribbon_bar_clear (ui.bar);
    cf_test_ui_run (300);
  }

  /* Only danger has "What to do". */
  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_GOOD));
  cf_test_ui_settle ();
  g_assert_false (gtk_window_mnemonic_activate (GTK_WINDOW (ui.window), GDK_KEY_w, GDK_MOD1_MASK));
  g_assert_null (find_dialog ());
  cf_test_ui_free (&ui);
}

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/details/contents", test_contents);
  g_test_add_func ("/ui/details/holder", test_holder);
  g_test_add_func ("/ui/details/domain", test_domain);
  g_test_add_func ("/ui/details/chain", test_chain);
  g_test_add_func ("/ui/details/accepted", test_accepted);
  g_test_add_func ("/ui/details/little-known", test_little_known);
  g_test_add_func ("/ui/details/right-to-left", test_right_to_left);
  g_test_add_func ("/ui/details/injection", test_injection);
  g_test_add_func ("/ui/details/goes-with-the-report", test_goes_with_the_report);
  g_test_add_func ("/ui/details/keys", test_keys);
  return cf_test_ui_finish ();
}
