/* cf-gather-preview.c — what is known of a message before it is checked: the header -> sender and expectation */
#include "cf-gather-preview.h"

#include <string.h>

#include "cf-gather-private.h"
#include "cf-limits.h"

/* The beginning of a message to its first empty line, however lines end. */
static CfSpan
find_header (CfSpan message)
{
  gsize limit = MIN (message.length, CF_LIMIT_HEADER_BYTES);

  for (gsize i = 0; i + 1 < limit; i++) {
    gsize next = message.data[i + 1] == '\r' ? i + 2 : i + 1;

    if (message.data[i] == '\n' && next < limit && message.data[next] == '\n')
      return cf_span_sub (message, 0, next + 1);
  }

  return cf_span_sub (message, 0, limit);
}

/* What mime says of these bytes is not true of the message. */
static void
forget_message (CfFacts *facts)
{
  g_clear_pointer (&facts->sha256, g_free);
  g_clear_pointer (&facts->canonical_sha256, g_free);
  facts->size = 0;
  facts->limit = 0;
  facts->evidence = 0;
  g_ptr_array_set_size (facts->attached_signatures, 0);
}

CfFacts *
cf_gather_preview (const CfGatherPrepared *prepared, const CfGatherRequest *request)
{
  CfFacts *facts = cf_facts_new ();
  g_autoptr (CfMime) mime = NULL;

  facts->source = g_strdup (request->source);
  facts->checked_at = request->now;
  facts->arrived = request->received;
  facts->judged_at = request->received != CF_TIME_UNKNOWN ? request->received : request->now;
  mime = cf_mime_read (find_header (request->message), facts);
  forget_message (facts);
  cf_gather_expectation (prepared, NULL, facts);
  return facts;
}

const char *
cf_gather_get_setting (const CfGatherPrepared *prepared, const char *section, const char *key)
{
  return cf_policy_get (prepared->policy, section, key);
}

char **
cf_gather_dup_hosts (const CfGatherPrepared *prepared)
{
  return cf_cert_dup_hosts (&prepared->rules);
}
