/* cf-report-certificate.c — a report -> details: each signer's certificate, its chain, and whether it was cancelled */
#include "cf-report-details-private.h"

#include <string.h>

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
  [LINK_GOOD] = { "●", N_("not cancelled") },
  [LINK_TRUSTED] = { "●", N_("trusted here") },
  [LINK_PROBLEM] = { "▲", N_("problem") },
  [LINK_UNCHECKED] = { "○", N_("not checked") },
};

/* TRANSLATORS: behind "Signature": what became of one signature; short. */
static const char *const statuses[] = {
  [CF_SIGNER_MALFORMED] = N_("cannot be read"),
  [CF_SIGNER_UNSUPPORTED] = N_("made with a method not supported here"),
  [CF_SIGNER_ALTERED] = N_("does not match the text"),
  [CF_SIGNER_INTACT] = N_("intact"),
};

/* TRANSLATORS: behind "Class": what the issuer confirmed before it gave the certificate; short. */
static const char *const classes[] = {
  [CF_ASSURANCE_UNKNOWN] = N_("not stated"),
  [CF_ASSURANCE_MAILBOX] = N_("the address was confirmed"),
  [CF_ASSURANCE_INDIVIDUAL] = N_("the address and a person were confirmed"),
  [CF_ASSURANCE_SPONSOR] = N_("the address, a person and the organisation were confirmed"),
  [CF_ASSURANCE_ORGANIZATION] = N_("the address and the organisation were confirmed"),
};

/* TRANSLATORS: behind "Problem": why a certificate does not count; short. */
static const char *const problems[] = {
  [CF_CHAIN_PROBLEM_NONE] = NULL,
  [CF_CHAIN_PROBLEM_UNKNOWN_ISSUER] = N_("the issuer is not registered as trusted"),
  [CF_CHAIN_PROBLEM_EXPIRED] = N_("a certificate has expired"),
  [CF_CHAIN_PROBLEM_NOT_YET_VALID] = N_("its time has not begun"),
  [CF_CHAIN_PROBLEM_BAD_USAGE] = N_("it is not meant for signing mail"),
  [CF_CHAIN_PROBLEM_BAD_CONSTRAINT] = N_("the issuer was not entitled to issue it"),
  [CF_CHAIN_PROBLEM_BAD_SIGNATURE] = N_("the issuer's signature on it does not match"),
  [CF_CHAIN_PROBLEM_WEAK] = N_("a key or method is too weak"),
  [CF_CHAIN_PROBLEM_DISTRUSTED] = N_("its root is no longer trusted"),
  [CF_CHAIN_PROBLEM_POLICY] = N_("the rules do not accept it"),
  [CF_CHAIN_PROBLEM_INCOMPLETE] = N_("a certificate between it and a root is missing"),
};

/* TRANSLATORS: behind "Cancellation" in the details of a certificate; short. */
static const char *const cancellations[] = {
  [CF_REVOCATION_NOT_CHECKED] = N_("not checked"),
  [CF_REVOCATION_UNKNOWN] = N_("no answer that counts"),
  [CF_REVOCATION_GOOD] = N_("not cancelled"),
  [CF_REVOCATION_REVOKED] = N_("cancelled"),
};

/* By their names in the report (RFC 5280 section 5.3.1).  TRANSLATORS: behind "Why cancelled"; short. */
static const struct {
  const char *reason;
  const char *words;
} cancel_reasons[] = {
  { "unspecified", N_("the issuer gives no reason") },
  { "key-compromise", N_("its key was leaked") },
  { "ca-compromise", N_("the issuer's key was leaked") },
  { "aa-compromise", N_("the key of an authority for attributes was leaked") },
  { "affiliation-changed", N_("the holder's name or post changed") },
  { "superseded", N_("replaced by a new one") },
  { "cessation-of-operation", N_("no longer in use") },
  { "certificate-hold", N_("suspended") },
  { "privilege-withdrawn", N_("the right to use it was withdrawn") },
};

/* TRANSLATORS: behind "Answer from": who says whether a certificate was cancelled; short. */
static const struct {
  const char *source;
  const char *words;
} answer_sources[] = {
  { "ocsp", N_("the issuer's server (OCSP)") },
  { "crl", N_("the issuer's list (CRL)") },
};

gboolean
cf_detail_is_vouched_for (const CfSignerFacts *signer)
{
  if (!signer->chain.trusted || signer->status != CF_SIGNER_INTACT)
    return FALSE;

  return signer->revocation.status != CF_REVOCATION_REVOKED ||
         (signer->evidence & CF_S (REVOKED_AFTER_ARRIVAL)) != 0;
}

/* An organisation is named only where a certificate that stands vouches for it. */
static char *
word_holder (const CfDetailWriter *writer, const CfSignerFacts *signer)
{
  if (!cf_detail_is_vouched_for (signer))
    return g_strdup (cf_detail_translate (writer, N_("Nobody known here confirms the holder")));
  if (signer->organization == NULL)
    return g_strdup (cf_detail_translate (writer, N_("Only the address is confirmed")));

  /* TRANSLATORS: {x} is an organisation. */
  return cf_detail_fill (writer, N_("{x} (organisation confirmed)"), signer->organization, "");
}

