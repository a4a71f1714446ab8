/* cf-report-domain.c — facts <-> JSON: what the sender's domain says, one row a key */
#include "cf-report-private.h"

#define ROW CF_FIELD_ROW
#define END CF_FIELD_ROW_END

static gpointer
add_dkim (gpointer record)
{
  return cf_domain_facts_add_dkim (record);
}

static gpointer
add_auth_results (gpointer record)
{
  return cf_domain_facts_add_auth_results (record);
}

static gpointer
add_method (gpointer record)
{
  return cf_auth_results_add_method (record);
}

#define ROW_K(key, KIND, member, ...) ROW (CfDkimFacts, key, KIND, member, __VA_ARGS__)
static const CfField dkim_fields[] = {
  ROW_K ("domain", TEXT, domain),
  ROW_K ("selector", TEXT, selector),
  ROW_K ("result", ENUM, result, .names = &cf_dkim_result_names),
  ROW_K ("aligned", BOOLEAN, aligned),
  ROW_K ("algorithm", TEXT, algorithm),
  ROW_K ("key_bits", UINT, key_bits),
  ROW_K ("dnssec", STRING, dnssec),
  ROW_K ("detail", TEXT, detail),
  END
};

#define ROW_C(key, KIND, member, ...) ROW (CfArcFacts, key, KIND, member, __VA_ARGS__)
static const CfField arc_fields[] = {
  ROW_C ("result", ENUM, result, .names = &cf_arc_result_names),
  ROW_C ("sealers", TEXTS, sealers, .max = CF_REPORT_MAX_DOMAIN_RESULTS),
  END
};

#define ROW_M(key, KIND, member, ...) ROW (CfDmarcFacts, key, KIND, member, __VA_ARGS__)
static const CfField dmarc_fields[] = {
  ROW_M ("result", ENUM, result, .names = &cf_dmarc_result_names),
  ROW_M ("policy", TEXT, policy),
  ROW_M ("domain", TEXT, domain),
  END
};

#define ROW_E(key, KIND, member, ...) ROW (CfAuthMethod, key, KIND, member, __VA_ARGS__)
static const CfField method_fields[] = {
  ROW_E ("method", STRING, method),
  ROW_E ("result", STRING, result),
  ROW_E ("reason", TEXT, reason),
  ROW_E ("properties", PROPERTIES, properties, .max = CF_REPORT_MAX_DOMAIN_RESULTS),
  END
};

#define ROW_A(key, KIND, member, ...) ROW (CfAuthResults, key, KIND, member, __VA_ARGS__)
static const CfField auth_results_fields[] = {
  ROW_A ("authserv_id", STRING, authserv_id),
  ROW_A ("trusted", BOOLEAN, trusted),
  ROW_A ("methods", LIST, methods, .fields = method_fields, .add = add_method, .max = CF_REPORT_MAX_DOMAIN_RESULTS),
  END
};

/* The result alone, under a key of its own. */
static const CfField smimea_fields[] = {
  { .key = "result", .kind = CF_FIELD_ENUM, .names = &cf_smimea_result_names },
  END
};

#define ROW_B(key, KIND, member, ...) ROW (CfBimiFacts, key, KIND, member, __VA_ARGS__)
static const CfField bimi_fields[] = {
  ROW_B ("result", ENUM, result, .names = &cf_bimi_result_names),
  ROW_B ("organization", TEXT, organization),
  ROW_B ("mark", TEXT, mark),
  ROW_B ("issuer", TEXT, issuer),
  END
};

#define ROW_D(key, KIND, member, ...) ROW (CfDomainFacts, key, KIND, member, __VA_ARGS__)
const CfField cf_report_domain_fields[] = {
  ROW_D ("dkim", LIST, dkim, .fields = dkim_fields, .add = add_dkim, .max = CF_REPORT_MAX_DOMAIN_RESULTS),
  ROW_D ("proved", BOOLEAN, proved),
  ROW_D ("arc", OBJECT, arc, .fields = arc_fields),
  ROW_D ("dmarc", OBJECT, dmarc, .fields = dmarc_fields),
  ROW_D ("authentication_results", LIST, authentication_results, .fields = auth_results_fields,
         .add = add_auth_results, .max = CF_REPORT_MAX_DOMAIN_RESULTS),
  ROW_D ("smimea", OBJECT, smimea, .fields = smimea_fields),
  ROW_D ("bimi", OBJECT, bimi, .fields = bimi_fields),
  ROW_D ("badge", TEXT, badge),
  ROW_D ("list", TEXT, list),
  ROW_D ("custodian", TEXT, custodian),
  ROW_D ("other_seal", TEXT, other_seal),
  ROW_D ("server", TEXT, server),
  ROW_D ("server_says", TEXT, server_says),
  ROW_D ("evidence", DOMAIN_EVIDENCE, evidence, .max = CF_REPORT_MAX_EVIDENCE),
  END
};
