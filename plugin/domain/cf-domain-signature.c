/* cf-domain-signature.c — bytes → one DKIM-Signature, ARC-Message-Signature or ARC-Seal */
#include "cf-domain-signature.h"

#include "cf-domain-name.h"
#include "cf-domain-tags.h"
#include "cf-text.h"

/* RFC 6376 section 3.5: a time fits into 12 digits; more is no time of this world. */
#define MAX_TIME_DIGITS 12

/* RFC 6376 section 3.3, RFC 8463. */
static const struct {
  const char *name;
  CfDomainAlgorithm algorithm;
} algorithms[] = {
  { "rsa-sha256", CF_DOMAIN_RSA_SHA256 },
  { "ed25519-sha256", CF_DOMAIN_ED25519_SHA256 },
};

/* RFC 6376 section 3.5, c=: the header's, then the body's, which is simple where it is not said. */
static const struct {
  const char *name;
  gboolean relaxed_header;
  CfMimeForm body_form;
} canonical_forms[] = {
  { "simple", FALSE, CF_MIME_FORM_DKIM_SIMPLE },
  { "relaxed", TRUE, CF_MIME_FORM_DKIM_SIMPLE },
  { "simple/simple", FALSE, CF_MIME_FORM_DKIM_SIMPLE },
  { "simple/relaxed", FALSE, CF_MIME_FORM_DKIM_RELAXED },
  { "relaxed/simple", TRUE, CF_MIME_FORM_DKIM_SIMPLE },
  { "relaxed/relaxed", TRUE, CF_MIME_FORM_DKIM_RELAXED },
};

void
cf_domain_signature_settle (CfDomainSignature *self, CfDkimResult result, const char *detail)
{
  if (self->settled)
    return;

  self->settled = TRUE;
  self->result = result;
  self->detail = detail;
}

/* RFC 8601 section 2.7.1: what cannot be processed is neutral. */
static void
refuse (CfDomainSignature *self, const char *detail)
{
  cf_domain_signature_settle (self, CF_DKIM_NEUTRAL, detail);
}

static void
read_version (CfDomainSignature *self, const CfDomainTags *tags)
{
  CfSpan value;

  if (self->kind == CF_DOMAIN_DKIM_SIGNATURE && (!cf_domain_find_tag (tags, "v", &value) || !cf_span_is (value, "1")))
    refuse (self, "v= is not 1");
}

static void
read_algorithm (CfDomainSignature *self, const CfDomainTags *tags)
{
  CfSpan value;

  if (!cf_domain_find_tag (tags, "a", &value)) {
    refuse (self, "a= is missing");
    return;
  }

  self->algorithm_name = cf_text_make_visible ((const char *) value.data, (gssize) value.length);
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (cf_span_is (value, algorithms[i].name))
      self->algorithm = algorithms[i].algorithm;

  /* RFC 8301 section 3.1. */
  if (cf_span_is (value, "rsa-sha1"))
    cf_domain_signature_settle (self, CF_DKIM_FAIL, "SHA-1 is not accepted");
  else if (self->algorithm == CF_DOMAIN_ALGORITHM_UNKNOWN)
    refuse (self, "a= is not known");
}

static void
read_names (CfDomainSignature *self, const CfDomainTags *tags)
{
  CfSpan value;

  if (cf_domain_find_tag (tags, "d", &value))
    self->domain = cf_domain_dup_name (value);
  if (cf_domain_find_tag (tags, "s", &value))
    self->selector = cf_domain_dup_name (value);
  if (self->domain == NULL)
    refuse (self, "d= is no domain");
  if (self->selector == NULL)
    refuse (self, "s= is no selector");
  if (self->domain == NULL || self->selector == NULL)
    return;

  self->name = g_strdup_printf ("%s._domainkey.%s", self->selector, self->domain);
  if (strlen (self->name) > CF_DOMAIN_MAX_BYTES)
    refuse (self, "the name of the key is too long");
}

static void
read_signature (CfDomainSignature *self, const CfDomainTags *tags)
{
  const CfDomainTag *tag = cf_domain_get_tag (tags, "b");

  if (tag != NULL) {
    self->b = tag->raw;
    self->signature = cf_domain_decode_base64 (tag->value);
  }
  if (self->signature == NULL)
    refuse (self, "b= holds no signature");
}

