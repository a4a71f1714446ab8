/* cf-details-facts.c — ribbon -> pixels: sender, certificate and domain, as the report states them
 */
#include "cf-details-section.h"

#include <glib/gi18n-lib.h>

#include "cf-text.h"

/* How a certificate of the chain stands; the sign is never without its word. */
typedef enum {
  LINK_GOOD,
  LINK_TRUSTED,
  LINK_PROBLEM,
  LINK_UNCHECKED,
} LinkState;

static const struct {
  const char *sign;
  const char *word;
} links[] = {
  /* TRANSLATORS: state of one certificate in the chain; one short word in brackets behind its name. */
  [LINK_GOOD] = { "●", N_ ("not cancelled") },
  [LINK_TRUSTED] = { "●", N_ ("trusted here") },
  [LINK_PROBLEM] = { "▲", N_ ("problem") },
  [LINK_UNCHECKED] = { "○", N_ ("not checked") },
};

/* A pattern with one {x}.  (transfer full) */
static char *
fill (const char *pattern, const char *value)
{
  g_auto (GStrv) halves = g_strsplit (pattern, "{x}", 2);

  return halves[1] == NULL ? g_strdup (pattern) : g_strconcat (halves[0], value, halves[1], NULL);
}

static char *
format_nullable_address (const char *address)
{
  return address == NULL ? NULL : cf_ribbon_format_address (address);
}

void
cf_details_add_sender (GtkWidget *parent, const CfReport *report, gboolean open)
{
  const char *lang = report->ribbon->lang;
  const CfSenderFacts *sender = &report->facts->sender;
  GtkWidget *box = cf_details_add_section (parent, cf_ribbon_translate (lang, N_ ("Sender")), open);
  GtkWidget *table = cf_details_add_table (box);
  g_autofree char *address = format_nullable_address (sender->address);
  g_autofree char *on_behalf = format_nullable_address (sender->sender);
  g_autofree char *reply = format_nullable_address (sender->reply_to);
  gboolean same = reply == NULL || cf_text_equal (sender->reply_to, sender->address);

  /* TRANSLATORS: names of the rows under "Sender" in the details; short. */
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("Name shown")), sender->display_name);
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("Address")),
                      address != NULL ? address : cf_ribbon_translate (lang, N_ ("None")));
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("Sent by")), on_behalf);
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("Reply goes to")),
                      same ? cf_ribbon_translate (lang, N_ ("(same)")) : reply);
}

/* Whether the holder is confirmed: a path to a root that is trusted here, and nothing cancelled. */
static gboolean
is_vouched_for (const CfSignerFacts *signer)
{
  return signer->chain.trusted && signer->revocation.status != CF_REVOCATION_REVOKED;
}

/* An organisation is named only where a certificate that stands vouches for it. */
static char *
describe_holder (const CfSignerFacts *signer, const char *lang)
{
  if (!is_vouched_for (signer))
    return g_strdup (cf_ribbon_translate (lang, N_ ("Nobody known here confirms the holder")));
  if (signer->organization == NULL)
    return g_strdup (cf_ribbon_translate (lang, N_ ("Only the address is confirmed")));

  /* TRANSLATORS: {x} is an organisation. */
  return fill (cf_ribbon_translate (lang, N_ ("{x} (organisation confirmed)")), signer->organization);
}

static char *
describe_addresses (const CfSignerFacts *signer)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < signer->addresses->len; i++) {
    g_autofree char *address = cf_ribbon_format_address (g_ptr_array_index (signer->addresses, i));

    g_string_append_printf (text, "%s%s", i == 0 ? "" : "\n", address);
  }
  return g_string_free (text, text->len == 0);
}

static char *
describe_validity (const CfCertFacts *certificate, const char *lang)
{
  g_autofree char *from = cf_ribbon_format_date (certificate->not_before, lang);
  g_autofree char *to = cf_ribbon_format_date (certificate->not_after, lang);

  return g_strconcat (from, " – ", to, NULL);
}

static gboolean
is_valid_at (const CfCertFacts *certificate, CfTime time)
{
  return time >= certificate->not_before && time <= certificate->not_after;
}

static LinkState
get_link_state (const CfReport *report, const CfChainFacts *chain, guint index)
{
  const CfCertFacts *certificate = g_ptr_array_index (chain->certificates, index);
  gboolean top = index + 1 == chain->certificates->len;
  CfTime time = report->facts->arrived != CF_TIME_UNKNOWN ? report->facts->arrived : report->facts->judged_at;

  if (certificate->revocation.status == CF_REVOCATION_REVOKED || !is_valid_at (certificate, time))
    return LINK_PROBLEM;
  if (top)
    return chain->trusted ? LINK_TRUSTED : LINK_PROBLEM;
  if (chain->trusted && certificate->revocation.status == CF_REVOCATION_GOOD)
    return LINK_GOOD;
  return LINK_UNCHECKED;
}

