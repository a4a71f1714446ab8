/* cf-cert-address.c — whose address the certificate is for: parts -> facts
 *
 * MEANING section 2.  X509_check_email() is not used: it falls back to the
 * subject and compares local parts without their case.
 */
#include "cf-cert-internal.h"

#include "cf-text.h"

/* How two addresses compare, the better the larger. */
typedef enum { MATCH_NONE, MATCH_CASE_DIFFERS, MATCH_EXACT } Match;

/* What the names of a certificate are collected for. */
typedef struct {
  GPtrArray *shown;  /* (element-type utf8): safe to show, whatever they are */
  GPtrArray *usable; /* (element-type utf8): those that have the form of an address */
} Names;

/* RFC 5322 atext and dots, also where RFC 5322 does not want them ("a..b@"); no quotes. */
static gboolean
is_local_char (char c, gboolean utf8)
{
  if ((c & 0x80) != 0)
    return utf8;

  return g_ascii_isalnum (c) || strchr ("!#$%&'*+-/=?^_`{|}~.", c) != NULL;
}

/* The one "@", NULL for none, several, or a local part that only quotes could hold. */
static const char *
find_at (const char *address, gboolean utf8)
{
  const char *at = strchr (address, '@');

  if (at == NULL || at == address || strchr (at + 1, '@') != NULL ||
      strlen (address) > CF_LIMIT_ADDRESS_BYTES)
    return NULL;

  for (const char *p = address; p < at; p++)
    if (!is_local_char (*p, utf8))
      return NULL;

  return at;
}

