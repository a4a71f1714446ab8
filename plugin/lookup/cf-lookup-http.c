/* cf-lookup-http.c — fetches: judged, resolved, redirected, answered */
#include "cf-lookup-http.h"

#include <arpa/inet.h>
#include <errno.h>

#include "cf-limits.h"
#include "cf-lookup-transfer.h"

/* How long the addresses of the other family are waited for when one is there. */
#define PATIENCE_US (G_USEC_PER_SEC / 2)

static const char *const address_types[CF_LOOKUP_N_FAMILIES] = { "A", "AAAA" };

/* Names that mean this machine or the inner network for a proxy that resolves them (RFC 6761, RFC 8375, RFC 6762). */
static const char *const inner_names[] = { ".localhost", ".local", ".internal", ".home.arpa", ".intranet", ".lan" };

/* --- all of them --- */

/* The web's, where OpenSSL's own variable or Debian says. */
static GBytes *
read_authorities (void)
{
  const char *file = g_getenv ("SSL_CERT_FILE");
  char *text;
  gsize length;

  if (file == NULL)
    file = curl_version_info (CURLVERSION_NOW)->cainfo;
  if (file == NULL || !g_file_get_contents (file, &text, &length, NULL))
    return NULL;

  return g_bytes_new_take (text, length);
}

CfLookupHttp *
cf_lookup_http_new (const CfLookupOptions *options, CfLookupDns *dns)
{
  CfLookupHttp *self = g_new0 (CfLookupHttp, 1);

  self->options = options;
  self->dns = dns;
  self->all = g_ptr_array_new ();
  self->ready = g_ptr_array_new ();
  self->authorities = read_authorities ();
  self->multi = curl_multi_init ();
  curl_multi_setopt (self->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long) CF_LIMIT_HTTP_PER_HOST);
  curl_multi_setopt (self->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long) CF_LIMIT_HTTP_CONNECTIONS);
  curl_multi_setopt (self->multi, CURLMOPT_PIPELINING, (long) CURLPIPE_NOTHING);
  if (options->proxy != NULL && *options->proxy != '\0') {
    g_autofree char *url = strstr (options->proxy, "://") != NULL ? g_strdup (options->proxy)
                                                                  : g_strconcat ("http://", options->proxy, NULL);

    self->proxy_refusal = cf_lookup_target_read (url, TRUE, &self->proxy);
  }
  return self;
}

CURLM *
cf_lookup_http_get_multi (CfLookupHttp *self)
{
  return self->multi;
}

void
cf_lookup_http_set_waiting (CfLookupHttp *self, gsize waiting)
{
  self->waiting = waiting;
}

/* --- one --- */

static void
cancel_queries (CfLookupTransfer *self)
{
  for (guint i = 0; i < CF_LOOKUP_N_FAMILIES; i++)
    if (self->queries[i] != NULL)
      cf_lookup_dns_cancel (self->http->dns, g_steal_pointer (&self->queries[i]));
}

static void
transfer_free (CfLookupTransfer *self)
{
  cf_lookup_transfer_stop (self);
  cancel_queries (self);
  g_ptr_array_remove (self->http->all, self);
  g_ptr_array_remove (self->http->ready, self);
  cf_lookup_request_clear (&self->request);
  cf_lookup_target_clear (&self->target);
  g_string_free (self->addresses, TRUE);
  g_free (self->dns_problem);
  g_free (self->key);
  g_free (self);
}

CfLookupTransfer *
cf_lookup_http_fetch (CfLookupHttp *self, const CfLookupKind *kind, const char *key, CfLookupHttpDone done, gpointer data)
{
  CfLookupTransfer *transfer = g_new0 (CfLookupTransfer, 1);

  transfer->http = self;
  transfer->kind = kind;
  transfer->key = g_strdup (key);
  transfer->addresses = g_string_new (NULL);
  transfer->done = done;
  transfer->data = data;
  if (!kind->prepare (key, &transfer->request))
    transfer->problem = "refused: not a question of this kind";
  g_ptr_array_add (self->all, transfer);
  g_ptr_array_add (self->ready, transfer);
  return transfer;
}

void
cf_lookup_http_cancel (CfLookupHttp *self, CfLookupTransfer *transfer)
{
  g_assert (transfer->http == self);
  transfer_free (transfer);
}

static CfAnswer *
new_answer (CfLookupTransfer *self)
{
  CfAnswer *answer = cf_answer_new (self->kind->kind, self->key);

  answer->fetched = g_get_real_time () / G_USEC_PER_SEC;
  answer->expires = answer->fetched + CF_LIMIT_KEEP_FAILED_SECONDS;
  return answer;
}

static void
end (CfLookupTransfer *self, CfAnswer *answer)
{
  CfLookupHttpDone done = self->done;
  gpointer data = self->data;

  transfer_free (self);
  done (data, answer);
}

static void
fail (CfLookupTransfer *self, const char *detail)
{
  CfAnswer *answer = new_answer (self);

  answer->detail = g_strdup (detail);
  end (self, answer);
}

/* --- where it goes --- */

