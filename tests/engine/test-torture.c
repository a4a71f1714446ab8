/* test-torture.c — the whole engine while its children and look-ups die in every way: one report for each request
 *
 * Monitor, origin, template and sandbox are the real ones; the children and
 * the look-up process are this file's own, and do what the message says.
 */
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-engine-child.h"
#include "cf-engine-memfd.h"
#include "cf-engine.h"
#include "cf-frame-writer.h"
#include "cf-limits.h"
#include "cf-report.h"
#include "cf-test-engine.h"

#define N_MESSAGES 2000
#define N_CLIENTS 4
#define QUESTIONS 8

/* --- the child: "WORD argument" is the message --- */

/* What each message is, whatever it says, and what a liar says that it is. */
#define OWN "1111111111111111111111111111111111111111111111111111111111111111"
#define OTHER "2222222222222222222222222222222222222222222222222222222222222222"

static gboolean lies;

static void
send_object (int socket, JsonObject *object)
{
  g_autoptr (GBytes) frame = cf_frame_write (object);

  if (!cf_frame_send (socket, frame, -1))
    _exit (1);
}

static void
send_digests (int socket)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "type", "digests");
  json_object_set_string_member (object, "sha256", OWN);
  json_object_set_string_member (object, "canonical_sha256", OWN);
  send_object (socket, object);
}

static void
send_words (int socket, const char *type, guint n_questions, guint failing)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *list = json_array_new ();

  facts->checked_at = facts->judged_at = 0;
  facts->evidence = CF_M (NO_SIGNATURE) | CF_M (HISTORY_SETTLED) | CF_M (POLICY_READ);
  if (g_str_equal (type, "sender")) {
    facts->evidence = CF_M (EXPECT_REQUIRED) | CF_M (EXPECT_ANY) | CF_M (POLICY_READ);
  } else {
    facts->sha256 = g_strdup (OWN);
    facts->canonical_sha256 = g_strdup (lies ? OTHER : OWN);
  }
  for (guint i = 0; i < n_questions; i++) {
    JsonObject *entry = json_object_new ();
    g_autofree char *key = g_strdup_printf ("TXT %s%u.example", i == failing ? "fail" : "q", i);

    json_object_set_string_member (entry, "kind", "dns");
    json_object_set_string_member (entry, "question", key);
    json_array_add_object_element (list, entry);
  }
  json_object_set_string_member (object, "type", type);
  json_object_set_object_member (object, "evidence", cf_report_write_facts (facts));
  json_object_set_array_member (object, "questions", list);
  send_object (socket, object);
}

static void
take (CfFrameReader *reader, int socket, CfFrame *out_frame)
{
  /* What came with the last read goes first. */
  while (TRUE) {
    if (!cf_frame_reader_take (reader, out_frame, NULL))
      _exit (0);
    if (out_frame->object != NULL)
      return;
    if (cf_frame_reader_fill (reader, socket, NULL) <= 0)
      _exit (0);
  }
}

static void die_silent (int socket) { _exit (0); }
static void die_segv (int socket) { char *nowhere = mmap (NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); *nowhere = 1; }
static void die_abort (int socket) { abort (); }
static void die_by_call (int socket) { socketpair (AF_UNIX, SOCK_STREAM, 0, (int[2]) { 0, 0 }); }

static void
die_garbage (int socket)
{
  struct iovec vector = { (void *) "garbage!", 8 };
  struct msghdr message = { .msg_iov = &vector, .msg_iovlen = 1 };

  sendmsg (socket, &message, 0);
}

static void
die_memory (int socket)
{
  while (TRUE)
    memset (g_malloc (64 * CF_MIB), 1, 64 * CF_MIB);
}

static const struct {
  const char *says;
  void (*die) (int socket);
} deaths[] = {
  { "silent", die_silent }, { "segv", die_segv }, { "abort", die_abort },
  { "call", die_by_call },  { "garbage", die_garbage },
#if !defined(__SANITIZE_ADDRESS__)
  { "memory", die_memory },
#endif
};

/* Where in a check a child may die. */
enum { BEFORE_DIGESTS, BEFORE_SENDER, AFTER_SENDER, WHILE_ASKING, AFTER_ANSWERS, N_STAGES };

static void
die_at (int socket, const char *message, guint stage)
{
  guint wanted_stage;
  char word[16];

  if (sscanf (message, "die %u %15s", &wanted_stage, word) != 2 || wanted_stage != stage)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (deaths); i++)
    if (g_str_equal (word, deaths[i].says))
      deaths[i].die (socket);
}

static guint
count_lines (GBytes *lines)
{
  gsize size, n = 0;
  const char *text = g_bytes_get_data (lines, &size);

  for (gsize i = 0; i < size; i++)
    n += text[i] == '\n';
  return (guint) n;
}

int
cf_engine_child_main (const CfGatherPrepared *prepared, int socket)
{
  CfFrameReader *reader = cf_frame_reader_new (CF_LIMIT_DATA_FRAME_BYTES);
  CfFrame frame = CF_FRAME_INIT, answers = CF_FRAME_INIT;
  guint failing = QUESTIONS;
  gboolean asks;
  GBytes *bytes;
  char message[256];

  take (reader, socket, &frame);
  bytes = cf_engine_memfd_map_bytes (frame.fd, (gsize) json_object_get_int_member (frame.object, "size"));
  g_snprintf (message, sizeof message, "%.*s", (int) g_bytes_get_size (bytes), (const char *) g_bytes_get_data (bytes, NULL));
  asks = g_str_has_prefix (message, "ask") || g_str_has_prefix (message, "die 3") || g_str_has_prefix (message, "die 4");
  sscanf (message, "ask %u", &failing);
  lies = g_str_equal (message, "lie");

  die_at (socket, message, BEFORE_DIGESTS);
  send_digests (socket);
  die_at (socket, message, BEFORE_SENDER);
  send_words (socket, "sender", 0, 0);
  die_at (socket, message, AFTER_SENDER);
  send_words (socket, "evidence", asks ? QUESTIONS : 0, failing);
  die_at (socket, message, WHILE_ASKING);
  take (reader, socket, &answers);
  bytes = cf_engine_memfd_map_bytes (answers.fd, (gsize) json_object_get_int_member (answers.object, "size"));
  if (count_lines (bytes) != QUESTIONS)
    return 1;
  die_at (socket, message, AFTER_ANSWERS);
  send_words (socket, "evidence", QUESTIONS, failing);
  pause ();
  return 0;
}

