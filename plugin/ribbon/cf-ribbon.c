/* cf-ribbon.c — verdict -> ribbon: what is shown, in which words and with which look (RIBBON sections 1 and
 * 4) */
#include "cf-ribbon-private.h"

static const struct {
  const char *name;
  const char *pill;
  gboolean shows_code;
} looks[] = {
#define CF_RIBBON_LOOK(NAME, name, pill, shows_code) { name, pill, shows_code },
#include "cf-ribbon-table.h"
};

/* Reasons that a quiet ribbon shows as its second line: the first of them that is given and neutral. */
static const CfReason quiet_notes[] = {
  CF_REASON_USUALLY_SIGNS,     CF_REASON_SIGNED_BEFORE,    CF_REASON_DOMAIN_NOT_PROVED,
  CF_REASON_FROM_REWRITTEN,    CF_REASON_OPENED_FROM_FILE,
};

/* Reasons that a second look may change, now or soon. */
static const CfReason passing[] = {
  CF_REASON_REVOCATION_UNKNOWN, CF_REASON_REVOCATION_OFFLINE, CF_REASON_ENCRYPTED, CF_REASON_TIMEOUT,
};

CfRibbonLook
cf_ribbon_choose_look (CfVerdictKind verdict, CfSeverity severity)
{
  if (severity == CF_SEVERITY_DANGER)
    return CF_RIBBON_LOOK_DANGER;
  if (severity == CF_SEVERITY_CAUTION)
    return CF_RIBBON_LOOK_CAUTION;
  if (severity == CF_SEVERITY_GOOD && verdict == CF_VERDICT_VERIFIED)
    return CF_RIBBON_LOOK_GOOD;
  if (severity == CF_SEVERITY_GOOD && verdict == CF_VERDICT_VERIFIED_DOMAIN)
    return CF_RIBBON_LOOK_DOMAIN;
  if (severity == CF_SEVERITY_NEUTRAL && verdict == CF_VERDICT_UNSIGNED)
    return CF_RIBBON_LOOK_QUIET;

  return CF_RIBBON_LOOK_UNKNOWN;
}

const char *
cf_ribbon_choose_icon (CfVerdictKind verdict, CfSeverity severity)
{
  gboolean warns = severity == CF_SEVERITY_CAUTION || severity == CF_SEVERITY_DANGER;
  gboolean is_good = verdict == CF_VERDICT_VERIFIED || verdict == CF_VERDICT_VERIFIED_DOMAIN;
  g_autofree char *name = NULL;

  /* The envelope of an ordinary mail would play a warning down: the triangle. */
  if (verdict == CF_VERDICT_UNSIGNED && warns)
    verdict = CF_VERDICT_UNTRUSTED;
  if (is_good && severity != CF_SEVERITY_GOOD)
    verdict = CF_VERDICT_UNDETERMINED;

  name = g_strconcat ("certfirst-", cf_verdict_kind_get_name (verdict), NULL);
  return g_intern_string (name);
}

const char *
cf_ribbon_look_get_name (CfRibbonLook look)
{
  g_assert ((guint) look < G_N_ELEMENTS (looks));
  return looks[look].name;
}

static void
reason_free (CfRibbonReason *reason)
{
  g_free (reason->code);
  g_free (reason->name);
  g_free (reason->headline);
  g_free (reason->found);
  g_free (reason->meaning);
  g_free (reason->advice);
  g_free (reason->spoken);
  g_free (reason);
}

CfRibbon *
cf_ribbon_new (void)
{
  CfRibbon *self = g_new0 (CfRibbon, 1);

  self->reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) reason_free);
  return self;
}

CfRibbonReason *
cf_ribbon_add_reason (CfRibbon *self)
{
  CfRibbonReason *reason = g_new0 (CfRibbonReason, 1);

  g_ptr_array_add (self->reasons, reason);
  return reason;
}

void
cf_ribbon_free (CfRibbon *self)
{
  if (self == NULL)
    return;

  g_free (self->pill);
  g_free (self->headline);
  g_free (self->detail);
  g_free (self->tooltip);
  g_free (self->code);
  g_free (self->accessible_name);
  g_free (self->accessible_description);
  g_ptr_array_unref (self->reasons);
  g_free (self->lang);
  g_free (self);
}

/* The words of a reason of the judgement; NULL when it was not given, or not as a neutral one. */
static const CfRibbonReason *
find_neutral (const CfRibbon *self, const CfJudgement *judgement, CfReason reason)
{
  for (guint i = 0; i < judgement->reasons->len; i++) {
    const CfReasonGiven *given = &g_array_index (judgement->reasons, CfReasonGiven, i);

    if (given->reason == reason && given->severity == CF_SEVERITY_NEUTRAL)
      return g_ptr_array_index (self->reasons, i);
  }

  return NULL;
}

static void
word_reasons (CfRibbon *self, const CfFacts *facts, const CfJudgement *judgement)
{
  const GPtrArray *signers = facts->smime.signers;

  for (guint i = 0; i < judgement->reasons->len; i++) {
    CfRibbonContext context = { .facts = facts, .judgement = judgement, .lang = self->lang };

    context.given = &g_array_index (judgement->reasons, CfReasonGiven, i);
    /* What the message as a whole says of "the signer" is said of the first. */
    if (signers->len > 0 && context.given->signer < (int) signers->len)
      context.signer = g_ptr_array_index (signers, MAX (context.given->signer, 0));
    cf_ribbon_word_reason (cf_ribbon_add_reason (self), &context);
  }
}

