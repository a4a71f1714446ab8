/* cf-domain-dkim.c — bytes → whether a DKIM-Signature could prove the domain */
#include "cf-domain-dkim.h"

#include "cf-domain-field.h"
#include "cf-domain-name.h"
#include "cf-domain-tags.h"
#include "cf-domain.h"

/* The base64 of a SHA-256 digest. */
#define BODY_HASH_CHARS 44

static const char *const covered_names[CF_DOMAIN_N_COVERED] = {
  [CF_DOMAIN_COVERED_FROM] = "From",
  [CF_DOMAIN_COVERED_SUBJECT] = "Subject",
  [CF_DOMAIN_COVERED_DATE] = "Date",
  [CF_DOMAIN_COVERED_TO] = "To",
  [CF_DOMAIN_COVERED_REPLY_TO] = "Reply-To",
  [CF_DOMAIN_COVERED_CONTENT_TYPE] = "Content-Type",
};

/* RFC 6376 section 3.3, RFC 8463, without rsa-sha1 (RFC 8301). */
static const char *const algorithms[] = { "rsa-sha256", "ed25519-sha256" };

/* RFC 6376 section 3.5, c=. */
static const char *const canonical_forms[] = {
  "simple", "relaxed", "simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed",
};

void
cf_domain_count_field (CfSpan name, CfDomainCounts *counts)
{
  for (guint i = 0; i < CF_DOMAIN_N_COVERED; i++)
    if (cf_span_is_nocase (name, covered_names[i]))
      counts->n[i]++;
}

static gboolean
is_one_of (CfSpan value, const char *const *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (cf_span_is (value, words[i]))
      return TRUE;

  return FALSE;
}

/* Counts the letters of base64 with folding between them; 0 when it is none. */
static gsize
count_base64 (CfSpan text)
{
  gsize n_letters = 0;
  gsize n_fill = 0;

  for (gsize i = 0; i < text.length; i++) {
    guint8 c = text.data[i];

    if (cf_domain_is_blank (c))
      continue;
    if (c == '=')
      n_fill++;
    else if (n_fill == 0 && (g_ascii_isalnum (c) || c == '+' || c == '/'))
      n_letters++;
    else
      return 0;
  }

  return n_fill <= 2 && (n_letters + n_fill) % 4 == 0 ? n_letters + n_fill : 0;
}

/* The tags that must be there and hold what we can check. */
static gboolean
has_known_form (const CfDomainTags *tags)
{
  CfSpan value;

  if (!cf_domain_find_tag (tags, "v", &value) || !cf_span_is (value, "1"))
    return FALSE;
  if (!cf_domain_find_tag (tags, "a", &value) || !is_one_of (value, algorithms, G_N_ELEMENTS (algorithms)))
    return FALSE;
  if (!cf_domain_find_tag (tags, "b", &value) || count_base64 (value) == 0)
    return FALSE;
  if (!cf_domain_find_tag (tags, "bh", &value) || count_base64 (value) != BODY_HASH_CHARS)
    return FALSE;

  return !cf_domain_find_tag (tags, "c", &value) ||
         is_one_of (value, canonical_forms, G_N_ELEMENTS (canonical_forms));
}

/* Whether the key is to be had from DNS: q= may name other ways beside it. */
static gboolean
has_key_in_dns (const CfDomainTags *tags)
{
  CfSpan rest;
  CfSpan way;

  if (!cf_domain_find_tag (tags, "q", &rest))
    return TRUE;

  while (cf_domain_next_item (&rest, ':', &way))
    if (cf_span_is (cf_domain_strip (way), "dns/txt"))
      return TRUE;

  return FALSE;
}

/* h= names a field once for each occurrence that it signs, from the last one
 * up (RFC 6376 section 5.4.2).  What is not named could have been put in. */
static gboolean
covers_header (CfSpan list, const CfDomainCounts *fields)
{
  CfDomainCounts signed_fields = { { 0 } };
  CfSpan name;

  while (cf_domain_next_item (&list, ':', &name)) {
    name = cf_domain_strip (name);
    if (name.length == 0)
      return FALSE;
    cf_domain_count_field (name, &signed_fields);
  }

  for (guint i = 0; i < CF_DOMAIN_N_COVERED; i++) {
    /* Left out altogether, as Gmail does: then the body must have no room for
     * another reading (MEANING section 7), which is judged with the body. */
    if (i == CF_DOMAIN_COVERED_CONTENT_TYPE && signed_fields.n[i] == 0)
      continue;
    if (signed_fields.n[i] < fields->n[i])
      return FALSE;
  }

  return signed_fields.n[CF_DOMAIN_COVERED_FROM] > 0;
}

/* i= must be at or below d= (RFC 6376 section 6.1.1). */
static gboolean
agent_fits (const CfDomainTags *tags, const char *domain)
{
  g_autofree char *agent = NULL;
  CfSpan value;

  if (!cf_domain_find_tag (tags, "i", &value))
    return TRUE;

  agent = cf_domain_dup_name_of_address (value);
  return agent != NULL && cf_domain_is_at_or_below (agent, domain);
}

char *
cf_domain_read_signature (CfSpan value, const CfDomainCounts *fields, const char *from_domain)
{
  g_autofree char *domain = NULL;
  g_autofree char *selector = NULL;
  g_autofree char *key = NULL;
  CfDomainTags tags;
  CfSpan d, s, h, l;

  if (!cf_domain_read_tags (value, &tags) || !has_known_form (&tags) || !has_key_in_dns (&tags))
    return NULL;
  if (!cf_domain_find_tag (&tags, "d", &d) || !cf_domain_find_tag (&tags, "s", &s) ||
      !cf_domain_find_tag (&tags, "h", &h))
    return NULL;
  /* With l= anything may follow the signed body. */
  if (cf_domain_find_tag (&tags, "l", &l) || !covers_header (h, fields))
    return NULL;

  domain = cf_domain_dup_name (d);
  selector = cf_domain_dup_name (s);
  if (domain == NULL || selector == NULL || !cf_domain_is_aligned (domain, from_domain) ||
      !agent_fits (&tags, domain))
    return NULL;

  key = g_strdup_printf ("%s._domainkey.%s", selector, domain);
  return strlen (key) <= CF_DOMAIN_MAX_BYTES ? g_strconcat ("TXT ", key, NULL) : NULL;
}
