/* cf-cli-crew.h — mailboxes -> reports: several engines at work, in bounded memory
 *
 * What "scan" and "policy dry-run" share.  Inside cli only.
 * Stands on: base, client.
 */
#pragma once

#include "cf-cli-names.h"
#include "cf-client.h"

G_BEGIN_DECLS

/**
 * CfCliCrewMail:
 *
 * One message, and what became of it.
 * @name: its file as a report shows it; "FILE#3" for the third of an mbox
 * @size: in bytes; 0 when it could not be read
 * @report: (nullable): %NULL when it could not be read, or was passed over
 * @problem: (nullable): why it could not be read
 * @is_path: whether @problem is that of a path that was named, and not of one message below it
 */
typedef struct {
  const char *name;
  gsize size;
  const CfReport *report;
  const char *problem;
  gboolean is_path;
} CfCliCrewMail;

/**
 * CfCliCrew:
 * @words: what engines are started with, of cf_cli_words_new()
 * @request: what is known about each message; bytes, source and exactness are set for each
 * @names: where the paths come from
 * @jobs: how many messages are checked at a time, 1 to CF_CLI_MAX_JOBS
 * @ordered: whether they are told in the order in which they were read
 * @begin: (nullable): called when the engines are under way, before anything of a message is read
 * @passes: (nullable): whether a message is passed over, by its name
 * @tell: called once for each message; FALSE begins with no more
 */
typedef struct {
  const GPtrArray *words;
  const CfClientRequest *request;
  CfCliNames *names;
  guint jobs;
  gboolean ordered;
  gboolean (*begin) (gpointer user_data, GError **error);
  gboolean (*passes) (const char *name, gpointer user_data);
  gboolean (*tell) (const CfCliCrewMail *mail, gpointer user_data);
  gpointer user_data;
} CfCliCrew;

/**
 * cf_cli_crew_run:
 *
 * Checks every message of every path, and waits until the last was told.
 * What cannot be read is told and stops nothing.
 *
 * Returns: FALSE with @error when no engine can work, or the list of names cannot be read on
 */
gboolean cf_cli_crew_run (const CfCliCrew *self, GError **error);

G_END_DECLS
