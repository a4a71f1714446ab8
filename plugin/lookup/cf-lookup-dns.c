/* cf-lookup-dns.c — questions -> libunbound -> answers */
#include "cf-lookup-dns.h"

#include <sys/stat.h>

#include "cf-limits.h"
#include "cf-lookup-anchor.h"
#include "cf-lookup-record.h"
#include "cf-lookup-target.h"

#define RESOLV_CONF "/etc/resolv.conf"

/* How long a server may take for the probe; then its answers are judged as if it let signatures through. */
#define PROBE_US (3 * G_USEC_PER_SEC)

/* After trouble, and after signatures were missing, everything is set up afresh when nothing is open: a laptop
 * moves from one network to another, and libunbound remembers dead servers. */
#define TROUBLE_US (60 * (gint64) G_USEC_PER_SEC)
#define STRIPPED_US (600 * (gint64) G_USEC_PER_SEC)

/* Root servers' addresses: whether they can be reached is whether there is a way out at all. */
static const char *const far_addresses[] = { "198.41.0.4", "2001:503:ba3e::2:30" };

/* Settings of libunbound that are not its own. */
static const struct {
  const char *name;
  const char *value;
} settings[] = {
  { "outgoing-range:", "256" },          /* else 16 slow servers hold up everyone */
  { "infra-host-ttl:", "60" },           /* a server that was down may be back */
  { "infra-keep-probing:", "yes" },
  { "trust-anchor-signaling:", "no" },   /* queries that nobody asked for */
  { "root-key-sentinel:", "no" },
  { "use-syslog:", "no" },
  { "local-zone:", "test. nodefault" },  /* whether it is there is for the server to say (RFC 6761 section 6.2) */
};

struct _CfLookupDnsQuery {
  CfLookupDns *dns;
  char *key;
  CfLookupDnsDone done;
  gpointer data;
  struct ub_ctx *context; /* that it was sent with; NULL while it waits */
  int id;
};

struct _CfLookupDns {
  const CfLookupOptions *options;
  CfLookupAnchor *anchor; /* (nullable) */
  CfLookupDnssec dnssec;
  struct ub_ctx *checking; /* with the trust anchor */
  struct ub_ctx *plain;    /* without; sends the probe */
  gboolean is_probing;
  gboolean is_probed;
  int probe_id;
  gint64 born_us;
  struct stat resolv_conf;
  gboolean has_trouble;
  gboolean is_broken; /* a thread of libunbound is gone: its descriptor would wake us for ever */
  GPtrArray *waiting;
  GHashTable *sent;
};

static void
query_free (CfLookupDnsQuery *query)
{
  g_free (query->key);
  g_free (query);
}

CfLookupDns *
cf_lookup_dns_new (const CfLookupOptions *options)
{
  CfLookupDns *self = g_new0 (CfLookupDns, 1);

  self->options = options;
  self->waiting = g_ptr_array_new ();
  self->sent = g_hash_table_new (NULL, NULL);
  self->anchor = cf_lookup_anchor_new (options->root_key, options->mode == CF_LOOKUP_NONE ? NULL : options->cache);
  return self;
}

/* --- contexts --- */

static gboolean
set_server (CfLookupDns *self, struct ub_ctx *context)
{
  if (self->options->resolver != NULL)
    return ub_ctx_set_fwd (context, self->options->resolver) == 0;

  /* Without that file libunbound would ask the root servers itself: nobody chose that. */
  return ub_ctx_resolvconf (context, RESOLV_CONF) == 0;
}

