/* test-header.c — bytes -> header fields */
#include "mime-test.h"

typedef struct {
  const char *says;
  const char *line;
  gsize length; /* 0: all of it */
  const char *name;
  const char *value;
  gboolean well_formed;
} FieldRow;

static const FieldRow field_rows[] = {
  { "plain", "Subject: hello\n", 0, "Subject", "hello", TRUE },
  { "CRLF", "Subject: hello\r\n", 0, "Subject", "hello", TRUE },
  { "no blank after the colon", "Subject:hello\n", 0, "Subject", "hello", TRUE },
  { "empty", "Subject:\n", 0, "Subject", "", TRUE },
  { "no line end", "Subject: hello", 0, "Subject", "hello", TRUE },
  { "folded", "Subject: a\n b\n\tc\n", 0, "Subject", "a b\tc", TRUE },
  { "folded at once", "Subject:\r\n a\r\n", 0, "Subject", "a", TRUE },
  { "next field", "A: b\nC: d\n", 0, "A", "b", TRUE },
  { "colon in the value", "A: b: c\n", 0, "A", "b: c", TRUE },
  { "blank before the colon", "From : x\n", 0, "From", "x", FALSE },
  { "tab before the colon", "From\t: x\n", 0, "From", "x", FALSE },
  { "no colon", "hello\n", 0, "hello", "", FALSE },
  { "colon first", ": x\n", 0, "", "x", FALSE },
  { "mbox", "From a@b Fri Sep 11 10:16:06 2015\n", 0, "From a@b Fri Sep 11 10", "16:06 2015", FALSE },
  { "quoted mbox", ">From a@b\n", 0, ">From a@b", "", FALSE },
  { "continuation first", " x: y\n", 0, " x", "y", FALSE },
  { "eight bit in the name", "S\xc3\xbc: y\n", 0, "S\xc3\xbc", "y", FALSE },
  { "eight bit in the value", "S: \xc3\xbc\n", 0, "S", "\xc3\xbc", TRUE },
  { "NUL in the value", "S: a\0b\n", 7, "S", "a?b", FALSE },
  { "NUL in the name", "S\0: ab\n", 7, "S", "ab", FALSE },
  { "bare CR", "S: a\rb\n", 0, "S", "a b", FALSE },
  { "two CR", "S: a\r\r\n", 0, "S", "a", FALSE },
  { "CR at the very end", "S: a\r", 0, "S", "a", FALSE },
  { "blank line inside", "S: a\n \n b\n", 0, "S", "a  b", FALSE },
  { "blank line at the end", "S: a\n\t \r\n", 0, "S", "a", FALSE },
  { "escape character", "S: \033$B\n", 0, "S", "\033$B", TRUE },
};

static void
test_fields (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_rows); i++) {
    const FieldRow *row = &field_rows[i];
    CfSpan rest = cf_span (row->line, row->length != 0 ? row->length : strlen (row->line));
    g_autofree char *value = NULL;
    g_autofree char *name = NULL;
    CfMimeField field;

    g_test_message ("%s", row->says);
    g_assert_true (cf_mime_header_next (&rest, &field));
    value = cf_mime_field_unfold (&field);
    name = cf_span_dup (field.name);
    g_assert_cmpstr (name, ==, row->name);
    g_assert_cmpstr (value, ==, row->value);
    g_assert_cmpint (field.well_formed, ==, row->well_formed);
  }
}

static void
test_walk (void)
{
  CfSpan rest = cf_span_str ("A: 1\nB: 2\n 3\n\tb: 4\nC: 5");
  CfMimeField field;
  guint n = 0;
  gsize bytes = rest.length;

  while (cf_mime_header_next (&rest, &field)) {
    bytes -= field.whole.length;
    n++;
  }

  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (bytes, ==, 0);
}

static void
test_find (void)
{
  CfSpan header = cf_span_str ("From: a\nfrom: b\nContent-type: c\nFrom : d\n");
  g_autofree char *value = NULL;
  CfMimeField field;

  g_assert_true (cf_mime_header_find (header, "FROM", &field));
  value = cf_mime_field_unfold (&field);
  g_assert_cmpstr (value, ==, "a");
  g_assert_true (cf_mime_header_find (header, "Content-Type", &field));
  g_assert_false (cf_mime_header_find (header, "To", &field));
  g_assert_false (cf_mime_header_find (cf_span_sub (header, 0, 0), "From", &field));
}

static void
test_split (void)
{
  static const struct {
    const char *entity;
    gsize header;
    gsize body;
  } rows[] = {
    { "A: b\n\nbody", 5, 4 },    { "A: b\r\n\r\nbody", 6, 4 }, { "A: b\n\r\nbody", 5, 4 },
    { "\nbody", 0, 4 },          { "A: b\n", 5, 0 },           { "A: b\n\n", 5, 0 },
    { "A: b\n \nC: d\n\nx", 12, 1 }, { "A: b\r\r\nC: d\n\nx", 12, 1 }, { "", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfSpan header, body;

    cf_mime_header_split (cf_span_str (rows[i].entity), &header, &body);
    g_assert_cmpuint (header.length, ==, rows[i].header);
    g_assert_cmpuint (body.length, ==, rows[i].body);
  }
}

static void
test_safe_name (void)
{
  static const struct {
    const char *line;
    const char *want;
  } rows[] = {
    { "Subject: x\n", "Subject" },
    { "From alice@example.org\n", "From" },
    { ">From x\n", "?" },
    { "X-\xe9vil: x\n", "X-" },
    { "\xff: x\n", "?" },
    { "a b: c\n", "a" },
    { "X-0123456789012345678901234567890123456789012345678: c\n", "X-01234567890123456789012345678901234567" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfMimeField field = test_field (rows[i].line);
    g_autofree char *name = cf_mime_field_dup_safe_name (&field);

    g_assert_cmpstr (name, ==, rows[i].want);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mime/header/fields", test_fields);
  g_test_add_func ("/mime/header/walk", test_walk);
  g_test_add_func ("/mime/header/find", test_find);
  g_test_add_func ("/mime/header/split", test_split);
  g_test_add_func ("/mime/header/safe-name", test_safe_name);
  return g_test_run ();
}
