/* cf-evidence.c — names and kinds of the evidence, expanded from its table */
#include "cf-evidence.h"

typedef struct {
  const char *name;
  CfEvidenceKind kind;
} EvidenceRow;

static const EvidenceRow signer_rows[] = {
#define CF_SIGNER_EVIDENCE(NAME, name, kind) { name, CF_EVIDENCE_##kind },
#include "cf-evidence-table.h"
};

static const EvidenceRow message_rows[] = {
#define CF_MESSAGE_EVIDENCE(NAME, name, kind) { name, CF_EVIDENCE_##kind },
#include "cf-evidence-table.h"
};

static const EvidenceRow domain_rows[] = {
#define CF_DOMAIN_EVIDENCE(NAME, name, kind) { name, CF_EVIDENCE_##kind },
#include "cf-evidence-table.h"
};

G_STATIC_ASSERT (G_N_ELEMENTS (signer_rows) <= 64);
G_STATIC_ASSERT (G_N_ELEMENTS (message_rows) <= 64);
G_STATIC_ASSERT (G_N_ELEMENTS (domain_rows) <= 64);

static CfEvidence
mask_of (const EvidenceRow *rows, guint n_rows, CfEvidenceKind kind)
{
  CfEvidence mask = 0;

  for (guint i = 0; i < n_rows; i++)
    if (rows[i].kind == kind)
      mask |= G_GUINT64_CONSTANT (1) << i;

  return mask;
}

static gboolean
find (const EvidenceRow *rows, guint n_rows, const char *name, CfEvidence *out_evidence)
{
  for (guint i = 0; i < n_rows; i++)
    if (g_str_equal (rows[i].name, name)) {
      *out_evidence = G_GUINT64_CONSTANT (1) << i;
      return TRUE;
    }

  return FALSE;
}

const char *
cf_evidence_get_signer_name (guint bit)
{
  g_assert (bit < G_N_ELEMENTS (signer_rows));
  return signer_rows[bit].name;
}

const char *
cf_evidence_get_message_name (guint bit)
{
  g_assert (bit < G_N_ELEMENTS (message_rows));
  return message_rows[bit].name;
}

const char *
cf_evidence_get_domain_name (guint bit)
{
  g_assert (bit < G_N_ELEMENTS (domain_rows));
  return domain_rows[bit].name;
}

CfEvidenceKind
cf_evidence_get_signer_kind (guint bit)
{
  g_assert (bit < G_N_ELEMENTS (signer_rows));
  return signer_rows[bit].kind;
}

CfEvidenceKind
cf_evidence_get_message_kind (guint bit)
{
  g_assert (bit < G_N_ELEMENTS (message_rows));
  return message_rows[bit].kind;
}

CfEvidenceKind
cf_evidence_get_domain_kind (guint bit)
{
  g_assert (bit < G_N_ELEMENTS (domain_rows));
  return domain_rows[bit].kind;
}

CfEvidence
cf_evidence_get_signer_mask (CfEvidenceKind kind)
{
  return mask_of (signer_rows, G_N_ELEMENTS (signer_rows), kind);
}

CfEvidence
cf_evidence_get_message_mask (CfEvidenceKind kind)
{
  return mask_of (message_rows, G_N_ELEMENTS (message_rows), kind);
}

CfEvidence
cf_evidence_get_domain_mask (CfEvidenceKind kind)
{
  return mask_of (domain_rows, G_N_ELEMENTS (domain_rows), kind);
}

gboolean
cf_evidence_find_signer (const char *name, CfEvidence *out_evidence)
{
  return find (signer_rows, G_N_ELEMENTS (signer_rows), name, out_evidence);
}

gboolean
cf_evidence_find_message (const char *name, CfEvidence *out_evidence)
{
  return find (message_rows, G_N_ELEMENTS (message_rows), name, out_evidence);
}

gboolean
cf_evidence_find_domain (const char *name, CfEvidence *out_evidence)
{
  return find (domain_rows, G_N_ELEMENTS (domain_rows), name, out_evidence);
}
