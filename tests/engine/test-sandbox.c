/* test-sandbox.c — a child that was taken over tries to get out
 *
 * The child's main function is this file's own: it does what a row says, once,
 * and tells how that went; the real template confined it before.
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-engine-child.h"
#include "cf-engine-sandbox.h"
#include "cf-test-roles.h"

typedef long (*Try) (void);

static long try_nothing (void) { return -1; }
static long try_open (void) { return syscall (SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY, 0); }
static long try_create (void) { return syscall (SYS_openat, AT_FDCWD, "/tmp/certfirst-escape", O_CREAT | O_WRONLY, 0600); }
static long try_stat (void) { return syscall (SYS_newfstatat, AT_FDCWD, "/etc/passwd", NULL, 0); }
static long try_socket (void) { return syscall (SYS_socket, AF_INET, SOCK_STREAM, 0); }
static long try_connect (void) { return syscall (SYS_connect, CF_ENGINE_SOCKET, NULL, 0); }
static long try_fork (void) { return syscall (SYS_clone, SIGCHLD, 0, 0, 0, 0); }
static long try_sibling (void) { return cf_engine_process_fork (); }
static long try_thread (void) { return syscall (SYS_clone3, NULL, 0); }
static long try_exec (void) { char *const none[] = { NULL }; return syscall (SYS_execve, "/bin/true", none, none); }
static long try_ptrace (void) { return syscall (SYS_ptrace, PTRACE_ATTACH, syscall (SYS_getpid), 0, 0); }
static long try_kill (void) { return syscall (SYS_kill, 1, 0); }
static long try_kill_by_thread (void) { return syscall (SYS_tgkill, 1, 1, 0); }
static long try_read_memory (void) { return syscall (SYS_process_vm_readv, 1, NULL, 0, NULL, 0, 0); }
static long try_run_memory (void) { return (long) mmap (NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }
static long try_prctl (void) { return syscall (SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0); }
static long try_dup (void) { return syscall (SYS_dup2, STDERR_FILENO, 9); }
static long try_memfd (void) { return syscall (SYS_memfd_create, "x", 0); }
static long try_limit (void) { return syscall (SYS_setrlimit, RLIMIT_CPU, NULL); }
static long try_io_uring (void) { return syscall (SYS_io_uring_setup, 1, NULL); }
static long try_unshare (void) { return syscall (SYS_unshare, 0); }

static long
try_run_written (void)
{
  void *memory = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return syscall (SYS_mprotect, memory, 4096, PROT_READ | PROT_EXEC);
}

/* Far more than a message of one byte needs. */
static long
try_memory (void)
{
  void *memory = mmap (NULL, (gsize) 4 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

  return memory == MAP_FAILED ? -1 : 0;
}

typedef enum { REFUSED, KILLED } Want;

static const struct {
  const char *says;
  Try try;
  Want want;
} rows[] = {
  { "nothing", try_nothing, REFUSED },
  { "open a file", try_open, REFUSED },
  { "create a file", try_create, REFUSED },
  { "look for a file", try_stat, REFUSED },
  { "allocate without end", try_memory, REFUSED },
  { "a socket", try_socket, KILLED },
  { "connect", try_connect, KILLED },
  { "fork", try_fork, KILLED },
  { "fork as the template does", try_sibling, KILLED },
  { "a thread", try_thread, KILLED },
  { "another program", try_exec, KILLED },
  { "trace a process", try_ptrace, KILLED },
  { "signal a process", try_kill, KILLED },
  { "signal a thread", try_kill_by_thread, KILLED },
  { "another process's memory", try_read_memory, KILLED },
  { "memory to run", try_run_memory, KILLED },
  { "run what it wrote", try_run_written, KILLED },
  { "change itself", try_prctl, KILLED },
  { "copy a descriptor", try_dup, KILLED },
  { "make a memfd", try_memfd, KILLED },
  { "raise a limit", try_limit, KILLED },
  { "calls past the filter", try_io_uring, KILLED },
  { "a namespace", try_unshare, KILLED },
};

/* The byte that it is sent names the row. */
int
cf_engine_child_main (const CfGatherPrepared *prepared, int socket)
{
  struct iovec vector;
  struct msghdr message = { .msg_iov = &vector, .msg_iovlen = 1 };
  guint8 row;
  char result;

  vector = (struct iovec) { &row, 1 };
  if (recvmsg (socket, &message, 0) != 1)
    return 0;

  result = rows[row].try () == -1 ? 'r' : 's';
  vector = (struct iovec) { &result, 1 };
  return sendmsg (socket, &message, 0) == 1 ? 0 : 1;
}

/* What became of a try: 'r' it was refused, 's' it succeeded, 'k' it killed the child. */
static char
try_row (CfEngineNursery *nursery, guint8 row)
{
  CfEngineChecker *checker = cf_engine_nursery_take (nursery);
  int fd = cf_engine_checker_get_fd (checker);
  int pid = cf_engine_checker_get_pid (checker);
  char result = '?';
  int status;

  cf_engine_sandbox_limit (pid, cf_engine_nursery_get_address_space (nursery) + ((guint64) 256 << 20), 10);
  g_assert_cmpint (write (fd, &row, 1), ==, 1);
  if (read (fd, &result, 1) == 1) {
    cf_engine_checker_free (checker);
    return result;
  }

  status = cf_engine_checker_free (checker);
  return WIFSIGNALED (status) && WTERMSIG (status) == SIGSYS ? 'k' : '?';
}

static void
test_escape (void)
{
  g_autoptr (CfEngineOrigin) origin = cf_test_origin_new (&cf_test_plain);
  g_autoptr (CfEngineNursery) nursery = cf_test_nursery_new (origin);
  JsonObject *sandbox = cf_engine_nursery_get_member (nursery, "sandbox");
  int template = cf_engine_nursery_get_pid (nursery);

  g_assert_nonnull (sandbox);
  if (!json_object_get_boolean_member (sandbox, "seccomp") || !json_object_get_boolean_member (sandbox, "limits")) {
    g_test_skip ("this build or system has no seccomp or no limits");
    return;
  }

  for (guint8 i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (try_row (nursery, i), ==, rows[i].want == KILLED ? 'k' : 'r');
  }

  /* Nobody else noticed. */
  g_assert_cmpint (cf_engine_nursery_get_pid (nursery), ==, template);
  g_assert_cmpint (kill (template, 0), ==, 0);
  g_assert_false (g_file_test ("/tmp/certfirst-escape", G_FILE_TEST_EXISTS));
}

/* What a process inherited: no core, no privileges, few descriptors, nothing to write. */
static void
test_limits (void)
{
  g_autoptr (CfEngineOrigin) origin = cf_test_origin_new (&cf_test_plain);
  g_autoptr (CfEngineNursery) nursery = cf_test_nursery_new (origin);
  static const struct {
    int resource;
    rlim_t most;
  } limits[] = { { RLIMIT_CORE, 0 }, { RLIMIT_NOFILE, 16 }, { RLIMIT_FSIZE, 0 } };
  g_autofree char *name = g_strdup_printf ("/proc/%d/status", cf_engine_nursery_get_pid (nursery));
  g_autofree char *status = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++) {
    struct rlimit limit;

    g_assert_cmpint (prlimit (cf_engine_nursery_get_pid (nursery), limits[i].resource, NULL, &limit), ==, 0);
    g_assert_cmpuint (limit.rlim_max, <=, limits[i].most);
  }
  g_assert_true (g_file_get_contents (name, &status, NULL, NULL));
  g_assert_nonnull (strstr (status, "NoNewPrivs:\t1"));
}

static void
test_time_limit (void)
{
  g_autoptr (CfEngineOrigin) origin = cf_test_origin_new (&cf_test_plain);
  g_autoptr (CfEngineNursery) nursery = cf_test_nursery_new (origin);
  CfEngineChecker *checker = cf_engine_nursery_take (nursery);
  int pid = cf_engine_checker_get_pid (checker);
  struct rlimit time, space;

  cf_engine_sandbox_limit (pid, (guint64) 1 << 30, 12);
  g_assert_cmpint (prlimit (pid, RLIMIT_CPU, NULL, &time), ==, 0);
  g_assert_cmpint (prlimit (pid, RLIMIT_AS, NULL, &space), ==, 0);
  g_assert_cmpuint (time.rlim_cur, ==, 12);
  g_assert_cmpuint (space.rlim_max, ==, (guint64) 1 << 30);
  cf_engine_checker_free (checker);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/engine/sandbox/escape", test_escape);
  g_test_add_func ("/engine/sandbox/limits", test_limits);
  g_test_add_func ("/engine/sandbox/time-limit", test_time_limit);
  return g_test_run ();
}
