/* test-sender.c — who the mail says it is from, and its words */
#include "mime-test.h"

/* @evidence: which of the bits that the rows are about must be there. */
#define BITS (CF_M (ONE_FROM) | CF_M (FROM_DUPLICATE) | CF_M (FROM_SEVERAL) | CF_M (FROM_EMPTY) | CF_M (SENDER_DIFFERS))
#define ONE CF_M (ONE_FROM)
#define TWICE CF_M (FROM_DUPLICATE)
#define SEVERAL CF_M (FROM_SEVERAL)
#define EMPTY CF_M (FROM_EMPTY)
#define OTHER CF_M (SENDER_DIFFERS)

typedef struct {
  const char *header;
  const char *address;
  const char *name;
  const char *domain;
  guint n_fields;
  const char *addresses; /* all of them, one behind the other */
  CfEvidence evidence;
} Row;

static const Row rows[] = {
  { "From: alice@example.org\n", "alice@example.org", NULL, "example.org", 1, "alice@example.org", ONE },
  { "From: Alice <alice@Example.ORG>\n", "alice@Example.ORG", "Alice", "example.org", 1, "alice@Example.ORG", ONE },
  { "From: \"Bank, Inc.\" <a@b>\n", "a@b", "Bank, Inc.", "b", 1, "a@b", ONE },
  { "From: \"say \\\"hi\\\"\" <a@b>\n", "a@b", "say \"hi\"", "b", 1, "a@b", ONE },
  { "From: a@b (Alice)\n", "a@b", "Alice", "b", 1, "a@b", ONE },
  { "From: a..b.@docomo.example\n", "a..b.@docomo.example", NULL, "docomo.example", 1, "a..b.@docomo.example", ONE },
  { "From: Alice <.a@docomo.example>\n", ".a@docomo.example", "Alice", "docomo.example", 1, ".a@docomo.example", ONE },
  { "From: \"a..b\"@docomo.example\n", "a..b@docomo.example", NULL, "docomo.example", 1, "a..b@docomo.example", ONE },
  { "From: x@\xe4\xbe\x8b\xe3\x81\x88.jp\n", "x@\xe4\xbe\x8b\xe3\x81\x88.jp", NULL, "xn--r8jz45g.jp", 1,
    "x@\xe4\xbe\x8b\xe3\x81\x88.jp", ONE },
  { "From: x@xn--r8jz45g.jp\n", "x@xn--r8jz45g.jp", NULL, "xn--r8jz45g.jp", 1, "x@xn--r8jz45g.jp", ONE },
  { "From: =?utf-8?Q?Bank=40x?= <a@b>\n", "a@b", "Bank@x", "b", 1, "a@b Bank@x", 0 },
  { "From: =?utf-8?Q?info=40bank?=\n", NULL, "info@bank", NULL, 1, "info@bank", EMPTY },
  { "From: =?utf-8?Q?info?=@bank\n", "=?utf-8?Q?info?=@bank", NULL, "bank", 1, "=?utf-8?Q?info?=@bank info@bank", 0 },
  { "From: info@ba\xc2\xadnk\n", "info@ba\\u{00AD}nk", NULL, "bank", 1, "info@bank", ONE },
  { "From: info@ba\xe2\x80\x8bnk\n", "info@ba\\u{200B}nk", NULL, "bank", 1, "info@bank", ONE },
  { "From: info@bank..\n", "info@bank..", NULL, "bank", 1, "info@bank", ONE },
  { "X-A: b\rFrom: info@bank\nFrom: mallory@evil\n", "mallory@evil", NULL, "evil", 1, "info@bank mallory@evil", 0 },
  { "X-A: b\rFrom: info@bank\rFrom: c@d\n", NULL, NULL, NULL, 0, "info@bank c@d", EMPTY },
  { "From: <info@bank>\r.evil\n", "info@bank", NULL, "bank", 1, "info@bank", ONE },
  { "From: Alice\n <a@b>\n", "a@b", "Alice", "b", 1, "a@b", ONE },

  { "", NULL, NULL, NULL, 0, "", EMPTY },
  { "From:\n", NULL, NULL, NULL, 1, "", EMPTY },
  { "From: <>\n", NULL, "<>", NULL, 1, "", EMPTY },
  { "From: Bank\n", NULL, "Bank", NULL, 1, "", EMPTY },
  { "From: undisclosed:;\n", NULL, "undisclosed:;", NULL, 1, "", EMPTY },
  { "From: a@\n", NULL, "a@", NULL, 1, "", EMPTY },
  /* Whoever it is there, a rule for the domain holds. */
  { "From: @b\n", NULL, "@b", NULL, 1, "?@b", EMPTY },
  { "From: Bank <info@ba()nk>\n", "info@ba", "Bank", "ba", 1, "info@ba info@bank", 0 },
  { "From: <info@b\"\"ank>\n", "info@b", NULL, "b", 1, "info@b info@bank", 0 },
  { "From: <info@ba\n nk>\n", "info@ba", NULL, "ba", 1, "info@ba info@bank", 0 },
  { "X: a\rFrom:\n <info@bank>\nFrom: c@d\n", "c@d", NULL, "d", 1, "info@bank c@d", 0 },
  { "From: a@b, c@d\n", "a@b", NULL, "b", 1, "a@b c@d", SEVERAL },
  { "From: x: a@b, c@d;\n", "a@b", "x", "b", 1, "a@b c@d", SEVERAL },
  { "From: x: a@b;\n", "a@b", "x", "b", 1, "a@b", ONE },
  { "From: \"x y\": Bob <a@b>;\n", "a@b", "x y: Bob", "b", 1, "a@b", ONE },
  { "From: alice@bank;mallory@evil\n", "alice@bank", NULL, "bank", 1, "alice@bank mallory@evil", SEVERAL },
  { "From: a@b <c@d>\n", "c@d", "a@b", "d", 1, "c@d a@b", SEVERAL },
  { "From: a@b <a@B>\n", "a@B", "a@b", "b", 1, "a@B", ONE },
  { "From: a@b, a@b\n", "a@b", NULL, "b", 1, "a@b", ONE },
  { "From: a@b (c@d)\n", "a@b", "c@d", "b", 1, "a@b c@d", SEVERAL },
  { "From: <@r:x@xn--r8jz45g.jp>\n", "x@xn--r8jz45g.jp", NULL, "xn--r8jz45g.jp", 1, "x@xn--r8jz45g.jp ?@r", 0 },
  { "From: <@c:a@b>\n", "a@b", NULL, "b", 1, "a@b ?@c", 0 },
  { "From: Alice <a@b\n", "a@b", "Alice", "b", 1, "a@b", ONE },
  { "From : a@b\n", "a@b", NULL, "b", 1, "a@b", ONE },
  { "From: a@b\nFrom: c@d\n", "a@b", NULL, "b", 2, "a@b c@d", TWICE },
  { "From: a@b\nFrom: a@b\n", "a@b", NULL, "b", 2, "a@b", TWICE },
  { "From:\nFrom: c@d\n", "c@d", NULL, "d", 2, "c@d", TWICE },
  { "From: Bank\nFrom: c@d\n", "c@d", NULL, "d", 2, "c@d", TWICE },
  { "From: a@b, e@f\nfrom: c@d\n", "a@b", NULL, "b", 2, "a@b e@f c@d", TWICE | SEVERAL },
  { "From: a..b@c, d@e\n", "d@e", NULL, "e", 1, "d@e a..b@c", SEVERAL },
  { "From: \"=?utf-8?Q?Bank?=\" <a@b>\n", "a@b", "Bank", "b", 1, "a@b", ONE },

  { "From: a@b\nSender: a@b\n", "a@b", NULL, "b", 1, "a@b", ONE },
  { "From: a@b\nSender: Alice <a@B>\n", "a@b", NULL, "b", 1, "a@b", ONE },
  { "From: a@b\nSender: c@b\n", "a@b", NULL, "b", 1, "a@b", ONE | OTHER },
  { "From: a@b\nSender: nobody\n", "a@b", NULL, "b", 1, "a@b", ONE },
  { "Sender: c@b\n", NULL, NULL, NULL, 0, "", EMPTY },
};

