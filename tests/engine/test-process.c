/* test-process.c — the real program: one client's whole conversation with "certfirst engine" */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "cf-engine-memfd.h"
#include "cf-limits.h"
#include "cf-report.h"
#include "cf-test-engine.h"

static void
send_chunks (CfTestEngine *engine, int id, const char *text, gsize chunk)
{
  gsize length = strlen (text);

  cf_test_engine_send (engine, -1, "{\"id\":%d,\"type\":\"check\",\"from\":\"data\"," MEMBERS "}", id);
  for (gsize i = 0; i < length; i += chunk) {
    g_autofree char *bytes = g_base64_encode ((const guchar *) text + i, MIN (chunk, length - i));

    cf_test_engine_send (engine, -1, "{\"id\":%d,\"type\":\"data\",\"bytes\":\"%s\",\"last\":%s}", id, bytes,
                         i + chunk >= length ? "true" : "false");
  }
}

static void
test_hello (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  int checker;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  checker = cf_test_engine_greet (engine);
  g_assert_cmpint (checker, >, 0);
  g_assert_cmpint (cf_test_engine_find_template (engine), ==, checker);
  cf_test_engine_leave (engine);
  g_assert_cmpint (cf_test_engine_wait (engine, SOON_SECONDS), ==, 0);
  g_assert_false (cf_test_is_running (checker));
}

/* The report as text, without what is different each time. */
static char *
take_report_text (CfTestEngine *engine, int id)
{
  g_autoptr (JsonObject) reply = cf_test_engine_expect (engine, id, "report");
  JsonObject *report = json_object_get_object_member (reply, "report");

  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (report, "timing"), "total_us"), >, 0);
  json_object_remove_member (report, "timing");
  return cf_report_to_text (report);
}

static void
test_same_report (void)
{
  g_autoptr (CfTestEngine) by_socket = NULL;
  g_autoptr (CfTestEngine) by_pipes = NULL;
  g_autofree char *descriptor = NULL;
  g_autofree char *chunks = NULL;
  g_autofree char *pipes = NULL;

  if (cf_test_engine_skip ())
    return;

  by_socket = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (by_socket);
  cf_test_engine_check (by_socket, 2, MAIL);
  descriptor = take_report_text (by_socket, 2);
  send_chunks (by_socket, 3, MAIL, 7);
  chunks = take_report_text (by_socket, 3);

  by_pipes = cf_test_engine_start (TRUE, NULL);
  cf_test_engine_greet (by_pipes);
  send_chunks (by_pipes, 2, MAIL, 1000);
  pipes = take_report_text (by_pipes, 2);
  g_assert_cmpint (fcntl (by_pipes->out, F_GETPIPE_SZ), ==, CF_LIMIT_DATA_FRAME_BYTES);

  g_assert_nonnull (strstr (descriptor, "\"a@example.org\""));
  g_assert_cmpstr (descriptor, ==, chunks);
  g_assert_cmpstr (descriptor, ==, pipes);
}

/* A report that the client has, in the forms in which it is copied and saved; one that is none is refused in words. */
static void
test_export (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  g_autoptr (JsonObject) answer = NULL, export = NULL, refusal = NULL;
  g_autoptr (CfReport) report = NULL;
  g_autofree char *text = NULL;
  JsonArray *forms;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (TRUE, NULL);
  cf_test_engine_greet (engine);
  send_chunks (engine, 2, MAIL, 1000);
  answer = cf_test_engine_expect (engine, 2, "report");
  report = cf_report_read (json_object_get_object_member (answer, "report"), NULL);
  text = cf_report_to_text (json_object_get_object_member (answer, "report"));

  cf_test_engine_send (engine, -1, "{\"id\":3,\"type\":\"export\",\"report\":{\"certfirst\":1}}");
  refusal = cf_test_engine_expect (engine, 3, "error");
  g_assert_cmpstr (json_object_get_string_member (refusal, "code"), ==, "report");
  g_assert_false (json_object_get_boolean_member (refusal, "fatal"));

  cf_test_engine_send (engine, -1, "{\"id\":4,\"type\":\"export\",\"report\":%s}", text);
  export = cf_test_engine_expect (engine, 4, "export");
  forms = json_object_get_array_member (export, "export");
  g_assert_cmpuint (json_array_get_length (forms), ==, 3);
  for (guint i = 0; i < 3; i++) {
    JsonObject *form = json_array_get_object_element (forms, i);
    g_autofree char *redacted = cf_report_export (report, (CfReportFormat) i, TRUE);
    g_autofree char *everything = cf_report_export (report, (CfReportFormat) i, FALSE);

    g_assert_cmpstr (json_object_get_string_member (form, "redacted"), ==, redacted);
    g_assert_cmpstr (json_object_get_string_member (form, "everything"), ==, everything);
    g_assert_nonnull (strstr (everything, "a@example.org"));
    g_assert_null (strstr (redacted, "a@example.org"));
  }
}

