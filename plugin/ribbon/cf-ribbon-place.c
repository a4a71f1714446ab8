/* cf-ribbon-place.c — verdict -> ribbon: where each place such as {a} comes from in the facts
 *
 * One table: code, place, the function that knows it, and the words that
 * stand there when nobody knows.  A sentence never has a hole.
 */
#include "cf-ribbon-place.h"

/* What a reader calls a field of the header, {x} of CF605.  TRANSLATORS: in "The {x} shown differs from the
 * signed one." */
static const struct {
  const char *field;
  const char *words;
} fields[] = {
  { "From", N_("sender") },
  { "Sender", N_("sending account") },
  { "To", N_("recipient") },
  { "Cc", N_("copy recipient") },
  { "Reply-To", N_("reply address") },
  { "Date", N_("date") },
  { "Subject", N_("subject") },
};

/* What cert says is wrong with a chain, {x} of CF219.  TRANSLATORS: in "A certificate in the chain is not
 * acceptable ({x})." */
static const char *const details[] = {
  N_ ("chain signature"), N_ ("chain digest"),      N_ ("chain key"),
  N_ ("signer key"),      N_ ("name constraint"),   N_ ("critical extension"),
  N_ ("extension"),       N_ ("key usage"),         N_ ("path length"),
  N_ ("policy"),          N_ ("basic constraints"), N_ ("validity"),
  N_ ("distrusted"),      N_ ("chain"),
};

static char *
dup_translated (const CfRibbonContext *context, const char *words)
{
  return g_strdup (cf_ribbon_translate (context->lang, words));
}

char *
cf_ribbon_dup_name (const char *name, guint max)
{
  g_autofree char *visible = NULL;

  if (name == NULL || *name == '\0')
    return NULL;

  visible = cf_text_make_visible (name, -1);
  return cf_ribbon_cut_end (visible, max);
}

char *
cf_ribbon_dup_address (const char *address)
{
  return address == NULL || *address == '\0' ? NULL : cf_ribbon_format_address (address);
}

char *
cf_ribbon_dup_domain (const char *domain)
{
  return domain == NULL || *domain == '\0' ? NULL : cf_ribbon_format_domain (domain);
}

/* The sender */

static char *
get_sender_address (const CfRibbonContext *context)
{
  const CfSenderFacts *sender = &context->facts->sender;
  g_autofree char *domain = NULL;

  if (sender->address == NULL)
    return sender->from_addresses->len == 0 ? NULL
                                            : cf_ribbon_dup_address (g_ptr_array_index (sender->from_addresses, 0));
  if (sender->domain == NULL || !g_str_has_suffix (sender->address, "…"))
    return cf_ribbon_dup_address (sender->address);

  /* Too long to be kept whole: the domain is what counts. */
  domain = cf_ribbon_format_domain (sender->domain);
  return g_strconcat ("…@", domain, NULL);
}

static char *
get_sender_domain (const CfRibbonContext *context)
{
  return cf_ribbon_dup_domain (context->facts->sender.domain);
}

static char *
get_sender_field (const CfRibbonContext *context)
{
  return cf_ribbon_dup_address (context->facts->sender.sender);
}

static char *
get_reply_address (const CfRibbonContext *context)
{
  return cf_ribbon_dup_address (context->facts->sender.reply_to);
}

static char *
get_from_count (const CfRibbonContext *context)
{
  guint n = context->facts->sender.from_count;

  return n == 0 ? NULL : g_strdup_printf ("%u", n);
}

/* Policy */

static char *
get_expected_organization (const CfRibbonContext *context)
{
  char *name = cf_ribbon_dup_name (context->facts->policy.organization, CF_RIBBON_NAME_CHARS);

  return name != NULL ? name : get_sender_domain (context);
}

/* What observe mode keeps back, as its pill. */
static char *
get_would_be (const CfRibbonContext *context)
{
  const CfJudgement *judgement = context->judgement;

  if (!judgement->has_would_be)
    return NULL;
  if (judgement->would_be_severity == CF_SEVERITY_DANGER)
    return dup_translated (context, N_("Danger"));
  if (judgement->would_be_severity == CF_SEVERITY_CAUTION)
    return dup_translated (context, N_("Caution"));
  return NULL;
}

/* The signer */

/* The organisation of a certificate, only where its holder is who signed and whom the mail shows:
 * anybody can enclose the certificate of a bank. */
static char *
get_proved_organization (const CfRibbonContext *context)
{
  const CfSignerFacts *signer = context->signer;

  if (signer == NULL || signer->status != CF_SIGNER_INTACT || !signer->address_match)
    return NULL;

  return cf_ribbon_dup_name (signer->organization, CF_RIBBON_NAME_CHARS);
}

static char *
get_vouched_organization (const CfRibbonContext *context)
{
  char *name = get_proved_organization (context);

  return name != NULL ? name : get_sender_domain (context);
}