/* All addresses of an answer that may be asked; of the others why not. */
static void
note_addresses (CfLookupTransfer *self, const CfAnswer *answer, int family, gsize bytes)
{
  gboolean allow = self->http->options->allow_private || self->http->proxy.host != NULL;

  for (guint i = 0; i < answer->records->len; i++) {
    GBytes *record = cf_answer_get_record (answer, i);
    char text[INET6_ADDRSTRLEN];
    const char *refusal;

    if (g_bytes_get_size (record) != bytes || inet_ntop (family, g_bytes_get_data (record, NULL), text, sizeof text) == NULL)
      continue;

    refusal = cf_lookup_target_judge_text (text, allow);
    if (refusal != NULL) {
      self->problem = refusal;
      continue;
    }
    g_string_append_printf (self->addresses, "%s%s", self->addresses->len > 0 ? "," : "", text);
  }
}

/* What is bogus has no addresses. */
static void
note_trouble (CfLookupTransfer *self, const CfAnswer *answer)
{
  g_free (self->dns_problem);
  self->dns_problem = answer->status == CF_ANSWER_FAILED ? g_strdup (answer->detail) : g_strdup ("no such host");
}

static void
become_ready (CfLookupTransfer *self)
{
  cancel_queries (self);
  self->is_resolved = TRUE;
  if (self->addresses->len > 0)
    self->problem = NULL;
  g_ptr_array_add (self->http->ready, self);
}

static void
hear_family (CfLookupTransfer *self, guint family, CfAnswer *taken)
{
  g_autoptr (CfAnswer) answer = taken;

  self->queries[family] = NULL;
  if (answer->status != CF_ANSWER_FOUND)
    note_trouble (self, answer);
  else if (family == CF_LOOKUP_FAMILY_4)
    note_addresses (self, answer, AF_INET, sizeof (struct in_addr));
  else
    note_addresses (self, answer, AF_INET6, sizeof (struct in6_addr));

  if (self->addresses->len > 0)
    self->patience_us = g_get_monotonic_time () + PATIENCE_US;
  if (self->queries[CF_LOOKUP_FAMILY_4] == NULL && self->queries[CF_LOOKUP_FAMILY_6] == NULL)
    become_ready (self);
}

static void
hear_v4 (gpointer data, CfAnswer *answer)
{
  hear_family (data, CF_LOOKUP_FAMILY_4, answer);
}

static void
hear_v6 (gpointer data, CfAnswer *answer)
{
  hear_family (data, CF_LOOKUP_FAMILY_6, answer);
}

static void
resolve (CfLookupTransfer *self, const char *host)
{
  static const CfLookupDnsDone hear[CF_LOOKUP_N_FAMILIES] = { hear_v4, hear_v6 };

  self->patience_us = 0;
  for (guint i = 0; i < CF_LOOKUP_N_FAMILIES; i++) {
    g_autofree char *key = g_strdup_printf ("%s %s", address_types[i], host);

    self->queries[i] = cf_lookup_dns_ask (self->http->dns, key, hear[i], self);
  }
}

/* A proxy resolves the names; what can be known of them here is refused here. */
static gboolean
is_inner_name (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  if (strchr (host, '.') == NULL && strchr (host, ':') == NULL)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (inner_names); i++)
    if (g_str_has_suffix (lower, inner_names[i]))
      return TRUE;

  return FALSE;
}

static const char *
judge_target (CfLookupTransfer *self)
{
  CfLookupHttp *http = self->http;
  gboolean was_secure = self->target.is_secure;
  const char *refusal;

  cf_lookup_target_clear (&self->target);
  refusal = cf_lookup_target_read (self->request.url, http->options->allow_private, &self->target);
  if (refusal != NULL)
    return refusal;
  if (was_secure && !self->target.is_secure)
    return "refused: a redirect from https to http";
  if (http->proxy.host != NULL && !http->options->allow_private && is_inner_name (self->target.host))
    return "refused: a name of the inner network";

  return http->proxy_refusal != NULL ? "the proxy is no URL that can be used" : NULL;
}

static void
begin_hop (CfLookupTransfer *self)
{
  const char *refusal = judge_target (self);
  const char *host = self->http->proxy.host != NULL ? self->http->proxy.host : self->target.host;

  if (refusal != NULL) {
    fail (self, refusal);
    return;
  }

  g_string_truncate (self->addresses, 0);
  g_clear_pointer (&self->dns_problem, g_free);
  if (cf_lookup_target_is_address (host)) {
    self->is_resolved = TRUE;
    g_ptr_array_add (self->http->ready, self);
  } else {
    resolve (self, host);
  }
}

static void
run (CfLookupTransfer *self)
{
  const char *host = self->http->proxy.host != NULL ? self->http->proxy.host : self->target.host;
  const char *problem;

  if (self->addresses->len == 0 && !cf_lookup_target_is_address (host)) {
    fail (self, cf_lookup_dns_is_offline (self->http->dns) ? "offline"
                : self->dns_problem != NULL              ? self->dns_problem
                                                         : "no such host");
    return;
  }

  problem = cf_lookup_transfer_start (self);
  if (problem != NULL)
    fail (self, problem);
}

/* --- what came of it --- */

