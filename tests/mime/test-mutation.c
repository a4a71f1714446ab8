/* test-mutation.c — whatever the bytes are: no crash, spans inside, never both of two opposites
 *
 * And the safety property behind them: a change outside of the signed entity
 * that puts words of a stranger on the screen never leaves the mail whole,
 * strict and digested as before.
 */
#include "mime-test.h"

static const char *const seeds[] = {
  "From: Alice <alice@example.org>\nTo: bob@example.org\nSubject: =?utf-8?Q?hello?=\nMIME-Version: 1.0\n"
  "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=\"=_s\"\n\n"
  "This is a signed message\n\n--=_s\nContent-Type: text/plain; charset=utf-8; hp=clear\nFrom: alice@example.org\n\n"
  "hello\n\n--=_s\nContent-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n"
  "Content-Disposition: attachment; filename=smime.p7s\n\nMIIBAAAA\n--=_s--\n",
  "From: a..b@docomo.example\nSubject: x\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: "
  "multipart/alternative; boundary=ma\n\n--ma\n\ntext\n--ma\nContent-Type: text/html\n\n<p>text\n--ma--\n--m\n"
  "Content-Type: message/rfc822\n\nFrom: x@y\nContent-Type: application/pkcs7-mime; smime-type=signed-data\n\nMIIB\n"
  "--m--\n",
  "X-Mozilla-Status: 0001\nFrom: =?iso-2022-jp?B?GyRCNmQ5VBsoQg==?= <a@b.example>\nReply-To: c@d\nSender: e@f\n"
  "Content-Type: application/pkcs7-mime; name=\"smime.p7m\"; smime-type=enveloped-data\n"
  "Content-Transfer-Encoding: base64\n\nMIIB\nMIIB\n",
};

/* What a mutation puts in: the words that this parser has an opinion about. */
static const char *const words[] = {
  "\n", "\r", "\r\n", "\n\n", " ", "\t", "\n ", ":", ";", "=", "\"", "\\", "(", ")", "<", ">", "@", ",", "--", "--m",
  "--=_s", "--=_s--", "\n--=_s\n", "\n--=_s--\n", "boundary=", "boundary=x", "*0=", "*=", "=?", "?=", "=?utf-8?B?",
  "From: mallory@evil\n", "From ", "Content-Type: ", "Content-Type: text/html\n", "multipart/signed", "message/rfc822",
  "application/pkcs7-signature", "Content-Transfer-Encoding: base64\n", "\033$B", "\xff", "\xe2\x80\xae", "A: b\n",
};

static void
mutate (GRand *rand, GString *text)
{
  gsize at = text->len == 0 ? 0 : (gsize) g_rand_int_range (rand, 0, (gint32) text->len);
  gsize wanted = (gsize) g_rand_int_range (rand, 1, 40);
  gsize length = MIN (text->len - at, wanted);
  const char *word = words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
  g_autofree char *piece = NULL;

  switch (g_rand_int_range (rand, 0, 6)) {
  case 0:
    if (text->len > 0)
      text->str[at] = (char) g_rand_int (rand);
    break;
  case 1:
    g_string_erase (text, (gssize) at, (gssize) length);
    break;
  case 2:
    piece = g_memdup2 (text->str + at, length);
    g_string_insert_len (text, g_rand_int_range (rand, 0, (gint32) text->len + 1), piece, (gssize) length);
    break;
  case 3:
    g_string_truncate (text, at);
    break;
  default:
    g_string_insert (text, (gssize) at, word);
    break;
  }
}

static void
read_all (CfSpan message)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (message, facts);

  test_check_invariants (mime, facts, mime->message);
  for (guint i = 0; i < cf_mime_get_n_parts (mime); i++) {
    const CfMimePart *part = cf_mime_get_part (mime, i);
    g_autoptr (GBytes) bytes = cf_mime_decode (part, 100);
    CfDigestSet set;

    g_assert_true (bytes == NULL || g_bytes_get_size (bytes) <= 100);
    cf_mime_digest (part->whole, CF_MIME_CANONICAL, CF_DIGEST_SHA256, &set);
    g_assert_cmpuint (set.mask, ==, CF_DIGEST_SHA256);
    cf_mime_check_protected (mime, part->whole, facts);
    g_assert_true (!(facts->evidence & CF_M (HEADERS_PROTECTED)) ||
                   facts->smime.header_protection != CF_HEADER_PROTECTION_NONE);
    g_clear_pointer (&facts->smime.protected_field, g_free);
  }
}