static char *
join_addresses (const CfSenderFacts *sender)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < sender->from_addresses->len; i++)
    g_string_append_printf (out, "%s%s", i == 0 ? "" : " ", (char *) g_ptr_array_index (sender->from_addresses, i));

  return g_string_free (out, FALSE);
}

static void
test_rows (void)
{
  for (guint i = 0; i < 2 * G_N_ELEMENTS (rows); i++) {
    const Row *row = &rows[i / 2];
    g_autofree char *lf = g_strconcat (row->header, "\nhello\n", NULL);
    g_autofree char *text = i % 2 ? test_to_crlf (lf) : g_strdup (lf);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = test_read (text, facts);
    g_autofree char *addresses = join_addresses (&facts->sender);

    g_test_message ("%s", row->header);
    test_check_invariants (mime, facts, mime->message);
    g_assert_cmpstr (facts->sender.address, ==, row->address);
    g_assert_cmpstr (facts->sender.display_name, ==, row->name);
    g_assert_cmpstr (facts->sender.domain, ==, row->domain);
    g_assert_cmpuint (facts->sender.from_count, ==, row->n_fields);
    g_assert_cmpstr (addresses, ==, row->addresses);
    g_assert_cmphex (facts->evidence & BITS, ==, row->evidence);
  }
}

