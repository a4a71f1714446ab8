/* test-job.c — one question: its frame, its sealed message, its failures; the queue of questions */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cf-limits.h"
#include "cf-test-client.h"

#define NOW ((CfTime) 1767225600) /* 2026-01-01T00:00:00Z */

static CfClientJob *
new_job (gint64 id, const CfClientRequest *request)
{
  return cf_client_job_new (id, request, g_task_new (NULL, NULL, NULL, NULL));
}

static CfClientJob *
new_sized_job (gint64 id, gsize size)
{
  g_autofree char *text = g_strnfill (size, 'x');
  g_autoptr (GBytes) message = g_bytes_new (text, size);
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;

  request.message = message;
  return new_job (id, &request);
}

static void
expect_text (JsonObject *object, const char *key, const char *want)
{
  if (want == NULL)
    g_assert_true (json_object_get_null_member (object, key));
  else
    g_assert_cmpstr (json_object_get_string_member (object, key), ==, want);
}

static void
test_write (void)
{
  g_autoptr (GBytes) message = g_bytes_new_static ("abc", 3);
  CfClientRequest least = CF_CLIENT_REQUEST_INIT;
  CfClientRequest most = { message, "受信箱/5.eml", "a@mail.example", "ja", NOW, NOW - 1, CF_PLACE_SERVER_FOLDER,
                           FALSE, TRUE, TRUE, FALSE, FALSE, TRUE, NULL };
  g_autoptr (CfClientJob) first = NULL;
  g_autoptr (CfClientJob) second = NULL;
  g_autoptr (JsonObject) little = NULL;
  g_autoptr (JsonObject) much = NULL;

  least.message = message;
  first = new_job (4, &least);
  little = cf_client_job_write (first);
  g_assert_cmpint (json_object_get_int_member (little, "id"), ==, 4);
  expect_text (little, "type", "check");
  expect_text (little, "from", "fd");
  expect_text (little, "source", NULL);
  expect_text (little, "account", NULL);
  expect_text (little, "lang", NULL);
  expect_text (little, "at", NULL);
  expect_text (little, "received", NULL);
  expect_text (little, "place", "file");
  g_assert_true (json_object_get_boolean_member (little, "exact"));

  second = new_job (5, &most);
  much = cf_client_job_write (second);
  expect_text (much, "source", "受信箱/5.eml");
  expect_text (much, "account", "a@mail.example");
  expect_text (much, "lang", "ja");
  expect_text (much, "at", "2026-01-01T00:00:00Z");
  expect_text (much, "received", "2025-12-31T23:59:59Z");
  expect_text (much, "place", "server-folder");
  g_assert_false (json_object_get_boolean_member (little, "asked"));
  g_assert_true (json_object_get_boolean_member (much, "asked"));
  g_assert_false (json_object_get_boolean_member (much, "exact"));
  g_assert_true (json_object_get_boolean_member (much, "redact"));
  g_assert_true (json_object_get_boolean_member (much, "trace"));
}

/* File names are bytes; frames are UTF-8 and short. */
static void
test_source (void)
{
  g_autofree char *endless = g_strnfill (100000, 'x');
  const char *const names[] = { "\xff\xfe.eml", endless };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    CfClientRequest request = CF_CLIENT_REQUEST_INIT;
    g_autoptr (GBytes) message = g_bytes_new_static ("", 0);
    g_autoptr (CfClientJob) job = NULL;
    g_autoptr (JsonObject) object = NULL;
    g_autofree char *text = NULL;

    request.message = message;
    request.source = names[i];
    job = new_job (1, &request);
    object = cf_client_job_write (job);
    text = cf_report_to_text (object);
    g_assert_true (g_utf8_validate (text, -1, NULL));
    g_assert_cmpuint (strlen (text), <, CF_LIMIT_REQUEST_BYTES);
  }
}

