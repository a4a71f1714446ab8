/* cf-engine-question.h — which questions of a checking process may leave the monitor
 *
 * A process that reads hostile bytes asks; so what is asked is looked at here,
 * before anybody is asked.
 * Stands on: base, question.
 */
#pragma once

#include "cf-engine-network.h"
#include "cf-question.h"

G_BEGIN_DECLS

/* Why a question is not passed on, in words; NULL when it may be.  Static. */
const char *cf_engine_question_refuse (const CfQuestion *question, const CfEngineNetwork *network);

G_END_DECLS
