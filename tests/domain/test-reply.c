/* test-reply.c — whether the answer would go to somebody else, and whose domain it is */
#include "cf-domain.h"
#include "cf-limits.h"

/* What domain states of a header, the sender being somebody that mime found. */
static CfFacts *
check (const char *header, const char *address, const char *domain)
{
  CfFacts *facts = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (cf_span_str (header), facts);
  g_autoptr (CfQuestions) questions = cf_questions_new ();
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  CfDomainRules rules = { 0 };
  CfDomainContext context = { mime, &rules, NULL, 0, 0, questions };
  g_autoptr (CfDomainCheck) self = NULL;

  g_free (facts->sender.address);
  g_free (facts->sender.domain);
  facts->sender.address = g_strdup (address);
  facts->sender.domain = g_strdup (domain);
  self = cf_domain_begin (&context, pass, facts);
  cf_mime_pass_run (pass);
  cf_domain_end (self, pass, facts);
  return facts;
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
    g_autofree char *header = g_strdup_printf ("From: x\n%s%s\n", rows[i].reply_to == NULL ? "X: " : "Reply-To: ",
                                               rows[i].reply_to == NULL ? "" : rows[i].reply_to);
    g_autoptr (CfFacts) facts = check (header, rows[i].address, rows[i].domain);

    g_test_message ("%s", rows[i].reply_to);
    g_assert_cmpint ((facts->evidence & CF_M (REPLY_DIFFERS)) != 0, ==, rows[i].differs);
    if (rows[i].shown != NULL)
      g_assert_cmpstr (facts->sender.reply_to, ==, rows[i].shown);
  }
}

/* Other fields by which a mail client answers; nobody seals this mail, so nobody vouches for one that names a stranger. */
static void
test_other_fields (void)
{
  static const struct { const char *fields; gboolean differs, unproved; const char *shown; } rows[] = {
    { "Reply-To: c@example.org\n", TRUE, FALSE, "c@example.org" },
    { "Mail-Reply-To: mallory@evil.example\n", TRUE, TRUE, "mallory@evil.example" },
    { "Mail-Reply-To: b@example.com, mallory@evil.example\n", TRUE, TRUE, "mallory@evil.example" },
    { "Mail-Reply-To: b@www.example.com\n", FALSE, FALSE, "b@www.example.com" },
    { "Mail-Reply-To: nobody\n", TRUE, TRUE, "nobody" },
    { "mail-followup-to: a@example.com\nMAIL-FOLLOWUP-TO: <mallory@evil.example>\n", TRUE, TRUE, "mallory@evil.example" },
    { "List-Post: <mailto:mallory@evil.example>\n", TRUE, TRUE, "mallory@evil.example" },
    { "List-Post: <mailto:staff@example.com>\n", FALSE, FALSE, "staff@example.com" },
    { "List-Post: NO (posting not allowed on this list)\n", FALSE, FALSE, NULL },
    { "Reply-To: b@example.com\nList-Post: <mailto:staff@example.com>\n", FALSE, FALSE, "b@example.com" },
    { "Reply-To: b@example.com\nList-Post: <mailto:mallory@evil.example>\n", TRUE, TRUE, "mallory@evil.example" },
    { "List-Post: <mailto:mallory@evil.example>\nReply-To: c@example.org\n", TRUE, TRUE, "c@example.org" },
    { "To: users@lists.test\nList-Post: <mailto:users@LISTS.test>\n", FALSE, FALSE, NULL },
    { "To: x@y.test\nCc: z@y.test, users@lists.test\nList-Post: <mailto:users@lists.test>\n", FALSE, FALSE, NULL },
    { "To: Users@lists.test\nList-Post: <mailto:users@lists.test>\n", TRUE, TRUE, "users@lists.test" },
    { "To: users@lists.test\nList-Post: <mailto:users@lists.test,mallory@evil.example>\n", TRUE, TRUE, "mallory@evil.example" },
    { "To: users@lists.test\nList-Post: <mailto:users@lists.test?cc=mallory@evil.example>\n", TRUE, TRUE, NULL },
    { "To: users@example.org\nList-Post: <mailto:users@lists.test>\n", TRUE, TRUE, "users@lists.test" },
    { "To: nobody\nCc: users@example.org\nMail-Followup-To: users\n", TRUE, TRUE, "users" },
    { "To: users@lists.test\nMail-Followup-To: users@lists.test, a@example.com\n", FALSE, FALSE, "a@example.com" },
    { "To: mallory@evil.example\nMail-Reply-To: mallory@evil.example\n", TRUE, TRUE, "mallory@evil.example" },
    { "To: mallory@evil.example\nReply-To: mallory@evil.example\n", TRUE, FALSE, "mallory@evil.example" },
    { "X-Reply-To: mallory@evil.example\nErrors-To: mallory@evil.example\n", FALSE, FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *header = g_strdup_printf ("From: a@example.com\n%s\n", rows[i].fields);
    g_autoptr (CfFacts) facts = check (header, "a@example.com", "example.com");

    g_test_message ("%s", rows[i].fields);
    g_assert_cmpint ((facts->evidence & CF_M (REPLY_DIFFERS)) != 0, ==, rows[i].differs);
    g_assert_cmpint ((facts->evidence & CF_M (REPLY_UNPROVED)) != 0, ==, rows[i].unproved);
    if (rows[i].shown != NULL || !rows[i].differs)
      g_assert_cmpstr (facts->sender.reply_to, ==, rows[i].shown);
  }
}

/* Whatever is before it, a stranger's address is found, or the field is one that nobody can compare. */
static void
test_reply_many (void)
{
  static const char *const frames[] = { "%s", "(%s)", "\"%s\"" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (frames); i++) {
    g_autoptr (CfFacts) facts = NULL;
    g_autoptr (GString) list = g_string_new ("b@example.com");
    g_autoptr (GString) header = g_string_new ("Reply-To: ");

    for (guint n = 0; n < (i % 2 == 0 ? 120 : 2000); n++)
      g_string_append_printf (list, ",\n a%u@example.com", n);
    g_string_append (header, frames[i / 2]);
    g_string_replace (header, "%s", list->str, 1);
    g_string_append (header, i / 2 == 0 ? ", mallory@evil.example\n" : " <mallory@evil.example>\n");
    facts = check (header->str, NULL, "example.com");
    g_assert_true (facts->evidence & CF_M (REPLY_DIFFERS));
  }
}

/* Japanese second-level domains, international ones, and none. */
static void
test_organizations (void)
{
  static const struct { const char *domain, *organizational; } rows[] = {
    { "mail.example.co.jp", "example.co.jp" },
    { "example.co.jp", "example.co.jp" },
    { "xn--r8jz45g.jp", "xn--r8jz45g.jp" },
    { "a.github.io", "a.github.io" },
    { "github.io", NULL },
    { "[192.0.2.1]", NULL },
    { "192.0.2.1", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = check ("From: x\n", NULL, rows[i].domain);

    g_assert_cmpstr (facts->sender.organizational_domain, ==, rows[i].organizational);
    g_assert_true (facts->evidence & CF_M (DOMAIN_NOT_PROVED));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_domain_prepare ();
  cf_mime_prepare ();
  g_test_add_func ("/domain/reply/differs", test_reply);
  g_test_add_func ("/domain/reply/other-fields", test_other_fields);
  g_test_add_func ("/domain/reply/many", test_reply_many);
  g_test_add_func ("/domain/reply/organizations", test_organizations);
  return g_test_run ();
}
