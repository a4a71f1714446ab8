/* cf-client-process.c — an engine's process: started with one socket, as a program or as a fork of this one */
#include "cf-client-process.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* The installed program, or the one that a developer or a test names. */
static const char *
get_program (void)
{
  const char *program = g_getenv ("CERTFIRST_PROGRAM");

  return program != NULL ? program : CF_BINDIR "/certfirst";
}

/* What an engine has to say goes through its replies; a host's log is not
 * filled by what strangers send, unless somebody is looking for a fault. */
static gboolean
is_silent (void)
{
  return g_getenv ("G_MESSAGES_DEBUG") == NULL;
}

static GPtrArray *
list_words (char **arguments)
{
  GPtrArray *words = g_ptr_array_new ();

  g_ptr_array_add (words, (char *) get_program ());
  g_ptr_array_add (words, (char *) "engine");
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (words, arguments[i]);
  g_ptr_array_add (words, NULL);
  return words;
}

GPid
cf_client_process_spawn (char **arguments, int socket, GError **error)
{
  GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | (is_silent () ? G_SPAWN_STDERR_TO_DEV_NULL : 0);
  g_autoptr (GPtrArray) words = list_words (arguments);
  GPid pid = 0;

  if (!g_spawn_async_with_pipes_and_fds (NULL, (const char *const *) words->pdata, NULL, flags, NULL, NULL, socket, socket, -1,
                                         NULL, NULL, 0, &pid, NULL, NULL, NULL, error))
    pid = 0;

  close (socket);
  return pid;
}

/* Never returns. */
static void
become_engine (CfClientEngineFunc run, char **arguments, int socket)
{
  GPtrArray *words = list_words (arguments);
  int null = is_silent () ? open ("/dev/null", O_WRONLY | O_CLOEXEC) : -1;

  if (dup2 (socket, STDIN_FILENO) < 0 || dup2 (socket, STDOUT_FILENO) < 0 || (is_silent () && dup2 (null, STDERR_FILENO) < 0))
    _exit (1);

  closefrom (STDERR_FILENO + 1);
  /* As main() gives a command its words: its own name first. */
  _exit (run ((int) words->len - 2, (char **) words->pdata + 1));
}

GPid
cf_client_process_fork (CfClientEngineFunc run, char **arguments, int socket)
{
  GPid pid = fork ();

  if (pid == 0)
    become_engine (run, arguments, socket);

  close (socket);
  return MAX (pid, 0);
}

gboolean
cf_client_process_can_fork (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  struct stat tasks;

  /* A folder has two links and one for each folder in it: for each thread. */
  return g_strcmp0 (self, get_program ()) == 0 && stat ("/proc/self/task", &tasks) == 0 && tasks.st_nlink == 3;
}
