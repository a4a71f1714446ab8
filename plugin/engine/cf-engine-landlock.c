/* cf-engine-landlock.c — files and network closed off by the kernel (Landlock)
 *
 * No library wraps the calls.  The numbers are the kernel's; its headers of
 * older systems lack some of them.
 */
#include "cf-engine-landlock.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define GET_VERSION 1u
#define RULE_PATH_BENEATH 1

#define EXECUTE (1u << 0)
#define WRITE_FILE (1u << 1)
#define READ_FILE (1u << 2)
#define READ_DIR (1u << 3)

/* What each version can close: rights on files, on TCP, and over processes outside. */
static const struct {
  guint64 files;
  guint64 network;
  guint64 scopes;
} versions[] = {
  { 0, 0, 0 },
  { 0x1fff, 0, 0 },
  { 0x3fff, 0, 0 },
  { 0x7fff, 0, 0 },
  { 0x7fff, 0x3, 0 },
  { 0xffff, 0x3, 0 },
  { 0xffff, 0x3, 0x3 },
};

/* struct landlock_ruleset_attr. */
typedef struct {
  guint64 files;
  guint64 network;
  guint64 scopes;
} Ruleset;

/* struct landlock_path_beneath_attr. */
typedef struct {
  guint64 allowed;
  gint32 parent;
} __attribute__ ((packed)) PathBeneath;

/* Where libraries, host names and certificates of servers lie. */
static const char *const system_places[] = {
  "/etc", "/usr", "/lib", "/lib64", "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager",
  "/proc/sys", "/dev/urandom", "/dev/null",
};

static guint
get_version (void)
{
  long version = syscall (SYS_landlock_create_ruleset, NULL, 0, GET_VERSION);

  return version > 0 ? (guint) version : 0;
}

static int
create (guint version, gboolean with_network, Ruleset *out_ruleset)
{
  guint row = MIN (version, G_N_ELEMENTS (versions) - 1);
  Ruleset ruleset = { versions[row].files, with_network ? versions[row].network : 0, versions[row].scopes };
  /* An older kernel takes a longer record when the rest of it is 0. */
  int fd = version > 0 ? (int) syscall (SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0) : -1;

  *out_ruleset = ruleset;
  return fd;
}

/* Places that are not there need no rule. */
static void
allow (int fd, const char *path, guint64 rights)
{
  PathBeneath rule = { rights, path != NULL ? open (path, O_PATH | O_CLOEXEC) : -1 };

  if (rule.parent < 0)
    return;

  /* A file takes no rights of a folder. */
  if (syscall (SYS_landlock_add_rule, fd, RULE_PATH_BENEATH, &rule, 0) != 0) {
    rule.allowed &= WRITE_FILE | READ_FILE;
    syscall (SYS_landlock_add_rule, fd, RULE_PATH_BENEATH, &rule, 0);
  }
  close (rule.parent);
}

static guint
restrict_self (int fd, guint version)
{
  gboolean done = fd >= 0 && syscall (SYS_landlock_restrict_self, fd, 0) == 0;

  if (fd >= 0)
    close (fd);
  return done ? version : 0;
}

guint
cf_engine_landlock_close_all (void)
{
  guint version = get_version ();
  Ruleset ruleset;

  return restrict_self (create (version, TRUE, &ruleset), version);
}

guint
cf_engine_landlock_close_for_lookup (const char *folder, const char *file)
{
  guint version = get_version ();
  Ruleset ruleset;
  int fd = create (version, FALSE, &ruleset);

  if (fd < 0)
    return 0;

  for (gsize i = 0; i < G_N_ELEMENTS (system_places); i++)
    allow (fd, system_places[i], READ_FILE | READ_DIR);
  allow (fd, "/dev/null", READ_FILE | WRITE_FILE);
  allow (fd, file, READ_FILE);
  allow (fd, folder, ruleset.files & ~(guint64) EXECUTE);
  return restrict_self (fd, version);
}
