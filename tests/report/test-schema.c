/* test-schema.c — the object of REPORT.md: every key, and what a reader refuses */
#include "../ribbon/test-facts.h"

#include "cf-limits.h"
#include "cf-report.h"

static JsonObject *
write_report (gboolean trace)
{
  g_autoptr (CfFacts) facts = test_facts_new ();
  g_autoptr (CfJudgement) judgement =
      test_judge (CF_VERDICT_MISSING_CERTIFICATE, CF_SEVERITY_DANGER, 502, -1);
  g_autoptr (CfRibbon) ribbon = NULL;
  CfReportInput input = {
    .facts = facts, .judgement = judgement, .timing = { 412, 3, 20311 }, .trace = trace
  };
  CfStanding standing = CF_STANDING_CAUTION;
  CfAttachedSignature *attached = cf_facts_add_attached (facts);

  test_add_signer (facts, "info@bank.example", "Example Bank Ltd.");
  test_give (judgement, 205, CF_SEVERITY_CAUTION, 0);
  g_array_append_val (judgement->standings, standing);
  judgement->has_would_be = TRUE;
  judgement->would_be_verdict = CF_VERDICT_INVALID;
  judgement->would_be_severity = CF_SEVERITY_CAUTION;
  attached->part = g_strdup ("2.1");
  attached->summary = g_strdup ("message/rfc822");
  facts->evidence = CF_M (SIGNED) | CF_M (EXPECT_ANY);
  ribbon = cf_ribbon_show (facts, judgement, "en");
  input.ribbon = ribbon;
  return cf_report_write (&input);
}

static char *
list_keys (JsonObject *object)
{
  g_autoptr (GList) keys = json_object_get_members (object);
  GString *out = g_string_new (NULL);

  for (GList *key = keys; key != NULL; key = key->next)
    g_string_append_printf (out, "%s%s", out->len == 0 ? "" : " ", (char *) key->data);

  return g_string_free (out, FALSE);
}

/* The node at a path such as "smime.signers.0.status". */
static JsonNode *
follow (JsonObject *object, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  JsonNode *node = NULL;

  for (guint i = 0; steps[i] != NULL; i++) {
    if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
      node =
          json_array_get_element (json_node_get_array (node), (guint) g_ascii_strtoull (steps[i], NULL, 10));
    else
      node = json_object_get_member (node == NULL ? object : json_node_get_object (node), steps[i]);
    if (node == NULL)
      g_error ("no %s", path);
  }

  return node;
}

/* REPORT.md, in its order; what is added stands behind or between and renames nothing. */
static void
test_keys (void)
{
  static const struct { const char *path; const char *keys; } rows[] = {
    { "sender", "address display_name domain organizational_domain from_count addresses sender reply_to date" },
    { "smime", "form coverage header_protection protected_field decrypted signers" },
    { "smime.signers.0",
      "status address_match addresses organization registration person pseudonym assurance certificate chain revocation signing_time digest "
      "signature_algorithm signature_sha256 standing problem_detail evidence" },
    { "smime.signers.0.certificate",
      "subject issuer serial not_before not_after sha256 key signature_algorithm subject_name issuer_name names issuer_organization revocation der" },
    { "smime.signers.0.chain", "trusted problem anchor registry accepted certificates" },
    { "smime.signers.0.chain.certificates.1",
      "subject issuer serial not_before not_after sha256 key signature_algorithm subject_name issuer_name names issuer_organization revocation der" },
    { "smime.signers.0.revocation", "status source reason at asked" },
    { "attached_signatures.0", "part form summary" },
    { "domain", "dkim proved arc dmarc authentication_results smimea bimi badge list custodian other_seal server server_says evidence" },
    { "domain.arc", "result sealers" },
    { "domain.dmarc", "result policy domain" },
    { "domain.smimea", "result" },
    { "domain.bimi", "result organization mark issuer" },
    { "policy", "expectation source mode would_be organization problem since exempt exempt_until issuers registry version" },
    { "claim", "organization address domain real_form" },
    { "policy.would_be", "verdict severity" },
    { "history", "signed_before unsigned_before certificate last_counted last_signed replayed" },
    { "reasons.0", "code name severity text signer" },
    { "timing", "total_us lookups lookup_us" },
    { "ribbon",
      "look icon pill tooltip code what_to_do check_again second_look accessible_name accessible_description reasons" },
    { "ribbon.reasons.0", "code name severity headline found meaning advice spoken" },
  };
  g_autoptr (JsonObject) report = write_report (FALSE);
  g_autofree char *top = list_keys (report);

  g_assert_cmpstr (top, ==,
                   "certfirst source message_id subject sha256 canonical_sha256 check_number size checked_at judged_at "
                   "judged_at_source arrived verdict severity headline detail lang sender smime attached_signatures "
                   "domain policy claim history reasons open_questions timing truncated ambiguous_field limit evidence ribbon");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *keys = list_keys (json_node_get_object (follow (report, rows[i].path)));

    g_assert_cmpstr (keys, ==, rows[i].keys);
  }
}

