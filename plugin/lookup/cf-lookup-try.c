/* cf-lookup-try.c — one address, fetched as those of certificates are: for "certfirst doctor"
 *
 * The same refusals, resolver and proxy as in the lookup process; what comes
 * is not looked at.
 */
#include "cf-limits.h"
#include "cf-lookup-http.h"

#define TRY_US (CF_LIMIT_LOOKUP_SECONDS * G_USEC_PER_SEC)

static gboolean
prepare (const char *key, CfLookupRequest *out_request)
{
  *out_request = (CfLookupRequest) { .url = g_strdup (key) };
  return TRUE;
}

static gboolean
read_anything (CfSpan body, CfTime now, CfTime *out_expires)
{
  return TRUE;
}

static void
keep (gpointer data, CfAnswer *answer)
{
  CfAnswer **out_answer = data;

  *out_answer = answer;
}

static void
wait_for (CfLookupDns *dns, CfLookupHttp *http)
{
  struct curl_waitfd places[2] = { 0 };
  int fds[2];
  guint n = cf_lookup_dns_get_fds (dns, fds);

  for (guint i = 0; i < n; i++)
    places[i] = (struct curl_waitfd) { fds[i], CURL_WAIT_POLLIN, 0 };
  curl_multi_poll (cf_lookup_http_get_multi (http), places, n, 100, NULL);
}

char *
cf_lookup_try_fetch (const CfLookupOptions *options, const char *url)
{
  static const CfLookupKind anything = { CF_QUESTION_CRL, prepare, read_anything, "" };
  g_autoptr (CfLookupDns) dns = cf_lookup_dns_new (options);
  g_autoptr (CfLookupHttp) http = cf_lookup_http_new (options, dns);
  g_autoptr (CfAnswer) answer = NULL;
  gint64 end_us = g_get_monotonic_time () + TRY_US;

  cf_lookup_http_fetch (http, &anything, url, keep, &answer);
  while (answer == NULL && g_get_monotonic_time () < end_us) {
    cf_lookup_dns_work (dns);
    cf_lookup_http_work (http);
    if (answer == NULL)
      wait_for (dns, http);
  }

  if (answer == NULL)
    return g_strdup ("timeout");
  return answer->status == CF_ANSWER_FOUND ? NULL : g_strdup (answer->detail != NULL ? answer->detail : "no answer");
}
