/* cf-ribbon-place.c — verdict -> ribbon: where each place such as {a} comes from in the facts
 *
 * One table: code, place, the function that knows it, and the words that
 * stand there when nobody knows.  A sentence never has a hole.
 */
#include "cf-ribbon-private.h"

/* Characters of names that a stranger chose: organisations and issuers (X.520 allows 64), display names
 * (RIBBON section 1), the rest. */
#define NAME_MAX_CHARS 64
#define DISPLAY_NAME_MAX_CHARS 20
#define DETAIL_MAX_CHARS 80

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

/* A name that a stranger chose, short enough for a line; NULL stays NULL. */
static char *
dup_name (const char *name, guint max)
{
  g_autofree char *visible = NULL;

  if (name == NULL || *name == '\0')
    return NULL;

  visible = cf_text_make_visible (name, -1);
  return cf_ribbon_cut_end (visible, max);
}

static char *
dup_address (const char *address)
{
  return address == NULL || *address == '\0' ? NULL : cf_ribbon_format_address (address);
}

/* The sender */

static char *
get_sender_address (const CfRibbonContext *context)
{
  const CfSenderFacts *sender = &context->facts->sender;
  g_autofree char *domain = NULL;

  if (sender->address == NULL)
    return sender->from_addresses->len == 0 ? NULL
                                            : dup_address (g_ptr_array_index (sender->from_addresses, 0));
  if (sender->domain == NULL || !g_str_has_suffix (sender->address, "…"))
    return dup_address (sender->address);

  /* Too long to be kept whole: the domain is what counts. */
  domain = cf_ribbon_format_domain (sender->domain);
  return g_strconcat ("…@", domain, NULL);
}

static char *
get_sender_domain (const CfRibbonContext *context)
{
  const char *domain = context->facts->sender.domain;

  return domain == NULL || *domain == '\0' ? NULL : cf_ribbon_format_domain (domain);
}

static char *
get_sender_field (const CfRibbonContext *context)
{
  return dup_address (context->facts->sender.sender);
}

static char *
get_reply_address (const CfRibbonContext *context)
{
  return dup_address (context->facts->sender.reply_to);
}

static char *
get_display_name (const CfRibbonContext *context)
{
  return dup_name (context->facts->sender.display_name, DISPLAY_NAME_MAX_CHARS);
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
  char *name = dup_name (context->facts->policy.organization, NAME_MAX_CHARS);

  return name != NULL ? name : get_sender_domain (context);
}

static char *
get_policy_problem (const CfRibbonContext *context)
{
  return dup_name (context->facts->policy.problem, DETAIL_MAX_CHARS);
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

  return dup_name (signer->organization, NAME_MAX_CHARS);
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

  return dup_address (g_ptr_array_index (context->signer->addresses, 0));
}

static char *
get_issuer (const CfRibbonContext *context)
{
  if (context->signer == NULL || context->signer->certificate == NULL)
    return NULL;

  return dup_name (context->signer->certificate->issuer_name, NAME_MAX_CHARS);
}

/* The issuer that nobody vouches for or that is missing: the one above the last certificate at hand. */
static char *
get_top_issuer (const CfRibbonContext *context)
{
  const GPtrArray *chain = context->signer == NULL ? NULL : context->signer->chain.certificates;
  const CfCertFacts *top =
      chain == NULL || chain->len == 0 ? NULL : g_ptr_array_index (chain, chain->len - 1);
  char *name = top == NULL ? NULL : dup_name (top->issuer_name, NAME_MAX_CHARS);

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

  return dup_name (detail, DETAIL_MAX_CHARS);
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

  return dup_name (field, DISPLAY_NAME_MAX_CHARS);
}

/* "?" is a header that was not read to its end: no field is to blame. */
static char *
get_ambiguous_field (const CfRibbonContext *context)
{
  const char *field = context->facts->ambiguous_field;

  return cf_text_equal (field, "?") ? NULL : dup_name (field, DISPLAY_NAME_MAX_CHARS);
}

/* Moments */

static char *
dup_date (const CfRibbonContext *context, CfTime time)
{
  return time == CF_TIME_UNKNOWN ? NULL : cf_ribbon_format_date (time, context->lang);
}

static char *
get_arrival_date (const CfRibbonContext *context)
{
  const CfFacts *facts = context->facts;

  return dup_date (context, facts->arrived != CF_TIME_UNKNOWN ? facts->arrived : facts->judged_at);
}

static char *
get_judged_date (const CfRibbonContext *context)
{
  return dup_date (context, context->facts->judged_at);
}

static char *
get_revocation_date (const CfRibbonContext *context)
{
  return context->signer == NULL ? NULL : dup_date (context, context->signer->revocation.at);
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

  return dup_date (context, first);
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

  return dup_date (context, last);
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
  { 112, 't', NULL, N_("another day") },
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
  { 301, 't', get_judged_date, ANY_DATE },
  { 302, 't', get_revocation_date, ANY_DATE },
  { 304, 't', get_revocation_date, ANY_DATE },
  { 305, 't', get_revocation_date, ANY_DATE },
  { 306, 't', get_revocation_date, ANY_DATE },
  { 505, 'o', get_display_name, ANY_SENDER },
  { 506, 'd', NULL, N_("a known domain") },
  { 506, 'e', get_sender_domain, ANY_DOMAIN },
  { 507, 'd', NULL, N_("a known domain") },
  { 507, 'x', get_sender_domain, ANY_DOMAIN },
  { 511, 'x', get_would_be, ANY_DETAIL },
  { 605, 'x', get_protected_field, ANY_DETAIL },
  { 606, 'n', get_from_count, ANY_NUMBER },
  { 609, 'b', get_sender_field, N_("another address") },
  { 611, 'b', get_reply_address, N_("another address") },
  { 614, 'x', get_ambiguous_field, ANY_NAME },
  { 901, 'n', get_limit_megabytes, ANY_NUMBER },
  { 902, 'n', get_limit_parts, ANY_NUMBER },
  { 903, 'n', get_limit, ANY_NUMBER },
  { 905, 'x', get_policy_problem, ANY_DETAIL },

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
