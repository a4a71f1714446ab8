/* cf-engine-process.c — a process of ours: started with one socket, ended and reaped by the monitor */
#include "cf-engine-process.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* What is ours reads at once; what does not is not worth waiting for. */
#define SEND_SECONDS 2

gboolean
cf_engine_process_connect (int *out_ours, int *out_theirs)
{
  const struct timeval send_limit = { SEND_SECONDS, 0 };
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return FALSE;

  setsockopt (ends[0], SOL_SOCKET, SO_SNDTIMEO, &send_limit, sizeof send_limit);
  *out_ours = ends[0];
  *out_theirs = ends[1];
  return TRUE;
}

/* fork() cannot give the child to another parent.  What it does beyond the system call is for programs with threads. */
pid_t
cf_engine_process_fork (void)
{
  return (pid_t) syscall (SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
}

void
cf_engine_process_enter (pid_t parent, int socket)
{
  const struct rlimit none = { 0, 0 };
  int null = open ("/dev/null", O_RDWR | O_CLOEXEC);
  int high = fcntl (socket, F_DUPFD_CLOEXEC, CF_ENGINE_SOCKET + 1);

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != parent || null < 0 || high < 0)
    _exit (1);

  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl (PR_SET_DUMPABLE, 0);
  setrlimit (RLIMIT_CORE, &none);
  if (dup2 (null, STDIN_FILENO) < 0 || dup2 (null, STDOUT_FILENO) < 0 || dup2 (high, CF_ENGINE_SOCKET) < 0)
    _exit (1);
  closefrom (CF_ENGINE_SOCKET + 1);
}

gboolean
cf_engine_process_start (CfEngineProcess *self, CfEngineMain main, gconstpointer data)
{
  pid_t parent = getpid ();
  int theirs;

  if (!cf_engine_process_connect (&self->socket, &theirs))
    return FALSE;

  self->pid = fork ();
  if (self->pid == 0) {
    cf_engine_process_enter (parent, theirs);
    _exit (main (data, CF_ENGINE_SOCKET));
  }

  close (theirs);
  if (self->pid > 0)
    return TRUE;

  self->pid = 0;
  cf_engine_process_end (self);
  return FALSE;
}

int
cf_engine_process_end (CfEngineProcess *self)
{
  int status = 0;

  if (self->pid > 0) {
    kill (self->pid, SIGKILL);
    while (waitpid (self->pid, &status, 0) < 0 && errno == EINTR)
      continue;
  }
  if (self->socket >= 0)
    close (self->socket);

  self->pid = 0;
  self->socket = -1;
  return status;
}
