/* test-ber.c — BER values: lengths, nesting, what is broken (X.690 section 8) */
#include "cf-cms-ber.h"

#include "cf-limits.h"
#include "cf-test-cms.h"

static const struct {
  const char *says;
  const char *hex;
  gsize length; /* of the first value; 0 when it is broken */
} rows[] = {
  { "a number", "020101", 3 },
  { "a number and more", "020101ffff", 3 },
  { "nothing", "", 0 },
  { "a tag alone", "02", 0 },
  { "cut short", "020201", 0 },
  { "empty", "0400", 2 },
  { "empty sequence", "3000", 2 },
  { "sequence", "3003020101", 5 },
  { "sequence around something too long", "3003020201", 0 },
  { "sequence around half a header", "300130", 0 },
  { "length in two octets", "04810141", 4 },
  { "length with leading zeros",
    "0483000001"
    "41",
    6 },
  { "length in eight octets", "0488000000000000000141", 11 },
  { "length in nine octets", "048900000000000000000141", 0 },
  { "a length that overflows", "3088ffffffffffffffff00", 0 },
  { "a length cut short", "0482ff", 0 },
  { "reserved length", "04ff", 0 },
  { "indefinite", "30800201010000", 7 },
  { "indefinite and empty", "30800000", 4 },
  { "indefinite, never ended", "3080020101", 0 },
  { "indefinite, half an end", "308002010100", 0 },
  { "indefinite in definite",
    "3007"
    "30800201010000",
    9 },
  { "indefinite in definite, ended outside",
    "3005"
    "30800201010000",
    0 },
  { "definite in indefinite",
    "3080"
    "3003020101"
    "0000",
    9 },
  { "definite in indefinite, too long",
    "3080"
    "3005020101"
    "0000",
    0 },
  { "indefinite twice",
    "3080"
    "3080"
    "0000"
    "0000",
    8 },
  { "indefinite twice, one end",
    "3080"
    "3080"
    "0000",
    0 },
  { "indefinite and primitive", "0480410000", 0 },
  { "an end without a beginning", "0000", 0 },
  { "an end in a definite value", "30020000", 0 },
  { "a sequence that is not constructed", "1003020101", 0 },
  { "a set that is not constructed", "1100", 0 },
  { "high tag", "1f81010141", 0 },
  { "a low tag in the long form", "3f1100", 0 },
  { "high tag, never ended", "1f81", 0 },
};

static void
test_measure (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) bytes = *rows[i].hex == '\0' ? g_bytes_new (NULL, 0) : cf_test_hex (rows[i].hex);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpuint (cf_cms_ber_measure (cf_test_span (bytes)), ==, rows[i].length);
  }
}

/* @depth sequences, the innermost empty. */
static GBytes *
nest (guint depth, gboolean indefinite)
{
  GBytes *bytes = g_bytes_new (NULL, 0);

  for (guint i = 0; i < depth; i++)
    bytes = indefinite ? cf_test_ber (0x30, bytes, NULL) : cf_test_der (0x30, bytes, NULL);

  return bytes;
}

static void
test_depth (void)
{
  for (gboolean indefinite = FALSE; indefinite <= TRUE; indefinite++) {
    g_autoptr (GBytes) deepest = nest (CF_LIMIT_CMS_DEPTH, indefinite);
    g_autoptr (GBytes) too_deep = nest (CF_LIMIT_CMS_DEPTH + 1, indefinite);
    g_autoptr (GBytes) abyss = nest (20000, indefinite);

    g_assert_cmpuint (cf_cms_ber_measure (cf_test_span (deepest)), ==, g_bytes_get_size (deepest));
    g_assert_cmpuint (cf_cms_ber_measure (cf_test_span (too_deep)), ==, 0);
    g_assert_cmpuint (cf_cms_ber_measure (cf_test_span (abyss)), ==, 0);
  }
}

static void
test_next (void)
{
  g_autoptr (GBytes) bytes = cf_test_hex ("020101"
                                          "30800401410000"
                                          "0500");
  CfSpan rest = cf_test_span (bytes);
  CfCmsBer value;

  g_assert_true (cf_cms_ber_next (&rest, &value));
  g_assert_cmphex (value.tag, ==, CF_CMS_BER_INTEGER);
  g_assert_cmpuint (value.content.length, ==, 1);
  g_assert_false (cf_cms_ber_next_tagged (&rest, CF_CMS_BER_SET, &value));
  g_assert_true (cf_cms_ber_next_tagged (&rest, CF_CMS_BER_SEQUENCE, &value));
  g_assert_cmpuint (value.whole.length, ==, 7);
  g_assert_cmpuint (value.content.length, ==, 3);
  g_assert_true (cf_cms_ber_next (&rest, &value));
  g_assert_cmpuint (value.content.length, ==, 0);
  g_assert_cmpuint (rest.length, ==, 0);
  g_assert_false (cf_cms_ber_next (&rest, &value));
}

/* Whatever the bytes are, nothing outside of them is read, and what was measured is not longer. */
static void
test_any_bytes (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < 20000; i++) {
    gsize length = (gsize) g_rand_int_range (random, 0, 40);
    g_autofree guint8 *bytes = g_malloc (MAX (1, length));
    CfSpan rest = cf_span (bytes, length);
    CfCmsBer value;

    for (gsize at = 0; at < length; at++)
      bytes[at] = (guint8) (g_rand_boolean (random)
                                ? g_rand_int_range (random, 0, 256)
                                : "\x30\x80\x00\x04\x24\x02\x81\x03"[g_rand_int_range (random, 0, 8)]);
    g_assert_cmpuint (cf_cms_ber_measure (rest), <=, length);
    while (cf_cms_ber_next (&rest, &value))
      g_assert_cmpuint (value.content.length, <=, value.whole.length);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cms/ber/measure", test_measure);
  g_test_add_func ("/cms/ber/depth", test_depth);
  g_test_add_func ("/cms/ber/next", test_next);
  g_test_add_func ("/cms/ber/any-bytes", test_any_bytes);
  return g_test_run ();
}
