/* cf-cli-doctor-trust.c — "certfirst doctor": whom certificates are trusted from */
#include "cf-cli-doctor.h"

#include <string.h>

#include "cf-cert.h"
#include "cf-policy-trust.h"

#define OLD_ROOTS (2 * 365 * CF_TIME_DAY)
#define NEAR_END (60 * CF_TIME_DAY)

/* The day of a moment; "–" for none. */
static char *
dup_day (CfTime time)
{
  g_autofree char *text = cf_time_format (time);

  return text != NULL ? g_strndup (text, strlen ("2026-03-01")) : g_strdup ("–");
}

/* --- e-mail roots --- */

static void
write_roots (JsonObject *values, const CfCertRootsAbout *about)
{
  g_autofree char *version = g_strdup_printf ("%u.%u", about->major, about->minor);
  g_autofree char *date = cf_time_format (about->date);

  json_object_set_string_member (values, "source", about->source);
  json_object_set_string_member (values, "version", version);
  json_object_set_string_member (values, "date", date);
  json_object_set_int_member (values, "email_roots", about->n_anchors);
  json_object_set_int_member (values, "distrust_after", about->n_distrust_after);
  json_object_set_int_member (values, "distrusted", about->n_distrusted);
  json_object_set_boolean_member (values, "built_in", g_str_equal (about->source, "built-in"));
}

static void
add_roots (CfCliDoctor *self, const CfCertRootsAbout *about)
{
  g_autofree char *day = dup_day (about->date);

  /* TRANSLATORS: the following stand in front of a value in "certfirst doctor"; short */
  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "list"), "%s", about->source);
  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "version"), "%u.%u (%s)", about->major, about->minor, day);
  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "e-mail roots"), "%u", about->n_anchors);
  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "for older certificates only"), "%u", about->n_distrust_after);
  cf_cli_doctor_add (self, CF_CLI_DOCTOR_VALUE, C_("doctor", "distrusted by name"), "%u", about->n_distrusted);
  if (about->problem != NULL)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_ROOTS_BUILT_IN, C_("doctor", "list"), "%s", about->problem);
  if (about->date != CF_TIME_UNKNOWN && self->now - about->date > OLD_ROOTS)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_ROOTS_OLD, C_("doctor", "version"), "%s", day);
}

void
cf_cli_doctor_roots (CfCliDoctor *self)
{
  static const CfCertRootsAbout none = { .source = "", .date = CF_TIME_UNKNOWN };
  g_autoptr (GError) error = NULL;
  g_autoptr (CfCertRoots) roots = cf_cert_roots_load_email (self->roots_module, &error);

  write_roots (self->section->values, roots != NULL ? cf_cert_roots_describe (roots) : &none);
  if (roots != NULL)
    add_roots (self, cf_cert_roots_describe (roots));
  else
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_ROOTS_UNREADABLE, C_("doctor", "list"), "%s", error->message);
}

/* --- [anchor] and [mark-anchor] --- */

/* "example.jp *.example.jp, until 2027-03-31, accepts sha1-certificates, registry, file" */
static char *
describe_anchor (const CfPolicyAnchor *anchor)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *day = dup_day (anchor->until == CF_TIME_UNKNOWN ? CF_TIME_UNKNOWN : anchor->until - 1);
  g_autofree char *accept = anchor->accept == NULL ? NULL : g_strjoinv (" ", (char **) anchor->accept);

  if (anchor->domains != NULL)
    g_ptr_array_add (words, g_strjoinv (" ", (char **) anchor->domains));
  if (anchor->until != CF_TIME_UNKNOWN)
    /* TRANSLATORS: the last day of an anchor, in "certfirst doctor" */
    g_ptr_array_add (words, g_strdup_printf (_("until %s"), day));
  if (accept != NULL)
    /* TRANSLATORS: weaknesses that an anchor lets pass, as accept= names them, in "certfirst doctor" */
    g_ptr_array_add (words, g_strdup_printf (_("accepts %s"), accept));
  if (anchor->registry != NULL)
    g_ptr_array_add (words, g_strdup (anchor->registry));
  g_ptr_array_add (words, g_filename_display_name (anchor->file));
  g_ptr_array_add (words, NULL);

  return g_strjoinv (", ", (char **) words->pdata);
}