/* From the root down to the holder, each one step further in. */
static char *
describe_chain (const CfReport *report, const CfChainFacts *chain)
{
  GString *text = g_string_new (NULL);
  guint n = chain->certificates->len;

  for (guint depth = 0; depth < n; depth++) {
    const CfCertFacts *certificate = g_ptr_array_index (chain->certificates, n - 1 - depth);
    LinkState state = get_link_state (report, chain, n - 1 - depth);

    if (depth > 0)
      g_string_append_printf (text, "\n%*s└ ", (int) (depth - 1) * 3, "");
    g_string_append_printf (text, "%s %s (%s)", links[state].sign, certificate->subject_name,
                            cf_ribbon_translate (report->ribbon->lang, links[state].word));
  }
  return g_string_free (text, n == 0);
}

static void
copy_fingerprint (GtkButton *button, const char *fingerprint)
{
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button), GDK_SELECTION_CLIPBOARD),
                          fingerprint, -1);
}

static void
free_fingerprint (gpointer fingerprint, GClosure *closure)
{
  g_free (fingerprint);
}

static void
add_row_if (GtkWidget *table, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    cf_details_add_row (table, name, value);
}

/* Number, person and registration, where somebody vouches for them. */
static void
add_holder (GtkWidget *table, const CfSignerFacts *signer, const char *lang)
{
  g_autofree char *number =
      signer->registration == NULL ? NULL : cf_ribbon_format_registration (signer->registration, lang);
  g_autofree char *person =
      signer->person == NULL ? NULL : cf_ribbon_format_person (signer->person, signer->person_is_pseudonym, lang);

  if (!is_vouched_for (signer))
    return;

  add_row_if (table, cf_ribbon_translate (lang, N_ ("Number")), number);
  add_row_if (table, cf_ribbon_translate (lang, N_ ("Person")), person);
  add_row_if (table, cf_ribbon_translate (lang, N_ ("Registered at")), signer->chain.registry);
}

static void
add_signer (GtkWidget *box, const CfReport *report, const CfSignerFacts *signer)
{
  const char *lang = report->ribbon->lang;
  const CfCertFacts *certificate = signer->certificate;
  GtkWidget *table = cf_details_add_table (box);
  GtkWidget *button;
  g_autofree char *holder = describe_holder (signer, lang);
  g_autofree char *addresses = describe_addresses (signer);
  g_autofree char *validity = describe_validity (certificate, lang);
  g_autofree char *chain = describe_chain (report, &signer->chain);
  g_autofree char *accepted =
      signer->chain.accepted == NULL ? NULL : cf_ribbon_format_accepted (signer->chain.accepted, lang);

  /* TRANSLATORS: names of the rows under "Certificate" in the details; short. */
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("Issued to")), holder);
  add_holder (table, signer, lang);
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("For")), addresses);
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("Issued by")), certificate->issuer_name);
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("Valid")), validity);
  if (report->facts->arrived != CF_TIME_UNKNOWN && is_vouched_for (signer))
    cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("On arrival")),
                        is_valid_at (certificate, report->facts->arrived)
                            ? cf_ribbon_translate (lang, N_ ("valid"))
                            : cf_ribbon_translate (lang, N_ ("not valid")));
  cf_details_add_row (table, cf_ribbon_translate (lang, N_ ("Chain")), chain);
  add_row_if (table, cf_ribbon_translate (lang, N_ ("Accepted weakness")), accepted);

  button = cf_details_add_button (cf_details_add_buttons (box),
                                  cf_ribbon_translate (lang, N_ ("Copy fingerprint")));
  g_signal_connect_data (button, "clicked", G_CALLBACK (copy_fingerprint), g_strdup (certificate->sha256),
                         free_fingerprint, 0);
}

void
cf_details_add_certificate (GtkWidget *parent, const CfReport *report, gboolean open)
{
  const char *lang = report->ribbon->lang;
  const GPtrArray *signers = report->facts->smime.signers;
  GtkWidget *box = cf_details_add_section (parent, cf_ribbon_translate (lang, N_ ("Certificate")), open);
  guint n_shown = 0;

  for (guint i = 0; i < signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (signers, i);

    if (signer->certificate == NULL)
      continue;
    if (n_shown++ > 0)
      gtk_box_pack_start (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), FALSE, FALSE, 4);
    add_signer (box, report, signer);
  }
  if (n_shown == 0)
    cf_details_add_text (box, cf_ribbon_translate (lang, N_ ("None")), "name");
}

void
cf_details_add_domain (GtkWidget *parent, const CfReport *report)
{
  const char *lang = report->ribbon->lang;
  g_autoptr (GPtrArray) lines = cf_ribbon_list_domain (report->facts, lang);
  GtkWidget *table;

  if (lines->len == 0)
    return;

  table = cf_details_add_table (cf_details_add_section (parent, cf_ribbon_translate (lang, N_ ("Sender domain")), FALSE));
  for (guint i = 0; i < lines->len; i++) {
    const CfRibbonLine *line = g_ptr_array_index (lines, i);

    cf_details_add_row (table, line->name, line->text);
  }
}
