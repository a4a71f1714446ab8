/* test-tree.c — mails made from a random tree: read back as they were made, and strict
 *
 * The opposite of test-mutation.c: what is right must not be called ambiguous,
 * or the second opinion would cost real mail its green.
 */
#include "mime-test.h"

/* @text: the mail; @dump: what test_dump_parts() must say of it. */
typedef struct {
  GRand *rand;
  GString *text;
  GString *dump;
  guint n_boundaries;
  guint n_parts;
} Maker;

static const char *const leaf_types[] = {
  "text/plain", "text/html", "image/png", "application/pdf", "message/delivery-status", "text/calendar",
};

static const char *const multipart_types[] = {
  "multipart/mixed", "multipart/alternative", "multipart/related", "multipart/report", "multipart/x-new",
};

static const char *const extra_fields[] = {
  "", "Content-Disposition: attachment; filename=\"a b.pdf\"\n", "Content-Description: hello\n world\n",
  "Content-ID: <1@example.org>\n", "X-Other: a: b; c\n", "Content-Transfer-Encoding: 8bit\n",
  "Content-Language: ja\nContent-Location: x\n",
};

static const char *const bodies[] = {
  "", "hello\n", "hello", "\n\n\n", "-- \nme\n", "--\n", "- -\n--not a boundary\n", "From here on\n", ".\n..\n",
  "=?utf-8?Q?x?= *bold*\n", "a: b\n\nc\n", "--=_\n--=_0xy\n--=_0--x\n", "\xe9\x8a\x80\xe8\xa1\x8c\n",
};

static const char *
pick (Maker *maker, const char *const *from, guint n)
{
  return from[g_rand_int_range (maker->rand, 0, (gint32) n)];
}

#define PICK(maker, list) pick (maker, list, G_N_ELEMENTS (list))

static void make_part (Maker *maker, const char *number, guint depth, gboolean is_root);

static void
note_part (Maker *maker, const char *number, const char *type, gboolean displayed)
{
  g_string_append_printf (maker->dump, "%s%s %s%s", maker->n_parts++ == 0 ? "" : "; ", number, type,
                          displayed ? "" : "*");
}

static char *
dup_child_number (const char *number, guint nth)
{
  return *number == '\0' ? g_strdup_printf ("%u", nth) : g_strdup_printf ("%s.%u", number, nth);
}

static void
make_multipart (Maker *maker, const char *number, guint depth)
{
  const char *type = PICK (maker, multipart_types);
  /* Boundaries that begin like each other are what generators write. */
  g_autofree char *boundary = g_strdup_printf ("=_%u%s", maker->n_boundaries++, g_rand_boolean (maker->rand) ? "" : "x");
  guint n = (guint) g_rand_int_range (maker->rand, 1, 4);

  note_part (maker, number, type, FALSE);
  g_string_append_printf (maker->text, "Content-Type: %s; boundary=\"%s\"\n\n", type, boundary);
  if (g_rand_boolean (maker->rand))
    g_string_append (maker->text, "This is a message in MIME format.\n\n");
  for (guint i = 1; i <= n; i++) {
    g_autofree char *child = dup_child_number (number, i);

    g_string_append_printf (maker->text, "--%s%s\n", boundary, g_rand_boolean (maker->rand) ? "" : " ");
    make_part (maker, child, depth + 1, FALSE);
    g_string_append_c (maker->text, '\n');
  }
  g_string_append_printf (maker->text, "--%s--\n", boundary);
}

static void
make_message (Maker *maker, const char *number, guint depth)
{
  note_part (maker, number, "message/rfc822", FALSE);
  g_string_append (maker->text, "Content-Type: message/rfc822\n\nFrom: bob@example.org\nSubject: inner\n");
  if (g_rand_boolean (maker->rand)) {
    make_multipart (maker, number, depth + 1);
  } else {
    g_autofree char *child = dup_child_number (number, 1);

    note_part (maker, child, "text/plain", TRUE);
    g_string_append_printf (maker->text, "\n%s", PICK (maker, bodies));
  }
}

static void
make_leaf (Maker *maker, const char *number)
{
  const char *type = PICK (maker, leaf_types);

  note_part (maker, number, type, TRUE);
  g_string_append (maker->text, PICK (maker, extra_fields));
  g_string_append_printf (maker->text, "Content-Type: %s\n\n%s", type, PICK (maker, bodies));
}

static void
make_part (Maker *maker, const char *number, guint depth, gboolean is_root)
{
  int kind = g_rand_int_range (maker->rand, 0, depth > 4 ? 3 : 6);

  if (kind < 3)
    make_leaf (maker, is_root ? "1" : number);
  else if (kind < 5)
    make_multipart (maker, is_root ? "" : number, depth);
  else
    make_message (maker, is_root ? "1" : number, depth);
}

static void
check_mail (const char *text, const char *dump)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = test_read (text, facts);
  g_autofree char *parts = test_dump_parts (mime);

  test_check_invariants (mime, facts, mime->message);
  g_assert_cmpstr (parts, ==, dump);
  g_assert_cmpstr (facts->ambiguous_field, ==, NULL);
  g_assert_true (facts->evidence & CF_M (HEADERS_STRICT));
  g_assert_true (facts->evidence & CF_M (WITHIN_LIMITS));
  g_assert_cmpint (facts->smime.form, ==, CF_SMIME_FORM_NONE);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < 1500; i++) {
    g_autoptr (GString) text = g_string_new ("From: Alice <alice@example.org>\nSubject: outer\n");
    g_autoptr (GString) dump = g_string_new ("");
    Maker maker = { rand, text, dump, 0, 0 };
    g_autofree char *crlf = NULL;

    make_part (&maker, "", 0, TRUE);
    crlf = test_to_crlf (text->str);
    check_mail (text->str, dump->str);
    check_mail (crlf, dump->str);
  }
}

/* The parts of a multipart lie one behind the other and leave out only what is theirs to leave out. */
static void
test_order (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 200; i++) {
    g_autoptr (GString) text = g_string_new ("From: Alice <alice@example.org>\n");
    g_autoptr (GString) dump = g_string_new ("");
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (CfMime) mime = NULL;
    Maker maker = { rand, text, dump, 0, 0 };

    make_multipart (&maker, "", 0);
    mime = test_read (text->str, facts);
    for (guint k = 1; k < cf_mime_get_n_parts (mime); k++) {
      const CfMimePart *part = cf_mime_get_part (mime, k);

      for (guint m = 1; m < k; m++) {
        const CfMimePart *before = cf_mime_get_part (mime, m);

        if (before->parent == part->parent)
          g_assert_true (before->whole.data + before->whole.length <= part->whole.data);
      }
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/tree/random", test_random);
  g_test_add_func ("/mime/tree/order", test_order);
  return g_test_run ();
}
