/* test-content.c — Content-Type, Content-Disposition, Content-Transfer-Encoding */
#include "mime-test.h"

/* @want: the parameter that the row is about, NULL when it must not be there. */
typedef struct {
  const char *says;
  const char *value;
  const char *type;
  CfMimeParameter parameter;
  const char *want;
  gboolean strict;
} Row;

#define B CF_MIME_PARAMETER_BOUNDARY
#define N CF_MIME_PARAMETER_NAME
#define S CF_MIME_PARAMETER_SMIME_TYPE
#define F CF_MIME_PARAMETER_FILENAME
#define P CF_MIME_PARAMETER_PROTOCOL

static const Row rows[] = {
  { "type alone", "text/plain", "text/plain", B, NULL, TRUE },
  { "upper case", "TEXT/Plain", "text/plain", B, NULL, TRUE },
  { "token", "multipart/mixed; boundary=abc", "multipart/mixed", B, "abc", TRUE },
  { "quoted", "multipart/mixed; boundary=\"a=c\"", "multipart/mixed", B, "a=c", TRUE },
  { "no blank", "multipart/mixed;boundary=\"a=c\";x=y", "multipart/mixed", B, "a=c", TRUE },
  { "folded", "multipart/mixed;\n\tboundary=\"a=c\"", "multipart/mixed", B, "a=c", TRUE },
  { "boundary keeps its case", "multipart/mixed; BOUNDARY=aBc", "multipart/mixed", B, "aBc", TRUE },
  { "semicolon at the end", "text/plain; charset=utf-8;", "text/plain", B, NULL, TRUE },
  { "semicolon in quotes", "multipart/mixed; boundary=\"a;b\"", "multipart/mixed", B, "a;b", TRUE },
  { "lower case", "a/b; smime-type=Signed-Data", "a/b", S, "signed-data", TRUE },
  { "protocol", "a/b; protocol=\"Application/PKCS7-signature\"", "a/b", P, "application/pkcs7-signature", TRUE },
  { "name", "a/b; name=\"Smime.p7m\"", "a/b", N, "Smime.p7m", TRUE },
  { "wide name", "a/b; name=\"\xe8\xab\x8b\"", "a/b", N, "\xe8\xab\x8b", TRUE },
  { "RFC 2231 name", "a/b; name*=utf-8''%E8%AB%8B", "a/b", N, "\xe8\xab\x8b", TRUE },
  { "RFC 2231 pieces", "a/b; filename*0=sm; filename*1*=%69me.p7m", "a/b", F, "smime.p7m", TRUE },

  { "parameter twice", "multipart/mixed; boundary=a; boundary=b", "multipart/mixed", B, "a", FALSE },
  { "twice in another case", "multipart/mixed; boundary=a; Boundary=a", "multipart/mixed", B, "a", FALSE },
  { "unknown parameter twice", "text/plain; x=1; x=1", "text/plain", B, NULL, FALSE },
  { "plain and extended", "multipart/mixed; boundary=a; boundary*=us-ascii''b", "multipart/mixed", B, "a", FALSE },
  { "extended boundary", "multipart/mixed; boundary*=us-ascii''b", "multipart/mixed", B, NULL, FALSE },
  { "continued boundary", "multipart/mixed; boundary*0=a; boundary*1=b", "multipart/mixed", B, NULL, FALSE },
  { "extended smime-type", "a/b; smime-type*=''signed-data", "a/b", S, NULL, FALSE },
  { "comment", "text/plain (hello); charset=x", "text/plain", B, NULL, FALSE },
  { "comment behind", "multipart/mixed; boundary=a (x)", "multipart/mixed", B, "a", FALSE },
  { "equals sign in a token", "multipart/mixed; boundary=----=_x", "multipart/mixed", B, "----=_x", FALSE },
  { "blank around the equals sign", "multipart/mixed; boundary = a", "multipart/mixed", B, "a", FALSE },
  { "blank after the equals sign", "multipart/mixed; boundary= a", "multipart/mixed", B, "a", FALSE },
  { "quote never closed", "multipart/mixed; boundary=\"a", "multipart/mixed", B, "a", FALSE },
  { "text behind the quote", "multipart/mixed; boundary=\"a\"b", "multipart/mixed", B, "a", FALSE },
  { "no semicolon", "multipart/mixed boundary=a", "multipart/mixed", B, NULL, FALSE },
  { "comma", "multipart/mixed, boundary=a", "multipart/mixed,", B, NULL, FALSE },
  { "two semicolons", "multipart/mixed;; boundary=a", "multipart/mixed", B, "a", FALSE },
  { "no equals sign", "multipart/mixed; boundary", "multipart/mixed", B, NULL, FALSE },
  { "no value", "multipart/mixed; boundary=", "multipart/mixed", B, "", FALSE },
  { "empty boundary", "multipart/mixed; boundary=\"\"", "multipart/mixed", B, "", FALSE },
  { "boundary with a space", "multipart/mixed; boundary=\"a b\"", "multipart/mixed", B, "a b", FALSE },
  { "boundary ends with a space", "multipart/mixed; boundary=\"a \"", "multipart/mixed", B, "a ", FALSE },
  { "boundary with an escaped quote", "multipart/mixed; boundary=\"a\\\"b\"", "multipart/mixed", B, "a\"b", FALSE },
  { "encoded word in the boundary", "multipart/mixed; boundary=\"=?utf-8?q?q?=\"", "multipart/mixed", B,
    "=?utf-8?q?q?=", FALSE },
  { "encoded word elsewhere", "multipart/mixed; x=\"=?utf-8?q?=22;_boundary=3Dq?=\"; boundary=a", "multipart/mixed",
    B, "a", FALSE },
  { "encoded word without quotes", "multipart/mixed; x==?utf-8?q?q?=; boundary=a", "multipart/mixed", B, "a", FALSE },
  { "backslash", "multipart/mixed; x=\"a\\b\"; boundary=a", "multipart/mixed", B, "a", FALSE },
  { "escaped quotes around a boundary", "multipart/mixed; x=\"a\\\";boundary=q;y=\\\"b\"; boundary=a",
    "multipart/mixed", B, "a", FALSE },
  { "wide boundary", "multipart/mixed; boundary=\"\xe8\xab\x8b\"", "multipart/mixed", B, "\xe8\xab\x8b", FALSE },
  { "not UTF-8", "multipart/mixed; boundary=\"a\"; name=\"\xff\"", "multipart/mixed", B, "a", FALSE },
  { "single quotes are part of it", "multipart/mixed; boundary='a'", "multipart/mixed", B, "'a'", TRUE },
  { "70 bytes",
    "multipart/mixed; boundary=0123456789012345678901234567890123456789012345678901234567890123456789",
    "multipart/mixed", B, "0123456789012345678901234567890123456789012345678901234567890123456789", TRUE },
  { "71 bytes",
    "multipart/mixed; boundary=01234567890123456789012345678901234567890123456789012345678901234567890",
    "multipart/mixed", B, "01234567890123456789012345678901234567890123456789012345678901234567890", FALSE },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const Row *row = &rows[i];
    g_autofree char *line = g_strdup_printf ("Content-Type: %s\n", row->value);
    CfMimeField field = test_field (line);
    g_autoptr (CfMimeContent) content = cf_mime_content_read (&field);

    g_test_message ("%s", row->says);
    g_assert_cmpstr (content->value, ==, row->type);
    g_assert_cmpstr (content->parameter[row->parameter], ==, row->want);
    g_assert_cmpint (content->strict, ==, row->strict);
  }
}

