/* cf-test-child.h — a child and a look-up process that do what the message says
 *
 * cf-test-child.c has cf_engine_child_main() and cf_engine_network_look_up() of its own:
 * a test program that links it has the real monitor, origin, template and
 * sandbox, and these two.  A message is one of
 *
 *   ok                  evidence, no question
 *   ask [N]             CF_TEST_QUESTIONS questions, of which the Nth fails
 *   want                questions alone, new ones each time, and evidence when it is told that this is the end
 *   nag                 the same, but it asks on
 *   lie                 evidence about another message
 *   die STAGE DEATH     ends in this way (cf_test_deaths), in this stage
 *   tired STAGE DEATH   does so if the process had another message before, else "ok"
 *
 * The message id in the report is how many messages its process has had; of "want", one more than it asked.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CF_TEST_QUESTIONS 8

/* Where in a check a child may die. */
typedef enum {
  CF_TEST_BEFORE_DIGESTS,
  CF_TEST_BEFORE_SENDER,
  CF_TEST_AFTER_SENDER,
  CF_TEST_WHILE_ASKING,
  CF_TEST_AFTER_ANSWERS,
  CF_TEST_N_STAGES,
} CfTestStage;

/* The ways in which it may; %NULL-terminated. */
extern const char *const cf_test_deaths[];

G_END_DECLS
