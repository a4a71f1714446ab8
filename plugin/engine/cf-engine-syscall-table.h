/* cf-engine-syscall-table.h — every system call that the template and its children may use, and why
 *
 * Whatever is not here ends the process (SIGSYS).  Files were all opened
 * before; what a library looks for late gets "no" instead, and goes on without.
 *
 *   TEMPLATE  until a child is a child; it reads nothing hostile
 *   CHILD     from before its message until its end
 *   ASAN      both, in builds with the address sanitizer only
 *
 *   ANY       whatever its arguments are
 *   NO_EXEC   no memory that can be run
 *   SIBLING   a fork whose parent is the monitor, nothing else
 *   REFUSED   fails with EACCES
 *
 * Used by the filters and, as text, by the tests.
 */
/*          name               who               how      why */
CF_SYSCALL (recvmsg,           TEMPLATE | CHILD, ANY,     "frames from the monitor, with their descriptor")
CF_SYSCALL (sendmsg,           TEMPLATE | CHILD, ANY,     "frames to the monitor")
CF_SYSCALL (write,             TEMPLATE | CHILD, ANY,     "last words of a library on standard error")
CF_SYSCALL (writev,            TEMPLATE | CHILD, ANY,     "last words of the C library on standard error")
CF_SYSCALL (close,             TEMPLATE | CHILD, ANY,     "the memfd once it is mapped")
CF_SYSCALL (fstat,             TEMPLATE | CHILD, ANY,     "the memfd's size")
CF_SYSCALL (mmap,              TEMPLATE | CHILD, NO_EXEC, "the message; large blocks of memory")
CF_SYSCALL (mprotect,          TEMPLATE | CHILD, NO_EXEC, "memory of the C library's heap")
CF_SYSCALL (munmap,            TEMPLATE | CHILD, ANY,     "giving large blocks back")
CF_SYSCALL (mremap,            TEMPLATE | CHILD, ANY,     "growing large blocks")
CF_SYSCALL (madvise,           TEMPLATE | CHILD, ANY,     "giving memory back")
CF_SYSCALL (brk,               TEMPLATE | CHILD, ANY,     "the C library's heap")
CF_SYSCALL (futex,             TEMPLATE | CHILD, ANY,     "locks of GLib and OpenSSL, never waited for with one thread")
CF_SYSCALL (getpid,            TEMPLATE | CHILD, ANY,     "OpenSSL looks whether it was forked")
CF_SYSCALL (gettid,            TEMPLATE | CHILD, ANY,     "abort(), whose signal then ends it as well")
CF_SYSCALL (getrandom,         TEMPLATE | CHILD, ANY,     "OpenSSL blinds numbers; hash tables choose a seed")
CF_SYSCALL (clock_gettime,     TEMPLATE | CHILD, ANY,     "where the kernel gives no time without a call")
CF_SYSCALL (gettimeofday,      TEMPLATE | CHILD, ANY,     "the same")
CF_SYSCALL (sysinfo,           TEMPLATE | CHILD, ANY,     "qsort() of a long list looks how much memory there is")
CF_SYSCALL (rt_sigprocmask,    TEMPLATE | CHILD, ANY,     "abort()")
CF_SYSCALL (rt_sigreturn,      TEMPLATE | CHILD, ANY,     "the end of a signal's handler")
CF_SYSCALL (restart_syscall,   TEMPLATE | CHILD, ANY,     "waiting goes on after a stop")
CF_SYSCALL (exit,              TEMPLATE | CHILD, ANY,     "its end")
CF_SYSCALL (exit_group,        TEMPLATE | CHILD, ANY,     "its end")
CF_SYSCALL (newfstatat,        TEMPLATE | CHILD, REFUSED, "a late look for a file")
CF_SYSCALL (open,              TEMPLATE | CHILD, REFUSED, "a late look for a file")
CF_SYSCALL (openat,            TEMPLATE | CHILD, REFUSED, "a late look for a file")
CF_SYSCALL (access,            TEMPLATE | CHILD, REFUSED, "a late look for a file")
CF_SYSCALL (faccessat,         TEMPLATE | CHILD, REFUSED, "a late look for a file")
CF_SYSCALL (stat,              TEMPLATE | CHILD, REFUSED, "a late look for a file")
CF_SYSCALL (statx,             TEMPLATE | CHILD, REFUSED, "a late look for a file")
CF_SYSCALL (readlink,          TEMPLATE | CHILD, REFUSED, "a late look for a file")
CF_SYSCALL (readlinkat,        TEMPLATE | CHILD, REFUSED, "a late look for a file")
CF_SYSCALL (clone,             TEMPLATE,         SIBLING, "a child for one message")
CF_SYSCALL (prctl,             TEMPLATE,         ANY,     "a child ties its life to the monitor's, and is confined")
CF_SYSCALL (seccomp,           TEMPLATE,         ANY,     "a child is confined")
CF_SYSCALL (getppid,           TEMPLATE,         ANY,     "a child looks whether the monitor still lives")
CF_SYSCALL (dup2,              TEMPLATE,         ANY,     "a child puts its socket where the template's was")
CF_SYSCALL (dup3,              TEMPLATE,         ANY,     "the same, where there is no dup2")
CF_SYSCALL (openat,            ASAN,             ANY,     "/proc/self/maps for reports and leaks")
CF_SYSCALL (read,              ASAN,             ANY,     "the same")
CF_SYSCALL (readlink,          ASAN,             ANY,     "the program's name for reports")
CF_SYSCALL (newfstatat,        ASAN,             ANY,     "looks for the symboliser")
CF_SYSCALL (sigaltstack,       ASAN,             ANY,     "a stack for its handlers")
CF_SYSCALL (rt_sigaction,      ASAN,             ANY,     "its handlers")
CF_SYSCALL (getrlimit,         ASAN,             ANY,     "the size of the stack")
CF_SYSCALL (prlimit64,         ASAN,             ANY,     "the size of the stack")
CF_SYSCALL (sched_getaffinity, ASAN,             ANY,     "the size of the stack")
CF_SYSCALL (sched_yield,       ASAN,             ANY,     "its locks")
CF_SYSCALL (mprotect,          ASAN,             ANY,     "shadow memory")
CF_SYSCALL (mmap,              ASAN,             ANY,     "shadow memory")
CF_SYSCALL (tgkill,            ASAN,             ANY,     "abort() after a report")
CF_SYSCALL (pipe,              ASAN,             ANY,     "looks whether memory can be read")
CF_SYSCALL (pipe2,             ASAN,             ANY,     "the same")
#undef CF_SYSCALL
