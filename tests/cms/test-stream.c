/* test-stream.c — signed data that comes in pieces is read like signed data that is all there
 *
 * The slow way is cf_cms_read(): all bytes at hand, every length measured, the
 * content put together by OpenSSL.  Both have to say the same of anything:
 * honest, nested, cut off, mutated, with something behind.
 */
#include "cf-cms-internal.h"
#include "cf-cms-stream.h"
#include "cf-limits.h"
#include "cf-test-cms.h"

static const gsize steps[] = { 1, 3, 1000, 4096, G_MAXSIZE };

static CfCms *
read_in_steps (CfSpan bytes, gsize step)
{
  /* Text around it may make the buffer larger than the data. */
  CfCmsStream *stream = cf_cms_stream_new (bytes.length + step % 7, TRUE);
  guint8 *buffer = cf_cms_stream_get_buffer (stream);

  for (gsize at = 0; at < bytes.length;) {
    gsize n = MIN (step, bytes.length - at);

    memcpy (buffer + at, bytes.data + at, n);
    at += n;
    cf_cms_stream_advance (stream, at);
  }

  return cf_cms_stream_end (stream);
}

static void
assert_digests (CfCms *cms, CfSpan content)
{
  const CfDigestSet *found = cf_cms_get_content_digests (cms);
  guint mask = cf_cms_get_digest_mask (cms);
  g_autoptr (CfDigester) digester = cf_digester_new (mask);
  CfDigestSet wanted;

  if (found == NULL)
    return;

  cf_digester_update (digester, content);
  cf_digester_finish (digester, &wanted);
  for (guint i = 0; i < CF_DIGEST_N_KINDS; i++)
    if (mask & (1u << i))
      g_assert_cmpmem (found->value[i], CF_DIGEST_MAX_BYTES, wanted.value[i], CF_DIGEST_MAX_BYTES);
}

/* In the same order, whether they were decoded with it or before. */
static void
assert_certificates (const CfCms *fast, const CfCms *slow)
{
  g_assert_cmpint (MAX (0, sk_X509_num (fast->certificates)), ==, MAX (0, sk_X509_num (slow->certificates)));
  for (int i = 0; i < sk_X509_num (slow->certificates); i++)
    g_assert_cmpint (X509_cmp (sk_X509_value (fast->certificates, i), sk_X509_value (slow->certificates, i)), ==, 0);
}

static void
assert_same (CfCms *fast, CfCms *slow)
{
  GBytes *content = cf_cms_get_content (slow);

  assert_certificates (fast, slow);

  g_assert_cmpint (cf_cms_get_kind (fast), ==, cf_cms_get_kind (slow));
  g_assert_cmpuint (cf_cms_get_n_signers (fast), ==, cf_cms_get_n_signers (slow));
  g_assert_cmpuint (cf_cms_get_digest_mask (fast), ==, cf_cms_get_digest_mask (slow));
  g_assert_cmpint (cf_cms_has_content (fast), ==, cf_cms_has_content (slow));
  if (content == NULL)
    return;

  g_assert_cmpmem (g_bytes_get_data (cf_cms_get_content (fast), NULL), g_bytes_get_size (cf_cms_get_content (fast)),
                   g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  assert_digests (fast, cf_test_span (content));
}

/* What the slow way says. */
static CfCmsKind
compare_in (CfSpan bytes, gsize step)
{
  g_autoptr (CfCms) slow = cf_cms_read (bytes);
  g_autoptr (CfCms) fast = read_in_steps (bytes, step);

  assert_same (fast, slow);
  return cf_cms_get_kind (slow);
}

/* Takes @bytes. */
static void
compare (const char *says, GBytes *bytes, CfCmsKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_test_message ("%s, %" G_GSIZE_FORMAT " bytes at a time", says, steps[i]);
    g_assert_cmpint (compare_in (cf_test_span (bytes), steps[i]), ==, kind);
  }
  g_bytes_unref (bytes);
}

/* --- messages as they are made --- */

/* Larger than what is looked at first. */
static char *
make_text (gsize length)
{
  char *text = g_strnfill (length, 'x');

  for (gsize i = 0; i < length; i++)
    text[i] = (char) ('a' + i * 7 % 26);
  return text;
}

static GBytes *
make_signed (gsize length, gboolean opaque, gboolean indefinite)
{
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  g_autofree char *text = make_text (length);

  message->spec.content = text;
  message->spec.opaque = opaque;
  message->spec.indefinite = indefinite;
  return cf_test_signed (&message->spec);
}

