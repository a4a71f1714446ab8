/* test-torture.c — the whole engine while its children and look-ups die in every way: one report for each request
 *
 * Monitor, origin, template and sandbox are the real ones; the children and
 * the look-up process do what the message says (cf-test-child.h).
 */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-engine.h"
#include "cf-limits.h"
#include "cf-test-child.h"
#include "cf-test-engine.h"

#ifdef CF_SANITIZED /* a process takes ten times as long there */
#define N_MESSAGES 2000
#else
#define N_MESSAGES 10000
#endif
#define N_CLIENTS 4

/* Of an engine that has nothing to do: origin, template, look-ups, the child that waits. */
#define IDLE_CHILDREN 4

/* --- the client --- */

static char *no_files[] = { NULL };

static int
run_engine (int in, int out)
{
  const CfEngineOptions options = { .gather = { .policy = no_files } };

  return cf_engine_run (&options, in, out);
}

static CfTestEngine *
start (void)
{
  CfTestEngine *engine = cf_test_engine_start_function (run_engine);

  cf_test_engine_greet (engine);
  return engine;
}

static void
expect (CfTestEngine *engine, int id, const char *message, const char *code)
{
  g_test_message ("%s", message);
  cf_test_engine_check (engine, id, message);
  cf_test_engine_expect_report (engine, id, code);
}

/* Each way to die, at each stage: that message gets CF904, the next ones their report. */
static void
test_deaths (void)
{
  g_autoptr (CfTestEngine) engine = start ();
  int id = 2;

  for (guint stage = 0; stage < CF_TEST_N_STAGES; stage++)
    for (gsize i = 0; cf_test_deaths[i] != NULL; i++) {
      g_autofree char *message = g_strdup_printf ("die %u %s", stage, cf_test_deaths[i]);

      expect (engine, id++, message, "CF904");
      expect (engine, id++, "ask", "CF105");
    }
}

/* A child that speaks of another message is believed nothing; the next message suffers nothing. */
/* Whoever asks without end is told when it was enough, and its evidence counts as it is then; after that no question is
 * a word any more. */
static void
test_asked_enough (void)
{
  g_autoptr (CfTestEngine) engine = start ();

  for (int id = 2; id < 10; id += 2) {
    g_autoptr (JsonObject) reply = NULL;
    g_autofree char *asked = g_strdup_printf ("%u", CF_LIMIT_ROUNDS + 2);

    cf_test_engine_check (engine, id, "want");
    reply = cf_test_engine_expect (engine, id, "report");
    g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (reply, "report"), "message_id"), ==, asked);
    expect (engine, id + 1, id == 4 ? "nag" : "ok", id == 4 ? "CF904" : "CF105");
  }
}

static void
test_lie (void)
{
  g_autoptr (CfTestEngine) engine = start ();

  expect (engine, 2, "lie", "CF904");
  expect (engine, 3, "ask", "CF105");
}

/* What was heard of the sender before a death makes it caution. */
static void
test_severity (void)
{
  g_autoptr (CfTestEngine) engine = start ();

  for (guint stage = 0; stage < CF_TEST_N_STAGES; stage++) {
    g_autofree char *message = g_strdup_printf ("die %u silent", stage);
    g_autoptr (JsonObject) reply = NULL;
    JsonObject *report;

    cf_test_engine_check (engine, 2 + (int) stage, message);
    reply = cf_test_engine_expect (engine, 2 + (int) stage, "report");
    report = json_object_get_object_member (reply, "report");
    g_assert_cmpstr (json_object_get_string_member (report, "verdict"), ==, "undetermined");
    g_assert_cmpstr (json_object_get_string_member (report, "severity"), ==, stage < CF_TEST_AFTER_SENDER ? "neutral" : "caution");
  }
}