static void
answer_body (CfLookupTransfer *self)
{
  g_autoptr (CfAnswer) answer = new_answer (self);
  CfSpan body = cf_span (self->body->data, self->body->len);

  /* A page of a hotel's network is no revocation list. */
  if (!self->kind->read (body, answer->fetched, &answer->expires)) {
    answer->detail = g_strdup (self->kind->refusal);
  } else {
    answer->status = CF_ANSWER_FOUND;
    cf_answer_add_record (answer, body.data, body.length);
  }
  end (self, g_steal_pointer (&answer));
}

static void
answer_status (CfLookupTransfer *self, long status)
{
  g_autoptr (CfAnswer) answer = new_answer (self);

  if (status == 404 || status == 410) {
    answer->status = CF_ANSWER_EMPTY;
    answer->expires = answer->fetched + CF_LIMIT_KEEP_EMPTY_SECONDS;
  }
  answer->detail = g_strdup_printf ("HTTP %ld", status);
  end (self, g_steal_pointer (&answer));
}

static gboolean
is_redirect (CfLookupTransfer *self, long status)
{
  /* 301 to 303 turn a POST into a GET that asks nothing (RFC 9110 section 15.4). */
  if (status == 307 || status == 308)
    return TRUE;

  return self->request.body == NULL && status >= 301 && status <= 303;
}

static void
redirect (CfLookupTransfer *self, const char *url)
{
  if (++self->redirects > CF_LIMIT_HTTP_REDIRECTS) {
    fail (self, "too many redirects");
    return;
  }

  g_free (self->request.url);
  self->request.url = g_strdup (url);
  self->is_resolved = FALSE;
  self->problem = NULL; /* one of several addresses may have been refused on the way */
  cf_lookup_transfer_stop (self);
  g_ptr_array_add (self->http->ready, self);
}

static const char *
word_error (CfLookupTransfer *self, CURLcode code)
{
  long error = 0;

  curl_easy_getinfo (self->easy, CURLINFO_OS_ERRNO, &error);
  if (self->problem != NULL)
    return self->problem;
  if (error == ENETUNREACH && cf_lookup_dns_is_offline (self->http->dns))
    return "offline";

  switch (code) {
  case CURLE_OPERATION_TIMEDOUT:
    return "timeout";
  case CURLE_PARTIAL_FILE:
    return "cut off";
  case CURLE_FILESIZE_EXCEEDED:
    return "too large";
  default:
    return curl_easy_strerror (code);
  }
}

static void
finish (CfLookupTransfer *self, CURLcode code)
{
  char *url = NULL;
  long status = 0;

  if (code != CURLE_OK) {
    fail (self, word_error (self, code));
    return;
  }

  curl_easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo (self->easy, CURLINFO_REDIRECT_URL, &url);
  if (status == 200)
    answer_body (self);
  else if (url != NULL && is_redirect (self, status))
    redirect (self, url);
  else
    answer_status (self, status);
}

/* --- all of them, moved on --- */

static void
lose_patience (CfLookupHttp *self)
{
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < self->all->len; i++) {
    CfLookupTransfer *transfer = g_ptr_array_index (self->all, i);

    if (!transfer->is_resolved && transfer->patience_us > 0 && now >= transfer->patience_us)
      become_ready (transfer);
  }
}

static void
move_ready (CfLookupHttp *self)
{
  while (self->ready->len > 0) {
    CfLookupTransfer *transfer = g_ptr_array_steal_index (self->ready, 0);

    if (transfer->problem != NULL)
      fail (transfer, transfer->problem);
    else if (transfer->is_resolved)
      run (transfer);
    else
      begin_hop (transfer);
  }
}

void
cf_lookup_http_work (CfLookupHttp *self)
{
  CURLMsg *message;
  int running, left;

  lose_patience (self);
  move_ready (self);
  curl_multi_perform (self->multi, &running);
  while ((message = curl_multi_info_read (self->multi, &left)) != NULL) {
    CfLookupTransfer *transfer;
    CURLcode code = message->data.result;

    if (message->msg == CURLMSG_DONE && curl_easy_getinfo (message->easy_handle, CURLINFO_PRIVATE, (char **) &transfer) == CURLE_OK)
      finish (transfer, code);
  }
}

gint64
cf_lookup_http_get_due (const CfLookupHttp *self)
{
  gint64 due = self->ready->len > 0 ? 0 : G_MAXINT64;

  for (guint i = 0; i < self->all->len; i++) {
    const CfLookupTransfer *transfer = g_ptr_array_index (self->all, i);

    if (!transfer->is_resolved && transfer->patience_us > 0)
      due = MIN (due, transfer->patience_us);
  }

  return due;
}

void
cf_lookup_http_free (CfLookupHttp *self)
{
  if (self == NULL)
    return;

  while (self->all->len > 0)
    transfer_free (g_ptr_array_index (self->all, self->all->len - 1));
  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->ready);
  curl_multi_cleanup (self->multi);
  if (self->authorities != NULL)
    g_bytes_unref (self->authorities);
  cf_lookup_target_clear (&self->proxy);
  g_free (self);
}