/* Debug messages have no place between the frames. */
static void
test_debug_messages (void)
{
  g_autoptr (CfTestEngine) engine = NULL;

  if (cf_test_engine_skip ())
    return;

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  engine = cf_test_engine_start (FALSE, "--user-policy=/dev/null");
  g_unsetenv ("G_MESSAGES_DEBUG");
  cf_test_engine_greet (engine);
  cf_test_engine_check (engine, 2, MAIL);
  cf_test_engine_expect_report (engine, 2, "CF105");
}

static void
test_refused_descriptors (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  g_autofree char *name = NULL;
  int file, loose, half;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  file = g_file_open_tmp ("certfirst-XXXXXX", &name, NULL);
  loose = cf_engine_memfd_new ();
  half = cf_engine_memfd_new ();
  g_assert_cmpint (fcntl (half, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW), ==, 0);

  cf_test_engine_send (engine, file, "{\"id\":2,\"type\":\"check\",\"from\":\"fd\"," MEMBERS "}");
  cf_test_engine_expect_type (engine, 2, "error");
  cf_test_engine_send (engine, loose, "{\"id\":3,\"type\":\"check\",\"from\":\"fd\"," MEMBERS "}");
  cf_test_engine_expect_type (engine, 3, "error");
  cf_test_engine_send (engine, half, "{\"id\":4,\"type\":\"check\",\"from\":\"fd\"," MEMBERS "}");
  cf_test_engine_expect_type (engine, 4, "error");
  cf_test_engine_send (engine, -1, "{\"id\":5,\"type\":\"check\",\"from\":\"fd\"," MEMBERS "}");
  cf_test_engine_expect_type (engine, 5, "error");

  /* A refusal costs that question only. */
  cf_test_engine_check (engine, 6, MAIL);
  cf_test_engine_expect_report (engine, 6, "CF105");
  close (file);
  close (loose);
  close (half);
  unlink (name);
}

/* The order with one processor: the one that runs, then the newest. */
static void
test_overtaking (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  int checker;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  checker = cf_test_engine_find_spare (engine);
  kill (checker, SIGSTOP);
  cf_test_engine_check (engine, 2, MAIL);
  cf_test_engine_settle (engine, 20);
  for (int id = 3; id <= 5; id++)
    cf_test_engine_check (engine, id, MAIL);
  cf_test_engine_settle (engine, 21);
  kill (checker, SIGCONT);

  cf_test_engine_expect_report (engine, 2, "CF105");
  cf_test_engine_expect_report (engine, 5, "CF105");
  cf_test_engine_expect_report (engine, 4, "CF105");
  cf_test_engine_expect_report (engine, 3, "CF105");
}

/* What nobody looks at comes last, the oldest of it first. */
static void
test_background (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  int checker, message;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  checker = cf_test_engine_find_spare (engine);
  kill (checker, SIGSTOP);
  cf_test_engine_check (engine, 2, MAIL);
  cf_test_engine_settle (engine, 20);
  message = cf_test_engine_new_message (MAIL, 0);
  cf_test_engine_check (engine, 3, MAIL);
  for (int id = 4; id <= 5; id++)
    cf_test_engine_send (engine, message, "{\"id\":%d,\"type\":\"check\",\"from\":\"fd\",\"background\":true," MEMBERS "}", id);
  cf_test_engine_settle (engine, 21);
  kill (checker, SIGCONT);
  close (message);

  cf_test_engine_expect_report (engine, 2, "CF105");
  cf_test_engine_expect_report (engine, 3, "CF105");
  cf_test_engine_expect_report (engine, 4, "CF105");
  cf_test_engine_expect_report (engine, 5, "CF105");
}

static void
test_cancel (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  int checker;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  checker = cf_test_engine_find_spare (engine);
  kill (checker, SIGSTOP);
  for (int id = 2; id <= 4; id++) {
    cf_test_engine_check (engine, id, MAIL);
    cf_test_engine_settle (engine, 20 + id);
  }
  cf_test_engine_cancel (engine, 3);
  cf_test_engine_expect_type (engine, 3, "cancelled");
  cf_test_engine_cancel (engine, 2);
  cf_test_engine_expect_type (engine, 2, "cancelled");

  /* One reply for each question, and what worked for nobody is gone. */
  cf_test_engine_expect_report (engine, 4, "CF105");
  g_assert_false (cf_test_is_running (checker));

  /* Half a message is forgotten as well; what is still on its way is no breach. */
  cf_test_engine_send (engine, -1, "{\"id\":5,\"type\":\"check\",\"from\":\"data\"," MEMBERS "}");
  cf_test_engine_cancel (engine, 5);
  cf_test_engine_expect_type (engine, 5, "cancelled");
  cf_test_engine_send (engine, -1, "{\"id\":5,\"type\":\"data\",\"bytes\":\"YQ==\",\"last\":true}");
  cf_test_engine_check (engine, 6, MAIL);
  cf_test_engine_expect_report (engine, 6, "CF105");
}

static void
test_too_large (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  int message;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  message = cf_test_engine_new_message (MAIL, CF_LIMIT_MESSAGE_BYTES + 1);
  cf_test_engine_send (engine, message, "{\"id\":2,\"type\":\"check\",\"from\":\"fd\"," MEMBERS "}");
  cf_test_engine_expect_report (engine, 2, "CF901");
  close (message);
}

