/* cf-engine-checker.c — the monitor's hand on the checking process */
#include "cf-engine-checker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-engine-child.h"
#include "cf-frame-writer.h"
#include "cf-limits.h"
#include "cf-report.h"

/* The descriptor of the monitor in the checking process. */
#define CHILD_SOCKET 3

/* An idle process reads at once; one that does not is not worth waiting for. */
#define SEND_SECONDS 2

struct _CfEngineChecker {
  const CfGatherOptions *options;
  CfEngineCheckerState state;
  pid_t pid;
  int socket;
  CfFrameReader *reader;
  gint64 starts_until; /* monotonic, microseconds */
  guint deaths;        /* in a row */
  gint64 rests_until;
};

CfEngineChecker *
cf_engine_checker_new (const CfGatherOptions *options)
{
  CfEngineChecker *self = g_new0 (CfEngineChecker, 1);

  self->options = options;
  self->socket = -1;
  return self;
}

CfEngineCheckerState
cf_engine_checker_get_state (const CfEngineChecker *self)
{
  return self->state;
}

int
cf_engine_checker_get_pid (const CfEngineChecker *self)
{
  return self->pid;
}

int
cf_engine_checker_get_fd (const CfEngineChecker *self)
{
  return self->socket;
}

gint64
cf_engine_checker_get_due (const CfEngineChecker *self)
{
  return self->state == CF_ENGINE_CHECKER_STARTING ? self->starts_until : G_MAXINT64;
}

gboolean
cf_engine_checker_is_resting (const CfEngineChecker *self, gint64 now_us)
{
  return self->state == CF_ENGINE_CHECKER_ABSENT && now_us < self->rests_until;
}

void
cf_engine_checker_note_death (CfEngineChecker *self, gint64 now_us)
{
  if (++self->deaths < CF_LIMIT_DEATHS)
    return;

  self->deaths = 0;
  self->rests_until = now_us + CF_LIMIT_REST_SECONDS * G_USEC_PER_SEC;
}

/* Leaves what is the monitor's: the client, the messages that wait, the right
 * to become more than it is.  Dies with the monitor. */
static void
leave_monitor (pid_t monitor, int socket)
{
  int null = open ("/dev/null", O_RDWR | O_CLOEXEC);
  int high = fcntl (socket, F_DUPFD_CLOEXEC, CHILD_SOCKET + 1);

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != monitor || null < 0 || high < 0)
    _exit (1);

  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl (PR_SET_DUMPABLE, 0);
  if (dup2 (null, STDIN_FILENO) < 0 || dup2 (null, STDOUT_FILENO) < 0 || dup2 (high, CHILD_SOCKET) < 0)
    _exit (1);
  closefrom (CHILD_SOCKET + 1);
}

static gboolean
start_process (CfEngineChecker *self)
{
  const struct timeval send_limit = { SEND_SECONDS, 0 };
  pid_t monitor = getpid ();
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return FALSE;

  self->pid = fork ();
  if (self->pid == 0) {
    leave_monitor (monitor, ends[1]);
    _exit (cf_engine_child_main (self->options, CHILD_SOCKET));
  }

  close (ends[1]);
  self->socket = ends[0];
  setsockopt (self->socket, SOL_SOCKET, SO_SNDTIMEO, &send_limit, sizeof send_limit);
  return self->pid > 0;
}

void
cf_engine_checker_start (CfEngineChecker *self, gint64 now_us)
{
  if (self->state != CF_ENGINE_CHECKER_ABSENT || cf_engine_checker_is_resting (self, now_us))
    return;

  if (!start_process (self)) {
    cf_engine_checker_kill (self);
    cf_engine_checker_note_death (self, now_us);
    return;
  }

  self->reader = cf_frame_reader_new (CF_LIMIT_EVIDENCE_BYTES);
  self->state = CF_ENGINE_CHECKER_STARTING;
  self->starts_until = now_us + CF_LIMIT_PREPARE_SECONDS * G_USEC_PER_SEC;
}

