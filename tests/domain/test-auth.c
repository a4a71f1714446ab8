/* test-auth.c — Authentication-Results: the grammar, and whom to believe */
#include "cf-domain-auth-received.h"
#include "cf-domain-auth-results.h"
#include "cf-domain-auth.h"
#include "cf-limits.h"

/* "id: method=result reason{…} name{value}, …"; a "!" behind the id when trusted. */
static char *
describe_field (const CfAuthResults *field)
{
  g_autoptr (GString) text = g_string_new (field->authserv_id);

  g_string_append (text, field->trusted ? "!:" : ":");
  for (guint i = 0; i < field->methods->len; i++) {
    const CfAuthMethod *method = g_ptr_array_index (field->methods, i);

    g_string_append_printf (text, "%s %s=%s", i == 0 ? "" : ",", method->method, method->result);
    if (method->reason != NULL)
      g_string_append_printf (text, " reason{%s}", method->reason);
    for (guint j = 0; j < method->properties->len; j++) {
      const CfAuthProperty *property = g_ptr_array_index (method->properties, j);

      g_string_append_printf (text, " %s{%s}", property->name, property->value);
    }
  }

  return g_strdup (text->str);
}

static char *
describe_facts (const CfFacts *facts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < facts->domain.authentication_results->len; i++) {
    g_autofree char *field = describe_field (g_ptr_array_index (facts->domain.authentication_results, i));

    g_string_append_printf (text, "%s%s", i == 0 ? "" : "; ", field);
  }

  return g_strdup (text->str);
}