/* Whichever answer fails, all of them come. */
static void
test_failing_answers (void)
{
  g_autoptr (CfTestEngine) engine = start ();

  for (guint n = 0; n <= CF_TEST_QUESTIONS; n++) {
    g_autofree char *message = g_strdup_printf ("ask %u", n);
    g_autoptr (JsonObject) reply = NULL;
    JsonObject *timing;

    cf_test_engine_check (engine, 2 + (int) n, message);
    reply = cf_test_engine_expect (engine, 2 + (int) n, "report");
    timing = json_object_get_object_member (json_object_get_object_member (reply, "report"), "timing");
    g_assert_cmpint (json_object_get_int_member (timing, "lookups"), ==, CF_TEST_QUESTIONS);
    g_assert_cmpint (json_object_get_int_member (timing, "lookup_us"), >, 0);
  }
}

/* Whether the memory of a process that may be written holds @text. */
static gboolean
holds (int pid, const char *text)
{
  g_autofree char *name = g_strdup_printf ("/proc/%d/maps", pid);
  g_autofree char *memory = g_strdup_printf ("/proc/%d/mem", pid);
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  FILE *file = fopen (memory, "r");
  gboolean found = FALSE;

  /* It ended in this very moment. */
  if (file == NULL || !g_file_get_contents (name, &maps, NULL, NULL))
    return FALSE;

  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL && !found; i++) {
    unsigned long from, to;
    char rights[8];
    g_autofree char *bytes = NULL;

    if (sscanf (lines[i], "%lx-%lx %7s", &from, &to, rights) != 3 || rights[1] != 'w' || to - from > 256 * CF_MIB)
      continue;
    bytes = g_malloc (to - from);
    if (pread (fileno (file), bytes, to - from, (off_t) from) == (gssize) (to - from))
      found = memmem (bytes, to - from, text, strlen (text)) != NULL;
  }
  fclose (file);
  return found;
}

/* A message that went through the monitor in chunks is in no other process afterwards, not even in one that was
 * started since: not in a look-up process, a template, or the child that waits for the next message. */
static void
test_nobody_else (void)
{
  g_autoptr (CfTestEngine) engine = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *message = NULL;
  g_autofree char *chunk = NULL;
  guint n, n_looked = 0;
  int pids[8];

  if (geteuid () != 0) {
    g_test_skip ("only root may look");
    return;
  }

  engine = start ();
  /* Made now, so that this program's copy is not the engine's. */
  secret = g_strdup_printf ("%08x%08x%08x", g_random_int (), g_random_int (), g_random_int ());
  message = g_strdup_printf ("ask 99 %s", secret);
  chunk = g_base64_encode ((const guchar *) message, strlen (message));
  for (int id = 2; id < 6; id++) {
    cf_test_engine_send (engine, -1, "{\"id\":%d,\"type\":\"check\",\"from\":\"data\"," MEMBERS "}", id);
    cf_test_engine_send (engine, -1, "{\"id\":%d,\"type\":\"data\",\"bytes\":\"%s\",\"last\":true}", id, chunk);
    cf_test_engine_expect_report (engine, id, "CF105");
  }
  n = cf_test_engine_list_children (engine, pids, G_N_ELEMENTS (pids));
  g_assert_cmpuint (n, >=, 3);
  kill (pids[1], SIGKILL);
  while (cf_test_engine_find_template (engine) == pids[1])
    g_usleep (1000);
  cf_test_engine_find_spare (engine);
  expect (engine, 10, "ask", "CF105");

  n = cf_test_engine_list_children (engine, pids, G_N_ELEMENTS (pids));
  g_assert_cmpuint (n, >=, 3);
  for (guint i = 0; i < n; i++) {
    /* The last message's child may have ended meanwhile. */
    if (!cf_test_is_running (pids[i]))
      continue;
    g_assert_false (holds (pids[i], secret));
    g_assert_false (holds (pids[i], chunk));
    n_looked++;
  }
  g_assert_cmpuint (n_looked, >=, 3);
  g_assert_true (holds (getpid (), secret));
}

