/* cf-gallery-samples.c — verdict -> ribbon: one example of each verdict and look
 *
 * The judgements are written down here, not reached: the gallery also shows
 * what needs look-ups or a history.  Words and look are made as in life.
 */
#include "cf-gallery-samples.h"

/* 2023-04-03, 2026-10-02, 2026-11-20 and 2027-06-30, all at noon UTC. */
#define OLD_ARRIVAL G_GINT64_CONSTANT (1680523200)
#define REVOKED_AT G_GINT64_CONSTANT (1790942400)
#define ARRIVED_AT G_GINT64_CONSTANT (1795176000)
#define VALID_TO G_GINT64_CONSTANT (1814356800)
#define VALID_FROM (VALID_TO - 455 * CF_TIME_DAY)

/* What the facts of a row are made of. */
enum {
  SIGNED = 1 << 0,
  ORGANISATION = 1 << 1, /* the certificate vouches for it */
  TRUSTED = 1 << 2,
  REVOKED = 1 << 3,
  LOOKALIKE = 1 << 4,
  OLD = 1 << 5,
  LONG_ADDRESS = 1 << 6,
  MIXED = 1 << 7, /* letters of two alphabets */
};

/* Who the examples are from; the first row whose flag is set, the last for all others. */
static const struct {
  guint flag;
  const char *local;
  const char *domain;
  const char *organizational_domain;
} senders[] = {
  { LOOKALIKE, "info", "rnail-bank.example", "rnail-bank.example" },
  { LONG_ADDRESS, "kokyaku-taiou-madoguchi-tokyo-chuo", "mail.info.bank.example.co.jp", "example.co.jp" },
  { MIXED, "info", "b\xd0\xb0nk.example", "b\xd0\xb0nk.example" }, /* U+0430 is Cyrillic */
  { 0, "info", "bank.example.co.jp", "example.co.jp" },
};

/* One example: what was judged and by which reasons; the second is a note. */
static const struct {
  const char *caption;
  CfVerdictKind verdict;
  CfSeverity severity;
  guint flags;
  guint codes[3];
  const char *detail[2]; /* in English and Japanese, for what a report cannot state yet */
} samples[] = {
  { "verified, organisation vouched for",
    CF_VERDICT_VERIFIED,
    CF_SEVERITY_GOOD,
    SIGNED | TRUSTED | ORGANISATION,
    { 202 },
    { NULL } },
  { "verified, address only, old mail",
    CF_VERDICT_VERIFIED,
    CF_SEVERITY_GOOD,
    SIGNED | TRUSTED | OLD,
    { 208 },
    { NULL } },
  { "verified, opened from a file",
    CF_VERDICT_VERIFIED,
    CF_SEVERITY_GOOD,
    SIGNED | TRUSTED,
    { 203, 615 },
    { NULL } },
  { "verified-domain",
    CF_VERDICT_VERIFIED_DOMAIN,
    CF_SEVERITY_GOOD,
    0,
    { 419 },
    { "Not signed, but bank.example.co.jp is registered with Anshin Mark.",
      "電子署名はありませんが、bank.example.co.jp は安心マークの登録ドメインです。" } },
  { "unsigned, ordinary mail (quiet)", CF_VERDICT_UNSIGNED, CF_SEVERITY_NEUTRAL, 0, { 105 }, { NULL } },
  { "unsigned, usual signer, domain proved",
    CF_VERDICT_UNSIGNED,
    CF_SEVERITY_NEUTRAL,
    0,
    { 514, 105 },
    { NULL } },
  { "missing-certificate", CF_VERDICT_MISSING_CERTIFICATE, CF_SEVERITY_DANGER, 0, { 502, 105 }, { NULL } },
  { "missing-certificate, caution",
    CF_VERDICT_MISSING_CERTIFICATE,
    CF_SEVERITY_CAUTION,
    0,
    { 503, 105 },
    { "18 of the last 20 mails from info@bank.example.co.jp were signed.",
      "info@bank.example.co.jp の直近20通のうち18通に電子署名がありました。" } },
  { "untrusted", CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, SIGNED, { 205 }, { NULL } },
  { "untrusted, danger",
    CF_VERDICT_UNTRUSTED,
    CF_SEVERITY_DANGER,
    SIGNED | TRUSTED | REVOKED,
    { 302 },
    { NULL } },
  { "invalid, altered", CF_VERDICT_INVALID, CF_SEVERITY_DANGER, SIGNED | TRUSTED, { 104 }, { NULL } },
  { "invalid, partly signed",
    CF_VERDICT_INVALID,
    CF_SEVERITY_CAUTION,
    SIGNED | TRUSTED,
    { 601, 203 },
    { NULL } },
  { "undetermined", CF_VERDICT_UNDETERMINED, CF_SEVERITY_NEUTRAL, SIGNED | TRUSTED, { 308 }, { NULL } },
  { "missing-certificate, another address",
    CF_VERDICT_MISSING_CERTIFICATE,
    CF_SEVERITY_DANGER,
    LOOKALIKE,
    { 505, 105 },
    { NULL } },
  { "unsigned, caution", CF_VERDICT_UNSIGNED, CF_SEVERITY_CAUTION, 0, { 408, 105 }, { NULL } },
  { "unsigned, danger", CF_VERDICT_UNSIGNED, CF_SEVERITY_DANGER, LOOKALIKE, { 506, 105 }, { NULL } },
  { "unsigned, letters of two alphabets", CF_VERDICT_UNSIGNED, CF_SEVERITY_CAUTION, MIXED, { 507, 105 }, { NULL } },
  { "verified, long address",
    CF_VERDICT_VERIFIED,
    CF_SEVERITY_GOOD,
    SIGNED | TRUSTED | LONG_ADDRESS,
    { 203 },
    { NULL } },
  { "undetermined, caution",
    CF_VERDICT_UNDETERMINED,
    CF_SEVERITY_CAUTION,
    SIGNED | TRUSTED,
    { 307 },
    { NULL } },
};

