/* cf-lookup-cache.h — answers that were had already, in memory and in a folder
 *
 * Nothing but questions and answers is kept.  What is in the folder is not
 * believed: a broken, old or foreign file is not there.
 * Stands on: base, question.
 */
#pragma once

#include "cf-question-answer.h"

G_BEGIN_DECLS

typedef struct _CfLookupCache CfLookupCache;

/**
 * cf_lookup_cache_new:
 * @folder: (nullable): made with mode 700 when it is not there; one that cannot be used is none
 *
 * Returns: (transfer full)
 */
CfLookupCache *cf_lookup_cache_new (const char *folder);

/**
 * cf_lookup_cache_find:
 * @now: an answer that has expired by then, or was had after it, is not there
 *
 * Returns: (transfer full) (nullable)
 */
CfAnswer *cf_lookup_cache_find (CfLookupCache *self, CfQuestionKind kind, const char *key, CfTime now);

/**
 * cf_lookup_cache_add:
 *
 * Keeps a copy until the answer expires.  Failures stay in memory and are kept
 * CF_LIMIT_KEEP_FAILED_SECONDS at most; an answer without expiry is not kept.
 */
void cf_lookup_cache_add (CfLookupCache *self, const CfAnswer *answer);

/* Accepts %NULL. */
void cf_lookup_cache_free (CfLookupCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfLookupCache, cf_lookup_cache_free)

G_END_DECLS
