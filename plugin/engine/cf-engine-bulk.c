/* cf-engine-bulk.c — checking processes of a trial, between two messages */
#include "cf-engine-bulk.h"

#include "cf-limits.h"

struct _CfEngineBulk {
  GPtrArray *waiting; /* (element-type CfEngineChecker) */
};

static void
end_checker (gpointer checker)
{
  cf_engine_checker_free (checker);
}

CfEngineBulk *
cf_engine_bulk_new (void)
{
  CfEngineBulk *self = g_new0 (CfEngineBulk, 1);

  self->waiting = g_ptr_array_new_with_free_func (end_checker);
  return self;
}

gboolean
cf_engine_bulk_suits (guint64 size)
{
  return size <= CF_LIMIT_BULK_MESSAGE_BYTES;
}

/* One that died meanwhile is found out when it gets its message. */
CfEngineChecker *
cf_engine_bulk_take (CfEngineBulk *self)
{
  return self->waiting->len > 0 ? g_ptr_array_steal_index_fast (self->waiting, self->waiting->len - 1) : NULL;
}

gboolean
cf_engine_bulk_give (CfEngineBulk *self, CfEngineChecker *checker)
{
  if (cf_engine_checker_get_n_messages (checker) >= CF_LIMIT_BULK_MESSAGES)
    return FALSE;

  g_ptr_array_add (self->waiting, checker);
  return TRUE;
}

void
cf_engine_bulk_free (CfEngineBulk *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->waiting);
  g_free (self);
}
