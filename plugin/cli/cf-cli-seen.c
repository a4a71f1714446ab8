/* cf-cli-seen.c — names -> a set of digests, open addressing: 16 to 64 bytes a name */
#include "cf-cli-seen.h"

#include <string.h>

#include "cf-digest.h"

#define FIRST_SLOTS ((gsize) 256)

/* The first 128 bits of a SHA-256: two names that share them cannot be made, so none is passed over for another. */
typedef struct {
  guint64 high, low;
} Key;

/* @slots: a power of two; all zero is empty */
struct _CfCliSeen {
  Key *keys;
  gsize slots;
  gsize used;
};

static Key
make_key (const char *name)
{
  CfDigester *digester = cf_digester_new (CF_DIGEST_SHA256);
  CfDigestSet set;
  Key key;

  cf_digester_update (digester, cf_span (name, strlen (name)));
  cf_digester_finish (digester, &set);
  cf_digester_free (digester);
  memcpy (&key, cf_digest_set_get (&set, CF_DIGEST_SHA256).data, sizeof key);
  return key;
}

static gboolean
is_empty (const Key *key)
{
  return key->high == 0 && key->low == 0;
}

/* Where @key is, or where it belongs. */
static Key *
find (Key *keys, gsize slots, const Key *key)
{
  gsize at = key->low & (slots - 1);

  while (!is_empty (&keys[at]) && (keys[at].high != key->high || keys[at].low != key->low))
    at = (at + 1) & (slots - 1);

  return &keys[at];
}

static void
grow (CfCliSeen *self)
{
  gsize slots = self->slots * 2;
  Key *keys = g_new0 (Key, slots);

  for (gsize i = 0; i < self->slots; i++)
    if (!is_empty (&self->keys[i]))
      *find (keys, slots, &self->keys[i]) = self->keys[i];

  g_free (self->keys);
  self->keys = keys;
  self->slots = slots;
}

CfCliSeen *
cf_cli_seen_new (void)
{
  CfCliSeen *self = g_new0 (CfCliSeen, 1);

  self->slots = FIRST_SLOTS;
  self->keys = g_new0 (Key, self->slots);
  return self;
}

gboolean
cf_cli_seen_has (const CfCliSeen *self, const char *name)
{
  Key key = make_key (name);

  return !is_empty (find (self->keys, self->slots, &key));
}

gboolean
cf_cli_seen_add (CfCliSeen *self, const char *name)
{
  Key key = make_key (name);
  Key *place;

  if (4 * (self->used + 1) > 3 * self->slots)
    grow (self);
  place = find (self->keys, self->slots, &key);
  if (!is_empty (place))
    return FALSE;

  *place = key;
  self->used++;
  return TRUE;
}

guint64
cf_cli_seen_get_n (const CfCliSeen *self)
{
  return self->used;
}

void
cf_cli_seen_free (CfCliSeen *self)
{
  if (self == NULL)
    return;

  g_free (self->keys);
  g_free (self);
}