static void
test_values (void)
{
  static const struct { const char *path; const char *json; } rows[] = {
    { "certfirst", "1" },
    { "check_number", "\"K7JP\"" },
    { "size", "12345" },
    { "checked_at", "\"2026-11-22T12:00:00Z\"" },
    { "judged_at_source", "\"received\"" },
    { "verdict", "\"missing-certificate\"" },
    { "severity", "\"danger\"" },
    { "headline", "\"No valid certificate from bank.example: treat this mail as fraud\"" },
    { "detail", "\"bank.example says it signs every mail from info@bank.example.\"" },
    { "lang", "\"en\"" },
    { "sender.date", "null" },
    { "smime.form", "\"none\"" },
    { "smime.decrypted", "null" },
    { "smime.signers.0.standing", "\"caution\"" },
    { "smime.signers.0.chain.problem", "null" },
    { "smime.signers.0.revocation", "{\"status\":\"not-checked\",\"source\":null,\"reason\":null,\"at\":null,\"asked\":null}" },
    { "smime.signers.0.evidence", "[\"intact\",\"address-match\"]" },
    { "domain.dkim", "[]" },
    { "domain.proved", "false" },
    { "domain.dmarc", "{\"result\":\"unknown\",\"policy\":null,\"domain\":null}" },
    { "domain.smimea", "{\"result\":\"not-checked\"}" },
    { "policy.would_be", "{\"verdict\":\"invalid\",\"severity\":\"caution\"}" },
    { "history.certificate", "\"unknown\"" },
    { "reasons.0.code", "\"CF502\"" },
    { "reasons.0.signer", "null" },
    { "reasons.1.signer", "0" },
    { "timing", "{\"total_us\":412,\"lookups\":3,\"lookup_us\":20311}" },
    { "evidence", "[\"expect-any\",\"signed\"]" },
    { "ribbon.look", "\"danger\"" },
    { "ribbon.icon", "\"certfirst-missing-certificate\"" },
    { "ribbon.what_to_do", "true" },
  };
  g_autoptr (JsonObject) report = write_report (FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *json = json_to_string (follow (report, rows[i].path), FALSE);

    g_test_message ("%s", rows[i].path);
    g_assert_cmpstr (json, ==, rows[i].json);
  }
}

static void
test_trace (void)
{
  g_autoptr (JsonObject) with = write_report (TRUE);
  g_autoptr (JsonObject) without = write_report (FALSE);

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (with, "trace")), >, 10);
  g_assert_false (json_object_has_member (without, "trace"));
}

static void
test_check_number (void)
{
  static const struct { const char *hex; const char *number; } rows[] = {
    { "0000000000000000", "AAAA" }, { "ffffffff", "7777" }, { "57d2f0", "K7JP" }, { "84210", "QQQQ" },
    { "FFFFF", "7777" }, { "57d2", NULL }, { "57d2g", NULL }, { "", NULL }, { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFacts) facts = cf_facts_new ();
    g_autofree char *number = NULL;

    facts->canonical_sha256 = g_strdup (rows[i].hex);
    number = cf_report_dup_check_number (facts);
    g_assert_cmpstr (number, ==, rows[i].number);
  }
}

typedef struct {
  const char *path; /* of the object that changes; "" is the report */
  const char *key;
  const char *json; /* NULL: the key goes */
  const char *complaint;
} BadRow;

