/* test-address.c — the certificate's addresses against From (MEANING section 2) */
#include "cf-test-pki.h"

#include "cf-digest.h"

#define MATCH CF_S (ADDRESS_MATCH)
#define CASE (CF_S (ADDRESS_MATCH) | CF_S (CASE_DIFFERS))
#define OTHER CF_S (OTHER_ADDRESS)
#define BITS (MATCH | CASE | OTHER)

/* Made into a SmtpUTF8Mailbox by make(). */
#define UTF8_MARK "utf8="
#define UTF8_NAME(address) UTF8_MARK address

static const struct {
  const char *says;
  const char *from;
  const char *extension;
  CfEvidence wanted;
} rows[] = {
  { "the same", "alice@example.com", "subjectAltName=email:alice@example.com", MATCH },
  { "another person", "alice@example.com", "subjectAltName=email:mallory@example.com", OTHER },
  { "another domain", "alice@example.com", "subjectAltName=email:alice@example.org", OTHER },
  { "a subdomain", "alice@example.com", "subjectAltName=email:alice@mail.example.com", OTHER },
  { "only the domain", "alice@example.com", "subjectAltName=email:example.com", OTHER },
  { "local part in capitals", "alice@example.com", "subjectAltName=email:Alice@example.com", CASE },
  { "domain in capitals", "alice@example.com", "subjectAltName=email:alice@EXAMPLE.com", MATCH },
  { "both in capitals", "ALICE@EXAMPLE.COM", "subjectAltName=email:alice@example.com", CASE },
  { "the second of two", "alice@example.com", "subjectAltName=email:a@example.com,email:alice@example.com",
    MATCH },
  { "exact beside capitals", "alice@example.com",
    "subjectAltName=email:ALICE@example.com,email:alice@example.com", MATCH },
  { "a host name only", "alice@example.com", "subjectAltName=DNS:example.com", OTHER },
  { "nothing", "alice@example.com", "subjectKeyIdentifier=hash", OTHER },
  { "no From", NULL, "subjectAltName=email:alice@example.com", 0 },
  { "no From and nothing", NULL, "subjectKeyIdentifier=hash", 0 },
  { "dots of docomo", "a..b.@docomo.ne.jp", "subjectAltName=email:a..b.@docomo.ne.jp", MATCH },
  { "plus", "alice+x@example.com", "subjectAltName=email:alice@example.com", OTHER },
  { "a final dot", "alice@example.com", "subjectAltName=email:alice@example.com.", OTHER },
  { "a space before", "alice@example.com", "subjectAltName=email: alice@example.com",
    MATCH }, /* OpenSSL trims */
  { "two at signs", "alice@example.com@evil.example", "subjectAltName=email:alice@example.com@evil.example",
    OTHER },
  { "quoted", "\"al ice\"@example.com", "subjectAltName=email:\"al ice\"@example.com", OTHER },
  { "domain literal", "alice@[192.0.2.1]", "subjectAltName=email:alice@[192.0.2.1]", OTHER },
  { "A-label both", "alice@xn--fsq192h.example", "subjectAltName=email:alice@xn--fsq192h.example", MATCH },
  { "A-label in the certificate", "alice@例示.example", "subjectAltName=email:alice@xn--fsq192h.example",
    MATCH },
  { "sharp s is not ss", "alice@straße.example", "subjectAltName=email:alice@strasse.example", OTHER },
  { "full width is not ASCII", "alice@ｅxample.com", "subjectAltName=email:alice@example.com", OTHER },
  { "ideographic full stop", "alice@example。com", "subjectAltName=email:alice@example.com", OTHER },
  { "a zero-width joiner", "alice@exam\u200dple.com", "subjectAltName=email:alice@example.com", OTHER },
  { "UTF-8 local part", "佐藤@example.com", UTF8_NAME ("佐藤@example.com"), MATCH },
  { "UTF-8, domain in capitals", "佐藤@example.com", UTF8_NAME ("佐藤@Example.com"), MATCH },
  { "UTF-8, ASCII case", "佐藤a@example.com", UTF8_NAME ("佐藤A@example.com"), CASE },
  { "UTF-8, another", "佐藤@example.com", UTF8_NAME ("佐籐@example.com"), OTHER },
  { "UTF-8 in another normal form", "e\u0301@example.com", UTF8_NAME ("é@example.com"), OTHER },
  { "ASCII as SmtpUTF8Mailbox", "alice@example.com", UTF8_NAME ("alice@example.com"), OTHER },
  { "ASCII with a U-label domain as SmtpUTF8Mailbox", "alice@例示.example", UTF8_NAME ("alice@例示.example"),
    OTHER },
  { "SmtpUTF8Mailbox of another type", "佐藤@example.com", "subjectAltName=otherName:1.2.3.4;UTF8:x", OTHER },
  { "a NUL after it", "alice@example.com", /* rfc822Name "alice@example.com\0" */
    "subjectAltName=DER:3014"
    "8112616c696365406578616d706c652e636f6d00",
    OTHER },
  { "a NUL and a domain after it", "alice@example.com", /* rfc822Name "alice@example.com\0.evil" */
    "subjectAltName=DER:3019"
    "8117616c696365406578616d706c652e636f6d002e6576696c",
    OTHER },
  { "UTF-8 in rfc822Name", "佐藤@example.com", /* rfc822Name "佐藤@example.com" */
    "subjectAltName=DER:3014"
    "8112e4bd90e897a4406578616d706c652e636f6d",
    OTHER },
  { "an empty name", "alice@example.com", "subjectAltName=DER:30028100", OTHER },
};

