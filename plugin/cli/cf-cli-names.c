/* cf-cli-names.c — arguments and lists -> one name after the other */
#include "cf-cli-names.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

struct _CfCliNames {
  char *const *names;
  FILE *list;
  gboolean owns_list;
  int end;
};

CfCliNames *
cf_cli_names_new (char *const *names, const char *list, gboolean ends_with_nul, GError **error)
{
  g_autoptr (CfCliNames) self = g_new0 (CfCliNames, 1);

  self->names = names;
  self->end = ends_with_nul ? '\0' : '\n';
  if (list == NULL)
    return g_steal_pointer (&self);

  self->owns_list = !g_str_equal (list, "-");
  self->list = self->owns_list ? fopen (list, "re") : stdin;
  if (self->list == NULL) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("%s: cannot be opened; check the name and the permissions (%s)"),
                 list, g_strerror (errno));
    return NULL;
  }

  return g_steal_pointer (&self);
}

/* One that ends with the list counts; an empty one is none. */
static char *
read_name (CfCliNames *self, GError **error)
{
  g_autoptr (GString) name = g_string_new (NULL);
  int c;

  while ((c = getc_unlocked (self->list)) != EOF && c != self->end) {
    if (name->len < PATH_MAX && c != '\0') {
      g_string_append_c (name, (char) c);
      continue;
    }
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         c == '\0' ? _("the list has NULs; give --null") : _("the list holds what is no name of a file"));
    return NULL;
  }

  if (c == EOF && ferror (self->list)) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_IO, _("the list cannot be read on (%s)"), g_strerror (errno));
    return NULL;
  }
  if (c == EOF && name->len == 0)
    return NULL;
  return g_string_free (g_steal_pointer (&name), FALSE);
}

char *
cf_cli_names_next (CfCliNames *self, GError **error)
{
  char *name = NULL;

  if (self->names != NULL && *self->names != NULL)
    return g_strdup (*self->names++);

  while (self->list != NULL) {
    name = read_name (self, error);
    if (name == NULL || *name != '\0')
      break;
    g_clear_pointer (&name, g_free);
  }

  return name;
}

void
cf_cli_names_free (CfCliNames *self)
{
  if (self == NULL)
    return;

  if (self->owns_list && self->list != NULL)
    fclose (self->list);
  g_free (self);
}