static void
test_many_parameters (void)
{
  for (guint n = CF_LIMIT_PARAMETERS; n <= CF_LIMIT_PARAMETERS + 1; n++) {
    g_autoptr (GString) line = g_string_new ("Content-Type: text/plain");
    g_autoptr (CfMimeContent) content = NULL;
    CfMimeField field;

    for (guint i = 0; i < n; i++)
      g_string_append_printf (line, "; p%u=v", i);
    g_string_append_c (line, '\n');
    field = test_field (line->str);
    content = cf_mime_content_read (&field);
    g_assert_cmpint (content->strict, ==, n == CF_LIMIT_PARAMETERS);
  }
}

static void
test_encodings (void)
{
  static const struct {
    const char *line;
    gboolean known;
    CfMimeEncoding want;
  } encoding_rows[] = {
    { "C: 7bit\n", TRUE, CF_MIME_ENCODING_IDENTITY },
    { "C: 8BIT\n", TRUE, CF_MIME_ENCODING_IDENTITY },
    { "C: binary \n", TRUE, CF_MIME_ENCODING_IDENTITY },
    { "C: Base64\n", TRUE, CF_MIME_ENCODING_BASE64 },
    { "C:\n quoted-printable\n", TRUE, CF_MIME_ENCODING_QUOTED_PRINTABLE },
    { "C: base64;\n", FALSE, CF_MIME_ENCODING_OTHER },
    { "C: base64 (x)\n", FALSE, CF_MIME_ENCODING_OTHER },
    { "C: \"base64\"\n", FALSE, CF_MIME_ENCODING_OTHER },
    { "C: 7-bit\n", FALSE, CF_MIME_ENCODING_OTHER },
    { "C: x-uuencode\n", FALSE, CF_MIME_ENCODING_OTHER },
    { "C:\n", FALSE, CF_MIME_ENCODING_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (encoding_rows); i++) {
    CfMimeField field = test_field (encoding_rows[i].line);
    CfMimeEncoding encoding;

    g_assert_cmpint (cf_mime_encoding_read (&field, &encoding), ==, encoding_rows[i].known);
    g_assert_cmpint (encoding, ==, encoding_rows[i].want);
  }
}

static void
test_nodes (void)
{
  static const struct {
    const char *header;
    const char *type;
    const char *filename;
    gboolean attachment;
    gboolean message;
  } node_rows[] = {
    { "", "text/plain", NULL, FALSE, FALSE },
    { "Content-Type: nonsense\n", "text/plain", NULL, FALSE, FALSE },
    { "Content-Type: a/\n", "text/plain", NULL, FALSE, FALSE },
    { "Content-Type: image/png; name=a.png\n", "image/png", "a.png", FALSE, FALSE },
    { "Content-Type: image/png; name=a.png\nContent-Disposition: attachment; filename=b.png\n", "image/png",
      "b.png", TRUE, FALSE },
    { "Content-Disposition: inline\n", "text/plain", NULL, FALSE, FALSE },
    { "Content-Disposition: ATTACHMENT\n", "text/plain", NULL, TRUE, FALSE },
    { "Content-Disposition: whatever\n", "text/plain", NULL, TRUE, FALSE },
    { "Content-Disposition:\n", "text/plain", NULL, FALSE, FALSE },
    { "Content-Type: message/rfc822\n", "message/rfc822", NULL, FALSE, TRUE },
    { "Content-Type: Message/Global\n", "message/global", NULL, FALSE, TRUE },
    { "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n", "message/rfc822", NULL, FALSE, FALSE },
    { "Content-Type: message/delivery-status\n", "message/delivery-status", NULL, FALSE, FALSE },
    { "Content-Type: a/b; name=\"=?utf-8?B?c21pbWUucDdt?=\"\n", "a/b", "smime.p7m", FALSE, FALSE },
    { "Content-Type: a/b; name=\"a\xe2\x80\xae" "b\"\n", "a/b", "a\\u{202E}b", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (node_rows); i++) {
    CfMimeNode *node = cf_mime_node_new (cf_span_str (node_rows[i].header), "text/plain");

    g_assert_cmpstr (node->part.type, ==, node_rows[i].type);
    g_assert_cmpstr (node->part.filename, ==, node_rows[i].filename);
    g_assert_cmpint (node->part.attachment, ==, node_rows[i].attachment);
    g_assert_cmpint (node->message, ==, node_rows[i].message);
    cf_mime_node_free (node);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/content/rows", test_rows);
  g_test_add_func ("/mime/content/many-parameters", test_many_parameters);
  g_test_add_func ("/mime/content/encodings", test_encodings);
  g_test_add_func ("/mime/content/nodes", test_nodes);
  return g_test_run ();
}
