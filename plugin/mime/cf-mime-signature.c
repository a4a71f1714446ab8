/* cf-mime-signature.c — parts -> what the signature covers (MEANING section 3)
 *
 * Only the root body signed is "whole"; of nested layers the outermost counts.
 * What is not clearly one of the two forms of RFC 8551 section 3 is never whole.
 */
#include "cf-mime-internal.h"

typedef enum {
  KIND_OTHER,
  KIND_SIGNED,    /* multipart/signed with CMS */
  KIND_OPAQUE,    /* signed data with its content; or CMS that does not say what it is */
  KIND_ENCRYPTED,
  KIND_CERTS_ONLY,
  KIND_FOREIGN_ENCRYPTED, /* multipart/encrypted: OpenPGP */
} Kind;

/* What a CMS part is by its smime-type; a missing or unknown one is left to cms. */
static const struct {
  const char *smime_type;
  Kind kind;
} smime_types[] = {
  { "signed-data", KIND_OPAQUE },
  { "compressed-data", KIND_OPAQUE },
  { "enveloped-data", KIND_ENCRYPTED },
  { "authenveloped-data", KIND_ENCRYPTED },
  { "certs-only", KIND_CERTS_ONLY },
};

static const CfSmimeForm forms[] = {
  [KIND_OTHER] = CF_SMIME_FORM_NONE,
  [KIND_SIGNED] = CF_SMIME_FORM_DETACHED,
  [KIND_OPAQUE] = CF_SMIME_FORM_OPAQUE,
  [KIND_ENCRYPTED] = CF_SMIME_FORM_ENCRYPTED,
  [KIND_CERTS_ONLY] = CF_SMIME_FORM_CERTS_ONLY,
  [KIND_FOREIGN_ENCRYPTED] = CF_SMIME_FORM_NONE,
};

static gboolean
is_signature_type (const char *type)
{
  return g_strcmp0 (type, "application/pkcs7-signature") == 0 ||
         g_strcmp0 (type, "application/x-pkcs7-signature") == 0;
}

gboolean
cf_mime_is_cms_type (const char *type)
{
  return g_strcmp0 (type, "application/pkcs7-mime") == 0 || g_strcmp0 (type, "application/x-pkcs7-mime") == 0;
}

static gboolean
has_name (const CfMimePart *part, const char *suffix)
{
  g_autofree char *name = part->filename == NULL ? NULL : g_ascii_strdown (part->filename, -1);

  return name != NULL && g_str_has_suffix (name, suffix);
}

static Kind
get_cms_kind (const CfMimePart *part)
{
  for (guint i = 0; i < G_N_ELEMENTS (smime_types); i++)
    if (g_strcmp0 (part->smime_type, smime_types[i].smime_type) == 0)
      return smime_types[i].kind;

  return KIND_OPAQUE;
}

/* Without protocol (RFC 1847 wants it) the second part must say what it is;
 * a protocol of something else, OpenPGP say, is not S/MIME. */
static Kind
get_signed_kind (const CfMime *self, guint index)
{
  const CfMimePart *part = &cf_mime_node (self, index)->part;
  int second = cf_mime_get_child (self, (int) index, 1);

  if (part->protocol != NULL)
    return is_signature_type (part->protocol) ? KIND_SIGNED : KIND_OTHER;

  return second >= 0 && is_signature_type (cf_mime_node (self, second)->part.type) ? KIND_SIGNED
                                                                                           : KIND_OTHER;
}

static Kind
get_kind (const CfMime *self, guint index)
{
  const CfMimePart *part = &cf_mime_node (self, index)->part;

  if (g_strcmp0 (part->type, "multipart/signed") == 0)
    return get_signed_kind (self, index);
  if (g_strcmp0 (part->type, "multipart/encrypted") == 0)
    return KIND_FOREIGN_ENCRYPTED;
  if (cf_mime_is_cms_type (part->type))
    return get_cms_kind (part);
  /* RFC 8551 section 3.2.2: some senders know no better type; deeper down it is any file. */
  if (index == 0 && g_strcmp0 (part->type, "application/octet-stream") == 0 && has_name (part, ".p7m"))
    return KIND_OPAQUE;

  return KIND_OTHER;
}

/* A document that was signed before it was attached; a mail's own is called smime.p7m or nothing. */
static gboolean
is_signed_file (const CfMimePart *part)
{
  return part->attachment && part->filename != NULL && g_ascii_strcasecmp (part->filename, "smime.p7m") != 0;
}

