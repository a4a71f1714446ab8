/* cf-report-record.c — facts <-> JSON: every record of REPORT.md, one row a key, in its order */
#include "cf-report-private.h"

static const char *
look_name_of (gconstpointer value)
{
  return cf_ribbon_look_get_name (*(const CfRibbonLook *) value);
}

static gboolean
look_of_name (const char *name, gpointer out_value)
{
  for (guint look = 0; look < CF_RIBBON_N_LOOKS; look++)
    if (g_str_equal (cf_ribbon_look_get_name (look), name)) {
      *(CfRibbonLook *) out_value = look;
      return TRUE;
    }

  return FALSE;
}

static const CfFieldNames look_names = { look_name_of, look_of_name };

static gpointer
add_certificate (gpointer record)
{
  CfChainFacts *chain = record;
  CfCertFacts *certificate = cf_cert_facts_new ();

  g_ptr_array_add (chain->certificates, certificate);
  return certificate;
}

static gpointer
add_signer_certificate (gpointer record)
{
  CfSignerFacts *signer = record;

  signer->certificate = cf_cert_facts_new ();
  return signer->certificate;
}

static gpointer
add_signer (gpointer record)
{
  return cf_facts_add_signer (record);
}

static gpointer
add_attached (gpointer record)
{
  return cf_facts_add_attached (record);
}

static gpointer
add_reason (gpointer record)
{
  return cf_ribbon_add_reason (record);
}

#define ROW CF_FIELD_ROW
#define LATER CF_FIELD_ROW_LATER
#define END CF_FIELD_ROW_END

#define ROW_R(key, KIND, member, ...) ROW (CfRevocationFacts, key, KIND, member, __VA_ARGS__)
static const CfField revocation_fields[] = {
  ROW_R ("status", ENUM, status, .names = &cf_revocation_status_names),
  ROW_R ("source", TEXT, source),
  ROW_R ("reason", TEXT, reason),
  ROW_R ("at", TIME, at),
  ROW_R ("asked", TIME, asked),
  END
};

#define ROW_C(key, KIND, member, ...) ROW (CfCertFacts, key, KIND, member, __VA_ARGS__)
static const CfField certificate_fields[] = {
  ROW_C ("subject", STRING, subject),
  ROW_C ("issuer", STRING, issuer),
  ROW_C ("serial", STRING, serial),
  ROW_C ("not_before", TIME, not_before),
  ROW_C ("not_after", TIME, not_after),
  ROW_C ("sha256", STRING, sha256),
  ROW_C ("key", STRING, key),
  ROW_C ("signature_algorithm", STRING, signature_algorithm),
  ROW_C ("subject_name", STRING, subject_name),
  ROW_C ("issuer_name", STRING, issuer_name),
  ROW_C ("names", TEXT, names),
  ROW_C ("issuer_organization", TEXT, issuer_organization),
  ROW_C ("revocation", OBJECT, revocation, .fields = revocation_fields),
  ROW_C ("der", TEXT, der, .added = TRUE),
  END
};

#define ROW_H(key, KIND, member, ...) ROW (CfChainFacts, key, KIND, member, __VA_ARGS__)
static const CfField chain_fields[] = {
  ROW_H ("trusted", BOOLEAN, trusted),
  ROW_H ("problem", ENUM, problem, .names = &cf_chain_problem_names),
  ROW_H ("anchor", TEXT, anchor),
  ROW_H ("registry", TEXT, registry),
  ROW_H ("accepted", TEXT, accepted),
  ROW_H ("certificates", LIST, certificates, .fields = certificate_fields,
         .add = add_certificate, .max = CF_REPORT_MAX_CHAIN),
  END
};

#define ROW_S(key, KIND, member, ...) ROW (CfSignerFacts, key, KIND, member, __VA_ARGS__)
static const CfField signer_fields[] = {
  ROW_S ("status", ENUM, status, .names = &cf_signer_status_names),
  ROW_S ("address_match", BOOLEAN, address_match),
  ROW_S ("addresses", TEXTS, addresses, .max = CF_LIMIT_CERT_ADDRESSES),
  ROW_S ("organization", TEXT, organization),
  ROW_S ("registration", TEXT, registration),
  ROW_S ("person", TEXT, person),
  ROW_S ("pseudonym", BOOLEAN, person_is_pseudonym),
  ROW_S ("assurance", ENUM, assurance, .names = &cf_assurance_names),
  ROW_S ("certificate", RECORD, certificate, .fields = certificate_fields, .add = add_signer_certificate),
  ROW_S ("chain", OBJECT, chain, .fields = chain_fields),
  ROW_S ("revocation", OBJECT, revocation, .fields = revocation_fields),
  ROW_S ("signing_time", TIME, signing_time),
  ROW_S ("digest", TEXT, digest),
  ROW_S ("signature_algorithm", TEXT, signature_algorithm),
  ROW_S ("signature_sha256", TEXT, signature_sha256),
  LATER ("standing"),
  ROW_S ("problem_detail", TEXT, problem_detail),
  ROW_S ("evidence", SIGNER_EVIDENCE, evidence, .max = CF_REPORT_MAX_EVIDENCE),
  END
};

