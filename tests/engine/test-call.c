/* test-call.c — the table of calls: what a client may ask, when, how large; what each answers at once
 *
 * No checking process runs here: checks stay in the queue.
 */
#include <gio/gio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cf-engine-call.h"
#include "cf-engine-memfd.h"
#include "cf-limits.h"

#define HELLO "{\"id\":1,\"type\":\"hello\",\"version\":1,\"client\":\"test\"}"
#define CHECK_DATA(id) "{\"id\":" #id ",\"type\":\"check\",\"from\":\"data\",\"place\":\"file\",\"exact\":true}"
#define CHECK_FD(id) "{\"id\":" #id ",\"type\":\"check\",\"from\":\"fd\",\"place\":\"file\",\"exact\":true}"
#define CHECK_BOTH(id, from) \
  "{\"id\":" #id ",\"type\":\"check\",\"from\":\"" from "\",\"place\":\"file\",\"exact\":true,\"decrypted\":true}"
#define PART(id, part, bytes, last) \
  "{\"id\":" #id ",\"type\":\"data\",\"part\":\"" part "\",\"bytes\":\"" bytes "\",\"last\":" last "}"
#define DATA(id, bytes, last) "{\"id\":" #id ",\"type\":\"data\",\"bytes\":\"" bytes "\",\"last\":" last "}"
#define EXPORT(id, report) "{\"id\":" #id ",\"type\":\"export\",\"report\":" report "}"
#define CANCEL(id) "{\"id\":" #id ",\"type\":\"cancel\"}"

typedef struct {
  CfEngineOptions options;
  CfEngineMonitor *monitor;
  CfFrameReader *replies;
  int ends[2];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fixture->ends), ==, 0);
  fixture->monitor = cf_engine_monitor_new (&fixture->options, NULL, fixture->ends[0]);
  fixture->replies = cf_frame_reader_new (CF_LIMIT_REPLY_BYTES);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cf_engine_monitor_free (fixture->monitor);
  cf_frame_reader_free (fixture->replies);
  close (fixture->ends[0]);
  close (fixture->ends[1]);
}

/* One frame as if the client had sent it; takes @fd and @second. */
static gboolean
call_with (Fixture *fixture, const char *text, int fd, int second, GError **error)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  frame.object = json_node_dup_object (node);
  frame.size = strlen (text);
  frame.fd = fd;
  frame.second = second;
  return cf_engine_call (fixture->monitor, &frame, error);
}

static gboolean
call (Fixture *fixture, const char *text, int fd, GError **error)
{
  return call_with (fixture, text, fd, -1, error);
}

static void
call_well (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;

  call (fixture, text, -1, &error);
  g_assert_no_error (error);
}

/* The next reply; %NULL when there is none. */
static JsonObject *
take_reply (Fixture *fixture)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;

  cf_frame_writer_flush (fixture->monitor->writer);
  cf_frame_reader_fill (fixture->replies, fixture->ends[1], NULL);
  g_assert_true (cf_frame_reader_take (fixture->replies, &frame, NULL));
  return g_steal_pointer (&frame.object);
}

static void
expect_reply (Fixture *fixture, gint64 id, const char *type, const char *code)
{
  g_autoptr (JsonObject) reply = take_reply (fixture);

  g_assert_nonnull (reply);
  g_assert_cmpint (json_object_get_int_member (reply, "id"), ==, id);
  g_assert_cmpstr (json_object_get_string_member (reply, "type"), ==, type);
  if (code != NULL) {
    g_assert_cmpstr (json_object_get_string_member (reply, "code"), ==, code);
    g_assert_cmpuint (strlen (json_object_get_string_member (reply, "message")), >, 0);
  }
}

static void
expect_silence (Fixture *fixture)
{
  g_autoptr (JsonObject) reply = take_reply (fixture);

  g_assert_null (reply);
}

static int
new_message (const char *text)
{
  int fd = cf_engine_memfd_new ();

  g_assert_true (cf_engine_memfd_append (fd, cf_span_str (text)) && cf_engine_memfd_seal (fd));
  return fd;
}

