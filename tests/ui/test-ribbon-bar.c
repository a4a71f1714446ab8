/* test-ribbon-bar.c — the widget shows what the report says, and nothing of the last one */
#include "cf-test-ui.h"

static const char *const langs[] = { "en", "ja" };

static void
test_new (void)
{
  CfTestUi ui = cf_test_ui_new (640);

  /* The window's show_all() came after the bar was added. */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (ui.bar)));
  g_assert_cmpstr (cf_test_ui_get_name (&ui), ==, "");
  cf_test_ui_free (&ui);
}

static void
assert_shows (CfTestUi *ui, const CfRibbon *ribbon)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (ui->bar));
  gboolean danger = ribbon->look == CF_RIBBON_LOOK_DANGER;
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (ui->bar));
  const char *icon;

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (ui->bar)));
  g_assert_cmpstr (cf_test_ui_get_text (ui, "headline"), ==, ribbon->headline);
  g_assert_cmpstr (cf_test_ui_get_text (ui, "detail"), ==, ribbon->detail != NULL ? ribbon->detail : "");
  g_assert_cmpstr (cf_test_ui_get_text (ui, "pill"), ==, ribbon->pill != NULL ? ribbon->pill : "");
  g_assert_cmpstr (cf_test_ui_get_text (ui, "code"), ==, ribbon->code != NULL ? ribbon->code : "");
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (ui, "detail")) == (ribbon->detail != NULL));
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (ui, "pill")) == (ribbon->pill != NULL));
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (ui, "code")) == (ribbon->code != NULL));
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (ui, "what_to_do")) == ribbon->what_to_do);
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (ui, "check_again")) == ribbon->check_again);
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (ui, "details")));
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (ui, "actions")));
  g_assert_false (gtk_widget_get_visible (cf_test_ui_get (ui, "spinner")));

  gtk_image_get_icon_name (GTK_IMAGE (cf_test_ui_get (ui, "icon")), &icon, NULL);
  g_assert_true (g_str_has_prefix (icon, ribbon->icon));
  g_assert_true (g_str_has_suffix (icon, "-symbolic"));
  cf_test_ui_assert_icon (icon);
  cf_test_ui_assert_icon (ribbon->icon);
  g_assert_true (gtk_style_context_has_class (context, cf_ribbon_look_get_name (ribbon->look)));

  g_assert_cmpint (atk_object_get_role (accessible), ==, danger ? ATK_ROLE_ALERT : ATK_ROLE_INFO_BAR);
  g_assert_cmpstr (cf_test_ui_get_name (ui), ==, ribbon->accessible_name);
  g_assert_cmpstr (cf_test_ui_get_description (ui), ==, ribbon->accessible_description);
}

/* One after the other in one bar: every field must change with the report. */
static void
test_looks (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  guint seen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (langs); i++)
    for (guint row = 0; row < cf_gallery_get_n_samples (); row++) {
      CfReport *report = cf_gallery_make_report (row, langs[i]);

      g_test_message ("%s: %s", langs[i], cf_gallery_get_caption (row));
      cf_ribbon_bar_set_report (ui.bar, report);
      assert_shows (&ui, report->ribbon);
      seen |= 1u << report->ribbon->look;
    }

  g_assert_cmpuint (seen, ==, (1u << (CF_RIBBON_LOOK_DANGER + 1)) - 1);
  cf_test_ui_free (&ui);
}

static void
assert_empty (CfTestUi *ui)
{
  g_assert_cmpstr (cf_test_ui_get_text (ui, "headline"), ==, "");
  g_assert_cmpstr (cf_test_ui_get_text (ui, "detail"), ==, "");
  g_assert_cmpstr (cf_test_ui_get_text (ui, "pill"), ==, "");
  g_assert_cmpstr (cf_test_ui_get_text (ui, "code"), ==, "");
  g_assert_cmpstr (cf_test_ui_get_name (ui), ==, "");
  g_assert_cmpstr (cf_test_ui_get_description (ui), ==, "");
  g_assert_null (gtk_widget_get_tooltip_text (cf_test_ui_get (ui, "text")));
  g_assert_false (gtk_widget_get_visible (cf_test_ui_get (ui, "icon")));
  g_assert_false (gtk_widget_get_visible (cf_test_ui_get (ui, "actions")));
}

static void
test_clear (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  int height;

  for (guint row = 0; row < cf_gallery_get_n_samples (); row++) {
    cf_ribbon_bar_set_report (ui.bar, cf_gallery_make_report (row, "en"));
    cf_test_ui_settle ();
    height = gtk_widget_get_allocated_height (GTK_WIDGET (ui.bar));

    cf_ribbon_bar_clear (ui.bar);
    assert_empty (&ui);
    cf_ribbon_bar_clear (ui.bar);
    assert_empty (&ui);
    cf_test_ui_settle ();
    g_assert_cmpint (gtk_widget_get_allocated_height (GTK_WIDGET (ui.bar)), ==, height);
  }
  cf_test_ui_run (300);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (ui.bar)));
  cf_test_ui_free (&ui);
}

