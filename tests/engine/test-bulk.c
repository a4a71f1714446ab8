/* test-bulk.c — a trial's children read several messages: what one of them does to the others
 *
 * Monitor, origin, template and sandbox are the real ones; the children do
 * what the message says (cf-test-child.h).
 */
#include <signal.h>

#include "cf-engine.h"
#include "cf-limits.h"
#include "cf-test-child.h"
#include "cf-test-engine.h"

static char *no_files[] = { NULL };

static int
run_trial (int in, int out)
{
  const CfEngineOptions options = { .gather = { .policy = no_files }, .bulk = TRUE };

  return cf_engine_run (&options, in, out);
}

static int
run_ordinary (int in, int out)
{
  const CfEngineOptions options = { .gather = { .policy = no_files } };

  return cf_engine_run (&options, in, out);
}

static CfTestEngine *
start (int (*run) (int in, int out))
{
  CfTestEngine *engine = cf_test_engine_start_function (run);

  cf_test_engine_greet (engine);
  return engine;
}

static void
expect (CfTestEngine *engine, int id, const char *message, const char *code)
{
  g_test_message ("%d: %s", id, message);
  cf_test_engine_check (engine, id, message);
  cf_test_engine_expect_report (engine, id, code);
}

/* The "tired" die when they are not the first of their process: with a fresh process each gets its report.  So this
 * tells whether processes read several messages, and that a death is not the message's that happened to come next. */
static void
test_checked_anew (void)
{
  g_autoptr (CfTestEngine) engine = start (run_trial);
  int id = 2;

  for (guint stage = 0; stage < CF_TEST_N_STAGES; stage++)
    for (gsize i = 0; cf_test_deaths[i] != NULL; i++) {
      g_autofree char *message = g_strdup_printf ("tired %u %s", stage, cf_test_deaths[i]);

      expect (engine, id++, "ok", "CF105");
      expect (engine, id++, message, "CF105");
      expect (engine, id++, "ask", "CF105");
    }
}

/* What dies in any process costs its own report, wherever it stands among the others. */
static void
test_deaths (void)
{
  g_autoptr (CfTestEngine) engine = start (run_trial);
  int id = 2;

  for (guint stage = 0; stage < CF_TEST_N_STAGES; stage++)
    for (gsize i = 0; cf_test_deaths[i] != NULL; i++) {
      g_autofree char *message = g_strdup_printf ("die %u %s", stage, cf_test_deaths[i]);

      expect (engine, id++, "ok", "CF105");
      expect (engine, id++, message, "CF904");
      expect (engine, id++, "ok", "CF105");
    }
}

static gboolean
has_evidence (JsonObject *report, const char *name)
{
  JsonArray *evidence = json_object_get_array_member (report, "evidence");

  for (guint i = 0; i < json_array_get_length (evidence); i++)
    if (g_str_equal (json_array_get_string_element (evidence, i), name))
      return TRUE;

  return FALSE;
}

/* A trial's child need not say first whom a message claims to be from.  Where that is missed it is asked anew: the first
 * message of a process, or any other. */
static void
test_sender_of_dead (void)
{
  g_autoptr (CfTestEngine) engine = start (run_trial);

  for (int id = 2; id < 6; id++) {
    g_autofree char *message = g_strdup_printf ("die %d segv %d", CF_TEST_AFTER_SENDER, id);
    g_autoptr (JsonObject) reply = NULL;
    JsonObject *report;

    if (id == 4)
      expect (engine, 100, "ok", "CF105");
    cf_test_engine_check (engine, id, message);
    reply = cf_test_engine_expect (engine, id, "report");
    report = json_object_get_object_member (reply, "report");
    g_assert_true (has_evidence (report, "engine-stopped"));
    g_assert_true (has_evidence (report, "expect-required"));
  }
}

static void
test_lie (void)
{
  g_autoptr (CfTestEngine) engine = start (run_trial);

  expect (engine, 2, "ok", "CF105");
  expect (engine, 3, "lie", "CF904");
  expect (engine, 4, "ask", "CF105");
}

/* Which message of its process this one was. */
static guint
ask_number (CfTestEngine *engine, int id)
{
  g_autoptr (JsonObject) reply = NULL;

  cf_test_engine_check (engine, id, "ok");
  reply = cf_test_engine_expect (engine, id, "report");
  return (guint) g_ascii_strtoull (
    json_object_get_string_member (json_object_get_object_member (reply, "report"), "message_id"), NULL, 10);
}

static void
test_how_many (void)
{
  g_autoptr (CfTestEngine) trial = start (run_trial);
  g_autoptr (CfTestEngine) ordinary = start (run_ordinary);

  for (guint i = 0; i < 2 * CF_LIMIT_BULK_MESSAGES + 2; i++)
    g_assert_cmpuint (ask_number (trial, 2 + (int) i), ==, i % CF_LIMIT_BULK_MESSAGES + 1);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpuint (ask_number (ordinary, 2 + (int) i), ==, 1);
}

/* What is large has a process of its own, whose limits are for its size. */
static void
test_large (void)
{
  g_autoptr (CfTestEngine) engine = start (run_trial);
  g_autoptr (JsonObject) reply = NULL;
  int message = cf_test_engine_new_message ("tired 1 segv", CF_LIMIT_BULK_MESSAGE_BYTES + 1);

  expect (engine, 2, "ok", "CF105");
  cf_test_engine_send (engine, message, "{\"id\":3,\"type\":\"check\",\"from\":\"fd\"," MEMBERS "}");
  cf_test_engine_expect_report (engine, 3, "CF105");
  expect (engine, 4, "tired 2 abort", "CF105");
}

/* Many at a time, one in ten a killer: each gets one report, and the right one. */
static void
test_many (void)
{
  g_autoptr (CfTestEngine) engine = start (run_trial);
  guint n_sent = 0, n_dead = 0;

  for (guint n_done = 0; n_done < 600; n_done++) {
    g_autoptr (JsonObject) reply = NULL;
    JsonObject *report;
    gint64 id;

    for (; n_sent < 600 && n_sent < n_done + 16; n_sent++) {
      g_autofree char *death = g_strdup_printf ("die %u %s %u", n_sent / 10 % CF_TEST_N_STAGES, cf_test_deaths[n_sent / 50 % 5], n_sent);

      cf_test_engine_check (engine, 10 + (int) n_sent, n_sent % 10 == 5 ? death : n_sent % 3 == 0 ? "ask" : "ok");
    }
    reply = cf_test_engine_receive (engine);
    g_assert_nonnull (reply);
    g_assert_cmpstr (json_object_get_string_member (reply, "type"), ==, "report");
    id = json_object_get_int_member (reply, "id") - 10;
    report = json_object_get_object_member (reply, "report");
    g_assert_cmpstr (json_object_get_string_member (report, "verdict"), ==, id % 10 == 5 ? "undetermined" : "unsigned");
    n_dead += id % 10 == 5;
  }
  g_assert_cmpuint (n_dead, ==, 60);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/engine/bulk/checked-anew", test_checked_anew);
  g_test_add_func ("/engine/bulk/deaths", test_deaths);
  g_test_add_func ("/engine/bulk/sender-of-dead", test_sender_of_dead);
  g_test_add_func ("/engine/bulk/lie", test_lie);
  g_test_add_func ("/engine/bulk/how-many", test_how_many);
  g_test_add_func ("/engine/bulk/large", test_large);
  g_test_add_func ("/engine/bulk/many", test_many);
  return g_test_run ();
}
