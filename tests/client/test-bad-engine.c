/* test-bad-engine.c — the client with engines that are missing, die, lie or say nothing
 *
 * The engines are small scripts: they count their starts, print what a row
 * says, and then end or stay.
 */
#include <glib/gstdio.h>
#include <signal.h>

#include "cf-limits.h"
#include "cf-test-client.h"

/* The script, what it prints, and a line for each of its starts. */
typedef struct {
  char *program;
  char *output;
  char *starts;
} Fixture;

/* One for all tests: the environment is set once, before there are threads. */
static char *folder;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->program = g_build_filename (folder, "engine", NULL);
  fixture->output = g_build_filename (folder, "output", NULL);
  fixture->starts = g_build_filename (folder, "starts", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  char *names[] = { fixture->program, fixture->output, fixture->starts };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_remove (names[i]);
    g_free (names[i]);
  }
}

/* An engine that prints @output and then does what @after says. */
static void
put_engine (Fixture *fixture, gconstpointer output, gsize length, const char *after)
{
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\necho x >> '%s'\ncat '%s'\n%s\n", fixture->starts,
                                             fixture->output, after);

  g_assert_true (g_file_set_contents (fixture->output, output, (gssize) length, NULL));
  g_assert_true (g_file_set_contents_full (fixture->program, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
}

static guint
count_starts (Fixture *fixture)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  return g_file_get_contents (fixture->starts, &text, &length, NULL) ? (guint) length / 2 : 0;
}

/* Ends before the client does, whatever the engine does. */
static void
end (CfClient *client)
{
  int pid = cf_client_get_engine_pid (client);

  cf_client_stop (client);
  if (pid > 0)
    cf_test_wait_reaped (pid);
}

static GByteArray *
frame_of (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();
  guint32 length = (guint32) strlen (text);

  g_byte_array_append (bytes, (const guint8 *) &length, sizeof length);
  g_byte_array_append (bytes, (const guint8 *) text, length);
  return bytes;
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClient) client = cf_client_new (NULL);

  for (guint i = 0; i < 5; i++) {
    g_autoptr (CfTestAnswer) answer = cf_test_ask (client, MAIL, NULL);

    g_assert_cmpuint (answer->n_calls, ==, 0);
    cf_test_expect (answer, "CF904");
    g_assert_cmpint (answer->report->verdict, ==, CF_VERDICT_UNDETERMINED);
    g_assert_nonnull (strstr (cf_client_get_problem (client), fixture->program));
  }
}

static void
test_missing_sync (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClient) client = cf_client_new (NULL);
  g_autoptr (GBytes) message = g_bytes_new_static (MAIL, strlen (MAIL));
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  g_autoptr (CfReport) report = NULL;
  g_autoptr (GError) error = NULL;

  request.message = message;
  report = cf_client_check (client, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cf_test_get_code (report), ==, "CF904");
  g_assert_nonnull (cf_client_get_problem (client));
}

static void
test_not_executable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClient) client = cf_client_new (NULL);
  g_autoptr (CfTestAnswer) answer = NULL;

  g_assert_true (g_file_set_contents (fixture->program, "no program", -1, NULL));
  answer = cf_test_ask (client, MAIL, NULL);
  cf_test_expect (answer, "CF904");
  g_assert_nonnull (cf_client_get_problem (client));
}

