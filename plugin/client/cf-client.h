/* cf-client.h — the object that a host talks to
 *
 * Starts one engine for the process at the first question, passes messages as
 * sealed memfds over a socket pair, and hands back reports that were checked
 * against the schema.  Never blocks the host's main loop; survives a dead
 * engine (CF904) and restarts it, at most three times in a row.
 * Stands on: base, report, GIO.
 */
#pragma once

#include <gio/gio.h>

#include "cf-report.h"

G_BEGIN_DECLS

#define CF_TYPE_CLIENT (cf_client_get_type ())
G_DECLARE_FINAL_TYPE (CfClient, cf_client, CF, CLIENT, GObject)

/**
 * CfClientRequest:
 *
 * One message and what the host knows about it.  Strings are borrowed.
 * @message: the bytes as the host holds them
 * @source, @account: (nullable)
 * @lang: (nullable): language of the words; NULL means the locale
 * @at: what time it is; CF_TIME_UNKNOWN means now
 * @received: CF_TIME_UNKNOWN when the host does not know
 * @exact: whether the bytes are those that arrived
 * @background: nobody looks at it now: others go first
 * @live: the client sees it arrive now
 * @asked: a person wants answers from outside now ("Check again", a command), and did not only open the mail
 * @decrypted: (nullable): the MIME entity that the host decrypted out of @message; only if the root body is encrypted
 */
typedef struct {
  GBytes *message;
  const char *source;
  const char *account;
  const char *lang;
  CfTime at;
  CfTime received;
  CfPlace place;
  gboolean exact;
  gboolean redact;
  gboolean trace;
  gboolean background;
  gboolean live;
  gboolean asked;
  GBytes *decrypted;
} CfClientRequest;

/* A request with nothing known: exact bytes of a file.  */
#define CF_CLIENT_REQUEST_INIT { .at = CF_TIME_UNKNOWN, .received = CF_TIME_UNKNOWN, .place = CF_PLACE_FILE, .exact = TRUE }

/**
 * cf_client_new:
 * @arguments: (nullable): what "certfirst engine" is started with beside
 *   "engine" itself: "--policy=FILE" …; NULL-terminated
 *
 * The engine's program is the installed "certfirst"; CERTFIRST_PROGRAM in the
 * environment names another.
 *
 * Returns: (transfer full)
 */
CfClient *cf_client_new (const char *const *arguments);

/* What the engine's program does with the words "engine", "--policy=FILE" …; its exit status. */
typedef int (*CfClientEngineFunc) (int argc, char **argv);

/**
 * cf_client_fork_engine:
 *
 * For the engine's own program: starts the engine now and as a fork, which
 * saves opening the program and its libraries a second time.  To be called
 * before anything of a message is in memory: what the engine starts from holds
 * nothing of one.  Does nothing in a process with several threads, or when
 * CERTFIRST_PROGRAM names another program; then, and when this engine dies, one
 * is executed at the next question.
 */
void cf_client_fork_engine (CfClient *self, CfClientEngineFunc run);

/**
 * cf_client_check_async:
 * @cancellable: (nullable): cancelling sends "cancel" to the engine; the callback still runs, once
 *
 * Asks for one report.  Copies what it needs of @request.
 */
void cf_client_check_async (CfClient *self, const CfClientRequest *request, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);

/**
 * cf_client_check_finish:
 *
 * Returns: (transfer full): a report; a dead or slow engine gives one with
 *   verdict undetermined (CF904, CF903).  NULL with @error only when cancelled
 *   or when the engine refused its arguments
 */
CfReport *cf_client_check_finish (CfClient *self, GAsyncResult *result, GError **error);

/**
 * cf_client_arrived_async:
 * @request: @received is the moment in which the host saw the mail arrive, or CF_TIME_UNKNOWN for now; whether it is
 *   live, in the background or asked for is set here
 *
 * Checks a mail that arrives: after whatever somebody looks at, and it teaches the record of earlier mail when it came
 * (MEANING sections 5 and 12).  Once for each mail; what a folder held before is no arrival.
 */
void cf_client_arrived_async (CfClient *self, const CfClientRequest *request, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

/* As cf_client_check_finish(); for a mark in the list of messages.  (transfer full) */
CfReport *cf_client_arrived_finish (CfClient *self, GAsyncResult *result, GError **error);

/* The same as cf_client_check_async(), waiting in a main context of its own: for the command line and tests. */
CfReport *cf_client_check (CfClient *self, const CfClientRequest *request, GError **error);

/* The context that cf_client_check() waits in, and cf_client_stop() after it: for programs that have no main loop, and
 * ask several questions at a time.  (transfer none) */
GMainContext *cf_client_get_own_context (CfClient *self);

/* Ends the engine.  Open checks end cancelled. */
void cf_client_stop (CfClient *self);

/**
 * cf_client_get_problem:
 *
 * Why the last question was answered without the engine: it cannot be
 * started, refused its arguments, ended.  For doctor and the command line.
 *
 * Returns: (nullable): NULL since the engine last gave a report; valid until the next question
 */
const char *cf_client_get_problem (CfClient *self);

/* Process id of the running engine, 0 for none: for tests and doctor. */
int cf_client_get_engine_pid (CfClient *self);

G_END_DECLS
