/* cf-cli-names.h — names of files, from the command line and from a list that may never end
 *
 * Reads a list as it goes.  Inside cli only.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CfCliNames CfCliNames;

/**
 * cf_cli_names_new:
 * @names: (nullable) (array zero-terminated=1): borrowed; these come first
 * @list: (nullable): a file with a name a line, "-" for standard input
 * @ends_with_nul: whether a NUL ends each name of @list: then a name may hold a line end
 *
 * Returns: (transfer full): NULL with @error when @list cannot be opened
 */
CfCliNames *cf_cli_names_new (char *const *names, const char *list, gboolean ends_with_nul, GError **error);

/* (transfer full) (nullable): %NULL at the end, or with @error when the list cannot be read on */
char *cf_cli_names_next (CfCliNames *self, GError **error);

/* Accepts %NULL. */
void cf_cli_names_free (CfCliNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfCliNames, cf_cli_names_free)

G_END_DECLS
