/* test-history.c — records of the history, its keys, and the expectation that follows */
#include <string.h>

#include "cf-limits.h"
#include "cf-question-history.h"

#define NOW ((CfTime) 1772355600) /* 2026-03-01T09:00:00Z */

static const char sha256[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

static CfHistorySender
make_sender (void)
{
  return (CfHistorySender) {
    .n_signed = 12, .n_unsigned = 2, .last_counted = 14, .last_signed = 12, .signed_days = 5, .unsigned_in_row = 1,
    .last_signed_at = NOW, .certificate = (char *) sha256, .issuer = (char *) "例の認証局 \"1\"",
    .names = (char *) "CN=Alice", .assurance = NULL, .not_before = NOW - 1000, .not_after = CF_TIME_UNKNOWN,
  };
}

static char *
dup_text (GBytes *record)
{
  gsize length;
  const char *data = g_bytes_get_data (record, &length);

  return g_strndup (data, length);
}

static void
test_round_trips (void)
{
  CfHistorySender sender = make_sender ();
  CfHistoryMessage message = { CF_TIME_UNKNOWN, NOW, (char *) "verified", (char *) sha256, TRUE, FALSE };
  CfHistorySignature signature = { (char *) "<a@b>", (char *) sha256, NOW };
  g_autoptr (GBytes) sender_record = cf_history_sender_to_record (&sender);
  g_autoptr (GBytes) message_record = cf_history_message_to_record (&message);
  g_autoptr (GBytes) signature_record = cf_history_signature_to_record (&signature);
  g_auto (CfHistorySender) sender_again = { 0 };
  g_auto (CfHistoryMessage) message_again = { 0 };
  g_auto (CfHistorySignature) signature_again = { 0 };
  g_autoptr (GBytes) record = NULL;

  g_assert_true (cf_history_sender_from_record (sender_record, &sender_again));
  g_assert_true (cf_history_message_from_record (message_record, &message_again));
  g_assert_true (cf_history_signature_from_record (signature_record, &signature_again));
  record = cf_history_sender_to_record (&sender_again);
  g_assert_true (g_bytes_equal (record, sender_record));
  g_assert_cmpstr (sender_again.issuer, ==, sender.issuer);
  g_assert_null (sender_again.assurance);
  g_assert_cmpint (sender_again.not_after, ==, CF_TIME_UNKNOWN);
  g_assert_cmpint (message_again.arrived, ==, CF_TIME_UNKNOWN);
  g_assert_true (message_again.verified && !message_again.revocation_known);
  g_assert_cmpstr (signature_again.message_id, ==, "<a@b>");
}

/* A record of one kind is none of another, and none of them is a list. */
static void
test_kinds (void)
{
  CfHistorySender sender = make_sender ();
  CfHistoryMessage message = { NOW, NOW, (char *) "verified", NULL, TRUE, TRUE };
  g_autoptr (GBytes) sender_record = cf_history_sender_to_record (&sender);
  g_autoptr (GBytes) message_record = cf_history_message_to_record (&message);
  CfHistorySender sender_again;
  CfHistoryMessage message_again;
  CfHistorySignature signature_again;
  GStrv domains;

  g_assert_false (cf_history_sender_from_record (message_record, &sender_again));
  g_assert_false (cf_history_message_from_record (sender_record, &message_again));
  g_assert_false (cf_history_signature_from_record (sender_record, &signature_again));
  g_assert_false (cf_history_domains_from_record (sender_record, &domains));
}

static void
test_domain (void)
{
  static const char *const refused[] = {
    "{\"n_counted\":0,\"n_days\":0,\"last_at\":\"2026-06-15T12:00:00Z\"}",
    "{\"n_counted\":2,\"n_days\":3,\"last_at\":\"2026-06-15T12:00:00Z\"}",
    "{\"n_counted\":2,\"n_days\":2,\"last_at\":null}",
    "{\"n_counted\":2,\"n_days\":2}",
    "[\"bank.example\"]",
  };
  CfHistoryDomain domain = { 7, 4, NOW }, again = { 0 };
  g_autoptr (GBytes) record = cf_history_domain_to_record (&domain);

  g_assert_true (cf_history_domain_from_record (record, &again));
  g_assert_cmpuint (again.n_counted, ==, 7);
  g_assert_cmpuint (again.n_days, ==, 4);
  g_assert_cmpint (again.last_at, ==, NOW);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (refused[i], strlen (refused[i]));

    g_assert_false (cf_history_domain_from_record (bytes, &again));
  }
}