/* Whose own authority it is: what the certificate vouches for, else who registered it, else the domain. */
static char *
get_anchor_organization (const CfRibbonContext *context)
{
  char *name = get_proved_organization (context);

  return name != NULL ? name : get_expected_organization (context);
}

static char *
get_signer_address (const CfRibbonContext *context)
{
  if (context->signer == NULL || context->signer->addresses->len == 0)
    return NULL;

  return cf_ribbon_dup_address (g_ptr_array_index (context->signer->addresses, 0));
}

static char *
get_issuer (const CfRibbonContext *context)
{
  if (context->signer == NULL || context->signer->certificate == NULL)
    return NULL;

  return cf_ribbon_dup_name (context->signer->certificate->issuer_name, CF_RIBBON_NAME_CHARS);
}

/* The issuer that nobody vouches for or that is missing: the one above the last certificate at hand. */
static char *
get_top_issuer (const CfRibbonContext *context)
{
  const GPtrArray *chain = context->signer == NULL ? NULL : context->signer->chain.certificates;
  const CfCertFacts *top =
      chain == NULL || chain->len == 0 ? NULL : g_ptr_array_index (chain, chain->len - 1);
  char *name = top == NULL ? NULL : cf_ribbon_dup_name (top->issuer_name, CF_RIBBON_NAME_CHARS);

  return name != NULL ? name : get_issuer (context);
}

static char *
count_signers (const CfRibbonContext *context)
{
  guint n = context->facts->smime.signers->len;

  return n == 0 ? NULL : g_strdup_printf ("%u", n);
}

/* The shortest of two RSA keys such as "rsa-1024", in bits; 0 is no key. */
static guint
min_key_bits (guint bits, const CfCertFacts *certificate)
{
  guint64 own;

  if (certificate == NULL || certificate->key == NULL || !g_str_has_prefix (certificate->key, "rsa-"))
    return bits;

  own = g_ascii_strtoull (certificate->key + strlen ("rsa-"), NULL, 10);
  return own > 0 && own <= G_MAXUINT && (bits == 0 || own < bits) ? (guint) own : bits;
}

static char *
get_key_bits (const CfRibbonContext *context)
{
  guint bits = 0;

  if (context->signer == NULL)
    return NULL;

  bits = min_key_bits (bits, context->signer->certificate);
  for (guint i = 0; i < context->signer->chain.certificates->len; i++)
    bits = min_key_bits (bits, g_ptr_array_index (context->signer->chain.certificates, i));

  return bits == 0 ? NULL : g_strdup_printf ("%u", bits);
}

static char *
get_signer_detail (const CfRibbonContext *context)
{
  const char *detail = context->signer == NULL ? NULL : context->signer->problem_detail;

  for (guint i = 0; detail != NULL && i < G_N_ELEMENTS (details); i++)
    if (g_str_equal (details[i], detail))
      return dup_translated (context, detail);

  return cf_ribbon_dup_name (detail, CF_RIBBON_DETAIL_CHARS);
}

static char *
get_digest (const CfRibbonContext *context)
{
  char *detail = get_signer_detail (context);

  if (detail != NULL || context->signer == NULL || context->signer->digest == NULL)
    return detail;
  return g_ascii_strup (context->signer->digest, -1);
}

/* The header */

static char *
get_protected_field (const CfRibbonContext *context)
{
  const char *field = context->facts->smime.protected_field;

  for (guint i = 0; field != NULL && i < G_N_ELEMENTS (fields); i++)
    if (g_ascii_strcasecmp (fields[i].field, field) == 0)
      return dup_translated (context, fields[i].words);

  return cf_ribbon_dup_name (field, CF_RIBBON_DISPLAY_NAME_CHARS);
}

/* "?" is a header that was not read to its end: no field is to blame. */
static char *
get_ambiguous_field (const CfRibbonContext *context)
{
  const char *field = context->facts->ambiguous_field;

  return cf_text_equal (field, "?") ? NULL : cf_ribbon_dup_name (field, CF_RIBBON_DISPLAY_NAME_CHARS);
}

/* Moments */

char *
cf_ribbon_dup_date (const CfRibbonContext *context, CfTime time)
{
  return time == CF_TIME_UNKNOWN ? NULL : cf_ribbon_format_date (time, context->lang);
}

static char *
get_arrival_date (const CfRibbonContext *context)
{
  const CfFacts *facts = context->facts;

  return cf_ribbon_dup_date (context, facts->arrived != CF_TIME_UNKNOWN ? facts->arrived : facts->judged_at);
}

/* Until when the answer about cancellation knows. */
static char *
get_answer_date (const CfRibbonContext *context)
{
  CfTime asked = context->signer == NULL ? CF_TIME_UNKNOWN : context->signer->revocation.asked;

  return cf_ribbon_dup_date (context, asked != CF_TIME_UNKNOWN ? asked : context->facts->judged_at);
}