guint
cf_gallery_get_n_samples (void)
{
  return G_N_ELEMENTS (samples);
}

const char *
cf_gallery_get_caption (guint row)
{
  return samples[row].caption;
}

static gboolean
is_japanese (const char *lang)
{
  return g_str_equal (cf_ribbon_choose_lang (lang), "ja");
}

static void
set_sender (CfFacts *facts, guint flags, const char *lang)
{
  guint row = 0;

  while ((senders[row].flag & flags) != senders[row].flag)
    row++; /* the last row needs nothing */

  facts->sender.address = g_strdup_printf ("%s@%s", senders[row].local, senders[row].domain);
  facts->sender.display_name = g_strdup (is_japanese (lang) ? "例示銀行" : "Example Bank");
  facts->sender.domain = g_strdup (senders[row].domain);
  facts->sender.organizational_domain = g_strdup (senders[row].organizational_domain);
  facts->sender.from_count = 1;
  g_ptr_array_add (facts->sender.from_addresses, g_strdup (facts->sender.address));
  facts->policy.organization = g_strdup (facts->sender.display_name);
  facts->claim.domain = flags & (LOOKALIKE | MIXED) ? g_strdup ("bank.example") : NULL;
  facts->claim.real_form = flags & MIXED ? g_hostname_to_ascii (senders[row].domain) : NULL;
}

static CfCertFacts *
make_certificate (const char *subject, const char *issuer, guint flags)
{
  CfCertFacts *certificate = cf_cert_facts_new ();
  CfTime shift = flags & OLD ? ARRIVED_AT - OLD_ARRIVAL : 0;

  certificate->subject = g_strdup (subject);
  certificate->subject_name = g_strdup (subject);
  certificate->issuer = g_strdup (issuer);
  certificate->issuer_name = g_strdup (issuer);
  certificate->serial = g_strdup ("01");
  certificate->sha256 = g_strdup ("4c5d1f0e9a8b7c6d5e4f30212a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d");
  certificate->key = g_strdup ("rsa-2048");
  certificate->signature_algorithm = g_strdup ("sha256WithRSAEncryption");
  certificate->not_before = VALID_FROM - shift;
  certificate->not_after = VALID_TO - shift;
  certificate->revocation.status = CF_REVOCATION_GOOD;
  return certificate;
}

