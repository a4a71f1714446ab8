/* cf-test-client.h — what the tests of the client share: answers that are waited for, processes, descriptors */
#pragma once

#include "cf-client-private.h"

G_BEGIN_DECLS

#define MAIL "From: a@example.org\r\nTo: b@example.org\r\nSubject: hello\r\nMessage-ID: <1@example.org>\r\n\r\ntext\r\n"

/* Skips the test when CERTFIRST_PROGRAM names no program; TRUE then. */
gboolean cf_test_skip_without_program (void);

/* A client of the real engine, which asks nobody.  (transfer full) */
CfClient *cf_test_client_new (void);

/* Stops the client and waits until its engine is reaped. */
void cf_test_stop (CfClient *client);

/**
 * CfTestAnswer:
 * @n_calls: how often the callback came: once is right
 */
typedef struct {
  guint n_calls;
  CfReport *report;
  GError *error;
} CfTestAnswer;

/* Asks about a text; the answer comes while a main context runs.  (transfer full) */
CfTestAnswer *cf_test_ask (CfClient *client, const char *message, GCancellable *cancellable);

/* The same for bytes. */
CfTestAnswer *cf_test_ask_bytes (CfClient *client, GBytes *message, GCancellable *cancellable);

/* The same with everything as the test wants it. */
CfTestAnswer *cf_test_ask_request (CfClient *client, const CfClientRequest *request, GCancellable *cancellable);

/* Call it only after the answer has come. */
void cf_test_answer_free (CfTestAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfTestAnswer, cf_test_answer_free)

/* Runs the default main context until the answer is there. */
void cf_test_wait (CfTestAnswer *answer);

/* Waits, and checks the deciding reason. */
void cf_test_expect (CfTestAnswer *answer, const char *code);

/* Runs the default main context for a while. */
void cf_test_run_for (guint milliseconds);

/* Whether a process runs; a zombie does not. */
gboolean cf_test_is_running (int pid);

/* Runs the default main context until a process is gone and reaped. */
void cf_test_wait_reaped (int pid);

/* Open descriptors of this process. */
guint cf_test_count_descriptors (void);

/* Code of the deciding reason. */
const char *cf_test_get_code (const CfReport *report);

G_END_DECLS
