/* cf-engine-desk.h — where the questions of checks are answered: recorded answers, ledger, look-ups
 *
 * Stands on: base, question, ledger, lookup.
 */
#pragma once

#include "cf-engine-lookup.h"
#include "cf-engine-network.h"
#include "cf-engine-request.h"
#include "cf-engine.h"

G_BEGIN_DECLS

/**
 * CfEngineInquiry:
 *
 * What one check asked and got.
 * @is_opening: a person opens the mail, who has not asked for answers: [network] at-opening=never holds
 * @asked: (element-type utf8): "kind question" of all rounds; each is asked once
 * @lines: answers of this round, one line each
 * @n_bytes: of the answers of all rounds
 * @n_open: questions of this round without an answer yet
 * @n_rounds: how often it asked
 * @n_lookups: questions to the outside
 * @began_us: when this round began (monotonic)
 * @spent_us: time of waiting, earlier rounds
 * @until_us: when what is open is given up (monotonic); 0 before the first round
 */
typedef struct {
  gboolean is_opening;
  GHashTable *asked;
  GString *lines;
  gsize n_bytes;
  guint n_open;
  guint n_rounds;
  guint n_lookups;
  gint64 began_us;
  gint64 spent_us;
  gint64 until_us;
} CfEngineInquiry;

/* Nothing was asked yet.  (transfer full) */
CfEngineInquiry *cf_engine_inquiry_new (void);

/* Accepts %NULL.  The desk has forgotten it before. */
void cf_engine_inquiry_free (CfEngineInquiry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineInquiry, cf_engine_inquiry_free)

typedef struct _CfEngineDesk CfEngineDesk;

/* Opens the ledger and reads recorded answers.  @options and @origin must outlive it.
 * (transfer full): NULL with @error when the recorded answers cannot be read */
CfEngineDesk *cf_engine_desk_new (const CfEngineOptions *options, CfEngineOrigin *origin, GError **error);

/* What policy says of the network, before the first question and whenever it was read anew. */
void cf_engine_desk_set_network (CfEngineDesk *self, JsonObject *network);

/* Whether no question but those of the ledger can get an answer: this machine is said to be offline, and nothing was
 * recorded.  Where answers are written down, failed ones are asked for all the same. */
gboolean cf_engine_desk_asks_nobody (const CfEngineDesk *self);

/**
 * cf_engine_desk_open:
 *
 * Begins a round for the questions that @inquiry has not asked yet.
 *
 * Returns: FALSE when there are none, or it asked often enough
 */
gboolean cf_engine_desk_open (CfEngineDesk *self, CfEngineInquiry *inquiry, const CfQuestions *questions);

/* The round is over: its lines can be given away. */
void cf_engine_desk_close (CfEngineDesk *self, CfEngineInquiry *inquiry);

/* What is open fails now: the time is up. */
void cf_engine_desk_give_up (CfEngineDesk *self, CfEngineInquiry *inquiry);

/* Nobody waits for it any more. */
void cf_engine_desk_forget (CfEngineDesk *self, CfEngineInquiry *inquiry);

/* Writes the answers down that were used since the last time, where that was asked for. */
void cf_engine_desk_record (CfEngineDesk *self);

/* Notes a judged message in the ledger, where one is kept; a ledger that cannot be written is told once on standard
 * error and to the readers of later reports. */
void cf_engine_desk_learn (CfEngineDesk *self, const CfEngineRequest *request, CfTime now, const CfFacts *facts);

/* Whether the record of earlier mail is not what it should be (CF906). */
gboolean cf_engine_desk_has_ledger_problem (const CfEngineDesk *self);

/* Why there is no record of earlier mail, or not the one that should be there; (nullable). */
const char *cf_engine_desk_get_ledger_problem (const CfEngineDesk *self);

/* Whether there is a record to write to; policy may still forbid that. */
gboolean cf_engine_desk_has_ledger (const CfEngineDesk *self);

/* The look-ups, for whoever waits.  (transfer none) */
CfEngineLookup *cf_engine_desk_get_lookup (CfEngineDesk *self);

/* Accepts %NULL. */
void cf_engine_desk_free (CfEngineDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfEngineDesk, cf_engine_desk_free)

G_END_DECLS
