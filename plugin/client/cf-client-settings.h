/* cf-client-settings.h — what counts for this person, and what this person may change
 *
 * The engine reads and writes the rules; the host only shows them.  A page of
 * preferences asks once, and shows the answer to each change.
 * Stands on: the client.
 */
#pragma once

#include "cf-client.h"

G_BEGIN_DECLS

/**
 * CfClientSetting:
 *
 * One key of the rules that is not about one sender: "network" "mode".
 * @range: (nullable): what a number or text may be: "1..36500"; %NULL where it is one of @choices
 * @choices: (nullable) (array zero-terminated=1): the words that may be chosen; empty where none may
 * @value: what counts; @fallback: what would count if no file said anything
 * @source: (nullable): "file:line [section]" that says so; %NULL for none
 * @owner: (nullable): whose file that is: "shipped", "administrator", "user"
 * @lock: (nullable): "file:line [section]" of the administrator's line that keeps this person from choosing freely
 * @is_writable: whether cf_client_set_setting_async() may succeed
 */
typedef struct {
  char *section;
  char *key;
  char *range;
  char **choices;
  char *value;
  char *fallback;
  char *source;
  char *owner;
  char *lock;
  gboolean is_writable;
} CfClientSetting;

/* One file of rules that counts. */
typedef struct {
  char *name;
  char *owner;
  guint64 bundle; /* version of the bundle that it came in; 0 for none */
} CfClientPolicyFile;

/**
 * CfClientSettings:
 * @program: "certfirst 1.0"
 * @values: (element-type CfClientSetting)
 * @policy_version: (nullable): the same on two machines with the same rules; %NULL where there are none
 * @policy_bundle: version of the administrator's bundle; 0 for none
 * @policy_files: (element-type CfClientPolicyFile): those that count, in their order
 * @policy_problem: (nullable): CF905: what of them cannot be read
 * @own_file: (nullable): the file that changes are written to; %NULL where nothing can be changed
 * @history_file: (nullable); @keeps_history; @history_problem: (nullable): CF906
 * @network: "all", "dns-only", "none", "offline" or "recorded"
 * @n_roots, @n_own_roots: authorities that are trusted, and those among them that the administrator added
 * @roots_date: day of the list; CF_TIME_UNKNOWN where it has none
 * @roots_problem: (nullable): CF907
 * @is_confined: whether checks run with system calls filtered and files closed off
 */
typedef struct {
  char *program;
  GPtrArray *values;
  char *policy_version;
  guint64 policy_bundle;
  GPtrArray *policy_files;
  char *policy_problem;
  char *own_file;
  char *history_file;
  gboolean keeps_history;
  char *history_problem;
  char *network;
  guint n_roots;
  guint n_own_roots;
  CfTime roots_date;
  char *roots_problem;
  gboolean is_confined;
} CfClientSettings;

/* Asks for all of it.  Starts the engine where none runs. */
void cf_client_get_settings_async (CfClient *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * CfClientChange:
 * @value: (nullable): as a policy file has it; %NULL takes the person's own value away
 *
 * What to write into the person's own file: "network" "mode" "offline".  Borrows all three.
 */
typedef struct {
  const char *section;
  const char *key;
  const char *value;
} CfClientChange;

/**
 * cf_client_set_setting_async:
 * @change: (transfer none): read before this returns
 *
 * Writes one value into the person's own file, unless it would not count: locked, or no value of that key.  The next
 * check follows it.
 */
void cf_client_set_setting_async (CfClient *self, const CfClientChange *change, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

/**
 * cf_client_expect_async:
 * @address: From's address, as the report has it
 *
 * "Always expect a certificate from this sender".  Anything but a plain ASCII addr-spec is refused; a host asks
 * cf_client_can_expect() before it offers that.
 */
void cf_client_expect_async (CfClient *self, const char *address, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);

/**
 * cf_client_settings_finish:
 *
 * Of all three: what counts now.
 *
 * Returns: (transfer full) (nullable): %NULL with @error, whose words name the file and what to do
 */
CfClientSettings *cf_client_settings_finish (CfClient *self, GAsyncResult *result, GError **error);

/* Whether an expectation can be written for that sender; accepts %NULL. */
gboolean cf_client_can_expect (const char *address);

/* The value of a key; %NULL where there is no such key.  (transfer none) */
const CfClientSetting *cf_client_settings_find (const CfClientSettings *self, const char *section, const char *key);

/* Accepts %NULL. */
void cf_client_settings_free (CfClientSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClientSettings, cf_client_settings_free)

G_END_DECLS
