/* cf-engine.c — the monitor's process: waits for its client and its checking process */
#include "cf-engine.h"

#include <poll.h>
#include <signal.h>

#include "cf-engine-call.h"
#include "cf-limits.h"
#include "cf-ribbon.h"

/* How long a client may take to read the last words. */
#define FAREWELL_MS 1000

enum { FROM_CLIENT, TO_CLIENT, CHECKER, N_PLACES };

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

/* The client is heard once it is known whether the options can be used, and
 * as long as it reads its replies. */
static void
wait_once (CfEngineMonitor *monitor, int in_fd, int out_fd)
{
  gsize waiting = cf_frame_writer_get_waiting (monitor->writer);
  struct pollfd places[N_PLACES] = {
    [FROM_CLIENT] = { monitor->is_prepared && waiting < CF_LIMIT_REPLY_BYTES ? in_fd : -1, POLLIN, 0 },
    [TO_CLIENT] = { waiting > 0 ? out_fd : -1, POLLOUT, 0 },
    [CHECKER] = { cf_engine_checker_get_fd (monitor->checker), POLLIN, 0 },
  };

  if (poll (places, N_PLACES, get_timeout (monitor)) < 0)
    return;

  if (places[CHECKER].revents != 0)
    cf_engine_monitor_hear_checker (monitor);
  if (places[FROM_CLIENT].revents != 0)
    hear_client (monitor, in_fd);
  if (places[TO_CLIENT].revents != 0 && !cf_frame_writer_flush (monitor->writer))
    end (monitor, 0);
}

/* The monitor.  Its whole job: hear one client by the table of calls, keep the
 * queue, give the checking process one sealed message at a time, judge and
 * word the evidence that comes back.  It reads no byte of a message but to
 * hash it.  The last thing that it may open: the catalogues of the words,
 * before the first client frame; afterwards only memory and processes. */
int
cf_engine_run (const CfGatherOptions *options, int in_fd, int out_fd)
{
  g_autoptr (CfEngineMonitor) monitor = cf_engine_monitor_new (options, out_fd);

  /* GLib's debug messages would come between the frames. */
  g_log_writer_default_set_use_stderr (TRUE);
  signal (SIGPIPE, SIG_IGN);
  cf_ribbon_prepare ();
  while (!monitor->is_ended) {
    cf_engine_monitor_dispatch (monitor);
    wait_once (monitor, in_fd, out_fd);
    cf_engine_monitor_check_deadline (monitor);
  }

  cf_frame_writer_drain (monitor->writer, monitor->status == 0 ? 0 : FAREWELL_MS);
  return monitor->status;
}