/* Why the engine could not use its file; NULL when it can. */
static char *
find_file_problem (const CfPolicyAnchor *anchor)
{
  const CfCertAnchorSpec spec = { .name = anchor->name, .file = anchor->file, .data = anchor->data,
                                  .domains = anchor->domains, .until = CF_TIME_UNKNOWN };
  g_autoptr (CfCertRoots) roots = cf_cert_roots_new ();
  g_autoptr (GError) error = NULL;

  return cf_cert_roots_add_anchor (roots, &spec, &error) ? NULL : g_strdup (error->message);
}

static CfCliDoctorCode
judge_days (const CfCliDoctor *self, const CfPolicyAnchor *anchor)
{
  if (anchor->until == CF_TIME_UNKNOWN || self->now + NEAR_END < anchor->until)
    return CF_CLI_DOCTOR_VALUE;

  return self->now >= anchor->until ? CF_CLI_DOCTOR_ANCHOR_ENDED : CF_CLI_DOCTOR_ANCHOR_ENDS;
}

static void
write_anchor (JsonArray *list, const CfPolicyAnchor *anchor, gboolean readable, gboolean ended)
{
  JsonObject *object = json_object_new ();
  JsonArray *domains = json_array_new ();
  JsonArray *accept = json_array_new ();
  g_autofree char *file = g_filename_display_name (anchor->file);
  g_autofree char *until = cf_time_format (anchor->until == CF_TIME_UNKNOWN ? CF_TIME_UNKNOWN : anchor->until - 1);

  for (guint i = 0; anchor->domains != NULL && anchor->domains[i] != NULL; i++)
    json_array_add_string_element (domains, anchor->domains[i]);
  for (guint i = 0; anchor->accept != NULL && anchor->accept[i] != NULL; i++)
    json_array_add_string_element (accept, anchor->accept[i]);

  json_object_set_string_member (object, "name", anchor->name);
  json_object_set_array_member (object, "domains", domains);
  json_object_set_string_member (object, "until", until);
  json_object_set_string_member (object, "registry", anchor->registry);
  json_object_set_array_member (object, "accept", accept);
  json_object_set_string_member (object, "file", file);
  json_object_set_string_member (object, "source", anchor->source);
  json_object_set_boolean_member (object, "readable", readable);
  json_object_set_boolean_member (object, "ended", ended);
  json_array_add_object_element (list, object);
}

static void
add_anchors (CfCliDoctor *self, const char *key, const char *section, const GArray *anchors)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < anchors->len; i++) {
    const CfPolicyAnchor *anchor = &g_array_index (anchors, CfPolicyAnchor, i);
    g_autofree char *name = g_strdup_printf ("[%s %s]", section, anchor->name);
    g_autofree char *description = describe_anchor (anchor);
    g_autofree char *problem = find_file_problem (anchor);
    CfCliDoctorCode days = judge_days (self, anchor);

    cf_cli_doctor_add (self, days, name, "%s", description);
    if (problem != NULL)
      cf_cli_doctor_add (self, CF_CLI_DOCTOR_ANCHOR_UNREADABLE, name, "%s", problem);
    if (anchor->accept != NULL)
      cf_cli_doctor_add (self, CF_CLI_DOCTOR_ANCHOR_WEAK, name, "%s", anchor->accept_source);
    write_anchor (list, anchor, problem == NULL, days == CF_CLI_DOCTOR_ANCHOR_ENDED);
  }

  json_object_set_array_member (self->section->values, key, list);
}

void
cf_cli_doctor_anchors (CfCliDoctor *self)
{
  g_autoptr (GArray) anchors = cf_policy_dup_anchors (self->rules);
  g_autoptr (GArray) marks = cf_policy_dup_mark_anchors (self->rules);

  add_anchors (self, "anchors", "anchor", anchors);
  add_anchors (self, "mark_anchors", "mark-anchor", marks);
  if (anchors->len == 0 && marks->len == 0)
    cf_cli_doctor_add (self, CF_CLI_DOCTOR_ANCHORS_NONE, "[anchor]", NULL);
}
