/* cf-reason.c — the reason catalogue, expanded from its table */
#include "cf-reason.h"

#define N_(text) text

static const CfReasonInfo reasons[] = {
#define CF_REASON(code, NAME, name, severity, class, H, M, D, C, Q, found) \
  { code, name, CF_SEVERITY_##severity, CF_REASON_CLASS_##class, H, M, D, C, Q, found },
#include "cf-reason-table.h"
};

const CfReasonInfo *
cf_reason_get_info (CfReason reason)
{
  g_assert ((guint) reason < G_N_ELEMENTS (reasons));
  return &reasons[reason];
}

gboolean
cf_reason_find (guint code, CfReason *out_reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].code == code) {
      *out_reason = (CfReason) i;
      return TRUE;
    }

  return FALSE;
}

gboolean
cf_reason_find_name (const char *name, CfReason *out_reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].name, name)) {
      *out_reason = (CfReason) i;
      return TRUE;
    }

  return FALSE;
}