/* What an issuer vouches for: number, person, registration, class. */
static void
add_holder (CfDetailWriter *writer, const CfSignerFacts *signer)
{
  if (!cf_detail_is_vouched_for (signer))
    return;

  if (signer->registration != NULL)
    cf_detail_add (writer, N_("Number"), cf_ribbon_format_registration (signer->registration, writer->lang));
  if (signer->person != NULL)
    cf_detail_add (writer, N_("Person"),
                   cf_ribbon_format_person (signer->person, signer->person_is_pseudonym, writer->lang));
  cf_detail_add (writer, N_("Registered at"), g_strdup (signer->chain.registry));
  cf_detail_add_words (writer, N_("Class"), classes[signer->assurance]);
}

static void
add_addresses (CfDetailWriter *writer, const GPtrArray *addresses)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < addresses->len; i++)
    g_ptr_array_add (lines, cf_ribbon_format_address (g_ptr_array_index (addresses, i)));
  cf_detail_add_lines (writer, N_("For"), lines);
}

static gboolean
is_valid_at (const CfCertFacts *certificate, CfTime time)
{
  return time >= certificate->not_before && time <= certificate->not_after;
}

static void
add_validity (CfDetailWriter *writer, const CfSignerFacts *signer)
{
  const CfCertFacts *certificate = signer->certificate;
  CfTime arrived = writer->facts->arrived;
  g_autofree char *from = cf_ribbon_format_date (certificate->not_before, writer->lang);
  g_autofree char *to = cf_ribbon_format_date (certificate->not_after, writer->lang);

  cf_detail_add (writer, N_("Valid"), g_strconcat (from, " – ", to, NULL));
  if (arrived != CF_TIME_UNKNOWN && cf_detail_is_vouched_for (signer))
    cf_detail_add_words (writer, N_("On arrival"), is_valid_at (certificate, arrived) ? N_("valid") : N_("not valid"));
}

/* Whether the path reaches a root that is trusted here, although a certificate below it may have ended, been cancelled
 * or be made for something else: then that one has the problem, and not the root. */
static gboolean
is_anchored (const CfChainFacts *chain)
{
  switch (chain->problem) {
  case CF_CHAIN_PROBLEM_NONE:
  case CF_CHAIN_PROBLEM_EXPIRED:
  case CF_CHAIN_PROBLEM_NOT_YET_VALID:
  case CF_CHAIN_PROBLEM_BAD_USAGE:
    return chain->trusted || chain->anchor != NULL;
  default:
    return FALSE;
  }
}

static LinkState
get_link_state (const CfFacts *facts, const CfChainFacts *chain, guint index)
{
  const CfCertFacts *certificate = g_ptr_array_index (chain->certificates, index);
  gboolean top = index + 1 == chain->certificates->len;
  CfTime time = facts->arrived != CF_TIME_UNKNOWN ? facts->arrived : facts->judged_at;

  if (certificate->revocation.status == CF_REVOCATION_REVOKED || !is_valid_at (certificate, time))
    return LINK_PROBLEM;
  if (top)
    return is_anchored (chain) ? LINK_TRUSTED : LINK_PROBLEM;
  if (is_anchored (chain) && certificate->revocation.status == CF_REVOCATION_GOOD)
    return LINK_GOOD;
  return LINK_UNCHECKED;
}

/* From the root down to the holder, each one step further in. */
static void
add_chain (CfDetailWriter *writer, const CfChainFacts *chain)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  guint n = chain->certificates->len;

  for (guint depth = 0; depth < n; depth++) {
    const CfCertFacts *certificate = g_ptr_array_index (chain->certificates, n - 1 - depth);
    LinkState state = get_link_state (writer->facts, chain, n - 1 - depth);
    const char *name = certificate->subject_name == NULL ? "–" : certificate->subject_name;
    /* TRANSLATORS: one certificate of the chain: {x} its name, {y} how it stands. */
    g_autofree char *words =
        cf_detail_fill (writer, N_("{x} ({y})"), name, cf_detail_translate (writer, links[state].word));

    g_ptr_array_add (lines, depth == 0 ? g_strdup_printf ("%s %s", links[state].sign, words)
                                       : g_strdup_printf ("%*s└ %s %s", (int) (depth - 1) * 3, "",
                                                          links[state].sign, words));
  }
  cf_detail_add_lines (writer, N_("Chain"), lines);
}