static void
test_loading (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  gint64 begin;
  int height;

  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_DANGER));
  cf_test_ui_settle ();
  height = gtk_widget_get_allocated_height (GTK_WIDGET (ui.bar));
  cf_ribbon_bar_set_loading (ui.bar);
  assert_empty (&ui);
  cf_test_ui_run (60);
  assert_empty (&ui);
  g_assert_cmpint (gtk_widget_get_allocated_height (GTK_WIDGET (ui.bar)), ==, height);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (ui.bar)));
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (&ui, "mark")));

  cf_test_ui_run (220);
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (&ui, "spinner")));
  g_assert_cmpstr (cf_test_ui_get_text (&ui, "headline"), !=, "");
  g_assert_cmpint (gtk_widget_get_allocated_height (GTK_WIDGET (ui.bar)), ==, height);

  /* The spinner has been seen for about 80 ms: the report waits for the rest. */
  begin = g_get_monotonic_time ();
  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_GOOD));
  while (gtk_widget_get_visible (cf_test_ui_get (&ui, "spinner")))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 100 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - begin, <=, 2000 * 1000);
  g_assert_true (gtk_widget_get_visible (cf_test_ui_get (&ui, "icon")));
  cf_test_ui_free (&ui);
}

/* An answer within 200 ms never shows a spinner. */
static void
test_fast (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  CfReport *report = cf_test_ui_make_report (CF_RIBBON_LOOK_CAUTION);

  cf_ribbon_bar_set_loading (ui.bar);
  cf_test_ui_run (50);
  cf_ribbon_bar_set_report (ui.bar, report);
  assert_shows (&ui, report->ribbon);
  cf_test_ui_run (300);
  assert_shows (&ui, report->ribbon);
  cf_test_ui_free (&ui);
}

static CfReport *
make_numbered_report (guint number)
{
  CfReport *report =
      cf_gallery_make_report (g_test_rand_int_range (0, (int) cf_gallery_get_n_samples ()), "en");

  g_free (report->ribbon->headline);
  report->ribbon->headline = g_strdup_printf ("report %u", number);
  g_free (report->ribbon->accessible_name);
  report->ribbon->accessible_name = g_strdup (report->ribbon->headline);
  return report;
}

/* Whatever is done in whatever order: a report is shown only until the next
 * call, and after set_report() nothing but that report ever comes. */
static void
test_stale (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  guint number = 0;
  gboolean has_report = FALSE;

  for (guint step = 0; step < 1500; step++) {
    switch (g_test_rand_int_range (0, 5)) {
    case 0:
      cf_ribbon_bar_clear (ui.bar);
      has_report = FALSE;
      break;
    case 1:
      cf_ribbon_bar_set_loading (ui.bar);
      has_report = FALSE;
      break;
    case 2:
      cf_ribbon_bar_set_report (ui.bar, make_numbered_report (++number));
      has_report = TRUE;
      break;
    case 3:
      cf_test_ui_settle ();
      break;
    default:
      cf_test_ui_run ((guint) g_test_rand_int_range (0, step % 50 == 0 ? 550 : 4));
    }

    const char *headline = cf_test_ui_get_text (&ui, "headline");
    g_autofree char *wanted = g_strdup_printf ("report %u", number);

    if (g_str_has_prefix (headline, "report")) {
      g_assert_true (has_report);
      g_assert_cmpstr (headline, ==, wanted);
      g_assert_cmpstr (cf_test_ui_get_name (&ui), ==, wanted);
    } else
      g_assert_false (g_str_has_prefix (cf_test_ui_get_name (&ui), "report"));
  }

  cf_ribbon_bar_set_report (ui.bar, make_numbered_report (7777777));
  cf_test_ui_run (400);
  g_assert_cmpstr (cf_test_ui_get_text (&ui, "headline"), ==, "report 7777777");
  cf_test_ui_free (&ui);
}

/* What a stranger may have written into a name. */
static const char *const injections[] = {
  "<b>bold</b> &amp; <a href=\"https://bank.example\">Bank</a>",
  "<span foreground=\"white\">invisible</span>",
  "</markup><big>",
  "&#x202e;moc.knab",
  "_mnemonic __twice",
  "%s%n%d",
  "100% \xe2\x81\xa8"
  "a@b"
  "\xe2\x81\xa9",
};