/* Without q= the key is in DNS; q= may name other ways beside it. */
static void
read_way (CfDomainSignature *self, const CfDomainTags *tags)
{
  CfSpan value;

  if (cf_domain_find_tag (tags, "q", &value) && !cf_domain_has_word (value, "dns/txt"))
    refuse (self, "q= names no way that is known");
}

static void
read_canonical_form (CfDomainSignature *self, const CfDomainTags *tags)
{
  CfSpan value = cf_span_str ("simple");

  cf_domain_find_tag (tags, "c", &value);
  for (guint i = 0; i < G_N_ELEMENTS (canonical_forms); i++)
    if (cf_span_is (value, canonical_forms[i].name)) {
      self->relaxed_header = canonical_forms[i].relaxed_header;
      self->body_form = canonical_forms[i].body_form;
      return;
    }

  refuse (self, "c= is not known");
}

static void
read_body_hash (CfDomainSignature *self, const CfDomainTags *tags)
{
  g_autoptr (GBytes) hash = NULL;
  CfSpan value;

  if (cf_domain_find_tag (tags, "bh", &value))
    hash = cf_domain_decode_base64 (value);
  if (hash != NULL && g_bytes_get_size (hash) == sizeof self->body_hash)
    memcpy (self->body_hash, g_bytes_get_data (hash, NULL), sizeof self->body_hash);
  else
    refuse (self, "bh= holds no SHA-256");
}

static void
read_covered (CfDomainSignature *self, const CfDomainTags *tags)
{
  gboolean has_from = FALSE;
  CfSpan rest;
  CfSpan name;

  if (!cf_domain_find_tag (tags, "h", &self->h)) {
    refuse (self, "h= is missing");
    return;
  }

  rest = self->h;
  while (cf_domain_next_word (&rest, &name)) {
    if (name.length == 0)
      refuse (self, "h= holds an empty name");
    has_from = has_from || cf_span_is_nocase (name, "From");
    /* RFC 8617 section 4.1.2. */
    if (self->kind == CF_DOMAIN_ARC_MESSAGE && cf_span_is_nocase (name, "ARC-Seal"))
      refuse (self, "h= names ARC-Seal");
  }
  if (!has_from)
    cf_domain_signature_settle (self, CF_DKIM_FAIL, "From is not signed");
}

static gboolean
read_number (CfSpan value, guint64 *out_number)
{
  guint64 number = 0;

  if (value.length == 0)
    return FALSE;
  for (gsize i = 0; i < value.length; i++) {
    guint64 digit = (guint64) value.data[i] - '0';

    if (!g_ascii_isdigit (value.data[i]) || number > (G_MAXUINT64 - digit) / 10)
      return FALSE;
    number = 10 * number + digit;
  }

  *out_number = number;
  return TRUE;
}

static void
read_limit (CfDomainSignature *self, const CfDomainTags *tags)
{
  CfSpan value;

  if (cf_domain_find_tag (tags, "l", &value) &&
      (!read_number (value, &self->limit) || self->limit == CF_MIME_PASS_WHOLE))
    refuse (self, "l= is no length");
}

static CfTime
read_time (CfDomainSignature *self, const CfDomainTags *tags, const char *name)
{
  guint64 seconds;
  CfSpan value;

  if (!cf_domain_find_tag (tags, name, &value))
    return CF_TIME_UNKNOWN;
  if (value.length <= MAX_TIME_DIGITS && read_number (value, &seconds))
    return (CfTime) seconds;

  refuse (self, "t= or x= is no time");
  return CF_TIME_UNKNOWN;
}

/* i= must be at or below d= (RFC 6376 section 6.1.1). */
static void
read_agent (CfDomainSignature *self, const CfDomainTags *tags)
{
  CfSpan value;

  if (!cf_domain_find_tag (tags, "i", &value)) {
    self->agent = g_strdup (self->domain);
    return;
  }

  self->agent = cf_domain_dup_name_of_address (value);
  if (self->agent == NULL)
    refuse (self, "i= is no address");
  else if (self->domain != NULL && !cf_domain_is_at_or_below (self->agent, self->domain))
    cf_domain_signature_settle (self, CF_DKIM_FAIL, "i= is not below d=");
}

/* i= of ARC (RFC 8617 section 4.2.1); 0 stays where it is no instance. */
static void
read_instance (CfDomainSignature *self, const CfDomainTags *tags)
{
  guint64 number;
  CfSpan value;

  if (cf_domain_find_tag (tags, "i", &value) && read_number (value, &number) && number >= 1 && number <= CF_LIMIT_ARC_SETS)
    self->instance = (guint) number;
  else
    refuse (self, "i= is no instance");
}

