/* cf-reason.h — the reason catalogue: codes, names, texts, from one table
 *
 * Stands on: base, fact.
 */
#pragma once

#include "cf-name.h"

G_BEGIN_DECLS

/* A reason, by position in the table: CF_REASON_CONTENT_ALTERED … */
typedef enum {
#define CF_REASON(code, NAME, name, severity, class, H, M, D, C, Q, found) CF_REASON_##NAME,
#include "cf-reason-table.h"
  CF_N_REASONS
} CfReason;

/* Among equal severities the earlier class decides (RIBBON section 4). */
typedef enum {
  CF_REASON_CLASS_IDENTITY,
  CF_REASON_CLASS_ALTERED,
  CF_REASON_CLASS_MISSING,
  CF_REASON_CLASS_REVOKED,
  CF_REASON_CLASS_DOMAIN,
  CF_REASON_CLASS_TRUST,
  CF_REASON_CLASS_STRUCTURE,
  CF_REASON_CLASS_UNCHECKED,
  CF_REASON_CLASS_NOTE, /* for Details only */
} CfReasonClass;

/**
 * CfReasonInfo:
 * @code: three digits, spoken on the telephone, never reused
 * @severity: what it has alone
 * @headline, @meaning: character of the list in cf-ribbon-words.h
 * @advice: one or more characters of that list, in order
 * @cause, @question: characters of the lists there for the help desk
 * @found: msgid of what we found, with places such as {a}
 */
typedef struct {
  guint code;
  const char *name;
  CfSeverity severity;
  CfReasonClass rank;
  char headline;
  char meaning;
  const char *advice;
  char cause;
  char question;
  const char *found;
} CfReasonInfo;

/* The row of a reason.  Static. */
const CfReasonInfo *cf_reason_get_info (CfReason reason);

/* The reason of a code such as 104; FALSE when there is none. */
gboolean cf_reason_find (guint code, CfReason *out_reason) G_GNUC_WARN_UNUSED_RESULT;

/* The reason of a name such as "content-altered"; FALSE when there is none. */
gboolean cf_reason_find_name (const char *name, CfReason *out_reason) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
