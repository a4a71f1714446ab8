/* cf-policy-section.h — one section of a policy file, checked
 *
 * Inside policy only.
 */
#pragma once

#include "cf-policy-name.h"
#include "cf-policy-schema.h"

G_BEGIN_DECLS

/**
 * CfPolicyText:
 *
 * A policy file to be read.
 * @name: as errors name it; sources carry its last component
 * @folder: (nullable): where file= begins; %NULL when it must be among @attached
 * @text: @length bytes and a NUL after them
 * @file: its number in the order of loading: later files win
 * @attached: (nullable): name → GBytes: the other files of a bundle
 * @bundle: version of the bundle that it is in; 0 for none
 */
typedef struct {
  const char *name;
  const char *folder;
  const char *text;
  gsize length;
  CfPolicyOrigin origin;
  guint file;
  GHashTable *attached;
  guint64 bundle;
} CfPolicyText;

/**
 * CfPolicyValue:
 * @account: (nullable): of a key that is an account, in the spelling that is compared
 * @text: as written, without blanks around it
 * @names: (nullable): of a key that holds a list, at least one; of DOMAIN, HOSTS in A-labels; of FILENAME its path
 * @data: (nullable): of FILENAME in a bundle: its bytes
 * @number: of NUMBER
 * @day: of a DAY key: its first second
 * @source: "file:line [section]"
 */
typedef struct {
  CfPolicyKeyId key;
  guint line;
  guint file;
  CfPolicyOrigin origin;
  char *account;
  char *text;
  char **names;
  GBytes *data;
  guint number;
  CfTime day;
  char *source;
} CfPolicyValue;

/**
 * CfPolicySection:
 * @name: "network", "anchor NAME", or X in the spelling that is compared
 * @label: X or NAME as first written, "" without
 * @heading: as first written
 * @values: (element-type CfPolicyValue): in the order of files; in one file each key at most once
 */
typedef struct {
  CfPolicySectionId id;
  CfPolicyScope scope;
  char *name;
  char *label;
  char *heading;
  GPtrArray *values;
} CfPolicySection;

/**
 * cf_policy_read_sections:
 * @problems: (nullable) (element-type utf8): gains every error, and reading goes on after each
 *
 * Returns: (transfer full) (nullable) (element-type CfPolicySection): all of
 *   the file, or an error (the first of @problems) and nothing
 */
GPtrArray *cf_policy_read_sections (const CfPolicyText *text, GPtrArray *problems, GError **error);

/* Checks a value against its type and takes it apart; @value->text is set. */
gboolean cf_policy_read_value (const CfPolicyText *text, CfPolicyValue *value, const CfPolicyPlace *place,
                               GError **error);

/* (nullable): what the last file says about @key; accepts a %NULL section. */
const CfPolicyValue *cf_policy_section_find (const CfPolicySection *self, CfPolicyKeyId key);

/* Puts the values of @later behind those of @self, where they win. */
void cf_policy_section_merge (CfPolicySection *self, CfPolicySection *later);

/* Accepts %NULL. */
void cf_policy_section_free (CfPolicySection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfPolicySection, cf_policy_section_free)

G_END_DECLS