static gboolean
is_attached (const CfMime *self, int index)
{
  const CfMimeNode *node = cf_mime_node (self, index);

  if (node->enclosed || (cf_mime_is_cms_type (node->part.type) && is_signed_file (&node->part)))
    return TRUE;
  if (g_str_has_prefix (node->part.type, "multipart/") && node->part.attachment && index > 0)
    return TRUE;

  return node->part.parent > 0 && is_attached (self, node->part.parent);
}

static gboolean
is_blank (CfSpan span)
{
  for (gsize i = 0; i < span.length; i++)
    if (!g_ascii_isspace (span.data[i]))
      return FALSE;

  return TRUE;
}

static gboolean
contains (CfSpan span, const char *text)
{
  return span.length > 0 && memmem (span.data, span.length, text, strlen (text)) != NULL;
}

/* Whether a delimiter could be in there: some programs compare only the beginning
 * of the boundary, some end a line at CR, and some where their buffer ends. */
static gboolean
has_delimiter (CfSpan span, const char *boundary)
{
  g_autofree char *delimiter = g_strconcat ("--", boundary, NULL);

  if (contains (span, delimiter))
    return TRUE;

  for (gsize i = 0; i + 2 <= span.length; i++)
    if (span.data[i] == '-' && span.data[i + 1] == '-' &&
        (i == 0 || span.data[i - 1] == '\n' || span.data[i - 1] == '\r'))
      return TRUE;

  return FALSE;
}

/* Text before the first part ("This is a signed message in MIME format") is
 * usual and shown by nobody; text behind the last part is neither usual nor
 * meant by the signer.  Neither before the first part nor inside the signature,
 * which is not signed itself, may anything look like one more part. */
static gboolean
is_frame_clean (const CfMimeNode *node, const CfMimePart *signature)
{
  return !has_delimiter (node->preamble, node->boundary) && !has_delimiter (signature->whole, node->boundary) &&
         is_blank (node->epilogue);
}

static int
find_signature_child (const CfMime *self, int parent)
{
  int child = -1;

  for (guint nth = 1; (child = cf_mime_get_child (self, parent, nth)) >= 0; nth++)
    if (is_signature_type (cf_mime_node (self, child)->part.type))
      return child;

  return -1;
}

/* More than "smime" or "signature", and no room for a sentence: the name is not signed, and Claws Mail shows it
 * below the text. */
#define MAX_STEM_BYTES 12u

/* "S/MIME Cryptographic Signature" in any language. */
#define MAX_DESCRIPTION_CHARS 48

/* Longer names of gateways, "electronic-signature.p7s": of these words no sentence can be made, a few at most. */
#define MAX_STEM_WORDS 4u

static gboolean
is_of_plain_words (const char *stem, gsize length)
{
  static const char *const words[] = { "cryptographic", "digital", "electronic", "email", "message", "signature", "signed", "smime",
                                       NULL };
  g_autofree char *lower = g_ascii_strdown (stem, (gssize) length);
  g_auto (GStrv) parts = g_strsplit_set (lower, "-_", -1);

  if (g_strv_length (parts) > MAX_STEM_WORDS)
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++) {
    if (!g_strv_contains (words, parts[i]))
      return FALSE;
  }

  return TRUE;
}

/* Whether a file name says nothing but that this is CMS: no program opens it as something else, and nobody reads a
 * message in it. */
static gboolean
is_cms_name (const char *name)
{
  static const char *const endings[] = { ".p7s", ".p7m", ".p7c", ".p7z" };
  gsize stem = strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_");

  if (stem > MAX_STEM_BYTES && !is_of_plain_words (name, stem))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (name + stem, endings[i]) == 0)
      return TRUE;

  return FALSE;
}

/* Whether one field gives the part no name, or such a one. */
static gboolean
has_cms_name (CfSpan header, const char *field_name, CfMimeParameter parameter)
{
  g_autoptr (CfMimeContent) content = NULL;
  CfMimeField field;

  if (!cf_mime_header_find (header, field_name, &field))
    return TRUE;
  /* A second form of the name (RFC 2231) may say something else. */
  if (memchr (field.value.data, '*', field.value.length) != NULL)
    return FALSE;

  content = cf_mime_content_read (&field);
  return content->parameter[parameter] == NULL || is_cms_name (content->parameter[parameter]);
}

/* Some clients show the description of a part in place of its name. */
static gboolean
has_cms_description (CfSpan header)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;
  gboolean unknown = FALSE;
  CfMimeField field;

  if (!cf_mime_header_find (header, "Content-Description", &field))
    return TRUE;

  text = cf_mime_words_decode (&field, &unknown);
  folded = g_utf8_strdown (text, -1);
  return !unknown && g_utf8_strlen (text, -1) <= MAX_DESCRIPTION_CHARS && strpbrk (text, "0123456789@<>") == NULL &&
         (*text == '\0' || strstr (folded, "s/mime") != NULL || strstr (folded, "signature") != NULL);
}