/* Each of these is refused by a GError that names the key, never by a crash or a critical. */
static const BadRow bad_rows[] = {
  { "", "certfirst", NULL, "certfirst" },
  { "", "certfirst", "2", "certfirst" },
  { "", "certfirst", "\"1\"", "certfirst" },
  { "", "certfirst", "null", "certfirst" },
  { "", "certfirst", "1.5", "certfirst" },
  { "", "source", NULL, "source" },
  { "", "source", "7", "source" },
  { "", "source", "[]", "source" },
  { "", "subject", "\"a\\u0000b\"", NULL },
  { "", "subject", "\"\\u001b[31m\"", "subject" },
  { "", "subject", "\"\\u202e\"", "subject" },
  { "", "size", "-1", "size" },
  { "", "size", "1.0", "size" },
  { "", "size", "\"1\"", "size" },
  { "", "size", "null", "size" },
  { "", "checked_at", "\"yesterday\"", "checked_at" },
  { "", "checked_at", "7", "checked_at" },
  { "", "judged_at_source", "\"mood\"", "judged_at_source" },
  { "", "judged_at_source", "null", "judged_at_source" },
  { "", "limit", "4294967296", "limit" },
  { "", "open_questions", "true", "open_questions" },
  { "", "evidence", "{}", "evidence" },
  { "", "evidence", "[\"one-from\", \"verified\"]", "evidence" },
  { "", "evidence", "[7]", "evidence" },
  { "", "evidence", "[\"intact\"]", "evidence" },
  { "", "sender", "null", "sender" },
  { "", "sender", "[]", "sender" },
  { "sender", "address", "{}", "sender.address" },
  { "sender", "from_count", "-1", "sender.from_count" },
  { "sender", "addresses", "\"a@b\"", "sender.addresses" },
  { "sender", "addresses", "[null]", "sender.addresses" },
  { "smime", "form", "\"open\"", "smime.form" },
  { "smime", "decrypted", "true", "smime.decrypted" },
  { "smime", "decrypted", "\"me\"", "smime.decrypted" },
  { "smime", "signers", "{}", "smime.signers" },
  { "smime", "signers", "[7]", "smime.signers" },
  { "smime", "signers", "[{}]", "smime.signers.status" },
  { "smime.signers.0", "status", "\"fine\"", "smime.signers.status" },
  { "smime.signers.0", "address_match", "1", "smime.signers.address_match" },
  { "smime.signers.0", "address_match", "\"true\"", "smime.signers.address_match" },
  { "smime.signers.0", "evidence", "[\"one-from\"]", "smime.signers.evidence" },
  { "smime.signers.0", "evidence", "null", "smime.signers.evidence" },
  { "smime.signers.0", "certificate", "[]", "smime.signers.certificate" },
  { "smime.signers.0.certificate", "subject", "null", "smime.signers.certificate.subject" },
  { "smime.signers.0.certificate", "not_after", "\"2026-13-01T00:00:00Z\"", "smime.signers.certificate.not_after" },
  { "smime.signers.0.chain", "problem", "\"\"", "smime.signers.chain.problem" },
  { "smime.signers.0.chain", "problem", "\"bad\"", "smime.signers.chain.problem" },
  { "smime.signers.0.chain", "certificates", "[null]", "smime.signers.chain.certificates" },
  { "smime.signers.0.chain.certificates.2.revocation", "status", "\"revoked?\"",
    "smime.signers.chain.certificates.revocation.status" },
  { "attached_signatures.0", "part", "null", "attached_signatures.part" },
  { "policy", "expectation", "\"hope\"", "policy.expectation" },
  { "policy", "mode", NULL, "policy.mode" },
  { "", "verdict", "\"good\"", "verdict" },
  { "", "verdict", NULL, "verdict" },
  { "", "severity", "\"verified\"", "severity" },
  { "", "severity", "\"neutral\"", "ribbon.look" },
  { "", "verdict", "\"untrusted\"", "ribbon.icon" },
  { "", "headline", "null", "headline" },
  { "", "ribbon", NULL, "ribbon" },
  { "", "ribbon", "null", "ribbon" },
  { "ribbon", "look", "\"good\"", "ribbon.look" },
  { "ribbon", "look", "\"pretty\"", "ribbon.look" },
  { "ribbon", "icon", "\"certfirst-verified\"", "ribbon.icon" },
  { "ribbon", "icon", "7", "ribbon.icon" },
  { "ribbon", "icon", NULL, "ribbon.icon" },
  { "ribbon", "reasons", "[]", "ribbon.reasons" },
  { "ribbon", "what_to_do", "\"yes\"", "ribbon.what_to_do" },
  { "ribbon.reasons.0", "found", "null", "ribbon.reasons.found" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++) {
    const BadRow *row = &bad_rows[i];
    g_autoptr (JsonObject) object = write_report (FALSE);
    JsonObject *changed = *row->path == '\0' ? object : json_node_get_object (follow (object, row->path));
    g_autoptr (GError) error = NULL;
    g_autoptr (CfReport) report = NULL;

    g_test_message ("%s.%s: %s", row->path, row->key, row->json == NULL ? "gone" : row->json);
    if (row->json == NULL)
      json_object_remove_member (changed, row->key);
    else
      json_object_set_member (changed, row->key, json_from_string (row->json, NULL));

    report = cf_report_read (object, &error);
    if (row->complaint == NULL) {
      /* A NUL ends the string for the JSON library: shorter, but harmless. */
      g_assert_true (report != NULL || error != NULL);
      continue;
    }
    g_assert_null (report);
    g_assert_error (error, CF_REPORT_ERROR, CF_REPORT_ERROR_SCHEMA);
    g_assert_true (g_str_has_prefix (error->message, row->complaint));
    g_assert_cmpint (error->message[strlen (row->complaint)], ==, ':');
  }
}

