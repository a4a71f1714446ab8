/* cf-policy-lines.h — which line of a policy file holds which section and key
 *
 * Inside policy only.  GKeyFile reads the values; it knows no line numbers and
 * merges what stands twice, so the lines are looked at first.
 */
#pragma once

#include "cf-policy.h"

G_BEGIN_DECLS

/**
 * CfPolicyLine:
 * @section: as GKeyFile calls the group
 * @key: (nullable): %NULL for the line that opens the section
 */
typedef struct {
  guint number;
  GRefString *section;
  char *key;
} CfPolicyLine;

/**
 * cf_policy_read_lines:
 * @file: for errors
 * @text: without byte order mark; @length bytes and a NUL after them
 *
 * The lines that say something, in order.  What passes here is read by
 * GKeyFile in the same way: UTF-8, LF or CR LF, no invisible characters, every
 * key inside a section.
 *
 * Returns: (transfer full) (nullable) (element-type CfPolicyLine)
 */
GPtrArray *cf_policy_read_lines (const char *file, const char *text, gsize length, GError **error);

G_END_DECLS
