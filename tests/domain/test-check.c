/* test-check.c — what the sender's domain could prove */
#include "cf-domain.h"
#include "cf-limits.h"
#include "cf-mime.h"

#define HASH "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY="

/* A signature that could prove example.com, with the parts that rows replace. */
#define SIGNATURE(v, a, d, s, h, rest) \
  "DKIM-Signature: v=" v "; a=" a "; d=" d "; s=" s ";\r\n\th=" h ";\r\n\tbh=" HASH ";" rest \
  "\r\n\tb=AAAA\r\n\tBBBB\r\n"
#define HEADERS "from:to:subject:date"
#define VERSION(v) SIGNATURE (v, "rsa-sha256", "example.com", "sel", HEADERS, "")
#define ALGORITHM(a) SIGNATURE ("1", a, "example.com", "sel", HEADERS, "")
#define SIGNED_BY(d) SIGNATURE ("1", "rsa-sha256", d, "sel", HEADERS, "")
#define KEY_AT(s) SIGNATURE ("1", "rsa-sha256", "example.com", s, HEADERS, "")
#define COVERING(h) SIGNATURE ("1", "rsa-sha256", "example.com", "sel", h, "")
#define WITH(rest) SIGNATURE ("1", "rsa-sha256", "example.com", "sel", HEADERS, rest)
#define GOOD WITH ("")
#define FIELDS "From: a@example.com\r\nTo: b@example.org\r\nSubject: x\r\nDate: y\r\n"

#define KEY "TXT sel._domainkey.example.com"

/* Runs the check; the keys asked for, parted by blanks. */
static char *
check (const char *header, const char *domain, CfEvidence before, CfFacts *facts)
{
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  facts->sender.domain = g_strdup (domain);
  facts->evidence = before;
  cf_domain_check (cf_span_str (header), facts, questions);

  for (guint i = 0; i < cf_questions_get_n (questions); i++) {
    const CfQuestion *question = cf_questions_get (questions, i);

    g_assert_cmpint (question->kind, ==, CF_QUESTION_DNS);
    g_ptr_array_add (keys, question->key);
  }
  g_ptr_array_add (keys, NULL);
  return g_strjoinv (" ", (char **) keys->pdata);
}

/* Exactly one of the two is said, and never that the domain is proved. */
static void
assert_pending (const CfFacts *facts, gboolean pending)
{
  g_assert_cmpint ((facts->evidence & CF_M (DOMAIN_PENDING)) != 0, ==, pending);
  g_assert_cmpint ((facts->evidence & CF_M (DOMAIN_NOT_PROVED)) != 0, ==, !pending);
  g_assert_cmpuint (facts->evidence & CF_M (DOMAIN_PROVED), ==, 0);
}

typedef struct {
  const char *says;
  const char *header;
  const char *keys; /* "" when nothing could prove the domain */
} Row;

static void
check_rows (const Row *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *keys = check (rows[i].header, "example.com", 0, facts);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpstr (keys, ==, rows[i].keys);
    assert_pending (facts, *rows[i].keys != '\0');
    g_assert_cmpstr (facts->sender.organizational_domain, ==, "example.com");
  }
}

