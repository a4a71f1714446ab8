/* cf-cli-doctor-show.c — findings -> a terminal or JSON */
#include "cf-cli-doctor.h"

#include <stdio.h>
#include <string.h>

#include "cf-cli-launch.h"

/* Subjects that are wider than this push their line to the right, not all others. */
#define MAX_SUBJECT_COLUMNS 30

/* The word of JSON, the word for people, and its colour. */
static const struct {
  const char *name;
  const char *word;
  const char *colour;
} healths[] = {
  /* TRANSLATORS: in front of each line of "certfirst doctor": as it should be, good to know, to be mended; short */
  [CF_CLI_HEALTH_OK] = { "ok", N_("ok"), "\033[32m" },
  [CF_CLI_HEALTH_NOTE] = { "note", N_("note"), "\033[33m" },
  [CF_CLI_HEALTH_PROBLEM] = { "problem", N_("problem"), "\033[1;31m" },
};

static const struct {
  const char *code;
  CfCliHealth health;
  const char *what;
  const char *remedy;
} rows[] = {
#define CF_DOCTOR(NAME, code, status, what, remedy) [CF_CLI_DOCTOR_##NAME] = { code, CF_CLI_HEALTH_##status, what, remedy },
#include "cf-cli-doctor-table.h"
};

static CfCliHealth
get_health (const CfCliDoctorSection *section)
{
  CfCliHealth worst = CF_CLI_HEALTH_OK;

  for (guint i = 0; i < section->findings->len; i++) {
    const CfCliDoctorFinding *finding = g_ptr_array_index (section->findings, i);

    worst = MAX (worst, rows[finding->code].health);
  }

  return worst;
}

guint
cf_cli_doctor_count (const GPtrArray *sections, CfCliHealth health)
{
  guint n = 0;

  for (guint i = 0; i < sections->len; i++) {
    const CfCliDoctorSection *section = g_ptr_array_index (sections, i);

    for (guint j = 0; j < section->findings->len; j++) {
      const CfCliDoctorFinding *finding = g_ptr_array_index (section->findings, j);

      n += rows[finding->code].health == health;
    }
  }

  return n;
}

static char *
dup_text (const CfCliDoctorFinding *finding)
{
  const char *what = rows[finding->code].what;

  if (what == NULL)
    return g_strdup (finding->detail != NULL ? finding->detail : "–");
  if (finding->detail == NULL)
    return g_strdup (_(what));
  /* Several lines begin below the words. */
  if (strchr (finding->detail, '\n') != NULL)
    return g_strconcat (_(what), "\n", finding->detail, NULL);

  return g_strconcat (_(what), ": ", finding->detail, NULL);
}

static const char *
get_remedy (const CfCliDoctorFinding *finding)
{
  const char *remedy = rows[finding->code].remedy;

  return remedy != NULL ? _(remedy) : NULL;
}

/* --- text --- */

static guint
count_columns (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    n += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
  }

  return n;
}

static void
print_padded (const char *text, guint columns)
{
  guint n = count_columns (text);

  g_print ("%s%*s", text, n < columns ? (int) (columns - n) : 0, "");
}

static guint
get_word_columns (void)
{
  guint columns = 0;

  for (guint i = 0; i < G_N_ELEMENTS (healths); i++)
    columns = MAX (columns, count_columns (_(healths[i].word)));

  return columns;
}

static guint
get_subject_columns (const CfCliDoctorSection *section)
{
  guint columns = 0;

  for (guint i = 0; i < section->findings->len; i++) {
    const CfCliDoctorFinding *finding = g_ptr_array_index (section->findings, i);

    columns = MAX (columns, count_columns (finding->subject));
  }

  return MIN (columns, MAX_SUBJECT_COLUMNS);
}

static void
print_word (CfCliHealth health, guint columns)
{
  gboolean colour = cf_cli_has_colour ();

  g_print ("  %s", colour ? healths[health].colour : "");
  print_padded (_(healths[health].word), columns);
  g_print ("%s  ", colour ? "\033[0m" : "");
}