static void
read_seal (CfDomainSignature *self, const CfDomainTags *tags)
{
  CfSpan value;

  if (cf_domain_find_tag (tags, "cv", &value))
    self->cv = cf_span_dup (value);
  /* RFC 8617 section 4.1.3. */
  if (cf_domain_get_tag (tags, "h") != NULL)
    refuse (self, "a seal has no h=");
}

static void
read_tags (CfDomainSignature *self, const CfDomainTags *tags)
{
  read_version (self, tags);
  read_algorithm (self, tags);
  read_names (self, tags);
  read_signature (self, tags);
  if (self->kind != CF_DOMAIN_DKIM_SIGNATURE)
    read_instance (self, tags);
  if (self->kind == CF_DOMAIN_ARC_SEAL) {
    read_seal (self, tags);
    return;
  }

  read_way (self, tags);
  read_canonical_form (self, tags);
  read_body_hash (self, tags);
  read_covered (self, tags);
  read_limit (self, tags);
  self->signed_at = read_time (self, tags, "t");
  self->expires = read_time (self, tags, "x");
  if (self->kind == CF_DOMAIN_DKIM_SIGNATURE)
    read_agent (self, tags);
  if (self->expires != CF_TIME_UNKNOWN && self->signed_at != CF_TIME_UNKNOWN && self->expires <= self->signed_at)
    cf_domain_signature_settle (self, CF_DKIM_FAIL, "x= is not after t=");
}

CfDomainSignature *
cf_domain_signature_read (CfDomainSignatureKind kind, const CfDomainField *field)
{
  CfDomainSignature *self = g_new0 (CfDomainSignature, 1);
  CfDomainTags tags;

  self->kind = kind;
  self->field = field;
  self->limit = CF_MIME_PASS_WHOLE;
  self->signed_at = CF_TIME_UNKNOWN;
  self->expires = CF_TIME_UNKNOWN;
  self->place = -1;
  self->result = CF_DKIM_NEUTRAL;
  if (cf_domain_read_tags (field->value, &tags))
    read_tags (self, &tags);
  else
    refuse (self, "it is no list of tags");

  return self;
}

guint
cf_domain_signature_count (const CfDomainSignature *self, const char *name)
{
  CfSpan rest = self->h;
  guint n = 0;
  CfSpan word;

  while (cf_domain_next_word (&rest, &word))
    n += cf_span_is_nocase (word, name);

  return n;
}

gboolean
cf_domain_signature_covers (const CfDomainSignature *self, const CfDomainHeader *header, const char *name)
{
  return cf_domain_signature_count (self, name) >= cf_domain_header_count (header, cf_span_str (name));
}

void
cf_domain_signature_check_time (CfDomainSignature *self, CfTime moment)
{
  if (self->expires != CF_TIME_UNKNOWN && moment != CF_TIME_UNKNOWN && self->expires < moment)
    cf_domain_signature_settle (self, CF_DKIM_FAIL, "the signature has expired");
}

void
cf_domain_signature_add_to_pass (CfDomainSignature *self, CfMimePass *pass, CfSpan body)
{
  if (!self->settled)
    self->place = (int) cf_mime_pass_add (pass, body, self->body_form, CF_DIGEST_SHA256, self->limit);
}

void
cf_domain_signature_check_body (CfDomainSignature *self, const CfMimePass *pass)
{
  CfSpan found;
  guint64 length;

  if (self->settled || self->place < 0)
    return;

  length = cf_mime_pass_get_length (pass, (guint) self->place);
  found = cf_digest_set_get (cf_mime_pass_get (pass, (guint) self->place), CF_DIGEST_SHA256);
  self->whole_body = self->limit >= length;
  self->body_differs = memcmp (found.data, self->body_hash, sizeof self->body_hash) != 0;
  /* RFC 6376 section 3.5: l= must not be more than there is. */
  if (self->limit != CF_MIME_PASS_WHOLE && self->limit > length)
    cf_domain_signature_settle (self, CF_DKIM_FAIL, "the body is shorter than l=");
  else if (self->body_differs)
    cf_domain_signature_settle (self, CF_DKIM_FAIL, "body hash differs");
}

void
cf_domain_signature_free (CfDomainSignature *self)
{
  if (self == NULL)
    return;

  g_free (self->domain);
  g_free (self->selector);
  g_free (self->name);
  g_free (self->agent);
  g_free (self->algorithm_name);
  g_free (self->cv);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}