/* One mail makes no acquaintance, nor do many on one day. */
static void
test_known (void)
{
  static const struct { const char *says; CfHistoryDomain domain; gboolean want; } rows[] = {
    { "enough mails on enough days", { 5, 3, NOW - CF_TIME_DAY }, TRUE },
    { "one mail", { 1, 1, NOW - CF_TIME_DAY }, FALSE },
    { "a mail too few", { 4, 4, NOW - CF_TIME_DAY }, FALSE },
    { "a day too few", { 100, 2, NOW - CF_TIME_DAY }, FALSE },
    { "within eighteen months", { 100, 50, NOW - 540 * CF_TIME_DAY }, TRUE },
    { "longer ago", { 100, 50, NOW - 560 * CF_TIME_DAY }, FALSE },
  };
  const CfHistoryRules rules = CF_HISTORY_RULES_INIT;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (cf_history_is_known (&rows[i].domain, &rules, NOW), ==, rows[i].want);
  }
}

/* The sender's record with a part of its text replaced. */
static gboolean
reads_with (const char *old, const char *new)
{
  CfHistorySender sender = make_sender ();
  g_autoptr (GBytes) record = cf_history_sender_to_record (&sender);
  g_autofree char *text = dup_text (record);
  g_auto (GStrv) halves = g_strsplit (text, old, 2);
  g_autofree char *changed = g_strjoinv (new, halves);
  g_autoptr (GBytes) changed_record = g_bytes_new (changed, strlen (changed));
  g_auto (CfHistorySender) again = { 0 };

  if (g_strv_length (halves) != 2)
    g_error ("%s is not in %s", old, text);
  return cf_history_sender_from_record (changed_record, &again);
}

static void
test_refused (void)
{
  static const struct { const char *old; const char *new; gboolean want; } rows[] = {
    { "\"n_signed\":12", "\"n_signed\":13", TRUE },
    { "\"n_signed\":12", "\"n_signed\":-1", FALSE },
    { "\"n_signed\":12", "\"n_signed\":12.5", FALSE },
    { "\"n_signed\":12", "\"n_signed\":\"12\"", FALSE },
    { "\"n_signed\":12", "\"n_signed\":null", FALSE },
    { "\"n_signed\":12", "\"n_signed\":true", FALSE },
    { "\"n_signed\":12", "\"n_signed\":9999999999", FALSE },
    { "\"n_signed\":12", "\"N_signed\":12", FALSE },
    { "\"n_signed\":12", "\"n_signed\":12,\"more\":1", FALSE },
    { "\"n_signed\":12,", "", FALSE },
    { "\"n_signed\":12", "\"n_signed\":0", FALSE },       /* fewer than of the last 14 */
    { "\"last_counted\":14", "\"last_counted\":21", FALSE }, /* of the last 20 */
    { "\"last_counted\":14", "\"last_counted\":11", FALSE },
    { "\"signed_days\":5", "\"signed_days\":13", FALSE },
    { "\"unsigned_in_row\":1", "\"unsigned_in_row\":3", FALSE },
    { "\"2026-03-01T09:00:00Z\"", "null", FALSE },        /* signed, but never */
    { "\"2026-03-01T09:00:00Z\"", "\"soon\"", FALSE },
    { "\"2026-03-01T09:00:00Z\"", "1772355600", FALSE },
    { "\"CN=Alice\"", "null", TRUE },
    { "\"CN=Alice\"", "7", FALSE },
    { "\"CN=Alice\"", "[\"CN=Alice\"]", FALSE },
    { "\"CN=Alice\"", "\"CN=Alice\\\"", FALSE },
    { "{", "[{", FALSE },
    { "{", "/* */{", FALSE },
    { "}", "} ", TRUE },
    { "}", "}}", FALSE },
    { "}", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (reads_with (rows[i].old, rows[i].new) != rows[i].want)
      g_error ("%s -> %s", rows[i].old, rows[i].new);
}

static void
test_refused_bytes (void)
{
  g_autofree char *deep = g_strnfill (CF_LIMIT_HISTORY_RECORD_BYTES, '[');
  g_autofree char *large = g_strnfill (CF_LIMIT_HISTORY_RECORD_BYTES + 1, ' ');
  const struct { const char *data; gsize length; } rows[] = {
    { "", 0 }, { "\0", 1 }, { "{}\0", 3 }, { "\xff", 1 }, { "null", 4 }, { "[]", 2 }, { "{}", 2 },
    { deep, strlen (deep) }, { large, strlen (large) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) record = g_bytes_new (rows[i].data, rows[i].length);
    CfHistorySender sender;
    CfHistoryMessage message;

    g_assert_false (cf_history_sender_from_record (record, &sender));
    g_assert_false (cf_history_message_from_record (record, &message));
  }
}

static void
test_text_limit (void)
{
  for (guint more = 0; more < 2; more++) {
    g_autofree char *text = g_strnfill (CF_LIMIT_HISTORY_TEXT_BYTES + more, 'n');
    CfHistorySignature signature = { text, (char *) sha256, NOW };
    g_autoptr (GBytes) record = cf_history_signature_to_record (&signature);
    g_auto (CfHistorySignature) again = { 0 };

    g_assert_true (cf_history_signature_from_record (record, &again) == (more == 0));
  }
}

static void
test_domains (void)
{
  static const char *const domains[] = { "bank.example", "xn--r8jz45g.example", NULL };
  static const char *const refused[] = { "[1]", "[null]", "[[\"a\"]]", "{}", "\"a\"", "[\"a\"" };
  g_autoptr (GBytes) record = cf_history_domains_to_record (domains);
  g_auto (GStrv) again = NULL;
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) long_record = NULL;
  g_auto (GStrv) first = NULL;

  g_assert_true (cf_history_domains_from_record (record, &again));
  g_assert_cmpstrv (again, domains);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new (refused[i], strlen (refused[i]));
    GStrv none;

    g_assert_false (cf_history_domains_from_record (bytes, &none));
  }

  /* CF_LIMIT_HISTORY_DOMAINS of the longest names fit. */
  for (guint i = 0; i < CF_LIMIT_HISTORY_DOMAINS + 5; i++)
    g_ptr_array_add (many, g_strnfill (253, (char) ('a' + i % 26)));
  g_ptr_array_add (many, NULL);
  long_record = cf_history_domains_to_record ((const char *const *) many->pdata);
  g_assert_true (cf_history_domains_from_record (long_record, &first));
  g_assert_cmpuint (g_strv_length (first), ==, CF_LIMIT_HISTORY_DOMAINS);
}

