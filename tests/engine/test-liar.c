/* test-liar.c — a template that was taken over: what it sends is not believed
 *
 * The processes here say whatever a row tells them to.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cf-engine-monitor.h"
#include "cf-engine-nursery.h"
#include "cf-limits.h"

#define READY "{\"type\":\"ready\",\"address_space\":1,\"sandbox\":{},\"network\":{}}"

/* What the next process says: at once, and when it is spoken to. */
typedef struct {
  const char *first;
  const char *answer;
  gsize length;
} Words;

static void
say (int socket, const char *text, gsize length)
{
  guint32 header = (guint32) length;

  if (write (socket, &header, sizeof header) != sizeof header || write (socket, text, length) != (gssize) length)
    _exit (1);
}

static int
lie (gconstpointer data, int socket)
{
  const Words *words = data;
  char byte;

  if (words->first != NULL)
    say (socket, words->first, strlen (words->first));
  if (read (socket, &byte, 1) != 1 || words->answer == NULL)
    return 0;

  say (socket, words->answer, words->length);
  pause ();
  return 0;
}

static int
lie_as_role (gconstpointer data, const char *settings, int socket)
{
  return lie (data, socket);
}

static CfEngineOrigin *
new_origin (const Words *words)
{
  const CfEngineRoleRow roles[CF_ENGINE_N_ROLES] = { [CF_ENGINE_ROLE_TEMPLATE] = { lie_as_role, words } };

  return cf_engine_origin_new (roles);
}

static void
wait_for (int fd)
{
  struct pollfd entry = { fd, POLLIN, 0 };

  g_assert_cmpint (poll (&entry, 1, 60000), ==, 1);
}

static CfEngineNurseryEvent
hear_template (CfEngineNursery *nursery, char **out_refusal)
{
  CfEngineNurseryEvent event;

  do {
    wait_for (cf_engine_nursery_get_fd (nursery));
    event = cf_engine_nursery_read (nursery, out_refusal);
  } while (event == CF_ENGINE_NURSERY_NOTHING);

  return event;
}

static void
test_first_words (void)
{
  static const struct {
    const char *says;
    const char *words;
    CfEngineNurseryEvent want;
  } rows[] = {
    { "ready", READY, CF_ENGINE_NURSERY_OPENED },
    { "refused", "{\"type\":\"refused\",\"message\":\"x\"}", CF_ENGINE_NURSERY_REFUSED },
    { "refused without words", "{\"type\":\"refused\"}", CF_ENGINE_NURSERY_DIED },
    { "a child that nobody asked for", "{\"type\":\"child\",\"pid\":1}", CF_ENGINE_NURSERY_DIED },
    { "no type", "{}", CF_ENGINE_NURSERY_DIED },
    { "no JSON", "ready", CF_ENGINE_NURSERY_DIED },
    { "nothing", "", CF_ENGINE_NURSERY_DIED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const Words words = { rows[i].words, NULL, 0 };
    g_autoptr (CfEngineOrigin) origin = new_origin (&words);
    g_autoptr (CfEngineNursery) nursery = cf_engine_nursery_new (origin);
    g_autofree char *refusal = NULL;

    g_test_message ("%s", rows[i].says);
    cf_engine_nursery_start (nursery, 0);
    g_assert_cmpint (hear_template (nursery, &refusal), ==, rows[i].want);
    g_assert_cmpint (refusal != NULL, ==, rows[i].want == CF_ENGINE_NURSERY_REFUSED);
  }
}

/* What a template gives for a child; it must be one. */
static void
test_forks (void)
{
  static const struct {
    const char *says;
    const char *words;
  } rows[] = {
    { "no process", "{\"type\":\"child\",\"pid\":0}" },
    { "less than none", "{\"type\":\"child\",\"pid\":-1}" },
    { "text", "{\"type\":\"child\",\"pid\":\"1\"}" },
    { "nothing", "{}" },
    { "the process that runs everything", "{\"type\":\"child\",\"pid\":1}" },
    { "no JSON", "child" },
    { "its end", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const Words words = { READY, rows[i].words, rows[i].words != NULL ? strlen (rows[i].words) : 0 };
    g_autoptr (CfEngineOrigin) origin = new_origin (&words);
    g_autoptr (CfEngineNursery) nursery = cf_engine_nursery_new (origin);
    g_autofree char *refusal = NULL;

    g_test_message ("%s", rows[i].says);
    cf_engine_nursery_start (nursery, 0);
    g_assert_cmpint (hear_template (nursery, &refusal), ==, CF_ENGINE_NURSERY_OPENED);
    g_assert_false (cf_engine_nursery_fill (nursery));
  }
}

/* A template that never says that it is ready. */
static void
test_never_ready (void)
{
  const Words words = { NULL, NULL, 0 };
  const CfEngineOptions options = { 0 };
  int null = open ("/dev/null", O_WRONLY | O_CLOEXEC);
  g_autoptr (CfEngineOrigin) origin = new_origin (&words);
  g_autoptr (CfEngineMonitor) monitor = cf_engine_monitor_new (&options, origin, null);
  gint64 due;

  cf_engine_monitor_dispatch (monitor);
  due = cf_engine_monitor_get_due (monitor) - g_get_monotonic_time ();
  g_assert_cmpint (due, >, 0);
  g_assert_cmpint (due, <=, CF_LIMIT_PREPARE_SECONDS * G_USEC_PER_SEC);
  cf_engine_monitor_check_deadlines (monitor);
  g_assert_false (monitor->is_prepared);
  g_assert_cmpint (cf_engine_nursery_get_state (monitor->nursery), ==, CF_ENGINE_NURSERY_STARTING);
  close (null);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/engine/liar/first-words", test_first_words);
  g_test_add_func ("/engine/liar/forks", test_forks);
  g_test_add_func ("/engine/liar/never-ready", test_never_ready);
  return g_test_run ();
}