/* Quiet: "Not signed", and rarely a note below. */
static void
show_quiet (CfRibbon *self, const CfJudgement *judgement)
{
  const CfRibbonReason *deciding = g_ptr_array_index (self->reasons, 0);
  const CfRibbonReason *note = NULL;
  CfReason reason = CF_REASON_NO_SIGNATURE;

  for (guint i = 0; note == NULL && i < G_N_ELEMENTS (quiet_notes); i++) {
    note = find_neutral (self, judgement, quiet_notes[i]);
    if (note != NULL)
      reason = quiet_notes[i];
  }

  if (reason == CF_REASON_FROM_REWRITTEN)
    self->headline = g_strdup (note->headline);
  else
    self->headline = g_strdup (cf_ribbon_translate (self->lang, N_("Not signed")));

  if (note != NULL)
    self->detail = g_strdup (note->found);
  if (note != NULL && note != deciding)
    self->tooltip = g_strdup (deciding->found);
}

/* Good: the deciding reason, or what the reader should know beside it. */
static void
show_good (CfRibbon *self, const CfFacts *facts, const CfJudgement *judgement)
{
  const CfRibbonReason *deciding = g_ptr_array_index (self->reasons, 0);
  const CfRibbonReason *from_file = find_neutral (self, judgement, CF_REASON_OPENED_FROM_FILE);
  const CfRibbonReason *unasked = find_neutral (self, judgement, CF_REASON_REVOCATION_UNKNOWN);
  g_autoptr (GString) notes = g_string_new (NULL);

  if (unasked == NULL)
    unasked = find_neutral (self, judgement, CF_REASON_REVOCATION_OFFLINE);
  /* With no question open nobody could be asked: that stays in Details. */
  if (unasked != NULL && facts->open_questions > 0)
    cf_ribbon_append_sentence (notes, unasked->found);
  if (from_file != NULL)
    cf_ribbon_append_sentence (notes, from_file->found);

  self->headline = g_strdup (deciding->headline);
  self->detail = g_strdup (notes->len > 0 ? notes->str : deciding->found);
  if (notes->len > 0)
    self->tooltip = g_strdup (deciding->found);
}

/* Caution, danger, undetermined: headline and reason of one code; bad news has no good half. */
static void
show_banner (CfRibbon *self, const CfJudgement *judgement)
{
  const CfRibbonReason *deciding = g_ptr_array_index (self->reasons, 0);
  const CfRibbonReason *from_file = find_neutral (self, judgement, CF_REASON_OPENED_FROM_FILE);
  GString *detail = g_string_new (deciding->found);

  if (from_file != NULL && from_file != deciding)
    cf_ribbon_append_sentence (detail, from_file->found);

  self->headline = g_strdup (deciding->headline);
  self->detail = g_string_free (detail, FALSE);
}

static gboolean
is_passing (CfReason reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (passing); i++)
    if (passing[i] == reason)
      return TRUE;

  return FALSE;
}

static void
show_for_screen_readers (CfRibbon *self)
{
  const CfRibbonReason *deciding = g_ptr_array_index (self->reasons, 0);
  GString *description = g_string_new (self->detail);

  if (self->pill == NULL)
    self->accessible_name = g_strdup (self->headline);
  else
    /* TRANSLATORS: read by a screen reader: {x} "Danger", {y} the headline. */
    self->accessible_name = cf_ribbon_compose (cf_ribbon_translate (self->lang, N_("{x}: {y}")),
                                               self->pill, self->headline, NULL);

  if (self->code != NULL) {
    /* TRANSLATORS: read by a screen reader: {x} is "C F five zero two". */
    g_autofree char *code = cf_ribbon_compose (cf_ribbon_translate (self->lang, N_("Code {x}.")),
                                               deciding->spoken, NULL, NULL);

    cf_ribbon_append_sentence (description, code);
  }

  self->accessible_description = g_string_free (description, FALSE);
}

/* An answer about cancellation or from DNS that nobody gave; what can no longer be answered is not asked for. */
static gboolean
lacks_answers (const CfFacts *facts)
{
  if (facts->evidence & CF_M (DOMAIN_PENDING))
    return TRUE;

  for (guint i = 0; i < facts->smime.signers->len; i++) {
    const CfSignerFacts *signer = g_ptr_array_index (facts->smime.signers, i);

    if (signer->evidence & (CF_S (REVOCATION_UNKNOWN) | CF_S (REVOCATION_OFFLINE)))
      return TRUE;
  }

  return FALSE;
}

CfRibbon *
cf_ribbon_show (const CfFacts *facts, const CfJudgement *judgement, const char *lang)
{
  const CfReasonGiven *deciding = cf_judgement_get_deciding (judgement);
  CfRibbon *self = cf_ribbon_new ();

  self->lang = g_strdup (cf_ribbon_choose_lang (lang));
  self->look = cf_ribbon_choose_look (judgement->verdict, judgement->severity);
  self->icon = cf_ribbon_choose_icon (judgement->verdict, judgement->severity);
  word_reasons (self, facts, judgement);

  if (self->look == CF_RIBBON_LOOK_QUIET)
    show_quiet (self, judgement);
  else if (self->look == CF_RIBBON_LOOK_GOOD || self->look == CF_RIBBON_LOOK_DOMAIN)
    show_good (self, facts, judgement);
  else
    show_banner (self, judgement);

  if (looks[self->look].pill != NULL)
    self->pill = g_strdup (cf_ribbon_translate (self->lang, looks[self->look].pill));
  if (looks[self->look].shows_code)
    self->code = g_strdup (((const CfRibbonReason *) g_ptr_array_index (self->reasons, 0))->code);
  self->what_to_do = self->look == CF_RIBBON_LOOK_DANGER;
  self->check_again = is_passing (deciding->reason);
  self->second_look = lacks_answers (facts);
  show_for_screen_readers (self);
  return self;
}
