/* cf-test-child.c — a child and a look-up process that do what the message says */
#include "cf-test-child.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cf-engine-child.h"
#include "cf-engine-network-start.h"
#include "cf-engine-memfd.h"
#include "cf-frame-writer.h"
#include "cf-limits.h"
#include "cf-report.h"

/* --- the child: what its message says --- */

/* What each message is, whatever it says, and what a liar says that it is. */
#define OWN "1111111111111111111111111111111111111111111111111111111111111111"
#define OTHER "2222222222222222222222222222222222222222222222222222222222222222"

static gboolean lies;
static gboolean is_quiet;
static guint n_messages;
static guint round_number; /* of those that ask again and again */

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
    facts->message_id = g_strdup_printf ("%u", round_number > 0 ? round_number : n_messages);
  }
  for (guint i = 0; i < n_questions; i++) {
    JsonObject *entry = json_object_new ();
    g_autofree char *key = g_strdup_printf ("TXT %s%u-%u.example", i == failing ? "fail" : "q", i, round_number);

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
#ifndef CF_SANITIZED
  { "memory", die_memory },
#endif
};

const char *const cf_test_deaths[] = {
  "silent", "segv", "abort", "call", "garbage",
#ifndef CF_SANITIZED
  "memory",
#endif
  NULL,
};

static void
die_at (int socket, const char *message, CfTestStage stage)
{
  const char *form = n_messages > 1 && g_str_has_prefix (message, "tired") ? "tired %u %15s" : "die %u %15s";
  guint wanted_stage;
  char word[16];

  if (sscanf (message, form, &wanted_stage, word) != 2 || wanted_stage != stage)
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

/* The text of the message, as far as it is one of ours. */
static void
read_message (const CfFrame *frame, char *out_message, gsize size)
{
  GBytes *bytes = cf_engine_memfd_map_bytes (frame->fd, (gsize) json_object_get_int_member (frame->object, "size"));

  g_snprintf (out_message, (gulong) size, "%.*s", (int) g_bytes_get_size (bytes), (const char *) g_bytes_get_data (bytes, NULL));
}

static void
take_answers (CfFrameReader *reader, int socket)
{
  CfFrame answers = CF_FRAME_INIT;
  GBytes *bytes;

  take (reader, socket, &answers);
  bytes = cf_engine_memfd_map_bytes (answers.fd, (gsize) json_object_get_int_member (answers.object, "size"));
  if (count_lines (bytes) != CF_TEST_QUESTIONS)
    _exit (1);
}

/* Questions without evidence, new ones each time, until there is an end of it; one that nags does not hear that. */
static void
ask_again (CfFrameReader *reader, int socket, gboolean nags)
{
  gboolean is_ended = FALSE;

  send_digests (socket);
  if (!is_quiet)
    send_words (socket, "sender", 0, 0);
  for (round_number = 1; !is_ended || nags; round_number++) {
    CfFrame frame = CF_FRAME_INIT;

    send_words (socket, "questions", CF_TEST_QUESTIONS, CF_TEST_QUESTIONS);
    take (reader, socket, &frame);
    is_ended = g_str_equal (json_object_get_string_member (frame.object, "type"), "end");
    cf_frame_clear (&frame);
  }
  send_words (socket, "evidence", 0, 0);
  round_number = 0;
}

static void
do_message (CfFrameReader *reader, int socket, const char *message)
{
  const char *word = g_str_has_prefix (message, "tired") ? message + strlen ("tired ") : message + strlen ("die ");
  gboolean may_die = word != message && (g_str_has_prefix (message, "tired") || g_str_has_prefix (message, "die"));
  guint failing = CF_TEST_QUESTIONS;
  gboolean asks = g_str_has_prefix (message, "ask") || (may_die && *word >= '0' + CF_TEST_WHILE_ASKING);

  if (g_str_equal (message, "want") || g_str_equal (message, "nag")) {
    ask_again (reader, socket, g_str_equal (message, "nag"));
    return;
  }

  sscanf (message, "ask %u", &failing);
  lies = g_str_equal (message, "lie");

  die_at (socket, message, CF_TEST_BEFORE_DIGESTS);
  send_digests (socket);
  die_at (socket, message, CF_TEST_BEFORE_SENDER);
  if (!is_quiet)
    send_words (socket, "sender", 0, 0);
  die_at (socket, message, CF_TEST_AFTER_SENDER);
  send_words (socket, "evidence", asks ? CF_TEST_QUESTIONS : 0, failing);
  die_at (socket, message, CF_TEST_WHILE_ASKING);
  if (!asks)
    return;
  take_answers (reader, socket);
  die_at (socket, message, CF_TEST_AFTER_ANSWERS);
  send_words (socket, "evidence", CF_TEST_QUESTIONS, failing);
}

int
cf_engine_child_main (const CfGatherPrepared *prepared, int socket)
{
  CfFrameReader *reader = cf_frame_reader_new (CF_LIMIT_DATA_FRAME_BYTES);
  char message[256];

  while (TRUE) {
    CfFrame frame = CF_FRAME_INIT;

    take (reader, socket, &frame);
    read_message (&frame, message, sizeof message);
    close (frame.fd);
    n_messages++;
    is_quiet = json_object_get_boolean_member (frame.object, "quiet");
    do_message (reader, socket, message);
  }
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
cf_engine_network_look_up (gconstpointer options, const char *settings, int socket)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_LIMIT_REQUEST_BYTES);

  while (TRUE) {
    g_auto (CfFrame) frame = CF_FRAME_INIT;

    take (reader, socket, &frame);
    if (json_object_has_member (frame.object, "question"))
      answer_question (socket, frame.object);
  }
}