static char *
get_revocation_date (const CfRibbonContext *context)
{
  return context->signer == NULL ? NULL : cf_ribbon_dup_date (context, context->signer->revocation.at);
}

/* The end of the certificate that ended first. */
static char *
get_expiry_date (const CfRibbonContext *context)
{
  const CfSignerFacts *signer = context->signer;
  CfTime first = CF_TIME_UNKNOWN;

  if (signer == NULL)
    return NULL;

  if (signer->certificate != NULL)
    first = signer->certificate->not_after;
  for (guint i = 0; i < signer->chain.certificates->len; i++) {
    const CfCertFacts *certificate = g_ptr_array_index (signer->chain.certificates, i);

    if (certificate->not_after != CF_TIME_UNKNOWN &&
        (first == CF_TIME_UNKNOWN || certificate->not_after < first))
      first = certificate->not_after;
  }

  return cf_ribbon_dup_date (context, first);
}

/* The beginning of the certificate that begins last.  "Unknown" is before all moments. */
static char *
get_beginning_date (const CfRibbonContext *context)
{
  const CfSignerFacts *signer = context->signer;
  CfTime last = CF_TIME_UNKNOWN;

  if (signer == NULL)
    return NULL;

  if (signer->certificate != NULL)
    last = signer->certificate->not_before;
  for (guint i = 0; i < signer->chain.certificates->len; i++)
    last = MAX (last, ((const CfCertFacts *) g_ptr_array_index (signer->chain.certificates, i))->not_before);

  return cf_ribbon_dup_date (context, last);
}

/* How far signing and arrival lie apart. */
static char *
get_time_difference (const CfRibbonContext *context)
{
  CfTime arrived = context->facts->arrived;
  g_autofree char *days = NULL;

  if (context->signer == NULL || context->signer->signing_time == CF_TIME_UNKNOWN ||
      arrived == CF_TIME_UNKNOWN)
    return NULL;

  days = g_strdup_printf ("%" G_GINT64_FORMAT,
                          ABS (arrived / CF_TIME_DAY - context->signer->signing_time / CF_TIME_DAY));
  /* TRANSLATORS: in "Signing and arrival times differ by {n}."; always more than a few. */
  return cf_ribbon_compose (cf_ribbon_translate (context->lang, N_("{x} days")), days, NULL, NULL);
}

/* Limits */

static char *
get_limit_megabytes (const CfRibbonContext *context)
{
  guint limit = context->facts->limit == 0 ? CF_LIMIT_MESSAGE_BYTES : context->facts->limit;

  return g_strdup_printf ("%u", limit >= CF_MIB ? limit / CF_MIB : limit);
}

static char *
get_limit_parts (const CfRibbonContext *context)
{
  return g_strdup_printf ("%u", context->facts->limit == 0 ? CF_LIMIT_PARTS : context->facts->limit);
}

static char *
get_limit (const CfRibbonContext *context)
{
  return context->facts->limit == 0 ? NULL : g_strdup_printf ("%u", context->facts->limit);
}

typedef char *(*PlaceSource) (const CfRibbonContext *context);

/* TRANSLATORS: words in a sentence where a name, date or number is not known:
 * {a} {b} address, {d} {e} domain, {o} organisation, {i} issuer, {s} server,
 * {l} list, {t} date, {n} {m} number, {x} detail. */
#define ANY_ADDRESS N_("an unknown address")
#define ANY_DOMAIN N_("another domain")
#define ANY_SENDER N_("this sender")
#define ANY_ISSUER N_("(unknown)")
#define ANY_DATE N_("an unknown date")
#define ANY_NUMBER N_("several")
#define ANY_DETAIL N_("no details")
#define ANY_NAME N_("(no name)")

