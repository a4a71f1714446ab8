/* cf-policy-suggest.h — the word that was probably meant
 *
 * Stands on: GLib.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cf_policy_suggest:
 * @typed: what stands in the file, or on the command line
 * @words: (element-type utf8): what could stand there
 *
 * Returns: (nullable): the nearest of @words; %NULL when none is near
 */
const char *cf_policy_suggest (const char *typed, const GPtrArray *words);

G_END_DECLS