/* The extension with one SmtpUTF8Mailbox: { [0] { OID, [0] UTF8String } }; all lengths are under 128. */
static char *
make_utf8_name (const char *address)
{
  static const char oid[] = "06082b06010505070809";
  g_autofree char *hex = cf_digest_to_hex (cf_span_str (address));
  guint n = (guint) strlen (address);

  g_assert_cmpuint (n, <, 100);
  return g_strdup_printf ("subjectAltName=DER:30%02xa0%02x%sa0%02x0c%02x%s", n + 16, n + 14, oid, n + 2, n,
                          hex);
}

static X509 *
make (const char *subject, const char *extension)
{
  g_autofree char *utf8 =
      g_str_has_prefix (extension, UTF8_MARK) ? make_utf8_name (extension + strlen (UTF8_MARK)) : NULL;
  CfTestCert spec = { .subject = subject,
                      .key = cf_test_key (CF_TEST_P256, 0),
                      .extensions = { utf8 != NULL ? utf8 : extension } };

  return cf_test_cert (&spec);
}

static CfEvidence
check (X509 *certificate, const char *from, gboolean subject_address, guint *out_n)
{
  g_autoptr (CfTestCheck) self = cf_test_check (TRUE);
  CfSignerFacts *signer = cf_facts_add_signer (&self->facts->smime);

  g_free (self->sender.address);
  self->sender.address = g_strdup (from);
  self->rules.subject_address = subject_address;
  cf_cert_check_address (certificate, &self->context, signer);
  g_assert_cmpint (signer->address_match, ==, (signer->evidence & MATCH) != 0);
  *out_n = signer->addresses->len;
  return signer->evidence;
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (X509) certificate = make (NULL, rows[i].extension);
    guint n;

    g_test_message ("%s", rows[i].says);
    cf_test_assert_evidence (check (certificate, rows[i].from, FALSE, &n), rows[i].wanted);
    /* The subject is never looked at without leave, and adds nothing with it when it holds no address. */
    cf_test_assert_evidence (check (certificate, rows[i].from, TRUE, &n), rows[i].wanted);
  }
}