static void
add_signer (CfFacts *facts, guint flags, const char *lang)
{
  const char *holder = is_japanese (lang) ? "例示銀行株式会社" : "Example Bank Ltd.";
  const char *issuer = is_japanese (lang) ? "例示認証局" : "Example CA";
  CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);

  facts->smime.form = CF_SMIME_FORM_DETACHED;
  facts->smime.coverage = CF_COVERAGE_WHOLE;
  signer->status = CF_SIGNER_INTACT;
  signer->address_match = TRUE;
  signer->organization = flags & ORGANISATION ? g_strdup (holder) : NULL;
  signer->certificate = make_certificate (holder, issuer, flags);
  signer->chain.trusted = (flags & TRUSTED) != 0;
  signer->chain.problem = flags & TRUSTED ? CF_CHAIN_PROBLEM_NONE : CF_CHAIN_PROBLEM_UNKNOWN_ISSUER;
  g_ptr_array_add (signer->addresses, g_strdup (facts->sender.address));
  g_ptr_array_add (signer->chain.certificates, cf_cert_facts_copy (signer->certificate));
  g_ptr_array_add (signer->chain.certificates, make_certificate (issuer, issuer, flags));
  if (flags & REVOKED) {
    CfCertFacts *link = g_ptr_array_index (signer->chain.certificates, 0);

    link->revocation.status = CF_REVOCATION_REVOKED;
    signer->revocation.status = CF_REVOCATION_REVOKED;
    signer->revocation.at = REVOKED_AT;
  }
}

static CfFacts *
make_facts (guint flags, const char *lang)
{
  CfFacts *facts = cf_facts_new ();

  facts->sha256 = g_strdup ("517e8f0a3c9d2b4e6f718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7");
  facts->canonical_sha256 = g_strdup (facts->sha256);
  facts->checked_at = ARRIVED_AT;
  facts->judged_at = ARRIVED_AT;
  facts->arrived = flags & OLD ? OLD_ARRIVAL : ARRIVED_AT;
  set_sender (facts, flags, lang);
  if (flags & SIGNED)
    add_signer (facts, flags, lang);
  return facts;
}

/* The first reason carries the severity, the others only explain. */
static void
add_reason (CfJudgement *judgement, guint code, guint flags)
{
  CfReasonGiven given = { .severity = judgement->reasons->len == 0 ? judgement->severity : CF_SEVERITY_NEUTRAL,
                          .signer = flags & SIGNED ? 0 : -1 };
  gboolean found = cf_reason_find (code, &given.reason);

  g_assert (found);
  g_array_append_val (judgement->reasons, given);
}

static CfJudgement *
new_judgement (CfVerdictKind verdict, CfSeverity severity)
{
  CfJudgement *judgement = g_new0 (CfJudgement, 1);

  judgement->verdict = verdict;
  judgement->severity = severity;
  judgement->standings = g_array_new (FALSE, FALSE, sizeof (CfStanding));
  judgement->reasons = g_array_new (FALSE, FALSE, sizeof (CfReasonGiven));
  return judgement;
}

static CfReport *
make_report (guint flags, const CfJudgement *judgement, const char *lang)
{
  CfReport *report = g_new0 (CfReport, 1);

  report->facts = make_facts (flags, lang);
  report->verdict = judgement->verdict;
  report->severity = judgement->severity;
  report->ribbon = cf_ribbon_show (report->facts, judgement, lang);
  report->json = g_strdup ("{}");
  return report;
}

CfReport *
cf_gallery_make_report (guint row, const char *lang)
{
  g_autoptr (CfJudgement) judgement = new_judgement (samples[row].verdict, samples[row].severity);
  const char *detail = samples[row].detail[is_japanese (lang)];
  CfReport *report;

  for (const guint *code = samples[row].codes; *code != 0; code++)
    add_reason (judgement, *code, samples[row].flags);
  report = make_report (samples[row].flags, judgement, lang);
  if (detail != NULL) {
    g_free (report->ribbon->detail);
    report->ribbon->detail = g_strdup (detail);
  }
  return report;
}

/* A verdict that can have a reason of this severity; unsigned for notes. */
static CfVerdictKind
choose_verdict (const CfReasonInfo *info)
{
  if (info->severity == CF_SEVERITY_GOOD)
    return CF_VERDICT_VERIFIED;
  if (info->severity == CF_SEVERITY_DANGER)
    return CF_VERDICT_INVALID;
  if (info->severity == CF_SEVERITY_CAUTION)
    return CF_VERDICT_UNTRUSTED;
  return info->rank == CF_REASON_CLASS_UNCHECKED ? CF_VERDICT_UNDETERMINED : CF_VERDICT_UNSIGNED;
}

CfReport *
cf_gallery_make_reason_report (CfReason reason, const char *lang)
{
  const CfReasonInfo *info = cf_reason_get_info (reason);
  g_autoptr (CfJudgement) judgement = new_judgement (choose_verdict (info), info->severity);

  add_reason (judgement, info->code, SIGNED);
  return make_report (SIGNED | TRUSTED | ORGANISATION, judgement, lang);
}
