/* cf-engine-question.c — which questions of a checking process may leave the monitor */
#include "cf-engine-question.h"

#include <string.h>

#include "cf-limits.h"

#define MAX_DNS_NAME 253
#define MAX_DNS_LABEL 63
#define MAX_SHA256 64

/* Types of record that a check needs: DKIM, DMARC, BIMI; a certificate's own record; whether a domain is there. */
static const char *const dns_types[] = { "TXT", "SMIMEA", "A" };

/* What the ledger is asked for, and how long a value may be. */
static const struct {
  const char *what;
  gsize max_length;
  gboolean is_hex;
} history_rows[] = {
  { "sender ", 4 * CF_LIMIT_ADDRESS_BYTES, FALSE },
  { "message ", MAX_SHA256, TRUE },
  { "signature ", MAX_SHA256, TRUE },
  { "domain ", CF_LIMIT_ADDRESS_BYTES, FALSE },
};

static gboolean
is_dns_name (const char *name)
{
  gsize label = 0;

  if (*name == '\0' || strlen (name) > MAX_DNS_NAME)
    return FALSE;

  for (const char *p = name; *p != '\0'; p++) {
    gboolean is_dot = *p == '.';

    if (is_dot ? label == 0 : !g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return FALSE;
    label = is_dot ? 0 : label + 1;
    if (label > MAX_DNS_LABEL)
      return FALSE;
  }

  return label > 0;
}

static const char *
refuse_dns (const char *key, const CfEngineNetwork *network)
{
  const char *space = strchr (key, ' ');

  if (space == NULL || !is_dns_name (space + 1))
    return "no host name";

  for (gsize i = 0; i < G_N_ELEMENTS (dns_types); i++)
    if (strlen (dns_types[i]) == (gsize) (space - key) && strncmp (key, dns_types[i], (gsize) (space - key)) == 0)
      return NULL;

  return "a type of record that no check needs";
}

static const char *
refuse_url (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  if (strlen (url) > CF_LIMIT_URL_BYTES || strchr (url, ' ') != NULL)
    return "no address of a sensible length";

  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return "no address";
  if (!g_str_equal (g_uri_get_scheme (uri), "http") && !g_str_equal (g_uri_get_scheme (uri), "https"))
    return "neither http nor https";

  return g_uri_get_userinfo (uri) != NULL ? "an address with a name and password" : NULL;
}

static gboolean
is_base64 (const char *text)
{
  gsize n = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

  return n > 0 && strlen (text) % 4 == 0 && n + strspn (text + n, "=") == strlen (text);
}

static const char *
refuse_ocsp (const char *key, const CfEngineNetwork *network)
{
  const char *space = strchr (key, ' ');
  g_autofree char *url = space != NULL ? g_strndup (key, (gsize) (space - key)) : NULL;

  if (url == NULL || !is_base64 (space + 1))
    return "no question to a responder";

  return refuse_url (url);
}

static const char *
refuse_crl (const char *key, const CfEngineNetwork *network)
{
  return refuse_url (key);
}

/* Whether an anchor names this host.  Another port is nothing that an authority publishes. */
static gboolean
is_named_host (const char *url, const CfEngineNetwork *network)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *host = uri == NULL ? NULL : g_ascii_strdown (g_uri_get_host (uri), -1);

  return host != NULL && g_uri_get_port (uri) == -1 && network->hosts != NULL &&
         g_hash_table_contains (network->hosts, host);
}

/* Asked before a chain reaches an anchor: another host could learn who reads the mail, and when. */
static const char *
refuse_issuer (const char *key, const CfEngineNetwork *network)
{
  const char *why = refuse_url (key);

  if (why != NULL)
    return why;
  if (network->aia == CF_ENGINE_AIA_OFF)
    return "policy asks nobody for an issuer";
  if (network->aia == CF_ENGINE_AIA_KNOWN_HOSTS && !cf_question_is_known_host (key) && !is_named_host (key, network))
    return "not the host of a known authority";

  return NULL;
}

static const char *
refuse_history (const char *key, const CfEngineNetwork *network)
{
  if (g_str_equal (key, "domains"))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (history_rows); i++) {
    const char *value = key + strlen (history_rows[i].what);

    if (!g_str_has_prefix (key, history_rows[i].what))
      continue;
    if (*value == '\0' || strlen (value) > history_rows[i].max_length)
      return "a value of no sensible length";
    if (history_rows[i].is_hex && (strlen (value) != MAX_SHA256 || strspn (value, "0123456789abcdef") != MAX_SHA256))
      return "no digest";
    return NULL;
  }

  return "nothing that the record of earlier mail knows";
}

static const char *(*const refusers[]) (const char *key, const CfEngineNetwork *network) = {
  [CF_QUESTION_DNS] = refuse_dns,       [CF_QUESTION_OCSP] = refuse_ocsp,       [CF_QUESTION_CRL] = refuse_crl,
  [CF_QUESTION_ISSUER] = refuse_issuer, [CF_QUESTION_HISTORY] = refuse_history,
};
G_STATIC_ASSERT (G_N_ELEMENTS (refusers) == CF_QUESTION_N_KINDS);

const char *
cf_engine_question_refuse (const CfQuestion *question, const CfEngineNetwork *network)
{
  if (strlen (question->key) > CF_LIMIT_QUESTION_BYTES)
    return "too long";

  return refusers[question->kind](question->key, network);
}