static void
add_cancellation (CfDetailWriter *writer, const CfRevocationFacts *revocation)
{
  cf_detail_add_words (writer, N_("Cancellation"), cancellations[revocation->status]);
  if (revocation->status == CF_REVOCATION_REVOKED && revocation->at != CF_TIME_UNKNOWN)
    cf_detail_add (writer, N_("Cancelled on"), cf_ribbon_format_moment (revocation->at, writer->lang));

  for (guint i = 0; i < G_N_ELEMENTS (cancel_reasons); i++)
    if (revocation->status == CF_REVOCATION_REVOKED && cf_text_equal (revocation->reason, cancel_reasons[i].reason))
      cf_detail_add_words (writer, N_("Why cancelled"), cancel_reasons[i].words);

  for (guint i = 0; i < G_N_ELEMENTS (answer_sources); i++)
    if (cf_text_equal (revocation->source, answer_sources[i].source))
      cf_detail_add_words (writer, N_("Answer from"), answer_sources[i].words);
  if (revocation->source != NULL && revocation->asked != CF_TIME_UNKNOWN)
    cf_detail_add (writer, N_("State of"), cf_ribbon_format_moment (revocation->asked, writer->lang));
}

/* "rsa-pkcs1, sha256": names that a help desk knows. */
static char *
list_methods (const CfSignerFacts *signer)
{
  if (signer->signature_algorithm == NULL || signer->digest == NULL)
    return g_strdup (signer->signature_algorithm != NULL ? signer->signature_algorithm : signer->digest);

  return g_strconcat (signer->signature_algorithm, ", ", signer->digest, NULL);
}

/* What somebody compares on the telephone or with another program. */
static void
add_numbers (CfDetailWriter *writer, const CfSignerFacts *signer)
{
  const CfCertFacts *certificate = signer->certificate;
  const GPtrArray *chain = signer->chain.certificates;
  const CfCertFacts *root = chain->len > 1 ? g_ptr_array_index (chain, chain->len - 1) : NULL;

  cf_detail_add (writer, N_("Name in full"), g_strdup (certificate->subject));
  cf_detail_add (writer, N_("Issuer in full"), g_strdup (certificate->issuer));
  cf_detail_add (writer, N_("Serial number"), g_strdup (certificate->serial));
  cf_detail_add (writer, N_("Key"), g_strdup (certificate->key));
  cf_detail_add (writer, N_("Issued with"), g_strdup (certificate->signature_algorithm));
  cf_detail_add_kind (writer, CF_DETAIL_FINGERPRINT, cf_detail_translate (writer, N_("Fingerprint (SHA-256)")),
                      g_strdup (certificate->sha256));
  if (root != NULL)
    cf_detail_add_kind (writer, CF_DETAIL_FINGERPRINT,
                        cf_detail_translate (writer, N_("Fingerprint of the root (SHA-256)")), g_strdup (root->sha256));
}

static void
add_certificate (CfDetailWriter *writer, const CfSignerFacts *signer)
{
  /* TRANSLATORS: names of the rows under "Certificate" in the details; short. */
  cf_detail_add (writer, N_("Issued to"), word_holder (writer, signer));
  add_holder (writer, signer);
  add_addresses (writer, signer->addresses);
  cf_detail_add (writer, N_("Issued by"), g_strdup (signer->certificate->issuer_name));
  add_validity (writer, signer);
  add_chain (writer, &signer->chain);
  cf_detail_add_words (writer, N_("Problem"), problems[signer->chain.problem]);
  if (signer->chain.accepted != NULL)
    /* TRANSLATORS: what the administrator's rule lets pass in this chain although it is weak; short. */
    cf_detail_add (writer, N_("Accepted weakness"), cf_ribbon_format_accepted (signer->chain.accepted, writer->lang));
  add_cancellation (writer, &signer->revocation);
  add_numbers (writer, signer);
}

static void
add_signer (CfDetailWriter *writer, const CfSignerFacts *signer)
{
  cf_detail_add_words (writer, N_("Signature"), statuses[signer->status]);
  cf_detail_add (writer, N_("Made with"), list_methods (signer));
  if (signer->certificate != NULL)
    add_certificate (writer, signer);
  else
    cf_detail_add_words (writer, N_("Certificate"), N_("None"));
}

/* What is signed inside the mail, and never counts as the mail's own. */
static void
add_attached (CfDetailWriter *writer)
{
  const GPtrArray *attached = writer->facts->attached_signatures;

  for (guint i = 0; i < attached->len; i++) {
    const CfAttachedSignature *signature = g_ptr_array_index (attached, i);

    /* TRANSLATORS: behind "Signed attachment": {x} is the number of a part of the mail, {y} its media type. */
    cf_detail_add (writer, N_("Signed attachment"),
                   cf_detail_fill (writer, N_("part {x}: {y}"), signature->part != NULL ? signature->part : "–",
                                   signature->summary != NULL ? signature->summary : "–"));
  }
}

void
cf_detail_fill_certificate (CfDetailWriter *writer)
{
  const GPtrArray *signers = writer->facts->smime.signers;

  for (guint i = 0; i < signers->len; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i + 1);

    if (signers->len > 1)
      /* TRANSLATORS: title above one of several signers in the details; {x} counts them. */
      cf_detail_add_kind (writer, CF_DETAIL_HEADING, NULL, cf_detail_fill (writer, N_("Signature {x}"), number, ""));
    add_signer (writer, g_ptr_array_index (signers, i));
  }

  if (signers->len == 0)
    cf_detail_add_kind (writer, CF_DETAIL_TEXT, NULL, g_strdup (cf_detail_translate (writer, N_("None"))));
  add_attached (writer);
}