/* Text that hides or turns other text is shown as what it is. */
static void
test_visible (void)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read ("From: =?utf-8?Q?a=E2=80=AEb?= <a@b>\nSubject: x\xe2\x80\x8by\n"
                                       "Message-ID: <a\xc2\xad@b>\n\n", facts);

  g_assert_cmpuint (cf_mime_get_n_parts (mime), ==, 1);
  g_assert_cmpstr (facts->sender.display_name, ==, "a\\u{202E}b");
  g_assert_cmpstr (facts->subject, ==, "x\\u{200B}y");
  g_assert_cmpstr (facts->message_id, ==, "a\\u{00AD}@b");
}

static void
test_other_fields (void)
{
  static const struct {
    const char *header;
    const char *subject;
    const char *message_id;
    const char *sender;
    const char *reply_to;
    CfTime date;
  } field_rows[] = {
    { "", NULL, NULL, NULL, NULL, CF_TIME_UNKNOWN },
    { "Subject: a  b\n\tc\n", "a b c", NULL, NULL, NULL, CF_TIME_UNKNOWN },
    { "Subject:\n", "", NULL, NULL, NULL, CF_TIME_UNKNOWN },
    { "Subject: one\nSubject: two\n", "one", NULL, NULL, NULL, CF_TIME_UNKNOWN },
    { "Subject: =?utf-8?B?w7w=?= =?utf-8?Q?=C3=BC?= x\n", "\xc3\xbc\xc3\xbc x", NULL, NULL, NULL, CF_TIME_UNKNOWN },
    { "Message-ID: <1@x>\n", NULL, "1@x", NULL, NULL, CF_TIME_UNKNOWN },
    { "Message-ID: 1@x\n", NULL, "1@x", NULL, NULL, CF_TIME_UNKNOWN },
    { "Message-ID: <1@x> y\n", NULL, "<1@x> y", NULL, NULL, CF_TIME_UNKNOWN },
    { "Message-ID:\n", NULL, NULL, NULL, NULL, CF_TIME_UNKNOWN },
    { "Sender: Bob <b@c>\n", NULL, NULL, "b@c", NULL, CF_TIME_UNKNOWN },
    { "Reply-To: Bob <b@c>, d@e\n", NULL, NULL, NULL, "b@c", CF_TIME_UNKNOWN },
    { "Reply-To: x@a.example, d@e\n", NULL, NULL, NULL, "d@e", CF_TIME_UNKNOWN },
    { "Reply-To: x@a.example\nReply-To: d@e\n", NULL, NULL, NULL, "d@e", CF_TIME_UNKNOWN },
    { "Reply-To: x@A.example\n", NULL, NULL, NULL, "x@A.example", CF_TIME_UNKNOWN },
    { "Date: Sat, 20 Feb 2021 10:07:02 -0500\n", NULL, NULL, NULL, NULL, 1613833622 },
    { "Date: 20 Feb 2021 15:07:02 +0000 (UTC)\n", NULL, NULL, NULL, NULL, 1613833622 },
    { "Date: yesterday\n", NULL, NULL, NULL, NULL, CF_TIME_UNKNOWN },
    { "Date:\n", NULL, NULL, NULL, NULL, CF_TIME_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (field_rows); i++) {
    g_autofree char *text = g_strconcat ("From: a@a.example\n", field_rows[i].header, "\nhello\n", NULL);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = test_read (text, facts);

    g_test_message ("%s", field_rows[i].header);
    g_assert_nonnull (mime);
    g_assert_cmpstr (facts->subject, ==, field_rows[i].subject);
    g_assert_cmpstr (facts->message_id, ==, field_rows[i].message_id);
    g_assert_cmpstr (facts->sender.sender, ==, field_rows[i].sender);
    g_assert_cmpstr (facts->sender.reply_to, ==, field_rows[i].reply_to);
    g_assert_cmpint (facts->sender.date, ==, field_rows[i].date);
  }
}

static const char *
get_last_address (const CfFacts *facts)
{
  return g_ptr_array_index (facts->sender.from_addresses, facts->sender.from_addresses->len - 1);
}

/* CF607: none hides behind others, however many they are. */
static void
test_many_addresses (void)
{
  guint n = 50000;
  g_autoptr (GString) text = g_string_new ("From: ");
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = NULL;
  clock_t start = clock ();

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%sa%u@b.example", i == 0 ? "" : ",", i);
  g_string_append (text, "\nFrom: last@example.org\n\nhello\n");
  mime = test_read (text->str, facts);

  g_assert_nonnull (mime);
  g_assert_cmpuint (facts->limit, ==, 0);
  g_assert_cmpuint (facts->sender.from_addresses->len, >, n);
  g_assert_cmpstr (facts->sender.address, ==, "a0@b.example");
  g_assert_cmpstr (get_last_address (facts), ==, "last@example.org");
  g_assert_true (facts->evidence & CF_M (FROM_SEVERAL));
  g_assert_true (facts->evidence & CF_M (FROM_DUPLICATE));
  g_assert_cmpfloat (test_seconds_since (start), <, 5.0);
}

/* As many as a header can hold, two letters each: CF_LIMIT_FROM_LOOKUPS is never what ends them. */
static void
test_most_addresses (void)
{
  const guint n = (CF_LIMIT_HEADER_BYTES - 16) / 4;
  g_autoptr (GString) text = g_string_sized_new (CF_LIMIT_HEADER_BYTES);
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = NULL;

  g_string_append (text, "From: ");
  for (guint i = 0; i < n - 1; i++)
    g_string_append (text, "a@b,");
  g_string_append (text, "z@z\n\n");
  mime = test_read (text->str, facts);

  g_assert_nonnull (mime);
  g_assert_cmpuint (facts->limit, ==, 0);
  g_assert_cmpuint (n, <, CF_LIMIT_FROM_LOOKUPS);
  g_assert_cmpuint (facts->sender.from_addresses->len, >, 1);
  g_assert_cmpstr (get_last_address (facts), ==, "z@z");
}

/* Where a limit ends the reading, the mail still says who it is from. */
static void
test_behind_limit (void)
{
  for (guint n_fields = CF_LIMIT_HEADER_FIELDS - 10; n_fields <= CF_LIMIT_HEADER_FIELDS + 10; n_fields += 10) {
    g_autoptr (GString) text = g_string_new ("From: mallory@evil.example\n");
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = NULL;

    for (guint i = 0; i < n_fields; i++)
      g_string_append (text, "X-A: b\n");
    g_string_append (text, "From: info@bank.example\n\nFrom: body@example.org\n");
    mime = test_read (text->str, facts);

    test_check_invariants (mime, facts, mime->message);
    g_assert_cmpint (facts->limit != 0, ==, n_fields >= CF_LIMIT_HEADER_FIELDS);
    g_assert_cmpuint (facts->sender.from_count, ==, 2);
    g_assert_cmpuint (facts->sender.from_addresses->len, ==, 2);
    g_assert_cmpstr (get_last_address (facts), ==, "info@bank.example");
    g_assert_true (facts->evidence & CF_M (FROM_DUPLICATE));
  }
}

/* What is shown may be cut, the domain that an expectation is looked up for may not. */
static void
test_long_addresses (void)
{
  static const guint lengths[] = { 300, 1100, 100000, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autofree char *fill = g_strnfill (lengths[i], 'a');
    g_autofree char *long_local = g_strdup_printf ("From: Bank <%s@bank.example>\n\n", fill);
    g_autofree char *long_domain = g_strdup_printf ("From: Bank <info@%s.bank.example>\n\n", fill);
    g_autoptr (CfFacts) local_facts = cf_facts_new ();
    g_autoptr (CfFacts) domain_facts = cf_facts_new ();
    g_autoptr (CfMime) local = test_read (long_local, local_facts);
    g_autoptr (CfMime) domain = test_read (long_domain, domain_facts);

    g_assert_true (g_str_has_suffix (get_last_address (local_facts), "@bank.example"));
    g_assert_true (g_str_has_suffix (get_last_address (domain_facts), ".bank.example"));
    g_assert_cmpuint (strlen (get_last_address (local_facts)), <, 4 * CF_KIB);
    g_assert_cmpuint (strlen (get_last_address (domain_facts)), <, 4 * CF_KIB);
    g_assert_cmpint (!!(local_facts->evidence & CF_M (HEADERS_STRICT)), ==, lengths[i] == 300);
    g_assert_cmpint (!!(domain_facts->evidence & CF_M (HEADERS_STRICT)), ==, FALSE);
    g_assert_nonnull (local);
    g_assert_nonnull (domain);
  }
}

/* A NUL ends the address or the field's name, or is a byte like any other. */
static void
test_nul (void)
{
  static const struct {
    const char text[64];
    gsize length;
    const char *addresses;
  } nul_rows[] = {
    { "From: info@bank\0.evil\n\n", 24, "info@bank?.evil info@bank" },
    { "From\0: info@bank\nFrom: c@d\n\n", 29, "info@bank c@d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (nul_rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = cf_mime_read (cf_span (nul_rows[i].text, nul_rows[i].length), facts);
    g_autofree char *addresses = join_addresses (&facts->sender);

    g_assert_cmpstr (addresses, ==, nul_rows[i].addresses);
    g_assert_false (facts->evidence & CF_M (HEADERS_STRICT));
    g_assert_nonnull (mime);
  }
}

/* GMime alone would end with the stack, or take minutes. */
static void
test_hostile_from (void)
{
  static const char *const pieces[] = { "a:", "a,", "(", "\"", "<", "a@b,", "=?utf-8?Q?a?= ", "\\", "@", "[", ":;" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) text = g_string_new ("From: ");
    clock_t start = clock ();
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = NULL;

    while (text->len < 900 * CF_KIB)
      g_string_append (text, pieces[i]);
    g_string_append (text, " <mallory@evil.example>\n\nhello\n");
    mime = test_read (text->str, facts);
    test_check_invariants (mime, facts, mime->message);
    g_assert_false (facts->evidence & CF_M (HEADERS_STRICT));
    g_assert_cmpuint (facts->sender.from_addresses->len, >=, 1);
    g_test_message ("%s: %f s", pieces[i], test_seconds_since (start));
    g_assert_cmpfloat (test_seconds_since (start), <, 5.0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/sender/rows", test_rows);
  g_test_add_func ("/mime/sender/visible", test_visible);
  g_test_add_func ("/mime/sender/other-fields", test_other_fields);
  g_test_add_func ("/mime/sender/many-addresses", test_many_addresses);
  g_test_add_func ("/mime/sender/most-addresses", test_most_addresses);
  g_test_add_func ("/mime/sender/behind-limit", test_behind_limit);
  g_test_add_func ("/mime/sender/long-addresses", test_long_addresses);
  g_test_add_func ("/mime/sender/nul", test_nul);
  g_test_add_func ("/mime/sender/hostile-from", test_hostile_from);
  return g_test_run ();
}