/* --- the look-up process: a name that begins with "fail" fails --- */

static void
answer_question (int socket, JsonObject *object)
{
  const char *key = json_object_get_string_member (object, "question");
  g_autoptr (CfAnswer) answer = cf_answer_new (CF_QUESTION_DNS, key);
  g_autoptr (JsonObject) reply = json_object_new ();
  g_autofree char *line = NULL;
  g_autoptr (GBytes) frame = NULL;

  if (!g_str_has_prefix (key, "TXT fail")) {
    answer->status = CF_ANSWER_FOUND;
    cf_answer_add_record (answer, "v=1", 3);
  }
  line = cf_answer_to_line (answer);
  json_object_set_int_member (reply, "id", json_object_get_int_member (object, "id"));
  json_object_set_member (reply, "answer", json_from_string (line, NULL));
  frame = cf_frame_write (reply);
  if (!cf_frame_send (socket, frame, -1))
    _exit (1);
}

int
cf_lookup_main (const CfLookupOptions *options, int socket)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_LIMIT_REQUEST_BYTES);

  while (TRUE) {
    g_auto (CfFrame) frame = CF_FRAME_INIT;

    take (reader, socket, &frame);
    if (json_object_has_member (frame.object, "question"))
      answer_question (socket, frame.object);
  }
}

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

  for (guint stage = 0; stage < N_STAGES; stage++)
    for (gsize i = 0; i < G_N_ELEMENTS (deaths); i++) {
      g_autofree char *message = g_strdup_printf ("die %u %s", stage, deaths[i].says);

      expect (engine, id++, message, "CF904");
      expect (engine, id++, "ask", "CF105");
    }
}

/* A child that speaks of another message is believed nothing; the next message suffers nothing. */
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

  for (guint stage = 0; stage < N_STAGES; stage++) {
    g_autofree char *message = g_strdup_printf ("die %u silent", stage);
    g_autoptr (JsonObject) reply = NULL;
    JsonObject *report;

    cf_test_engine_check (engine, 2 + (int) stage, message);
    reply = cf_test_engine_expect (engine, 2 + (int) stage, "report");
    report = json_object_get_object_member (reply, "report");
    g_assert_cmpstr (json_object_get_string_member (report, "verdict"), ==, "undetermined");
    g_assert_cmpstr (json_object_get_string_member (report, "severity"), ==, stage < AFTER_SENDER ? "neutral" : "caution");
  }
}

/* Whichever answer fails, all of them come. */
static void
test_failing_answers (void)
{
  g_autoptr (CfTestEngine) engine = start ();

  for (guint n = 0; n <= QUESTIONS; n++) {
    g_autofree char *message = g_strdup_printf ("ask %u", n);
    g_autoptr (JsonObject) reply = NULL;
    JsonObject *timing;

    cf_test_engine_check (engine, 2 + (int) n, message);
    reply = cf_test_engine_expect (engine, 2 + (int) n, "report");
    timing = json_object_get_object_member (json_object_get_object_member (reply, "report"), "timing");
    g_assert_cmpint (json_object_get_int_member (timing, "lookups"), ==, QUESTIONS);
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
wait_until_idle (CfTestEngine *engine, guint n_children, guint n_descriptors)
{
  for (guint i = 0; i < 5000 && (count_children (engine) != n_children || count_descriptors (engine->pid) != n_descriptors); i++)
    g_usleep (1000);
  g_assert_cmpuint (count_children (engine), ==, n_children);
  g_assert_cmpuint (count_descriptors (engine->pid), ==, n_descriptors);
}

/* One client's life: many messages, one in a hundred a killer; 32 open at a time. */
static void
run_client (guint n_messages)
{
  g_autoptr (CfTestEngine) engine = start ();
  g_autofree guint8 *n_reports = g_new0 (guint8, n_messages);
  guint n_children, n_descriptors, n_sent = 0, n_killed = 0;

  expect (engine, 1000000, "ask", "CF105");
  cf_test_engine_find_spare (engine);
  g_usleep (50000);
  n_children = count_children (engine);
  n_descriptors = count_descriptors (engine->pid);

  for (guint n_done = 0; n_done < n_messages; n_done++) {
    g_autoptr (JsonObject) reply = NULL;
    gint64 id;

    for (; n_sent < n_messages && n_sent < n_done + 32; n_sent++) {
      gboolean kills = n_sent % 100 == 50;
      g_autofree char *message = kills ? g_strdup_printf ("die %u %s %u", n_sent / 100 % N_STAGES, deaths[n_sent / 400 % 5].says, n_sent)
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
  wait_until_idle (engine, n_children, n_descriptors);
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
  g_test_add_func ("/engine/torture/lie", test_lie);
  g_test_add_func ("/engine/torture/severity", test_severity);
  g_test_add_func ("/engine/torture/failing-answers", test_failing_answers);
  g_test_add_func ("/engine/torture/nobody-else", test_nobody_else);
  g_test_add_func ("/engine/torture/many", test_many);
  return g_test_run ();
}
