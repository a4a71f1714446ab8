/* cf-engine-sandbox.c — what our processes give up before they work: system calls and limits */
#include "cf-engine-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cf-engine-landlock.h"

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED TRUE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED TRUE
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED FALSE
#endif

/* Standard input, output and error, the socket, a message, answers. */
#define CHILD_DESCRIPTORS 16
#define LOOKUP_DESCRIPTORS 512

enum { TEMPLATE = 1, CHILD = 2, ASAN = 4 };
typedef enum { ANY, NO_EXEC, SIBLING, REFUSED } How;

static const struct {
  const char *name;
  guint who;
  How how;
} calls[] = {
#define CF_SYSCALL(name, who, how, why) { #name, who, how },
#include "cf-engine-syscall-table.h"
};

/* What a look-up never needs: other programs, other processes, the system's setup.  Its libraries use too much
 * else for a list of what is allowed. */
static const char *const lookup_refused[] = {
  "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "kill", "tkill", "pidfd_open",
  "pidfd_getfd", "pidfd_send_signal", "kcmp", "mount", "umount2", "move_mount", "fsopen", "open_tree", "pivot_root",
  "chroot", "setns", "unshare", "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "add_key", "keyctl",
  "request_key", "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot",
  "swapon", "swapoff", "setuid", "setgid", "setresuid", "setresgid", "setgroups", "acct", "quotactl",
};

static int
add_call (scmp_filter_ctx filter, gsize i)
{
  const struct scmp_arg_cmp no_exec = SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  const struct scmp_arg_cmp sibling = SCMP_A0 (SCMP_CMP_EQ, CLONE_PARENT | SIGCHLD);
  int number = seccomp_syscall_resolve_name (calls[i].name);

  /* Other machines have other calls. */
  if (number == __NR_SCMP_ERROR)
    return 0;

  switch (calls[i].how) {
  case ANY:
    return seccomp_rule_add (filter, SCMP_ACT_ALLOW, number, 0);
  case NO_EXEC:
    return seccomp_rule_add (filter, SCMP_ACT_ALLOW, number, 1, no_exec);
  case SIBLING:
    return seccomp_rule_add (filter, SCMP_ACT_ALLOW, number, 1, sibling);
  case REFUSED:
    return seccomp_rule_add (filter, SCMP_ACT_ERRNO (EACCES), number, 0);
  }

  g_assert_not_reached ();
}

/* Later rows do not change what an earlier one says of the same call, so the sanitizer's come first. */
static int
add_calls (scmp_filter_ctx filter, guint who)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  const guint passes[] = { IS_SANITIZED ? ASAN : 0, who };

  for (gsize pass = 0; pass < G_N_ELEMENTS (passes); pass++)
    for (gsize i = 0; i < G_N_ELEMENTS (calls); i++) {
      if (!(calls[i].who & passes[pass]) || !g_hash_table_add (known, (gpointer) calls[i].name))
        continue;
      if (add_call (filter, i) != 0)
        return -1;
    }

  return 0;
}

static scmp_filter_ctx
new_filter (guint who)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_KILL_PROCESS);

  if (filter == NULL)
    return NULL;

  /* Slower processors for a guard between processes, which a child without files and network does not need. */
  seccomp_attr_set (filter, SCMP_FLTATR_CTL_SSB, 1);
  if (add_calls (filter, who) == 0)
    return filter;

  seccomp_release (filter);
  return NULL;
}

/* The child's filter as the kernel takes it: making it takes longer than a small message. */
static void
export_child (CfEngineSandbox *self)
{
  scmp_filter_ctx filter = new_filter (CHILD);
  int fd = memfd_create ("certfirst-filter", MFD_CLOEXEC);
  off_t size;

  if (filter == NULL || fd < 0 || seccomp_export_bpf (filter, fd) != 0)
    return;

  size = lseek (fd, 0, SEEK_END);
  self->filter = g_malloc0 ((gsize) size);
  self->filter_length = (guint16) ((gsize) size / sizeof (struct sock_filter));
  self->seccomp = pread (fd, self->filter, (gsize) size, 0) == size;
  close (fd);
  seccomp_release (filter);
}

static void
set_limit (int resource, rlim_t value)
{
  const struct rlimit limit = { value, value };

  setrlimit (resource, &limit);
}

void
cf_engine_sandbox_enter_template (CfEngineSandbox *out_sandbox)
{
  CfEngineSandbox self = { 0 };
  scmp_filter_ctx filter = new_filter (TEMPLATE);

  self.limits = !IS_SANITIZED;
  export_child (&self);
  set_limit (RLIMIT_NOFILE, CHILD_DESCRIPTORS);
  set_limit (RLIMIT_FSIZE, 0);
  self.landlock = IS_SANITIZED ? 0 : cf_engine_landlock_close_all ();
  self.seccomp = self.seccomp && filter != NULL && seccomp_load (filter) == 0;
  if (filter != NULL)
    seccomp_release (filter);
  *out_sandbox = self;
}

/* What cannot be confined here although the template could be does not work either. */
void
cf_engine_sandbox_enter_child (const CfEngineSandbox *self)
{
  const struct sock_fprog program = { self->filter_length, self->filter };

  if (self->seccomp && prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
    _exit (1);
}

void
cf_engine_sandbox_enter_lookup (const char *folder, const char *file)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);

  set_limit (RLIMIT_NOFILE, LOOKUP_DESCRIPTORS);
  if (!IS_SANITIZED)
    cf_engine_landlock_close_for_lookup (folder, file);
  if (filter == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (lookup_refused); i++) {
    int number = seccomp_syscall_resolve_name (lookup_refused[i]);

    if (number != __NR_SCMP_ERROR)
      seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), number, 0);
  }
  seccomp_load (filter);
  seccomp_release (filter);
}

void
cf_engine_sandbox_limit (int pid, guint64 memory, guint seconds)
{
  const struct rlimit space = { memory, memory };
  const struct rlimit time = { seconds, seconds + 1 };

  if (memory > 0)
    prlimit (pid, RLIMIT_AS, &space, NULL);
  prlimit (pid, RLIMIT_CPU, &time, NULL);
}

JsonObject *
cf_engine_sandbox_write (const CfEngineSandbox *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "seccomp", self->seccomp);
  json_object_set_int_member (object, "landlock", self->landlock);
  json_object_set_boolean_member (object, "limits", self->limits);
  return object;
}
