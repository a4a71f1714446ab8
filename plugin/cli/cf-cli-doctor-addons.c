/* cf-cli-doctor-addons.c — "certfirst doctor": whether Evolution and Thunderbird have Certfirst, and use it
 *
 * Only what this user's programs wrote themselves is read: Thunderbird's list
 * of add-ons, and the names of the files that a running Evolution has mapped.
 */
#include "cf-cli-doctor.h"

#include <string.h>

#define MODULE_FILE "module-certfirst.so"
#define ADDON "certfirst@certfirst.org"
#define HOST_FILE "org.certfirst.engine.json"

/* --- Evolution --- */

static gboolean
is_evolution (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "comm", NULL);
  g_autofree char *name = NULL;

  return g_ascii_isdigit (*pid) && g_file_get_contents (path, &name, NULL, NULL) && g_str_equal (g_strchomp (name), "evolution");
}

/* Of a process of this user's: others' maps cannot be read, and are none of ours. */
static gboolean
read_maps (const char *pid, char **out_maps)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "maps", NULL);

  return g_file_get_contents (path, out_maps, NULL, NULL);
}

/* Whether an Evolution of this user's runs, and whether it has the module. */
static gboolean
find_running (gboolean *out_loaded)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  gboolean found = FALSE;
  const char *pid;

  *out_loaded = FALSE;
  while (dir != NULL && (pid = g_dir_read_name (dir)) != NULL) {
    g_autofree char *maps = NULL;

    if (!is_evolution (pid) || !read_maps (pid, &maps))
      continue;
    found = TRUE;
    *out_loaded |= strstr (maps, "/" MODULE_FILE) != NULL;
  }

  return found;
}

void
cf_cli_doctor_evolution (CfCliDoctor *self, JsonObject *values)
{
  g_autofree char *module = g_build_filename (CF_EVOLUTION_MODULES, MODULE_FILE, NULL);
  gboolean is_there = g_file_test (module, G_FILE_TEST_EXISTS);
  gboolean is_loaded;
  gboolean runs = find_running (&is_loaded);

  json_object_set_string_member (values, "module", is_there ? module : NULL);
  if (runs)
    json_object_set_boolean_member (values, "loaded", is_loaded);
  else
    json_object_set_null_member (values, "loaded");

  /* TRANSLATORS: Certfirst's module for Evolution */
  if (is_loaded || (runs && is_there))
    cf_cli_doctor_add (self, is_loaded ? CF_CLI_DOCTOR_EVOLUTION_LOADED : CF_CLI_DOCTOR_EVOLUTION_NOT_LOADED, C_("doctor", "module"),
                       "%s", module);
  else
    cf_cli_doctor_add (self, is_there ? CF_CLI_DOCTOR_EVOLUTION_MODULE : CF_CLI_DOCTOR_EVOLUTION_NO_MODULE, C_("doctor", "module"),
                       "%s", module);
}

/* --- Thunderbird --- */

typedef enum { ADDON_ABSENT, ADDON_OFF, ADDON_ACTIVE } AddonState;

/* A member that may be missing, or of another type: Thunderbird's file may change. */
static gboolean
is_active (JsonObject *addon)
{
  JsonNode *active = json_object_get_member (addon, "active");

  return active != NULL && json_node_get_value_type (active) == G_TYPE_BOOLEAN && json_node_get_boolean (active);
}

/* A member that is a string, or NULL.  (transfer none) */
static const char *
peek_text (JsonNode *node)
{
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
is_ours (JsonNode *node)
{
  return JSON_NODE_HOLDS_OBJECT (node) &&
         g_strcmp0 (peek_text (json_object_get_member (json_node_get_object (node), "id")), ADDON) == 0;
}

/* @profile: a folder */
static AddonState
read_profile (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, "extensions.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root, *list;

  if (!json_parser_load_from_file (parser, path, NULL))
    return ADDON_ABSENT;
  root = json_parser_get_root (parser);
  list = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_member (json_node_get_object (root), "addons") : NULL;
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return ADDON_ABSENT;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++) {
    JsonNode *node = json_array_get_element (json_node_get_array (list), i);

    if (is_ours (node))
      return is_active (json_node_get_object (node)) ? ADDON_ACTIVE : ADDON_OFF;
  }

  return ADDON_ABSENT;
}

/* The folder of a section of profiles.ini; NULL for a section of something else.  (transfer full) */
static char *
dup_profile (GKeyFile *profiles, const char *section, const char *folder)
{
  g_autofree char *path = g_key_file_get_string (profiles, section, "Path", NULL);

  if (!g_str_has_prefix (section, "Profile") || path == NULL)
    return NULL;

  return g_path_is_absolute (path) ? g_steal_pointer (&path) : g_build_filename (folder, path, NULL);
}