static void
print_finding (const CfCliDoctorFinding *finding, guint subject_columns)
{
  guint word_columns = get_word_columns ();
  int indent = (int) (word_columns + subject_columns + 6);
  g_autofree char *text = dup_text (finding); /* never empty */
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  print_word (rows[finding->code].health, word_columns);
  print_padded (finding->subject, subject_columns);
  g_print ("  %s\n", lines[0]);
  for (guint i = 1; lines[i] != NULL; i++)
    g_print ("%*s%s\n", indent, "", lines[i]);
  if (get_remedy (finding) != NULL)
    g_print ("%*s→ %s\n", indent, "", get_remedy (finding));
}

static void
print_sum (const GPtrArray *sections)
{
  guint problems = cf_cli_doctor_count (sections, CF_CLI_HEALTH_PROBLEM);
  guint notes = cf_cli_doctor_count (sections, CF_CLI_HEALTH_NOTE);

  if (problems == 0)
    /* TRANSLATORS: last line of "certfirst doctor" */
    g_print (_("All is well; notes: %u\n"), notes);
  else
    /* TRANSLATORS: last line of "certfirst doctor" */
    g_print (_("To be mended: %u; notes: %u\n"), problems, notes);
}

void
cf_cli_doctor_print_text (const GPtrArray *sections)
{
  for (guint i = 0; i < sections->len; i++) {
    const CfCliDoctorSection *section = g_ptr_array_index (sections, i);
    guint columns = get_subject_columns (section);

    g_print ("%s\n", section->title);
    for (guint j = 0; j < section->findings->len; j++)
      print_finding (g_ptr_array_index (section->findings, j), columns);
    g_print ("\n");
  }

  print_sum (sections);
}

/* --- JSON --- */

static JsonObject *
write_finding (const CfCliDoctorFinding *finding)
{
  JsonObject *object = json_object_new ();
  g_autofree char *text = dup_text (finding);

  json_object_set_string_member (object, "code", rows[finding->code].code);
  json_object_set_string_member (object, "status", healths[rows[finding->code].health].name);
  json_object_set_string_member (object, "subject", finding->subject);
  json_object_set_string_member (object, "text", text);
  if (get_remedy (finding) != NULL)
    json_object_set_string_member (object, "remedy", get_remedy (finding));
  else
    json_object_set_null_member (object, "remedy");
  return object;
}

static JsonObject *
write_section (const CfCliDoctorSection *section)
{
  JsonObject *object = json_object_new ();
  JsonArray *findings = json_array_new ();

  for (guint i = 0; i < section->findings->len; i++)
    json_array_add_object_element (findings, write_finding (g_ptr_array_index (section->findings, i)));

  json_object_set_string_member (object, "id", section->id);
  json_object_set_string_member (object, "title", section->title);
  json_object_set_string_member (object, "status", healths[get_health (section)].name);
  json_object_set_object_member (object, "values", json_object_ref (section->values));
  json_object_set_array_member (object, "findings", findings);
  return object;
}

static CfCliHealth
get_worst (const GPtrArray *sections)
{
  CfCliHealth worst = CF_CLI_HEALTH_OK;

  for (guint i = 0; i < sections->len; i++)
    worst = MAX (worst, get_health (g_ptr_array_index (sections, i)));

  return worst;
}

void
cf_cli_doctor_print_json (const CfCliDoctor *self, const GPtrArray *sections)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonArray *checks = json_array_new ();
  g_autofree char *now = cf_time_format (self->now);
  g_autofree char *text = NULL;

  for (guint i = 0; i < sections->len; i++)
    json_array_add_object_element (checks, write_section (g_ptr_array_index (sections, i)));

  json_object_set_int_member (object, "certfirst_doctor", 1);
  json_object_set_string_member (object, "version", CF_VERSION);
  json_object_set_string_member (object, "checked_at", now);
  json_object_set_string_member (object, "status", healths[get_worst (sections)].name);
  json_object_set_int_member (object, "problems", cf_cli_doctor_count (sections, CF_CLI_HEALTH_PROBLEM));
  json_object_set_int_member (object, "notes", cf_cli_doctor_count (sections, CF_CLI_HEALTH_NOTE));
  json_object_set_array_member (object, "checks", checks);

  json_node_set_object (root, object);
  text = json_to_string (root, FALSE);
  puts (text);
}
