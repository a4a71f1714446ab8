/* cf-name-table.h — every enumeration of the report and the names of its values
 *
 * CF_NAMES (Type, prefix, CF_PREFIX) opens one, CF_NAME (VALUE, "name") is a
 * row, CF_NAMES_END closes it.  The first value is what a fresh struct holds.
 * The names are the contract of REPORT.md.
 */

CF_NAMES (CfSmimeForm, cf_smime_form)
  CF_NAME (CF_SMIME_FORM_NONE, "none")
  CF_NAME (CF_SMIME_FORM_DETACHED, "detached")
  CF_NAME (CF_SMIME_FORM_OPAQUE, "opaque")
  CF_NAME (CF_SMIME_FORM_ENCRYPTED, "encrypted")
  CF_NAME (CF_SMIME_FORM_CERTS_ONLY, "certs-only")
CF_NAMES_END (CfSmimeForm, cf_smime_form)

CF_NAMES (CfCoverage, cf_coverage)
  CF_NAME (CF_COVERAGE_NONE, "none")
  CF_NAME (CF_COVERAGE_PARTIAL, "partial")
  CF_NAME (CF_COVERAGE_WHOLE, "whole")
CF_NAMES_END (CfCoverage, cf_coverage)

CF_NAMES (CfHeaderProtection, cf_header_protection)
  CF_NAME (CF_HEADER_PROTECTION_NONE, "none")
  CF_NAME (CF_HEADER_PROTECTION_MATCH, "match")
  CF_NAME (CF_HEADER_PROTECTION_MISMATCH, "mismatch")
CF_NAMES_END (CfHeaderProtection, cf_header_protection)

CF_NAMES (CfSignerStatus, cf_signer_status)
  CF_NAME (CF_SIGNER_MALFORMED, "malformed")
  CF_NAME (CF_SIGNER_UNSUPPORTED, "unsupported")
  CF_NAME (CF_SIGNER_ALTERED, "altered")
  CF_NAME (CF_SIGNER_INTACT, "intact")
CF_NAMES_END (CfSignerStatus, cf_signer_status)

CF_NAMES (CfAssurance, cf_assurance)
  CF_NAME (CF_ASSURANCE_UNKNOWN, "unknown")
  CF_NAME (CF_ASSURANCE_MAILBOX, "mailbox")
  CF_NAME (CF_ASSURANCE_INDIVIDUAL, "individual")
  CF_NAME (CF_ASSURANCE_SPONSOR, "sponsor")
  CF_NAME (CF_ASSURANCE_ORGANIZATION, "organization")
CF_NAMES_END (CfAssurance, cf_assurance)

/* NONE is JSON null. */
CF_NAMES (CfChainProblem, cf_chain_problem)
  CF_NAME (CF_CHAIN_PROBLEM_NONE, "")
  CF_NAME (CF_CHAIN_PROBLEM_UNKNOWN_ISSUER, "unknown-issuer")
  CF_NAME (CF_CHAIN_PROBLEM_EXPIRED, "expired")
  CF_NAME (CF_CHAIN_PROBLEM_NOT_YET_VALID, "not-yet-valid")
  CF_NAME (CF_CHAIN_PROBLEM_BAD_USAGE, "bad-usage")
  CF_NAME (CF_CHAIN_PROBLEM_BAD_CONSTRAINT, "bad-constraint")
  CF_NAME (CF_CHAIN_PROBLEM_BAD_SIGNATURE, "bad-signature")
  CF_NAME (CF_CHAIN_PROBLEM_WEAK, "weak")
  CF_NAME (CF_CHAIN_PROBLEM_DISTRUSTED, "distrusted")
  CF_NAME (CF_CHAIN_PROBLEM_POLICY, "policy")
  CF_NAME (CF_CHAIN_PROBLEM_INCOMPLETE, "incomplete")
CF_NAMES_END (CfChainProblem, cf_chain_problem)

