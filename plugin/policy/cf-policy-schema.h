/* cf-policy-schema.h — which sections and keys there are, and errors about them
 *
 * Inside policy only.  Expanded from cf-policy-table.h.
 */
#pragma once

#include "cf-policy.h"

G_BEGIN_DECLS

typedef enum {
#define CF_POLICY_SECTION(SECTION, name, named, treatment) CF_POLICY_SECTION_##SECTION,
#include "cf-policy-table.h"
  CF_POLICY_N_SECTIONS
} CfPolicySectionId;

typedef enum {
#define CF_POLICY_KEY(SECTION, KEY, name, type, range, treatment) CF_POLICY_KEY_##SECTION##_##KEY,
#include "cf-policy-table.h"
  CF_POLICY_N_KEYS
} CfPolicyKeyId;

typedef enum { CF_POLICY_OBEYED, CF_POLICY_INFORMATION, CF_POLICY_UNSUPPORTED } CfPolicyTreatment;
typedef enum { CF_POLICY_CHOICE, CF_POLICY_DAY, CF_POLICY_NAMES, CF_POLICY_TEXT } CfPolicyType;

typedef struct {
  const char *name;
  gboolean named;
  CfPolicyTreatment treatment;
} CfPolicySectionRow;

typedef struct {
  CfPolicySectionId section;
  const char *name;
  CfPolicyType type;
  const char *range;
  CfPolicyTreatment treatment;
} CfPolicyKeyRow;

/**
 * CfPolicyPlace:
 *
 * What an error is about.
 * @file: as the caller named it
 * @line: 0 for the whole file
 * @section, @key: (nullable): as written
 */
typedef struct {
  const char *file;
  guint line;
  const char *section;
  const char *key;
} CfPolicyPlace;

/* Sets an error "file:line: [section] key: …"; text of the file is made visible and cut. */
void cf_policy_set_error (GError **error, CfPolicyError code, const CfPolicyPlace *place, const char *format,
                          ...) G_GNUC_PRINTF (4, 5);

/* The table's row of a section.  Static. */
const CfPolicySectionRow *cf_policy_get_section_row (CfPolicySectionId id);

/* The table's row of a key.  Static. */
const CfPolicyKeyRow *cf_policy_get_key_row (CfPolicyKeyId id);

/* The section of @name, written before X; an error where this version does not obey it. */
gboolean cf_policy_find_section (const char *name, const CfPolicyPlace *place, CfPolicySectionId *out_id,
                                 GError **error);

/* The key of a section; an error where it has no such key or this version does not obey it. */
gboolean cf_policy_find_key (CfPolicySectionId section, const CfPolicyPlace *place, CfPolicyKeyId *out_id,
                             GError **error);

/* Whether @text is one of the words of a CHOICE. */
gboolean cf_policy_check_choice (CfPolicyKeyId key, const char *text, const CfPolicyPlace *place, GError **error);

G_END_DECLS
