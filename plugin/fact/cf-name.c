/* cf-name.c — names of the report's enumerations, expanded from their table */
#include "cf-name.h"

static gboolean
find (const char *const *names, guint n_names, const char *name, guint *out_value)
{
  for (guint i = 0; i < n_names; i++)
    if (g_str_equal (names[i], name)) {
      *out_value = i;
      return TRUE;
    }

  return FALSE;
}

#define CF_NAMES(Type, prefix) static const char *const prefix##_names[] = {
#define CF_NAME(VALUE, name) name,
#define CF_NAMES_END(Type, prefix)                                              \
  };                                                                            \
                                                                                \
  const char *prefix##_get_name (Type value)                                    \
  {                                                                             \
    g_assert ((guint) value < G_N_ELEMENTS (prefix##_names));                   \
    return prefix##_names[value];                                               \
  }                                                                             \
                                                                                \
  gboolean prefix##_find (const char *name, Type *out_value)                    \
  {                                                                             \
    guint value;                                                                \
                                                                                \
    if (!find (prefix##_names, G_N_ELEMENTS (prefix##_names), name, &value))    \
      return FALSE;                                                             \
    *out_value = (Type) value;                                                  \
    return TRUE;                                                                \
  }
#include "cf-name-table.h"
