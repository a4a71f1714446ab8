/* cf-policy-schema.h — which sections and keys there are, and errors about them
 *
 * Inside policy only.  Expanded from cf-policy-table.h.
 */
#pragma once

#include <glib/gi18n-lib.h>

#include "cf-policy.h"

G_BEGIN_DECLS

typedef enum {
#define CF_POLICY_SECTION(SECTION, name, kind) CF_POLICY_SECTION_##SECTION,
#include "cf-policy-table.h"
  CF_POLICY_N_SECTIONS
} CfPolicySectionId;

typedef enum {
#define CF_POLICY_KEY(SECTION, KEY, name, type, range, user) CF_POLICY_KEY_##SECTION##_##KEY,
#include "cf-policy-table.h"
  CF_POLICY_N_KEYS
} CfPolicyKeyId;

typedef enum { CF_POLICY_ALONE, CF_POLICY_SENDER, CF_POLICY_LABEL, CF_POLICY_ACCOUNTS } CfPolicyKind;

typedef enum {
  CF_POLICY_CHOICE,
  CF_POLICY_WORDS,
  CF_POLICY_DAY,
  CF_POLICY_NUMBER,
  CF_POLICY_NAMES,
  CF_POLICY_DOMAIN,
  CF_POLICY_DOMAINS,
  CF_POLICY_HOSTS,
  CF_POLICY_KEYS,
  CF_POLICY_FILENAME,
  CF_POLICY_LIST_ID,
  CF_POLICY_PROXY,
  CF_POLICY_TEXT,
} CfPolicyType;

/* What a user's value may do where user-may-loosen=false; REFUSED: nothing, there or elsewhere. */
typedef enum {
  CF_POLICY_FREE,
  CF_POLICY_STRICTER,
  CF_POLICY_MISSING,
  CF_POLICY_NEVER,
  CF_POLICY_REFUSED,
} CfPolicyUser;

typedef struct {
  const char *name;
  CfPolicyKind kind;
} CfPolicySectionRow;

typedef struct {
  CfPolicySectionId section;
  const char *name;
  CfPolicyType type;
  const char *range;
  CfPolicyUser user;
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

/* Sets an error "file:line: [section] key: …" in the language of this process; text of the file is made visible and cut.
 * @format: an N_() text that begins behind the place, and tells the remedy */
void cf_policy_set_error (GError **error, CfPolicyError code, const CfPolicyPlace *place, const char *format,
                          ...) G_GNUC_PRINTF (4, 5);

/* The table's row of a section.  Static. */
const CfPolicySectionRow *cf_policy_get_section_row (CfPolicySectionId id);

/* The table's row of a key.  Static. */
const CfPolicyKeyRow *cf_policy_get_key_row (CfPolicyKeyId id);

/* The section of @name, written before X; an error where there is none. */
gboolean cf_policy_find_section (const char *name, const CfPolicyPlace *place, CfPolicySectionId *out_id,
                                 GError **error);

/* The key of a section, that of all accounts for an account; an error where it has no such key. */
gboolean cf_policy_find_key (CfPolicySectionId section, const CfPolicyPlace *place, CfPolicyKeyId *out_id,
                             GError **error);

/* The key of that name; CF_POLICY_N_KEYS where the section has none. */
CfPolicyKeyId cf_policy_lookup_key (CfPolicySectionId section, const char *name);

/* Whether @text names a key of [sender X] that can be locked, or is "*"; an error where it does not. */
gboolean cf_policy_check_lockable (const char *text, const CfPolicyPlace *place, GError **error);

/* Where a word stands in its CHOICE or WORDS, from 0; G_MAXUINT for none of them. */
guint cf_policy_rank_choice (CfPolicyKeyId key, const char *text);

/* Whether @text is one of the words of a CHOICE or of WORDS. */
gboolean cf_policy_check_choice (CfPolicyKeyId key, const char *text, const CfPolicyPlace *place, GError **error);

G_END_DECLS
