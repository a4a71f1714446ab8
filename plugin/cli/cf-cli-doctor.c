/* cf-cli-doctor.c — "certfirst doctor": what is installed, and whether it works */
#include "cf-cli-doctor.h"

typedef struct {
  const char *id;
  void (*run) (CfCliDoctor *self);
  const char *title;
} Check;

static const Check checks[] = {
  /* TRANSLATORS: headings of "certfirst doctor" */
  { "versions", cf_cli_doctor_versions, N_("Versions") },
  { "roots", cf_cli_doctor_roots, N_("E-mail roots") },
  { "anchors", cf_cli_doctor_anchors, N_("The administrator's own anchors") },
  { "policy", cf_cli_doctor_policy, N_("Policy files") },
  { "directory", cf_cli_doctor_directory, N_("Directory of known signers") },
  { "history", cf_cli_doctor_history, N_("Record of earlier mail") },
  { "cache", cf_cli_doctor_cache, N_("Kept answers") },
  { "network", cf_cli_doctor_network, N_("Network") },
  { "engine", cf_cli_doctor_engine, N_("Checking engine") },
  { "clients", cf_cli_doctor_clients, N_("Mail programs") },
};

static void
finding_free (CfCliDoctorFinding *finding)
{
  g_free (finding->subject);
  g_free (finding->detail);
  g_free (finding);
}

static void
section_free (CfCliDoctorSection *section)
{
  g_ptr_array_unref (section->findings);
  json_object_unref (section->values);
  g_free (section);
}

void
cf_cli_doctor_add (CfCliDoctor *self, CfCliDoctorCode code, const char *subject, const char *format, ...)
{
  CfCliDoctorFinding *finding = g_new0 (CfCliDoctorFinding, 1);
  g_autofree char *detail = NULL;
  va_list arguments;

  va_start (arguments, format);
  if (format != NULL)
    detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  finding->code = code;
  finding->subject = g_utf8_make_valid (subject, -1);
  finding->detail = detail != NULL ? g_utf8_make_valid (detail, -1) : NULL;
  g_ptr_array_add (self->section->findings, finding);
}

void
cf_cli_doctor_add_path (CfCliDoctor *self, CfCliDoctorCode code, const char *subject, const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  cf_cli_doctor_add (self, code, subject, "%s", shown);
}

/* --- what the command line said --- */

static gboolean
parse_arguments (CfCliDoctor *self, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &self->format, N_("how the answer is written"), "text|json" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &self->lang, N_("language of the words"), "TAG" },
    { "policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->policy, N_("administrator's rules instead of the installed ones"), "FILE" },
    { "user-policy", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->user_policy, N_("user's rules"), "FILE" },
    { "roots-module", 0, 0, G_OPTION_ARG_FILENAME, &self->roots_module, N_("NSS module with the e-mail roots"), "FILE" },
    { "resolver", 0, 0, G_OPTION_ARG_STRING, &self->resolver, N_("DNS server to ask"), "ADDR[@PORT]" },
    { "root-key", 0, 0, G_OPTION_ARG_FILENAME, &self->root_key, N_("DNSSEC trust anchor"), "FILE" },
    { "history", 0, 0, G_OPTION_ARG_FILENAME, &self->history, N_("the record of earlier mail"), "FILE|none" },
    { "offline", 0, 0, G_OPTION_ARG_NONE, &self->offline, N_("ask nobody"), NULL },
    { "try", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->tries, N_("fetch this address as those of certificates are fetched; may stand again"), "URL" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &self->at, N_("what time it is"), "RFC3339" },
    /* For tests: a folder with shipped, bundle, administrator and user in it. */
    { "installed", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &self->installed, NULL, "FOLDER" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc == 1)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("%s: takes no file; leave it out"), argv[1]);
  return FALSE;
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, what);
  return FALSE;
}

/* What cannot be opened at all was named wrongly (MEANING section 11). */
static gboolean
check_named (char **paths, GError **error)
{
  for (char **path = paths; path != NULL && *path != NULL; path++) {
    g_autofree char *shown = g_filename_display_name (*path);

    if (g_file_test (*path, G_FILE_TEST_IS_REGULAR))
      continue;
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _("%s: cannot be opened; check the name and the permissions"), shown);
    return FALSE;
  }

  return TRUE;
}

static gboolean
take_options (CfCliDoctor *self, GError **error)
{
  if (self->format != NULL && !g_str_equal (self->format, "text") && !g_str_equal (self->format, "json"))
    return refuse (error, _("--format takes text or json"));

  self->now = g_get_real_time () / G_USEC_PER_SEC;
  if (self->at != NULL && !cf_time_parse (self->at, &self->now))
    return refuse (error, _("--at takes a time such as 2026-03-01T09:00:00Z"));

  return check_named (self->policy, error) && check_named (self->user_policy, error);
}

static void
clear (CfCliDoctor *self)
{
  char **texts[] = { &self->format, &self->lang, &self->at, &self->resolver, &self->root_key, &self->history,
                     &self->roots_module, &self->installed };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  g_clear_pointer (&self->policy, g_strfreev);
  g_clear_pointer (&self->user_policy, g_strfreev);
  g_clear_pointer (&self->tries, g_strfreev);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  cf_policy_free (self->rules);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CfCliDoctor, clear)

/* --- the visit --- */

static CfCliDoctorSection *
look (CfCliDoctor *self, const Check *check)
{
  CfCliDoctorSection *section = g_new0 (CfCliDoctorSection, 1);

  section->id = check->id;
  section->title = _(check->title);
  section->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) finding_free);
  section->values = json_object_new ();
  self->section = section;
  check->run (self);
  return section;
}

CfCliStatus
cf_cli_doctor (int argc, char **argv)
{
  g_auto (CfCliDoctor) self = { 0 };
  g_autoptr (GPtrArray) sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);
  g_autoptr (GError) error = NULL;

  if (!parse_arguments (&self, argc, argv, &error) || !take_options (&self, &error)) {
    cf_cli_complain ("doctor: %s", error->message);
    return CF_CLI_FAILED;
  }

  cf_cli_take_language (self.lang);
  cf_cli_doctor_load_policy (&self);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    g_ptr_array_add (sections, look (&self, &checks[i]));

  if (g_strcmp0 (self.format, "json") == 0)
    cf_cli_doctor_print_json (&self, sections);
  else
    cf_cli_doctor_print_text (sections);

  return cf_cli_doctor_count (sections, CF_CLI_HEALTH_PROBLEM) > 0 ? CF_CLI_WARNED : CF_CLI_NOTHING_WARNED;
}
