/* cf-question-host.c — which hosts may be asked before a chain reaches an anchor */
#include "cf-question.h"

#include <string.h>

static const char *const known_hosts[] = {
#define CF_KNOWN_HOST(domain) domain,
#include "cf-question-host-table.h"
};

static gboolean
is_at_or_below (const char *host, const char *domain)
{
  gsize n = strlen (host);
  gsize d = strlen (domain);

  return n >= d && g_ascii_strcasecmp (host + n - d, domain) == 0 && (n == d || host[n - d - 1] == '.');
}

/* GLib decodes "%2F" in a host and takes a backslash as a letter; whoever
 * fetches may see the end of the host there. */
static gboolean
is_plain_name (const char *host)
{
  for (const char *byte = host; *byte != '\0'; byte++)
    if (!g_ascii_isalnum (*byte) && *byte != '-' && *byte != '.')
      return FALSE;

  return *host != '.' && strstr (host, "..") == NULL;
}

static gboolean
is_fetched (const char *scheme)
{
  return g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0;
}

gboolean
cf_question_is_known_host (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri == NULL ? NULL : g_uri_get_host (uri);

  /* Another port or a user name is nothing that an authority publishes. */
  if (host == NULL || !is_fetched (g_uri_get_scheme (uri)) || !is_plain_name (host) ||
      g_uri_get_port (uri) != -1 || g_uri_get_userinfo (uri) != NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (known_hosts); i++)
    if (is_at_or_below (host, known_hosts[i]))
      return TRUE;

  return FALSE;
}