static guint
count_descriptors (int pid)
{
  g_autofree char *name = g_strdup_printf ("/proc/%d/fd", pid);
  g_autoptr (GDir) folder = g_dir_open (name, 0, NULL);
  guint n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static guint
count_children (CfTestEngine *engine)
{
  int pids[64];

  return cf_test_engine_list_children (engine, pids, G_N_ELEMENTS (pids));
}

/* What is open settles: the next child waits, and nothing else. */
static void
wait_until_idle (CfTestEngine *engine, guint n_descriptors)
{
  for (guint i = 0; i < 5000 && (count_children (engine) != IDLE_CHILDREN || count_descriptors (engine->pid) != n_descriptors); i++)
    g_usleep (1000);
  g_assert_cmpuint (count_children (engine), ==, IDLE_CHILDREN);
  g_assert_cmpuint (count_descriptors (engine->pid), ==, n_descriptors);
}

/* One client's life: many messages, one in a hundred a killer; 32 open at a time. */
static void
run_client (guint n_messages)
{
  g_autoptr (CfTestEngine) engine = start ();
  g_autofree guint8 *n_reports = g_new0 (guint8, n_messages);
  guint n_descriptors, n_sent = 0, n_killed = 0;

  expect (engine, 1000000, "ask", "CF105");
  for (guint i = 0; i < 5000 && count_children (engine) != IDLE_CHILDREN; i++)
    g_usleep (1000);
  g_usleep (50000);
  n_descriptors = count_descriptors (engine->pid);

  for (guint n_done = 0; n_done < n_messages; n_done++) {
    g_autoptr (JsonObject) reply = NULL;
    gint64 id;

    for (; n_sent < n_messages && n_sent < n_done + 32; n_sent++) {
      gboolean kills = n_sent % 100 == 50;
      g_autofree char *message = kills ? g_strdup_printf ("die %u %s %u", n_sent / 100 % CF_TEST_N_STAGES, cf_test_deaths[n_sent / 400 % 5], n_sent)
                                       : g_strdup_printf ("%s", n_sent % 3 == 0 ? "ask" : "ok");

      cf_test_engine_check (engine, 10 + (int) n_sent, message);
    }
    reply = cf_test_engine_receive (engine);
    g_assert_nonnull (reply);
    g_assert_cmpstr (json_object_get_string_member (reply, "type"), ==, "report");
    id = json_object_get_int_member (reply, "id") - 10;
    g_assert_cmpint (++n_reports[id], ==, 1);
    n_killed += g_str_equal (json_object_get_string_member (json_object_get_object_member (reply, "report"), "verdict"), "undetermined");
  }

  g_assert_cmpuint (n_killed, ==, (n_messages + 49) / 100);
  wait_until_idle (engine, n_descriptors);
}

static void
test_many (void)
{
  const char *wanted = g_getenv ("CERTFIRST_TORTURE");
  guint n_messages = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : N_MESSAGES;
  pid_t clients[N_CLIENTS];

  for (guint i = 0; i < N_CLIENTS; i++) {
    clients[i] = fork ();
    if (clients[i] == 0) {
      run_client (n_messages / N_CLIENTS);
      _exit (0);
    }
  }
  for (guint i = 0; i < N_CLIENTS; i++) {
    int status;

    g_assert_cmpint (waitpid (clients[i], &status, 0), ==, clients[i]);
    g_assert_cmpint (status, ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/engine/torture/deaths", test_deaths);
  g_test_add_func ("/engine/torture/asked-enough", test_asked_enough);
  g_test_add_func ("/engine/torture/lie", test_lie);
  g_test_add_func ("/engine/torture/severity", test_severity);
  g_test_add_func ("/engine/torture/failing-answers", test_failing_answers);
  g_test_add_func ("/engine/torture/nobody-else", test_nobody_else);
  g_test_add_func ("/engine/torture/many", test_many);
  return g_test_run ();
}
