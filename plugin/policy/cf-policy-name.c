/* cf-policy-name.c — our own files → rules: whom a section is about */
#include "cf-policy-name.h"

#include <string.h>

#include "cf-text.h"

/* RFC 1035 section 2.3.4 (without the root's dot), RFC 5321 section 4.5.3.1.1. */
#define MAX_DOMAIN_BYTES 253
#define MAX_LABEL_BYTES 63
#define MAX_LOCAL_BYTES 64

/* No domain of MAX_DOMAIN_BYTES in A-labels is longer than this in UTF-8. */
#define MAX_UTF8_DOMAIN_BYTES (4 * MAX_DOMAIN_BYTES)

/* Label by label, so that one that has no A-label does not keep the others
 * from being compared. */
static char *
fold_domain (const char *domain)
{
  g_auto (GStrv) labels = NULL;

  if (g_str_is_ascii (domain))
    return g_ascii_strdown (domain, -1);

  labels = g_strsplit (domain, ".", -1);
  for (char **label = labels; *label != NULL; label++) {
    g_autofree char *ascii = cf_text_domain_to_ascii (*label);
    char *folded = g_ascii_strdown (ascii != NULL ? ascii : *label, -1);

    g_free (*label);
    *label = folded;
  }

  return g_strjoinv (".", labels);
}

/* What a quoted-string stands for (RFC 5321 section 4.1.2: "info"@ is info@). */
static char *
unquote (const char *local)
{
  gsize length = strlen (local);
  GString *out = g_string_sized_new (length);

  if (length < 2 || local[0] != '"' || local[length - 1] != '"')
    return g_string_free (g_string_append (out, local), FALSE);

  for (gsize i = 1; i < length - 1; i++) {
    if (local[i] == '\\' && i + 1 < length - 1)
      i++;
    g_string_append_c (out, local[i]);
  }

  return g_string_free (out, FALSE);
}

static char *
fold_local (const char *local)
{
  g_autofree char *plain = unquote (local);
  g_autofree char *composed = cf_text_normalize (plain, G_NORMALIZE_NFC);

  return g_ascii_strdown (composed != NULL ? composed : plain, -1);
}

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (label[i]) && label[i] != '-')
      return FALSE;

  return length >= 1 && length <= MAX_LABEL_BYTES && label[0] != '-' && label[length - 1] != '-';
}

/* Whether @domain, in A-labels, could stand in an address. */
static gboolean
is_domain (const char *domain)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);

  for (char **label = labels; *label != NULL; label++)
    if (!is_label (*label))
      return FALSE;

  return *domain != '\0' && strlen (domain) <= MAX_DOMAIN_BYTES;
}

/* atext of RFC 5322 and RFC 6532, and dots where docomo puts them.  Not "*":
 * whoever writes *@example.org means the domain. */
static gboolean
is_local (const char *local)
{
  gsize length = strlen (local);

  for (gsize i = 0; i < length; i++) {
    guchar c = local[i];

    if (c < 0x80 && !g_ascii_isalnum (c) && strchr (".!#$%&'+-/=?^_`{|}~", c) == NULL)
      return FALSE;
  }

  return length >= 1 && length <= MAX_LOCAL_BYTES;
}

static char *
parse_domain (const char *text)
{
  g_autofree char *domain = fold_domain (text);

  return is_domain (domain) ? g_steal_pointer (&domain) : NULL;
}

char *
cf_policy_parse_name (const char *text, CfPolicyScope *out_scope)
{
  const char *at = strchr (text, '@');
  gboolean below = g_str_has_prefix (text, "*.");
  g_autofree char *domain = parse_domain (at != NULL ? at + 1 : below ? text + 2 : text);
  g_autofree char *written = at != NULL ? g_strndup (text, at - text) : NULL;
  g_autofree char *local = NULL;

  if (domain == NULL || (written != NULL && !is_local (written)))
    return NULL;

  if (written == NULL) {
    *out_scope = below ? CF_POLICY_SCOPE_BELOW : CF_POLICY_SCOPE_DOMAIN;
    return g_steal_pointer (&domain);
  }

  local = fold_local (written);
  *out_scope = CF_POLICY_SCOPE_ADDRESS;
  return g_strconcat (local, "@", domain, NULL);
}

char *
cf_policy_parse_domains (const char *text)
{
  gboolean below = g_str_has_prefix (text, "*.");
  g_autofree char *domain = parse_domain (below ? text + 2 : text);

  return domain != NULL && below ? g_strconcat ("*.", domain, NULL) : g_steal_pointer (&domain);
}

/* Hosts may have names with _ in them, which no domain of an address has. */
char *
cf_policy_parse_host (const char *text)
{
  g_autofree char *host = fold_domain (text);
  g_autofree char *plain = g_strdelimit (g_strdup (host), "_", 'x');

  return is_domain (plain) ? g_steal_pointer (&host) : NULL;
}

char *
cf_policy_fold_account (const char *text)
{
  const char *at = strrchr (text, '@');
  g_autofree char *host = at != NULL ? cf_policy_parse_host (at + 1) : NULL;
  g_autofree char *user = at != NULL ? g_strndup (text, at - text) : NULL;
  g_autofree char *folded = NULL;

  if (host == NULL || *user == '\0' || strpbrk (user, " \t[]") != NULL)
    return NULL;

  folded = fold_local (user);
  return g_strconcat (folded, "@", host, NULL);
}

/* The end of @domain that a *.domain could match; all of it unless it is too
 * long, which would make comparing slow. */
static const char *
skip_to_comparable (const char *domain)
{
  gsize length = strlen (domain);
  const char *dot;

  if (length <= MAX_UTF8_DOMAIN_BYTES)
    return domain;

  dot = strchr (domain + length - MAX_UTF8_DOMAIN_BYTES, '.');
  return dot != NULL ? dot : "";
}

char *
cf_policy_fold_address (const char *address)
{
  const char *at = strrchr (address, '@');
  g_autofree char *written = NULL;
  g_autofree char *local = NULL;
  g_autofree char *domain = NULL;

  if (at == NULL)
    return g_strdup (address);

  written = g_strndup (address, at - address);
  local = fold_local (written);
  domain = fold_domain (skip_to_comparable (at + 1));
  if (g_str_has_suffix (domain, "."))
    domain[strlen (domain) - 1] = '\0';

  return g_strconcat (local, "@", domain, NULL);
}
