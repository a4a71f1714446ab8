/* cf-meanings-window.c — ribbon -> pixels: one example of each ribbon, and what it means */
#include "cf-meanings-window.h"

#include <glib/gi18n-lib.h>

#include "cf-gallery-samples.h"
#include "cf-ribbon-bar.h"
#include "cf-side-window.h"

#define WIDTH_PX 640
#define HEIGHT_PX 720

/* One row for each ribbon that people meet: an example of the gallery, by its caption, and what it means. */
static const struct {
  const char *caption;
  const char *meaning;
} rows[] = {
  /* TRANSLATORS: under an example of each ribbon: what it means; one or two sentences. */
  { "verified, organisation vouched for",
    N_ ("Green: the whole text is signed by the address shown, and nothing was changed since.") },
  { "verified-domain",
    N_ ("Blue: there is no signature, but the mail was really sent from a domain that your administrator registered.") },
  { "unsigned, ordinary mail (quiet)",
    N_ ("Without colour: an ordinary mail. There is no signature, and none was to be expected.") },
  { "missing-certificate",
    N_ ("Red: this sender is known to sign its mail, and here a valid certificate is missing. Treat it as fraud.") },
  { "missing-certificate, caution",
    N_ ("Yellow: look closely before you reply or pay. Something that is usually there is missing.") },
  { "untrusted", N_ ("Yellow: signed and unchanged, but the certificate does not prove who signed.") },
  { "invalid, altered", N_ ("Red: the text was changed after it was signed, or part of it only looks signed.") },
  { "undetermined", N_ ("Grey: this cannot be known now. It is neither safe nor dangerous.") },
};

static CfReport *
make_example (const char *caption, const char *lang)
{
  guint row = 0;

  while (row < cf_gallery_get_n_samples () && !g_str_equal (cf_gallery_get_caption (row), caption))
    row++;
  g_assert (row < cf_gallery_get_n_samples ());
  return cf_gallery_make_report (row, lang);
}

GtkWidget *
cf_meanings_window_new (GtkWindow *parent, const char *lang)
{
  const char *tag = cf_ribbon_choose_lang (lang);
  GtkWidget *box, *window;

  /* TRANSLATORS: title of the window with an example of each ribbon. */
  window = cf_side_window_new (parent, cf_ribbon_translate (tag, N_ ("What each ribbon means — Certfirst")), WIDTH_PX,
                               HEIGHT_PX, &box);
  cf_side_window_add_text (
      box,
      /* TRANSLATORS: above the examples. */
      cf_ribbon_translate (tag, N_ ("These are examples. A real ribbon stands above the mail, outside of its text, and "
                                    "carries your mark at its left end.")),
      NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    GtkWidget *bar = cf_ribbon_bar_new ();

    gtk_widget_set_margin_top (bar, 9);
    gtk_box_pack_start (GTK_BOX (box), bar, FALSE, FALSE, 0);
    cf_ribbon_bar_set_report (CF_RIBBON_BAR (bar), make_example (rows[i].caption, tag));
    cf_side_window_add_text (box, cf_ribbon_translate (tag, rows[i].meaning), NULL);
  }
  return window;
}
