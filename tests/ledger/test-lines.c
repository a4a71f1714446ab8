/* test-lines.c — the record as JSON Lines: the same text for the same knowledge, and strict on the way back */
#include <gio/gio.h>
#include <string.h>

#include "cf-test-ledger.h"

#define MARK "{\"kind\":\"certfirst-history\",\"version\":1}\n"
#define HASH "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define MESSAGE "{\"kind\":\"message\",\"address\":\"a@b.example\",\"sha256\":\"" HASH "\"," \
  "\"arrived\":\"2026-03-01T09:00:00Z\",\"checked\":\"2026-03-01T09:00:00Z\",\"verdict\":\"verified\"," \
  "\"verified\":true,\"certificate\":\"" HASH "\",\"revocation_known\":true,\"counted\":\"signed\"}\n"
#define SIGNATURE "{\"kind\":\"signature\",\"value\":\"" HASH "\",\"message\":\"" HASH "\",\"message_id\":\"<x>\"}\n"
#define OBSERVED "{\"kind\":\"observed\",\"rule\":\"r\",\"day\":\"2026-03-01\",\"severity\":\"danger\",\"count\":3}\n"

static CfLedger *
make_ledger (guint from, guint to)
{
  CfLedger *ledger = cf_test_open (NULL);

  for (guint i = from; i < to; i++) {
    CfLedgerSeen seen;

    cf_test_make_signed (&seen, i);
    seen.observed_rule = i % 2 == 0 ? "r:1 [default]" : NULL;
    seen.observed_severity = i % 2 == 0 ? "danger" : NULL;
    cf_test_learn (ledger, &seen);
    cf_test_make_unsigned (&seen, i);
    seen.address = "有@例え.jp";
    cf_test_learn (ledger, &seen);
  }

  return ledger;
}

static void
import (CfLedger *ledger, const char *text)
{
  g_autoptr (GError) error = NULL;

  cf_test_import (ledger, text, &error);
  g_assert_no_error (error);
}

static void
test_round_trip (void)
{
  g_autoptr (CfLedger) ledger = make_ledger (0, 20);
  g_autoptr (CfLedger) other = cf_test_open (NULL);
  g_autofree char *text = cf_test_export (ledger), *again = NULL, *twice = NULL;

  g_assert_true (g_str_has_prefix (text, MARK));
  import (other, text);
  again = cf_test_export (other);
  g_assert_cmpstr (text, ==, again);
  import (other, text); /* once more changes nothing */
  twice = cf_test_export (other);
  g_assert_cmpstr (text, ==, twice);
}

static void
test_empty (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_autofree char *text = cf_test_export (ledger), *again = NULL;

  g_assert_cmpstr (text, ==, MARK);
  import (ledger, text);
  again = cf_test_export (ledger);
  g_assert_cmpstr (again, ==, MARK);
}

/* Two machines: the sum, whichever is imported into the other. */
static void
test_merge (void)
{
  g_autoptr (CfLedger) left = make_ledger (0, 12);
  g_autoptr (CfLedger) right = make_ledger (6, 20);
  g_autofree char *left_text = cf_test_export (left), *right_text = cf_test_export (right);
  g_autofree char *left_both = NULL, *right_both = NULL;
  g_auto (CfHistorySender) sender = { 0 };

  import (left, right_text);
  import (right, left_text);
  left_both = cf_test_export (left);
  right_both = cf_test_export (right);
  g_assert_cmpstr (left_both, ==, right_both);
  sender = cf_test_ask_sender (left, CF_TEST_ALICE);
  g_assert_cmpuint (sender.n_signed, ==, 20);
}

/* Each machine counted one of two mails with one signature value: together they are one. */
static void
test_merge_replay (void)
{
  g_autoptr (CfLedger) left = cf_test_open (NULL);
  g_autoptr (CfLedger) right = cf_test_open (NULL);
  g_autofree char *text = NULL;
  g_auto (CfHistorySender) sender = { 0 };
  CfLedgerSeen seen;

  cf_test_make_signed (&seen, 5);
  cf_test_learn (left, &seen);
  seen.canonical_sha256 = cf_test_hash ("replay", 5);
  seen.arrived += CF_TIME_DAY;
  cf_test_learn (right, &seen);
  text = cf_test_export (right);
  import (left, text);
  sender = cf_test_ask_sender (left, CF_TEST_ALICE);
  g_assert_cmpuint (sender.n_signed, ==, 1);
  g_assert_cmpint (sender.last_signed_at, ==, seen.arrived - CF_TIME_DAY);
}

/* The first verdict here stays, whatever another machine says. */
static void
test_first_verdict (void)
{
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) halves = g_strsplit (MESSAGE, "\"verdict\":\"verified\"", 2);
  g_autofree char *changed = g_strjoinv ("\"verdict\":\"untrusted\"", halves);
  g_autofree char *lines = g_strconcat (MARK, changed, NULL);

  import (ledger, MARK MESSAGE);
  import (ledger, lines);
  text = cf_test_export (ledger);
  g_assert_null (strstr (text, "untrusted"));
}

