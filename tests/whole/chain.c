/* chain.c — what we say of a chain: the anchors, the bag and the signer of a folder -> one line
 *
 * For certutil.py.  Usage: chain TIME FOLDER...  Each folder holds anchors.pem, bag.pem and signer.pem; the line is
 * "stands", or the problem and its detail.
 */
#include <stdio.h>

#include "cf-cert.h"

static STACK_OF (X509) * load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return cf_cert_load_file (path, NULL);
}

static void
show (const char *folder, CfTime at)
{
  g_autofree char *path = g_build_filename (folder, "anchors.pem", NULL);
  g_autoptr (CfCertRoots) roots = cf_cert_roots_load_file (path, NULL);
  g_autoptr (CfX509Stack) bag = load (folder, "bag.pem");
  g_autoptr (CfX509Stack) signers = load (folder, "signer.pem");
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (CfFacts) facts = cf_facts_new ();
  CfSenderFacts sender = { .address = (char *) "alice@example.com" };
  CfCertRules rules = { .roots = roots, .now = at, .judged_at = at, .arrived = at };
  CfCertContext context = { .rules = &rules, .sender = &sender, .bag = bag, .questions = questions };
  CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);

  cf_cert_check_signer (sk_X509_value (signers, 0), &context, signer);
  if (signer->chain.trusted)
    puts ("stands");
  else
    printf ("%s %s\n", cf_chain_problem_get_name (signer->chain.problem),
            signer->problem_detail != NULL ? signer->problem_detail : "");
}

int
main (int argc, char **argv)
{
  CfTime at;

  if (argc < 3 || !cf_time_parse (argv[1], &at))
    return 2;

  for (int i = 2; i < argc; i++)
    show (argv[i], at);
  return 0;
}