/* A finding for each profile that knows the add-on; how many. */
static guint
look_at_profiles (CfCliDoctor *self, guint *out_active)
{
  g_autofree char *folder = g_build_filename (g_get_home_dir (), ".thunderbird", NULL);
  g_autofree char *list = g_build_filename (folder, "profiles.ini", NULL);
  g_autoptr (GKeyFile) profiles = g_key_file_new ();
  g_auto (GStrv) sections = NULL;
  guint n = 0;

  *out_active = 0;
  if (!g_key_file_load_from_file (profiles, list, G_KEY_FILE_NONE, NULL))
    return 0;

  sections = g_key_file_get_groups (profiles, NULL);
  for (char **section = sections; *section != NULL; section++) {
    g_autofree char *profile = dup_profile (profiles, *section, folder);
    AddonState state = profile == NULL ? ADDON_ABSENT : read_profile (profile);

    if (state == ADDON_ABSENT)
      continue;
    n++;
    *out_active += state == ADDON_ACTIVE;
    /* TRANSLATORS: Certfirst's add-on for Thunderbird */
    cf_cli_doctor_add_path (self, state == ADDON_ACTIVE ? CF_CLI_DOCTOR_THUNDERBIRD_LOADED : CF_CLI_DOCTOR_THUNDERBIRD_OFF,
                            C_("doctor", "add-on"), profile);
  }

  return n;
}

/* The file that lets the add-on start the engine, in the order in which Thunderbird looks: the user's own, then the
 * installed one.  (transfer full) (nullable) */
static char *
find_host (const char *installed)
{
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".mozilla", "native-messaging-hosts", HOST_FILE, NULL);

  if (g_file_test (own, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&own);

  return g_file_test (installed, G_FILE_TEST_EXISTS) ? g_strdup (installed) : NULL;
}

static gboolean
names_addon (JsonNode *list)
{
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    if (g_strcmp0 (peek_text (json_array_get_element (json_node_get_array (list), i)), ADDON) == 0)
      return TRUE;

  return FALSE;
}

/* Whether Thunderbird would start a program for our add-on by this file. */
static gboolean
is_host_fit (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *host;
  const char *program;

  if (!json_parser_load_from_file (parser, path, NULL) || json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return FALSE;

  host = json_node_get_object (json_parser_get_root (parser));
  program = peek_text (json_object_get_member (host, "path"));

  return names_addon (json_object_get_member (host, "allowed_extensions")) && program != NULL && g_path_is_absolute (program) &&
         g_file_test (program, G_FILE_TEST_IS_REGULAR) && g_file_test (program, G_FILE_TEST_IS_EXECUTABLE);
}

/* @installed: where the package puts the file */
static void
look_at_host (CfCliDoctor *self, const char *installed)
{
  g_autofree char *host = find_host (installed);

  if (host == NULL)
    /* TRANSLATORS: the file that lets an add-on of Thunderbird start a program (native messaging) */
    cf_cli_doctor_add_path (self, CF_CLI_DOCTOR_THUNDERBIRD_NO_HOST, C_("doctor", "native host"), installed);
  else if (!is_host_fit (host))
    cf_cli_doctor_add_path (self, CF_CLI_DOCTOR_THUNDERBIRD_BAD_HOST, C_("doctor", "native host"), host);
}

void
cf_cli_doctor_thunderbird (CfCliDoctor *self, JsonObject *values)
{
  g_autofree char *addon = g_build_filename (CF_MOZILLA_LIB, "thunderbird", "extensions", ADDON ".xpi", NULL);
  g_autofree char *host = g_build_filename (CF_MOZILLA_LIB, "mozilla", "native-messaging-hosts", HOST_FILE, NULL);
  gboolean is_there = g_file_test (addon, G_FILE_TEST_EXISTS);
  guint n_active;
  guint n = look_at_profiles (self, &n_active);

  if (n == 0)
    cf_cli_doctor_add_path (self, is_there ? CF_CLI_DOCTOR_THUNDERBIRD_ADDON : CF_CLI_DOCTOR_THUNDERBIRD_NO_ADDON, C_("doctor", "add-on"),
                            addon);
  if (n > 0 || is_there)
    look_at_host (self, host);
  json_object_set_string_member (values, "addon", is_there ? addon : NULL);
  json_object_set_boolean_member (values, "loaded", n_active > 0);
}