static void
test_refused (void)
{
  static const struct { const char *base; const char *old; const char *new; const char *says; } rows[] = {
    { MESSAGE, "\"message\"", "\"massage\"", "kind" },
    { MESSAGE, "\"kind\":\"message\",", "", "kind" },
    { MESSAGE, "a@b.example", "A@b.example", "address" },
    { MESSAGE, "a@b.example", "a b@b.example", "address" },
    { MESSAGE, "a@b.example", "例@b.example", "address" },
    { MESSAGE, "a@b.example", "a%zz@b.example", "address" },
    { MESSAGE, "\"a@b.example\"", "7", "address" },
    { MESSAGE, "\"a@b.example\"", "null", "CHECK" },
    { MESSAGE, "\"sha256\":\"00", "\"sha256\":\"0", "sha256" },
    { MESSAGE, "\"sha256\":\"00", "\"sha256\":\"0G", "sha256" },
    { MESSAGE, "\"arrived\":\"2026", "\"arrived\":\"26", "arrived" },
    { MESSAGE, "\"arrived\":\"2026-03-01T09:00:00Z\"", "\"arrived\":null", "CHECK" },
    { MESSAGE, "\"arrived\":\"2026-03-01T09:00:00Z\"", "\"arrived\":1772355600", "arrived" },
    { MESSAGE, "\"checked\":\"2026-03-01T09:00:00Z\"", "\"checked\":null", "checked" },
    { MESSAGE, "\"checked\":\"2026-03-01T09:00:00Z\",", "", "checked" },
    { MESSAGE, "\"verified\":true", "\"verified\":1", "verified" },
    { MESSAGE, "\"verified\":true", "\"verified\":false", "CHECK" },
    { MESSAGE, "\"verdict\":\"verified\"", "\"verdict\":null", "verdict" },
    { MESSAGE, "\"counted\":\"signed\"", "\"counted\":\"twice\"", "CHECK" },
    { MESSAGE, "\"counted\":\"signed\"", "\"counted\":\"unsigned\"", "CHECK" },
    { MESSAGE, "\"counted\":\"signed\"", "\"counted\":\"signed\",\"subject\":\"hello\"", "kind" },
    { MESSAGE, "{", "{{", NULL },
    { MESSAGE, "}", "", NULL },
    { MESSAGE, "}\n", "} x\n", NULL },
    { SIGNATURE, "<x>", "<y>", "FOREIGN KEY" }, /* of no message */
    { SIGNATURE, "\"<x>\"", "null", "message_id" },
    { OBSERVED, "2026-03-01", "2026-02-30", "day" },
    { OBSERVED, "2026-03-01", "today", "day" },
    { OBSERVED, "2026-03-01", "2026-3-1", "day" },
    { OBSERVED, ":3", ":0", "count" },
    { OBSERVED, ":3", ":-3", "count" },
    { OBSERVED, ":3", ":3.5", "count" },
    { OBSERVED, ":3", ":\"3\"", "count" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (GStrv) halves = g_strsplit (rows[i].base, rows[i].old, 2);
    g_autofree char *line = g_strjoinv (rows[i].new, halves);
    g_autofree char *text = g_strconcat (MARK, OBSERVED, line, NULL);
    g_autoptr (CfLedger) ledger = cf_test_open (NULL);
    g_autofree char *after = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_cmpuint (g_strv_length (halves), ==, 2);
    if (cf_test_import (ledger, text, &error))
      g_error ("%s -> %s", rows[i].old, rows[i].new);
    if (!g_str_has_prefix (error->message, "history.jsonl:3: ") ||
        (rows[i].says != NULL && strstr (error->message, rows[i].says) == NULL))
      g_error ("%s -> %s: %s", rows[i].old, rows[i].new, error->message);
    /* All or nothing. */
    after = cf_test_export (ledger);
    g_assert_cmpstr (after, ==, MARK);
  }
}

static void
test_refused_files (void)
{
  static const struct { const char *text; const char *says; } rows[] = {
    { "", "empty" },
    { "\n", ":1: " },
    { MESSAGE, ":1: " },
    { "{\"kind\":\"certfirst-history\"}\n", "version" },
    { "{\"kind\":\"certfirst-history\",\"version\":2}\n", "later" },
    { "{\"kind\":\"certfirst-history\",\"version\":0}\n", "later" },
    { "[]\n", ":1: " },
    { MARK MARK, ":2: " },
    { MARK "\n", ":2: " },
    { "From alice@b.example Sun Mar  1 09:00:00 2026\n", ":1: " },
  };
  g_autofree char *long_line = g_strnfill (1000 * 1000, '[');
  g_autofree char *text = g_strconcat (MARK, long_line, NULL);
  g_autoptr (CfLedger) ledger = cf_test_open (NULL);
  g_autoptr (GError) long_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (cf_test_import (ledger, rows[i].text, &error));
    if (strstr (error->message, rows[i].says) == NULL)
      g_error ("%s: %s", rows[i].text, error->message);
  }
  g_assert_false (cf_test_import (ledger, text, &long_error));
  g_assert_nonnull (strstr (long_error->message, "too long"));
}

/* A full disk under the export is an error, not half a file that looks whole. */
static void
test_full (void)
{
  g_autoptr (CfLedger) ledger = make_ledger (0, 200);
  g_autoptr (GError) error = NULL;
  FILE *out = fopen ("/dev/full", "w");

  g_assert_nonnull (out);
  g_assert_false (cf_ledger_export (ledger, out, &error));
  g_assert_nonnull (error);
  fclose (out);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/lines/round-trip", test_round_trip);
  g_test_add_func ("/ledger/lines/empty", test_empty);
  g_test_add_func ("/ledger/lines/merge", test_merge);
  g_test_add_func ("/ledger/lines/merge-replay", test_merge_replay);
  g_test_add_func ("/ledger/lines/first-verdict", test_first_verdict);
  g_test_add_func ("/ledger/lines/refused", test_refused);
  g_test_add_func ("/ledger/lines/refused-files", test_refused_files);
  g_test_add_func ("/ledger/lines/full", test_full);
  return g_test_run ();
}