static void
test_signatures (void)
{
  static const Row rows[] = {
    { "none", FIELDS, "" },
    { "good", GOOD FIELDS, KEY },
    { "below the other fields", FIELDS GOOD, KEY },
    { "field name in other case", "dkim-SIGNATURE: v=1; a=rsa-sha256; d=example.com; s=sel; h=from:to:subject:date; "
      "bh=" HASH "; b=AAAA\r\n" FIELDS, KEY },
    { "LF", "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel;\n h=from:to:subject:date;\n bh=" HASH
      ";\n b=AAAA\nFrom: a@example.com\n", KEY },
    { "ed25519", ALGORITHM ("ed25519-sha256") FIELDS, KEY },
    { "SHA-1", ALGORITHM ("rsa-sha1") FIELDS, "" },
    { "algorithm in upper case", ALGORITHM ("RSA-SHA256") FIELDS, "" },
    { "unknown algorithm", ALGORITHM ("rsa-sha256x") FIELDS, "" },
    { "version 2", VERSION ("2") FIELDS, "" },
    { "version 1.0", VERSION ("1.0") FIELDS, "" },
    { "no version", "DKIM-Signature: a=rsa-sha256; d=example.com; s=sel; h=from; bh=" HASH "; b=AAAA\r\n"
      "From: a@example.com\r\n", "" },
    { "V=1", "DKIM-Signature: V=1; a=rsa-sha256; d=example.com; s=sel; h=from; bh=" HASH "; b=AAAA\r\n"
      "From: a@example.com\r\n", "" },
    { "d= twice", SIGNED_BY ("example.com; d=evil.org") FIELDS, "" },
    { "the least there can be", "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; h=from; bh=" HASH
      "; b=AAAA\r\nFrom: a@example.com\r\n", KEY },
    { "no selector", "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; h=from; bh=" HASH "; b=AAAA\r\n"
      "From: a@example.com\r\n", "" },
    { "no h=", "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; bh=" HASH "; b=AAAA\r\n"
      "From: a@example.com\r\n", "" },
    { "no b=", "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; h=from; bh=" HASH "\r\n"
      "From: a@example.com\r\n", "" },
    { "empty b=", "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; h=from; bh=" HASH "; b=\r\n"
      "From: a@example.com\r\n", "" },
    { "b= is no base64", "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; h=from; bh=" HASH "; b=AA-A\r\n"
      "From: a@example.com\r\n", "" },
    { "fill inside b=", "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; h=from; bh=" HASH "; b=A=AA\r\n"
      "From: a@example.com\r\n", "" },
    { "no bh=", "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; h=from; b=AAAA\r\n"
      "From: a@example.com\r\n", "" },
    { "bh= of SHA-1's length", "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; h=from; "
      "bh=2jmj7l5rSw0yVb/vlWAYkK/YBwk=; b=AAAA\r\nFrom: a@example.com\r\n", "" },
    { "folded everywhere", "DKIM-Signature:\r\n v\r\n =\r\n 1\r\n ;\r\n a = rsa-sha256 ; d = example.com ;"
      " s = sel ;\r\n\th = from :\r\n to\r\n : subject : date ; bh = " HASH " ; b = AA\r\n AA ;\r\n" FIELDS, KEY },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_alignment (void)
{
  static const Row rows[] = {
    { "a subdomain signs", SIGNED_BY ("mail.example.com") FIELDS, "TXT sel._domainkey.mail.example.com" },
    { "upper case", SIGNATURE ("1", "rsa-sha256", "Example.COM", "SEL", "from:to:subject:date", "") FIELDS, KEY },
    { "another domain", SIGNED_BY ("evil.org") FIELDS, "" },
    { "the public suffix", SIGNED_BY ("com") FIELDS, "" },
    { "longer name", SIGNED_BY ("notexample.com") FIELDS, "" },
    { "as a subdomain", SIGNED_BY ("example.com.evil.org") FIELDS, "" },
    { "last dot", SIGNED_BY ("example.com.") FIELDS, "" },
    { "empty d=", SIGNED_BY ("") FIELDS, "" },
    { "blank in d=", SIGNED_BY ("example. com") FIELDS, "" },
    { "odd d=", SIGNED_BY ("ex/ample.com") FIELDS, "" },
    { "odd selector", KEY_AT ("se\"l") FIELDS, "" },
    { "blank in the selector", KEY_AT ("a b") FIELDS, "" },
    { "star as selector", KEY_AT ("*") FIELDS, "" },
    { "selector of labels", KEY_AT ("s_1.x-y") FIELDS, "TXT s_1.x-y._domainkey.example.com" },
    { "selector in UTF-8", KEY_AT ("例え") FIELDS, "TXT xn--r8jz45g._domainkey.example.com" },
    { "i= at d=", WITH (" i=@example.com;") FIELDS, KEY },
    { "i= below d=", WITH (" i=x@a.example.com;") FIELDS, KEY },
    { "i= above d=", SIGNATURE ("1", "rsa-sha256", "a.example.com", "sel", "from:to:subject:date", " i=x@example.com;")
      FIELDS, "" },
    { "i= elsewhere", WITH (" i=x@evil.org;") FIELDS, "" },
    { "i= without @", WITH (" i=example.com;") FIELDS, "" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_coverage (void)
{
  static const Row rows[] = {
    { "case and blanks", COVERING (" FROM : To:SUBJECT :dAtE ") FIELDS, KEY },
    { "From left out", COVERING ("to:subject:date") FIELDS, "" },
    { "Subject left out", COVERING ("from:to:date") FIELDS, "" },
    { "Date left out", COVERING ("from:to:subject") FIELDS, "" },
    { "To left out", COVERING ("from:subject:date") FIELDS, "" },
    { "To is not there", COVERING ("from:subject:date")
      "From: a@example.com\r\nSubject: x\r\nDate: y\r\n", KEY },
    { "Reply-To added", GOOD FIELDS "Reply-To: a@example.com\r\n", "" },
    { "Reply-To signed", COVERING ("from:to:subject:date:reply-to") FIELDS "Reply-To: a@example.com\r\n", KEY },
    { "second Subject", GOOD FIELDS "Subject: more\r\n", "" },
    { "second Subject with a blank", GOOD FIELDS "Subject : more\r\n", "" },
    { "both Subjects signed", COVERING ("from:subject:to:subject:date") FIELDS "Subject: more\r\n", KEY },
    { "oversigned", COVERING ("from:from:to:to:subject:subject:date:date:reply-to") FIELDS, KEY },
    { "second From", GOOD FIELDS "From: evil@evil.org\r\n", "" },
    { "Content-Type left out: judged with the body", GOOD FIELDS "Content-Type: text/plain\r\n", KEY },
    { "second Content-Type unsigned", COVERING ("from:to:subject:date:content-type")
      FIELDS "Content-Type: text/plain\r\nContent-Type: text/html\r\n", "" },
    { "Content-Type signed", COVERING ("from:to:subject:date:content-type")
      FIELDS "Content-Type: text/plain\r\n", KEY },
    { "empty name in h=", COVERING ("from:to::subject:date") FIELDS, "" },
    { "empty h=", COVERING ("") FIELDS, "" },
    { "commas in h=", COVERING ("from,to,subject,date") FIELDS, "" },
    { "names in the body do not count", GOOD FIELDS "\r\nSubject: more\r\n", KEY },
    { "signature in the body does not count", FIELDS "\r\n" GOOD, "" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_other_tags (void)
{
  static const Row rows[] = {
    { "l= leaves room after the body", WITH (" l=100;") FIELDS, "" },
    { "l=0", WITH (" l=0;") FIELDS, "" },
    { "empty l=", WITH (" l=;") FIELDS, "" },
    { "relaxed/relaxed", WITH (" c=relaxed/relaxed;") FIELDS, KEY },
    { "relaxed", WITH (" c=relaxed;") FIELDS, KEY },
    { "simple/relaxed", WITH (" c=simple/relaxed;") FIELDS, KEY },
    { "unknown canonical form", WITH (" c=nowsp;") FIELDS, "" },
    { "half a canonical form", WITH (" c=relaxed/;") FIELDS, "" },
    { "q=dns/txt", WITH (" q=dns/txt;") FIELDS, KEY },
    { "q= of several", WITH (" q=x/y : dns/txt;") FIELDS, KEY },
    { "q= of another way", WITH (" q=x/y;") FIELDS, "" },
    { "x= is judged with the key", WITH (" t=1; x=2;") FIELDS, KEY },
    { "unknown tags are passed over", WITH (" zz=1; z=copied|fields;") FIELDS, KEY },
    { "no tag list", "DKIM-Signature: pass\r\n" FIELDS, "" },
    { "empty", "DKIM-Signature:\r\n" FIELDS, "" },
    { "another field's name", "X-DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; h=from; bh=" HASH
      "; b=AAAA\r\nFrom: a@example.com\r\n", "" },
    { "ARC never proves", "ARC-Message-Signature: i=1; a=rsa-sha256; d=example.com; s=sel; h=from; bh=" HASH
      "; b=AAAA\r\nFrom: a@example.com\r\n", "" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_several (void)
{
  static const Row rows[] = {
    { "one of two could", SIGNED_BY ("evil.org") GOOD FIELDS, KEY },
    { "two keys", GOOD SIGNATURE ("1", "ed25519-sha256", "example.com", "ed", "from:to:subject:date", "") FIELDS,
      KEY " TXT ed._domainkey.example.com" },
    { "one key is asked for once", GOOD GOOD FIELDS, KEY },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* CF_LIMIT_DKIM_SIGNATURES: the last that is looked at, and the one after it. */
static void
test_limit (void)
{
  for (guint n = CF_LIMIT_DKIM_SIGNATURES - 1; n <= CF_LIMIT_DKIM_SIGNATURES; n++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (GString) header = g_string_new (NULL);
    g_autofree char *keys = NULL;

    for (guint i = 0; i < n; i++)
      g_string_append (header, "DKIM-Signature: none\r\n");
    g_string_append (header, GOOD FIELDS);
    keys = check (header->str, "example.com", 0, facts);
    assert_pending (facts, n < CF_LIMIT_DKIM_SIGNATURES);
  }
}

static void
test_key_length (void)
{
  static const guint lengths[] = { 1, 63, 64, 230, 231 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (GString) selector = g_string_new (NULL);
    g_autofree char *header = NULL;
    g_autofree char *keys = NULL;

    while (selector->len < lengths[i])
      g_string_append (selector, lengths[i] > 64 && selector->len % 2 ? "." : "a");
    if (lengths[i] > 64)
      selector->str[selector->len - 1] = 'a';
    header = g_strdup_printf ("DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=%s; h=from; bh=" HASH
                              "; b=AAAA\nFrom: a@example.com\n", selector->str);
    keys = check (header, "example.com", 0, facts);
    /* "._domainkey.example.com" has 23 bytes, a name at most 253. */
    assert_pending (facts, lengths[i] != 64 && lengths[i] + 23 <= 253);
  }
}

/* Japanese second-level domains, international ones, and none. */
static void
test_sender_domains (void)
{
  static const struct { const char *domain, *signs, *organizational; gboolean pending; } rows[] = {
    { "mail.example.co.jp", "example.co.jp", "example.co.jp", TRUE },
    { "example.co.jp", "co.jp", "example.co.jp", FALSE },
    { "example.co.jp", "other.co.jp", "example.co.jp", FALSE },
    { "xn--r8jz45g.jp", "例え.jp", "xn--r8jz45g.jp", TRUE },
    { "xn--r8jz45g.jp", "a.xn--r8jz45g.jp", "xn--r8jz45g.jp", TRUE },
    { "a.github.io", "b.github.io", "a.github.io", FALSE },
    { "github.io", "github.io", NULL, TRUE },
    { "[192.0.2.1]", "[192.0.2.1]", NULL, FALSE },
    { "192.0.2.1", "192.0.2.1", NULL, FALSE },
    { "", "", NULL, FALSE },
    { NULL, "example.com", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *header = g_strdup_printf ("DKIM-Signature: v=1; a=rsa-sha256; d=%s; s=sel; h=from; bh=" HASH
                                               "; b=AAAA\r\nFrom: x\r\n", rows[i].signs);
    g_autofree char *keys = check (header, rows[i].domain, 0, facts);

    g_test_message ("%s signed by %s", rows[i].domain, rows[i].signs);
    assert_pending (facts, rows[i].pending);
    g_assert_cmpstr (facts->sender.organizational_domain, ==, rows[i].organizational);
  }
}

/* What mime found can make a proof impossible; then nothing is asked. */
static void
test_never_proved (void)
{
  static const CfEvidence spoils[] = {
    CF_M (HEADERS_AMBIGUOUS), CF_M (FROM_DUPLICATE), CF_M (FROM_SEVERAL), CF_M (BYTES_REWRITTEN),
  };
  static const CfEvidence does_not[] = { 0, CF_M (HEADERS_STRICT), CF_M (SIGNED), CF_M (SENDER_DIFFERS) };

  for (guint i = 0; i < G_N_ELEMENTS (spoils); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *keys = check (GOOD FIELDS, "example.com", spoils[i], facts);

    g_assert_cmpstr (keys, ==, "");
    assert_pending (facts, FALSE);
    g_assert_cmpuint (facts->evidence & spoils[i], ==, spoils[i]);
  }

  for (guint i = 0; i < G_N_ELEMENTS (does_not); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *keys = check (GOOD FIELDS, "example.com", does_not[i], facts);

    g_assert_cmpstr (keys, ==, KEY);
    g_assert_cmpuint (facts->evidence & does_not[i], ==, does_not[i]);
  }
}

static void
test_reply (void)
{
  static const struct { const char *domain, *address, *reply_to; gboolean differs; const char *shown; } rows[] = {
    { "example.co.jp", "a@example.co.jp", NULL, FALSE, NULL },
    { "example.co.jp", "a@example.co.jp", "", FALSE, NULL },
    { "example.co.jp", "a@example.co.jp", "a@example.co.jp", FALSE, NULL },
    { "example.co.jp", "a@example.co.jp", "Desk <b@example.co.jp>, \"c, d\" <c@www.example.co.jp>,", FALSE,
      "b@example.co.jp" },
    { "example.co.jp", "a@example.co.jp", "a@www.example.co.jp, mallory@evil.example", TRUE, "mallory@evil.example" },
    { "example.co.jp", "a@example.co.jp", "a@example.co.jp\nReply-To: mallory@evil.example", TRUE,
      "mallory@evil.example" },
    { "example.co.jp", "a@example.co.jp", "\"x, a@example.co.jp\" <mallory@evil.example>", TRUE,
      "mallory@evil.example" },
    { "example.co.jp", "a@example.co.jp", "=?utf-8?q?mallory=40evil.example?=", TRUE, "mallory@evil.example" },
    { "example.co.jp", "a@example.co.jp", "=?utf-8?q?Bank_=3Ca=40example.co.jp=3E?=", TRUE,
      "=?utf-8?q?Bank_=3Ca=40example.co.jp=3E?=" },
    { "example.co.jp", "a@example.co.jp", "mallory\xef\xbc\xa0" "evil.example", TRUE,
      "mallory\xef\xbc\xa0" "evil.example" },
    { "example.co.jp", "a@example.co.jp", "x: a@example.co.jp;", TRUE, "x: a@example.co.jp;" },
    { "example.co.jp", "a@example.co.jp", "a@example.co.jp;mallory@evil.example", TRUE, "mallory@evil.example" },
    { "example.co.jp", "a@example.co.jp", "a@example.co.jp\r, mallory@evil.example", TRUE, "mallory@evil.example" },
    { "mail.example.co.jp", "a@mail.example.co.jp", "help@web.example.co.jp", FALSE, NULL },
    { "example.co.jp", "a@example.co.jp", "a@EXAMPLE.co.jp", FALSE, NULL },
    { "example.co.jp", "a@example.co.jp", "a@example2.co.jp", TRUE, NULL },
    { "example.co.jp", "a@example.co.jp", "a@co.jp", TRUE, NULL },
    { "example.co.jp", "a@example.co.jp", "a@example.co.jp.evil.org", TRUE, NULL },
    { "example.co.jp", "a@example.co.jp", "\"a@example.co.jp\"@evil.org", TRUE, NULL },
    { "example.co.jp", "a@example.co.jp", "nobody", TRUE, NULL },
    { "example.co.jp", "a@example.co.jp", "a@[192.0.2.1]", TRUE, NULL },
    { "xn--r8jz45g.jp", "a@例え.jp", "b@例え.jp", FALSE, NULL },
    { "someone.github.io", "a@someone.github.io", "a@other.github.io", TRUE, NULL },
    { "[192.0.2.1]", "a@[192.0.2.1]", "a@[192.0.2.1]", TRUE, NULL },
    { "[192.0.2.1]", "a@[192.0.2.1]", "b@[192.0.2.1]", TRUE, NULL },
    { NULL, NULL, "a@example.co.jp", FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *header = g_strdup_printf ("From: x\n%s%s\n", rows[i].reply_to == NULL ? "X: " : "Reply-To: ",
                                               rows[i].reply_to == NULL ? "" : rows[i].reply_to);
    g_autofree char *keys = NULL;

    facts->sender.address = g_strdup (rows[i].address);
    keys = check (header, rows[i].domain, 0, facts);
    g_test_message ("%s", rows[i].reply_to);
    g_assert_cmpint ((facts->evidence & CF_M (REPLY_DIFFERS)) != 0, ==, rows[i].differs);
    if (rows[i].shown != NULL)
      g_assert_cmpstr (facts->sender.reply_to, ==, rows[i].shown);
  }
}

/* Whatever is before it, a stranger's address is found, or the field is one that nobody can compare. */
static void
test_reply_many (void)
{
  static const char *const frames[] = { "%s", "(%s)", "\"%s\"" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (frames); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (GString) list = g_string_new ("b@example.com");
    g_autoptr (GString) header = g_string_new ("Reply-To: ");
    g_autofree char *keys = NULL;

    for (guint n = 0; n < (i % 2 == 0 ? 120 : 2000); n++)
      g_string_append_printf (list, ",\n a%u@example.com", n);
    g_string_append (header, frames[i / 2]);
    g_string_replace (header, "%s", list->str, 1);
    g_string_append (header, i / 2 == 0 ? ", mallory@evil.example\n" : " <mallory@evil.example>\n");
    keys = check (header->str, "example.com", 0, facts);
    g_assert_true (facts->evidence & CF_M (REPLY_DIFFERS));
  }
}

/* Whatever the bytes are: one of two answers, and a question is one name. */
static void
test_garbage (void)
{
  static const char seed[] = GOOD FIELDS;
  gsize length = strlen (seed);

  for (guint i = 0; i < 20000; i++) {
    g_autofree guint8 *bytes = g_memdup2 (seed, length);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    gsize cut = g_test_rand_int_range (0, length + 1);

    for (gint n = g_test_rand_int_range (0, 6); n > 0; n--)
      bytes[g_test_rand_int_range (0, length)] = g_test_rand_int_range (0, 256);
    /* Of its own size, so that a read past the end is seen. */
    bytes = g_realloc (bytes, MAX (cut, 1));

    facts->sender.domain = g_strdup ("example.com");
    cf_domain_check (cf_span (bytes, cut), facts, questions);
    assert_pending (facts, (facts->evidence & CF_M (DOMAIN_PENDING)) != 0);
    for (guint j = 0; j < cf_questions_get_n (questions); j++) {
      const char *key = cf_questions_get (questions, j)->key;

      g_assert_true (g_str_has_prefix (key, "TXT "));
      g_assert_true (strspn (key + 4, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == strlen (key + 4));
    }
  }
}

/* Megabytes of fields, tags or names cost about as much as reading them. */
static void
test_large (void)
{
  static const char *const pieces[] = { "Subject: x\n", "DKIM-Signature: a=1;b=2\n", "X:\n ",
                                        "DKIM-Signature: v=1;h=a:b\n" };
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (GString) header = g_string_new ("DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; h=from");
    g_autofree char *keys = NULL;

    while (header->len < CF_LIMIT_HEADER_BYTES / 2)
      g_string_append (header, ":x");
    g_string_append (header, "; bh=" HASH "; b=AAAA\n");
    while (header->len < CF_LIMIT_HEADER_BYTES)
      g_string_append (header, pieces[i]);
    keys = check (header->str, "example.com", 0, facts);
    assert_pending (facts, g_str_has_prefix (pieces[i], "X:") || g_str_has_prefix (pieces[i], "DKIM"));
  }

  g_test_message ("%" G_GINT64_FORMAT " us", g_get_monotonic_time () - start);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_domain_prepare ();
  cf_mime_prepare ();
  g_test_add_func ("/domain/check/signatures", test_signatures);
  g_test_add_func ("/domain/check/alignment", test_alignment);
  g_test_add_func ("/domain/check/coverage", test_coverage);
  g_test_add_func ("/domain/check/other-tags", test_other_tags);
  g_test_add_func ("/domain/check/several", test_several);
  g_test_add_func ("/domain/check/limit", test_limit);
  g_test_add_func ("/domain/check/key-length", test_key_length);
  g_test_add_func ("/domain/check/sender-domains", test_sender_domains);
  g_test_add_func ("/domain/check/never-proved", test_never_proved);
  g_test_add_func ("/domain/check/reply", test_reply);
  g_test_add_func ("/domain/check/reply-many", test_reply_many);
  g_test_add_func ("/domain/check/garbage", test_garbage);
  g_test_add_func ("/domain/check/large", test_large);
  return g_test_run ();
}