static char *
dup_ascii_domain (const char *domain)
{
  if (*domain == '\0')
    return NULL;

  for (const char *p = domain; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-._", *p) == NULL)
      return NULL;

  return g_ascii_strdown (domain, -1);
}

/* A-labels in lower case.  A name that changes on the way there and back is
 * nobody's: IDNA 2003 takes "ß" for "ss", which is another domain today. */
char *
cf_cert_dup_domain (const char *domain)
{
  g_autofree char *ascii = NULL;
  g_autofree char *back = NULL;
  g_autofree char *lower = NULL;

  if (cf_text_is_ascii (domain))
    return dup_ascii_domain (domain);

  ascii = cf_text_domain_to_ascii (domain);
  if (ascii == NULL)
    return NULL;

  back = g_hostname_to_unicode (ascii);
  lower = g_utf8_strdown (domain, -1);
  return g_strcmp0 (back, lower) == 0 ? dup_ascii_domain (ascii) : NULL;
}

static Match
compare_locals (const char *a, const char *b, gsize length)
{
  if (memcmp (a, b, length) == 0)
    return MATCH_EXACT;

  return g_ascii_strncasecmp (a, b, length) == 0 ? MATCH_CASE_DIFFERS : MATCH_NONE;
}

char *
cf_cert_dup_address_domain (const char *address)
{
  const char *at = find_at (address, TRUE);

  return at == NULL ? NULL : cf_cert_dup_domain (at + 1);
}

/* Only one of both could hold what is not ASCII in its local part. */
static Match
compare_addresses (const char *from, const char *name)
{
  gboolean utf8 = !cf_text_is_ascii (name);
  const char *from_at = find_at (from, utf8);
  const char *name_at = find_at (name, utf8);
  g_autofree char *from_domain = NULL;
  g_autofree char *name_domain = NULL;
  Match match;

  if (from_at == NULL || name_at == NULL || from_at - from != name_at - name)
    return MATCH_NONE;

  match = compare_locals (from, name, (gsize) (from_at - from));
  if (match == MATCH_NONE)
    return MATCH_NONE;

  from_domain = cf_cert_dup_domain (from_at + 1);
  name_domain = cf_cert_dup_domain (name_at + 1);
  return from_domain != NULL && cf_text_equal (from_domain, name_domain) ? match : MATCH_NONE;
}

/* RFC 9598 section 3: SmtpUTF8Mailbox is only for local parts that are not ASCII; rfc822Name is all ASCII. */
static gboolean
is_in_its_form (const char *name, gboolean utf8)
{
  g_autofree char *local = g_strndup (name, strcspn (name, "@"));

  return utf8 ? g_utf8_validate (name, -1, NULL) && !cf_text_is_ascii (local) : cf_text_is_ascii (name);
}

/* Shows the name, and keeps it unless it could never be an address. */
static void
take_name (Names *names, CfSpan name, gboolean utf8)
{
  g_autofree char *text = NULL;

  if (names->shown->len >= CF_LIMIT_CERT_ADDRESSES)
    return;

  g_ptr_array_add (names->shown, cf_text_make_visible ((const char *) name.data, (gssize) name.length));
  if (name.length == 0 || memchr (name.data, '\0', name.length) != NULL)
    return;

  text = cf_span_dup (name);
  if (is_in_its_form (text, utf8) && find_at (text, utf8) != NULL)
    g_ptr_array_add (names->usable, g_steal_pointer (&text));
}

static CfSpan
span_of (const ASN1_STRING *string)
{
  return cf_span (ASN1_STRING_get0_data (string), (gsize) ASN1_STRING_length (string));
}

static void
take_alternative (Names *names, const GENERAL_NAME *name)
{
  const OTHERNAME *other = name->d.otherName;

  if (name->type == GEN_EMAIL)
    take_name (names, span_of (name->d.rfc822Name), FALSE);
  else if (name->type == GEN_OTHERNAME && OBJ_obj2nid (other->type_id) == NID_id_on_SmtpUTF8Mailbox &&
           other->value->type == V_ASN1_UTF8STRING)
    take_name (names, span_of (other->value->value.utf8string), TRUE);
}

static void
take_alternatives (Names *names, X509 *certificate)
{
  /* NULL also where there are two such extensions or one cannot be read: then no name counts. */
  g_autoptr (GENERAL_NAMES) list = X509_get_ext_d2i (certificate, NID_subject_alt_name, NULL, NULL);

  for (int i = 0; i < sk_GENERAL_NAME_num (list); i++)
    take_alternative (names, sk_GENERAL_NAME_value (list, i));
}

/* The old place of addresses (RFC 8550 section 3), only where policy allows it. */
static void
take_subject (Names *names, X509 *certificate)
{
  const X509_NAME *subject = X509_get_subject_name (certificate);
  int i = -1;

  while ((i = X509_NAME_get_index_by_NID (subject, NID_pkcs9_emailAddress, i)) >= 0)
    take_name (names, span_of (X509_NAME_ENTRY_get_data (X509_NAME_get_entry (subject, i))), FALSE);
}

static void
take_names (Names *names, X509 *certificate, const CfCertRules *rules)
{
  take_alternatives (names, certificate);
  if (rules->subject_address)
    take_subject (names, certificate);
}

GPtrArray *
cf_cert_dup_addresses (X509 *certificate, const CfCertRules *rules)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_free);
  Names names = { shown, g_ptr_array_new_with_free_func (g_free) };

  take_names (&names, certificate, rules);
  return names.usable;
}

void
cf_cert_check_address (X509 *certificate, const CfCertContext *context, CfSignerFacts *signer)
{
  const char *from = context->sender->address;
  g_autoptr (GPtrArray) usable = g_ptr_array_new_with_free_func (g_free);
  Names names = { signer->addresses, usable };
  Match match = MATCH_NONE;

  take_names (&names, certificate, context->rules);
  for (guint i = 0; from != NULL && i < usable->len; i++)
    match = MAX (match, compare_addresses (from, g_ptr_array_index (usable, i)));

  signer->address_match = match != MATCH_NONE;
  if (match != MATCH_NONE)
    signer->evidence |= CF_S (ADDRESS_MATCH);
  if (match == MATCH_CASE_DIFFERS)
    signer->evidence |= CF_S (CASE_DIFFERS);
  if (match == MATCH_NONE && from != NULL)
    signer->evidence |= CF_S (OTHER_ADDRESS);
}
