/* cf-cli-doctor-policy.c — "certfirst doctor": the rules' files, each with what becomes of it */
#include "cf-cli-doctor.h"

#include <string.h>

#include "cf-policy-explain.h"
#include "cf-policy-lint.h"

#define DIRECTORY_NAME "known-signers.policy"
#define NEAR_END (60 * CF_TIME_DAY)

/* All that came before a file: as it counts, and as "policy lint" reads it. */
typedef struct {
  CfPolicy *rules;
  CfPolicy *lint;
} Earlier;

static void
file_free (CfCliDoctorFile *file)
{
  g_free (file->path);
  g_free (file->detail);
  cf_policy_bundle_free (file->bundle);
  g_free (file);
}

static CfCliDoctorFile *
add_file (CfCliDoctor *self, const char *path, CfPolicyOrigin origin, CfCliDoctorCode state)
{
  CfCliDoctorFile *file = g_new0 (CfCliDoctorFile, 1);

  file->path = g_strdup (path);
  file->origin = origin;
  file->state = state;
  g_ptr_array_add (self->files, file);
  return file;
}

static char *
join (GPtrArray *lines)
{
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* Loads a file after the others, and says all of its errors, not only the first. */
static void
look_at_file (CfCliDoctor *self, Earlier *earlier, const char *path, CfPolicyOrigin origin)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  CfCliDoctorFile *file = add_file (self, path, origin, CF_CLI_DOCTOR_POLICY_COUNTS);
  gboolean counts = cf_policy_load (earlier->rules, origin, path, &error);

  if (!cf_policy_lint (earlier->lint, path, problems, NULL))
    g_ptr_array_set_size (problems, 0);
  if (!counts)
    file->state = CF_CLI_DOCTOR_POLICY_BROKEN;
  /* What lint still minds in a file that counts is a file that it names. */
  else if (problems->len > 0)
    file->state = CF_CLI_DOCTOR_POLICY_NAMES_MISSING;

  if (problems->len > 0)
    file->detail = join (problems);
  else if (!counts)
    file->detail = g_strdup (error->message);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* As cf_policy_load_installed() goes through a folder. */
static GPtrArray *
list_folder (CfCliDoctor *self, const char *folder, CfPolicyOrigin origin)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    add_file (self, folder, origin, CF_CLI_DOCTOR_POLICY_FOLDER)->detail = g_strdup (error->message);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (*name != '.' && g_str_has_suffix (name, ".policy"))
      g_ptr_array_add (names, g_strdup (name));

  g_ptr_array_sort (names, compare_names);
  return names;
}

/* Whether a sound file of the administrator's has the name. */
static gboolean
is_replaced (CfCliDoctor *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folders.administrator, name, NULL);
  g_autoptr (CfPolicy) alone = cf_policy_new ();

  return g_file_test (path, G_FILE_TEST_EXISTS) && cf_policy_load (alone, CF_POLICY_ORIGIN_ADMINISTRATOR, path, NULL);
}

static void
look_at_folder (CfCliDoctor *self, Earlier *earlier, const char *folder, CfPolicyOrigin origin)
{
  g_autoptr (GPtrArray) names = list_folder (self, folder, origin);

  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

    if (origin == CF_POLICY_ORIGIN_SHIPPED && is_replaced (self, g_ptr_array_index (names, i)))
      add_file (self, path, origin, CF_CLI_DOCTOR_POLICY_REPLACED);
    else
      look_at_file (self, earlier, path, origin);
  }
}

/* A bundle that counts is verified once more only for its version and what it holds. */
static void
look_at_bundle (CfCliDoctor *self, Earlier *earlier)
{
  g_autofree char *path = g_build_filename (self->folders.bundle, "policy.cfbundle", NULL);
  g_autofree char *signer = g_build_filename (self->folders.bundle, "signer.pem", NULL);
  g_autoptr (CfPolicy) alone = cf_policy_new ();
  g_autoptr (GError) error = NULL;
  CfCliDoctorFile *file = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;

  file = add_file (self, path, CF_POLICY_ORIGIN_ADMINISTRATOR, CF_CLI_DOCTOR_BUNDLE_COUNTS);
  if (!cf_policy_load_bundle (alone, path, signer, self->folders.state, &error) ||
      !cf_policy_load_bundle (earlier->rules, path, signer, NULL, &error) ||
      !cf_policy_load_bundle (earlier->lint, path, signer, NULL, &error)) {
    file->state = CF_CLI_DOCTOR_BUNDLE_BROKEN;
    file->detail = g_strdup (error->message);
    return;
  }

  file->bundle = cf_policy_bundle_verify (path, signer, NULL);
  if (file->bundle != NULL) {
    self->bundle_version = file->bundle->version;
    file->detail = g_strdup_printf ("%" G_GUINT64_FORMAT, self->bundle_version);
  }
  if (cf_policy_get_problem (alone) != NULL)
    add_file (self, self->folders.state, CF_POLICY_ORIGIN_USER, CF_CLI_DOCTOR_BUNDLE_STATE)->detail =
        g_strdup (cf_policy_get_problem (alone));
}