/* Frames that end the engine: the client does not speak this protocol. */
static void
test_breaks (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *says;
    gboolean ready;
    const char *text;
  } rows[] = {
    { "no type", TRUE, "{\"id\":2}" },
    { "a type that is no text", TRUE, "{\"id\":2,\"type\":5}" },
    { "an unknown type", TRUE, "{\"id\":2,\"type\":\"shutdown\"}" },
    { "an empty type", TRUE, "{\"id\":2,\"type\":\"\"}" },
    { "a check before hello", FALSE, CHECK_DATA (2) },
    { "data before hello", FALSE, DATA (2, "", "true") },
    { "cancel before hello", FALSE, CANCEL (2) },
    { "hello twice", TRUE, HELLO },
    { "export before hello", FALSE, EXPORT (2, "{}") },
    { "export of nothing", TRUE, "{\"id\":2,\"type\":\"export\"}" },
    { "export of a text", TRUE, EXPORT (2, "\"report\"") },
    { "hello without version", FALSE, "{\"id\":1,\"type\":\"hello\",\"client\":\"x\"}" },
    { "hello without name", FALSE, "{\"id\":1,\"type\":\"hello\",\"version\":1}" },
    { "no id", FALSE, "{\"type\":\"hello\",\"version\":1,\"client\":\"x\"}" },
    { "id as text", TRUE, "{\"id\":\"2\",\"type\":\"cancel\"}" },
    { "id zero", TRUE, CANCEL (0) },
    { "id negative", TRUE, CANCEL (-1) },
    { "id beyond what every JSON reader keeps", TRUE, CANCEL (9007199254740992) },
    { "id with a fraction", TRUE, "{\"id\":2.5,\"type\":\"cancel\"}" },
    { "a check from nowhere", TRUE, "{\"id\":2,\"type\":\"check\",\"place\":\"file\",\"exact\":true}" },
    { "a check from a file", TRUE, "{\"id\":2,\"type\":\"check\",\"from\":\"file\",\"place\":\"file\",\"exact\":true}" },
    { "a check without place", TRUE, "{\"id\":2,\"type\":\"check\",\"from\":\"data\",\"exact\":true}" },
    { "data without bytes", TRUE, "{\"id\":2,\"type\":\"data\",\"last\":true}" },
    { "data without last", TRUE, "{\"id\":2,\"type\":\"data\",\"bytes\":\"\"}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", rows[i].says);
    fixture->monitor->state = rows[i].ready ? CF_ENGINE_STATE_READY : CF_ENGINE_STATE_NEW;
    g_assert_false (call (fixture, rows[i].text, -1, &error));
    g_assert_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL);
    g_assert_cmpuint (fixture->monitor->jobs->len, ==, 0);
  }
}

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *type;
    CfEngineState state;
    gsize max_bytes;
  } rows[] = {
    { "hello", CF_ENGINE_STATE_NEW, 1 * CF_KIB },
    { "check", CF_ENGINE_STATE_READY, CF_LIMIT_REQUEST_BYTES },
    { "data", CF_ENGINE_STATE_READY, CF_LIMIT_DATA_FRAME_BYTES },
    { "cancel", CF_ENGINE_STATE_READY, 1 * CF_KIB },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (CfFrame) frame = CF_FRAME_INIT;

    frame.object = json_object_new ();
    json_object_set_string_member (frame.object, "type", rows[i].type);
    frame.size = rows[i].max_bytes;
    g_assert_nonnull (cf_engine_call_find (rows[i].state, &frame, NULL));
    frame.size++;
    g_assert_null (cf_engine_call_find (rows[i].state, &frame, NULL));
  }
}

