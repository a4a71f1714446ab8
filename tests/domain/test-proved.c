/* test-proved.c — when the sender's domain is proved: MEANING section 7, condition for condition */
#include "cf-limits.h"
#include "cf-test-dkim.h"

static CfAnswers *
make_answers (void)
{
  CfAnswers *answers = cf_answers_new ();
  static const char *const names[] = {
    CF_TEST_KEY_NAME, "sel._domainkey.mail.example.com", "sel._domainkey.example.org", "sel._domainkey.com",
    "sel._domainkey.example.co.jp", "sel._domainkey.co.jp", "sel._domainkey.other.co.jp", "sel._domainkey.b.github.io",
    "sel._domainkey.xn--r8jz45g.jp", "sel._domainkey.a.xn--r8jz45g.jp",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *record = cf_test_key_record (CF_TEST_RSA_2048, "");

    cf_test_answer (answers, names[i], record);
  }
  return answers;
}

#define SENDER "From: a@example.com\r\n"
#define FIELDS SENDER "To: b@example.org\r\nSubject: x\r\nDate: Sun, 1 Mar 2026 09:00:00 +0900\r\n"

/* A mail is signed, then @added is put above it: what others can do on the way. */
static void
test_coverage (void)
{
  static const struct { const char *says, *h, *fields, *added; gboolean proved; } rows[] = {
    { "all that is there", "from:to:subject:date", FIELDS, "", TRUE },
    { "case and blanks", " FROM : To:SUBJECT :dAtE ", FIELDS, "", TRUE },
    { "Subject left out", "from:to:date", FIELDS, "", FALSE },
    { "Date left out", "from:to:subject", FIELDS, "", FALSE },
    { "To left out", "from:subject:date", FIELDS, "", FALSE },
    { "To is not there", "from:subject:date", SENDER "Subject: x\r\nDate: y\r\n", "", TRUE },
    { "Cc need not be signed", "from:to:subject:date", FIELDS "Cc: c@example.org\r\n", "", TRUE },
    { "Reply-To added", "from:to:subject:date", FIELDS, "Reply-To: a@example.com\r\n", FALSE },
    { "Reply-To not signed", "from:to:subject:date", FIELDS "Reply-To: a@example.com\r\n", "", FALSE },
    { "Reply-To signed", "from:to:subject:date:reply-to", FIELDS "Reply-To: a@example.com\r\n", "", TRUE },
    { "one of two Reply-To signed", "from:to:subject:date:reply-to", FIELDS "Reply-To: a@example.com\r\n",
      "Reply-To: mallory@evil.example\r\n", FALSE },
    { "both To signed", "from:subject:to:to:date", FIELDS "To: c@example.org\r\n", "", TRUE },
    { "To added", "from:to:subject:date", FIELDS, "To: c@example.org\r\n", FALSE },
    { "To added with a blank", "from:to:subject:date", FIELDS, "To : c@example.org\r\n", FALSE },
    { "Subject added", "from:to:subject:date", FIELDS, "Subject: more\r\n", FALSE },
    { "From added", "from:to:subject:date", FIELDS, "From: mallory@evil.example\r\n", FALSE },
    { "From twice, both signed", "from:from:to:subject:date", FIELDS "From: a@example.com\r\n", "", FALSE },
    { "two addresses in From", "from:to:subject:date",
      "From: a@example.com, b@example.com\r\nTo: b@example.org\r\nSubject: x\r\nDate: y\r\n", "", FALSE },
    { "something malformed", "from:to:subject:date", FIELDS, "no field\r\n", FALSE },
    { "something unknown", "from:to:subject:date", FIELDS, "X-Spam: no\r\nReceived: from a\r\n", TRUE },
    { "what a client wrote", "from:to:subject:date:x-uidl", FIELDS, "X-Account-Key: 1\r\nX-UIDL: 2\r\n", TRUE },
    { "a charset added", "from:to:subject:date", FIELDS, "X-Sun-Charset: utf-7\r\n", FALSE },
    { "a charset added to a type that is signed", "from:to:subject:date:content-type", FIELDS "Content-Type: text/plain\r\n",
      "X-Sun-Charset: utf-7\r\n", FALSE },
    { "a charset signed", "from:to:subject:date:x-sun-charset", FIELDS "X-Sun-Charset: utf-7\r\n", "", TRUE },
    { "a place where links begin", "from:to:subject:date", FIELDS, "Content-Base: https://evil.example/\r\n", FALSE },
    { "the same in another field", "from:to:subject:date:content-type", FIELDS "Content-Type: text/html\r\n",
      "Content-Location: https://evil.example/\r\n", FALSE },
    { "a place that is signed", "from:to:subject:date:content-location", FIELDS "Content-Location: /\r\n", "", TRUE },
    { "Content-Type signed", "from:to:subject:date:content-type", FIELDS "Content-Type: text/html\r\n", "", TRUE },
    { "Content-Type oversigned", "from:to:subject:date:content-type", FIELDS, "", TRUE },
    { "oversigned, and one added", "from:to:subject:date:content-type", FIELDS, "Content-Type: text/html\r\n", FALSE },
    { "Content-Type left out", "from:to:subject:date", FIELDS "Content-Type: text/plain\r\n", "", TRUE },
    { "left out, and two", "from:to:subject:date", FIELDS "Content-Type: text/plain\r\n", "Content-Type: text/html\r\n",
      FALSE },
    { "left out, a message of its own", "from:to:subject:date", FIELDS, "Content-Type: message/rfc822\r\n", FALSE },
    { "left out, a multipart that it is not", "from:to:subject:date", FIELDS,
      "Content-Type: multipart/mixed; boundary=x\r\n", FALSE },
  };
  g_autoptr (CfAnswers) answers = make_answers ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfTestSeal seal = { .h = rows[i].h };
    g_autofree char *mail = g_strconcat (rows[i].fields, "\r\nHello\r\n", NULL);
    g_autofree char *sealed = cf_test_seal (&seal, mail);
    g_autofree char *message = g_strconcat (rows[i].added, sealed, NULL);
    g_auto (CfTestRun) run = cf_test_check_text (message, answers);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, rows[i].proved ? "proved" : "not");
  }
}

