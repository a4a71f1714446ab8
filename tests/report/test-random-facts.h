/* test-random-facts.h — facts at random */
#pragma once

#include "../ribbon/test-facts.h"

G_BEGIN_DECLS

/* By the test's own random numbers, so that a seed makes them again.  (transfer full) */
CfFacts *test_random_facts (void);

G_END_DECLS
