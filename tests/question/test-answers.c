/* test-answers.c — answers and recorded sets of them: round trips, and everything that is refused */
#include <string.h>

#include "cf-limits.h"
#include "cf-question-answer.h"

/* A line with one member replaced, or left out when @value is NULL. */
static char *
make_line (const char *member, const char *value)
{
  static const struct { const char *name; const char *value; } members[] = {
    { "kind", "\"dns\"" }, { "question", "\"TXT a.example\"" }, { "status", "\"found\"" }, { "dnssec", "\"secure\"" },
    { "records", "[\"v=DKIM1\"]" }, { "fetched", "\"2026-03-01T09:00:00Z\"" }, { "expires", "null" },
    { "detail", "null" },
  };
  GString *line = g_string_new ("{");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *used = g_strcmp0 (members[i].name, member) == 0 ? value : members[i].value;

    if (used != NULL)
      g_string_append_printf (line, "%s\"%s\":%s", line->len > 1 ? "," : "", members[i].name, used);
  }

  g_string_append_c (line, '}');
  return g_string_free (line, FALSE);
}

static CfAnswer *
read_line (const char *line)
{
  g_autoptr (GError) error = NULL;
  CfAnswer *answer = cf_answer_from_line (line, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  return answer;
}

static void
assert_refused (const char *line, const char *member)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CfAnswer) answer = cf_answer_from_line (line, &error);

  g_assert_null (answer);
  g_assert_nonnull (error);
  if (member != NULL && strstr (error->message, member) == NULL)
    g_error ("%.200s: \"%s\" does not name %s", line, error->message, member);
}