static void
test_memfd (void)
{
  g_autoptr (CfClientJob) job = new_sized_job (1, 100000);
  g_autoptr (CfClientJob) empty = new_sized_job (2, 0);
  g_autoptr (GError) error = NULL;
  int fd, none, decrypted;
  struct stat status;

  g_assert_true (cf_client_job_dup_memfds (job, &fd, &decrypted, &error));
  g_assert_cmpint (decrypted, ==, -1);
  g_assert_true (cf_client_job_dup_memfds (empty, &none, &decrypted, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fstat (fd, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 100000);
  g_assert_cmpint (fcntl (fd, F_GET_SEALS), ==, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
  g_assert_true (fcntl (fd, F_GETFD) & FD_CLOEXEC);
  g_assert_cmpint (fstat (none, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 0);
  close (fd);
  close (none);
}

/* What the host decrypted goes beside the message, as sealed as that, and counts for its size. */
static void
test_decrypted (void)
{
  g_autoptr (GBytes) message = g_bytes_new_static ("outer", 5);
  g_autoptr (GBytes) inner = g_bytes_new_static ("inside", 6);
  CfClientRequest request = CF_CLIENT_REQUEST_INIT;
  g_autoptr (CfClientJob) job = NULL;
  g_autoptr (JsonObject) object = NULL;
  int outer, decrypted;
  char text[6];

  request.message = message;
  request.decrypted = inner;
  job = new_job (1, &request);
  object = cf_client_job_write (job);
  g_assert_true (json_object_get_boolean_member (object, "decrypted"));
  g_assert_cmpuint (cf_client_job_get_size (job), ==, 11);

  g_assert_true (cf_client_job_dup_memfds (job, &outer, &decrypted, NULL));
  g_assert_cmpint (pread (decrypted, text, sizeof text, 0), ==, 6);
  g_assert_cmpmem (text, sizeof text, "inside", 6);
  g_assert_cmpint (fcntl (decrypted, F_GET_SEALS), ==, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
  close (outer);
  close (decrypted);
}

static void
on_failed (GObject *source, GAsyncResult *result, gpointer data)
{
  *(CfReport **) data = g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
test_failure (void)
{
  static const struct {
    CfEvidence why;
    guint limit;
    const char *code;
    const char *words;
  } rows[] = {
    { CF_M (ENGINE_STOPPED), 0, "CF904", "The checking program stopped." },
    { CF_M (TIMEOUT), 31, "CF903", "The check did not finish in 31 seconds." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) message = g_bytes_new_static ("abc", 3);
    CfClientRequest request = { message, "a.eml", NULL, "en", NOW, NOW - 5, CF_PLACE_FOLDER, .exact = TRUE };
    g_autoptr (JsonNode) node = NULL;
    g_autoptr (CfReport) again = NULL;
    g_autoptr (GError) error = NULL;
    CfReport *report = NULL;

    cf_client_job_fail (cf_client_job_new (1, &request, g_task_new (NULL, NULL, on_failed, &report)), rows[i].why,
                        rows[i].limit);
    while (report == NULL)
      g_main_context_iteration (NULL, TRUE);

    g_assert_cmpint (report->verdict, ==, CF_VERDICT_UNDETERMINED);
    g_assert_cmpint (report->severity, ==, CF_SEVERITY_NEUTRAL);
    g_assert_cmpstr (cf_test_get_code (report), ==, rows[i].code);
    g_assert_nonnull (strstr (report->ribbon->detail, rows[i].words));
    g_assert_cmpstr (report->facts->source, ==, "a.eml");
    g_assert_cmpstr (report->facts->sha256, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    g_assert_cmpuint (report->facts->size, ==, 3);
    g_assert_cmpint (report->facts->checked_at, ==, NOW);

    /* It is a report like any other. */
    node = json_from_string (report->json, NULL);
    again = cf_report_read (json_node_get_object (node), &error);
    g_assert_no_error (error);
    g_assert_cmpuint (again->facts->evidence, ==, rows[i].why);
    cf_report_free (report);
  }
}

static GPtrArray *
new_queue (guint n)
{
  GPtrArray *queue = cf_client_queue_new ();

  for (guint i = 1; i <= n; i++)
    g_ptr_array_add (queue, new_sized_job (i, 10));
  return queue;
}

static void
send (GPtrArray *queue, guint index)
{
  CfClientJob *job = g_ptr_array_index (queue, index);

  job->is_sent = TRUE;
  job->n_sent++;
}

static void
test_order (void)
{
  g_autoptr (GPtrArray) queue = new_queue (4);
  g_autoptr (CfClientJob) stolen = NULL;

  g_assert_null (cf_client_queue_find_oldest_sent (queue));
  g_assert_cmpint (cf_client_queue_find_newest_waiting (queue)->id, ==, 4);
  send (queue, 3);
  send (queue, 1);
  g_assert_cmpint (cf_client_queue_find_newest_waiting (queue)->id, ==, 3);
  g_assert_cmpint (cf_client_queue_find_oldest_sent (queue)->id, ==, 2);
  g_assert_cmpint (cf_client_queue_find_sent (queue, 4)->id, ==, 4);
  g_assert_null (cf_client_queue_find_sent (queue, 3));
  g_assert_null (cf_client_queue_find_sent (queue, 9));

  stolen = cf_client_queue_steal (queue, cf_client_queue_find_sent (queue, 2));
  g_assert_cmpuint (queue->len, ==, 3);
  g_assert_cmpint (cf_client_queue_find_oldest_sent (queue)->id, ==, 4);
}

static void
test_lost (void)
{
  g_autoptr (GPtrArray) queue = new_queue (4);
  g_autoptr (GPtrArray) lost = NULL;

  send (queue, 0);
  send (queue, 1);
  send (queue, 2);
  ((CfClientJob *) g_ptr_array_index (queue, 2))->n_sent = 2;
  lost = cf_client_queue_steal_lost (queue, g_ptr_array_index (queue, 0), 2);

  /* The culprit first, then what two engines had; the rest waits again. */
  g_assert_cmpuint (lost->len, ==, 2);
  g_assert_cmpint (((CfClientJob *) g_ptr_array_index (lost, 0))->id, ==, 1);
  g_assert_cmpint (((CfClientJob *) g_ptr_array_index (lost, 1))->id, ==, 3);
  g_assert_cmpuint (queue->len, ==, 2);
  g_assert_null (cf_client_queue_find_oldest_sent (queue));
  g_assert_cmpint (cf_client_queue_find_newest_waiting (queue)->id, ==, 4);
}

static void
test_room (void)
{
  g_autoptr (GPtrArray) queue = cf_client_queue_new ();

  /* The first always, however large. */
  g_assert_true (cf_client_queue_has_room (queue, (gsize) 2 * CF_LIMIT_IN_FLIGHT_BYTES));
  g_ptr_array_add (queue, new_sized_job (1, CF_LIMIT_IN_FLIGHT_BYTES - 100));
  g_assert_true (cf_client_queue_has_room (queue, (gsize) 2 * CF_LIMIT_IN_FLIGHT_BYTES));
  send (queue, 0);
  g_assert_true (cf_client_queue_has_room (queue, 100));
  g_assert_false (cf_client_queue_has_room (queue, 101));
  g_assert_cmpuint (cf_client_queue_get_largest_sent (queue), ==, CF_LIMIT_IN_FLIGHT_BYTES - 100);

  g_ptr_array_set_size (queue, 0);
  for (guint i = 0; i < CF_LIMIT_OPEN_CHECKS / 2; i++) {
    g_assert_true (cf_client_queue_has_room (queue, 1));
    g_ptr_array_add (queue, new_sized_job (i, 1));
    send (queue, i);
  }
  g_assert_false (cf_client_queue_has_room (queue, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_ribbon_prepare ();
  g_test_add_func ("/client/job/write", test_write);
  g_test_add_func ("/client/job/source", test_source);
  g_test_add_func ("/client/job/memfd", test_memfd);
  g_test_add_func ("/client/job/decrypted", test_decrypted);
  g_test_add_func ("/client/job/failure", test_failure);
  g_test_add_func ("/client/queue/order", test_order);
  g_test_add_func ("/client/queue/lost", test_lost);
  g_test_add_func ("/client/queue/room", test_room);
  return g_test_run ();
}