/* Content-Transfer-Encoding is signed, or leaves one reading only. */
static void
test_encodings (void)
{
  static const struct { const char *says, *encoding, *body; gboolean proved; } rows[] = {
    { "8bit", "8bit", "anything =41 \xe3\x81\x82\r\n", TRUE },
    { "base64", "base64", "SGVsbG8gd29y\r\nbGQhCg==\r\n", TRUE },
    { "text called base64", "base64", "Hello you\r\n", FALSE },
    { "text with a dash called base64", "base64", "SGVs-G8=\r\n", FALSE },
    { "something behind the fill", "base64", "SGVsbG8=\r\nSGVsbG8h\r\n", FALSE },
    { "not in groups", "base64", "SGVsb\r\n", FALSE },
    { "quoted-printable", "quoted-printable", "=E3=81=82 a=3Db =\r\n=09x=20\r\n", TRUE },
    { "text called quoted-printable", "quoted-printable", "Hello you\r\n", TRUE },
    { "letters that need no encoding", "quoted-printable", "https://example.com/?a=41\r\n", FALSE },
    { "no encoding at all", "quoted-printable", "a = b\r\n", FALSE },
    { "cut off", "quoted-printable", "a=\r\n=3", FALSE },
    { "lower case", "quoted-printable", "=e3=3d\r\n", TRUE },
    { "unknown", "x-uuencode", "begin\r\n", FALSE },
  };
  g_autoptr (CfAnswers) answers = make_answers ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint sign = 0; sign < 2; sign++) {
      CfTestSeal seal = { .h = sign ? "from:to:subject:date:content-type:content-transfer-encoding" : "from:to:subject:date" };
      g_autofree char *mail = g_strdup_printf (FIELDS "Content-Transfer-Encoding: %s\r\n\r\n%s", rows[i].encoding,
                                               rows[i].body);
      g_autofree char *message = cf_test_seal (&seal, mail);
      g_auto (CfTestRun) run = cf_test_check_text (message, answers);
      gboolean known = !g_str_has_prefix (rows[i].encoding, "x-");

      g_test_message ("%s", rows[i].says);
      /* An encoding that nobody knows is no strict header at all (MEANING section 2). */
      g_assert_cmpstr (cf_test_get_proof (run.facts), ==, (sign && known) || rows[i].proved ? "proved" : "not");
    }
}

