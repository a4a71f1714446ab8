/* test-question.c — which questions of a checking process leave the monitor; which messages are not tried again */
#include <string.h>

#include "cf-engine-culprits.h"
#include "cf-engine-question.h"
#include "cf-limits.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static gboolean
may_pass (CfQuestionKind kind, const char *key, CfEngineAia aia)
{
  CfQuestion question = { kind, (char *) key };
  const CfEngineNetwork network = { .aia = aia };

  return cf_engine_question_refuse (&question, &network) == NULL;
}

static void
test_table (void)
{
  static const struct {
    CfQuestionKind kind;
    const char *key;
    gboolean passes;
  } rows[] = {
    { CF_QUESTION_DNS, "TXT sel._domainkey.example.org", TRUE },
    { CF_QUESTION_DNS, "SMIMEA 0123abcd._smimecert.example.org", TRUE },
    { CF_QUESTION_DNS, "TXT xn--r8jz45g.example", TRUE },
    { CF_QUESTION_DNS, "A example.org", TRUE },
    { CF_QUESTION_DNS, "NS example.org", FALSE },
    { CF_QUESTION_DNS, "AXFR example.org", FALSE },
    { CF_QUESTION_DNS, "TX example.org", FALSE },
    { CF_QUESTION_DNS, "TXT ", FALSE },
    { CF_QUESTION_DNS, "TXT", FALSE },
    { CF_QUESTION_DNS, "TXT example.org.", FALSE },
    { CF_QUESTION_DNS, "TXT .example.org", FALSE },
    { CF_QUESTION_DNS, "TXT a..b", FALSE },
    { CF_QUESTION_DNS, "TXT two words.example", FALSE },
    { CF_QUESTION_DNS, "TXT a/b.example", FALSE },
    { CF_QUESTION_DNS, "TXT a\nb.example", FALSE },
    { CF_QUESTION_DNS, "TXT aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example", TRUE },
    { CF_QUESTION_DNS, "TXT aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example", FALSE },
    { CF_QUESTION_CRL, "http://crl.example/a.crl", TRUE },
    { CF_QUESTION_CRL, "https://crl.example:8080/a.crl?x=1", TRUE },
    { CF_QUESTION_CRL, "ldap://directory.example/cn=x", FALSE },
    { CF_QUESTION_CRL, "file:///etc/passwd", FALSE },
    { CF_QUESTION_CRL, "ftp://crl.example/a.crl", FALSE },
    { CF_QUESTION_CRL, "http:///a.crl", FALSE },
    { CF_QUESTION_CRL, "http://user:password@crl.example/a.crl", FALSE },
    { CF_QUESTION_CRL, "http://crl.example/a b", FALSE },
    { CF_QUESTION_CRL, "/etc/passwd", FALSE },
    { CF_QUESTION_CRL, "", FALSE },
    { CF_QUESTION_OCSP, "http://ocsp.example/ MAo=", TRUE },
    { CF_QUESTION_OCSP, "http://ocsp.example/", FALSE },
    { CF_QUESTION_OCSP, "http://ocsp.example/ ", FALSE },
    { CF_QUESTION_OCSP, "http://ocsp.example/ MAo", FALSE },
    { CF_QUESTION_OCSP, "http://ocsp.example/ M!o=", FALSE },
    { CF_QUESTION_OCSP, "http://ocsp.example/ MAo= MAo=", FALSE },
    { CF_QUESTION_OCSP, "file:///x MAo=", FALSE },
    { CF_QUESTION_ISSUER, "http://secure.globalsign.com/cacert/a.crt", TRUE },
    { CF_QUESTION_ISSUER, "http://globalsign.com/a.crt", TRUE },
    { CF_QUESTION_ISSUER, "http://globalsign.com.evil.example/a.crt", FALSE },
    { CF_QUESTION_ISSUER, "http://evilglobalsign.com/a.crt", FALSE },
    { CF_QUESTION_ISSUER, "http://tracker.example/reader-17", FALSE },
    { CF_QUESTION_ISSUER, "http://secure.globalsign.com:8080/a.crt", FALSE },
    { CF_QUESTION_HISTORY, "sender a@example.org", TRUE },
    { CF_QUESTION_HISTORY, "message " SHA, TRUE },
    { CF_QUESTION_HISTORY, "signature " SHA, TRUE },
    { CF_QUESTION_HISTORY, "message " SHA "0", FALSE },
    { CF_QUESTION_HISTORY, "message 0123", FALSE },
    { CF_QUESTION_HISTORY, "message 0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef", FALSE },
    { CF_QUESTION_HISTORY, "domains", TRUE },
    { CF_QUESTION_HISTORY, "domains of others", FALSE },
    { CF_QUESTION_HISTORY, "domain example.org", TRUE },
    { CF_QUESTION_HISTORY, "domain ", FALSE },
    { CF_QUESTION_HISTORY, "sender ", FALSE },
    { CF_QUESTION_HISTORY, "everybody", FALSE },
    { CF_QUESTION_HISTORY, "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%u %s", rows[i].kind, rows[i].key);
    g_assert_cmpint (may_pass (rows[i].kind, rows[i].key, CF_ENGINE_AIA_KNOWN_HOSTS), ==, rows[i].passes);
  }
}