static void
test_forms (void)
{
  static const gsize lengths[] = { 0, 1, 127, 128, 3000, 4000, 5000, 70000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (guint form = 0; form < 4; form++)
      compare ("made", make_signed (lengths[i], form & 1, form & 2), CF_CMS_SIGNED);
  compare ("enveloped", cf_test_content_info (NID_pkcs7_enveloped, cf_test_hex ("3000")), CF_CMS_ENCRYPTED);
  compare ("nothing", g_bytes_new (NULL, 0), CF_CMS_UNREADABLE);
  compare ("text", cf_test_raw (cf_span_str ("Hello")), CF_CMS_UNREADABLE);
}

/* The content is hashed on the way, as the signers need it. */
static void
test_digests (void)
{
  for (guint indefinite = 0; indefinite < 2; indefinite++) {
    g_autoptr (GBytes) bytes = make_signed (9000, TRUE, indefinite);
    g_autoptr (CfCms) cms = read_in_steps (cf_test_span (bytes), 1000);
    g_autoptr (CfCms) slow = cf_cms_read (cf_test_span (bytes));

    g_assert_nonnull (cf_cms_get_content_digests (cms));
    assert_digests (cms, cf_test_span (cf_cms_get_content (cms)));
    g_assert_null (cf_cms_get_content_digests (slow));
  }
}

/* The content outlives what it came from. */
static void
test_kept (void)
{
  g_autoptr (GBytes) bytes = make_signed (5000, TRUE, TRUE);
  g_autofree char *text = make_text (5000);
  CfCms *cms = read_in_steps (cf_test_span (bytes), 100);
  g_autoptr (GBytes) kept = g_bytes_ref (cf_cms_get_content (cms));

  cf_cms_free (cms);
  g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), text, 5000);
}

/* --- content put together by hand --- */

/* Signed data without signers; @around: 0 for definite lengths; @string: what stands in the place of the content. */
static GBytes *
make_around (guint around, GBytes *string, GBytes *rest)
{
  GBytes *(*make) (guint8 tag, ...) = around == 0 ? cf_test_der : cf_test_ber;
  GBytes *content = make (0x30, cf_test_oid (NID_pkcs7_data), make (0xa0, string, NULL), NULL);
  GBytes *inside = make (0x30, cf_test_integer (1), make (0x31, cf_test_algorithm (NID_sha256, NULL), NULL), content, rest, NULL);

  return make (0x30, cf_test_oid (NID_pkcs7_signed), make (0xa0, inside, NULL), NULL);
}

static GBytes *
nest (guint levels, gboolean indefinite)
{
  GBytes *string = cf_test_octets (cf_span_str ("some words"));

  for (guint i = 0; i < levels; i++) {
    GBytes *more = cf_test_octets (cf_span_str ("and more of them"));

    string = indefinite ? cf_test_ber (0x24, string, more, NULL) : cf_test_der (0x24, string, more, NULL);
  }
  return string;
}

static void
test_nesting (void)
{
  for (guint around = 0; around < 2; around++)
    for (guint indefinite = 0; indefinite < 2; indefinite++)
      for (guint levels = 0; levels < CF_LIMIT_CMS_STRING_DEPTH + 3; levels++)
        compare ("strings in strings", make_around (around, nest (levels, indefinite), cf_test_der (0x31, NULL)),
                 levels <= CF_LIMIT_CMS_STRING_DEPTH ? CF_CMS_SIGNED : CF_CMS_UNREADABLE);
}