static void
test_alignment (void)
{
  static const struct { const char *from, *domain; gboolean proved; } rows[] = {
    { "example.com", "example.com", TRUE },
    { "example.com", "mail.example.com", TRUE },
    { "a.example.com", "mail.example.com", TRUE },
    { "EXAMPLE.com", "Example.COM", TRUE },
    { "example.com", "example.org", FALSE },
    { "example.com", "com", FALSE },
    { "mail.example.co.jp", "example.co.jp", TRUE },
    { "example.co.jp", "co.jp", FALSE },
    { "example.co.jp", "other.co.jp", FALSE },
    { "a.github.io", "b.github.io", FALSE },
    { "xn--r8jz45g.jp", "例え.jp", TRUE },
    { "xn--r8jz45g.jp", "a.xn--r8jz45g.jp", TRUE },
  };
  g_autoptr (CfAnswers) answers = make_answers ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfTestSeal seal = { .domain = rows[i].domain };
    g_autofree char *mail = g_strdup_printf ("From: a@%s\r\nSubject: x\r\n\r\nHello\r\n", rows[i].from);
    g_autofree char *message = cf_test_seal (&seal, mail);
    g_auto (CfTestRun) run = cf_test_check_text (message, answers);

    g_test_message ("%s by %s", rows[i].from, rows[i].domain);
    g_assert_cmpint (cf_test_dkim (&run, 0)->result, ==, CF_DKIM_PASS);
    g_assert_cmpint (cf_test_dkim (&run, 0)->aligned, ==, rows[i].proved);
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, rows[i].proved ? "proved" : "not");
  }
}

/* What mime or the host found makes a proof impossible, with or without the key. */
static void
test_never_proved (void)
{
  static const CfEvidence spoils[] = {
    CF_M (HEADERS_AMBIGUOUS), CF_M (FROM_DUPLICATE), CF_M (FROM_SEVERAL), CF_M (FROM_EMPTY), CF_M (BYTES_REWRITTEN),
    CF_M (PROTECTED_FROM_DIFFERS), CF_M (TOO_LARGE), CF_M (TOO_MANY_PARTS),
  };
  static const CfEvidence does_not[] = { 0, CF_M (SIGNED), CF_M (SENDER_DIFFERS), CF_M (ENCRYPTED) };
  g_autoptr (CfAnswers) answers = make_answers ();
  CfTestSeal seal = { 0 };
  g_autofree char *message = cf_test_seal (&seal, cf_test_mail);

  for (guint known = 0; known < 2; known++) {
    for (guint i = 0; i < G_N_ELEMENTS (spoils); i++) {
      g_auto (CfTestRun) run = cf_test_check (cf_span_str (message), known ? answers : NULL, CF_TEST_NOW, spoils[i]);

      g_assert_cmpstr (cf_test_get_proof (run.facts), ==, "not");
      g_assert_cmpuint (run.facts->evidence & spoils[i], ==, spoils[i]);
    }
    for (guint i = 0; i < G_N_ELEMENTS (does_not); i++) {
      g_auto (CfTestRun) run = cf_test_check (cf_span_str (message), known ? answers : NULL, CF_TEST_NOW, does_not[i]);

      g_assert_cmpstr (cf_test_get_proof (run.facts), ==, known ? "proved" : "pending");
    }
  }
}

/* LF, a missing line end and a client's own fields are the same mail (DESIGN, canonical form). */
static void
test_canonical (void)
{
  static const char *const forms[] = { "simple/simple", "relaxed/relaxed" };
  g_autoptr (CfAnswers) answers = make_answers ();

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    CfTestSeal seal = { .c = forms[i] };
    g_autofree char *sealed = cf_test_seal (&seal, cf_test_mail);
    g_autoptr (GString) text = g_string_new (sealed);
    g_auto (CfTestRun) run = { 0 };

    g_string_replace (text, "\r\n", "\n", 0);
    g_string_prepend (text, "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n");
    while (text->str[text->len - 1] == '\n')
      g_string_truncate (text, text->len - 1);
    run = cf_test_check_text (text->str, answers);
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, "proved");
  }
}

