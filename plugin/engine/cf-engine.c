/* cf-engine.c — the monitor's process: waits for its client and for those who work for it */
#include "cf-engine.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "cf-engine-call.h"
#include "cf-engine-network-start.h"
#include "cf-engine-template.h"
#include "cf-limits.h"
#include "cf-ribbon.h"

/* How long a client may take to read the last words. */
#define FAREWELL_MS 1000

static void
end (CfEngineMonitor *monitor, int status)
{
  monitor->is_ended = TRUE;
  monitor->status = status;
}

static void
end_broken (CfEngineMonitor *monitor, const char *problem)
{
  g_printerr ("certfirst: engine: the client is not understood: %s\n", problem);
  end (monitor, 1);
}

static void
end_gone (CfEngineMonitor *monitor)
{
  if (cf_frame_reader_is_inside (monitor->reader))
    end_broken (monitor, "its last frame is cut off");
  else
    end (monitor, monitor->refusal != NULL ? 2 : 0);
}

static gboolean
take_frame (CfEngineMonitor *monitor, gboolean *out_is_taken, GError **error)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;

  if (!cf_frame_reader_take (monitor->reader, &frame, error))
    return FALSE;

  *out_is_taken = frame.object != NULL;
  return frame.object == NULL || cf_engine_call (monitor, &frame, error);
}

static void
hear_client (CfEngineMonitor *monitor, int in_fd)
{
  g_autoptr (GError) problem = NULL;
  gssize length = cf_frame_reader_fill (monitor->reader, in_fd, &problem);
  gboolean is_taken = length > 0;

  if (length == 0)
    end_gone (monitor);
  while (problem == NULL && is_taken && !monitor->is_ended)
    take_frame (monitor, &is_taken, &problem);
  if (problem != NULL)
    end_broken (monitor, problem->message);
}

/* Milliseconds until something is due; -1 for never. */
static int
get_timeout (const CfEngineMonitor *monitor)
{
  gint64 due = cf_engine_monitor_get_due (monitor);

  return due == G_MAXINT64 ? -1 : (int) (MAX (due - g_get_monotonic_time (), 0) / 1000) + 1;
}

/* What is waited for: the client's two sides, the template, the child that waits, the look-ups, and the children
 * of checks, in the order of the jobs. */
enum { FROM_CLIENT, TO_CLIENT, TEMPLATE, SPARE, LOOKUP, FIRST_CHILD };

static void
add_place (GArray *places, int fd, short events)
{
  struct pollfd place = { fd, events, 0 };

  g_array_append_val (places, place);
}

/* The client is heard once it is known whether the options can be used, and
 * as long as it reads its replies. */
static GArray *
list_places (CfEngineMonitor *monitor, int in_fd, int out_fd)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (struct pollfd));
  gsize waiting = cf_frame_writer_get_waiting (monitor->writer);
  gboolean lookup_writes = FALSE;
  int lookup = monitor->desk != NULL
                 ? cf_engine_lookup_get_fd (cf_engine_desk_get_lookup (monitor->desk), &lookup_writes) : -1;

  add_place (places, monitor->is_prepared && waiting < CF_LIMIT_REPLY_BYTES ? in_fd : -1, POLLIN);
  add_place (places, waiting > 0 ? out_fd : -1, POLLOUT);
  add_place (places, cf_engine_nursery_get_fd (monitor->nursery), POLLIN);
  add_place (places, cf_engine_nursery_get_spare_fd (monitor->nursery), POLLIN);
  add_place (places, lookup, lookup_writes ? POLLIN | POLLOUT : POLLIN);
  for (guint i = 0; i < monitor->jobs->len; i++) {
    CfEngineJob *job = g_ptr_array_index (monitor->jobs, i);

    add_place (places, job->checker != NULL ? cf_engine_checker_get_fd (job->checker) : -1, POLLIN);
  }

  return places;
}

/* The last first, because a job that ends leaves the list. */
static void
hear_children (CfEngineMonitor *monitor, const GArray *places)
{
  for (guint i = places->len; i > FIRST_CHILD; i--)
    if (g_array_index (places, struct pollfd, i - 1).revents != 0)
      cf_engine_monitor_hear_child (monitor, g_ptr_array_index (monitor->jobs, i - 1 - FIRST_CHILD));
}

static void
wait_once (CfEngineMonitor *monitor, int in_fd, int out_fd)
{
  g_autoptr (GArray) places = list_places (monitor, in_fd, out_fd);
  const struct pollfd *place = (const struct pollfd *) (void *) places->data;

  if (poll ((struct pollfd *) (void *) places->data, places->len, get_timeout (monitor)) < 0)
    return;

  hear_children (monitor, places);
  if (place[LOOKUP].revents != 0) {
    cf_engine_lookup_work (cf_engine_desk_get_lookup (monitor->desk), (place[LOOKUP].revents & ~POLLOUT) != 0);
    cf_engine_monitor_pass_answers (monitor);
  }
  if (place[SPARE].revents != 0)
    cf_engine_nursery_drop_spare (monitor->nursery);
  if (place[TEMPLATE].revents != 0)
    cf_engine_monitor_hear_template (monitor);
  if (place[FROM_CLIENT].revents != 0)
    hear_client (monitor, in_fd);
  if (place[TO_CLIENT].revents != 0 && !cf_frame_writer_flush (monitor->writer))
    end (monitor, 0);
}

static void
serve (CfEngineMonitor *monitor, int in_fd, int out_fd)
{
  while (!monitor->is_ended) {
    /* A report does not wait for the next child. */
    if (!cf_frame_writer_flush (monitor->writer)) {
      end (monitor, 0);
      return;
    }
    cf_engine_monitor_dispatch (monitor);
    wait_once (monitor, in_fd, out_fd);
    cf_engine_monitor_check_deadlines (monitor);
  }

  cf_frame_writer_drain (monitor->writer, monitor->status == 0 ? 0 : FAREWELL_MS);
}

/* The monitor.  Its whole job: hear one client by the table of calls, keep the
 * queue, give each sealed message to a child of its own, pass questions on
 * that are in the table, judge and word the evidence that comes back.  It reads
 * no byte of a message but to hash it.  The last thing that it may open: the
 * ledger, recorded answers and the catalogues of the words, before the first
 * client frame; afterwards the file that answers are recorded in, and where the
 * client asks what counts or changes that, the files of rules. */
int
cf_engine_run (const CfEngineOptions *options, int in_fd, int out_fd)
{
  const CfEngineRoleRow roles[CF_ENGINE_N_ROLES] = {
    [CF_ENGINE_ROLE_TEMPLATE] = { cf_engine_template_main, &options->gather },
    [CF_ENGINE_ROLE_LOOKUP] = { cf_engine_network_look_up, &options->lookup },
  };
  const struct rlimit no_dumps = { 0, 0 };
  g_autoptr (CfEngineOrigin) origin = NULL;
  g_autoptr (CfEngineMonitor) monitor = NULL;

  /* GLib's debug messages would come between the frames. */
  g_log_writer_default_set_use_stderr (TRUE);
  signal (SIGPIPE, SIG_IGN);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  setrlimit (RLIMIT_CORE, &no_dumps);
  /* Of a pipe, so that a large mail does not come in drops; a socket refuses, and has enough. */
  fcntl (in_fd, F_SETPIPE_SZ, (int) CF_LIMIT_DATA_FRAME_BYTES);
  origin = cf_engine_origin_new (roles);
  monitor = cf_engine_monitor_new (options, origin, out_fd);
  cf_ribbon_prepare ();
  serve (monitor, in_fd, out_fd);
  return monitor->status;
}
