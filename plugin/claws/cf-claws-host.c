/* cf-claws-host.c — what the parts of the plugin share while it is loaded */
#include "cf-claws-host.h"

#include "cf-claws-arrival.h"

CfClawsHost *
cf_claws_host_new (void)
{
  CfClawsHost *self = g_rc_box_new0 (CfClawsHost);

  self->client = cf_client_new (NULL);
  self->inbox = cf_client_inbox_open ("claws");
  self->marks = cf_client_marks_open ("claws");
  self->origins = cf_client_origins_open ("claws");
  self->arrivals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cf_claws_arrival_free);
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
cf_claws_host_close (CfClawsHost *self)
{
  self->is_closed = TRUE;
  g_clear_handle_id (&self->folders_id, g_source_remove);
  cf_client_stop (self->client);
  g_clear_pointer (&self->inbox, cf_client_inbox_free);
  g_clear_pointer (&self->marks, cf_client_marks_free);
  g_clear_pointer (&self->origins, cf_client_origins_free);
  g_clear_pointer (&self->arrivals, g_hash_table_unref);
  g_clear_pointer (&self->folders, g_hash_table_unref);
  cf_claws_host_unref (self);
}

CfClawsHost *
cf_claws_host_ref (CfClawsHost *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (CfClawsHost *self)
{
  g_object_unref (self->client);
}

void
cf_claws_host_unref (CfClawsHost *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) clear);
}
