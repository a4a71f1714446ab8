/* cf-cli-launch.h — the engine of a command, and what commands that check have in common
 *
 * Stands on: base, client.
 */
#pragma once

#include "cf-client.h"

G_BEGIN_DECLS

/* Most messages that --jobs may ask for at a time. */
#define CF_CLI_MAX_JOBS 256

/* What an engine is started with: "--policy=FILE" …; always NULL-terminated.  (transfer full) (element-type utf8) */
GPtrArray *cf_cli_words_new (void);

/* Adds "@option=@value"; nothing where @value is %NULL. */
void cf_cli_words_add (GPtrArray *self, const char *option, const char *value);

/* The same for each of @values, which may be %NULL. */
void cf_cli_words_add_all (GPtrArray *self, const char *option, char **values);

/* A client whose engine is this very program, unless CERTFIRST_PROGRAM in the environment names another one.
 * (transfer full) */
CfClient *cf_cli_launch (const GPtrArray *words);

/* The same with the engine under way, sooner than an engine can be executed: only where nothing of a message was read
 * yet (cf_client_fork_engine()).  (transfer full) */
CfClient *cf_cli_launch_first (const GPtrArray *words);

/* Whether what goes to standard output may have colours: a terminal, and NO_COLOR is not set (https://no-color.org). */
gboolean cf_cli_has_colour (void);

G_END_DECLS
