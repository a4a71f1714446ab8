/* cf-lookup-desk.h — frames -> questions, and answers -> frames
 *
 * Knows who asked what: a question that is open already is asked once.
 * Stands on: base, frame, question.
 */
#pragma once

#include "cf-frame-writer.h"
#include "cf-lookup-cache.h"
#include "cf-lookup-http.h"

G_BEGIN_DECLS

typedef struct _CfLookupDesk CfLookupDesk;

/* All that it is given must outlive it.  (transfer full) */
CfLookupDesk *cf_lookup_desk_new (const CfLookupOptions *options, CfLookupDns *dns, CfLookupHttp *http, CfFrameWriter *writer);

/* Takes one frame; FALSE with @error when it is none of this protocol. */
gboolean cf_lookup_desk_take (CfLookupDesk *self, JsonObject *frame, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Answers questions whose time is up, and tells what is new of the resolver. */
void cf_lookup_desk_work (CfLookupDesk *self);

/* Monotonic time of the next question whose time is up; G_MAXINT64 for none. */
gint64 cf_lookup_desk_get_due (const CfLookupDesk *self);

/* Accepts %NULL.  Open questions are forgotten. */
void cf_lookup_desk_free (CfLookupDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfLookupDesk, cf_lookup_desk_free)

G_END_DECLS
