/* cf-cli-doctor-clients.c — "certfirst doctor": which mail programs are here, and whether they use it */
#include "cf-cli-doctor.h"

#include <string.h>

#define PLUGIN_FILE "certfirst.so"
#define MAX_VERSION_CHARS 20

/* Mail programs that say nothing of their version without a display. */
static const struct {
  const char *key;
  const char *name;
  const char *program;
  void (*look) (CfCliDoctor *self, JsonObject *values);
} others[] = {
  { "evolution", "Evolution", "evolution", cf_cli_doctor_evolution },
  { "thunderbird", "Thunderbird", "thunderbird", cf_cli_doctor_thunderbird },
};

/* The last word of "Claws Mail version 4.1.1"; NULL where it does not say.  (transfer full) */
static char *
ask_version (const char *program)
{
  const char *const command[] = { "timeout", "5", program, "--version", NULL };
  g_autofree char *out = NULL;
  g_auto (GStrv) words = NULL;
  char *line_end;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL,
                     NULL, NULL) ||
      out == NULL || *out == '\0')
    return NULL;

  line_end = strchr (out, '\n');
  if (line_end != NULL)
    *line_end = '\0';
  words = g_strsplit (out, " ", -1);
  return g_strndup (words[g_strv_length (words) - 1], MAX_VERSION_CHARS);
}

/* The plug-in as Claws Mail's own settings name it: a path in a section [Plugins_…].  NULL for none.  (transfer full) */
static char *
find_loaded (const char *settings)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean inside = FALSE;

  if (!g_file_get_contents (settings, &text, NULL, NULL))
    return NULL;

  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    if (**line == '[')
      inside = g_str_has_prefix (*line, "[Plugins");
    else if (inside && g_str_has_suffix (g_strchomp (*line), "/" PLUGIN_FILE))
      return g_strdup (*line);
  }

  return NULL;
}

static CfCliDoctorCode
judge_plugin (const char *loaded, const char *installed)
{
  if (loaded != NULL)
    return g_file_test (loaded, G_FILE_TEST_EXISTS) ? CF_CLI_DOCTOR_CLAWS_LOADED : CF_CLI_DOCTOR_CLAWS_LOST;

  return g_file_test (installed, G_FILE_TEST_EXISTS) ? CF_CLI_DOCTOR_CLAWS_NOT_LOADED : CF_CLI_DOCTOR_CLAWS_NO_PLUGIN;
}

static void
look_at_claws (CfCliDoctor *self)
{
  JsonObject *object = json_object_new ();
  g_autofree char *program = g_find_program_in_path ("claws-mail");
  g_autofree char *version = program != NULL ? ask_version (program) : NULL;
  g_autofree char *settings = g_build_filename (g_get_home_dir (), ".claws-mail", "clawsrc", NULL);
  g_autofree char *loaded = find_loaded (settings);
  g_autofree char *installed = g_build_filename (CF_CLAWS_PLUGINS, PLUGIN_FILE, NULL);
  const char *plugin = loaded != NULL ? loaded : installed;
  CfCliDoctorCode code = judge_plugin (loaded, installed);

  if (program == NULL)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_CLIENT_NONE, "Claws Mail", NULL);
  else if (version == NULL)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_CLIENT_THERE, "Claws Mail", NULL);
  else
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_CLIENT_THERE, "Claws Mail", "%s", version);
  if (program != NULL)
    /* TRANSLATORS: Certfirst's plug-in for Claws Mail */
    cf_cli_doctor_add (self, code, C_("doctor", "plug-in"), "%s", plugin);

  json_object_set_boolean_member (object, "installed", program != NULL);
  json_object_set_string_member (object, "version", version);
  json_object_set_string_member (object, "plugin", g_file_test (plugin, G_FILE_TEST_EXISTS) ? plugin : NULL);
  json_object_set_boolean_member (object, "loaded", loaded != NULL);
  json_object_set_object_member (self->section->values, "claws_mail", object);
}

void
cf_cli_doctor_clients (CfCliDoctor *self)
{
  look_at_claws (self);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autofree char *program = g_find_program_in_path (others[i].program);
    JsonObject *object = json_object_new ();

    cf_cli_doctor_add (self, program != NULL ? CF_CLI_DOCTOR_CLIENT_THERE : CF_CLI_DOCTOR_CLIENT_NONE, others[i].name, NULL);
    json_object_set_boolean_member (object, "installed", program != NULL);
    if (program != NULL)
      others[i].look (self, object);
    json_object_set_object_member (self->section->values, others[i].key, object);
  }
}
