/* test-record.c — DNS questions that are asked, and what is made of libunbound's results */
#include "cf-limits.h"
#include "cf-lookup-record.h"

#define NOW 1000000

static void
test_keys (void)
{
  g_autofree char *label63 = g_strnfill (63, 'a');
  g_autofree char *label64 = g_strnfill (64, 'a');
  g_autofree char *label61 = g_strnfill (61, 'b');
  g_autofree char *name253 = g_strdup_printf ("%s.%s.%s.%s", label63, label63, label63, label61);
  const struct {
    const char *key;
    int type;         /* 0: not asked */
  } rows[] = {
    { "TXT a", 16 },
    { "TXT _dmarc.example.org", 16 },
    { "SMIMEA a.b", 53 },
    { "A a.b", 1 },
    { "AAAA a.b", 28 },
    { "MX a.b", 15 },
    { "TXT -a-", 16 },
    { "TXT", 0 },
    { "TXT ", 0 },
    { "A", 0 },
    { "AA a.b", 0 },
    { "AAAAA a.b", 0 },
    { "TXTa.b", 0 },
    { " TXT a.b", 0 },
    { "CNAME a.b", 0 },
    { "ANY a.b", 0 },
    { "TXT a.b.", 0 },
    { "TXT .a", 0 },
    { "TXT a..b", 0 },
    { "TXT a b", 0 },
    { "TXT a\tb", 0 },
    { "TXT \xc3\xa9", 0 },
    { "", 0 },
  };
  int type;
  const char *name;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    gboolean is_asked = cf_lookup_record_parse_key (rows[i].key, &type, &name);

    g_test_message ("\"%s\"", rows[i].key);
    g_assert_cmpint (is_asked, ==, rows[i].type != 0);
    if (is_asked) {
      g_assert_cmpint (type, ==, rows[i].type);
      g_assert_cmpstr (name, ==, strchr (rows[i].key, ' ') + 1);
    }
  }

  g_assert_true (cf_lookup_record_is_name (label63));
  g_assert_false (cf_lookup_record_is_name (label64));
  g_assert_cmpuint (strlen (name253), ==, 253);
  g_assert_true (cf_lookup_record_is_name (name253));
  name253[252] = '.';
  g_assert_false (cf_lookup_record_is_name (name253));
}

static void
test_name_length (void)
{
  g_autofree char *label62 = g_strnfill (62, 'b');
  g_autofree char *label63 = g_strnfill (63, 'a');
  g_autofree char *name254 = g_strdup_printf ("%s.%s.%s.%s", label63, label63, label63, label62);

  g_assert_cmpuint (strlen (name254), ==, 254);
  g_assert_false (cf_lookup_record_is_name (name254));
}