#define ROW_M(key, KIND, member, ...) ROW (CfSmimeFacts, key, KIND, member, __VA_ARGS__)
static const CfField smime_fields[] = {
  ROW_M ("form", ENUM, form, .names = &cf_smime_form_names),
  ROW_M ("coverage", ENUM, coverage, .names = &cf_coverage_names),
  ROW_M ("header_protection", ENUM, header_protection, .names = &cf_header_protection_names),
  ROW_M ("protected_field", TEXT, protected_field),
  ROW_M ("decrypted", FLAG, decrypted_by_host, .word = "host"),
  ROW_M ("signers", LIST, signers, .fields = signer_fields,
         .add = add_signer, .max = CF_LIMIT_SIGNERS, .whole = TRUE),
  END
};

#define ROW_F(key, KIND, member, ...) ROW (CfSenderFacts, key, KIND, member, __VA_ARGS__)
static const CfField sender_fields[] = {
  ROW_F ("address", TEXT, address),
  ROW_F ("display_name", TEXT, display_name),
  ROW_F ("domain", TEXT, domain),
  ROW_F ("organizational_domain", TEXT, organizational_domain),
  ROW_F ("from_count", UINT, from_count),
  ROW_F ("addresses", TEXTS, from_addresses, .max = CF_LIMIT_FROM_ADDRESSES),
  ROW_F ("sender", TEXT, sender),
  ROW_F ("reply_to", TEXT, reply_to),
  ROW_F ("date", TIME, date),
  END
};

#define ROW_A(key, KIND, member, ...) ROW (CfAttachedSignature, key, KIND, member, __VA_ARGS__)
static const CfField attached_fields[] = {
  ROW_A ("part", STRING, part),
  ROW_A ("form", ENUM, form, .names = &cf_smime_form_names),
  ROW_A ("summary", STRING, summary),
  END
};

#define ROW_P(key, KIND, member, ...) ROW (CfPolicyFacts, key, KIND, member, __VA_ARGS__)
static const CfField policy_fields[] = {
  ROW_P ("expectation", ENUM, expectation, .names = &cf_expectation_names),
  ROW_P ("source", TEXT, source),
  ROW_P ("mode", ENUM, mode, .names = &cf_policy_mode_names),
  LATER ("would_be"),
  ROW_P ("organization", TEXT, organization),
  ROW_P ("problem", TEXT, problem),
  ROW_P ("since", TIME, since),
  ROW_P ("exempt", TEXT, exempt),
  ROW_P ("exempt_until", TIME, exempt_until),
  ROW_P ("issuers", TEXT, issuers),
  ROW_P ("registry", TEXT, registry),
  ROW_P ("version", TEXT, version, .added = TRUE),
  END
};

#define ROW_K(key, KIND, member, ...) ROW (CfClaimFacts, key, KIND, member, __VA_ARGS__)
static const CfField claim_fields[] = {
  ROW_K ("organization", TEXT, organization),
  ROW_K ("address", TEXT, address),
  ROW_K ("domain", TEXT, domain),
  ROW_K ("real_form", TEXT, real_form),
  END
};

#define ROW_Y(key, KIND, member, ...) ROW (CfHistoryFacts, key, KIND, member, __VA_ARGS__)
static const CfField history_fields[] = {
  ROW_Y ("signed_before", UINT, signed_before),
  ROW_Y ("unsigned_before", UINT, unsigned_before),
  ROW_Y ("certificate", ENUM, certificate, .names = &cf_history_certificate_names),
  ROW_Y ("last_counted", UINT, last_counted),
  ROW_Y ("last_signed", UINT, last_signed),
  ROW_Y ("replayed", TIME, replayed),
  END
};

