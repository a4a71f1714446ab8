/* cf-cli-desk.h — what a help desk answers about one report, beyond its reasons
 *
 * From the evidence alone, in the report's language; a redacted report is enough.
 * Stands on: fact, ribbon, report.  Inside cli only.
 */
#pragma once

#include "cf-report.h"

G_BEGIN_DECLS

/**
 * CfCliCause:
 *
 * One of signature, certificate, address, revocation, domain and rules: each by itself, good or not.
 * @name: what it is about
 * @found: what was found
 * @sure: how sure that is
 */
typedef struct {
  const char *name;
  const char *found;
  const char *sure;
} CfCliCause;

/* (transfer full) (element-type CfCliCause): always the same ones in the same order; their texts are static */
GPtrArray *cf_cli_desk_list_causes (const CfFacts *facts, const char *lang);

/**
 * cf_cli_desk_write_letter:
 *
 * A letter to the sender of a mail whose signature or certificate fails: which of the published checks, and what the sender
 * may ask its authority.
 *
 * Returns: (transfer full) (nullable): %NULL when there is nothing that the sender could mend
 */
char *cf_cli_desk_write_letter (const CfFacts *facts, const char *lang);

/* What other mail programs show for such a mail, and why, by their published documentation; with the sources.
 * (transfer full) */
char *cf_cli_desk_tell_others (const CfFacts *facts, const char *lang);

G_END_DECLS