/* A row is a result of libunbound with one record, or none. */
static void
test_states (void)
{
  static const struct {
    const char *says;
    struct ub_result result;
    gboolean has_record;
    CfAnswerStatus status;
    CfDnssec dnssec;
    const char *detail;
    CfTime lasts;
  } rows[] = {
    { "secure", { .havedata = 1, .secure = 1, .ttl = 300 }, TRUE, CF_ANSWER_FOUND, CF_DNSSEC_SECURE, NULL, 300 },
    { "insecure", { .havedata = 1, .ttl = 300 }, TRUE, CF_ANSWER_FOUND, CF_DNSSEC_INSECURE, NULL, 300 },
    { "bogus with data", { .havedata = 1, .bogus = 1, .ttl = 300 }, TRUE, CF_ANSWER_FAILED, CF_DNSSEC_BOGUS, "bogus", 60 },
    { "bogus and said to be secure", { .havedata = 1, .bogus = 1, .secure = 1, .ttl = 300 }, TRUE, CF_ANSWER_FAILED, CF_DNSSEC_BOGUS, "bogus", 60 },
    { "bogus and no name", { .nxdomain = 1, .bogus = 1, .rcode = 3, .ttl = 300 }, FALSE, CF_ANSWER_FAILED, CF_DNSSEC_BOGUS, "bogus", 60 },
    { "no name", { .nxdomain = 1, .rcode = 3, .secure = 1, .ttl = 300 }, FALSE, CF_ANSWER_NO_NAME, CF_DNSSEC_SECURE, NULL, 300 },
    { "no record", { .ttl = 300 }, FALSE, CF_ANSWER_EMPTY, CF_DNSSEC_INSECURE, NULL, 300 },
    { "SERVFAIL", { .rcode = 2, .ttl = 300 }, FALSE, CF_ANSWER_FAILED, CF_DNSSEC_UNKNOWN, "SERVFAIL", 60 },
    { "REFUSED", { .rcode = 5, .ttl = 300 }, FALSE, CF_ANSWER_FAILED, CF_DNSSEC_UNKNOWN, "REFUSED", 60 },
    { "another code", { .rcode = 11, .ttl = 300 }, FALSE, CF_ANSWER_FAILED, CF_DNSSEC_UNKNOWN, "DNS error 11", 60 },
    { "a code out of all tables", { .rcode = 4095, .ttl = 300 }, FALSE, CF_ANSWER_FAILED, CF_DNSSEC_UNKNOWN, "DNS error 4095", 60 },
    { "no time to live", { .havedata = 1, .ttl = 0 }, TRUE, CF_ANSWER_FOUND, CF_DNSSEC_INSECURE, NULL, 30 },
    { "less than no time", { .havedata = 1, .ttl = -5 }, TRUE, CF_ANSWER_FOUND, CF_DNSSEC_INSECURE, NULL, 30 },
    { "a year", { .havedata = 1, .ttl = 31536000 }, TRUE, CF_ANSWER_FOUND, CF_DNSSEC_INSECURE, NULL, CF_TIME_DAY },
    { "nothing, for a year", { .ttl = 31536000 }, FALSE, CF_ANSWER_EMPTY, CF_DNSSEC_INSECURE, NULL, CF_TIME_DAY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    struct ub_result result = rows[i].result;
    char *data[] = { rows[i].has_record ? (char *) "\3abc" : NULL, NULL };
    int length[] = { 4, 0 };
    g_autoptr (CfAnswer) answer = NULL;

    g_test_message ("%s", rows[i].says);
    result.qtype = 16;
    result.data = data;
    result.len = length;
    answer = cf_lookup_record_read ("TXT a.example", &result, NOW);
    g_assert_cmpint (answer->status, ==, rows[i].status);
    g_assert_cmpint (answer->dnssec, ==, rows[i].dnssec);
    g_assert_cmpstr (answer->detail, ==, rows[i].detail);
    g_assert_cmpuint (answer->records->len, ==, rows[i].status == CF_ANSWER_FOUND);
    g_assert_cmpint (answer->fetched, ==, NOW);
    g_assert_cmpint (answer->expires, ==, NOW + rows[i].lasts);
  }
}

static void
test_text (void)
{
  static const struct {
    const char *says;
    const char *data;
    int length;
    const char *text; /* NULL: broken */
  } rows[] = {
    { "one string", "\3abc", 4, "abc" },
    { "two strings", "\3abc\2de", 7, "abcde" },
    { "an empty one between", "\1a\0\1b", 5, "ab" },
    { "one empty string", "\0", 1, "" },
    { "no string at all", "", 0, "" },
    { "one byte is missing", "\4abc", 4, NULL },
    { "the second is cut off", "\3abc\5d", 6, NULL },
    { "a length without anything", "\1a\377", 3, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    char *data[] = { (char *) rows[i].data, NULL };
    int length[] = { rows[i].length, 0 };
    struct ub_result result = { .qtype = 16, .havedata = 1, .data = data, .len = length, .ttl = 60 };
    g_autoptr (CfAnswer) answer = cf_lookup_record_read ("TXT a.example", &result, NOW);
    gsize n;

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (answer->status, ==, rows[i].text != NULL ? CF_ANSWER_FOUND : CF_ANSWER_FAILED);
    g_assert_cmpuint (answer->records->len, ==, rows[i].text != NULL);
    if (rows[i].text != NULL) {
      const char *joined = g_bytes_get_data (cf_answer_get_record (answer, 0), &n);

      g_assert_cmpmem (joined, n, rows[i].text, strlen (rows[i].text));
    }
  }
}

static void
test_limits (void)
{
  static char large[CF_LIMIT_DNS_RECORD_BYTES + 1];
  static const struct {
    guint n;
    guint bytes;
    CfAnswerStatus status;
  } rows[] = {
    { CF_LIMIT_ANSWER_RECORDS, 4, CF_ANSWER_FOUND },
    { CF_LIMIT_ANSWER_RECORDS + 1, 4, CF_ANSWER_FAILED },
    { 1, CF_LIMIT_DNS_RECORD_BYTES, CF_ANSWER_FOUND },
    { 1, CF_LIMIT_DNS_RECORD_BYTES + 1, CF_ANSWER_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    char *data[CF_LIMIT_ANSWER_RECORDS + 2] = { NULL };
    int length[CF_LIMIT_ANSWER_RECORDS + 2] = { 0 };
    struct ub_result result = { .qtype = 1, .havedata = 1, .data = data, .len = length, .ttl = 60, .secure = 1 };
    g_autoptr (CfAnswer) answer = NULL;

    for (guint n = 0; n < rows[i].n; n++) {
      data[n] = large;
      length[n] = (int) rows[i].bytes;
    }
    answer = cf_lookup_record_read ("A a.example", &result, NOW);
    g_assert_cmpint (answer->status, ==, rows[i].status);
    g_assert_cmpuint (answer->records->len, ==, rows[i].status == CF_ANSWER_FOUND ? rows[i].n : 0);
    g_assert_cmpint (answer->dnssec, ==, rows[i].status == CF_ANSWER_FOUND ? CF_DNSSEC_SECURE : CF_DNSSEC_UNKNOWN);
  }
}

static void
test_signed (void)
{
  guint8 packet[12] = { 0 };
  char *data[] = { (char *) "k", NULL };
  char *none[] = { NULL };
  struct ub_result result = { .data = data, .answer_packet = packet, .answer_len = sizeof packet };

  packet[7] = 1;
  g_assert_false (cf_lookup_record_is_signed (&result));
  packet[7] = 2;
  g_assert_true (cf_lookup_record_is_signed (&result));
  result.data = none;
  g_assert_false (cf_lookup_record_is_signed (&result));
  result.data = data;
  result.answer_len = 11;
  g_assert_false (cf_lookup_record_is_signed (&result));
  result.answer_packet = NULL;
  g_assert_false (cf_lookup_record_is_signed (&result));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lookup/record/keys", test_keys);
  g_test_add_func ("/lookup/record/name-length", test_name_length);
  g_test_add_func ("/lookup/record/states", test_states);
  g_test_add_func ("/lookup/record/text", test_text);
  g_test_add_func ("/lookup/record/limits", test_limits);
  g_test_add_func ("/lookup/record/signed", test_signed);
  return g_test_run ();
}