/* RFC 8601 section 2.2 and the examples of its appendix B. */
static void
test_grammar (void)
{
  static const struct { const char *value, *want; } rows[] = {
    /* B.1 to B.7 */
    { " example.org 1; none", "example.org:" },
    { " example.com;\r\n spf=pass smtp.mailfrom=example.net", "example.com: spf=pass smtp.mailfrom{example.net}" },
    { " example.com;\r\n auth=pass (cram-md5) smtp.auth=sender@example.net;\r\n spf=pass smtp.mailfrom=example.net",
      "example.com: auth=pass smtp.auth{sender@example.net}, spf=pass smtp.mailfrom{example.net}" },
    { " example.com; iprev=pass\r\n policy.iprev=192.0.2.200", "example.com: iprev=pass policy.iprev{192.0.2.200}" },
    { " example.com;\r\n dkim=pass (good signature) header.d=example.com",
      "example.com: dkim=pass header.d{example.com}" },
    { " example.net;\r\n dkim=pass reason=\"good signature\"\r\n header.i=@mail-router.example.net;\r\n"
      " dkim=fail reason=\"bad signature\"\r\n header.i=@newyork.example.com",
      "example.net: dkim=pass reason{good signature} header.i{@mail-router.example.net}, "
      "dkim=fail reason{bad signature} header.i{@newyork.example.com}" },
    /* B.7, comments everywhere */
    { " foo.example.net (foobar) 1 (baz);\r\n dkim (Because I like it) / 1 (One yay) = (wait for it) fail\r\n"
      " policy (A dot can go here) . (like that) expired\r\n (this surprised me) = (as I wasn't expecting it) 1362471462",
      "foo.example.net: dkim=fail policy.expired{1362471462}" },
    /* ids and versions */
    { "mx.example", "mx.example:" },
    { "mx.example;", "mx.example:" },
    { " \"quoted id\"; spf=none", "quoted id: spf=none" },
    { "\xe4\xbe\x8b.jp; spf=none", "\xe4\xbe\x8b.jp: spf=none" },
    { "mx.example 2; spf=none", "" },
    { "mx.example 1x; spf=none", "" },
    { "spf=pass smtp.mailfrom=a", "" },
    { "", "" },
    { "  ", "" },
    { "; spf=pass", "" },
    { "(comment); spf=pass", "" },
    { "(mx.example; spf=pass", "" },
    { "mx.example extra words; spf=pass", "" },
    /* methods */
    { "a; SPF=Pass", "a: spf=pass" },
    { "a; dkim/1=pass", "a: dkim=pass" },
    { "a; dkim/2=pass", "a: dkim/2=pass" },
    { "a; x-new-thing=x-maybe", "a: x-new-thing=x-maybe" },
    { "a; =pass; spf=pass", "a: spf=pass" },
    { "a; dkim; spf=pass", "a: spf=pass" },
    { "a; dkim=; spf=pass", "a: spf=pass" },
    { "a;; spf=pass;;", "a: spf=pass" },
    { "a;spf = pass", "a: spf=pass" },
    { "a; smime=pass body.smime-part=2 body.smime-identifier=a@example.com", /* RFC 7281 */
      "a: smime=pass body.smime-part{2} body.smime-identifier{a@example.com}" },
    { "a; smime=fail (certificate revoked) reason=\"certificate revoked\" "
      "body.smime-serial=1A body.smime-issuer=\"CN=X,O=\\\"Y\\\"\"",
      "a: smime=fail reason{certificate revoked} body.smime-serial{1A} body.smime-issuer{CN=X,O=\"Y\"}" },
    /* properties */
    { "a; spf=pass smtp.mailfrom=\"x y; dmarc=fail\"@example.com smtp.helo=h",
      "a: spf=pass smtp.mailfrom{\"x y; dmarc=fail\"@example.com} smtp.helo{h}" },
    { "a; spf=pass smtp.mailfrom=\"; dmarc=fail policy.dmarc=reject\"",
      "a: spf=pass smtp.mailfrom{; dmarc=fail policy.dmarc=reject}" },
    { "a; spf=pass (; dmarc=fail) smtp.mailfrom=x", "a: spf=pass smtp.mailfrom{x}" },
    { "a; spf=pass (\\); dmarc=fail (nested)) smtp.mailfrom=x", "a: spf=pass smtp.mailfrom{x}" },
    { "a; spf=pass (no end; dmarc=fail", "a:" },
    { "a; spf=pass; dkim=pass reason=\"no end; dmarc=fail", "a: spf=pass" },
    { "a; dkim=pass header.b=\"ab/c+d=\" header.b=ab/c+d=", "a: dkim=pass header.b{ab/c+d=} header.b{ab/c+d=}" },
    { "a; iprev=pass policy.iprev=2001:db8::1", "a: iprev=pass policy.iprev{2001:db8::1}" },
    { "a; spf=pass smtp.mailfrom=", "a: spf=pass" },
    { "a; spf=pass smtp.mailfrom=; dkim=fail", "a: spf=pass, dkim=fail" },
    { "a; spf=pass reason=x reason=y smtp.helo=h", "a: spf=pass reason{x}" },
    { "a; spf=pass garbage smtp.helo=h", "a: spf=pass" },
    { "a; spf=pass smtp.mailfrom=\xe4\xbe\x8b@\xe4\xbe\x8b.jp", "a: spf=pass smtp.mailfrom{\xe4\xbe\x8b@\xe4\xbe\x8b.jp}" },
    { "a; spf=pass smtp.mailfrom=\xff\xe2\x80\xaex", "a: spf=pass smtp.mailfrom{\xef\xbf\xbd\\u{202E}x}" },
    { "a; spf=pass\r\n\tsmtp.mailfrom=x\r\n", "a: spf=pass smtp.mailfrom{x}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *text = NULL;

    g_test_message ("row %u", i);
    cf_domain_read_auth_results (cf_span_str (rows[i].value), &facts->domain);
    text = describe_facts (facts);
    g_assert_cmpstr (text, ==, rows[i].want);
  }
}

/* Every limit: what fits, and one more. */
static void
test_limits (void)
{
  for (guint more = 0; more <= 1; more++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (GString) value = g_string_new ("a");
    g_autoptr (GString) header = g_string_new (NULL);
    const CfAuthResults *field;
    CfDomainRules rules = { 0 };

    for (guint i = 0; i < CF_LIMIT_AUTH_METHODS + more; i++)
      g_string_append (value, ";m=r");
    field = cf_domain_read_auth_results (cf_span (value->str, value->len), &facts->domain);
    g_assert_cmpuint (field->methods->len, ==, CF_LIMIT_AUTH_METHODS);

    g_string_assign (value, "a;m=r");
    for (guint i = 0; i < CF_LIMIT_AUTH_PROPERTIES + more; i++)
      g_string_append (value, " p.q=v");
    field = cf_domain_read_auth_results (cf_span (value->str, value->len), &facts->domain);
    g_assert_cmpuint (((CfAuthMethod *) g_ptr_array_index (field->methods, 0))->properties->len, ==,
                      CF_LIMIT_AUTH_PROPERTIES);

    g_ptr_array_set_size (facts->domain.authentication_results, 0);
    for (guint i = 0; i < CF_LIMIT_AUTH_FIELDS + more; i++)
      g_string_append (header, "Authentication-Results: a; m=r\r\n");
    cf_domain_auth_state (cf_span (header->str, header->len), &rules, facts);
    g_assert_cmpuint (facts->domain.authentication_results->len, ==, CF_LIMIT_AUTH_FIELDS);
  }
}

/* CF_LIMIT_AUTH_FIELD_BYTES: what lies behind is not read. */
static void
test_field_bytes (void)
{
  for (guint more = 0; more <= 1; more++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (GString) value = g_string_new ("a");
    const CfAuthResults *field;

    while (value->len < CF_LIMIT_AUTH_FIELD_BYTES - strlen (";m=r") + more)
      g_string_append_c (value, ' ');
    g_string_append (value, ";m=r");
    field = cf_domain_read_auth_results (cf_span (value->str, value->len), &facts->domain);
    g_assert_cmpuint (field->methods->len, ==, 1 - more);
  }
}

/* --- whom to believe --- */

#define AR(id, results) "Authentication-Results: " id "; " results "\r\n"
#define BY(host) "Received: from x by " host "; now\r\n"

static void
test_trust (void)
{
  static char *ids[] = { (char *) "mx.example.org", (char *) "gate.example.org", NULL };
  static char *hosts[] = { (char *) "inner.example.org", (char *) "mx.example.org", NULL };
  const CfDomainRules listed = { .authserv_ids = ids, .received_by = hosts };
  const CfDomainRules only_ids = { .authserv_ids = ids };
  const CfDomainRules nobody = { 0 };
  const CfEvidence reports = CF_D (SERVER_REPORTS);
  const CfEvidence fails = reports | CF_D (SERVER_SAYS_FAIL);
  const CfEvidence refuses = fails | CF_D (SERVER_SAYS_REFUSE);
  const struct {
    const char *says, *header;
    const CfDomainRules *rules;
    const char *want;
    CfEvidence evidence;
    const char *server_says;
  } rows[] = {
    { "ours on top", AR ("mx.example.org", "dkim=pass"), &only_ids, "mx.example.org!: dkim=pass", reports,
      "dkim=pass" },
    { "in other letters", AR ("MX.Example.org", "dkim=pass"), &only_ids, "MX.Example.org!: dkim=pass", reports,
      "dkim=pass" },
    { "nobody is named", AR ("mx.example.org", "dmarc=fail"), &nobody, "mx.example.org: dmarc=fail", 0, NULL },
    { "an id that is not ours", AR ("mx.example.com", "dmarc=fail"), &only_ids, "mx.example.com: dmarc=fail", 0,
      NULL },
    { "an id below ours", AR ("x.mx.example.org", "dmarc=fail"), &only_ids, "x.mx.example.org: dmarc=fail", 0, NULL },
    { "a Received field above it", BY ("mx.example.org") AR ("mx.example.org", "dmarc=fail"), &only_ids,
      "mx.example.org: dmarc=fail", 0, NULL },
    { "one of ours above it", BY ("inner.example.org") AR ("mx.example.org", "dmarc=fail"), &listed,
      "mx.example.org!: dmarc=fail", fails, "dmarc=fail" },
    { "ours and a stranger's above it", BY ("inner.example.org") BY ("evil.example") AR ("mx.example.org",
      "dmarc=fail"), &listed, "mx.example.org: dmarc=fail", 0, NULL },
    { "a stranger's and ours above it", BY ("evil.example") BY ("inner.example.org") AR ("mx.example.org",
      "dmarc=fail"), &listed, "mx.example.org: dmarc=fail", 0, NULL },
    { "one that cannot be read above it", "Received: garbage\r\n" AR ("mx.example.org", "dmarc=fail"), &listed,
      "mx.example.org: dmarc=fail", 0, NULL },
    { "one with a blank before its colon", "Received : from x by evil\r\n" AR ("mx.example.org", "dkim=pass"),
      &listed, "mx.example.org: dkim=pass", 0, NULL },
    { "what the sender put in lies below", AR ("mx.example.org", "dmarc=fail") BY ("mx.example.org")
      AR ("mx.example.org", "dmarc=pass"), &only_ids,
      "mx.example.org!: dmarc=fail; mx.example.org: dmarc=pass", fails, "dmarc=fail" },
    { "the topmost gives the words", AR ("gate.example.org", "dkim=pass") AR ("mx.example.org", "dmarc=fail"),
      &only_ids, "gate.example.org!: dkim=pass; mx.example.org!: dmarc=fail", fails, "dkim=pass" },
    { "none says nothing", AR ("mx.example.org", "none"), &only_ids, "mx.example.org!:", 0, NULL },
    { "an unknown version", AR ("mx.example.org 2", "dmarc=fail"), &only_ids, "", 0, NULL },
    { "ARC's fields are others'", "ARC-Authentication-Results: i=1; mx.example.org; dmarc=fail\r\n", &only_ids, "", 0,
      NULL },
    { "the body", "Subject: x\r\n\r\n" AR ("mx.example.org", "dmarc=fail"), &only_ids, "", 0, NULL },
    /* what it says */
    { "reject", AR ("mx.example.org", "dmarc=fail policy.dmarc=reject"), &only_ids,
      "mx.example.org!: dmarc=fail policy.dmarc{reject}", refuses, "dmarc=fail" },
    { "quarantine", AR ("mx.example.org", "dmarc=FAIL policy.dmarc=Quarantine"), &only_ids,
      "mx.example.org!: dmarc=fail policy.dmarc{Quarantine}", refuses, "dmarc=fail" },
    { "none", AR ("mx.example.org", "dmarc=fail policy.dmarc=none"), &only_ids,
      "mx.example.org!: dmarc=fail policy.dmarc{none}", fails, "dmarc=fail" },
    { "in a comment", AR ("mx.example.org", "dmarc=fail (p=REJECT dis=REJECT)"), &only_ids,
      "mx.example.org!: dmarc=fail", fails, "dmarc=fail" },
    { "of another method", AR ("mx.example.org", "dmarc=fail; spf=fail policy.dmarc=reject"), &only_ids,
      "mx.example.org!: dmarc=fail, spf=fail policy.dmarc{reject}", fails, "dmarc=fail, spf=fail" },
    { "pass with a policy", AR ("mx.example.org", "dmarc=pass policy.dmarc=reject"), &only_ids,
      "mx.example.org!: dmarc=pass policy.dmarc{reject}", reports, "dmarc=pass" },
    { "another result", AR ("mx.example.org", "dmarc=temperror"), &only_ids, "mx.example.org!: dmarc=temperror",
      reports, "dmarc=temperror" },
    { "DKIM and SPF alone say nothing of From", AR ("mx.example.org", "dkim=fail; spf=fail"), &only_ids,
      "mx.example.org!: dkim=fail, spf=fail", reports, "dkim=fail, spf=fail" },
    { "another version of the method", AR ("mx.example.org", "dmarc/2=fail"), &only_ids,
      "mx.example.org!: dmarc/2=fail", reports, "dmarc/2=fail" },
    { "a gateway that took the signature off", AR ("gate.example.org", "smime=pass body.smime-identifier=a@b"),
      &only_ids, "gate.example.org!: smime=pass body.smime-identifier{a@b}", reports, "smime=pass" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *text = NULL;

    g_test_message ("%s", rows[i].says);
    cf_domain_auth_state (cf_span_str (rows[i].header), rows[i].rules, facts);
    text = describe_facts (facts);
    g_assert_cmpstr (text, ==, rows[i].want);
    g_assert_cmpuint (facts->domain.evidence, ==, rows[i].evidence);
    g_assert_cmpstr (facts->domain.server_says, ==, rows[i].server_says);
    g_assert_cmpint (facts->domain.server == NULL, ==, rows[i].server_says == NULL);
    /* Nothing of it is good, and nothing else is touched. */
    g_assert_cmpuint (facts->domain.evidence & cf_evidence_get_domain_mask (CF_EVIDENCE_GOOD), ==, 0);
    g_assert_cmpuint (facts->evidence, ==, 0);
    g_assert_false (facts->domain.proved);
  }
}

/* --- others' mails --- */

static void
test_corpus (void)
{
  static const struct { const char *file, *want; } rows[] = {
    { "rfc6376-A.2-arh-valid.eml", "dkim=pass" },
    { "rfc6376-A.2-arh-valid-auid.eml", "header.i{joe@football.example.com}" },
    { "rfc6376-A.2-arh-failed.eml", "dkim=fail reason{bad signature} header.d{example.com}" },
    { "multiple_dkim_results.eml",
      "example.net: dkim=fail header.d{example.com}, dkim=pass header.d{unrelated.org}, "
      "dkim=pass header.d{example.com}, dkim=fail reason{test failure} header.d{example.com}, "
      "dkim=fail reason{test failure signed by unrelated} header.d{unrelated.org}, "
      "dkim=fail header.d{example.com}, dkim=pass header.d{example.org}" },
    { "multiple_spf_and_dmarc_results.eml", "dmarc=permerror" },
    { "alignment-from_not_in_sdid.eml", "dkim=pass header.d{unrelated.com}" },
  };
  const char *corpora = g_getenv ("CERTFIRST_CORPORA");

  if (corpora == NULL) {
    g_test_skip ("the public corpora do not lie beside the project");
    return;
  }

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_build_filename (corpora, "dkim", "arh", rows[i].file, NULL);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *message = NULL;
    g_autofree char *text = NULL;
    CfDomainRules rules = { 0 };

    g_assert_true (g_file_get_contents (path, &message, NULL, NULL));
    cf_domain_auth_state (cf_span_str (message), &rules, facts);
    text = describe_facts (facts);
    g_test_message ("%s: %s", rows[i].file, text);
    g_assert_nonnull (strstr (text, rows[i].want));
    g_assert_cmpuint (facts->domain.evidence, ==, 0);
  }
}

/* --- garbage --- */

/* Whatever is below a stranger's Received field, cut or changed: never believed, never good. */
static void
test_garbage (void)
{
  static char *ids[] = { (char *) "mx.example.org", NULL };
  static char *hosts[] = { (char *) "inner.example.org", NULL };
  static const char top[] = "Received: from x by evil.example; now\r\n";
  static const char seed[] = "Authentication-Results: mx.example.org 1 (c (d)); dmarc=fail reason=\"a\\\"b\" "
                             "policy.dmarc=reject; dkim/1=pass header.d=\"x y\"@example.com\r\n"
                             "Received: from a (b) by inner.example.org; Fri, 11 Jul 2003 21:01:54 -0700\r\n";
  CfDomainRules rules = { .authserv_ids = ids, .received_by = hosts };
  gsize length = strlen (seed);

  for (guint i = 0; i < 20000; i++) {
    g_autofree guint8 *bytes = g_malloc (strlen (top) + length);
    gsize cut = g_test_rand_int_range (0, length + 1);
    g_autoptr (CfFacts) facts = cf_facts_new ();
    gboolean below = i % 2 == 0;
    gsize start = below ? strlen (top) : 0;

    memcpy (bytes, top, start);
    memcpy (bytes + start, seed, length);
    for (gint n = g_test_rand_int_range (0, 6); n > 0; n--)
      bytes[start + g_test_rand_int_range (0, length)] = "()\";=./\\ \r\n\0\xff" "a"[g_test_rand_int_range (0, 14)];
    bytes = g_realloc (bytes, MAX (start + cut, 1));
    cf_domain_auth_state (cf_span (bytes, start + cut), &rules, facts);

    g_assert_cmpuint (facts->domain.evidence & cf_evidence_get_domain_mask (CF_EVIDENCE_GOOD), ==, 0);
    for (guint j = 0; j < facts->domain.authentication_results->len; j++) {
      const CfAuthResults *field = g_ptr_array_index (facts->domain.authentication_results, j);
      g_autofree char *text = describe_field (field);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_false (below && field->trusted);
    }
  }
}

/* Nested parentheses and endless words cost no more than their bytes. */
static void
test_large (void)
{
  static const char *const pieces[] = { "(", "()", "\"", "a.b=c ", "; m=r", "\\", "Received: by x;\r\n", "x y " };
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autoptr (GString) header = g_string_new ("Received: ");
    CfDomainRules rules = { 0 };

    while (header->len < CF_LIMIT_HEADER_BYTES / 2)
      g_string_append (header, pieces[i]);
    g_string_append (header, "\r\nAuthentication-Results: a; ");
    while (header->len < CF_LIMIT_HEADER_BYTES)
      g_string_append (header, pieces[i]);
    cf_domain_auth_state (cf_span (header->str, header->len), &rules, facts);
    cf_domain_read_date (cf_span (header->str, header->len));
  }

  g_assert_cmpint (g_get_monotonic_time () - start, <, 5000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_domain_prepare ();
  g_test_add_func ("/domain/auth/grammar", test_grammar);
  g_test_add_func ("/domain/auth/limits", test_limits);
  g_test_add_func ("/domain/auth/field-bytes", test_field_bytes);
  g_test_add_func ("/domain/auth/trust", test_trust);
  g_test_add_func ("/domain/auth/corpus", test_corpus);
  g_test_add_func ("/domain/auth/garbage", test_garbage);
  g_test_add_func ("/domain/auth/large", test_large);
  return g_test_run ();
}
