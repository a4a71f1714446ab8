/* cf-client-options.h — what a person chose for the mail clients themselves
 *
 * How dangers are marked and told, the language, what is downloaded: one file
 * for all clients of this person, $XDG_CONFIG_HOME/certfirst/client.ini.  How
 * mail is judged is policy, which the engine reads and writes.
 * Stands on: GLib.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Colours of the mark of a dangerous mail in a list.  None of good news: no green, no blue. */
typedef enum {
  CF_CLIENT_MARK_RED,
  CF_CLIENT_MARK_ORANGE,
  CF_CLIENT_MARK_PINK,
  CF_CLIENT_MARK_BROWN,
  CF_CLIENT_N_MARKS
} CfClientMark;

typedef enum {
  CF_CLIENT_LANGUAGE_SYSTEM,
  CF_CLIENT_LANGUAGE_EN,
  CF_CLIENT_LANGUAGE_JA,
  CF_CLIENT_N_LANGUAGES
} CfClientLanguage;

/**
 * CfClientOptions:
 * @mark_dangers: dangerous mails are marked in lists of messages; others never.  A choice of this client alone, since
 *   what a mark is differs from client to client
 * @notify: the desktop tells of a dangerous mail that arrives
 * @download: new mail is fetched whole, so that it can be checked before it is opened
 * @language: of the words of every client
 */
typedef struct {
  gboolean mark_dangers;
  CfClientMark mark_colour;
  gboolean notify;
  gboolean download;
  CfClientLanguage language;
} CfClientOptions;

/* $XDG_CONFIG_HOME/certfirst/client.ini.  (transfer full) */
char *cf_client_options_dup_path (void);

/**
 * cf_client_options_set_client:
 * @client: "evolution"; static: the group of the file that holds this client's own choices
 * @marks: whether dangerous mails are marked in its lists until somebody chooses
 *
 * Says whose process this is; without it the choices are those of all clients,
 * and dangers are marked.  Once, before the first load.
 */
void cf_client_options_set_client (const char *client, gboolean marks);

/**
 * cf_client_options_load:
 * @path: (nullable): %NULL for that of this user
 *
 * Reads the file each time, so that what is chosen in one client counts in
 * all.  What is missing or makes no sense counts as never chosen.
 */
CfClientOptions cf_client_options_load (const char *path);

/**
 * cf_client_options_save:
 * @path: (nullable): %NULL for that of this user
 *
 * Keeps what else is in the file.  The file is there as it was or as it is to
 * be, never in between; an error names it.
 */
gboolean cf_client_options_save (const char *path, const CfClientOptions *options, GError **error);

/* "red" …; static. */
const char *cf_client_options_name_mark (CfClientMark mark);

/* "#e6515b" …, for hosts that take any colour; static. */
const char *cf_client_options_get_mark_rgb (CfClientMark mark);

/* The language that was chosen, "en" or "ja"; %NULL for that of the locale.  For CfClientRequest.lang.  Static. */
const char *cf_client_options_get_lang (const CfClientOptions *options);

G_END_DECLS