/* CMS has room for unsigned bytes, and what is called invoice.html is a document to whoever opens it. */
static gboolean
is_named_as_cms (const CfMimePart *part)
{
  return has_cms_name (part->header, "Content-Type", CF_MIME_PARAMETER_NAME) &&
         has_cms_name (part->header, "Content-Disposition", CF_MIME_PARAMETER_FILENAME) &&
         has_cms_description (part->header);
}

gboolean
cf_mime_is_named_as_cms (const CfMime *self)
{
  return is_named_as_cms (&cf_mime_node (self, 0)->part);
}

static void
fill_detached (const CfMime *self, int index, CfMimeSignature *out)
{
  const CfMimeNode *node = cf_mime_node (self, index);
  int entity = cf_mime_get_child (self, index, 0);
  int signature = find_signature_child (self, index);

  out->form = CF_SMIME_FORM_DETACHED;
  if (signature < 0 || is_signature_type (cf_mime_node (self, entity)->part.type))
    return;

  out->entity = entity;
  out->signature = signature;
  out->coverage = CF_COVERAGE_PARTIAL;
  if (index == 0 && node->n_children == 2 && is_frame_clean (node, &cf_mime_node (self, signature)->part) &&
      is_named_as_cms (&cf_mime_node (self, signature)->part))
    out->coverage = CF_COVERAGE_WHOLE;
}

static void
fill_signature (const CfMime *self, int index, CfMimeSignature *out)
{
  Kind kind = get_kind (self, index);

  *out = (CfMimeSignature) { forms[kind], CF_COVERAGE_NONE, -1, -1 };
  if (kind == KIND_SIGNED) {
    fill_detached (self, index, out);
  } else if (out->form != CF_SMIME_FORM_NONE) {
    out->signature = index;
    if (kind == KIND_OPAQUE)
      out->coverage = index == 0 && is_named_as_cms (&cf_mime_node (self, 0)->part) ? CF_COVERAGE_WHOLE
                                                                                    : CF_COVERAGE_PARTIAL;
  }
}

static int
find_own (const CfMime *self)
{
  Kind root = get_kind (self, 0);

  if (forms[root] != CF_SMIME_FORM_NONE)
    return 0;

  for (guint i = 1; i < self->nodes->len; i++) {
    Kind kind = get_kind (self, i);

    if ((kind == KIND_SIGNED || kind == KIND_OPAQUE) && !is_attached (self, (int) i))
      return (int) i;
  }

  return -1;
}

static void
state_attached (const CfMime *self, int own, CfFacts *facts)
{
  for (guint i = 0; i < self->nodes->len; i++) {
    const CfMimePart *part = &cf_mime_node (self, i)->part;
    Kind kind = get_kind (self, i);
    CfAttachedSignature *attached = NULL;

    if ((int) i == own || forms[kind] == CF_SMIME_FORM_NONE)
      continue;

    attached = cf_facts_add_attached (facts);
    attached->part = g_strdup (part->number);
    attached->form = forms[kind];
    attached->summary = g_strdup (part->type);
    if (own < 0 && (kind == KIND_SIGNED || kind == KIND_OPAQUE))
      facts->evidence |= CF_M (SIGNED_INSIDE);
  }
}

static void
hide_signature_parts (const CfMime *self)
{
  for (guint i = 0; i < self->nodes->len; i++) {
    int signature = get_kind (self, i) == KIND_SIGNED ? find_signature_child (self, (int) i) : -1;

    if (signature >= 0)
      cf_mime_node (self, signature)->part.displayed = FALSE;
  }
}

static void
state_coverage (const CfMimeSignature *signature, CfFacts *facts)
{
  facts->smime.form = signature->form;
  facts->smime.coverage = signature->coverage;
  if (signature->coverage == CF_COVERAGE_WHOLE)
    facts->evidence |= CF_M (COVERAGE_WHOLE);
  if (signature->coverage == CF_COVERAGE_PARTIAL)
    facts->evidence |= CF_M (COVERAGE_PARTIAL);
}

void
cf_mime_find_signature (CfMime *self, CfFacts *facts)
{
  CfMimeSignature *signature = &self->signature;
  int own = find_own (self);

  *signature = (CfMimeSignature) { CF_SMIME_FORM_NONE, CF_COVERAGE_NONE, -1, -1 };
  if (own >= 0)
    fill_signature (self, own, signature);

  /* Beyond a limit there may be parts that nobody looked at. */
  if (self->limit != 0)
    signature->coverage = CF_COVERAGE_NONE;

  hide_signature_parts (self);
  state_coverage (signature, facts);
  state_attached (self, own, facts);
}