static void
assert_no_markup (GtkWidget *label, gpointer unused)
{
  g_assert_false (gtk_label_get_use_markup (GTK_LABEL (label)));
  g_assert_false (gtk_label_get_use_underline (GTK_LABEL (label)));
}

static void
test_injection (void)
{
  CfTestUi ui = cf_test_ui_new (640);

  for (guint i = 0; i < G_N_ELEMENTS (injections); i++) {
    CfReport *report = cf_test_ui_make_report (CF_RIBBON_LOOK_CAUTION);
    g_autofree char *tooltip = g_strdup_printf ("%s\n%s", injections[i], injections[i]);
    g_autofree char *shown = NULL;

    g_free (report->ribbon->headline);
    g_free (report->ribbon->detail);
    report->ribbon->headline = g_strdup (injections[i]);
    report->ribbon->detail = g_strdup (injections[i]);
    cf_ribbon_bar_set_report (ui.bar, report);
    g_assert_cmpstr (cf_test_ui_get_text (&ui, "headline"), ==, injections[i]);
    g_assert_cmpstr (cf_test_ui_get_text (&ui, "detail"), ==, injections[i]);
    shown = gtk_widget_get_tooltip_text (cf_test_ui_get (&ui, "text"));
    g_assert_cmpstr (shown, ==, tooltip);
    cf_test_ui_for_each_label (GTK_WIDGET (ui.bar), assert_no_markup, NULL);
  }
  cf_test_ui_free (&ui);
}

static void
count_signal (CfRibbonBar *bar, gboolean asked, guint *count)
{
  g_assert_true (asked); /* a person pressed the button */
  (*count)++;
}

static void
test_check_again (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (ui.bar));
  GtkButton *button = GTK_BUTTON (cf_test_ui_get (&ui, "check_again"));
  CfReport *report = cf_test_ui_make_report (CF_RIBBON_LOOK_UNKNOWN);
  guint count = 0;

  /* Nobody listens: nothing would ever end the fading. */
  cf_ribbon_bar_set_report (ui.bar, report);
  gtk_button_clicked (button);
  g_assert_false (gtk_style_context_has_class (context, "again"));

  g_signal_connect (ui.bar, "check-again", G_CALLBACK (count_signal), &count);
  gtk_button_clicked (button);
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (gtk_style_context_has_class (context, "again"));
  g_assert_false (gtk_widget_get_sensitive (cf_test_ui_get (&ui, "actions")));
  assert_shows (&ui, report->ribbon);

  report = cf_test_ui_make_report (CF_RIBBON_LOOK_GOOD);
  cf_ribbon_bar_set_report (ui.bar, report);
  g_assert_false (gtk_style_context_has_class (context, "again"));
  g_assert_true (gtk_widget_get_sensitive (cf_test_ui_get (&ui, "actions")));
  assert_shows (&ui, report->ribbon);
  cf_test_ui_free (&ui);
}

/* Answers of the host: the same report, while its mail is shown. */
static void
answer_again (CfRibbonBar *bar, gboolean asked, guint *count)
{
  CfReport *report = cf_test_ui_make_report (CF_RIBBON_LOOK_UNKNOWN);

  g_assert_false (asked); /* the time has come: nobody pressed anything */
  (*count)++;
  report->ribbon->second_look = TRUE;
  cf_ribbon_bar_set_report (bar, report);
}

/* What lacks an answer is checked again by itself, three times a mail, and not once another mail is there. */
static void
test_second_look (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  CfReport *report = cf_test_ui_make_report (CF_RIBBON_LOOK_UNKNOWN);
  guint count = 0;

  g_signal_connect (ui.bar, "check-again", G_CALLBACK (answer_again), &count);
  cf_ribbon_bar_set_second_look_ms (ui.bar, 5);
  report->ribbon->second_look = TRUE;
  cf_ribbon_bar_set_report (ui.bar, report);
  cf_test_ui_run (400);
  g_assert_cmpuint (count, ==, 3);

  cf_ribbon_bar_clear (ui.bar);
  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_GOOD));
  cf_test_ui_run (100);
  g_assert_cmpuint (count, ==, 3);

  /* The next mail has looks of its own; another one ends them. */
  report = cf_test_ui_make_report (CF_RIBBON_LOOK_UNKNOWN);
  report->ribbon->second_look = TRUE;
  cf_ribbon_bar_clear (ui.bar);
  cf_ribbon_bar_set_report (ui.bar, report);
  cf_ribbon_bar_set_loading (ui.bar);
  cf_test_ui_run (100);
  g_assert_cmpuint (count, ==, 3);
  cf_test_ui_free (&ui);
}

static GtkAllocation
get_place (CfTestUi *ui, const char *part)
{
  GtkAllocation place;

  gtk_widget_get_allocation (cf_test_ui_get (ui, part), &place);
  return place;
}