CF_NAMES (CfRevocationStatus, cf_revocation_status)
  CF_NAME (CF_REVOCATION_NOT_CHECKED, "not-checked")
  CF_NAME (CF_REVOCATION_UNKNOWN, "unknown")
  CF_NAME (CF_REVOCATION_GOOD, "good")
  CF_NAME (CF_REVOCATION_REVOKED, "revoked")
CF_NAMES_END (CfRevocationStatus, cf_revocation_status)

CF_NAMES (CfExpectation, cf_expectation)
  CF_NAME (CF_EXPECTATION_NONE, "none")
  CF_NAME (CF_EXPECTATION_EXEMPT, "exempt")
  CF_NAME (CF_EXPECTATION_OPTIONAL, "optional")
  CF_NAME (CF_EXPECTATION_HISTORY, "history")
  CF_NAME (CF_EXPECTATION_USUAL, "usual")
  CF_NAME (CF_EXPECTATION_EXPECTED, "expected")
  CF_NAME (CF_EXPECTATION_REQUIRED, "required")
CF_NAMES_END (CfExpectation, cf_expectation)

CF_NAMES (CfPolicyMode, cf_policy_mode)
  CF_NAME (CF_POLICY_MODE_ENFORCE, "enforce")
  CF_NAME (CF_POLICY_MODE_WARN, "warn")
  CF_NAME (CF_POLICY_MODE_OBSERVE, "observe")
CF_NAMES_END (CfPolicyMode, cf_policy_mode)

CF_NAMES (CfJudgedSource, cf_judged_source)
  CF_NAME (CF_JUDGED_NOW, "now")
  CF_NAME (CF_JUDGED_RECEIVED, "received")
  CF_NAME (CF_JUDGED_RECEIVED_HEADER, "received-header")
  CF_NAME (CF_JUDGED_LEDGER, "ledger")
  CF_NAME (CF_JUDGED_OPTION, "option")
CF_NAMES_END (CfJudgedSource, cf_judged_source)

CF_NAMES (CfPlace, cf_place)
  CF_NAME (CF_PLACE_FILE, "file")
  CF_NAME (CF_PLACE_FOLDER, "folder")
  CF_NAME (CF_PLACE_SERVER_FOLDER, "server-folder")
CF_NAMES_END (CfPlace, cf_place)

CF_NAMES (CfStanding, cf_standing)
  CF_NAME (CF_STANDING_UNKNOWN, "unknown")
  CF_NAME (CF_STANDING_GOOD, "good")
  CF_NAME (CF_STANDING_CAUTION, "caution")
  CF_NAME (CF_STANDING_DANGER, "danger")
CF_NAMES_END (CfStanding, cf_standing)

/* In the order of alarm: the maximum of several is the message's. */
CF_NAMES (CfSeverity, cf_severity)
  CF_NAME (CF_SEVERITY_GOOD, "good")
  CF_NAME (CF_SEVERITY_NEUTRAL, "neutral")
  CF_NAME (CF_SEVERITY_CAUTION, "caution")
  CF_NAME (CF_SEVERITY_DANGER, "danger")
CF_NAMES_END (CfSeverity, cf_severity)

CF_NAMES (CfVerdictKind, cf_verdict_kind)
  CF_NAME (CF_VERDICT_UNDETERMINED, "undetermined")
  CF_NAME (CF_VERDICT_UNSIGNED, "unsigned")
  CF_NAME (CF_VERDICT_VERIFIED, "verified")
  CF_NAME (CF_VERDICT_VERIFIED_DOMAIN, "verified-domain")
  CF_NAME (CF_VERDICT_MISSING_CERTIFICATE, "missing-certificate")
  CF_NAME (CF_VERDICT_UNTRUSTED, "untrusted")
  CF_NAME (CF_VERDICT_INVALID, "invalid")
CF_NAMES_END (CfVerdictKind, cf_verdict_kind)

#undef CF_NAMES
#undef CF_NAME
#undef CF_NAMES_END