/* --- properties --- */

/* Fields that nobody signed may come, go and change places; under relaxed signed ones may be folded anew. */
static void
test_harmless (void)
{
  g_autoptr (CfAnswers) answers = make_answers ();
  CfTestSeal seal = { .h = "from:to:subject:date" };
  g_autofree char *sealed = cf_test_seal (&seal, cf_test_mail);
  const char *own_end = strstr (sealed, "From:");
  g_autofree char *own = g_strndup (sealed, (gsize) (own_end - sealed));
  const char *body = strstr (own_end, "\r\n\r\n");

  for (guint round = 0; round < 200; round++) {
    static const char *const fields[] = {
      "From:Alice\r\n  <a@example.com>\r\n", "To: b@example.org \t\r\n", "SUBJECT: Hello\r\n\tthere folded\r\n",
      "Date:  Sun, 1 Mar\r\n 2026 09:00:00 +0900\r\n", "Message-ID: <2@example.com>\r\n", "X-Any: thing\r\n",
      "Received: from a by b\r\n\tfor c\r\n",
    };
    g_autoptr (GString) message = g_string_new (NULL);
    guint order[G_N_ELEMENTS (fields)];
    g_auto (CfTestRun) run = { 0 };

    for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
      guint j = (guint) g_test_rand_int_range (0, (gint) i + 1);

      order[i] = order[j];
      order[j] = i;
    }
    g_string_append (message, round % 2 ? own : "");
    for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
      if (order[i] < 5 || g_test_rand_bit ())
        g_string_append (message, fields[order[i]]);
    g_string_append (message, round % 2 ? "" : own);
    g_string_append (message, body + 2);
    run = cf_test_check_text (message->str, answers);
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, "proved");
  }
}

/* A change of any byte that is signed is never proved. */
static void
test_any_byte (void)
{
  static const char *const forms[] = { "simple/simple", "relaxed/relaxed" };
  g_autoptr (CfAnswers) answers = make_answers ();

  for (guint form = 0; form < G_N_ELEMENTS (forms); form++) {
    CfTestSeal seal = { .c = forms[form], .h = "from:to:subject:date:message-id" };
    g_autofree char *message = cf_test_seal (&seal, cf_test_mail);

    for (gsize i = 0; message[i] != '\0'; i++) {
      char before = message[i];
      g_auto (CfTestRun) run = { 0 };

      /* White space is another property, and of the last letter before base64's fill some bits mean nothing. */
      if (strchr (" \t\r\n", before) != NULL || g_str_has_prefix (message + i + 1, "==\r\n"))
        continue;
      message[i] = (char) (before == 'x' ? 'y' : 'x');
      run = cf_test_check_text (message, answers);
      /* Another selector or domain asks for another key; that is all. */
      g_assert_cmpstr (cf_test_get_proof (run.facts), !=, "proved");
      message[i] = before;
    }
  }
}

