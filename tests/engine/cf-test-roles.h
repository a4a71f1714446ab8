/* cf-test-roles.h — processes of the engine in a test program: an origin, a template, children */
#pragma once

#include "cf-engine-checker.h"
#include "cf-engine-nursery.h"
#include "cf-gather.h"

G_BEGIN_DECLS

#define NOW ((CfTime) 1767225600) /* 2026-01-01T00:00:00Z */

/* Nothing of this machine's policy plays a part; nobody is asked. */
extern const CfGatherOptions cf_test_plain;

/* An origin whose template opens @options. */
CfEngineOrigin *cf_test_origin_new (const CfGatherOptions *options);

/* Waits until the template has said its first words. */
CfEngineNurseryEvent cf_test_hear_template (CfEngineNursery *nursery, char **out_refusal);

/* A nursery with a template that is ready. */
CfEngineNursery *cf_test_nursery_new (CfEngineOrigin *origin);

/* Gives a checker a message of these bytes. */
gboolean cf_test_ask (CfEngineChecker *checker, const char *text);

/* Waits for the next word of a checker. */
void cf_test_hear (CfEngineChecker *checker, CfEngineAnswer *out_answer);

/* Waits for evidence, whatever comes before, and answers no question; what came with it must be right. */
void cf_test_hear_evidence (CfEngineChecker *checker, CfEngineAnswer *out_answer);

/* How many descriptors a process has open. */
guint cf_test_count_descriptors (int pid);

G_END_DECLS
