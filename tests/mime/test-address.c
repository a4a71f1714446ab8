/* test-address.c — the addresses of a field, and whether they are all of it */
#include "mime-test.h"

#include "cf-mime-address.h"

static void
test_rows (void)
{
  static const struct {
    const char *header;
    const char *addresses; /* one behind the other */
    const char *odd;
  } rows[] = {
    { "", "", NULL },
    { "From: a@b\n", "", NULL },
    { "Reply-To:\n", "", NULL },
    { "Reply-To: ,\n", "", NULL },
    { "Reply-To: a@b\n", "a@b", NULL },
    { "reply-to: Alice <a@b>,\n \"c, d\" <c@d>,,e@f\n", "a@b c@d e@f", NULL },
    { "Reply-To: a@b\nX: y@z\nReply-To: c@d\n", "a@b c@d", NULL },
    { "Reply-To: =?utf-8?q?Bank?= <a@b>\n", "a@b", NULL },
    { "Reply-To: nobody\n", "", "nobody" },
    { "Reply-To: a@b, nobody\n", "a@b", "a@b, nobody" },
    { "Reply-To: a@b\nReply-To: nobody\nReply-To: no\n", "a@b", "nobody" },
    { "Reply-To : a@b\n", "a@b", "a@b" },
    { "Reply-To: a@b\r.evil\n", "a@b.evil a@b", "a@b .evil" },
    { "Reply-To: x: a@b;\n", "a@b", "x: a@b;" },
    { "Reply-To: \"a\\\"\" <a@b>\n", "a@b", "\"a\\\"\" <a@b>" },
    { "Reply-To: =?utf-8?q?a=40b?=\n", "a@b", "=?utf-8?q?a=40b?=" },
    { "Reply-To: \xe2\x80\xae" "a\n", "", "\\u{202E}a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *odd = NULL;
    g_autoptr (GPtrArray) addresses = cf_mime_list_addresses (cf_span_str (rows[i].header), "Reply-To", &odd);
    g_autofree char *joined = NULL;

    g_test_message ("%s", rows[i].header);
    g_ptr_array_add (addresses, NULL);
    joined = g_strjoinv (" ", (char **) addresses->pdata);
    g_assert_cmpstr (joined, ==, rows[i].addresses);
    g_assert_cmpstr (odd, ==, rows[i].odd);
  }
}

static void
test_posts (void)
{
  static const struct {
    const char *value;
    const char *addresses;
    gboolean odd;
  } rows[] = {
    { "", "", FALSE },
    { "NO", "", FALSE },
    { "NO (posting not allowed on this list)", "", FALSE },
    { "<https://lists.example/post>", "", FALSE },
    { "<https://lists.example/a@lists.example/post>", "", FALSE },
    { "<http://lists.example/a@lists.example/post>", "", FALSE },
    { "<http:a@lists.example>", NULL, TRUE },
    { "<ftp://a@lists.example>", NULL, TRUE },
    { "<mailto:a@b.example>", "a@b.example", FALSE },
    { "<mailto:a@b.example> , <https://b.example/?mailto=1>", "a@b.example", FALSE },
    { "<HTTPS://b.example/%20>,\n <mailto:a@b.example>", "a@b.example", FALSE },
    { "<mailto:a@b.example,c@d.example>", "a@b.example c@d.example", FALSE },
    { "<mailto:a%40b.example>", "a@b.example", FALSE },
    { "<mailto:a%2Bpost@b.example?subject=list>", "a+post@b.example", FALSE },
    { "<mailto:a@b.example?cc=c@d.example>", NULL, TRUE },
    { "<mailto:a@b.example?cc=c%40d.example>", NULL, TRUE },
    { "<mailto:?to=a@b.example>", NULL, TRUE },
    { "<mailto:a%00@b.example>", NULL, TRUE },
    { "<mailto:a@b.example%>", NULL, TRUE },
    { "<mailto:a@b.example> (list)", NULL, TRUE },
    { "a@b.example", NULL, TRUE },
    { "<a@b.example>", NULL, TRUE },
    { "mailto:a@b.example", NULL, TRUE },
    { "<MAILTO:a@b.example>", NULL, TRUE },
    { "<mailto://a@b.example>", "//a@b.example", FALSE },
    { "<mailto:a@\n b.example>", NULL, TRUE },
    { "<mailto:a@b.example", NULL, TRUE },
    { "< mailto:a@b.example>", NULL, TRUE },
    { "NO, a@b.example", NULL, TRUE },
    { "=?utf-8?q?=3Cmailto:a=40b.example=3E?=", NULL, TRUE },
    { "a\xef\xbc\xa0" "b.example", NULL, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *header = g_strdup_printf ("List-Post: %s\n", rows[i].value);
    g_autofree char *odd = NULL;
    g_autoptr (GPtrArray) addresses = cf_mime_list_posts (cf_span_str (header), "List-Post", &odd);
    g_autofree char *joined = NULL;

    g_test_message ("%s", rows[i].value);
    g_ptr_array_add (addresses, NULL);
    joined = g_strjoinv (" ", (char **) addresses->pdata);
    g_assert_cmpint (odd != NULL, ==, rows[i].odd);
    if (rows[i].addresses != NULL)
      g_assert_cmpstr (joined, ==, rows[i].addresses);
    else
      g_test_message ("addresses: %s; odd: %s", joined, odd);
  }
}

/* A field beyond the limit is odd, and what is shown of it stays short. */
static void
test_limit (void)
{
  for (guint over = 0; over <= 1; over++) {
    g_autoptr (GString) header = g_string_new ("Reply-To:\n");
    g_autofree char *odd = NULL;
    g_autoptr (GPtrArray) addresses = NULL;
    gsize rest = 0;

    while (header->len + 40 < CF_LIMIT_ADDRESS_FIELD_BYTES)
      g_string_append (header, " aaaaa@bank.example,\n");
    for (rest = CF_LIMIT_ADDRESS_FIELD_BYTES + over - header->len - strlen (" @b\n"); rest > 0; rest--)
      g_string_append (header, header->str[header->len - 1] == '\n' ? " c" : "c");
    g_string_append (header, "@b\n");
    g_assert_cmpuint (header->len, ==, CF_LIMIT_ADDRESS_FIELD_BYTES + over);

    addresses = cf_mime_list_addresses (cf_span_str (header->str), "Reply-To", &odd);
    g_assert_cmpuint (addresses->len, >, 1);
    g_assert_cmpint (odd != NULL, ==, over == 1);
    if (odd != NULL)
      g_assert_cmpint (g_utf8_strlen (odd, -1), ==, 100);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/address/rows", test_rows);
  g_test_add_func ("/mime/address/posts", test_posts);
  g_test_add_func ("/mime/address/limit", test_limit);
  return g_test_run ();
}
