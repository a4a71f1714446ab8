/* cf-domain-header.c — bytes → the fields of a header, found by name */
#include "cf-domain-header.h"

struct _CfDomainHeader {
  GArray *fields;     /* (element-type CfDomainField) */
  GPtrArray *names;   /* (element-type CfSpan): keys of @by_name */
  GHashTable *by_name; /* CfSpan -> GArray of indexes */
};

/* Names are ASCII, and their case does not count. */
static guint
hash_name (gconstpointer key)
{
  const CfSpan *name = key;
  guint hash = 5381;

  for (gsize i = 0; i < name->length; i++)
    hash = 33 * hash + (guint) g_ascii_tolower (name->data[i]);

  return hash;
}

static gboolean
equal_names (gconstpointer a, gconstpointer b)
{
  const CfSpan *x = a;
  const CfSpan *y = b;

  return x->length == y->length && g_ascii_strncasecmp ((const char *) x->data, (const char *) y->data, x->length) == 0;
}

static void
add_index (CfDomainHeader *self, const CfDomainField *field, guint index)
{
  GArray *indexes = g_hash_table_lookup (self->by_name, &field->name);

  if (indexes == NULL) {
    CfSpan *name = g_memdup2 (&field->name, sizeof field->name);

    g_ptr_array_add (self->names, name);
    indexes = g_array_new (FALSE, FALSE, sizeof index);
    g_hash_table_insert (self->by_name, name, indexes);
  }
  g_array_append_val (indexes, index);
}

CfDomainHeader *
cf_domain_header_new (CfSpan header)
{
  CfDomainHeader *self = g_new0 (CfDomainHeader, 1);
  CfDomainField field;

  self->fields = g_array_new (FALSE, FALSE, sizeof field);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->by_name = g_hash_table_new_full (hash_name, equal_names, NULL, (GDestroyNotify) g_array_unref);
  while (cf_domain_next_field (&header, &field)) {
    add_index (self, &field, self->fields->len);
    g_array_append_val (self->fields, field);
  }

  return self;
}

guint
cf_domain_header_get_n (const CfDomainHeader *self)
{
  return self->fields->len;
}

const CfDomainField *
cf_domain_header_get (const CfDomainHeader *self, guint index)
{
  g_assert (index < self->fields->len);
  return &g_array_index (self->fields, CfDomainField, index);
}

guint
cf_domain_header_count (const CfDomainHeader *self, CfSpan name)
{
  const GArray *indexes = cf_domain_header_find (self, name);

  return indexes == NULL ? 0 : indexes->len;
}

const GArray *
cf_domain_header_find (const CfDomainHeader *self, CfSpan name)
{
  return g_hash_table_lookup (self->by_name, &name);
}

void
cf_domain_header_free (CfDomainHeader *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->names);
  g_array_unref (self->fields);
  g_free (self);
}