static void
test_mutations (void)
{
  guint rounds = g_test_slow () ? 100000 : 4000;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < rounds; i++) {
    g_autoptr (GString) text = g_string_new (seeds[i % G_N_ELEMENTS (seeds)]);
    guint8 *exact = NULL;

    for (int n = g_rand_int_range (rand, 1, 8); n > 0; n--)
      mutate (rand, text);
    /* Without a byte behind the end, so that reading there is found. */
    exact = g_memdup2 (text->str, text->len);
    read_all (cf_span (exact, text->len));
    g_free (exact);
  }
}

static void
test_every_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    for (gsize length = 0; length <= strlen (seeds[i]); length++) {
      g_autofree guint8 *exact = g_memdup2 (seeds[i], length);

      read_all (cf_span (exact, length));
    }
}

static void
test_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 300; i++) {
    guint8 bytes[200];

    for (guint k = 0; k < sizeof bytes; k++)
      bytes[k] = (guint8) (i % 2 ? g_rand_int (rand) : (guint32) "\r\n\t :;=-\"<>@aF?"[g_rand_int_range (rand, 0, 15)]);
    read_all (cf_span (bytes, sizeof bytes));
  }
}

/* The whole mail: is it green as far as mime can tell, and over which bytes? */
static char *
read_green (const GString *text)
{
  g_autoptr (CfFacts) facts = cf_facts_new ();
  g_autoptr (CfMime) mime = cf_mime_read (cf_span (text->str, text->len), facts);
  CfEvidence needs = CF_M (COVERAGE_WHOLE) | CF_M (HEADERS_STRICT) | CF_M (ONE_FROM) | CF_M (CHARSETS_READ) |
                     CF_M (WITHIN_LIMITS);
  g_autoptr (GBytes) cms = NULL;
  CfMimeSignature signature;
  CfDigestSet set;

  cf_mime_get_signature (mime, &signature);
  if ((facts->evidence & needs) != needs || signature.entity < 0)
    return NULL;
  cms = cf_mime_decode (cf_mime_get_part (mime, (guint) signature.signature), 100);
  if (cms == NULL)
    return NULL;

  cf_mime_digest (cf_mime_get_part (mime, (guint) signature.entity)->whole, CF_MIME_CANONICAL, CF_DIGEST_SHA256, &set);
  return cf_digest_to_hex (cf_digest_set_get (&set, CF_DIGEST_SHA256));
}

/* What no client shows: a preamble, and fields of the signature's own header. */
static gboolean
is_hidden_place (const char *text, gsize at, gboolean content_field)
{
  gsize preamble = (gsize) (strstr (text, "\n\n") - text) + 2;
  gsize first = (gsize) (strstr (text, "\n--=_s\n") - text) + 1;
  gsize seal = (gsize) (strstr (text, "\nContent-Type: application/pkcs7-signature") - text) + 1;
  gsize body = (gsize) (strstr (text + seal, "\n\n") - text) + 1;

  return (at >= preamble && at <= first) || (!content_field && at >= seal && at <= body);
}

/* A line of a stranger, put at every place of a signed mail: where the mail
 * stays green over the same bytes, no client may show that line as text. */
static void
test_inserted_line (void)
{
  static const char *const lines[] = {
    "--=_s\nContent-Type: text/html\n\n<b>pay now\n", "--=_s\n", "--=_s--\n", "--=_sx\n",
    "Content-Type: text/html\n", "From: mallory@evil.example\n", "hello\n",
  };
  g_autoptr (GString) original = g_string_new (seeds[0]);
  g_autofree char *green = read_green (original);

  g_assert_nonnull (green);
  for (guint k = 0; k < G_N_ELEMENTS (lines); k++)
    for (gsize at = 0; at <= original->len; at++) {
      g_autoptr (GString) text = g_string_new (original->str);
      g_autofree char *now = NULL;

      if (at > 0 && text->str[at - 1] != '\n')
        continue;
      g_string_insert (text, (gssize) at, lines[k]);
      now = read_green (text);
      g_test_message ("line %u at %" G_GSIZE_FORMAT, k, at);
      if (g_strcmp0 (now, green) == 0)
        g_assert_true (k >= 4 && is_hidden_place (original->str, at, g_str_has_prefix (lines[k], "Content-")));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_mime_prepare ();
  g_test_add_func ("/mime/mutation/random", test_mutations);
  g_test_add_func ("/mime/mutation/every-cut", test_every_cut);
  g_test_add_func ("/mime/mutation/noise", test_noise);
  g_test_add_func ("/mime/mutation/inserted-line", test_inserted_line);
  return g_test_run ();
}