/* Every kind refuses what is too long. */
static void
test_length (void)
{
  static const char *const beginnings[CF_QUESTION_N_KINDS] = {
    [CF_QUESTION_DNS] = "TXT a.",
    [CF_QUESTION_OCSP] = "http://ocsp.example/",
    [CF_QUESTION_CRL] = "http://crl.example/",
    [CF_QUESTION_ISSUER] = "http://globalsign.com/",
    [CF_QUESTION_HISTORY] = "sender a",
  };

  for (guint kind = 0; kind < CF_QUESTION_N_KINDS; kind++) {
    g_autofree char *fill = g_strnfill (CF_LIMIT_URL_BYTES + 1000, 'a');
    g_autofree char *key = g_strconcat (beginnings[kind], fill, kind == CF_QUESTION_OCSP ? " MAo=" : "", NULL);

    g_assert_false (may_pass ((CfQuestionKind) kind, key, CF_ENGINE_AIA_ANY));
  }
}

static void
test_aia (void)
{
  g_assert_true (may_pass (CF_QUESTION_ISSUER, "http://own.example/ca.crt", CF_ENGINE_AIA_ANY));
  g_assert_false (may_pass (CF_QUESTION_ISSUER, "file:///own/ca.crt", CF_ENGINE_AIA_ANY));
  g_assert_false (may_pass (CF_QUESTION_ISSUER, "http://globalsign.com/ca.crt", CF_ENGINE_AIA_OFF));
  /* Only the issuer is asked for before a chain is anchored. */
  g_assert_true (may_pass (CF_QUESTION_CRL, "http://own.example/ca.crl", CF_ENGINE_AIA_OFF));
}

/* What policy says of the network; what is not understood asks least. */
static void
test_network (void)
{
  static const struct {
    const char *text;
    CfLookupMode mode;
    CfEngineAia aia;
    gboolean allow_private;
    const char *proxy;
  } rows[] = {
    { "{}", CF_LOOKUP_ALL, CF_ENGINE_AIA_KNOWN_HOSTS, FALSE, NULL },
    { "{\"mode\":\"all\",\"aia\":\"any\"}", CF_LOOKUP_ALL, CF_ENGINE_AIA_ANY, FALSE, NULL },
    { "{\"mode\":\"dns-only\",\"aia\":\"off\"}", CF_LOOKUP_DNS_ONLY, CF_ENGINE_AIA_OFF, FALSE, NULL },
    { "{\"mode\":\"none\",\"allow-private\":\"true\"}", CF_LOOKUP_NONE, CF_ENGINE_AIA_KNOWN_HOSTS, TRUE, NULL },
    { "{\"mode\":\"some\",\"aia\":\"whoever\",\"allow-private\":\"yes\"}", CF_LOOKUP_NONE, CF_ENGINE_AIA_OFF, FALSE, NULL },
    { "{\"proxy\":\"http://proxy.example:3128\"}", CF_LOOKUP_ALL, CF_ENGINE_AIA_KNOWN_HOSTS, FALSE, "http://proxy.example:3128" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonNode) node = json_from_string (rows[i].text, NULL);
    g_auto (CfEngineNetwork) network = { 0 };

    cf_engine_network_read (json_node_get_object (node), &network);
    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (network.mode, ==, rows[i].mode);
    g_assert_cmpint (network.aia, ==, rows[i].aia);
    g_assert_cmpint (network.allow_private, ==, rows[i].allow_private);
    g_assert_cmpstr (network.proxy, ==, rows[i].proxy);
  }
}

