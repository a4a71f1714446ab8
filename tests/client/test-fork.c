/* test-fork.c — an engine that is a fork of its client's program: when it is one, and what it has */
#include <glib/gstdio.h>
#include <unistd.h>

#include "cf-client.h"

static char *note;

/* Writes down what it was given. */
static int
run (int argc, char **argv)
{
  g_autofree char *words = g_strjoinv (" ", argv);
  g_autofree char *above = NULL;
  g_autofree char *text = NULL;
  int fd = dup (STDIN_FILENO);

  above = g_strdup_printf ("%d words, next descriptor %d, same socket %d: %s", argc, fd, isatty (STDIN_FILENO) == isatty (STDOUT_FILENO), words);
  return g_file_set_contents (note, above, -1, NULL) ? 0 : 1;
}

static gpointer
wait_for_end (gpointer end)
{
  g_mutex_lock (end);
  g_mutex_unlock (end);
  return NULL;
}

static void
name_program (gboolean own)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  g_setenv ("CERTFIRST_PROGRAM", own ? self : "/bin/true", TRUE);
}

static void
test_has_its_words_and_one_socket (void)
{
  static const char *const words[] = { "--policy=a b", "--history=none", NULL };
  g_autoptr (CfClient) client = NULL;
  g_autofree char *said = NULL;

  name_program (TRUE);
  g_unlink (note);
  client = cf_client_new (words);
  cf_client_fork_engine (client, run);
  g_assert_cmpint (cf_client_get_engine_pid (client), >, 0);

  for (guint i = 0; i < 60000 && !g_file_get_contents (note, &said, NULL, NULL); i++)
    g_usleep (1000);
  g_assert_cmpstr (said, ==, "3 words, next descriptor 3, same socket 1: engine --policy=a b --history=none");
  cf_client_stop (client);
}

static void
test_not_for_another_program (void)
{
  g_autoptr (CfClient) client = cf_client_new (NULL);

  name_program (FALSE);
  cf_client_fork_engine (client, run);
  g_assert_cmpint (cf_client_get_engine_pid (client), ==, 0);
}

/* A fork has one thread, and the locks of all. */
static void
test_not_with_another_thread (void)
{
  g_autoptr (CfClient) client = cf_client_new (NULL);
  GMutex end;
  GThread *thread;

  name_program (TRUE);
  g_mutex_init (&end);
  g_mutex_lock (&end);
  thread = g_thread_new ("other", wait_for_end, &end);
  cf_client_fork_engine (client, run);
  g_assert_cmpint (cf_client_get_engine_pid (client), ==, 0);
  g_mutex_unlock (&end);
  g_thread_join (thread);
  g_mutex_clear (&end);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  note = g_strdup_printf ("%s/certfirst-fork-%d", g_get_tmp_dir (), getpid ());
  g_test_add_func ("/client/fork/has-its-words-and-one-socket", test_has_its_words_and_one_socket);
  g_test_add_func ("/client/fork/not-for-another-program", test_not_for_another_program);
  g_test_add_func ("/client/fork/not-with-another-thread", test_not_with_another_thread);
  status = g_test_run ();
  g_unlink (note);
  g_free (note);
  return status;
}
