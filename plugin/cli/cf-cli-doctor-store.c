/* cf-cli-doctor-store.c — "certfirst doctor": what is kept on this machine */
#include "cf-cli-doctor.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cf-ledger.h"
#include "cf-limits.h"
#include "cf-policy-trust.h"

/* Whether something can be made at @path, or in the nearest folder above it that is there. */
static gboolean
can_be_made (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  while (!g_file_test (folder, G_FILE_TEST_EXISTS)) {
    char *above = g_path_get_dirname (folder);

    g_free (folder);
    folder = above;
  }

  return g_file_test (folder, G_FILE_TEST_IS_DIR) && access (folder, W_OK | X_OK) == 0;
}

/* --- the record of earlier mail --- */

static void
add_settings (CfCliDoctor *self)
{
  JsonObject *values = self->section->values;
  CfPolicyHistory settings;

  cf_policy_get_history (self->rules, &settings);
  if (!settings.keep)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_HISTORY_OFF, "[history] keep", NULL);
  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, "[history]", "days=%u signed-min=%u signed-days=%u share=%u forget-after=%u",
                     settings.days, settings.signed_min, settings.signed_days, settings.share, settings.forget_after);
  json_object_set_boolean_member (values, "keep", settings.keep);
  json_object_set_int_member (values, "days", settings.days);
}

static void
write_counts (CfCliDoctor *self, const char *path, gboolean opens, const CfLedgerAbout *about)
{
  JsonObject *values = self->section->values;
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : NULL;

  json_object_set_string_member (values, "path", shown);
  json_object_set_boolean_member (values, "opens", opens);
  json_object_set_int_member (values, "senders", about->n_senders);
  json_object_set_int_member (values, "messages", about->n_messages);
}

static CfCliDoctorCode
judge_error (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ? CF_CLI_DOCTOR_HISTORY_DAMAGED
                                                                      : CF_CLI_DOCTOR_HISTORY_UNREADABLE;
}

static gboolean
look_at_ledger (CfCliDoctor *self, const char *path, CfLedgerAbout *about)
{
  g_autoptr (GError) error = NULL;
  gboolean writable;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    cf_cli_doctor_add_path (self, can_be_made (path) ? CF_CLI_DOCTOR_HISTORY_MISSING : CF_CLI_DOCTOR_HISTORY_READ_ONLY,
                            C_("doctor", "file"), path);
    return FALSE;
  }
  if (!cf_ledger_inspect (path, about, &error)) {
    cf_cli_doctor_add (self, judge_error (error), C_("doctor", "file"), "%s", error->message);
    return FALSE;
  }

  /* SQLite writes its log beside it. */
  writable = access (path, W_OK) == 0 && can_be_made (path);
  cf_cli_doctor_add_path (self, writable ? CF_CLI_DOCTOR_VALUE : CF_CLI_DOCTOR_HISTORY_READ_ONLY, C_("doctor", "file"), path);
  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "senders"), "%u", about->n_senders);
  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "messages"), "%u", about->n_messages);
  return TRUE;
}

/* What was set aside earlier (NAME.damaged-DATE); the logs beside it go with it. */
static void
look_for_damaged (CfCliDoctor *self, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *start = g_strconcat (base, ".damaged-", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, start) && !g_str_has_suffix (name, "-wal") && !g_str_has_suffix (name, "-shm")) {
      g_autofree char *found = g_build_filename (folder, name, NULL);

      cf_cli_doctor_add_path (self, CF_CLI_DOCTOR_HISTORY_SET_ASIDE, C_("doctor", "set aside"), found);
    }
}

void
cf_cli_doctor_history (CfCliDoctor *self)
{
  g_autofree char *path = self->history != NULL ? g_strdup (self->history) : cf_ledger_dup_default_path ();
  CfLedgerAbout about = { 0 };

  if (g_str_equal (path, "none")) {
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_HISTORY_NONE, C_("doctor", "file"), NULL);
    write_counts (self, NULL, FALSE, &about);
  } else {
    gboolean opens = look_at_ledger (self, path, &about);

    look_for_damaged (self, path);
    write_counts (self, path, opens, &about);
  }

  add_settings (self);
}

/* --- kept answers --- */

/* As cf_lookup_folder_open() will see it, which makes the folder; this does not. */
static CfCliDoctorCode
judge_folder (const char *path)
{
  struct stat status;

  if (lstat (path, &status) != 0)
    return can_be_made (path) ? CF_CLI_DOCTOR_CACHE_MISSING : CF_CLI_DOCTOR_CACHE_READ_ONLY;
  if (!S_ISDIR (status.st_mode))
    return CF_CLI_DOCTOR_CACHE_NO_FOLDER;
  if (status.st_uid != geteuid () || (status.st_mode & 077) != 0)
    return CF_CLI_DOCTOR_CACHE_NOT_OURS;

  return access (path, R_OK | W_OK | X_OK) == 0 ? CF_CLI_DOCTOR_VALUE : CF_CLI_DOCTOR_CACHE_READ_ONLY;
}

static guint64
sum_folder (const char *path, guint *out_files)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint64 bytes = 0;
  const char *name;

  *out_files = 0;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    struct stat status;

    if (lstat (file, &status) != 0 || !S_ISREG (status.st_mode))
      continue;
    bytes += (guint64) status.st_size;
    ++*out_files;
  }

  return bytes;
}

void
cf_cli_doctor_cache (CfCliDoctor *self)
{
  JsonObject *values = self->section->values;
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "certfirst", NULL);
  g_autofree char *shown = g_filename_display_name (path);
  CfCliDoctorCode code = judge_folder (path);
  guint n_files = 0;
  guint64 bytes = sum_folder (path, &n_files);

  cf_cli_doctor_add_path (self, code, C_("doctor", "folder"), path);
  if (code == CF_CLI_DOCTOR_VALUE) {
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "answers"), "%u", n_files);
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "size"), "%.1f / %u MiB", (double) bytes / CF_MIB,
                       CF_LIMIT_CACHE_FOLDER_BYTES / CF_MIB);
  }

  json_object_set_string_member (values, "path", shown);
  json_object_set_boolean_member (values, "usable", code == CF_CLI_DOCTOR_VALUE || code == CF_CLI_DOCTOR_CACHE_MISSING);
  json_object_set_int_member (values, "files", n_files);
  json_object_set_int_member (values, "bytes", (gint64) bytes);
}
