/* test-json.c — the text of a frame: what our own reading of a long string gives is what json-glib gives */
#include "cf-frame-json.h"

/* What json-glib makes of a text alone.  (transfer full) (nullable) */
static char *
read_slowly (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!json_parser_load_from_data (parser, text, -1, NULL))
    return NULL;
  return json_to_string (json_parser_get_root (parser), FALSE);
}

/* A long string means the same as a short one, wherever it stands; L is one, K another. */
static void
test_long_strings (void)
{
  static const struct {
    const char *says;
    const char *text;
    gboolean taken;
  } rows[] = {
    { "alone", "{'a':'L'}", TRUE },
    { "first", "{'a':'L','b':1,'c':''}", TRUE },
    { "last", "{'':'','b':[],'a':'L'}", TRUE },
    { "under a name that is empty", "{'':'L','a':''}", TRUE },
    { "two", "{'a':'L','b':'K'}", TRUE },
    { "two under one name", "{'a':'L','a':'K'}", TRUE },
    { "under one name with a short one", "{'a':'L','a':'x'}", TRUE },
    { "under one name with a short one before", "{'a':'x','a':'L'}", TRUE },
    { "under one name with something else", "{'a':'L','a':[1]}", TRUE },
    { "space around the colon", "{'a' : 'L' , 'b':'K'}", TRUE },
    { "a name with a quote", "{'x\\'a':'L','a':''}", TRUE },
    { "a name with a letter escaped", "{'\\u0061':'L','u0061':''}", TRUE },
    { "with a quote", "{'a':'L\\'L'}", TRUE },
    { "with a backslash at its end", "{'a':'L\\\\','b':2}", TRUE },
    { "with many backslashes", "{'a':'L\\\\\\\\\\'\\\\','b':2}", TRUE },
    { "with Japanese", "{'a':'L証L'}", TRUE },
    { "with DEL", "{'a':'L\x7f'}", TRUE },
    { "in an array", "{'a':['L','K'],'b':''}", TRUE },
    { "further in", "{'b':{'a':'L'},'a':''}", TRUE },
    { "as a name", "{'L':'','K':1}", TRUE },
    { "as a name, and its value", "{'L':'K'}", TRUE },
    { "as a name without a value", "{'L'}", FALSE },
    { "after a value", "{'a':'b':'L'}", FALSE },
    { "beside a value", "{'a':'L' 'b'}", FALSE },
    { "beside another", "{'a':'L''K'}", FALSE },
    { "without an end", "{'a':'L}", FALSE },
    { "with its end escaped", "{'a':'L\\'}", FALSE },
    { "no UTF-8", "{'a':'L\xff'}", FALSE },
    { "two objects", "{'a':'L'}{}", FALSE },
  };
  g_autofree char *l = g_strnfill (700, 'l'), *k = g_strnfill (600, '/');

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GString) text = g_string_new (rows[i].text);
    g_autoptr (JsonObject) object = NULL;
    g_autofree char *slowly = NULL;

    g_string_replace (text, "'", "\"", 0);
    g_string_replace (text, "L", l, 0);
    g_string_replace (text, "K", k, 0);
    g_test_message ("%s", rows[i].says);
    object = cf_frame_json_read (cf_span ((const guint8 *) text->str, text->len), NULL);
    g_assert_cmpint (object != NULL, ==, rows[i].taken);
    slowly = read_slowly (text->str);
    if (object != NULL) {
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
      g_autofree char *quickly = json_to_string (node, FALSE);

      g_assert_cmpstr (quickly, ==, slowly);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame/json/long-strings", test_long_strings);
  return g_test_run ();
}