static void
test_culprits (void)
{
  g_autoptr (CfEngineCulprits) culprits = cf_engine_culprits_new ();
  g_autoptr (JsonObject) preview = json_object_new ();
  JsonObject *found = NULL;

  g_assert_true (cf_engine_culprits_is_empty (culprits));
  cf_engine_culprits_add (culprits, "a", preview);
  g_assert_false (cf_engine_culprits_is_empty (culprits));
  for (guint i = 1; i < CF_LIMIT_CULPRIT_DEATHS; i++) {
    g_assert_false (cf_engine_culprits_find (culprits, "a", &found));
    cf_engine_culprits_add (culprits, "a", NULL);
  }
  g_assert_true (cf_engine_culprits_find (culprits, "a", &found));
  g_assert_true (found == preview);
  g_assert_false (cf_engine_culprits_find (culprits, "b", &found));
}

/* However many there are, memory is bounded, and the latest are known. */
static void
test_many_culprits (void)
{
  g_autoptr (CfEngineCulprits) culprits = cf_engine_culprits_new ();
  JsonObject *found = NULL;

  for (guint i = 0; i < 3 * CF_LIMIT_CULPRITS; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i);

    for (guint j = 0; j < CF_LIMIT_CULPRIT_DEATHS; j++)
      cf_engine_culprits_add (culprits, name, NULL);
  }

  for (guint i = 0; i < 3 * CF_LIMIT_CULPRITS; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i);

    g_assert_cmpint (cf_engine_culprits_find (culprits, name, &found), ==, i >= 2 * CF_LIMIT_CULPRITS);
  }
}

/* Hosts that anchors name may be asked for an issuer, and no others: a domain's own host, where its mark may lie, could
 * learn who reads the mail (DESIGN, promise 4). */
static void
test_named_hosts (void)
{
  static const char settings[] = "{\"hosts\":[\"ca.company.example\",7]}";
  static const struct { const char *key; gboolean passes; } rows[] = {
    { "http://ca.company.example/ca.crt", TRUE },
    { "http://CA.Company.example/ca.crt", TRUE },
    { "http://ca.company.example:81/ca.crt", FALSE },
    { "http://x.ca.company.example/ca.crt", FALSE },
    { "http://other.example/ca.crt", FALSE },
    { "https://other.example/mark.pem", FALSE },
    { "https://user@other.example/mark.pem", FALSE },
  };
  g_autoptr (JsonNode) node = json_from_string (settings, NULL);
  g_auto (CfEngineNetwork) network = { 0 };

  cf_engine_network_read (json_node_get_object (node), &network);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfQuestion question = { CF_QUESTION_ISSUER, (char *) rows[i].key };

    g_assert_cmpint (cf_engine_question_refuse (&question, &network) == NULL, ==, rows[i].passes);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/question/table", test_table);
  g_test_add_func ("/engine/question/length", test_length);
  g_test_add_func ("/engine/question/aia", test_aia);
  g_test_add_func ("/engine/network/read", test_network);
  g_test_add_func ("/engine/culprits/deaths", test_culprits);
  g_test_add_func ("/engine/culprits/many", test_many_culprits);
  g_test_add_func ("/engine/question/named-hosts", test_named_hosts);
  return g_test_run ();
}