static void
test_hello (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) reply = NULL;
  JsonObject *limits;

  call_well (fixture, HELLO);
  reply = take_reply (fixture);
  g_assert_cmpint (json_object_get_int_member (reply, "id"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (reply, "type"), ==, "hello");
  g_assert_cmpint (json_object_get_int_member (reply, "version"), ==, 1);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (reply, "program"), "certfirst "));
  g_assert_true (json_object_has_member (reply, "checker_pid"));
  limits = json_object_get_object_member (reply, "limits");
  g_assert_cmpint (json_object_get_int_member (limits, "message_bytes"), ==, CF_LIMIT_MESSAGE_BYTES);
  g_assert_cmpint (json_object_get_int_member (limits, "data_frame_bytes"), ==, CF_LIMIT_DATA_FRAME_BYTES);
  g_assert_cmpint (json_object_get_int_member (limits, "reply_bytes"), ==, CF_LIMIT_REPLY_BYTES);
  g_assert_cmpint (fixture->monitor->state, ==, CF_ENGINE_STATE_READY);
  g_assert_false (fixture->monitor->is_ended);
}

static void
test_other_version (Fixture *fixture, gconstpointer data)
{
  call_well (fixture, "{\"id\":1,\"type\":\"hello\",\"version\":2,\"client\":\"test\"}");
  expect_reply (fixture, 1, "error", "version");
  g_assert_true (fixture->monitor->is_ended);
  g_assert_cmpint (fixture->monitor->status, ==, 1);
}

static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) reply = NULL;

  fixture->monitor->refusal = g_strdup ("/nowhere: cannot be opened");
  call_well (fixture, HELLO);
  reply = take_reply (fixture);
  g_assert_cmpstr (json_object_get_string_member (reply, "code"), ==, "options");
  g_assert_cmpstr (json_object_get_string_member (reply, "message"), ==, "/nowhere: cannot be opened");
  g_assert_true (json_object_get_boolean_member (reply, "fatal"));
  g_assert_true (fixture->monitor->is_ended);
  g_assert_cmpint (fixture->monitor->status, ==, 2);
}

static void
test_descriptors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int loose = memfd_create ("loose", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  fixture->monitor->state = CF_ENGINE_STATE_READY;
  call_well (fixture, CHECK_FD (2));
  expect_reply (fixture, 2, "error", "descriptor");
  g_assert_true (call (fixture, CHECK_FD (3), loose, NULL));
  expect_reply (fixture, 3, "error", "descriptor");
  g_assert_cmpuint (fixture->monitor->jobs->len, ==, 0);

  g_assert_true (call (fixture, CHECK_FD (4), new_message ("abc"), NULL));
  expect_silence (fixture);
  g_assert_cmpuint (fixture->monitor->jobs->len, ==, 1);
  g_assert_cmpuint (cf_engine_monitor_find_job (fixture->monitor, 4)->size, ==, 3);
  g_assert_cmpint (cf_engine_monitor_find_job (fixture->monitor, 4)->state, ==, CF_ENGINE_JOB_WAITING);

  /* Only a check takes one. */
  g_assert_false (call (fixture, CANCEL (4), new_message (""), &error));
  g_assert_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL);
}

/* What the host decrypted comes as a second memfd, as sealed as the first, and only where the check says so. */
static void
test_decrypted_descriptors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CfEngineJob *job;

  fixture->monitor->state = CF_ENGINE_STATE_READY;
  g_assert_true (call (fixture, CHECK_BOTH (2, "fd"), new_message ("abc"), NULL));
  expect_reply (fixture, 2, "error", "descriptor");
  g_assert_true (call_with (fixture, CHECK_BOTH (3, "fd"), new_message ("abc"),
                            memfd_create ("loose", MFD_CLOEXEC | MFD_ALLOW_SEALING), NULL));
  expect_reply (fixture, 3, "error", "descriptor");
  g_assert_cmpuint (fixture->monitor->jobs->len, ==, 0);

  g_assert_true (call_with (fixture, CHECK_BOTH (4, "fd"), new_message ("abc"), new_message ("inside"), NULL));
  expect_silence (fixture);
  job = cf_engine_monitor_find_job (fixture->monitor, 4);
  g_assert_cmpint (job->state, ==, CF_ENGINE_JOB_WAITING);
  g_assert_cmpuint (job->size, ==, 3);
  g_assert_cmpuint (job->decrypted_size, ==, 6);
  g_assert_cmpuint (cf_engine_job_get_bytes (job), ==, 9);

  g_assert_false (call_with (fixture, CHECK_FD (5), new_message ("abc"), new_message ("inside"), &error));
  g_assert_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL);
}

