/* cf-digest.c — several digests of the same bytes in one pass */
#include "cf-digest.h"

#include "cf-openssl.h"

struct _CfDigester {
  guint mask;
  EVP_MD_CTX *context[CF_DIGEST_N_KINDS];
};

static const struct {
  const char *name;
  const EVP_MD *(*get) (void);
  gsize length;
} kinds[CF_DIGEST_N_KINDS] = {
  { "sha256", EVP_sha256, 32 },
  { "sha384", EVP_sha384, 48 },
  { "sha512", EVP_sha512, 64 },
};

/* OpenSSL's digests fail only for bugs and out of memory.  (Not g_assert() around
 * the call itself: a build without assertions would not digest at all.) */
static void
must (int result)
{
  g_assert (result == 1);
}

CfDigester *
cf_digester_new (guint mask)
{
  CfDigester *self = g_new0 (CfDigester, 1);

  self->mask = mask;
  for (guint i = 0; i < CF_DIGEST_N_KINDS; i++)
    if (mask & (1u << i)) {
      self->context[i] = EVP_MD_CTX_new ();
      must (EVP_DigestInit_ex (self->context[i], kinds[i].get (), NULL));
    }

  return self;
}

void
cf_digester_update (CfDigester *self, CfSpan bytes)
{
  for (guint i = 0; i < CF_DIGEST_N_KINDS; i++)
    if (self->context[i] != NULL)
      must (EVP_DigestUpdate (self->context[i], bytes.data, bytes.length));
}

void
cf_digester_finish (CfDigester *self, CfDigestSet *out)
{
  memset (out, 0, sizeof *out);
  out->mask = self->mask;
  for (guint i = 0; i < CF_DIGEST_N_KINDS; i++)
    if (self->context[i] != NULL)
      must (EVP_DigestFinal_ex (self->context[i], out->value[i], NULL));
}

void
cf_digester_free (CfDigester *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < CF_DIGEST_N_KINDS; i++)
    EVP_MD_CTX_free (self->context[i]);
  g_free (self);
}

static guint
kind_index (CfDigestKind kind)
{
  for (guint i = 0; i < CF_DIGEST_N_KINDS; i++)
    if (kind == (CfDigestKind) (1u << i))
      return i;

  g_assert_not_reached ();
}

CfSpan
cf_digest_set_get (const CfDigestSet *set, CfDigestKind kind)
{
  guint i = kind_index (kind);

  return (set->mask & kind) ? cf_span (set->value[i], kinds[i].length) : cf_span (NULL, 0);
}

const char *
cf_digest_get_name (CfDigestKind kind)
{
  return kinds[kind_index (kind)].name;
}

char *
cf_digest_to_hex (CfSpan bytes)
{
  static const char digits[] = "0123456789abcdef";
  char *out = g_malloc (2 * bytes.length + 1);

  for (gsize i = 0; i < bytes.length; i++) {
    out[2 * i] = digits[bytes.data[i] >> 4];
    out[2 * i + 1] = digits[bytes.data[i] & 0x0f];
  }
  out[2 * bytes.length] = '\0';

  return out;
}
