/* cf-test-engine.h — "certfirst engine" under test: its process and frames to and from it */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MAIL "From: a@example.org\r\nTo: b@example.org\r\nSubject: hello\r\nMessage-ID: <1@example.org>\r\n\r\ntext\r\n"

/* What every question tells beside its id, its type and where the bytes are. */
#define MEMBERS "\"place\":\"folder\",\"exact\":true,\"lang\":\"en\",\"source\":\"a.eml\",\"at\":\"2026-01-01T00:00:00Z\""

/* What an engine may take to end after its client. */
#define SOON_SECONDS 5

/**
 * CfTestEngine:
 * @in, @out: our ends; the same socket, or two pipes
 */
typedef struct {
  int pid;
  int in;
  int out;
  GByteArray *incoming;
} CfTestEngine;

/* Skips the test when CERTFIRST_PROGRAM names no program; TRUE then. */
gboolean cf_test_engine_skip (void);

/* The engines that are started from now on have one processor, and so check one message at a time. */
void cf_test_engine_use_one_processor (void);

/* Starts the program with one socket, or with two pipes.  @option: (nullable): one more argument */
CfTestEngine *cf_test_engine_start (gboolean with_pipes, const char *option);

/* The same with a function of the test program instead, on one socket.  @main: its exit status is the engine's */
CfTestEngine *cf_test_engine_start_function (int (*main) (int in, int out));

/* Bytes as they are. */
void cf_test_engine_write (CfTestEngine *self, gconstpointer bytes, gsize length);

/* A frame of formatted text, with @descriptor if it is not -1 (stays the caller's). */
void cf_test_engine_send (CfTestEngine *self, int descriptor, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* The next reply, within a minute; %NULL when the engine is gone. */
JsonObject *cf_test_engine_receive (CfTestEngine *self);

/* Says hello and takes the greeting.  Returns: the template */
int cf_test_engine_greet (CfTestEngine *self);

/* @text in a sealed memfd, with zeros behind it up to @size bytes; the caller closes it. */
int cf_test_engine_new_message (const char *text, gsize size);

/* Asks about a message, passed as a descriptor. */
void cf_test_engine_check (CfTestEngine *self, int id, const char *text);

/* Takes a question back. */
void cf_test_engine_cancel (CfTestEngine *self, int id);

/* The next reply, which must be of @type and to @id.  (transfer full) */
JsonObject *cf_test_engine_expect (CfTestEngine *self, int id, const char *type);

/* The same, with nothing more to see in it. */
void cf_test_engine_expect_type (CfTestEngine *self, int id, const char *type);

/* Takes the next reply, which must be the report of @id with this deciding reason. */
void cf_test_engine_expect_report (CfTestEngine *self, int id, const char *code);

/* Comes back when the engine has taken up all that was sent before: the first of it is being checked.
 * Uses up @id, with a question that is refused at once. */
void cf_test_engine_settle (CfTestEngine *self, int id);

/* The engine's children in the order of their birth: origin, template, checking processes.  Returns: how many */
guint cf_test_engine_list_children (CfTestEngine *self, int pids[], guint max);

/* The template now; 0 for none. */
int cf_test_engine_find_template (CfTestEngine *self);

/* The checking process that waits for the next message; waits for it. */
int cf_test_engine_find_spare (CfTestEngine *self);

/* Until an engine that ends has ended: only one that hangs takes so long, and on a busy machine nothing less says so. */
#define CF_TEST_ENGINE_END_SECONDS 60u

/* Waits @seconds at most for its end.  Returns: exit status, -1 when it still runs or was killed */
int cf_test_engine_wait (CfTestEngine *self, guint seconds);

/* Closes our ends. */
void cf_test_engine_leave (CfTestEngine *self);

/* Accepts %NULL.  Ends it and checks that nothing of it is left. */
void cf_test_engine_free (CfTestEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfTestEngine, cf_test_engine_free)

/* Whether a process runs; a zombie does not. */
gboolean cf_test_is_running (int pid);

G_END_DECLS
