/* cf-name.h — the enumerations of the report and their names
 *
 * For each CfThing of cf-name-table.h:
 *   const char *cf_thing_get_name (CfThing value);            static
 *   gboolean cf_thing_find (const char *name, CfThing *out);  written only on success
 * Stands on: base.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CF_NAMES(Type, prefix) typedef enum {
#define CF_NAME(VALUE, name) VALUE,
#define CF_NAMES_END(Type, prefix) } Type;
#include "cf-name-table.h"

#define CF_NAMES(Type, prefix)                  \
  const char *prefix##_get_name (Type value);   \
  gboolean prefix##_find (const char *name, Type *out_value) G_GNUC_WARN_UNUSED_RESULT;
#define CF_NAME(VALUE, name)
#define CF_NAMES_END(Type, prefix)
#include "cf-name-table.h"

G_END_DECLS