/* Chunks of both in any order; the check waits for the last of each. */
static void
test_decrypted_chunks (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = {
    PART (2, "message", "YQ==", "true"), PART (2, "other", "YQ==", "true"),
    "{\"id\":2,\"type\":\"data\",\"part\":1,\"bytes\":\"\",\"last\":true}",
  };
  g_autofree char *sha256 = NULL;
  CfEngineJob *job;

  fixture->monitor->state = CF_ENGINE_STATE_READY;
  call_well (fixture, CHECK_BOTH (2, "data"));
  job = cf_engine_monitor_find_job (fixture->monitor, 2);
  call_well (fixture, PART (2, "decrypted", "aW5z", "false"));
  call_well (fixture, PART (2, "message", "YQ==", "false"));
  call_well (fixture, DATA (2, "YmM=", "true"));
  g_assert_cmpint (job->state, ==, CF_ENGINE_JOB_COLLECTING);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (call (fixture, wrong[i], -1, &error));
    g_assert_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL);
  }
  call_well (fixture, PART (2, "decrypted", "aWRl", "true"));
  g_assert_cmpint (job->state, ==, CF_ENGINE_JOB_WAITING);
  g_assert_cmpuint (job->size, ==, 3);
  g_assert_cmpuint (job->decrypted_size, ==, 6);
  sha256 = cf_engine_memfd_digest (job->message);
  g_assert_cmpstr (job->sha256, ==, sha256);
  g_assert_true (cf_engine_memfd_is_sealed (job->decrypted));

  /* A check that announced none takes none. */
  call_well (fixture, CHECK_DATA (3));
  g_assert_false (call (fixture, PART (3, "decrypted", "YQ==", "true"), -1, NULL));
}

static void
test_chunks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = NULL;
  CfEngineJob *job;

  fixture->monitor->state = CF_ENGINE_STATE_READY;
  call_well (fixture, CHECK_DATA (2));
  job = cf_engine_monitor_find_job (fixture->monitor, 2);
  g_assert_cmpint (job->state, ==, CF_ENGINE_JOB_COLLECTING);
  call_well (fixture, DATA (2, "YQ==", "false"));
  call_well (fixture, DATA (2, "", "false"));
  g_assert_cmpint (job->state, ==, CF_ENGINE_JOB_COLLECTING);
  call_well (fixture, DATA (2, "YmM=", "true"));
  g_assert_cmpint (job->state, ==, CF_ENGINE_JOB_WAITING);
  g_assert_cmpuint (job->size, ==, 3);
  g_assert_true (cf_engine_memfd_is_sealed (job->message));
  sha256 = cf_engine_memfd_digest (job->message);
  g_assert_cmpstr (sha256, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpstr (job->sha256, ==, sha256);

  /* Chunks of a check that is not open are on their way from before it ended. */
  call_well (fixture, DATA (9, "YQ==", "true"));
  expect_silence (fixture);
}

static void
test_chunk_breaks (Fixture *fixture, gconstpointer data)
{
  static const char *const rows[] = {
    DATA (2, "YQ=", "false"), DATA (2, "Y Q=", "false"), DATA (2, "YQ==\\n", "false"), DATA (2, "====", "false"),
    DATA (2, "YQ==YQ==", "false"), DATA (2, "Y-_=", "false"), DATA (3, "YQ==", "true"),
  };

  fixture->monitor->state = CF_ENGINE_STATE_READY;
  call_well (fixture, CHECK_DATA (2));
  g_assert_true (call (fixture, CHECK_FD (3), new_message ("abc"), NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", rows[i]);
    g_assert_false (call (fixture, rows[i], -1, &error));
    g_assert_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL);
  }
}

