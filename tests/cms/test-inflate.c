/* test-inflate.c — compressed data (RFC 3274), bombs and broken ones */
#include <zlib.h>

#include "cf-limits.h"
#include "cf-test-cms.h"

#define HELLO "Content-Type: text/plain\r\n\r\nHello, hello, hello\r\n"

static GBytes *
deflate_bytes (CfSpan bytes)
{
  uLongf length = compressBound (bytes.length);
  guint8 *out = g_malloc (length);

  g_assert_cmpint (compress2 (out, &length, bytes.data, bytes.length, 9), ==, Z_OK);
  return g_bytes_new_take (out, length);
}

/* CompressedData (RFC 3274 section 1.1) around @packed, which is taken. */
static GBytes *
make_compressed (int type, GBytes *packed)
{
  g_autoptr (GBytes) taken = packed;

  return cf_test_content_info (
      NID_id_smime_ct_compressedData,
      cf_test_der (0x30, cf_test_integer (0), cf_test_algorithm (NID_zlib_compression, NULL),
                   cf_test_der (0x30, cf_test_oid (type),
                                cf_test_der (0xa0, cf_test_octets (cf_test_span (taken)), NULL), NULL),
                   NULL));
}

/* Takes @cms. */
static GBytes *
inflate_bytes (GBytes *cms)
{
  g_autoptr (GBytes) taken = cms;
  g_autoptr (CfCms) self = cf_cms_read (cf_test_span (taken));

  g_assert_cmpint (cf_cms_get_kind (self), ==, CF_CMS_COMPRESSED);
  g_assert_false (cf_cms_has_content (self));
  return cf_cms_inflate (self);
}

static void
test_good (void)
{
  g_autoptr (GBytes) plain =
      inflate_bytes (make_compressed (NID_pkcs7_data, deflate_bytes (cf_span_str (HELLO))));

  g_assert_nonnull (plain);
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), HELLO, strlen (HELLO));
}

static void
test_broken (void)
{
  g_autoptr (GBytes) good = deflate_bytes (cf_span_str (HELLO));
  gsize length = g_bytes_get_size (good);
  g_autoptr (GBytes) changed = NULL;
  guint8 *bytes = g_memdup2 (g_bytes_get_data (good, NULL), length);

  bytes[length - 1] ^= 1; /* the checksum */
  changed = g_bytes_new_take (bytes, length);

  g_assert_null (inflate_bytes (make_compressed (NID_pkcs7_data, g_steal_pointer (&changed))));
  g_assert_null (
      inflate_bytes (make_compressed (NID_pkcs7_data, g_bytes_new_from_bytes (good, 0, length - 1))));
  g_assert_null (inflate_bytes (make_compressed (NID_pkcs7_data, g_bytes_new_from_bytes (good, 0, 1))));
  g_assert_null (inflate_bytes (make_compressed (NID_pkcs7_data, g_bytes_new (NULL, 0))));
  g_assert_null (inflate_bytes (
      make_compressed (NID_pkcs7_data, cf_test_join (g_bytes_ref (good), cf_test_hex ("00"), NULL))));
  g_assert_null (inflate_bytes (make_compressed (NID_pkcs7_data, cf_test_raw (cf_span_str (HELLO)))));
  g_assert_null (inflate_bytes (make_compressed (NID_pkcs7_signed, g_bytes_ref (good))));
}

/* A run of one letter packs about 1,000 to 1: far beyond the factor that is allowed. */
static void
test_bomb (void)
{
  gsize length = 8 * CF_MIB;
  g_autofree char *run = g_strnfill (length, 'x');
  g_autoptr (GBytes) packed = deflate_bytes (cf_span (run, length));

  g_assert_cmpuint (g_bytes_get_size (packed) * CF_LIMIT_INFLATE_FACTOR, <, length);
  g_assert_null (inflate_bytes (make_compressed (NID_pkcs7_data, g_steal_pointer (&packed))));
}

static GBytes *
deflate_run (gsize length)
{
  g_autofree char *run = g_strnfill (length, 'x');

  return deflate_bytes (cf_span (run, length));
}

/* A run that packs to exactly the factor is inflated, one of a byte more is not. */
static void
test_factor (void)
{
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GBytes) one_more = NULL;
  g_autoptr (GBytes) plain = NULL;
  gsize length = 0;

  do {
    length += CF_LIMIT_INFLATE_FACTOR;
    g_clear_pointer (&packed, g_bytes_unref);
    packed = deflate_run (length);
    g_assert_cmpuint (length, <, CF_MIB);
  } while (g_bytes_get_size (packed) * CF_LIMIT_INFLATE_FACTOR != length);

  one_more = deflate_run (length + 1);
  g_assert_cmpuint (g_bytes_get_size (one_more), ==, g_bytes_get_size (packed));
  plain = inflate_bytes (make_compressed (NID_pkcs7_data, g_steal_pointer (&packed)));
  g_assert_nonnull (plain);
  g_assert_cmpuint (g_bytes_get_size (plain), ==, length);
  g_assert_null (inflate_bytes (make_compressed (NID_pkcs7_data, g_steal_pointer (&one_more))));
}

static void
test_not_compressed (void)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CfCms) cms = NULL;

  message->spec.opaque = TRUE;
  bytes = cf_test_signed (&message->spec);
  cms = cf_cms_read (cf_test_span (bytes));
  g_assert_null (cf_cms_inflate (cms));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cms/inflate/good", test_good);
  g_test_add_func ("/cms/inflate/broken", test_broken);
  g_test_add_func ("/cms/inflate/bomb", test_bomb);
  g_test_add_func ("/cms/inflate/factor", test_factor);
  g_test_add_func ("/cms/inflate/not-compressed", test_not_compressed);
  return g_test_run ();
}
