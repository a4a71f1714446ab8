/* cf-gather-preview.h — what is known of a message before it is checked
 *
 * Stands on: base, fact, question, policy, mime.
 */
#pragma once

#include "cf-gather.h"

G_BEGIN_DECLS

/**
 * cf_gather_preview:
 *
 * Reads the header of a message only: source, times, sender, and what was
 * expected of the sender.  A check that does not come to its end is judged by
 * that: CF903 and CF904 are caution where a certificate was to be expected.
 *
 * Returns: (transfer full): never %NULL; its evidence is the expectation's alone
 */
CfFacts *cf_gather_preview (const CfGatherPrepared *prepared, const CfGatherRequest *request);

/* A key of policy that is for whoever drives the checks, such as [network] mode=; %NULL when no file sets it. */
const char *cf_gather_get_setting (const CfGatherPrepared *prepared, const char *section, const char *key);

/* The hosts that may be asked for a missing issuer beside the shipped table.  (transfer full) */
char **cf_gather_dup_hosts (const CfGatherPrepared *prepared);

G_END_DECLS