static void
test_same_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->monitor->state = CF_ENGINE_STATE_READY;
  call_well (fixture, CHECK_DATA (2));
  g_assert_false (call (fixture, CHECK_DATA (2), -1, &error));
  g_assert_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL);
}

static void
test_too_many (Fixture *fixture, gconstpointer data)
{
  fixture->monitor->state = CF_ENGINE_STATE_READY;
  for (guint i = 0; i < CF_LIMIT_OPEN_CHECKS; i++) {
    g_autofree char *text =
      g_strdup_printf ("{\"id\":%u,\"type\":\"check\",\"from\":\"data\",\"place\":\"file\",\"exact\":true}", i + 2);

    call_well (fixture, text);
  }
  expect_silence (fixture);

  call_well (fixture, CHECK_DATA (999));
  expect_reply (fixture, 999, "error", "too-many");
  call_well (fixture, CANCEL (2));
  expect_reply (fixture, 2, "cancelled", NULL);
  call_well (fixture, CHECK_DATA (999));
  expect_silence (fixture);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  CfEngineJob *job;

  fixture->monitor->state = CF_ENGINE_STATE_READY;
  call_well (fixture, CHECK_DATA (2));
  g_assert_true (call (fixture, CHECK_FD (3), new_message ("abc"), NULL));
  g_assert_true (call (fixture, CHECK_FD (4), new_message ("abc"), NULL));

  call_well (fixture, CANCEL (2));
  expect_reply (fixture, 2, "cancelled", NULL);
  call_well (fixture, CANCEL (3));
  expect_reply (fixture, 3, "cancelled", NULL);
  g_assert_cmpuint (fixture->monitor->jobs->len, ==, 1);

  /* One that runs ends with its child. */
  job = cf_engine_monitor_find_job (fixture->monitor, 4);
  job->state = CF_ENGINE_JOB_RUNNING;
  call_well (fixture, CANCEL (4));
  expect_reply (fixture, 4, "cancelled", NULL);
  g_assert_cmpuint (fixture->monitor->jobs->len, ==, 0);

  /* Again, or too late: nothing. */
  call_well (fixture, CANCEL (4));
  call_well (fixture, CANCEL (2));
  call_well (fixture, CANCEL (77));
  expect_silence (fixture);
}

static void
test_base64 (void)
{
  static const struct {
    const char *text;
    const char *want; /* NULL: refused */
  } rows[] = {
    { "", "" },          { "YQ==", "a" },     { "YWI=", "ab" },  { "YWJj", "abc" },  { "YWJjZA==", "abcd" },
    { "Y", NULL },       { "YQ", NULL },      { "YQ=", NULL },   { "YQ===", NULL },  { "YWJj=", NULL },
    { "YQ==YQ==", NULL }, { " YQ==", NULL },  { "YQ==\n", NULL }, { "Y!==", NULL },  { "Y-_9", NULL },
    { "====", NULL },    { "Y===", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) bytes = cf_engine_decode_base64 (rows[i].text);

    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (bytes != NULL, ==, rows[i].want != NULL);
    if (bytes != NULL)
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), rows[i].want, strlen (rows[i].want));
  }
}

#define ADD(path, func) g_test_add ("/engine/call/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("breaks", test_breaks);
  ADD ("sizes", test_sizes);
  ADD ("hello", test_hello);
  ADD ("other-version", test_other_version);
  ADD ("refusal", test_refusal);
  ADD ("descriptors", test_descriptors);
  ADD ("decrypted-descriptors", test_decrypted_descriptors);
  ADD ("decrypted-chunks", test_decrypted_chunks);
  ADD ("chunks", test_chunks);
  ADD ("chunk-breaks", test_chunk_breaks);
  ADD ("same-id", test_same_id);
  ADD ("too-many", test_too_many);
  ADD ("cancel", test_cancel);
  g_test_add_func ("/engine/call/base64", test_base64);
  return g_test_run ();
}
