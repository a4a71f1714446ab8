/* cf-client-call.h — one question that is not about a message, until its answer
 *
 * Inside client only.
 */
#pragma once

#include "cf-client.h"

G_BEGIN_DECLS

/* The answer's struct out of the reply; %NULL when it is none. */
typedef gpointer (*CfClientCallRead) (JsonObject *reply);

/* Sends @question under an id of its own; takes it and @task, which returns what @read made of the reply. */
void cf_client_call (CfClient *self, JsonObject *question, CfClientCallRead read, GDestroyNotify free, GTask *task);

/* Takes the answer to a call: a reply, or an error.  FALSE when @id is none of a call that is open. */
gboolean cf_client_call_answer (CfClient *self, gint64 id, JsonObject *reply);

/* The engine died: each open call goes to the next engine once, or ends with @problem. */
void cf_client_call_lose_all (CfClient *self, const char *problem);

/* All open calls end with an error: there will be no engine. */
void cf_client_call_end_all (CfClient *self, GIOErrorEnum code, const char *message);

G_END_DECLS