void
cf_engine_checker_kill (CfEngineChecker *self)
{
  if (self->pid > 0) {
    kill (self->pid, SIGKILL);
    while (waitpid (self->pid, NULL, 0) < 0 && errno == EINTR)
      continue;
  }
  if (self->socket >= 0)
    close (self->socket);

  self->pid = 0;
  self->socket = -1;
  g_clear_pointer (&self->reader, cf_frame_reader_free);
  self->state = CF_ENGINE_CHECKER_ABSENT;
}

gboolean
cf_engine_checker_ask (CfEngineChecker *self, const CfEngineRequest *request, int message, CfTime now)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) frame = NULL;
  g_autofree char *now_text = cf_time_format (now);

  g_assert (self->state == CF_ENGINE_CHECKER_IDLE);

  cf_engine_request_write (request, object);
  json_object_set_string_member (object, "now", now_text);
  frame = cf_frame_write (object);
  self->state = CF_ENGINE_CHECKER_BUSY;
  return cf_frame_send (self->socket, frame, message);
}

void
cf_engine_answer_clear (CfEngineAnswer *answer)
{
  g_clear_pointer (&answer->facts, cf_facts_free);
  g_clear_pointer (&answer->refusal, g_free);
}

static CfEngineCheckerEvent
take_ready (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer)
{
  self->state = CF_ENGINE_CHECKER_IDLE;
  return CF_ENGINE_CHECKER_READY;
}

static CfEngineCheckerEvent
take_refused (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer)
{
  const char *message;

  if (!cf_frame_get_string (object, "message", &message, NULL))
    return CF_ENGINE_CHECKER_DEAD;

  out_answer->refusal = g_strdup (message);
  return CF_ENGINE_CHECKER_REFUSED;
}

static CfEngineCheckerEvent
take_evidence (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer)
{
  JsonNode *node = json_object_get_member (object, "evidence");

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    out_answer->facts = cf_report_read_facts (json_node_get_object (node), NULL);
  if (out_answer->facts == NULL)
    return CF_ENGINE_CHECKER_DEAD;

  self->deaths = 0;
  self->state = CF_ENGINE_CHECKER_IDLE;
  return CF_ENGINE_CHECKER_DONE;
}

/* What it may say, and when. */
static const struct {
  const char *type;
  CfEngineCheckerState state;
  CfEngineCheckerEvent (*take) (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer);
} answers[] = {
  { "ready", CF_ENGINE_CHECKER_STARTING, take_ready },
  { "refused", CF_ENGINE_CHECKER_STARTING, take_refused },
  { "evidence", CF_ENGINE_CHECKER_BUSY, take_evidence },
};

static CfEngineCheckerEvent
take_answer (CfEngineChecker *self, JsonObject *object, CfEngineAnswer *out_answer)
{
  const char *type;

  if (!cf_frame_get_string (object, "type", &type, NULL))
    return CF_ENGINE_CHECKER_DEAD;

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (type, answers[i].type) && answers[i].state == self->state)
      return answers[i].take (self, object, out_answer);

  return CF_ENGINE_CHECKER_DEAD;
}

static CfEngineCheckerEvent
read_answer (CfEngineChecker *self, CfEngineAnswer *out_answer)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;

  if (cf_frame_reader_fill (self->reader, self->socket, NULL) <= 0 ||
      !cf_frame_reader_take (self->reader, &frame, NULL))
    return CF_ENGINE_CHECKER_DEAD;

  return frame.object != NULL ? take_answer (self, frame.object, out_answer) : CF_ENGINE_CHECKER_NOTHING;
}

void
cf_engine_checker_read (CfEngineChecker *self, CfEngineAnswer *out_answer)
{
  out_answer->event = read_answer (self, out_answer);
  if (out_answer->event == CF_ENGINE_CHECKER_DEAD || out_answer->event == CF_ENGINE_CHECKER_REFUSED)
    cf_engine_checker_kill (self);
}

void
cf_engine_checker_free (CfEngineChecker *self)
{
  if (self == NULL)
    return;

  cf_engine_checker_kill (self);
  g_free (self);
}
