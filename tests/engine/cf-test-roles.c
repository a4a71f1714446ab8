/* cf-test-roles.c — processes of the engine in a test program */
#include "cf-test-roles.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "cf-engine-memfd.h"
#include "cf-engine-template.h"

static char *no_files[] = { NULL };
const CfGatherOptions cf_test_plain = { .policy = no_files, .offline = TRUE };

CfEngineOrigin *
cf_test_origin_new (const CfGatherOptions *options)
{
  const CfEngineRoleRow roles[CF_ENGINE_N_ROLES] = {
    [CF_ENGINE_ROLE_TEMPLATE] = { cf_engine_template_main, options },
  };

  return cf_engine_origin_new (roles);
}

static void
wait_for (int fd)
{
  struct pollfd entry = { fd, POLLIN, 0 };

  g_assert_cmpint (poll (&entry, 1, 60000), ==, 1);
}

CfEngineNurseryEvent
cf_test_hear_template (CfEngineNursery *nursery, char **out_refusal)
{
  CfEngineNurseryEvent event;

  do {
    wait_for (cf_engine_nursery_get_fd (nursery));
    event = cf_engine_nursery_read (nursery, out_refusal);
  } while (event == CF_ENGINE_NURSERY_NOTHING);

  return event;
}

CfEngineNursery *
cf_test_nursery_new (CfEngineOrigin *origin)
{
  CfEngineNursery *nursery = cf_engine_nursery_new (origin);
  g_autofree char *refusal = NULL;

  cf_engine_nursery_start (nursery, 0);
  g_assert_cmpint (cf_test_hear_template (nursery, &refusal), ==, CF_ENGINE_NURSERY_OPENED);
  return nursery;
}

gboolean
cf_test_ask (CfEngineChecker *checker, const char *text)
{
  CfEngineRequest request = { .source = (char *) "a.eml", .at = CF_TIME_UNKNOWN, .received = CF_TIME_UNKNOWN,
                              .place = CF_PLACE_FOLDER, .exact = TRUE };
  CfEngineGiven given = { cf_engine_memfd_new_sealed (text, strlen (text)), strlen (text), -1, 0 };
  const CfEngineTerms terms = { .now = NOW };
  gboolean sent;

  g_assert_cmpint (given.message, >=, 0);
  sent = cf_engine_checker_ask (checker, &request, &given, &terms);
  close (given.message);
  return sent;
}

void
cf_test_hear (CfEngineChecker *checker, CfEngineAnswer *out_answer)
{
  do {
    wait_for (cf_engine_checker_get_fd (checker));
    cf_engine_checker_read (checker, out_answer);
  } while (out_answer->event == CF_ENGINE_CHECKER_NOTHING);
}

void
cf_test_hear_evidence (CfEngineChecker *checker, CfEngineAnswer *out_answer)
{
  cf_test_hear (checker, out_answer);
  if (out_answer->event == CF_ENGINE_CHECKER_SENDER)
    cf_test_hear (checker, out_answer);
  if (out_answer->event == CF_ENGINE_CHECKER_ASKS) {
    g_assert_null (out_answer->facts);
    g_assert_nonnull (out_answer->questions);
    g_assert_cmpuint (cf_questions_get_n (out_answer->questions), >, 0);
    g_clear_pointer (&out_answer->questions, cf_questions_free);
    g_assert_true (cf_engine_checker_end (checker));
    cf_test_hear (checker, out_answer);
  }
  g_assert_cmpint (out_answer->event, ==, CF_ENGINE_CHECKER_DONE);
  g_assert_nonnull (out_answer->facts);
  g_assert_nonnull (out_answer->questions);
}

guint
cf_test_count_descriptors (int pid)
{
  g_autofree char *name = g_strdup_printf ("/proc/%d/fd", pid);
  g_autoptr (GDir) folder = g_dir_open (name, 0, NULL);
  guint n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n;
}