static void
take_folders (CfCliDoctor *self)
{
  struct {
    const char **place;
    const char *name;
  } rows[] = { { &self->folders.shipped, "shipped" }, { &self->folders.bundle, "bundle" }, { &self->folders.state, "state" },
               { &self->folders.administrator, "administrator" }, { &self->folders.user, "user" } };

  cf_policy_get_installed_folders (&self->folders);
  for (guint i = 0; self->installed != NULL && i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_build_filename (self->installed, rows[i].name, NULL);

    *rows[i].place = g_intern_string (path);
  }
}

static void
look_at_installed (CfCliDoctor *self, Earlier *earlier)
{
  look_at_folder (self, earlier, self->folders.shipped, CF_POLICY_ORIGIN_SHIPPED);
  look_at_bundle (self, earlier);
  look_at_folder (self, earlier, self->folders.administrator, CF_POLICY_ORIGIN_ADMINISTRATOR);
  look_at_folder (self, earlier, self->folders.user, CF_POLICY_ORIGIN_USER);
}

void
cf_cli_doctor_load_policy (CfCliDoctor *self)
{
  g_autoptr (CfPolicy) lint = cf_policy_new ();
  Earlier earlier = { cf_policy_new (), lint };

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  self->rules = earlier.rules;
  take_folders (self);
  if (self->policy == NULL)
    look_at_installed (self, &earlier);

  for (char **path = self->policy; path != NULL && *path != NULL; path++)
    look_at_file (self, &earlier, *path, CF_POLICY_ORIGIN_ADMINISTRATOR);
  for (char **path = self->user_policy; path != NULL && *path != NULL; path++)
    look_at_file (self, &earlier, *path, CF_POLICY_ORIGIN_USER);
}

/* --- the section --- */

/* What a file has of sections and keys. */
typedef struct {
  guint n_senders, n_locks, n_ended, n_ending;
  char *first_day; /* (nullable): the first last day to come */
} Contents;

static gboolean
is_counted (const CfCliDoctorFile *file)
{
  return file->state == CF_CLI_DOCTOR_POLICY_COUNTS || file->state == CF_CLI_DOCTOR_POLICY_NAMES_MISSING;
}

/* Until the last second of its until=, in UTC. */
static void
count_end (Contents *contents, const char *day, CfTime now)
{
  g_autofree char *last = g_strconcat (day, "T23:59:59Z", NULL);
  CfTime end;

  if (!cf_time_parse (last, &end))
    return;

  contents->n_ended += now > end;
  contents->n_ending += now <= end && end - now < NEAR_END;
  if (now <= end && (contents->first_day == NULL || strcmp (day, contents->first_day) < 0)) {
    g_free (contents->first_day);
    contents->first_day = g_strdup (day);
  }
}

static void
count_sections (Contents *contents, GKeyFile *keys, CfTime now)
{
  g_auto (GStrv) groups = g_key_file_get_groups (keys, NULL);

  for (char **group = groups; *group != NULL; group++) {
    g_autofree char *until = g_key_file_get_string (keys, *group, "until", NULL);

    if (!g_str_has_prefix (*group, "sender "))
      continue;
    contents->n_senders++;
    contents->n_locks += g_key_file_has_key (keys, *group, "locked", NULL);
    if (until != NULL)
      count_end (contents, g_strstrip (until), now);
  }
}

/* The file was read by policy before; here only its sections are counted. */
static void
count_contents (Contents *contents, const char *path, CfTime now)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();

  if (g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL))
    count_sections (contents, keys, now);
}

/* What a bundle that counts has inside; certificates in it are no key files and are passed over. */
static void
count_bundle (Contents *contents, const CfPolicyBundle *bundle, CfTime now)
{
  for (guint i = 0; i < bundle->names->len; i++) {
    g_autoptr (GKeyFile) keys = g_key_file_new ();
    GBytes *text = g_hash_table_lookup (bundle->files, g_ptr_array_index (bundle->names, i));

    if (g_key_file_load_from_bytes (keys, text, G_KEY_FILE_NONE, NULL))
      count_sections (contents, keys, now);
  }
}