static void
test_strings (void)
{
  static const struct {
    const char *says;
    const char *string;
    CfCmsKind kind;
  } rows[] = {
    { "one", "0403616263", CF_CMS_SIGNED },
    { "length with zeros before it", "04840000000361 6263", CF_CMS_SIGNED },
    { "pieces", "2480 040161 04026263 0000", CF_CMS_SIGNED },
    { "pieces of known length", "2407 040161 04026263", CF_CMS_SIGNED },
    { "no pieces", "2480 0000", CF_CMS_SIGNED },
    { "no pieces of no length", "2400", CF_CMS_SIGNED },
    { "empty pieces", "2480 0400 040161 0400 2400 2480 0000 0000", CF_CMS_SIGNED },
    { "a number among the pieces", "2480 040161 020162 0000", CF_CMS_UNREADABLE },
    { "a number instead", "020161", CF_CMS_UNREADABLE },
    { "a sequence among the pieces", "2480 3003040161 0000", CF_CMS_UNREADABLE },
    { "a tagged piece", "2480 800161 0000", CF_CMS_UNREADABLE },
    { "two strings", "040161 040162", CF_CMS_UNREADABLE },
    { "pieces and a string", "2480 040161 0000 040162", CF_CMS_UNREADABLE },
    { "one end too many", "2480 040161 0000 0000", CF_CMS_UNREADABLE },
    { "an end in a known length", "2405 040161 0000", CF_CMS_UNREADABLE },
    { "a longer end", "2480 040161 00810000", CF_CMS_UNREADABLE },
    { "a piece over the end of its string", "2403 0402 61 040162", CF_CMS_UNREADABLE },
    { "a length over all", "0484ffffffff61", CF_CMS_UNREADABLE },
    { "a length of nine bytes", "0489000000000000000001 61", CF_CMS_UNREADABLE },
    { "a long tag", "1f04 0161", CF_CMS_UNREADABLE },
    { "nothing", "", CF_CMS_UNREADABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint around = 0; around < 2; around++) {
      g_auto (GStrv) words = g_strsplit (rows[i].string, " ", -1);
      g_autofree char *hex = g_strjoinv ("", words);

      compare (rows[i].says, make_around (around, cf_test_hex (hex), cf_test_der (0x31, NULL)), rows[i].kind);
    }
}

/* One letter: a certificate, one with a changed name or a byte too many, an attribute certificate, something else. */
static GBytes *
make_item (char letter, CfSpan certificate)
{
  g_autofree guint8 *changed = g_memdup2 (certificate.data, certificate.length);

  switch (letter) {
  case 'X':
    changed[certificate.length / 2] ^= 0x80;
    return cf_test_raw (cf_span (changed, certificate.length));
  case 'L':
    changed[3]++;
    return cf_test_join (cf_test_raw (cf_span (changed, certificate.length)), cf_test_hex ("00"), NULL);
  case 'A':
    return cf_test_hex ("a103020101");
  case 'N':
    return cf_test_hex ("020101");
  case 'E':
    return cf_test_hex ("3000");
  default:
    return cf_test_raw (certificate);
  }
}

/* Words are sets of certificates; "0" a set of signers, "1" one of revocation lists. */
static GBytes *
make_sets (const char *row, CfSpan certificate)
{
  g_auto (GStrv) words = g_strsplit (row, " ", -1);
  GBytes *all = cf_test_hex ("");

  for (guint i = 0; words[i] != NULL; i++) {
    GBytes *set = cf_test_hex ("");

    for (const char *p = words[i]; g_ascii_isupper (*p); p++)
      set = cf_test_join (set, make_item (*p, certificate), NULL);
    set = *words[i] == '0' ? cf_test_join (set, cf_test_hex ("3100"), NULL)
        : *words[i] == '1' ? cf_test_join (set, cf_test_hex ("a100"), NULL) : cf_test_der (0xa0, set, NULL);
    all = cf_test_join (all, set, NULL);
  }
  return all;
}

/* Certificates where they belong, elsewhere, twice, and what is none of them. */
static void
test_certificates (void)
{
  static const char *const rows[] = { "C 0", "CC 0", "CCC 0", "A 0", "AC 0", "CA 0", "CN 0", "N 0", "X 0", "CX 0", "XC 0", "L 0", "CL 0",
                                      "E 0", "CE 0", " 0", "C 1 0", "1 C 0", "1 0", "C C 0", "C  0", " C 0", "0 C", "C 0 C", "C",
                                      "C 0 0", "C 0 1", "A C 0", "C A 0", "C 1 C 0" };
  g_autoptr (CfTestMessage) message = cf_test_message (CF_TEST_P256);
  g_autoptr (GBytes) made = cf_test_signed (&message->spec);
  g_autoptr (CfCms) cms = cf_cms_read (cf_test_span (made));
  guint8 *der = NULL;
  int length = i2d_X509 (sk_X509_value (cms->certificates, 0), &der);
  guint n_read = 0;

  g_assert_cmpint (length, >, 300);
  for (gsize i = 0; i < G_N_ELEMENTS (rows) * 2; i++) {
    GBytes *sets = make_sets (rows[i / 2], cf_span (der, (gsize) length));
    g_autoptr (GBytes) bytes = make_around (i % 2, cf_test_octets (cf_span_str ("words")), sets);

    g_test_message ("%s", rows[i / 2]);
    for (guint step = 0; step < G_N_ELEMENTS (steps); step++)
      n_read += compare_in (cf_test_span (bytes), steps[step]) == CF_CMS_SIGNED;
  }

  OPENSSL_free (der);
  g_assert_cmpuint (n_read, >, 2 * G_N_ELEMENTS (steps));
}

/* What stands behind the content, and behind all of it. */
static void
test_rest (void)
{
  static const char *const rests[] = { "3100", "3180 0000", "3100 3100", "3000 3100", "", "0000", "a000 3100", "a0003100 0000", "80003100", "a003020101 3100" };
  static const char *const tails[] = { "", "0d0a", "20", "00", "0000", "09", "3000", "0d0a78" };

  for (guint i = 0; i < G_N_ELEMENTS (rests) * G_N_ELEMENTS (tails) * 2; i++) {
    g_auto (GStrv) words = g_strsplit (rests[i / 2 % G_N_ELEMENTS (rests)], " ", -1);
    g_autofree char *hex = g_strjoinv ("", words);
    g_autoptr (GBytes) bytes = cf_test_join (make_around (i % 2, cf_test_hex ("24800401610401620000"), cf_test_hex (hex)),
                                             cf_test_hex (tails[i / 2 / G_N_ELEMENTS (rests)]), NULL);

    for (guint step = 0; step < G_N_ELEMENTS (steps); step++)
      compare_in (cf_test_span (bytes), steps[step]);
  }
}

/* --- anything --- */

static void
test_cut_off (void)
{
  for (guint indefinite = 0; indefinite < 2; indefinite++) {
    g_autoptr (GBytes) bytes = make_signed (5000, TRUE, indefinite);

    for (gsize length = 0; length < g_bytes_get_size (bytes); length += length < 100 ? 1 : 13)
      g_assert_cmpint (compare_in (cf_span_sub (cf_test_span (bytes), 0, length), 1000), ==, CF_CMS_UNREADABLE);
  }
}

/* Most changes are made where structure is: before and behind the content, and at the heads of its pieces. */
static void
test_mutations (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  guint n_read = 0;

  for (guint round = 0; round < 6000; round++) {
    g_autoptr (GBytes) bytes = make_around (round & 1, nest (round / 2 % 4, round & 8), cf_test_der (0x31, NULL));
    gsize length = g_bytes_get_size (bytes);
    g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
    static const guint8 likely[] = { 0x00, 0x04, 0x24, 0x30, 0x31, 0x80, 0x81, 0x84, 0xa0, 0xff };

    for (guint i = 0; i <= round % 3; i++)
      data[g_rand_int_range (rand, 0, (gint32) length)] =
          g_rand_boolean (rand) ? likely[g_rand_int_range (rand, 0, G_N_ELEMENTS (likely))] : (guint8) g_rand_int (rand);
    n_read += compare_in (cf_span (data, length), steps[round % G_N_ELEMENTS (steps)]) == CF_CMS_SIGNED;
  }

  /* Or nothing would be compared. */
  g_assert_cmpuint (n_read, >, 1000);
  g_assert_cmpuint (n_read, <, 5000);
}

static void
test_mutated_messages (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (14);

  for (guint form = 0; form < 4; form++) {
    g_autoptr (GBytes) bytes = make_signed (4500, form & 1, form & 2);
    gsize length = g_bytes_get_size (bytes);

    for (guint round = 0; round < 1500; round++) {
      g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

      data[g_rand_int_range (rand, 0, (gint32) length)] ^= (guint8) (1u << g_rand_int_range (rand, 0, 8));
      compare_in (cf_span (data, length), steps[2 + round % 3]);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cms/stream/forms", test_forms);
  g_test_add_func ("/cms/stream/digests", test_digests);
  g_test_add_func ("/cms/stream/kept", test_kept);
  g_test_add_func ("/cms/stream/nesting", test_nesting);
  g_test_add_func ("/cms/stream/strings", test_strings);
  g_test_add_func ("/cms/stream/certificates", test_certificates);
  g_test_add_func ("/cms/stream/rest", test_rest);
  g_test_add_func ("/cms/stream/cut-off", test_cut_off);
  g_test_add_func ("/cms/stream/mutations", test_mutations);
  g_test_add_func ("/cms/stream/mutated-messages", test_mutated_messages);
  return g_test_run ();
}
