/* cf-report-times.c — a report -> details: what happened when, the earliest first, in the reader's time zone */
#include "cf-report-details-private.h"

typedef struct {
  CfTime time;
  const char *what; /* msgid */
} Moment;

static void
add_moment (GArray *moments, CfTime time, const char *what)
{
  Moment moment = { time, what };

  if (time != CF_TIME_UNKNOWN)
    g_array_append_val (moments, moment);
}

static void
add_signer_moments (GArray *moments, const CfSignerFacts *signer, CfTime now)
{
  const CfCertFacts *certificate = signer->certificate;

  /* TRANSLATORS: names of the rows under "In order of time" in the details; a moment stands behind; short. */
  if (certificate != NULL)
    add_moment (moments, certificate->not_before, N_("Certificate valid from"));
  add_moment (moments, signer->signing_time, N_("Signed (the signer's claim)"));
  if (signer->revocation.status == CF_REVOCATION_REVOKED)
    add_moment (moments, signer->revocation.at, N_("Certificate cancelled"));
  if (signer->revocation.source != NULL)
    add_moment (moments, signer->revocation.asked, N_("Answer on cancellation"));
  if (certificate != NULL)
    add_moment (moments, certificate->not_after,
                certificate->not_after < now ? N_("Certificate expired") : N_("Certificate will expire"));
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  CfTime first = ((const Moment *) a)->time;
  CfTime second = ((const Moment *) b)->time;

  return first < second ? -1 : first > second;
}

void
cf_detail_fill_times (CfDetailWriter *writer)
{
  const CfFacts *facts = writer->facts;
  const GPtrArray *signers = facts->smime.signers;
  CfTime now = facts->checked_at != CF_TIME_UNKNOWN ? facts->checked_at : facts->judged_at;
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (Moment));

  for (guint i = 0; i < signers->len; i++)
    add_signer_moments (moments, g_ptr_array_index (signers, i), now);
  add_moment (moments, facts->sender.date, N_("Dated (the sender's claim)"));
  add_moment (moments, facts->history.replayed, N_("Same signature seen before"));
  add_moment (moments, facts->arrived, N_("Arrived"));
  if (facts->judged_at != facts->arrived && facts->judged_at != facts->checked_at)
    add_moment (moments, facts->judged_at, N_("Judged as of"));
  add_moment (moments, facts->checked_at, N_("Checked"));
  g_array_sort (moments, compare_moments); /* stable: equal moments keep their order */

  for (guint i = 0; i < moments->len; i++) {
    const Moment *moment = &g_array_index (moments, Moment, i);

    cf_detail_add (writer, moment->what, cf_ribbon_format_moment (moment->time, writer->lang));
  }
  if (facts->arrived == CF_TIME_UNKNOWN && moments->len > 0)
    cf_detail_add_words (writer, N_("Arrived"), N_("not known"));
}