static void
test_width (void)
{
  static const int widths[] = { 380, 470, 500, 610, 640, 900 };
  int minimum;

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    for (guint row = 0; row < cf_gallery_get_n_samples (); row++) {
      CfTestUi ui = cf_test_ui_new (widths[i]);
      CfReport *report = cf_gallery_make_report (row, "en");
      gboolean one_line = report->ribbon->look == CF_RIBBON_LOOK_QUIET && report->ribbon->detail == NULL;

      cf_ribbon_bar_set_report (ui.bar, report);
      cf_test_ui_settle ();

      GtkAllocation bar = get_place (&ui, "row");
      GtkAllocation text = get_place (&ui, "text");
      GtkAllocation actions = get_place (&ui, "actions");

      g_test_message ("%d: %s", widths[i], cf_gallery_get_caption (row));
      if (widths[i] < (report->ribbon->look == CF_RIBBON_LOOK_DANGER ? 620 : 480) && !one_line)
        g_assert_cmpint (actions.y, >=, text.y + text.height);
      else
        g_assert_cmpint (actions.x, >=, text.x + text.width);
      g_assert_cmpint (actions.x + actions.width, ==, bar.x + bar.width);
      g_assert_cmpint (MAX (actions.y + actions.height, text.y + text.height), <=, bar.y + bar.height);

      gtk_widget_get_preferred_width (GTK_WIDGET (ui.bar), &minimum, NULL);
      g_assert_cmpint (minimum, <, 200);
      cf_test_ui_free (&ui);
    }
}

static void
note_announcement (AtkObject *accessible, const char *text, GString *log)
{
  g_string_append_printf (log, "[%s]", text);
}

/* Danger is spoken once the message rests, and once for each mail. */
static void
test_announcement (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autofree char *wanted = NULL;
  CfReport *report = cf_test_ui_make_report (CF_RIBBON_LOOK_DANGER);

  if (g_signal_lookup ("announcement", ATK_TYPE_OBJECT) == 0) {
    g_test_skip ("this ATK has no announcements");
    cf_report_free (report);
    cf_test_ui_free (&ui);
    return;
  }

  wanted = g_strdup_printf ("[%s]", report->ribbon->accessible_name);
  g_signal_connect (gtk_widget_get_accessible (GTK_WIDGET (ui.bar)), "announcement",
                    G_CALLBACK (note_announcement), log);
  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_DANGER));
  cf_test_ui_run (100);
  cf_ribbon_bar_clear (ui.bar);
  cf_test_ui_run (350);
  g_assert_cmpstr (log->str, ==, "");

  cf_ribbon_bar_set_report (ui.bar, report);
  cf_test_ui_run (400);
  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_DANGER));
  cf_test_ui_run (400);
  cf_ribbon_bar_set_report (ui.bar, cf_test_ui_make_report (CF_RIBBON_LOOK_GOOD));
  cf_test_ui_run (400);
  g_assert_cmpstr (log->str, ==, wanted);
  cf_test_ui_free (&ui);
}

/* A host may call while its window goes away. */
static void
test_destroyed (void)
{
  CfTestUi ui = cf_test_ui_new (640);
  CfRibbonBar *bar = g_object_ref (ui.bar);

  cf_ribbon_bar_set_report (bar, cf_test_ui_make_report (CF_RIBBON_LOOK_DANGER));
  cf_ribbon_bar_set_loading (bar);
  gtk_widget_destroy (ui.window);
  cf_ribbon_bar_clear (bar);
  cf_ribbon_bar_set_loading (bar);
  cf_ribbon_bar_set_report (bar, cf_test_ui_make_report (CF_RIBBON_LOOK_GOOD));
  cf_ribbon_bar_show_details (bar);
  cf_test_ui_run (400);
  g_object_unref (bar);
}

int
main (int argc, char **argv)
{
  cf_test_ui_init (&argc, &argv);
  g_test_add_func ("/ui/bar/new", test_new);
  g_test_add_func ("/ui/bar/looks", test_looks);
  g_test_add_func ("/ui/bar/clear", test_clear);
  g_test_add_func ("/ui/bar/loading", test_loading);
  g_test_add_func ("/ui/bar/fast", test_fast);
  g_test_add_func ("/ui/bar/stale", test_stale);
  g_test_add_func ("/ui/bar/injection", test_injection);
  g_test_add_func ("/ui/bar/check-again", test_check_again);
  g_test_add_func ("/ui/bar/second-look", test_second_look);
  g_test_add_func ("/ui/bar/width", test_width);
  g_test_add_func ("/ui/bar/announcement", test_announcement);
  g_test_add_func ("/ui/bar/destroyed", test_destroyed);
  return cf_test_ui_finish ();
}