static const char *
word_for_origin (CfPolicyOrigin origin)
{
  /* TRANSLATORS: whose policy file it is, in "certfirst policy show" */
  static const char *const words[] = {
    [CF_POLICY_ORIGIN_SHIPPED] = N_("shipped"),
    [CF_POLICY_ORIGIN_ADMINISTRATOR] = N_("administrator"),
    [CF_POLICY_ORIGIN_USER] = N_("user"),
  };

  return _(words[origin]);
}

static void
write_file (CfCliDoctor *self, JsonArray *list, const CfCliDoctorFile *file)
{
  JsonObject *object = json_object_new ();
  g_autofree char *shown = g_filename_display_name (file->path);

  json_object_set_string_member (object, "file", shown);
  json_object_set_string_member (object, "origin", cf_policy_origin_get_name (file->origin));
  json_object_set_boolean_member (object, "counts", is_counted (file) || file->state == CF_CLI_DOCTOR_BUNDLE_COUNTS ||
                                                      file->state == CF_CLI_DOCTOR_BUNDLE_STATE);
  json_array_add_object_element (list, object);
}

static void
add_policy_file (CfCliDoctor *self, const CfCliDoctorFile *file)
{
  g_autofree char *shown = g_filename_display_name (file->path);

  if (file->detail == NULL && is_counted (file))
    cf_cli_doctor_add (self, file->state, shown, "%s", word_for_origin (file->origin));
  else if (file->detail == NULL)
    cf_cli_doctor_add (self, file->state, shown, NULL);
  else
    cf_cli_doctor_add (self, file->state, shown, "%s", file->detail);
}

void
cf_cli_doctor_policy (CfCliDoctor *self)
{
  JsonArray *list = json_array_new ();
  JsonObject *values = self->section->values;
  gboolean may_loosen = g_strcmp0 (cf_policy_get (self->rules, "default", "user-may-loosen"), "false") != 0;
  Contents contents = { 0 };

  for (guint i = 0; i < self->files->len; i++) {
    const CfCliDoctorFile *file = g_ptr_array_index (self->files, i);

    add_policy_file (self, file);
    write_file (self, list, file);
    if (is_counted (file))
      count_contents (&contents, file->path, self->now);
    else if (file->bundle != NULL)
      count_bundle (&contents, file->bundle, self->now);
  }

  if (self->files->len == 0)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_POLICY_NONE, C_("doctor", "files"), NULL);
  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "sender sections"), "%u", contents.n_senders);
  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "with locks"), "%u", contents.n_locks);
  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "user may loosen"), "%s",
                     may_loosen ? C_("doctor", "yes") : C_("doctor", "no"));
  g_free (contents.first_day);

  json_object_set_array_member (values, "files", list);
  json_object_set_int_member (values, "senders", contents.n_senders);
  json_object_set_int_member (values, "locks", contents.n_locks);
  json_object_set_boolean_member (values, "user_may_loosen", may_loosen);
  json_object_set_int_member (values, "bundle_version", (gint64) self->bundle_version);
}

/* --- the directory of known signers --- */

static gboolean
is_directory (const CfCliDoctorFile *file)
{
  g_autofree char *name = g_path_get_basename (file->path);

  return is_counted (file) && (file->origin == CF_POLICY_ORIGIN_SHIPPED || g_str_equal (name, DIRECTORY_NAME));
}

static void
add_ends (CfCliDoctor *self, const Contents *contents)
{
  if (contents->first_day != NULL)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "first to end"), "%s", contents->first_day);
  if (contents->n_ended > 0)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_DIRECTORY_ENDED, C_("doctor", "ended"), "%u", contents->n_ended);
  if (contents->n_ending > 0)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_DIRECTORY_ENDS, C_("doctor", "ending"), "%u", contents->n_ending);
}

void
cf_cli_doctor_directory (CfCliDoctor *self)
{
  JsonObject *values = self->section->values;
  Contents contents = { 0 };

  for (guint i = 0; i < self->files->len; i++) {
    const CfCliDoctorFile *file = g_ptr_array_index (self->files, i);

    if (is_directory (file))
      count_contents (&contents, file->path, self->now);
  }

  if (contents.n_senders == 0)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_DIRECTORY_NONE, DIRECTORY_NAME, NULL);
  else
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "entries"), "%u", contents.n_senders);
  add_ends (self, &contents);

  json_object_set_int_member (values, "entries", contents.n_senders);
  json_object_set_int_member (values, "ended", contents.n_ended);
  json_object_set_int_member (values, "ending", contents.n_ending);
  json_object_set_string_member (values, "first_to_end", contents.first_day);
  g_free (contents.first_day);
}
