/* test-model.c — any sequence of mail counts as a naive model counts it
 *
 * The model keeps every mail in a list and looks at all of them each time.
 */
#include <stdlib.h>
#include <string.h>

#include "cf-test-ledger.h"

#define N_SENDERS 3
#define N_MAILS 24
#define N_SIGNATURES 12
#define N_STEPS 60
#define N_RUNS 40

typedef struct {
  gboolean seen, open;
  guint sender;
  guint signature[2];
  CfTime arrived;
  char counted; /* 's', 'u' or '-' */
} Mail;

static Mail mails[N_MAILS];

static const char *const addresses[N_SENDERS] = { "a@x.example", "b@x.example", "c@y.example" };

static gboolean
model_has_counted (guint signature)
{
  for (guint i = 0; i < N_MAILS; i++)
    if (mails[i].counted == 's' && (mails[i].signature[0] == signature || mails[i].signature[1] == signature))
      return TRUE;

  return FALSE;
}

static void
model_learn (Mail *mail, const CfLedgerSeen *seen)
{
  gboolean is_open = g_str_equal (seen->verdict, "undetermined");

  if (mail->seen && (!mail->open || is_open))
    return;
  if (!mail->seen)
    mail->arrived = seen->arrived;
  mail->seen = TRUE;
  mail->open = is_open;
  if (mail->arrived == CF_TIME_UNKNOWN)
    mail->counted = '-';
  else if (seen->verified)
    mail->counted = model_has_counted (mail->signature[0]) || model_has_counted (mail->signature[1]) ? '-' : 's';
  else
    mail->counted = !seen->has_signature && seen->domain_proved ? 'u' : '-';
}

static int
compare_mails (const void *a, const void *b)
{
  const Mail *left = *(const Mail *const *) a, *right = *(const Mail *const *) b;

  return left->arrived < right->arrived ? -1 : left->arrived > right->arrived;
}

static CfHistorySender
model_ask (guint sender)
{
  CfHistorySender want = { .last_signed_at = CF_TIME_UNKNOWN };
  const Mail *counted[N_MAILS];
  guint n = 0;
  CfTime last_day = -1;

  for (guint i = 0; i < N_MAILS; i++)
    if (mails[i].seen && mails[i].sender == sender && mails[i].counted != '-')
      counted[n++] = &mails[i];
  qsort (counted, n, sizeof *counted, compare_mails);
  for (guint i = 0; i < n; i++) {
    gboolean is_signed = counted[i]->counted == 's';

    want.last_counted += i + CF_HISTORY_LAST >= n;
    want.last_signed += i + CF_HISTORY_LAST >= n && is_signed;
    want.n_unsigned += !is_signed;
    want.unsigned_in_row = is_signed ? 0 : want.unsigned_in_row + 1;
    if (!is_signed)
      continue;
    want.n_signed++;
    want.last_signed_at = counted[i]->arrived;
    want.signed_days += counted[i]->arrived / CF_TIME_DAY != last_day;
    last_day = counted[i]->arrived / CF_TIME_DAY;
  }

  return want;
}

static void
compare (CfLedger *ledger)
{
  for (guint i = 0; i < N_SENDERS; i++) {
    CfHistorySender want = model_ask (i);
    g_auto (CfHistorySender) got = cf_test_ask_sender (ledger, addresses[i]);

    g_assert_cmpuint (got.n_signed, ==, want.n_signed);
    g_assert_cmpuint (got.n_unsigned, ==, want.n_unsigned);
    g_assert_cmpuint (got.last_counted, ==, want.last_counted);
    g_assert_cmpuint (got.last_signed, ==, want.last_signed);
    g_assert_cmpuint (got.signed_days, ==, want.signed_days);
    g_assert_cmpuint (got.unsigned_in_row, ==, want.unsigned_in_row);
    g_assert_cmpint (got.last_signed_at, ==, want.last_signed_at);
  }
}

static void
show_some_mail (CfLedger *ledger, GRand *random)
{
  guint n = (guint) g_rand_int_range (random, 0, N_MAILS);
  gboolean is_signed = mails[n].signature[0] != 0;
  const char *signatures[] = {
    cf_test_hash ("signature", mails[n].signature[0]), cf_test_hash ("signature", mails[n].signature[1]), NULL,
  };
  CfLedgerSeen seen;

  cf_test_make_unsigned (&seen, n);
  seen.address = addresses[mails[n].sender];
  seen.has_signature = is_signed;
  seen.signatures = is_signed ? signatures : NULL;
  seen.verified = is_signed && g_rand_int_range (random, 0, 4) != 0;
  seen.verdict = seen.verified ? "verified" : g_rand_boolean (random) ? "undetermined" : "unsigned";
  seen.certificate = seen.verified ? cf_test_hash ("certificate", mails[n].sender) : NULL;
  seen.domain_proved = g_rand_boolean (random);
  seen.arrived = g_rand_int_range (random, 0, 5) == 0 ? CF_TIME_UNKNOWN : CF_TEST_START + n * CF_TIME_DAY / 4;
  model_learn (&mails[n], &seen);
  cf_test_learn (ledger, &seen);
}

static void
make_mails (GRand *random)
{
  memset (mails, 0, sizeof mails);
  for (guint i = 0; i < N_MAILS; i++) {
    mails[i].sender = (guint) g_rand_int_range (random, 0, N_SENDERS);
    if (g_rand_int_range (random, 0, 3) == 0)
      continue;
    mails[i].signature[0] = (guint) g_rand_int_range (random, 1, N_SIGNATURES);
    mails[i].signature[1] = (guint) g_rand_int_range (random, 1, 3 * N_SIGNATURES);
  }
}

static void
test_model (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (12);

  for (guint run = 0; run < N_RUNS; run++) {
    g_autoptr (CfLedger) ledger = cf_test_open (NULL);

    make_mails (random);
    for (guint step = 0; step < N_STEPS; step++) {
      show_some_mail (ledger, random);
      if (step % 10 == 9)
        compare (ledger);
    }
  }
}

/* Whatever was learned, an export into an empty record says the same. */
static void
test_export (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (13);

  for (guint run = 0; run < 20; run++) {
    g_autoptr (CfLedger) ledger = cf_test_open (NULL);
    g_autoptr (CfLedger) other = cf_test_open (NULL);
    g_autofree char *text = NULL, *again = NULL;
    g_autoptr (GError) error = NULL;

    make_mails (random);
    for (guint step = 0; step < N_STEPS; step++)
      show_some_mail (ledger, random);
    text = cf_test_export (ledger);
    cf_test_import (other, text, &error);
    g_assert_no_error (error);
    again = cf_test_export (other);
    g_assert_cmpstr (text, ==, again);
    compare (other);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/model/counts", test_model);
  g_test_add_func ("/ledger/model/export", test_export);
  return g_test_run ();
}
