/* test-digest.c — spans, several digests in one pass, hexadecimal */
#include "cf-digest.h"

#define ALL (CF_DIGEST_SHA256 | CF_DIGEST_SHA384 | CF_DIGEST_SHA512)

static const struct { CfDigestKind kind; GChecksumType witness; const char *name; gsize length; } kinds[] = {
  { CF_DIGEST_SHA256, G_CHECKSUM_SHA256, "sha256", 32 },
  { CF_DIGEST_SHA384, G_CHECKSUM_SHA384, "sha384", 48 },
  { CF_DIGEST_SHA512, G_CHECKSUM_SHA512, "sha512", 64 },
};

static void
digest (CfSpan bytes, guint mask, CfDigestSet *out)
{
  g_autoptr (CfDigester) digester = cf_digester_new (mask);

  cf_digester_update (digester, bytes);
  cf_digester_finish (digester, out);
}

/* The examples of FIPS 180-4 ("abc", two blocks, nothing). */
static void
test_vectors (void)
{
  static const struct { const char *text; CfDigestKind kind; const char *want; } rows[] = {
    { "", CF_DIGEST_SHA256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", CF_DIGEST_SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", CF_DIGEST_SHA256,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    { "abc", CF_DIGEST_SHA384,
      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7" },
    { "abc", CF_DIGEST_SHA512,
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
      "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *hex = NULL;
    CfDigestSet set;

    digest (cf_span_str (rows[i].text), rows[i].kind, &set);
    hex = cf_digest_to_hex (cf_digest_set_get (&set, rows[i].kind));
    g_assert_cmpstr (hex, ==, rows[i].want);
  }
}

/* Each mask gives its own digests, right ones, and none of the others. */
static void
test_masks (void)
{
  CfSpan text = cf_span_str ("Certfirst");

  for (guint mask = 0; mask <= ALL; mask++) {
    CfDigestSet set;

    digest (text, mask, &set);
    g_assert_cmpuint (set.mask, ==, mask);
    for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
      CfSpan got = cf_digest_set_get (&set, kinds[i].kind);
      g_autofree char *hex = cf_digest_to_hex (got);
      g_autofree char *want = g_compute_checksum_for_data (kinds[i].witness, text.data, text.length);

      g_assert_cmpstr (hex, ==, mask & kinds[i].kind ? want : "");
      g_assert_cmpuint (got.length, ==, mask & kinds[i].kind ? kinds[i].length : 0);
    }
  }
}

/* How the bytes are cut into pieces does not matter. */
static void
test_splits (void)
{
  for (guint i = 0; i < 300; i++) {
    gsize length = g_test_rand_int_range (0, 1000);
    g_autofree guint8 *bytes = g_malloc (length + 1);
    g_autoptr (CfDigester) digester = cf_digester_new (ALL);
    CfDigestSet whole, pieces;
    gsize at = 0;

    for (gsize j = 0; j < length; j++)
      bytes[j] = g_test_rand_int_range (0, 256);
    while (at < length) {
      gsize n = g_test_rand_int_range (0, length - at + 1);

      cf_digester_update (digester, cf_span (bytes + at, n));
      at += n;
    }
    cf_digester_update (digester, cf_span (NULL, 0));
    cf_digester_finish (digester, &pieces);
    digest (cf_span (bytes, length), ALL, &whole);
    g_assert_cmpmem (&whole, sizeof whole, &pieces, sizeof pieces);
  }
}

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpstr (cf_digest_get_name (kinds[i].kind), ==, kinds[i].name);
  cf_digester_free (NULL);
}

static void
test_hex (void)
{
  static const guint8 bytes[] = { 0x00, 0x01, 0x0f, 0x10, 0x7f, 0x80, 0xab, 0xff };
  g_autofree char *hex = cf_digest_to_hex (cf_span (bytes, sizeof bytes));
  g_autofree char *none = cf_digest_to_hex (cf_span (NULL, 0));

  g_assert_cmpstr (hex, ==, "00010f107f80abff");
  g_assert_cmpstr (none, ==, "");
}

static void
test_span (void)
{
  CfSpan text = cf_span_str ("Subject");
  CfSpan none = cf_span (NULL, 0);
  g_autofree char *copy = cf_span_dup (cf_span_sub (text, 3, 2));
  g_autofree char *empty = cf_span_dup (none);
  g_autofree char *cut = cf_span_dup (cf_span ("a\0b", 3));

  g_assert_cmpstr (copy, ==, "je");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (cut, ==, "a");
  g_assert_true (cf_span_is (text, "Subject"));
  g_assert_false (cf_span_is (text, "subject"));
  g_assert_false (cf_span_is (text, "Subj"));
  g_assert_true (cf_span_is_nocase (text, "sUBJECT"));
  g_assert_false (cf_span_is_nocase (text, "subjecT "));
  g_assert_false (cf_span_is_nocase (cf_span ("ab\0d", 4), "abcd"));
  g_assert_true (cf_span_is (none, ""));
  g_assert_true (cf_span_is_nocase (none, ""));
  g_assert_false (cf_span_is (none, "a"));
  g_assert_cmpuint (cf_span_from (text, 7).length, ==, 0);
  g_assert_cmpuint (cf_span_sub (none, 0, 0).length, ==, 0);
}

/* To reach outside a span is our own bug and ends the process. */
static void
test_span_outside (void)
{
  static const struct { gsize offset, length; } rows[] = {
    { 8, 0 }, { 0, 8 }, { 7, 1 }, { G_MAXSIZE, 1 }, { 1, G_MAXSIZE },
  };
  guint which = g_test_subprocess () ? g_ascii_strtoull (g_getenv ("CF_TEST_ROW"), NULL, 10) : 0;

  if (g_test_subprocess ()) {
    cf_span_sub (cf_span_str ("Subject"), rows[which].offset, rows[which].length);
    return;
  }

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *row = g_strdup_printf ("%u", i);

    g_setenv ("CF_TEST_ROW", row, TRUE);
    g_test_trap_subprocess (NULL, 0, 0);
    g_test_trap_assert_failed ();
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/digest/vectors", test_vectors);
  g_test_add_func ("/base/digest/masks", test_masks);
  g_test_add_func ("/base/digest/splits", test_splits);
  g_test_add_func ("/base/digest/names", test_names);
  g_test_add_func ("/base/digest/hex", test_hex);
  g_test_add_func ("/base/span/use", test_span);
  g_test_add_func ("/base/span/outside", test_span_outside);
  return g_test_run ();
}
