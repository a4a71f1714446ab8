/* cf-client-options.c — our own files: what a person chose for the mail clients themselves */
#include "cf-client-options.h"

#define GROUP "client"

/* Of this process; set once, before anything is read. */
static const char *own_group = GROUP;
static gboolean own_marks = TRUE;

static const char *const colour_names[] = {
  [CF_CLIENT_MARK_RED] = "red",
  [CF_CLIENT_MARK_ORANGE] = "orange",
  [CF_CLIENT_MARK_PINK] = "pink",
  [CF_CLIENT_MARK_BROWN] = "brown",
};

/* A list of messages may be light or dark: each stands out about equally from white and from #2d2d2d (3.7 : 1). */
static const char *const colour_rgb[] = {
  [CF_CLIENT_MARK_RED] = "#e6515b",
  [CF_CLIENT_MARK_ORANGE] = "#dd5d00",
  [CF_CLIENT_MARK_PINK] = "#da5495",
  [CF_CLIENT_MARK_BROWN] = "#ad7a4e",
};

static const char *const language_names[] = {
  [CF_CLIENT_LANGUAGE_SYSTEM] = "system",
  [CF_CLIENT_LANGUAGE_EN] = "en",
  [CF_CLIENT_LANGUAGE_JA] = "ja",
};

char *
cf_client_options_dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "certfirst", "client.ini", NULL);
}

void
cf_client_options_set_client (const char *client, gboolean marks)
{
  own_group = client;
  own_marks = marks;
}

static gboolean
read_bool (GKeyFile *file, const char *group, const char *key, gboolean otherwise)
{
  g_autoptr (GError) error = NULL;
  gboolean value = g_key_file_get_boolean (file, group, key, &error);

  return error == NULL ? value : otherwise;
}

static guint
read_enum (GKeyFile *file, const char *key, const char *const *names, guint n_names, guint otherwise)
{
  g_autofree char *value = g_key_file_get_string (file, GROUP, key, NULL);

  for (guint i = 0; i < n_names; i++) {
    if (g_strcmp0 (value, names[i]) == 0)
      return i;
  }
  return otherwise;
}

CfClientOptions
cf_client_options_load (const char *path)
{
  g_autofree char *own = path == NULL ? cf_client_options_dup_path () : NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  CfClientOptions options;

  /* What could not be read is not there: every row has its value for that. */
  if (!g_key_file_load_from_file (file, path != NULL ? path : own, G_KEY_FILE_NONE, NULL))
    g_debug ("nothing was chosen yet");

#define CF_CLIENT_OPTION_OWN(field, key) options.field = read_bool (file, own_group, key, own_marks);
#define CF_CLIENT_OPTION_BOOL(field, key, value) options.field = read_bool (file, GROUP, key, value);
#define CF_CLIENT_OPTION_ENUM(field, key, names, value) \
  options.field = read_enum (file, key, names, G_N_ELEMENTS (names), value);
#include "cf-client-option-table.h"

  return options;
}

gboolean
cf_client_options_save (const char *path, const CfClientOptions *options, GError **error)
{
  g_autofree char *own = path == NULL ? cf_client_options_dup_path () : NULL;
  const char *used = path != NULL ? path : own;
  g_autofree char *folder = g_path_get_dirname (used);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  /* A file that breaks off or is no key file holds nothing worth keeping. */
  if (!g_key_file_load_from_file (file, used, G_KEY_FILE_KEEP_COMMENTS, NULL))
    g_debug ("%s is made", used);

#define CF_CLIENT_OPTION_OWN(field, key) g_key_file_set_boolean (file, own_group, key, options->field);
#define CF_CLIENT_OPTION_BOOL(field, key, value) g_key_file_set_boolean (file, GROUP, key, options->field);
#define CF_CLIENT_OPTION_ENUM(field, key, names, value) \
  g_key_file_set_string (file, GROUP, key, names[options->field]);
#include "cf-client-option-table.h"

  g_mkdir_with_parents (folder, 0700);
  text = g_key_file_to_data (file, &length, NULL);
  return g_file_set_contents_full (used, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

const char *
cf_client_options_name_mark (CfClientMark mark)
{
  return colour_names[mark];
}

const char *
cf_client_options_get_mark_rgb (CfClientMark mark)
{
  return colour_rgb[mark];
}

const char *
cf_client_options_get_lang (const CfClientOptions *options)
{
  return options->language == CF_CLIENT_LANGUAGE_SYSTEM ? NULL : language_names[options->language];
}