/* Lists that are too long are refused before anything is done with them. */
static void
test_long_lists (void)
{
  static const struct { const char *path; const char *key; const char *item; guint max; } rows[] = {
    { "sender", "addresses", "\"a@b.example\"", CF_LIMIT_FROM_ADDRESSES },
    { "smime.signers.0", "addresses", "\"a@b.example\"", CF_LIMIT_CERT_ADDRESSES },
    { "", "evidence", "\"one-from\"", 64 },
    { "smime.signers.0", "evidence", "\"intact\"", 64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint over = 0; over < 2; over++) {
      g_autoptr (JsonObject) object = write_report (FALSE);
      JsonObject *changed =
          *rows[i].path == '\0' ? object : json_node_get_object (follow (object, rows[i].path));
      JsonArray *items = json_array_new ();
      g_autoptr (CfFacts) facts = NULL;

      for (guint n = 0; n < rows[i].max + over; n++)
        json_array_add_element (items, json_from_string (rows[i].item, NULL));
      json_object_set_array_member (changed, rows[i].key, items);
      facts = cf_report_read_facts (object, NULL);
      g_assert_cmpint (facts != NULL, ==, over == 0);
    }
}

/* Every signer counts: one too many is refused, never dropped. */
static void
test_too_many_signers (void)
{
  for (guint n = CF_LIMIT_SIGNERS; n <= CF_LIMIT_SIGNERS + 1; n++) {
    g_autoptr (CfFacts) facts = test_facts_new ();
    g_autoptr (JsonObject) object = NULL;
    g_autoptr (CfFacts) again = NULL;

    for (guint i = 0; i < n; i++)
      test_add_signer (facts, "info@bank.example", NULL);
    object = cf_report_write_facts (facts);
    g_assert_cmpuint (json_array_get_length (json_node_get_array (follow (object, "smime.signers"))), ==, n);
    again = cf_report_read_facts (object, NULL);
    g_assert_cmpint (again != NULL, ==, n <= CF_LIMIT_SIGNERS);
  }
}

static void
test_long_text (void)
{
  g_autoptr (JsonObject) object = write_report (FALSE);
  g_autofree char *text = g_strnfill (64 * 1024 + 1, 'x');
  g_autoptr (CfFacts) refused = NULL;
  g_autoptr (CfFacts) taken = NULL;

  json_object_set_string_member (object, "subject", text);
  refused = cf_report_read_facts (object, NULL);
  g_assert_null (refused);
  text[64 * 1024] = '\0';
  json_object_set_string_member (object, "subject", text);
  taken = cf_report_read_facts (object, NULL);
  g_assert_nonnull (taken);
}

/* Keys of a later version are no error. */
static void
test_unknown_keys (void)
{
  g_autoptr (JsonObject) object = write_report (FALSE);
  g_autoptr (CfReport) report = NULL;

  json_object_set_string_member (object, "moon", "full");
  report = cf_report_read (object, NULL);
  g_assert_nonnull (report);
  g_assert_nonnull (strstr (report->json, "moon"));
}

/* A report that was saved before a key was added is read; the keys that something is judged by are in bad_rows. */
static void
test_added_keys (void)
{
  static const struct {
    const char *path, *key;
  } rows[] = { { "smime.signers.0.certificate", "der" }, { "policy", "version" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) object = write_report (FALSE);
    JsonObject *changed = json_node_get_object (follow (object, rows[i].path));
    g_autoptr (GError) error = NULL;
    g_autoptr (CfReport) report = NULL;

    g_assert_true (json_object_has_member (changed, rows[i].key));
    json_object_remove_member (changed, rows[i].key);
    report = cf_report_read (object, &error);
    g_assert_no_error (error);
    g_assert_nonnull (report);
  }
}

/* Any node in the place of any other: refused or read, never a critical. */
static void
test_every_node_replaced (void)
{
  static const char *const others[] = {
    "null", "true", "7", "-7", "1e99", "\"x\"", "[]", "{}", "[[]]", "[{}]"
  };
  g_autoptr (JsonObject) model = write_report (FALSE);
  static const char *const parts[] = { "",
                                       "sender",
                                       "smime",
                                       "smime.signers.0",
                                       "smime.signers.0.certificate",
                                       "smime.signers.0.chain",
                                       "policy",
                                       "ribbon",
                                       "ribbon.reasons.0" };

  for (guint p = 0; p < G_N_ELEMENTS (parts); p++) {
    JsonObject *part = *parts[p] == '\0' ? model : json_node_get_object (follow (model, parts[p]));
    g_autoptr (GList) members = json_object_get_members (part);

    for (GList *key = members; key != NULL; key = key->next)
      for (guint o = 0; o < G_N_ELEMENTS (others); o++) {
        g_autoptr (JsonObject) object = write_report (FALSE);
        JsonObject *changed = *parts[p] == '\0' ? object : json_node_get_object (follow (object, parts[p]));
        g_autoptr (GError) error = NULL;
        g_autoptr (CfReport) report = NULL;

        json_object_set_member (changed, key->data, json_from_string (others[o], NULL));
        report = cf_report_read (object, &error);
        g_assert_true ((report == NULL) == (error != NULL));
      }
  }
}

/* A report with bytes changed at random: refused, or read and shown without harm. */
static void
test_changed_bytes (void)
{
  g_autoptr (JsonObject) model = write_report (TRUE);
  g_autofree char *text = cf_report_to_text (model);
  gsize length = strlen (text);

  for (guint run = 0; run < 3000; run++) {
    g_autofree char *changed = g_strdup (text);
    g_autoptr (JsonParser) parser = json_parser_new ();
    g_autoptr (CfReport) report = NULL;
    g_autofree char *html = NULL;
    g_autofree char *terminal = NULL;
    JsonNode *root;

    for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
      changed[g_test_rand_int_range (0, (int) length)] = "0\"{}[],:-etx\\"[g_test_rand_int_range (0, 13)];
    if (!json_parser_load_from_data (parser, changed, -1, NULL))
      continue;
    root = json_parser_get_root (parser);
    if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
      continue;
    report = cf_report_read (json_node_get_object (root), NULL);
    if (report == NULL)
      continue;
    html = cf_report_format_html (report);
    terminal = cf_report_format_terminal (report, TRUE, 40);
    g_assert_true (g_utf8_validate (html, -1, NULL));
    g_assert_true (g_utf8_validate (terminal, -1, NULL));
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/schema/keys", test_keys);
  g_test_add_func ("/report/schema/values", test_values);
  g_test_add_func ("/report/schema/trace", test_trace);
  g_test_add_func ("/report/schema/check-number", test_check_number);
  g_test_add_func ("/report/schema/refused", test_refused);
  g_test_add_func ("/report/schema/long-lists", test_long_lists);
  g_test_add_func ("/report/schema/too-many-signers", test_too_many_signers);
  g_test_add_func ("/report/schema/long-text", test_long_text);
  g_test_add_func ("/report/schema/unknown-keys", test_unknown_keys);
  g_test_add_func ("/report/schema/added-keys", test_added_keys);
  g_test_add_func ("/report/schema/every-node-replaced", test_every_node_replaced);
  g_test_add_func ("/report/schema/changed-bytes", test_changed_bytes);
  return g_test_run ();
}