#define ROW_T(key, KIND, member, ...) ROW (CfFacts, key, KIND, member, __VA_ARGS__)
const CfField cf_report_fact_fields[] = {
  LATER ("certfirst"),
  ROW_T ("source", TEXT, source),
  ROW_T ("message_id", TEXT, message_id),
  ROW_T ("subject", TEXT, subject),
  ROW_T ("sha256", TEXT, sha256),
  ROW_T ("canonical_sha256", TEXT, canonical_sha256),
  LATER ("check_number"),
  ROW_T ("size", UINT64, size),
  ROW_T ("checked_at", TIME, checked_at),
  ROW_T ("judged_at", TIME, judged_at),
  ROW_T ("judged_at_source", ENUM, judged_source, .names = &cf_judged_source_names),
  ROW_T ("arrived", TIME, arrived),
  LATER ("verdict"),
  LATER ("severity"),
  LATER ("headline"),
  LATER ("detail"),
  LATER ("lang"),
  ROW_T ("sender", OBJECT, sender, .fields = sender_fields),
  ROW_T ("smime", OBJECT, smime, .fields = smime_fields),
  ROW_T ("attached_signatures", LIST, attached_signatures, .fields = attached_fields,
         .add = add_attached, .max = CF_REPORT_MAX_ATTACHED),
  ROW_T ("domain", OBJECT, domain, .fields = cf_report_domain_fields),
  ROW_T ("policy", OBJECT, policy, .fields = policy_fields),
  ROW_T ("claim", OBJECT, claim, .fields = claim_fields),
  ROW_T ("history", OBJECT, history, .fields = history_fields),
  LATER ("reasons"),
  ROW_T ("open_questions", UINT, open_questions),
  LATER ("timing"),
  LATER ("truncated"),
  ROW_T ("ambiguous_field", TEXT, ambiguous_field),
  ROW_T ("limit", UINT, limit),
  ROW_T ("evidence", MESSAGE_EVIDENCE, evidence, .max = CF_REPORT_MAX_EVIDENCE),
  END
};

#define ROW_W(key, KIND, member, ...) ROW (CfRibbonReason, key, KIND, member, __VA_ARGS__)
static const CfField reason_fields[] = {
  ROW_W ("code", STRING, code),
  ROW_W ("name", STRING, name),
  ROW_W ("severity", ENUM, severity, .names = &cf_severity_names),
  ROW_W ("headline", STRING, headline),
  ROW_W ("found", STRING, found),
  ROW_W ("meaning", STRING, meaning),
  ROW_W ("advice", STRING, advice),
  ROW_W ("spoken", STRING, spoken),
  END
};

#define ROW_B(key, KIND, member, ...) ROW (CfRibbon, key, KIND, member, __VA_ARGS__)
const CfField cf_report_ribbon_fields[] = {
  ROW_B ("look", ENUM, look, .names = &look_names),
  LATER ("icon"),
  ROW_B ("pill", TEXT, pill),
  ROW_B ("tooltip", TEXT, tooltip),
  ROW_B ("code", TEXT, code),
  ROW_B ("what_to_do", BOOLEAN, what_to_do),
  ROW_B ("check_again", BOOLEAN, check_again),
  ROW_B ("second_look", BOOLEAN, second_look),
  ROW_B ("accessible_name", STRING, accessible_name),
  ROW_B ("accessible_description", STRING, accessible_description),
  ROW_B ("reasons", LIST, reasons, .fields = reason_fields,
         .add = add_reason, .max = CF_REPORT_MAX_REASONS, .whole = TRUE),
  END
};

#define ROW_I(key, KIND, member, ...) ROW (CfReportTiming, key, KIND, member, __VA_ARGS__)
const CfField cf_report_timing_fields[] = {
  ROW_I ("total_us", INT64, total_us),
  ROW_I ("lookups", UINT, lookups),
  ROW_I ("lookup_us", INT64, lookup_us),
  END
};

#define ROW_V(key, KIND, member, ...) ROW (CfReportHead, key, KIND, member, __VA_ARGS__)
const CfField cf_report_head_fields[] = {
  ROW_V ("verdict", ENUM, verdict, .names = &cf_verdict_kind_names),
  ROW_V ("severity", ENUM, severity, .names = &cf_severity_names),
  ROW_V ("headline", STRING, headline),
  ROW_V ("detail", TEXT, detail),
  ROW_V ("lang", STRING, lang),
  END
};