/* Whatever the bytes are: one of the answers, and a question is one name. */
static void
test_garbage (void)
{
  CfTestSeal seal = { .key = CF_TEST_ED25519 };
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  g_autofree char *key = cf_test_key_record (CF_TEST_ED25519, "");
  g_autofree char *sealed = cf_test_seal (&seal, cf_test_mail);
  g_autofree char *seed = cf_test_arc (sealed, 1, NULL);
  gsize length = strlen (seed);

  cf_test_answer (answers, CF_TEST_KEY_NAME, key);
  for (guint i = 0; i < 4000; i++) {
    g_autofree guint8 *bytes = g_memdup2 (seed, length);
    gsize cut = i % 3 == 0 ? length : (gsize) g_test_rand_int_range (0, (gint) length + 1);
    g_auto (CfTestRun) run = { 0 };

    for (gint n = g_test_rand_int_range (0, 6); n > 0; n--)
      bytes[g_test_rand_int_range (0, (gint) length)] = (guint8) g_test_rand_int_range (0, 256);
    /* Of its own size, so that a read past the end is seen. */
    bytes = g_realloc (bytes, MAX (cut, 1));
    run = cf_test_check (cf_span (bytes, cut), i % 2 ? answers : NULL, CF_TEST_NOW, 0);
    cf_test_get_proof (run.facts);
    for (guint j = 0; j < cf_questions_get_n (run.questions); j++) {
      const char *name = cf_questions_get (run.questions, j)->key;

      g_assert_true (g_str_has_prefix (name, "TXT "));
      g_assert_true (strspn (name + 4, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == strlen (name + 4));
    }
  }
}

/* Nobody answers for a key: for a name below or beside From's that is no reason to wait, once From's was answered for. */
static void
test_lame (void)
{
  static const struct {
    const char *says, *domain, *detail;
    CfAnswerStatus own;
    const char *proof;
  } rows[] = {
    { "below, dead servers", "old.example.com", "timeout", CF_ANSWER_FOUND, "not" },
    { "below, servers that refuse", "old.example.com", "SERVFAIL", CF_ANSWER_NO_NAME, "not" },
    { "the same, no record", "old.example.com", "REFUSED", CF_ANSWER_EMPTY, "not" },
    { "nothing was answered", "old.example.com", "timeout", CF_ANSWER_FAILED, "pending" },
    { "this machine is offline", "old.example.com", "offline", CF_ANSWER_FOUND, "pending" },
    { "policy asks nobody", "old.example.com", "policy asks nobody", CF_ANSWER_FOUND, "pending" },
    { "why is not known", "old.example.com", NULL, CF_ANSWER_FOUND, "pending" },
    { "From's own", "example.com", "timeout", CF_ANSWER_FOUND, "pending" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    CfTestSeal seal = { .domain = rows[i].domain };
    g_autofree char *message = cf_test_seal (&seal, cf_test_mail);
    g_autofree char *key = g_strconcat ("TXT sel._domainkey.", rows[i].domain, NULL);
    CfAnswer *failed = cf_answer_new (CF_QUESTION_DNS, key);
    g_auto (CfTestRun) run = { 0 };

    g_test_message ("%s", rows[i].says);
    failed->detail = g_strdup (rows[i].detail);
    cf_answers_take (answers, failed);
    cf_test_answer_none (answers, "_dmarc.example.com", rows[i].own, CF_DNSSEC_INSECURE);
    run = cf_test_check_text (message, answers);
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, rows[i].proof);
  }
}

/* Random bytes as a key record. */
static void
test_garbage_keys (void)
{
  CfTestSeal seal = { 0 };
  g_autofree char *message = cf_test_seal (&seal, cf_test_mail);
  g_autofree char *good = cf_test_key_record (CF_TEST_RSA_2048, " t=s; h=sha256;");

  for (guint i = 0; i < 2000; i++) {
    g_autofree char *record = g_strdup (good);
    g_autoptr (CfAnswers) answers = cf_answers_new ();
    gint at = g_test_rand_int_range (0, (gint) strlen (record));
    char byte = (char) g_test_rand_int_range (1, 256);
    g_auto (CfTestRun) run = { 0 };

    record[at] = byte;
    cf_test_answer (answers, CF_TEST_KEY_NAME, record);
    run = cf_test_check_text (message, answers);
    g_assert_cmpstr (cf_test_get_proof (run.facts), !=, "pending");
  }
}

/* Megabytes of fields, tags or names cost about as much as reading them. */
static void
test_large (void)
{
  static const char *const pieces[] = {
    "Subject: x\r\n", "DKIM-Signature: a=1;b=2\r\n", "X:\r\n ", "DKIM-Signature: v=1;h=a:b\r\n",
    "ARC-Seal: i=1; cv=none\r\n", "X: y\r\n", "ARC-Authentication-Results: i=50\r\n",
  };
  g_autoptr (CfAnswers) answers = make_answers ();
  g_autoptr (GString) names = g_string_new ("from");
  CfTestSeal seal = { .c = "relaxed/relaxed" };
  gint64 start;

  while (names->len < CF_LIMIT_HEADER_BYTES / 20)
    g_string_append (names, ":x:to");
  seal.h = names->str;

  start = g_get_monotonic_time ();
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autofree char *sealed = cf_test_seal (&seal, cf_test_mail);
    g_autoptr (GString) message = g_string_new (NULL);
    g_auto (CfTestRun) run = { 0 };

    for (guint n = 0; n < CF_LIMIT_DKIM_SIGNATURES; n++)
      g_string_append_printf (message, "%.*s", (int) (strstr (sealed, "From:") - sealed), sealed);
    while (message->len < CF_LIMIT_HEADER_BYTES)
      g_string_append (message, pieces[i]);
    g_string_append (message, sealed);
    start = g_get_monotonic_time ();
    run = cf_test_check_text (message->str, answers);
    g_test_message ("%s: %" G_GINT64_FORMAT " us", pieces[i], g_get_monotonic_time () - start);
    g_assert_cmpint (g_get_monotonic_time () - start, <, 2000000);
  }
}

