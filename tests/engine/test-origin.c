/* test-origin.c — the process that others come from: starts, gives a clean start, dies */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-engine-origin.h"

/* What a started process tells about itself. */
typedef struct {
  int parent;
  int first_descriptor; /* the first that is open beside its own */
  int no_new_privs;
  int dumpable;
  char settings[64];
} Self;

static int
tell (gconstpointer data, const char *settings, int socket)
{
  Self self = { getppid (), -1, prctl (PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), prctl (PR_GET_DUMPABLE), "" };

  g_strlcpy (self.settings, settings != NULL ? settings : "(none)", sizeof self.settings);
  for (int fd = CF_ENGINE_SOCKET + 1; fd < 1024 && self.first_descriptor < 0; fd++)
    if (fcntl (fd, F_GETFD) >= 0)
      self.first_descriptor = fd;
  if (write (socket, &self, sizeof self) != sizeof self)
    return 1;
  return read (socket, &self, 1) == 0 ? GPOINTER_TO_INT (data) : 1;
}

static const CfEngineRoleRow roles[CF_ENGINE_N_ROLES] = {
  [CF_ENGINE_ROLE_TEMPLATE] = { tell, GINT_TO_POINTER (7) },
  [CF_ENGINE_ROLE_LOOKUP] = { tell, GINT_TO_POINTER (9) },
};

static Self
hear (const CfEngineProcess *process)
{
  Self self;

  g_assert_cmpint (read (process->socket, &self, sizeof self), ==, sizeof self);
  return self;
}

static void
test_start (void)
{
  g_autoptr (CfEngineOrigin) origin = NULL;
  static const struct {
    CfEngineRole role;
    const char *settings;
    int status;
  } rows[] = {
    { CF_ENGINE_ROLE_TEMPLATE, NULL, 7 },
    { CF_ENGINE_ROLE_LOOKUP, "{\"mode\":\"all\"}", 9 },
    { CF_ENGINE_ROLE_LOOKUP, NULL, 9 },
  };
  int before = open ("/dev/null", O_RDONLY);
  int after;

  origin = cf_engine_origin_new (roles);
  after = open ("/dev/null", O_RDONLY);
  g_assert_true (cf_engine_origin_is_alive (origin));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfEngineProcess process = CF_ENGINE_PROCESS_NONE;
    int status;
    Self self;

    g_assert_true (cf_engine_origin_start (origin, rows[i].role, rows[i].settings, &process));
    g_assert_cmpint (process.pid, !=, cf_engine_origin_get_pid (origin));
    self = hear (&process);
    /* It is this process's child, whoever forked it. */
    g_assert_cmpint (self.parent, ==, getpid ());
    g_assert_cmpint (self.first_descriptor, ==, -1);
    g_assert_cmpint (self.no_new_privs, ==, 1);
    g_assert_cmpint (self.dumpable, ==, 0);
    g_assert_cmpstr (self.settings, ==, rows[i].settings != NULL ? rows[i].settings : "(none)");

    close (process.socket);
    process.socket = -1;
    g_assert_cmpint (waitpid (process.pid, &status, 0), ==, process.pid);
    g_assert_true (WIFEXITED (status));
    g_assert_cmpint (WEXITSTATUS (status), ==, rows[i].status);
  }

  close (before);
  close (after);
}

static void
test_dead_origin (void)
{
  g_autoptr (CfEngineOrigin) origin = cf_engine_origin_new (roles);
  CfEngineProcess first = CF_ENGINE_PROCESS_NONE;
  CfEngineProcess second = CF_ENGINE_PROCESS_NONE;

  g_assert_true (cf_engine_origin_start (origin, CF_ENGINE_ROLE_LOOKUP, NULL, &first));
  hear (&first);
  kill (cf_engine_origin_get_pid (origin), SIGKILL);
  g_assert_false (cf_engine_origin_start (origin, CF_ENGINE_ROLE_LOOKUP, NULL, &second));
  g_assert_false (cf_engine_origin_is_alive (origin));
  g_assert_cmpint (second.pid, ==, 0);
  g_assert_cmpint (second.socket, ==, -1);

  /* What came from it before goes on. */
  g_assert_cmpint (waitpid (first.pid, NULL, WNOHANG), ==, 0);
  g_assert_true (WIFSIGNALED (cf_engine_process_end (&first)));
  g_assert_cmpint (first.pid, ==, 0);
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1);
}

static gboolean
is_running (int pid)
{
  g_autofree char *name = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;

  return g_file_get_contents (name, &text, NULL, NULL) && strstr (text, ") Z ") == NULL;
}

/* Whatever happens to the monitor, nothing of it is left behind. */
static void
test_dies_with_monitor (void)
{
  int ends[2], pids[2];
  pid_t monitor;

  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  monitor = fork ();
  if (monitor == 0) {
    g_autoptr (CfEngineOrigin) origin = cf_engine_origin_new (roles);
    CfEngineProcess process = CF_ENGINE_PROCESS_NONE;

    cf_engine_origin_start (origin, CF_ENGINE_ROLE_LOOKUP, NULL, &process);
    hear (&process);
    pids[0] = cf_engine_origin_get_pid (origin);
    pids[1] = process.pid;
    if (write (ends[1], pids, sizeof pids) == sizeof pids)
      pause ();
    _exit (1);
  }

  g_assert_cmpint (read (ends[0], pids, sizeof pids), ==, sizeof pids);
  g_assert_true (is_running (pids[0]) && is_running (pids[1]));
  kill (monitor, SIGKILL);
  waitpid (monitor, NULL, 0);
  for (guint i = 0; i < 1000 && (is_running (pids[0]) || is_running (pids[1])); i++)
    g_usleep (10000);
  g_assert_false (is_running (pids[0]) || is_running (pids[1]));
  close (ends[0]);
  close (ends[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/engine/origin/start", test_start);
  g_test_add_func ("/engine/origin/dead-origin", test_dead_origin);
  g_test_add_func ("/engine/origin/dies-with-monitor", test_dies_with_monitor);
  return g_test_run ();
}