static char *
nested (void)
{
  GString *text = g_string_new ("{\"id\":1,\"type\":\"report\",\"report\":");

  for (guint i = 0; i < 400000; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 400000; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

/* The question has id 1: it is asked before the first hello, which has 2. */
static void
test_lies (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *says;
    const char *text;
  } rows[] = {
    { "no JSON", "abcdefgh" },
    { "an array", "[]" },
    { "an empty object", "{}" },
    { "two objects", "{}{}" },
    { "no type", "{\"id\":1}" },
    { "an unknown type", "{\"id\":1,\"type\":\"verdict\"}" },
    { "a type that is no text", "{\"id\":1,\"type\":7}" },
    { "no report", "{\"id\":1,\"type\":\"report\"}" },
    { "a report that is no object", "{\"id\":1,\"type\":\"report\",\"report\":5}" },
    { "an empty report", "{\"id\":1,\"type\":\"report\",\"report\":{}}" },
    { "a report of one word", "{\"id\":1,\"type\":\"report\",\"report\":{\"certfirst\":1,\"verdict\":\"verified\"}}" },
    { "an error without words", "{\"id\":1,\"type\":\"error\"}" },
    { "an error", "{\"id\":1,\"type\":\"error\",\"code\":\"too-many\",\"message\":\"no\",\"fatal\":false}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfClient) client = cf_client_new (NULL);
    g_autoptr (GByteArray) bytes = frame_of (rows[i].text);
    g_autoptr (CfTestAnswer) answer = NULL;

    g_test_message ("%s", rows[i].says);
    put_engine (fixture, bytes->data, bytes->len, "exec sleep 1000");
    answer = cf_test_ask (client, MAIL, NULL);
    cf_test_expect (answer, "CF904");
    g_assert_nonnull (cf_client_get_problem (client));
    end (client);
  }
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = nested ();
  g_autofree char *large = g_strnfill (CF_LIMIT_REPLY_BYTES + 1, 'x');
  g_autoptr (GByteArray) deep_frame = frame_of (deep);
  g_autoptr (GByteArray) large_frame = frame_of (large);
  const struct {
    const char *says;
    const void *bytes;
    gsize length;
    const char *after;
  } rows[] = {
    { "nothing", "", 0, "exit 0" },
    { "nothing, and a failure", "", 0, "exit 2" },
    { "a signal", "", 0, "kill -SEGV $$" },
    { "length 0", "\0\0\0\0", 4, "exec sleep 1000" },
    { "all bits", "\377\377\377\377", 4, "exec sleep 1000" },
    { "half a length", "\2\0", 2, "exit 0" },
    { "half a frame", "\2\0\0\0{", 5, "exit 0" },
    { "random bytes", "", 0, "head -c 100000 /dev/urandom" },
    { "an endless stream", "", 0, "exec cat /dev/zero" },
    { "too deep", deep_frame->data, deep_frame->len, "exec sleep 1000" },
    { "too large", large_frame->data, large_frame->len, "exec sleep 1000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfClient) client = cf_client_new (NULL);
    g_autoptr (CfTestAnswer) answer = NULL;

    g_test_message ("%s", rows[i].says);
    put_engine (fixture, rows[i].bytes, rows[i].length, rows[i].after);
    answer = cf_test_ask (client, MAIL, NULL);
    cf_test_expect (answer, "CF904");
    g_assert_nonnull (cf_client_get_problem (client));
    end (client);
  }
}

/* Answers to questions that nobody asked, or asks no more, are dropped. */
static void
test_unknown_ids (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClient) client = cf_client_new (NULL);
  g_autoptr (GByteArray) bytes = frame_of ("{\"id\":77,\"type\":\"report\",\"report\":{}}");
  g_autoptr (GByteArray) second = frame_of ("{\"id\":78,\"type\":\"cancelled\"}");
  g_autoptr (GByteArray) third = frame_of ("{\"id\":\"1\",\"type\":\"cancelled\"}");
  g_autoptr (CfTestAnswer) answer = NULL;

  g_byte_array_append (bytes, second->data, second->len);
  g_byte_array_append (bytes, third->data, third->len);
  put_engine (fixture, bytes->data, bytes->len, "exec sleep 1000");
  cf_client_set_wait_seconds (client, 1);
  answer = cf_test_ask (client, MAIL, NULL);
  cf_test_expect (answer, "CF903");
  end (client);
}

static void
test_silence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClient) client = cf_client_new (NULL);
  g_autoptr (CfTestAnswer) answer = NULL;
  int pid;

  put_engine (fixture, "", 0, "exec sleep 1000");
  cf_client_set_wait_seconds (client, 1);
  answer = cf_test_ask (client, MAIL, NULL);
  pid = cf_client_get_engine_pid (client);
  cf_test_expect (answer, "CF903");
  g_assert_cmpuint (answer->report->facts->limit, ==, 1);
  /* What does not answer does not stay. */
  cf_test_wait_reaped (pid);
}

/* An engine that reads nothing: the host goes on, and so do its questions. */
static void
test_full_socket (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClient) client = cf_client_new (NULL);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_test_answer_free);
  g_autofree char *source = g_strnfill (4000, 'x');
  g_autoptr (GBytes) message = g_bytes_new_static (MAIL, strlen (MAIL));
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  gint64 began = g_get_monotonic_time ();

  put_engine (fixture, "", 0, "exec sleep 1000");
  cf_client_set_wait_seconds (client, 1);
  request.message = message;
  request.source = source;
  for (guint i = 0; i < 1000; i++)
    g_ptr_array_add (answers, cf_test_ask_request (client, &request, NULL));
  g_assert_cmpint (g_get_monotonic_time () - began, <, 10 * G_USEC_PER_SEC);
  for (guint i = 0; i < answers->len; i++)
    cf_test_wait (g_ptr_array_index (answers, i));
  g_assert_cmpuint (count_starts (fixture), <=, CF_LIMIT_DEATHS);
}