static struct ub_ctx *
new_context (CfLookupDns *self, gboolean is_checking)
{
  struct ub_ctx *context = ub_ctx_create ();

  if (context == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    ub_ctx_set_option (context, settings[i].name, settings[i].value);
  /* What goes wrong is in the answers; a log on the client's standard error would tell whose mail is read. */
  ub_ctx_debugout (context, NULL);
  ub_ctx_debuglevel (context, 0);
  if (ub_ctx_async (context, TRUE) == 0 && set_server (self, context) && 
      (!is_checking || cf_lookup_anchor_add (self->anchor, context)))
    return context;

  ub_ctx_delete (context);
  return NULL;
}

static void
close_contexts (CfLookupDns *self)
{
  g_clear_pointer (&self->checking, ub_ctx_delete);
  g_clear_pointer (&self->plain, ub_ctx_delete);
}

static void
open_contexts (CfLookupDns *self)
{
  if (stat (RESOLV_CONF, &self->resolv_conf) != 0)
    self->resolv_conf = (struct stat) { 0 };
  self->born_us = g_get_monotonic_time ();
  self->has_trouble = FALSE;
  self->is_broken = FALSE;
  self->is_probed = self->anchor == NULL;
  self->dnssec = self->anchor == NULL ? CF_LOOKUP_DNSSEC_NO_ANCHOR : CF_LOOKUP_DNSSEC_UNKNOWN;
  self->plain = new_context (self, FALSE);
  if (self->anchor != NULL)
    self->checking = new_context (self, TRUE);
  if (self->anchor != NULL && self->checking == NULL)
    self->checking = new_context (self, TRUE); /* a state that could not be read is gone now */
}

/* The system's server changed: NetworkManager and its like write the file anew. */
static gboolean
has_other_server (CfLookupDns *self)
{
  struct stat now;

  if (self->options->resolver != NULL || stat (RESOLV_CONF, &now) != 0)
    return FALSE;

  return now.st_ino != self->resolv_conf.st_ino || now.st_mtim.tv_sec != self->resolv_conf.st_mtim.tv_sec ||
         now.st_mtim.tv_nsec != self->resolv_conf.st_mtim.tv_nsec;
}

static gboolean
is_stale (CfLookupDns *self)
{
  gint64 age = g_get_monotonic_time () - self->born_us;

  return self->is_broken || has_other_server (self) || (self->has_trouble && age > TROUBLE_US) ||
         (self->dnssec == CF_LOOKUP_DNSSEC_STRIPPED && age > STRIPPED_US);
}

static void
refresh_contexts (CfLookupDns *self)
{
  if (self->is_probing || g_hash_table_size (self->sent) > 0 || (self->plain != NULL && !is_stale (self)))
    return;

  close_contexts (self);
  open_contexts (self);
}

/* --- whether signatures come through --- */

/* The root is signed: a server that answers for it without signatures takes
 * them away from everything.  No answer, or SERVFAIL, tells nothing. */
static CfLookupDnssec
judge_probe (const struct ub_result *result)
{
  if (result == NULL || (result->rcode == 2 && !result->havedata))
    return CF_LOOKUP_DNSSEC_UNKNOWN;

  return cf_lookup_record_is_signed (result) ? CF_LOOKUP_DNSSEC_WORKS : CF_LOOKUP_DNSSEC_STRIPPED;
}

static void
end_probe (CfLookupDns *self, const struct ub_result *result)
{
  self->is_probing = FALSE;
  self->is_probed = TRUE;
  self->dnssec = judge_probe (result);
  self->has_trouble |= self->dnssec == CF_LOOKUP_DNSSEC_UNKNOWN;
}

static void
on_probe (void *data, int error, struct ub_result *result)
{
  end_probe (data, error == 0 ? result : NULL);
  ub_resolve_free (result);
}

static void
work_probe (CfLookupDns *self)
{
  if (self->is_probing && g_get_monotonic_time () >= self->born_us + PROBE_US) {
    ub_cancel (self->plain, self->probe_id);
    end_probe (self, NULL);
  }
  if (self->is_probed || self->is_probing)
    return;

  self->is_probing = TRUE;
  if (self->plain == NULL || ub_resolve_async (self->plain, ".", 48, 1, self, on_probe, &self->probe_id) != 0)
    end_probe (self, NULL);
}

/* --- queries --- */

CfLookupDnsQuery *
cf_lookup_dns_ask (CfLookupDns *self, const char *key, CfLookupDnsDone done, gpointer data)
{
  CfLookupDnsQuery *query = g_new0 (CfLookupDnsQuery, 1);

  query->dns = self;
  query->key = g_strdup (key);
  query->done = done;
  query->data = data;
  g_ptr_array_add (self->waiting, query);
  return query;
}

void
cf_lookup_dns_cancel (CfLookupDns *self, CfLookupDnsQuery *query)
{
  if (!g_ptr_array_remove (self->waiting, query)) {
    g_hash_table_remove (self->sent, query);
    ub_cancel (query->context, query->id);
    /* Somebody gave up waiting. */
    self->has_trouble = TRUE;
  }
  query_free (query);
}

static void
end_query (CfLookupDnsQuery *query, CfAnswer *answer)
{
  CfLookupDnsDone done = query->done;
  gpointer data = query->data;

  query->dns->has_trouble |= answer->status == CF_ANSWER_FAILED;
  query_free (query);
  done (data, answer);
}

static CfAnswer *
new_failure (CfLookupDns *self, const char *key, const char *detail)
{
  CfAnswer *answer = cf_answer_new (CF_QUESTION_DNS, key);

  answer->fetched = g_get_real_time () / G_USEC_PER_SEC;
  answer->detail = g_strdup (detail);
  return answer;
}

/* Nothing can be proved here: every answer is insecure, also of zones that are signed. */
static gboolean
is_unchecked (const CfLookupDns *self)
{
  return self->dnssec == CF_LOOKUP_DNSSEC_STRIPPED || self->dnssec == CF_LOOKUP_DNSSEC_NO_ANCHOR;
}

static void
on_result (void *data, int error, struct ub_result *result)
{
  CfLookupDnsQuery *query = data;
  CfLookupDns *self = query->dns;
  CfAnswer *answer;

  g_hash_table_remove (self->sent, query);
  answer = error == 0 ? cf_lookup_record_read (query->key, result, g_get_real_time () / G_USEC_PER_SEC)
                      : new_failure (self, query->key, ub_strerror (error));
  ub_resolve_free (result);
  if (is_unchecked (self) && answer->expires != CF_TIME_UNKNOWN)
    answer->expires = MIN (answer->expires, answer->fetched + CF_LIMIT_KEEP_UNCHECKED_SECONDS);
  end_query (query, answer);
}

/* NULL, or why it cannot be asked. */
static const char *
send_query (CfLookupDns *self, CfLookupDnsQuery *query)
{
  const char *name;
  int error, type;

  if (!cf_lookup_record_parse_key (query->key, &type, &name))
    return "no question for DNS";

  query->context = is_unchecked (self) ? self->plain : self->checking;
  if (query->context == NULL)
    return "DNS cannot be set up";

  error = ub_resolve_async (query->context, name, type, 1, query, on_result, &query->id);
  if (error != 0)
    return ub_strerror (error);

  g_hash_table_add (self->sent, query);
  return NULL;
}

static void
send_waiting (CfLookupDns *self)
{
  while (self->is_probed && self->waiting->len > 0) {
    CfLookupDnsQuery *query = g_ptr_array_steal_index (self->waiting, 0);
    const char *problem = send_query (self, query);

    if (problem != NULL)
      end_query (query, new_failure (self, query->key, problem));
  }
}

void
cf_lookup_dns_work (CfLookupDns *self)
{
  if (self->checking != NULL && ub_process (self->checking) != 0)
    self->is_broken = TRUE;
  if (self->plain != NULL && ub_process (self->plain) != 0)
    self->is_broken = TRUE;
  if (self->waiting->len == 0 && !self->is_probing)
    return;

  refresh_contexts (self);
  work_probe (self);
  send_waiting (self);
}

guint
cf_lookup_dns_get_fds (CfLookupDns *self, int *out_fds)
{
  guint n = 0;

  if (self->is_broken)
    return 0;

  if (self->checking != NULL)
    out_fds[n++] = ub_fd (self->checking);
  if (self->plain != NULL)
    out_fds[n++] = ub_fd (self->plain);
  return n;
}

gint64
cf_lookup_dns_get_due (const CfLookupDns *self)
{
  if (self->is_probing)
    return self->born_us + PROBE_US;

  return self->waiting->len > 0 ? 0 : G_MAXINT64;
}

CfLookupDnssec
cf_lookup_dns_get_dnssec (const CfLookupDns *self)
{
  return self->dnssec;
}

gboolean
cf_lookup_dns_is_offline (const CfLookupDns *self)
{
  g_autofree char *server = NULL;

  if (self->options->resolver != NULL) {
    server = g_strndup (self->options->resolver, strcspn (self->options->resolver, "@"));
    return !cf_lookup_target_has_route (server);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (far_addresses); i++)
    if (cf_lookup_target_has_route (far_addresses[i]))
      return FALSE;

  return TRUE;
}

void
cf_lookup_dns_free (CfLookupDns *self)
{
  GHashTableIter iter;
  gpointer query;

  if (self == NULL)
    return;

  close_contexts (self);
  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &query, NULL))
    query_free (query);
  g_ptr_array_set_free_func (self->waiting, (GDestroyNotify) query_free);
  g_hash_table_unref (self->sent);
  g_ptr_array_unref (self->waiting);
  cf_lookup_anchor_free (self->anchor);
  g_free (self);
}