/* A client that asks and asks and does not read gets every answer in the end. */
static void
test_slow_reader (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  gboolean seen[200] = { FALSE };

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_greet (engine);
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    cf_test_engine_check (engine, 100 + (int) i, MAIL);
  g_usleep (200000);
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++) {
    g_autoptr (JsonObject) reply = cf_test_engine_receive (engine);
    gint64 id = json_object_get_int_member (reply, "id") - 100;

    g_assert_cmpint (id, >=, 0);
    g_assert_cmpint (id, <, G_N_ELEMENTS (seen));
    g_assert_false (seen[id]);
    seen[id] = TRUE;
  }
}

#define BYTES(text) text, sizeof text - 1

/* Little-endian lengths: the rows with a text of their own are skipped elsewhere. */
static void
test_malformed (void)
{
  static const struct {
    const char *says;
    const char *bytes;
    gsize length;
    gboolean leaves; /* the client goes afterwards */
  } rows[] = {
    { "length 0", BYTES ("\0\0\0\0"), FALSE },
    { "length of all bits", BYTES ("\377\377\377\377"), FALSE },
    { "a web browser", BYTES ("GET / HTTP/1.1\r\n\r\n"), FALSE },
    { "no JSON", BYTES ("\4\0\0\0abcd"), FALSE },
    { "an array", BYTES ("\2\0\0\0[]"), FALSE },
    { "an object without type", BYTES ("\2\0\0\0{}"), FALSE },
    { "half a length", BYTES ("\2\0"), TRUE },
    { "half a frame", BYTES ("\12\0\0\0{\"id\":"), TRUE },
  };

  if (cf_test_engine_skip () || G_BYTE_ORDER != G_LITTLE_ENDIAN)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestEngine) engine = cf_test_engine_start (FALSE, NULL);
    int checker = i % 2 == 0 ? cf_test_engine_greet (engine) : 0;

    g_test_message ("%s", rows[i].says);
    cf_test_engine_write (engine, rows[i].bytes, rows[i].length);
    if (rows[i].leaves)
      cf_test_engine_leave (engine);
    g_assert_cmpint (cf_test_engine_wait (engine, CF_TEST_ENGINE_END_SECONDS), ==, 1);
    g_assert_false (checker > 0 && cf_test_is_running (checker));
  }
}

static void
test_other_version (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  g_autoptr (JsonObject) reply = NULL;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, NULL);
  cf_test_engine_send (engine, -1, "{\"id\":1,\"type\":\"hello\",\"version\":99,\"client\":\"test\"}");
  reply = cf_test_engine_expect (engine, 1, "error");
  g_assert_cmpstr (json_object_get_string_member (reply, "code"), ==, "version");
  g_assert_true (json_object_get_boolean_member (reply, "fatal"));
  g_assert_cmpint (cf_test_engine_wait (engine, CF_TEST_ENGINE_END_SECONDS), ==, 1);
}

static void
test_refused_options (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  g_autoptr (CfTestEngine) unheard = NULL;
  g_autoptr (JsonObject) reply = NULL;

  if (cf_test_engine_skip ())
    return;

  engine = cf_test_engine_start (FALSE, "--policy=/nowhere/at/all.policy");
  cf_test_engine_send (engine, -1, "{\"id\":1,\"type\":\"hello\",\"version\":1,\"client\":\"test\"}");
  reply = cf_test_engine_expect (engine, 1, "error");
  g_assert_cmpstr (json_object_get_string_member (reply, "code"), ==, "options");
  g_assert_nonnull (strstr (json_object_get_string_member (reply, "message"), "/nowhere/at/all.policy"));
  g_assert_cmpint (cf_test_engine_wait (engine, CF_TEST_ENGINE_END_SECONDS), ==, 2);

  unheard = cf_test_engine_start (FALSE, "--policy=/nowhere/at/all.policy");
  cf_test_engine_leave (unheard);
  g_assert_cmpint (cf_test_engine_wait (unheard, CF_TEST_ENGINE_END_SECONDS), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  cf_test_engine_use_one_processor ();
  g_test_add_func ("/engine/process/hello", test_hello);
  g_test_add_func ("/engine/process/same-report", test_same_report);
  g_test_add_func ("/engine/process/export", test_export);
  g_test_add_func ("/engine/process/debug-messages", test_debug_messages);
  g_test_add_func ("/engine/process/refused-descriptors", test_refused_descriptors);
  g_test_add_func ("/engine/process/overtaking", test_overtaking);
  g_test_add_func ("/engine/process/background", test_background);
  g_test_add_func ("/engine/process/cancel", test_cancel);
  g_test_add_func ("/engine/process/too-large", test_too_large);
  g_test_add_func ("/engine/process/slow-reader", test_slow_reader);
  g_test_add_func ("/engine/process/malformed", test_malformed);
  g_test_add_func ("/engine/process/other-version", test_other_version);
  g_test_add_func ("/engine/process/refused-options", test_refused_options);
  return g_test_run ();
}
