/* cf-engine-request.h — what a client tells about one message
 *
 * The same members go from the client to the monitor and from the monitor to
 * the checking process; their rows are in one table.
 * Stands on: base, fact, json-glib.
 */
#pragma once

#include "cf-frame.h"
#include "cf-fact.h"

G_BEGIN_DECLS

/**
 * CfEngineRequest:
 * @source, @account, @lang: (nullable)
 * @at: what time it is; CF_TIME_UNKNOWN when the client did not say
 * @live: whether the mail is arriving now, before the eyes of the client: only such mail teaches the ledger when
 *   it came (MEANING section 12)
 * @asked: a person wants answers from outside now, and did not only open the mail ([network] at-opening=)
 * @view: the client cannot word the details itself: they come with the report
 * @background: nobody looks at it now: mail that arrives, a folder that is gone through
 * @decrypted: the inner part that the host decrypted comes beside the message, the same way
 */
typedef struct {
  char *source;
  char *account;
  char *lang;
  CfTime at;
  CfTime received;
  CfPlace place;
  gboolean exact;
  gboolean redact;
  gboolean trace;
  gboolean view;
  gboolean background;
  gboolean live;
  gboolean asked;
  gboolean decrypted;
} CfEngineRequest;

/**
 * cf_engine_request_read:
 *
 * Members may be null where the struct has a "not known"; "place" and "exact"
 * must be said, because a wrong guess would let a rewritten mail look original.
 *
 * Returns: (transfer full): NULL with @error that names the member
 */
CfEngineRequest *cf_engine_request_read (JsonObject *object, GError **error);

/* All members, into @object. */
void cf_engine_request_write (const CfEngineRequest *self, JsonObject *object);

/* Accepts %NULL. */
void cf_engine_request_free (CfEngineRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineRequest, cf_engine_request_free)

G_END_DECLS