/* --- keys --- */

static void
test_fold (void)
{
  static const struct { const char *address; const char *want; } rows[] = {
    { "alice@bank.example", "alice@bank.example" },
    { "Alice@BANK.Example", "alice@bank.example" },
    { "a..b@docomo.example", "a..b@docomo.example" },
    { "alice@例え.jp", "alice@xn--r8jz45g.jp" },
    { "alice@xn--R8JZ45G.jp", "alice@xn--r8jz45g.jp" },
    { "有@bank.example", "%E6%9C%89@bank.example" },
    { "\"a b\"@c.example", "\"a%20b\"@c.example" },
    { "\"a@b\"@c.example", "\"a@b\"@c.example" },
    { "a%20b@c.example", "a%2520b@c.example" },
    { "A%2fB@c.example", "a%252fb@c.example" },
    { "a\nb@c.example", "a%0Ab@c.example" },
    { "a@\xff.example", "a@%FF.example" },
    { "nobody", "nobody" },
    { "", "" },
    { "@", "@" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *folded = cf_history_fold_address (rows[i].address);
    g_autofree char *key = cf_question_dup_sender_key (rows[i].address);

    g_assert_cmpstr (folded, ==, rows[i].want);
    g_assert_true (g_str_has_prefix (key, "sender "));
    g_assert_cmpstr (key + strlen ("sender "), ==, rows[i].want);
  }
}

/* Property: what differs beyond the case of ASCII letters stays apart; a key can always be asked. */
static void
test_fold_apart (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint a = 1; a < 256; a++)
    for (guint b = 1; b < 256; b += 3) {
      char local[] = { (char) a, (char) b, '@', 'x', '\0' };
      char *folded = cf_history_fold_address (local);

      for (const char *byte = folded; *byte != '\0'; byte++)
        g_assert_true (*byte > ' ' && *byte <= '~');
      if (a != '@' && b != '@' && !g_ascii_isupper ((char) a) && !g_ascii_isupper ((char) b))
        g_assert_true (g_hash_table_add (seen, folded));
      else
        g_free (folded);
    }
}

/* --- the expectation --- */

