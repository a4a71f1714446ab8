/* fuzz-csv.c — a table of senders that is turned into rules
 *
 * Claims: what comes out is a policy file without an error, and says nothing that a file of senders cannot say.
 */
#include "cf-fuzz.h"
#include "cf-policy-csv.h"
#include "cf-policy.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *table = g_strndup (data != NULL ? (const char *) data : "", size);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *made = cf_policy_convert_csv ("a.csv", table, size, problems);
  g_autoptr (CfPolicy) policy = cf_policy_new ();

  CF_CLAIM ((made == NULL) == (problems->len > 0));
  for (guint i = 0; i < problems->len; i++)
    CF_CLAIM (g_utf8_validate (g_ptr_array_index (problems, i), -1, NULL));
  if (made != NULL) {
    CF_CLAIM (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "made.policy", made, NULL));
    CF_CLAIM (strstr (made, "[anchor") == NULL && strstr (made, "\n[default]") == NULL && strstr (made, "[list") == NULL);
  }

  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  return 0;
}