/* Two questions, one engine that dies: the first is lost, the second gets one more engine. */
static void
test_asked_again_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClient) client = cf_client_new (NULL);
  g_autoptr (CfTestAnswer) first = NULL;
  g_autoptr (CfTestAnswer) second = NULL;

  put_engine (fixture, "", 0, "head -c 100 >/dev/null; exit 0");
  first = cf_test_ask (client, MAIL, NULL);
  second = cf_test_ask (client, MAIL, NULL);
  cf_test_expect (first, "CF904");
  cf_test_expect (second, "CF904");
  g_assert_cmpuint (count_starts (fixture), ==, 2);
}

static void
test_deaths_in_a_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CfClient) client = cf_client_new (NULL);
  gint64 began;

  put_engine (fixture, "", 0, "exit 0");
  for (guint i = 0; i < CF_LIMIT_DEATHS; i++) {
    g_autoptr (CfTestAnswer) answer = cf_test_ask (client, MAIL, NULL);

    cf_test_expect (answer, "CF904");
    g_assert_cmpuint (count_starts (fixture), ==, i + 1);
  }

  /* From now on no engine is started for a while; answers come at once. */
  began = g_get_monotonic_time ();
  for (guint i = 0; i < 20; i++) {
    g_autoptr (CfTestAnswer) answer = cf_test_ask (client, MAIL, NULL);

    cf_test_expect (answer, "CF904");
  }
  g_assert_cmpint (g_get_monotonic_time () - began, <, CF_LIMIT_REST_SECONDS / 2 * G_USEC_PER_SEC);
  g_assert_cmpuint (count_starts (fixture), ==, CF_LIMIT_DEATHS);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *says;
    const char *text;
    const char *words;
  } rows[] = {
    { "options", "{\"id\":2,\"type\":\"error\",\"code\":\"options\",\"message\":\"/x: cannot be opened\",\"fatal\":true}",
      "/x: cannot be opened" },
    { "another version", "{\"id\":2,\"type\":\"hello\",\"version\":2}", "release" },
    { "no version", "{\"id\":2,\"type\":\"hello\"}", "release" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfClient) client = cf_client_new (NULL);
    g_autoptr (GByteArray) bytes = frame_of (rows[i].text);
    g_autoptr (CfTestAnswer) first = NULL;
    g_autoptr (CfTestAnswer) second = NULL;

    g_test_message ("%s", rows[i].says);
    put_engine (fixture, bytes->data, bytes->len, "exec cat >/dev/null");
    first = cf_test_ask (client, MAIL, NULL);
    second = cf_test_ask (client, MAIL, NULL);
    cf_test_wait (first);
    cf_test_wait (second);
    g_assert_error (first->error, G_IO_ERROR, G_IO_ERROR_FAILED);
    g_assert_error (second->error, G_IO_ERROR, G_IO_ERROR_FAILED);
    g_assert_nonnull (strstr (first->error->message, rows[i].words));
    g_assert_nonnull (strstr (cf_client_get_problem (client), rows[i].words));
    end (client);
  }
}

/* Whatever the host does with bad engines, no descriptor stays open. */
static void
test_leaks (Fixture *fixture, gconstpointer data)
{
  static const char *const afters[] = { "exit 0", "exec sleep 1000", "head -c 1000 /dev/urandom" };
  guint before = 0;

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (afters); i++) {
    g_autoptr (CfClient) client = cf_client_new (NULL);
    g_autoptr (CfTestAnswer) first = NULL;
    g_autoptr (CfTestAnswer) second = NULL;

    if (i == G_N_ELEMENTS (afters))
      before = cf_test_count_descriptors ();
    put_engine (fixture, "", 0, afters[i % G_N_ELEMENTS (afters)]);
    cf_client_set_wait_seconds (client, 1);
    first = cf_test_ask (client, MAIL, NULL);
    second = cf_test_ask (client, MAIL, NULL);
    cf_test_wait (first);
    end (client);
    cf_test_wait (second);
    cf_test_run_for (50);
  }

  g_assert_cmpuint (cf_test_count_descriptors (), ==, before);
}

#define ADD(path, func) g_test_add ("/client/bad-engine/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *program = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("certfirst-client-XXXXXX", NULL);
  program = g_build_filename (folder, "engine", NULL);
  g_setenv ("CERTFIRST_PROGRAM", program, TRUE);
  ADD ("missing", test_missing);
  ADD ("missing-sync", test_missing_sync);
  ADD ("not-executable", test_not_executable);
  ADD ("lies", test_lies);
  ADD ("garbage", test_garbage);
  ADD ("unknown-ids", test_unknown_ids);
  ADD ("silence", test_silence);
  ADD ("full-socket", test_full_socket);
  ADD ("asked-again-once", test_asked_again_once);
  ADD ("deaths-in-a-row", test_deaths_in_a_row);
  ADD ("refused", test_refused);
  ADD ("leaks", test_leaks);
  status = g_test_run ();

  g_rmdir (folder);
  g_free (folder);
  return status;
}