static void
test_expectation (void)
{
  static const CfTime month = 30 * CF_TIME_DAY;
  /*                                      signed days counted of   row  last         want */
  static const struct {
    const char *says; guint n_signed, days, last_signed, last_counted, in_row; CfTime age; gboolean want;
  } rows[] = {
    { "just enough",                       5, 3, 5, 5, 0, 0, TRUE },
    { "one too few",                       4, 3, 4, 4, 0, 0, FALSE },
    { "one day too few",                   5, 2, 5, 5, 0, 0, FALSE },
    { "80 % of 20",                       16, 9, 16, 20, 4, 0, TRUE },
    { "75 % of 20",                       15, 9, 15, 20, 5, 0, FALSE },
    { "4 of 5 would be 80 %",              8, 5, 4, 5, 1, 0, TRUE },
    { "79 %",                             15, 5, 15, 19, 4, 0, FALSE },
    { "9 unsigned in a row, share apart", 90, 9, 20, 20, 9, 0, TRUE },
    { "10 unsigned in a row",             90, 9, 20, 20, 10, 0, FALSE },
    { "17 months ago",                     9, 9, 9, 9, 0, 17 * month, TRUE },
    { "19 months ago",                     9, 9, 9, 9, 0, 19 * 31 * CF_TIME_DAY, FALSE },
    { "a clock that went back",            9, 9, 9, 9, 0, -month, TRUE },
    { "nothing at all",                    0, 0, 0, 0, 0, 0, FALSE },
    { "only unsigned",                     0, 0, 0, 20, 200, 0, FALSE },
  };
  static const CfHistoryRules rules = CF_HISTORY_RULES_INIT;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfHistorySender sender = {
      .n_signed = rows[i].n_signed, .signed_days = rows[i].days, .last_signed = rows[i].last_signed,
      .last_counted = rows[i].last_counted, .unsigned_in_row = rows[i].in_row, .last_signed_at = NOW - rows[i].age,
    };

    if (cf_history_is_expected (&sender, &rules, NOW) != rows[i].want)
      g_error ("%s", rows[i].says);
  }
}

/* Eighteen months of the calendar, to the second. */
static void
test_months (void)
{
  static const CfHistoryRules rules = CF_HISTORY_RULES_INIT;
  CfHistorySender sender = { .n_signed = 9, .signed_days = 9, .last_signed = 9, .last_counted = 9 };
  CfTime end = 0;

  g_assert_true (cf_time_parse ("2024-08-31T09:00:00Z", &sender.last_signed_at));
  g_assert_true (cf_time_parse ("2026-02-28T09:00:00Z", &end));
  g_assert_true (cf_history_is_expected (&sender, &rules, end));
  g_assert_false (cf_history_is_expected (&sender, &rules, end + 1));
}

/* An administrator's other numbers; with all of them 0 a sender who never signed is still not expected to. */
static void
test_rules (void)
{
  CfHistorySender sender = {
    .n_signed = 1, .signed_days = 1, .last_signed = 1, .last_counted = 10, .unsigned_in_row = 9, .last_signed_at = NOW,
  };
  CfHistoryRules rules = { 1, 1, 10, 10 };
  CfHistoryRules none = { 0, 0, 0, 0 };
  CfHistorySender never = { .last_signed_at = CF_TIME_UNKNOWN };

  g_assert_true (cf_history_is_expected (&sender, &rules, NOW));
  rules.share = 11;
  g_assert_false (cf_history_is_expected (&sender, &rules, NOW));
  g_assert_false (cf_history_is_expected (&never, &none, NOW));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/question/history/round-trips", test_round_trips);
  g_test_add_func ("/question/history/kinds", test_kinds);
  g_test_add_func ("/question/history/refused", test_refused);
  g_test_add_func ("/question/history/refused-bytes", test_refused_bytes);
  g_test_add_func ("/question/history/text-limit", test_text_limit);
  g_test_add_func ("/question/history/domains", test_domains);
  g_test_add_func ("/question/history/fold", test_fold);
  g_test_add_func ("/question/history/fold-apart", test_fold_apart);
  g_test_add_func ("/question/history/expectation", test_expectation);
  g_test_add_func ("/question/history/months", test_months);
  g_test_add_func ("/question/history/rules", test_rules);
  g_test_add_func ("/question/history/domain", test_domain);
  g_test_add_func ("/question/history/known", test_known);
  return g_test_run ();
}
