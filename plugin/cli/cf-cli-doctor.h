/* cf-cli-doctor.h — what the parts of "certfirst doctor" share
 *
 * Sections look and add findings; nothing here changes what it looks at.
 * Inside cli only.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "cf-cli.h"
#include "cf-lookup.h"
#include "cf-policy-bundle.h"
#include "cf-policy.h"

G_BEGIN_DECLS

/* In order of weight. */
typedef enum { CF_CLI_HEALTH_OK, CF_CLI_HEALTH_NOTE, CF_CLI_HEALTH_PROBLEM } CfCliHealth;

typedef enum {
#define CF_DOCTOR(NAME, code, status, what, remedy) CF_CLI_DOCTOR_##NAME,
#include "cf-cli-doctor-table.h"
} CfCliDoctorCode;

/* @code: its row says status, words and remedy */
typedef struct {
  CfCliDoctorCode code;
  char *subject;
  char *detail; /* (nullable): may have several lines */
} CfCliDoctorFinding;

/**
 * CfCliDoctorSection:
 * @findings: (element-type CfCliDoctorFinding)
 * @values: what scripts want to know, the same in every language
 */
typedef struct {
  const char *id;
  const char *title;
  GPtrArray *findings;
  JsonObject *values;
} CfCliDoctorSection;

/**
 * CfCliDoctor:
 * @tries: (nullable): addresses that are fetched
 * @now: --at, or the clock
 * @folders: where installed rules lie
 * @rules: what the engine goes by
 * @files: (element-type CfCliDoctorFile): every policy file
 * @section: the one that is being filled
 */
typedef struct {
  char **policy, **user_policy, **tries;
  char *format, *lang, *at, *resolver, *root_key, *history, *roots_module, *installed;
  gboolean offline;

  CfTime now;
  CfPolicyFolders folders;
  CfPolicy *rules;
  GPtrArray *files;
  guint64 bundle_version; /* 0 for none */
  CfCliDoctorSection *section;
} CfCliDoctor;

/**
 * CfCliDoctorFile:
 * @state: POLICY_COUNTS, POLICY_REPLACED, POLICY_BROKEN, …
 * @detail: (nullable): the errors, one a line
 * @bundle: (nullable): of a bundle that counts, what is in it
 */
typedef struct {
  char *path;
  CfPolicyOrigin origin;
  CfCliDoctorCode state;
  char *detail;
  CfPolicyBundle *bundle;
} CfCliDoctorFile;

/* Adds a finding to the section; @format: (nullable). */
void cf_cli_doctor_add (CfCliDoctor *self, CfCliDoctorCode code, const char *subject, const char *format, ...)
  G_GNUC_PRINTF (4, 5);

/* The same, whose detail is the name of a file. */
void cf_cli_doctor_add_path (CfCliDoctor *self, CfCliDoctorCode code, const char *subject, const char *path);

/* What the look-ups' program prints for @word (cf-engine-network-start.h) and @argument (nullable); @options:
 * (nullable).  (transfer full) (nullable): there is no such program, or it failed */
char *cf_cli_doctor_ask_lookup (const char *word, const char *argument, const CfLookupOptions *options);

/* Loads the rules, and looks at each file alone. */
void cf_cli_doctor_load_policy (CfCliDoctor *self);

/* The sections, in the table of cf-cli-doctor.c.  Versions of this program and of what it stands on. */
void cf_cli_doctor_versions (CfCliDoctor *self);
/* The e-mail roots: how many, of which day, and whether they can be read. */
void cf_cli_doctor_roots (CfCliDoctor *self);
/* Authorities that the rules add, for certificates and for marks. */
void cf_cli_doctor_anchors (CfCliDoctor *self);
/* Each file of rules: whether it counts, and where it breaks off. */
void cf_cli_doctor_policy (CfCliDoctor *self);
/* The directory of known signers: how many, how many entries ended or end soon. */
void cf_cli_doctor_directory (CfCliDoctor *self);
/* The history of senders, and whether it can be written. */
void cf_cli_doctor_history (CfCliDoctor *self);
/* The folder of kept answers: whether it can be used, and its size. */
void cf_cli_doctor_cache (CfCliDoctor *self);
/* What each kind of look-up can reach. */
void cf_cli_doctor_network (CfCliDoctor *self);
/* Whether an engine answers, and how confined it is. */
void cf_cli_doctor_engine (CfCliDoctor *self);
/* Mail programs that are here, and whether ours is in each. */
void cf_cli_doctor_clients (CfCliDoctor *self);

/* Parts of the last one.  Whether Evolution has the module, and the one that runs has loaded it; @values: of the client. */
void cf_cli_doctor_evolution (CfCliDoctor *self, JsonObject *values);
/* Whether Thunderbird has the add-on, in which profiles it is active, and whether it can start the engine; @values: of the client. */
void cf_cli_doctor_thunderbird (CfCliDoctor *self, JsonObject *values);

/* How many findings of all @sections weigh as much. */
guint cf_cli_doctor_count (const GPtrArray *sections, CfCliHealth health);

/* (element-type CfCliDoctorSection): for people. */
void cf_cli_doctor_print_text (const GPtrArray *sections);

/* One object: docs/doctor.md. */
void cf_cli_doctor_print_json (const CfCliDoctor *self, const GPtrArray *sections);

G_END_DECLS