/* A field for answers that the seal covers is the sender's own; left out it may be anybody's, and the domain is proved all
 * the same. */
static void
test_replies (void)
{
  static const struct { const char *h, *fields; gboolean unproved; } rows[] = {
    { "from:to:subject:date", "", FALSE },
    { "from:to:subject:date", "Mail-Reply-To: c@example.org\r\n", TRUE },
    { "from:to:subject:date:mail-reply-to", "Mail-Reply-To: c@example.org\r\n", FALSE },
    { "from:to:subject:date", "Mail-Reply-To: c@mail.example.com\r\n", FALSE },
    { "from:to:subject:date:mail-followup-to", "Mail-Followup-To: c@example.org\r\nMail-Followup-To: d@example.org\r\n", TRUE },
    { "from:to:subject:date", "List-Post: <mailto:b@example.org>\r\n", FALSE },
    { "from:to:subject:date", "Cc: c@example.org\r\nList-Post: <mailto:c@example.org>\r\n", TRUE },
    { "from:to:subject:date:cc", "Cc: c@example.org\r\nList-Post: <mailto:c@example.org>\r\n", FALSE },
    { "from:to:subject:date:list-post:list-post", "List-Post: <mailto:c@example.org>\r\n", FALSE },
    { "from:to:subject:date:list-post", "List-Post: <mailto:c@example.org>\r\nMail-Reply-To: c@example.org\r\n", TRUE },
  };
  g_autoptr (CfAnswers) answers = make_answers ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfTestSeal seal = { .h = rows[i].h };
    g_autofree char *mail = g_strconcat (FIELDS, rows[i].fields, "\r\nHello\r\n", NULL);
    g_autofree char *message = cf_test_seal (&seal, mail);
    g_auto (CfTestRun) run = cf_test_check_text (message, answers);

    g_test_message ("%s %s", rows[i].h, rows[i].fields);
    g_assert_cmpstr (cf_test_get_proof (run.facts), ==, "proved");
    g_assert_cmpint ((run.facts->evidence & CF_M (REPLY_UNPROVED)) != 0, ==, rows[i].unproved);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  cf_domain_prepare ();
  g_test_add_func ("/domain/proved/coverage", test_coverage);
  g_test_add_func ("/domain/proved/replies", test_replies);
  g_test_add_func ("/domain/proved/encodings", test_encodings);
  g_test_add_func ("/domain/proved/alignment", test_alignment);
  g_test_add_func ("/domain/proved/never", test_never_proved);
  g_test_add_func ("/domain/proved/canonical", test_canonical);
  g_test_add_func ("/domain/proved/harmless", test_harmless);
  g_test_add_func ("/domain/proved/any-byte", test_any_byte);
  g_test_add_func ("/domain/proved/garbage", test_garbage);
  g_test_add_func ("/domain/proved/lame", test_lame);
  g_test_add_func ("/domain/proved/garbage-keys", test_garbage_keys);
  g_test_add_func ("/domain/proved/large", test_large);
  return g_test_run ();
}