/* The first row of code and place counts; code 0 is every other. */
static const struct {
  guint code;
  char place;
  PlaceSource get;
  const char *otherwise;
} sources[] = {
  { 102, 'n', count_signers, ANY_NUMBER },
  { 103, 'n', count_signers, ANY_NUMBER },
  { 106, 'x', get_digest, ANY_DETAIL },
  { 111, 'n', get_time_difference, N_("several days") },
  { 112, 't', cf_ribbon_get_replay_date, N_("another day") },
  { 202, 'o', get_vouched_organization, ANY_SENDER },
  { 204, 'o', get_anchor_organization, ANY_SENDER },
  { 205, 'i', get_top_issuer, ANY_ISSUER },
  { 206, 'o', get_top_issuer, ANY_ISSUER },
  { 207, 'i', get_top_issuer, ANY_ISSUER },
  { 208, 't', get_arrival_date, ANY_DATE },
  { 209, 't', get_expiry_date, ANY_DATE },
  { 211, 't', get_beginning_date, ANY_DATE },
  { 213, 't', get_expiry_date, ANY_DATE },
  { 214, 'n', get_key_bits, N_("few") },
  { 301, 't', get_answer_date, ANY_DATE },
  { 302, 't', get_revocation_date, ANY_DATE },
  { 304, 't', get_revocation_date, ANY_DATE },
  { 305, 't', get_revocation_date, ANY_DATE },
  { 306, 't', get_revocation_date, ANY_DATE },
  { 402, 'e', cf_ribbon_get_other_seal, ANY_DOMAIN },
  { 412, 'e', cf_ribbon_get_custodian, ANY_DOMAIN },
  { 413, 's', cf_ribbon_get_server, ANY_NAME },
  { 413, 'x', cf_ribbon_get_server_says, ANY_DETAIL },
  { 417, 'i', cf_ribbon_get_mark_issuer, ANY_ISSUER },
  { 417, 'o', cf_ribbon_get_mark_organization, ANY_SENDER },
  { 418, 'i', cf_ribbon_get_mark_issuer, ANY_ISSUER },
  { 418, 'o', cf_ribbon_get_mark_organization, ANY_SENDER },
  { 419, 'x', cf_ribbon_get_badge, ANY_NAME },
  { 422, 'x', cf_ribbon_get_badge, ANY_NAME },
  { 503, 'm', cf_ribbon_get_last_signed, ANY_NUMBER },
  { 503, 'n', cf_ribbon_get_last_counted, ANY_NUMBER },
  { 504, 'b', cf_ribbon_get_claimed_address, N_("another address") },
  { 505, 'o', cf_ribbon_get_claimed_organization, ANY_SENDER },
  { 506, 'd', cf_ribbon_get_claimed_domain, N_("a known domain") },
  { 506, 'e', get_sender_domain, ANY_DOMAIN },
  { 507, 'a', cf_ribbon_get_look, ANY_ADDRESS },
  { 507, 'd', cf_ribbon_get_claimed_domain, N_("a known domain") },
  { 507, 'x', cf_ribbon_get_real_form, ANY_DOMAIN },
  { 508, 'd', cf_ribbon_get_exempt, N_("the sender's domain") },
  /* TRANSLATORS: in "Your administrator exempted {d} until {t}." where no end is set. */
  { 508, 't', cf_ribbon_get_exempt_end, N_("it is withdrawn") },
  { 509, 'l', cf_ribbon_get_list, ANY_NAME },
  { 511, 'x', get_would_be, ANY_DETAIL },
  { 513, 'x', cf_ribbon_get_issuers, ANY_ISSUER },
  { 602, 'l', cf_ribbon_get_list, ANY_NAME },
  { 605, 'x', get_protected_field, ANY_DETAIL },
  { 606, 'n', get_from_count, ANY_NUMBER },
  { 609, 'b', get_sender_field, N_("another address") },
  { 611, 'b', get_reply_address, N_("another address") },
  { 614, 'x', get_ambiguous_field, ANY_NAME },
  { 901, 'n', get_limit_megabytes, ANY_NUMBER },
  { 902, 'n', get_limit_parts, ANY_NUMBER },
  { 903, 'n', get_limit, ANY_NUMBER },
  { 905, 'x', cf_ribbon_get_policy_problem, ANY_DETAIL },
  { 0, 'a', get_sender_address, ANY_ADDRESS },
  { 0, 'b', get_signer_address, N_("another address") },
  { 0, 'd', get_sender_domain, N_("the sender's domain") },
  { 0, 'e', NULL, ANY_DOMAIN },
  { 0, 'i', get_issuer, ANY_ISSUER },
  { 0, 'l', NULL, ANY_NAME },
  { 0, 'm', NULL, ANY_NUMBER },
  { 0, 'n', NULL, ANY_NUMBER },
  { 0, 'o', get_expected_organization, ANY_SENDER },
  { 0, 's', NULL, ANY_NAME },
  { 0, 't', NULL, ANY_DATE },
  { 0, 'x', get_signer_detail, ANY_DETAIL },
};

static char *
get_place (char place, gconstpointer data)
{
  const CfRibbonContext *context = data;
  guint code = cf_reason_get_info (context->given->reason)->code;

  if (context->facts == NULL)
    return cf_ribbon_dup_blank (place, context);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i].place == place && (sources[i].code == code || sources[i].code == 0)) {
      char *value = sources[i].get == NULL ? NULL : sources[i].get (context);

      return value != NULL ? value : dup_translated (context, sources[i].otherwise);
    }

  return NULL;
}

char *
cf_ribbon_expand_reason (const CfRibbonContext *context, const char *text)
{
  return cf_ribbon_expand (cf_ribbon_translate (context->lang, text), get_place, context);
}
