/* cf-client-mark.h — whether the mark of a mail in the client's list is set, kept or taken off
 *
 * Danger is marked, and nothing else: never good news.  A mark that the person
 * set is never touched, ours that the person took off does not come back, and
 * what is not known changes nothing.  A mark that is read back never counts as
 * a verdict: which mails carry ours stands in a file of our own,
 * $XDG_DATA_HOME/certfirst/marks-CLIENT.json, by the hash of their bytes.
 * Stands on: base, report, json-glib.
 */
#pragma once

#include "cf-client-options.h"
#include "cf-report.h"

G_BEGIN_DECLS

/* What the list shows at a mail: a CfClientMark, or one of these. */
#define CF_CLIENT_SHOWN_NONE (-1)
/* A colour that is none of ours. */
#define CF_CLIENT_SHOWN_OTHER (-2)

typedef enum { CF_CLIENT_MARK_KEEP, CF_CLIENT_MARK_SET, CF_CLIENT_MARK_TAKE_OFF } CfClientMarkChange;

typedef struct _CfClientMarks CfClientMarks;

/* @client: "claws", "evolution".  (transfer full): with what was marked before */
CfClientMarks *cf_client_marks_open (const char *client);

/**
 * cf_client_marks_judge:
 * @report: of the mail, as it is now
 * @shown: what the list shows at it now
 *
 * Returns: what the adapter does; CF_CLIENT_MARK_SET means the colour of @options
 */
CfClientMarkChange cf_client_marks_judge (CfClientMarks *self, const CfReport *report, int shown,
                                          const CfClientOptions *options);

/* The adapter did it: the mail carries @shown of ours now, or CF_CLIENT_SHOWN_NONE. */
void cf_client_marks_note (CfClientMarks *self, const CfReport *report, int shown);

/* Writes what changed.  Accepts %NULL. */
void cf_client_marks_free (CfClientMarks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfClientMarks, cf_client_marks_free)

G_END_DECLS
