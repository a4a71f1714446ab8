/* test-read.c — header fields, lists and DKIM tags out of raw bytes */
#include "cf-domain-field.h"
#include "cf-domain-tags.h"

/* "name=value|name=value" of all fields, line ends as they are. */
static char *
dump_fields (CfSpan header)
{
  GString *out = g_string_new (NULL);
  CfDomainField field;

  while (cf_domain_next_field (&header, &field))
    g_string_append_printf (out, "%.*s=%.*s|", (int) field.name.length, field.name.data, (int) field.value.length,
                            field.value.data);

  return g_string_free (out, FALSE);
}

static void
test_fields (void)
{
  static const struct { const char *says, *header, *want; } rows[] = {
    { "nothing", "", "" },
    { "LF", "A: 1\nB: 2\n", "A= 1|B= 2|" },
    { "CR LF", "A: 1\r\nB: 2\r\n", "A= 1|B= 2|" },
    { "no last line end", "A: 1\r\nB: 2", "A= 1|B= 2|" },
    { "folded", "A: 1\r\n 2\r\n\t3\r\nB:\r\n", "A= 1\r\n 2\r\n\t3|B=|" },
    { "folded with LF", "A: 1\n 2\n", "A= 1\n 2|" },
    { "folded at the end", "A: 1\n ", "A= 1\n |" },
    { "a line of blanks goes on", "A: 1\r\n \r\n 2\r\nB: 3\r\n", "A= 1\r\n \r\n 2|B= 3|" },
    { "an empty line ends it", "A: 1\r\n\r\nB: 2\r\n", "A= 1|" },
    { "an empty line ends it, LF", "A: 1\n\nB: 2\n", "A= 1|" },
    { "only an empty line", "\r\n", "" },
    { "blanks before the colon", "A : 1\nB\t : 2\n", "A= 1|B= 2|" },
    { "colons in the value", "A:b:c\n", "A=b:c|" },
    { "mbox line", "From a@b Sat Jan  1 00:00:00 2026\nA: 1\n", "A= 1|" },
    { "escaped mbox line", ">From a@b Sat Jan  1 00:00:00 2026\nA: 1\n", "A= 1|" },
    { "no colon", "nonsense\nA: 1\n", "A= 1|" },
    { "no name", ": 1\nA: 2\n", "A= 2|" },
    { "blank name", "A: 0\nx y: 1\nB: 2\n", "A= 0|B= 2|" },
    { "begins with a continuation", " A: 1\nB: 2\n", "B= 2|" },
    { "8-bit name", "\xc3\xa4: 1\nB: 2\n", "B= 2|" },
    { "bare CR stays", "A: 1\rB: 2\nC: 3\n", "A= 1\rB: 2|C= 3|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *got = dump_fields (cf_span_str (rows[i].header));

    g_test_message ("%s", rows[i].says);
    g_assert_cmpstr (got, ==, rows[i].want);
  }


}

static void
test_items (void)
{
  static const struct { const char *list, *want; } rows[] = {
    { "", "<>" }, { "a", "<a>" }, { "a:b", "<a><b>" }, { ":", "<><>" }, { "a:", "<a><>" }, { "::a", "<><><a>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GString) out = g_string_new (NULL);
    CfSpan rest = cf_span_str (rows[i].list);
    CfSpan item;

    while (cf_domain_next_item (&rest, ':', &item))
      g_string_append_printf (out, "<%.*s>", (int) item.length, item.data);
    g_assert_cmpstr (out->str, ==, rows[i].want);
  }
}

static void
test_strip (void)
{
  static const struct { const char *text, *want; } rows[] = {
    { "", "" }, { " \t\r\n", "" }, { " a ", "a" }, { "a", "a" }, { "\r\n a b\r\n\t", "a b" },
    { "\x0b" "a", "\x0b" "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (cf_span_is (cf_domain_strip (cf_span_str (rows[i].text)), rows[i].want));
}

/* "name=value|…" of all tags, or "invalid". */
static char *
dump_tags (const char *text)
{
  GString *out = g_string_new (NULL);
  CfDomainTags tags;

  if (!cf_domain_read_tags (cf_span_str (text), &tags))
    return g_string_free (g_string_append (out, "invalid"), FALSE);

  for (guint i = 0; i < tags.n_tags; i++)
    g_string_append_printf (out, "%.*s=%.*s|", (int) tags.tags[i].name.length, tags.tags[i].name.data,
                            (int) tags.tags[i].value.length, tags.tags[i].value.data);

  return g_string_free (out, FALSE);
}

static void
test_tags (void)
{
  static const struct { const char *text, *want; } rows[] = {
    { "v=1", "v=1|" },
    { "v=1;", "v=1|" },
    { "v=1; \r\n ", "v=1|" },
    { " v = 1 ;\r\n\ta = b c ", "v=1|a=b c|" },
    { "b=ab\r\n cd==; d=x", "b=ab\r\n cd==|d=x|" },
    { "a=b=c", "a=b=c|" },
    { "a=", "a=|" },
    { "a_1=x", "a_1=x|" },
    /* Tag names are case-sensitive (RFC 6376 section 3.2), so these are two. */
    { "a=1; A=2", "a=1|A=2|" },
    { "i=\xe4\xbe\x8b@a", "i=\xe4\xbe\x8b@a|" },
    { "", "invalid" },
    { " ", "invalid" },
    { ";", "invalid" },
    { ";v=1", "invalid" },
    { "v=1;;a=b", "invalid" },
    { "v=1;a=b;;", "invalid" },
    { "v", "invalid" },
    { "=1", "invalid" },
    { "1v=1", "invalid" },
    { "v-x=1", "invalid" },
    { "v x=1", "invalid" },
    { "v=1; v=1", "invalid" },
    { "a=1; b=2; a=3", "invalid" },
    { "v=1\x01", "invalid" },
    { "v=1\x7f", "invalid" },
    { "v=\x0b", "invalid" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *got = dump_tags (rows[i].text);

    g_test_message ("%s", rows[i].text);
    g_assert_cmpstr (got, ==, rows[i].want);
  }
}

static void
test_tag_limit (void)
{
  for (guint n = CF_LIMIT_DKIM_TAGS - 1; n <= CF_LIMIT_DKIM_TAGS + 1; n++) {
    g_autoptr (GString) text = g_string_new (NULL);
    CfDomainTags tags;

    for (guint i = 0; i < n; i++)
      g_string_append_printf (text, "t%u=x;", i);
    g_assert_cmpint (cf_domain_read_tags (cf_span_str (text->str), &tags), ==, n <= CF_LIMIT_DKIM_TAGS);
  }
}

static void
test_find_tag (void)
{
  CfDomainTags tags;
  CfSpan value = cf_span_str ("kept");

  g_assert_true (cf_domain_read_tags (cf_span_str ("d=a; D=b; dd=c"), &tags));
  g_assert_false (cf_domain_find_tag (&tags, "x", &value));
  g_assert_true (cf_span_is (value, "kept"));
  g_assert_true (cf_domain_find_tag (&tags, "d", &value));
  g_assert_true (cf_span_is (value, "a"));
  g_assert_true (cf_domain_find_tag (&tags, "dd", &value));
  g_assert_true (cf_span_is (value, "c"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/read/fields", test_fields);
  g_test_add_func ("/domain/read/items", test_items);
  g_test_add_func ("/domain/read/strip", test_strip);
  g_test_add_func ("/domain/read/tags", test_tags);
  g_test_add_func ("/domain/read/tag-limit", test_tag_limit);
  g_test_add_func ("/domain/read/find-tag", test_find_tag);
  return g_test_run ();
}
