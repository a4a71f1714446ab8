/* cf-report-names.c — facts <-> JSON: the enumerations, each with its names */
#include "cf-report-private.h"

#define CF_NAMES(Type, prefix)                             \
  static const char *prefix##_name_of (gconstpointer value) \
  {                                                        \
    return prefix##_get_name (*(const Type *) value);      \
  }                                                        \
                                                           \
  static gboolean prefix##_of_name (const char *name, gpointer out_value) \
  {                                                        \
    return prefix##_find (name, out_value);                \
  }                                                        \
                                                           \
  const CfFieldNames prefix##_names = { prefix##_name_of, prefix##_of_name };
#define CF_NAME(VALUE, name)
#define CF_NAMES_END(Type, prefix)
#include "cf-name-table.h"

/* The names of each kind of evidence. */
static const CfEvidenceNames evidence_kinds[] = {
  { CF_FIELD_SIGNER_EVIDENCE, CF_SIGNER_N_BITS, cf_evidence_get_signer_name, cf_evidence_find_signer },
  { CF_FIELD_MESSAGE_EVIDENCE, CF_MESSAGE_N_BITS, cf_evidence_get_message_name, cf_evidence_find_message },
  { CF_FIELD_DOMAIN_EVIDENCE, CF_DOMAIN_N_BITS, cf_evidence_get_domain_name, cf_evidence_find_domain },
};

const CfEvidenceNames *
cf_report_get_evidence_names (CfFieldKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (evidence_kinds); i++)
    if (evidence_kinds[i].kind == kind)
      return &evidence_kinds[i];

  g_assert_not_reached ();
}
