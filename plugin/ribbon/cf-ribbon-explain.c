/* cf-ribbon-explain.c — verdict -> ribbon: what stands at the places of a reason without a mail, and whom to tell */
#include "cf-ribbon-explain.h"

#include "cf-ribbon-private.h"

/* The first row of code and place counts; code 0 is every other.  TRANSLATORS: what stands at a place of a sentence in
 * the catalogue of reasons ("certfirst explain"), in angle brackets: {a} {b} address, {d} {e} domain, {o}
 * organisation, {i} issuer, {s} server, {l} list, {t} date, {n} {m} number, {x} detail. */
static const struct {
  guint code;
  char place;
  const char *words;
} blanks[] = {
  { 106, 'x', N_("<method>") },
  { 111, 'n', N_("<days>") },
  { 413, 'x', N_("<result>") },
  { 419, 'x', N_("<badge>") },
  { 422, 'x', N_("<badge>") },
  { 504, 'b', N_("<other address>") },
  { 506, 'd', N_("<real domain>") },
  { 506, 'e', N_("<sender's domain>") },
  { 507, 'd', N_("<real domain>") },
  { 507, 'x', N_("<real form>") },
  { 508, 'd', N_("<sender or domain>") },
  { 511, 'x', N_("<warning>") },
  { 513, 'x', N_("<registered issuers>") },
  { 605, 'x', N_("<header line>") },
  { 609, 'b', N_("<other address>") },
  { 611, 'b', N_("<reply address>") },
  { 614, 'x', N_("<header line>") },
  { 905, 'x', N_("<problem>") },

  { 0, 'a', N_("<sender's address>") },
  { 0, 'b', N_("<signer's address>") },
  { 0, 'd', N_("<sender's domain>") },
  { 0, 'e', N_("<other domain>") },
  { 0, 'i', N_("<issuer>") },
  { 0, 'l', N_("<list>") },
  { 0, 'm', N_("<number signed>") },
  { 0, 'n', N_("<number>") },
  { 0, 'o', N_("<organisation>") },
  { 0, 's', N_("<server>") },
  { 0, 't', N_("<date>") },
  { 0, 'x', N_("<detail>") },
};

/* TRANSLATORS: whom a help desk tells of a warning, after "Pass it on to:"; short. */
#define ADMINISTRATOR N_("the administrator")
#define SECURITY N_("the security team")
#define SENDER N_("the sender, on a way you already know")

/* RIBBON section 5, beside danger and what could not be checked. */
static const struct {
  CfReason reason;
  const char *words;
} contacts[] = {
  { CF_REASON_PRIVATE_ROOT_UNKNOWN, ADMINISTRATOR }, { CF_REASON_CHAIN_REFUSED, ADMINISTRATOR },
  { CF_REASON_ISSUER_DIFFERS, ADMINISTRATOR },       { CF_REASON_POLICY_UNREADABLE, ADMINISTRATOR },
  { CF_REASON_CHAIN_INCOMPLETE, SENDER },            { CF_REASON_EXPIRED_AT_SIGNING, SENDER },
  { CF_REASON_SUPERSEDED, SENDER },
};

char *
cf_ribbon_dup_blank (char place, const CfRibbonContext *context)
{
  guint code = cf_reason_get_info (context->given->reason)->code;

  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    if (blanks[i].place == place && (blanks[i].code == code || blanks[i].code == 0))
      return g_strdup (cf_ribbon_translate (context->lang, blanks[i].words));

  return NULL;
}

/* Full-width brackets bring their blank with them; the sentence has one for a name in Latin letters. */
static void
tighten (char **text)
{
  GString *tight = g_string_new (*text);

  g_string_replace (tight, "〉 ", "〉", 0);
  g_string_replace (tight, " 〈", "〈", 0);
  g_free (*text);
  *text = g_string_free (tight, FALSE);
}

CfRibbonReason *
cf_ribbon_explain (CfRibbon *self, CfReason reason, const char *lang)
{
  const CfReasonGiven given = { reason, cf_reason_get_info (reason)->severity, -1 };
  const CfRibbonContext context = { .given = &given, .lang = cf_ribbon_choose_lang (lang) };
  CfRibbonReason *words = cf_ribbon_add_reason (self);

  cf_ribbon_word_reason (words, &context);
  tighten (&words->headline);
  tighten (&words->found);
  return words;
}

const char *
cf_ribbon_word_contact (CfReason reason, CfSeverity severity, const char *lang)
{
  const char *words = NULL;

  for (guint i = 0; words == NULL && i < G_N_ELEMENTS (contacts); i++)
    if (contacts[i].reason == reason)
      words = contacts[i].words;
  if (words == NULL && cf_reason_get_info (reason)->rank == CF_REASON_CLASS_UNCHECKED)
    words = ADMINISTRATOR;
  if (severity == CF_SEVERITY_DANGER)
    words = SECURITY;

  return words == NULL ? NULL : cf_ribbon_translate (lang, words);
}

typedef struct {
  char key;
  const char *text;
} Sentence;

static const Sentence causes[] = {
#define CF_CAUSE(key, text) { key, text },
#include "cf-ribbon-words.h"
};

static const Sentence questions[] = {
#define CF_QUESTION(key, text) { key, text },
#include "cf-ribbon-words.h"
};

const char *
cf_ribbon_word_cause (CfReason reason, const char *lang)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (causes) && causes[i].key != cf_reason_get_info (reason)->cause)
    i++;

  g_assert (i < G_N_ELEMENTS (causes)); /* a key without a row is our own bug */
  return cf_ribbon_translate (lang, causes[i].text);
}

const char *
cf_ribbon_word_question (CfReason reason, const char *lang)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (questions) && questions[i].key != cf_reason_get_info (reason)->question)
    i++;

  g_assert (i < G_N_ELEMENTS (questions));
  return cf_ribbon_translate (lang, questions[i].text);
}