static void
test_subject (void)
{
  g_autoptr (X509) plain = make ("emailAddress=alice@example.com/CN=Alice", "subjectKeyIdentifier=hash");
  g_autoptr (X509) named = make ("CN=alice@example.com", "subjectKeyIdentifier=hash");
  g_autoptr (X509) both =
      make ("emailAddress=alice@example.com/CN=Alice", "subjectAltName=email:bob@example.com");
  guint n;

  cf_test_assert_evidence (check (plain, "alice@example.com", FALSE, &n), OTHER);
  g_assert_cmpuint (n, ==, 0);
  cf_test_assert_evidence (check (plain, "alice@example.com", TRUE, &n), MATCH);
  g_assert_cmpuint (n, ==, 1);
  cf_test_assert_evidence (check (plain, "Alice@example.com", TRUE, &n), CASE);
  cf_test_assert_evidence (check (named, "alice@example.com", TRUE, &n), OTHER);
  cf_test_assert_evidence (check (both, "alice@example.com", FALSE, &n), OTHER);
  cf_test_assert_evidence (check (both, "alice@example.com", TRUE, &n), MATCH);
  g_assert_cmpuint (n, ==, 2);
}

/* The last that counts and the first that does not. */
static void
test_limit (void)
{
  for (guint position = CF_LIMIT_CERT_ADDRESSES - 1; position <= CF_LIMIT_CERT_ADDRESSES; position++) {
    g_autoptr (GString) text = g_string_new ("subjectAltName=");
    g_autoptr (X509) certificate = NULL;
    guint n;

    for (guint i = 0; i <= CF_LIMIT_CERT_ADDRESSES; i++)
      g_string_append_printf (text, "%semail:%s%u@example.com", i > 0 ? "," : "",
                              i == position ? "alice" : "a", i);
    certificate = make (NULL, text->str);

    {
      g_autofree char *from = g_strdup_printf ("alice%u@example.com", position);

      cf_test_assert_evidence (check (certificate, from, FALSE, &n),
                               position < CF_LIMIT_CERT_ADDRESSES ? MATCH : OTHER);
    }
    g_assert_cmpuint (n, ==, CF_LIMIT_CERT_ADDRESSES);
  }
}

static void
test_long_address (void)
{
  g_autofree char *local = g_strnfill (CF_LIMIT_ADDRESS_BYTES - strlen ("@example.com"), 'a');
  g_autofree char *fits = g_strconcat (local, "@example.com", NULL);
  g_autofree char *fits_name = g_strconcat ("subjectAltName=email:", fits, NULL);
  g_autofree char *too_long = g_strconcat ("a", fits, NULL);
  g_autofree char *too_long_name = g_strconcat ("subjectAltName=email:", too_long, NULL);
  g_autoptr (X509) certificate = make (NULL, fits_name);
  g_autoptr (X509) other = make (NULL, too_long_name);
  guint n;

  cf_test_assert_evidence (check (certificate, fits, FALSE, &n), MATCH);
  cf_test_assert_evidence (check (other, too_long, FALSE, &n), OTHER);
}

static void
test_shown_safely (void)
{
  g_autoptr (X509) certificate = make (NULL, "subjectAltName=DER:3006"
                                             "8104400a1b40"); /* rfc822Name "@\n\x1b@" */
  g_autoptr (CfTestCheck) self = cf_test_check (TRUE);
  CfSignerFacts *signer = cf_facts_add_signer (&self->facts->smime);

  cf_cert_check_address (certificate, &self->context, signer);
  g_assert_cmpuint (signer->addresses->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (signer->addresses, 0), ==, "@ \\u{001B}@");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/address/table", test_table);
  g_test_add_func ("/cert/address/subject", test_subject);
  g_test_add_func ("/cert/address/limit", test_limit);
  g_test_add_func ("/cert/address/long-address", test_long_address);
  g_test_add_func ("/cert/address/shown-safely", test_shown_safely);
  return g_test_run ();
}
