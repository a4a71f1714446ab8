/* cf-ribbon-reason.c — verdict -> ribbon: one reason in words: headline, found, meaning, advice */
#include "cf-ribbon-private.h"

/* An issuer that hears nothing may cancel what it just issued (RIBBON section 3). */
#define MEANING_FRESH 'J'

typedef struct {
  char key;
  const char *text;
} Sentence;

static const Sentence headlines[] = {
#define CF_HEADLINE(key, text) { key, text },
#include "cf-ribbon-words.h"
};

static const Sentence meanings[] = {
#define CF_MEANING(key, text) { key, text },
#include "cf-ribbon-words.h"
};

static const Sentence advices[] = {
#define CF_ADVICE(key, text) { key, text },
#include "cf-ribbon-words.h"
};

/* The sentence of a key.  A key without a row is our own bug. */
static const char *
find_sentence (const Sentence *rows, guint n_rows, char key)
{
  guint i = 0;

  while (i < n_rows && rows[i].key != key)
    i++;

  g_assert (i < n_rows);
  return rows[i].text;
}

/* Whether the holder's certificate was cancelled soon after it was issued.  The day in the facts may be that of an
 * authority, so it cannot tell. */
static gboolean
is_fresh_cancellation (const CfRibbonContext *context, guint code)
{
  return (code == 302 || code == 306) && context->signer != NULL && (context->signer->evidence & CF_S (REVOKED_SOON));
}

/* CF208 of a certificate that has not expired: what was seen when the mail arrived is all that speaks for it. */
static const char *
choose_found (const CfRibbonContext *context, const CfReasonInfo *info)
{
  const CfSignerFacts *signer = context->signer;

  if (context->given->reason == CF_REASON_EXPIRED_SINCE && signer != NULL &&
      (signer->evidence & (CF_S (ON_RECORD) | CF_S (EXPIRED_SINCE))) == CF_S (ON_RECORD))
    /* TRANSLATORS: CF208 where the root is no longer listed as trusted; {t} is the day of arrival.  One line. */
    return N_("Valid when it arrived ({t}). Its issuer is no longer registered as trusted.");

  return info->found;
}

static char *
word_meaning (const CfRibbonContext *context, const CfReasonInfo *info)
{
  GString *out = g_string_new (NULL);
  const char *text = find_sentence (meanings, G_N_ELEMENTS (meanings), info->meaning);

  cf_ribbon_append_sentence (out, cf_ribbon_translate (context->lang, text));
  if (is_fresh_cancellation (context, info->code)) {
    text = find_sentence (meanings, G_N_ELEMENTS (meanings), MEANING_FRESH);
    cf_ribbon_append_sentence (out, cf_ribbon_translate (context->lang, text));
  }

  return g_string_free (out, FALSE);
}

static char *
word_advice (const CfRibbonContext *context, const CfReasonInfo *info)
{
  GString *out = g_string_new (NULL);

  for (const char *key = info->advice; *key != '\0'; key++) {
    const char *text = find_sentence (advices, G_N_ELEMENTS (advices), *key);

    cf_ribbon_append_sentence (out, cf_ribbon_translate (context->lang, text));
  }

  return g_string_free (out, FALSE);
}

/* An unmet expectation is said as loudly as it weighs (RIBBON section 4); all others have one headline. */
static char
choose_headline (const CfReasonInfo *info, CfSeverity severity)
{
  static const char unmet[] = {
    [CF_SEVERITY_GOOD] = '4', [CF_SEVERITY_NEUTRAL] = '4', [CF_SEVERITY_CAUTION] = '6', [CF_SEVERITY_DANGER] = '5',
  };

  return info->rank == CF_REASON_CLASS_MISSING ? unmet[severity] : info->headline;
}

/* Good news of a mail that is not good is a fact and no more: "nothing is needed" beside it would mislead. */
static gboolean
is_only_fact (const CfRibbonContext *context)
{
  return context->given->severity == CF_SEVERITY_GOOD && context->judgement != NULL &&
         context->judgement->severity != CF_SEVERITY_GOOD;
}

void
cf_ribbon_word_reason (CfRibbonReason *reason, const CfRibbonContext *context)
{
  const CfReasonInfo *info = cf_reason_get_info (context->given->reason);
  char key = choose_headline (info, context->given->severity);
  const char *headline = find_sentence (headlines, G_N_ELEMENTS (headlines), key);

  reason->code = g_strdup_printf ("CF%03u", info->code);
  reason->name = g_strdup (info->name);
  reason->severity = context->given->severity;
  reason->headline = cf_ribbon_expand_reason (context, headline);
  reason->found = cf_ribbon_expand_reason (context, choose_found (context, info));
  reason->meaning = is_only_fact (context) ? g_strdup ("") : word_meaning (context, info);
  reason->advice = is_only_fact (context) ? g_strdup ("") : word_advice (context, info);
  reason->spoken = cf_ribbon_spell_code (info->code, context->lang);
}