/* The bytes come back whatever they are; only plain text stands as itself. */
static void
test_records (void)
{
  static const struct { const char *data; gssize length; const char *written; } rows[] = {
    { "v=DKIM1; p=abc", -1, "v=DKIM1; p=abc" },
    { "", 0, "" },
    { " ~", -1, " ~" },
    { "a\"b\\c", -1, "a\\\"b\\\\c" },
    { "base64:", -1, "base64:YmFzZTY0Og==" },
    { "base64:aGVsbG8=", -1, "base64:YmFzZTY0OmFHVnNiRzg9" },
    { "Base64:", -1, "Base64:" },
    { "base64", -1, "base64" },
    { "\n", 1, "base64:Cg==" },
    { "\0", 1, "base64:AA==" },
    { "a\0b", 3, "base64:YQBi" },
    { "\x7f", 1, "base64:fw==" },
    { "\xe4\xbe\x8b", 3, "base64:5L6L" },
    { "\xff\xfe", 2, "base64://4=" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gsize length = rows[i].length < 0 ? strlen (rows[i].data) : (gsize) rows[i].length;
    g_autofree char *want = g_strdup_printf ("\"records\":[\"%s\"]", rows[i].written);
    g_autoptr (CfAnswer) answer = cf_answer_new (CF_QUESTION_DNS, "TXT a.example");
    g_autoptr (CfAnswer) again = NULL;
    g_autoptr (GBytes) bytes = g_bytes_new (rows[i].data, length);
    g_autofree char *line = NULL;

    answer->status = CF_ANSWER_FOUND;
    cf_answer_add_record (answer, rows[i].data, length);
    line = cf_answer_to_line (answer);
    if (strstr (line, want) == NULL)
      g_error ("%s is not in %s", want, line);
    again = read_line (line);
    g_assert_cmpuint (again->records->len, ==, 1);
    g_assert_true (g_bytes_equal (cf_answer_get_record (again, 0), bytes));
  }
}

/* Every kind with every state that may be: the same line comes back. */
static void
test_round_trip (void)
{
  for (guint kind = 0; kind < CF_QUESTION_N_KINDS; kind++)
    for (guint status = CF_ANSWER_FAILED; status <= CF_ANSWER_NO_NAME; status++)
      for (guint dnssec = CF_DNSSEC_UNKNOWN; dnssec <= CF_DNSSEC_BOGUS; dnssec++) {
        g_autoptr (CfAnswer) answer = cf_answer_new (kind, "what \"of\" it");
        g_autoptr (CfAnswer) again = NULL;
        g_autofree char *line = NULL, *line_again = NULL;

        answer->status = status;
        answer->dnssec = dnssec;
        answer->fetched = 1772355600 + kind;
        answer->expires = status == CF_ANSWER_FAILED ? CF_TIME_UNKNOWN : 1772355600 + 3600;
        answer->detail = status == CF_ANSWER_FAILED ? g_strdup ("SERVFAIL") : NULL;
        for (guint i = 0; status == CF_ANSWER_FOUND && i <= kind; i++)
          cf_answer_add_record (answer, "\x01record", 7 - i);
        line = cf_answer_to_line (answer);

        if (dnssec == CF_DNSSEC_BOGUS && status != CF_ANSWER_FAILED) {
          assert_refused (line, "status");
          continue;
        }
        again = read_line (line);
        line_again = cf_answer_to_line (again);
        g_assert_cmpstr (line, ==, line_again);
        g_assert_cmpint (again->expires, ==, answer->expires);
        g_assert_cmpuint (again->records->len, ==, answer->records->len);
      }
}

/* Bogus is never handed on with data, whoever wrote the file. */
static void
test_bogus (void)
{
  static const char *const lines[] = {
    "{\"kind\":\"dns\",\"question\":\"TXT a\",\"status\":\"found\",\"dnssec\":\"bogus\",\"records\":[\"x\"]}",
    "{\"kind\":\"dns\",\"question\":\"TXT a\",\"status\":\"failed\",\"dnssec\":\"bogus\",\"records\":[\"x\"]}",
    "{\"kind\":\"dns\",\"question\":\"TXT a\",\"status\":\"empty\",\"dnssec\":\"bogus\",\"records\":[]}",
    "{\"kind\":\"dns\",\"question\":\"TXT a\",\"status\":\"no-name\",\"dnssec\":\"bogus\",\"records\":[]}",
    "{\"kind\":\"dns\",\"question\":\"TXT a\",\"status\":\"failed\",\"dnssec\":\"secure\",\"records\":[\"x\"]}",
    "{\"kind\":\"dns\",\"question\":\"TXT a\",\"status\":\"empty\",\"dnssec\":\"secure\",\"records\":[\"x\"]}",
    "{\"kind\":\"dns\",\"question\":\"TXT a\",\"status\":\"found\",\"dnssec\":\"secure\",\"records\":[]}",
  };
  g_autoptr (CfAnswer) answer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_refused (lines[i], "status");

  answer = read_line ("{\"kind\":\"dns\",\"question\":\"TXT a\",\"status\":\"failed\",\"dnssec\":\"bogus\",\"records\":[]}");
  g_assert_cmpint (answer->dnssec, ==, CF_DNSSEC_BOGUS);
  g_assert_cmpuint (answer->records->len, ==, 0);
}

static void
test_refused_members (void)
{
  static const struct { const char *member; const char *value; } rows[] = {
    { "kind", NULL }, { "kind", "null" }, { "kind", "\"\"" }, { "kind", "\"DNS\"" }, { "kind", "\"http\"" },
    { "kind", "1" }, { "kind", "[\"dns\"]" }, { "kind", "true" },
    { "question", NULL }, { "question", "null" }, { "question", "7" }, { "question", "\"a\\nb\"" },
    { "question", "\"\\u0007\"" }, { "question", "\"例え.jp\"" }, { "question", "{}" },
    { "status", NULL }, { "status", "null" }, { "status", "\"Found\"" }, { "status", "\"ok\"" }, { "status", "2" },
    { "status", "\"empty\"" }, { "status", "\"failed\"" }, { "status", "\"no-name\"" },
    { "dnssec", NULL }, { "dnssec", "null" }, { "dnssec", "\"SECURE\"" }, { "dnssec", "\"yes\"" }, { "dnssec", "true" },
    { "records", NULL }, { "records", "null" }, { "records", "\"x\"" }, { "records", "{}" }, { "records", "[1]" },
    { "records", "[null]" }, { "records", "[\"a\",true]" }, { "records", "[\"base64:@@@@\"]" },
    { "records", "[\"base64:YQ\"]" }, { "records", "[\"base64:YQ== \"]" }, { "records", "[\"base64:YR==\"]" },
    { "fetched", "1772355600" }, { "fetched", "\"yesterday\"" }, { "fetched", "\"2026-03-01\"" },
    { "fetched", "\"2026-02-30T00:00:00Z\"" }, { "fetched", "[]" },
    { "expires", "\"\"" }, { "expires", "0" }, { "expires", "\"2026-03-01T09:00:00\"" },
    { "detail", "1" }, { "detail", "{}" }, { "detail", "[\"x\"]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *line = make_line (rows[i].member, rows[i].value);
    /* Status and records together say whether there is data. */
    const char *named = g_str_equal (rows[i].member, "status") ? NULL : rows[i].member;

    assert_refused (line, named);
  }
}

/* Nothing that is no line crashes: the parser below is recursive. */
static void
test_refused_lines (void)
{
  static const char *const lines[] = {
    "", " ", "null", "1", "\"x\"", "[]", "{}", "{", "}", "{\"kind\":", "{'kind':'dns'}", "{} {}", "\xff",
    "// comment\n{}", "{\"kind\":\"dns\"} trailing",
  };
  g_autofree char *deep = g_strnfill (1000 * 1000, '[');
  g_autofree char *objects = NULL;
  g_autofree char *sound = make_line (NULL, NULL);
  g_autofree char *second = g_strconcat ("{\"kind\":\"crl\"} ", sound, NULL);
  GString *nested = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_refused (lines[i], NULL);
  assert_refused (deep, "deep");
  assert_refused ("{\"records\":[[]]}", "deep");
  /* The last of several values would be taken, and the others leaked. */
  assert_refused (second, NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append (nested, "{\"a\":");
  objects = g_string_free (nested, FALSE);
  assert_refused (objects, "deep");
}

static void
test_depth (void)
{
  for (guint depth = CF_LIMIT_LINE_DEPTH; depth <= CF_LIMIT_LINE_DEPTH + 1; depth++) {
    g_autofree char *opening = g_strnfill (depth - 1, '[');
    g_autofree char *closing = g_strnfill (depth - 1, ']');
    g_autofree char *line = g_strdup_printf ("{\"records\":%s%s}", opening, closing);
    g_autoptr (GError) error = NULL;

    g_assert_null (cf_answer_from_line (line, &error));
    g_assert_nonnull (error);
    g_assert_cmpint (strstr (error->message, "deep") != NULL, ==, depth > CF_LIMIT_LINE_DEPTH);
  }
}

/* What people see of a failure cannot move or hide text. */
static void
test_detail (void)
{
  g_autofree char *line = make_line ("detail", "\"HTTP 503 \\u202e\\u0007\"");
  g_autoptr (CfAnswer) answer = read_line (line);

  g_assert_cmpstr (answer->detail, ==, "HTTP 503 \\u{202E}\\u{0007}");
}

static char *
make_records (guint n, gsize length)
{
  g_autofree char *record = g_strnfill (length, 'x');
  GString *list = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s\"%s\"", i == 0 ? "" : ",", record);

  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

static void
test_limits (void)
{
  static const struct { const char *kind; guint n; gsize length; gboolean fits; } rows[] = {
    { "\"dns\"", CF_LIMIT_ANSWER_RECORDS, 10, TRUE },
    { "\"dns\"", CF_LIMIT_ANSWER_RECORDS + 1, 10, FALSE },
    { "\"dns\"", 1, CF_LIMIT_DNS_RECORD_BYTES, TRUE },
    { "\"dns\"", 1, CF_LIMIT_DNS_RECORD_BYTES + 1, FALSE },
    { "\"crl\"", 1, CF_LIMIT_DNS_RECORD_BYTES + 1, TRUE },
    { "\"crl\"", 1, CF_LIMIT_ANSWER_BYTES, TRUE },
    { "\"crl\"", 1, CF_LIMIT_ANSWER_BYTES + 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *records = make_records (rows[i].n, rows[i].length);
    g_autofree char *line = g_strdup_printf ("{\"kind\":%s,\"question\":\"x\",\"status\":\"found\","
                                             "\"dnssec\":\"unknown\",\"records\":%s}", rows[i].kind, records);

    if (rows[i].fits)
      cf_answer_free (read_line (line));
    else
      assert_refused (line, "records");
  }
}

static void
test_question_limit (void)
{
  for (guint more = 0; more < 2; more++) {
    g_autofree char *key = g_strnfill (CF_LIMIT_QUESTION_BYTES + more, 'q');
    g_autofree char *value = g_strdup_printf ("\"%s\"", key);
    g_autofree char *line = make_line ("question", value);

    if (more == 0)
      cf_answer_free (read_line (line));
    else
      assert_refused (line, "question");
  }
}

/* --- sets --- */

static void
take_detail (CfAnswers *answers, CfQuestionKind kind, const char *key, const char *detail)
{
  CfAnswer *answer = cf_answer_new (kind, key);

  answer->detail = g_strdup (detail);
  cf_answers_take (answers, answer);
}

/* The same text whatever the order of asking; a later answer replaces the earlier one. */
static void
test_set (void)
{
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autoptr (CfAnswers) again = NULL;
  g_autofree char *text = NULL, *text_again = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_null (cf_answers_find (NULL, CF_QUESTION_DNS, "b"));
  take_detail (answers, CF_QUESTION_OCSP, "a", "1");
  take_detail (answers, CF_QUESTION_DNS, "b", "2");
  take_detail (answers, CF_QUESTION_DNS, "a", "3");
  take_detail (answers, CF_QUESTION_DNS, "b", "4");

  g_assert_cmpuint (cf_answers_get_n (answers), ==, 3);
  g_assert_cmpstr (cf_answers_find (answers, CF_QUESTION_DNS, "b")->detail, ==, "4");
  g_assert_null (cf_answers_find (answers, CF_QUESTION_CRL, "b"));
  text = cf_answers_to_text (answers);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_nonnull (strstr (lines[0], "\"a\""));
  g_assert_nonnull (strstr (lines[1], "\"4\""));
  g_assert_nonnull (strstr (lines[2], "ocsp"));

  again = cf_answers_from_text ("answers.jsonl", text, NULL);
  text_again = cf_answers_to_text (again);
  g_assert_cmpstr (text, ==, text_again);
}

static void
test_text (void)
{
  g_autofree char *good = make_line (NULL, NULL);
  g_autofree char *windows = g_strdup_printf ("%s\r\n\r\n \n%s", good, good);
  g_autofree char *bad = g_strdup_printf ("\n%s\n{\"kind\":\"dns\"}\n", good);
  g_autoptr (CfAnswers) empty = cf_answers_from_text ("x", "", NULL);
  g_autoptr (CfAnswers) answers = cf_answers_from_text ("x", windows, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (cf_answers_get_n (empty), ==, 0);
  g_assert_cmpuint (cf_answers_get_n (answers), ==, 1);
  g_assert_null (cf_answers_from_text ("answers.jsonl", bad, &error));
  g_assert_true (g_str_has_prefix (error->message, "answers.jsonl:3: "));
}

/* Property: any bytes in, nothing but an answer or an error out; a record of any bytes comes back. */
static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree char *good = make_line (NULL, NULL);

  for (guint i = 0; i < 3000; i++) {
    g_autofree char *line = g_strdup (good);
    g_autoptr (CfAnswer) answer = NULL, record = cf_answer_new (CF_QUESTION_CRL, "u"), again = NULL;
    g_autofree char *written = NULL;
    guint8 bytes[8];
    guint n = (guint) g_rand_int_range (random, 0, 9);

    for (guint k = 0; k < 3; k++)
      line[g_rand_int_range (random, 0, (gint32) strlen (good))] = (char) g_rand_int_range (random, 1, 256);
    answer = cf_answer_from_line (line, NULL);
    g_assert_true (answer == NULL || (answer->status == CF_ANSWER_FOUND) == (answer->records->len > 0));

    for (guint k = 0; k < n; k++)
      bytes[k] = (guint8) g_rand_int_range (random, 0, 256);
    record->status = CF_ANSWER_FOUND;
    cf_answer_add_record (record, bytes, n);
    written = cf_answer_to_line (record);
    again = read_line (written);
    g_assert_true (g_bytes_equal (cf_answer_get_record (record, 0), cf_answer_get_record (again, 0)));
  }
}

/* Offline is what an answer says that failed; a found one may say what it likes. */
static void
test_offline (void)
{
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  CfAnswer *found = cf_answer_new (CF_QUESTION_DNS, "TXT a.example");
  CfAnswer *failed = cf_answer_new (CF_QUESTION_CRL, "http://a.example/");

  g_assert_false (cf_answers_are_offline (NULL));
  found->status = CF_ANSWER_FOUND;
  found->detail = g_strdup (CF_ANSWER_OFFLINE);
  cf_answers_take (answers, found);
  failed->detail = g_strdup ("timeout");
  cf_answers_take (answers, failed);
  g_assert_false (cf_answers_are_offline (answers));

  failed = cf_answer_new (CF_QUESTION_CRL, "http://a.example/");
  failed->detail = g_strdup (CF_ANSWER_OFFLINE);
  cf_answers_take (answers, failed);
  g_assert_true (cf_answers_are_offline (answers));
}

/* Who is offline has all its answers at once; the ledger is no stranger, and what is known stays known. */
static void
test_refuse_others (void)
{
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  CfAnswer *known = cf_answer_new (CF_QUESTION_DNS, "TXT a.example");
  const CfAnswer *refused;

  known->status = CF_ANSWER_EMPTY;
  cf_answers_take (answers, known);
  g_assert_null (cf_answers_find (answers, CF_QUESTION_CRL, "http://a.example/"));
  cf_answers_refuse_others (answers, CF_ANSWER_OFFLINE);
  g_assert_true (cf_answers_are_offline (answers));

  refused = cf_answers_find (answers, CF_QUESTION_CRL, "http://a.example/");
  g_assert_nonnull (refused);
  g_assert_cmpint (refused->status, ==, CF_ANSWER_FAILED);
  g_assert_cmpint (refused->kind, ==, CF_QUESTION_CRL);
  g_assert_cmpstr (refused->key, ==, "http://a.example/");
  g_assert_cmpstr (refused->detail, ==, CF_ANSWER_OFFLINE);
  g_assert_cmpuint (refused->records->len, ==, 0);
  g_assert_true (cf_answers_find (answers, CF_QUESTION_CRL, "http://a.example/") == refused);
  g_assert_null (cf_answers_find_brought (answers, CF_QUESTION_CRL, "http://a.example/"));
  g_assert_true (cf_answers_find (answers, CF_QUESTION_DNS, "TXT a.example") == known);
  g_assert_true (cf_answers_find_brought (answers, CF_QUESTION_DNS, "TXT a.example") == known);
  g_assert_null (cf_answers_find (answers, CF_QUESTION_HISTORY, "domains"));
  g_assert_cmpuint (cf_answers_get_n (answers), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/question/answers/records", test_records);
  g_test_add_func ("/question/answers/round-trip", test_round_trip);
  g_test_add_func ("/question/answers/bogus", test_bogus);
  g_test_add_func ("/question/answers/refused-members", test_refused_members);
  g_test_add_func ("/question/answers/refused-lines", test_refused_lines);
  g_test_add_func ("/question/answers/depth", test_depth);
  g_test_add_func ("/question/answers/detail", test_detail);
  g_test_add_func ("/question/answers/limits", test_limits);
  g_test_add_func ("/question/answers/question-limit", test_question_limit);
  g_test_add_func ("/question/answers/set", test_set);
  g_test_add_func ("/question/answers/text", test_text);
  g_test_add_func ("/question/answers/random", test_random);
  g_test_add_func ("/question/answers/offline", test_offline);
  g_test_add_func ("/question/answers/refuse-others", test_refuse_others);
  return g_test_run ();
}
