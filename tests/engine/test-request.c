/* test-request.c — what a client may tell about a message, and that it survives the way to the checking process */
#include "cf-engine-request.h"

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);
  return json_node_dup_object (node);
}

static void
test_members (void)
{
  static const struct {
    const char *says;
    const char *text;
    const char *problem; /* the member that the error names; NULL when it is taken */
  } rows[] = {
    { "the least", "{\"place\":\"file\",\"exact\":true}", NULL },
    { "nulls", "{\"place\":\"folder\",\"exact\":false,\"source\":null,\"account\":null,\"lang\":null,\"at\":null,"
               "\"received\":null,\"redact\":null,\"trace\":null}", NULL },
    { "members of later versions", "{\"place\":\"file\",\"exact\":true,\"colour\":[1]}", NULL },
    { "no place", "{\"exact\":true}", "place" },
    { "a place that is null", "{\"place\":null,\"exact\":true}", "place" },
    { "an unknown place", "{\"place\":\"attic\",\"exact\":true}", "place" },
    { "a place that is a number", "{\"place\":1,\"exact\":true}", "place" },
    { "not said whether exact", "{\"place\":\"file\"}", "exact" },
    { "exact as text", "{\"place\":\"file\",\"exact\":\"true\"}", "exact" },
    { "exact as number", "{\"place\":\"file\",\"exact\":1}", "exact" },
    { "no time", "{\"place\":\"file\",\"exact\":true,\"at\":\"yesterday\"}", "at" },
    { "an empty time", "{\"place\":\"file\",\"exact\":true,\"received\":\"\"}", "received" },
    { "a time as number", "{\"place\":\"file\",\"exact\":true,\"received\":1767225600}", "received" },
    { "a name as number", "{\"place\":\"file\",\"exact\":true,\"source\":5}", "source" },
    { "a language as list", "{\"place\":\"file\",\"exact\":true,\"lang\":[\"ja\"]}", "lang" },
    { "an account as object", "{\"place\":\"file\",\"exact\":true,\"account\":{}}", "account" },
    { "background as number", "{\"place\":\"file\",\"exact\":true,\"background\":1}", "background" },
    { "view as number", "{\"place\":\"file\",\"exact\":true,\"view\":1}", "view" },
    { "redact as text", "{\"place\":\"file\",\"exact\":true,\"redact\":\"no\"}", "redact" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) object = parse (rows[i].text);
    g_autoptr (GError) error = NULL;
    g_autoptr (CfEngineRequest) request = cf_engine_request_read (object, &error);

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (request != NULL, ==, rows[i].problem == NULL);
    if (rows[i].problem == NULL)
      continue;
    g_assert_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_CALL);
    g_assert_nonnull (strstr (error->message, rows[i].problem));
  }
}

static void
test_defaults (void)
{
  g_autoptr (JsonObject) object = parse ("{\"place\":\"file\",\"exact\":true}");
  g_autoptr (CfEngineRequest) request = cf_engine_request_read (object, NULL);

  g_assert_null (request->source);
  g_assert_null (request->account);
  g_assert_null (request->lang);
  g_assert_cmpint (request->at, ==, CF_TIME_UNKNOWN);
  g_assert_cmpint (request->received, ==, CF_TIME_UNKNOWN);
  g_assert_cmpint (request->place, ==, CF_PLACE_FILE);
  g_assert_true (request->exact);
  g_assert_false (request->redact);
  g_assert_false (request->trace);
  g_assert_false (request->view);
  g_assert_false (request->background);
}

static void
test_round_trip (void)
{
  g_autoptr (JsonObject) object = parse (
    "{\"source\":\"受信箱/5.eml\",\"account\":\"a@mail.example\",\"lang\":\"ja\",\"at\":\"2026-01-01T09:00:00+09:00\","
    "\"received\":\"2025-12-31T00:00:00Z\",\"place\":\"server-folder\",\"exact\":false,\"redact\":true,\"trace\":true,\"view\":true,\"background\":true}");
  g_autoptr (CfEngineRequest) first = cf_engine_request_read (object, NULL);
  g_autoptr (JsonObject) written = json_object_new ();
  g_autoptr (CfEngineRequest) second = NULL;

  cf_engine_request_write (first, written);
  second = cf_engine_request_read (written, NULL);
  g_assert_nonnull (second);
  g_assert_cmpstr (second->source, ==, "受信箱/5.eml");
  g_assert_cmpstr (second->account, ==, "a@mail.example");
  g_assert_cmpstr (second->lang, ==, "ja");
  g_assert_cmpint (second->at, ==, 1767225600);
  g_assert_cmpint (second->received, ==, 1767225600 - CF_TIME_DAY);
  g_assert_cmpint (second->place, ==, CF_PLACE_SERVER_FOLDER);
  g_assert_false (second->exact);
  g_assert_true (second->redact);
  g_assert_true (second->trace);
  g_assert_true (second->view);
  g_assert_true (second->background);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/request/members", test_members);
  g_test_add_func ("/engine/request/defaults", test_defaults);
  g_test_add_func ("/engine/request/round-trip", test_round_trip);
  return g_test_run ();
}
