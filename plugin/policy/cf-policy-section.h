/* cf-policy-section.h — one section of a policy file, checked
 *
 * Inside policy only.
 */
#pragma once

#include "cf-policy-name.h"
#include "cf-policy-schema.h"

G_BEGIN_DECLS

/**
 * CfPolicyValue:
 * @text: as written, without blanks around it
 * @names: (nullable): of a NAMES key, at least one
 * @day: of a DAY key: its first second
 * @source: "file:line [section]"
 */
typedef struct {
  CfPolicyKeyId key;
  guint line;
  char *text;
  char **names;
  CfTime day;
  char *source;
} CfPolicyValue;

/**
 * CfPolicySection:
 * @name: the section's own name, or X in the spelling that is compared
 * @heading: as written
 * @values: (element-type CfPolicyValue): each key at most once
 */
typedef struct {
  CfPolicySectionId id;
  CfPolicyScope scope;
  char *name;
  char *heading;
  GPtrArray *values;
} CfPolicySection;

/**
 * cf_policy_read_sections:
 * @file: as errors name it; sources carry its last component
 * @text: @length bytes and a NUL after them
 *
 * Returns: (transfer full) (nullable) (element-type CfPolicySection): all of
 *   the file, or an error and nothing
 */
GPtrArray *cf_policy_read_sections (const char *file, const char *text, gsize length, GError **error);

/* (nullable): what @self says about @key; accepts a %NULL section. */
const CfPolicyValue *cf_policy_section_find (const CfPolicySection *self, CfPolicyKeyId key);

/* Moves the values of @later into @self, where they win over the same keys. */
void cf_policy_section_merge (CfPolicySection *self, CfPolicySection *later);

/* Accepts %NULL. */
void cf_policy_section_free (CfPolicySection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfPolicySection, cf_policy_section_free)

G_END_DECLS
