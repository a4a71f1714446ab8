/* cf-test-engine.h — "certfirst engine" under test: its process and frames to and from it */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

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

/* Whether there is a program to test: CERTFIRST_PROGRAM. */
gboolean cf_test_engine_is_given (void);

/* Starts the program with one socket, or with two pipes.  @option: (nullable): one more argument */
CfTestEngine *cf_test_engine_start (gboolean with_pipes, const char *option);

/* Bytes as they are. */
void cf_test_engine_write (CfTestEngine *self, gconstpointer bytes, gsize length);

/* A frame of formatted text, with @descriptor if it is not -1 (stays the caller's). */
void cf_test_engine_send (CfTestEngine *self, int descriptor, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* The next reply, within a minute; %NULL when the engine is gone. */
JsonObject *cf_test_engine_receive (CfTestEngine *self);

/* Says hello and takes the greeting.  Returns: the checking process */
int cf_test_engine_greet (CfTestEngine *self);

/* The engine's only child now; 0 for none. */
int cf_test_engine_find_checker (CfTestEngine *self);

/* Waits @seconds at most for its end.  Returns: exit status, -1 when it still runs or was killed */
int cf_test_engine_wait (CfTestEngine *self, guint seconds);

/* Closes our ends. */
void cf_test_engine_leave (CfTestEngine *self);

/* Ends it and checks that nothing of it is left. */
void cf_test_engine_free (CfTestEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfTestEngine, cf_test_engine_free)

/* Whether a process runs; a zombie does not. */
gboolean cf_test_is_running (int pid);

G_END_DECLS
