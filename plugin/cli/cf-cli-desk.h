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

/* What a sender can mend; bits, because a mail may fail several checks. */
typedef enum {
  CF_CLI_FAULT_BROKEN = 1 << 0,
  CF_CLI_FAULT_ALTERED = 1 << 1,
  CF_CLI_FAULT_WEAK = 1 << 2,
  CF_CLI_FAULT_PARTIAL = 1 << 3,
  CF_CLI_FAULT_CHAIN = 1 << 4,
  CF_CLI_FAULT_EXPIRED = 1 << 5,
  CF_CLI_FAULT_USAGE = 1 << 6,
  CF_CLI_FAULT_ADDRESS = 1 << 7,
  CF_CLI_FAULT_REVOKED = 1 << 8,
} CfCliFault;

/* Whether the certificate leads to an authority that is trusted here; also a cancelled one does: that is a cause by itself,
 * although its chain does not stand.  FALSE without a certificate. */
gboolean cf_cli_desk_is_chained (const CfSignerFacts *signer);

/* #CfCliFault bits; 0 also for a mail without a signature. */
guint cf_cli_desk_find_faults (const CfFacts *facts);

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

/* What other mail programs show for such a mail, and why: seen in the program by our tests where it runs here, else by
 * published descriptions, with the sources.  (transfer full) */
char *cf_cli_desk_tell_others (const CfFacts *facts, const char *lang);

G_END_DECLS
