/* cf-cert-constraint.c — for whose mail an authority may vouch: path -> refusal
 *
 * Name constraints for mailboxes (RFC 5280 section 4.2.1.10, RFC 9598 section
 * 6).  OpenSSL 3.0 checks them too, but of SmtpUTF8Mailbox it knows only the
 * form of RFC 8398: it turns the constraint into U-labels and compares these
 * with the A-labels that RFC 9598 asks for, so that an excluded domain is not
 * excluded and a permitted one is refused.  All other names stay with OpenSSL.
 */
#include "cf-cert-internal.h"

#include "cf-text.h"

/* What a mailbox is compared as. */
typedef struct {
  char *local;
  char *domain; /* A-labels, lower case */
} Mailbox;

typedef enum { SUBTREE_OUTSIDE, SUBTREE_INSIDE, SUBTREE_UNREADABLE } Subtree;

static void
clear_mailbox (Mailbox *self)
{
  g_free (self->local);
  g_free (self->domain);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mailbox, clear_mailbox)

/* (transfer full) (nullable): NULL with a NUL byte or invalid UTF-8 inside */
static char *
dup_text (const ASN1_STRING *string)
{
  const char *data = (const char *) ASN1_STRING_get0_data (string);
  gsize length = (gsize) ASN1_STRING_length (string);

  if (length > CF_LIMIT_ADDRESS_BYTES || !g_utf8_validate_len (data, length, NULL))
    return NULL;

  return g_strndup (data, length);
}

/* The domain stands after the last "@": a quoted local part may hold others. */
static gboolean
read_mailbox (const ASN1_STRING *string, Mailbox *out)
{
  g_autofree char *text = dup_text (string);
  const char *at = text == NULL ? NULL : strrchr (text, '@');

  if (at == NULL || at == text)
    return FALSE;

  out->local = g_strndup (text, (gsize) (at - text));
  out->domain = cf_cert_dup_domain (at + 1);
  return out->domain != NULL;
}

/* "host" is that host, ".domain" every host below it. */
static gboolean
is_host_inside (const char *domain, const char *host)
{
  gsize n = strlen (domain);
  gsize h = strlen (host);

  if (*host != '.')
    return g_ascii_strcasecmp (domain, host) == 0;

  return n > h && g_ascii_strcasecmp (domain + n - h, host) == 0;
}

/* A local part that differs in its case matches From with a note (MEANING section 2), so it must not slip out
 * of what is excluded, nor into what is permitted. */
static gboolean
is_local_inside (const Mailbox *mailbox, const char *local, gsize length, gboolean excluded)
{
  if (strlen (mailbox->local) != length)
    return FALSE;

  return excluded ? g_ascii_strncasecmp (mailbox->local, local, length) == 0
                  : memcmp (mailbox->local, local, length) == 0;
}

static Subtree
compare (const GENERAL_SUBTREE *subtree, const Mailbox *mailbox, gboolean excluded)
{
  g_autofree char *base = dup_text (subtree->base->d.rfc822Name);
  const char *at = base == NULL ? NULL : strrchr (base, '@');
  const char *host = at == NULL ? base : at + 1;

  /* RFC 5280: minimum is zero and maximum absent, always. */
  if (base == NULL || !cf_text_is_ascii (base) || subtree->maximum != NULL ||
      (subtree->minimum != NULL && ASN1_INTEGER_get (subtree->minimum) != 0))
    return SUBTREE_UNREADABLE;

  /* Nobody says what an empty one means: it may forbid everything, never permit it. */
  if (*host == '\0')
    return excluded ? SUBTREE_INSIDE : SUBTREE_OUTSIDE;
  if (!is_host_inside (mailbox->domain, host))
    return SUBTREE_OUTSIDE;
  if (at != NULL && at != base && !is_local_inside (mailbox, base, (gsize) (at - base), excluded))
    return SUBTREE_OUTSIDE;

  return SUBTREE_INSIDE;
}

/* Whether the subtrees of @list let the mailbox through; @excluded says which list it is. */
static gboolean
is_mailbox_allowed_by (STACK_OF (GENERAL_SUBTREE) * list, const Mailbox *mailbox, gboolean excluded)
{
  gboolean has_any = FALSE;
  gboolean inside = FALSE;

  for (int i = 0; i < sk_GENERAL_SUBTREE_num (list); i++) {
    const GENERAL_SUBTREE *subtree = sk_GENERAL_SUBTREE_value (list, i);
    Subtree found;

    if (subtree->base->type != GEN_EMAIL)
      continue;

    found = compare (subtree, mailbox, excluded);
    if (found == SUBTREE_UNREADABLE)
      return FALSE;
    has_any = TRUE;
    inside = inside || found == SUBTREE_INSIDE;
  }

  return excluded ? !inside : inside || !has_any;
}

static gboolean
is_smtp_utf8 (const GENERAL_NAME *name)
{
  return name->type == GEN_OTHERNAME && OBJ_obj2nid (name->d.otherName->type_id) == NID_id_on_SmtpUTF8Mailbox;
}

static gboolean
has_subtree (STACK_OF (GENERAL_SUBTREE) * list, gboolean (*is_wanted) (const GENERAL_NAME *))
{
  for (int i = 0; i < sk_GENERAL_SUBTREE_num (list); i++)
    if (is_wanted (sk_GENERAL_SUBTREE_value (list, i)->base))
      return TRUE;

  return FALSE;
}

static gboolean
is_email (const GENERAL_NAME *name)
{
  return name->type == GEN_EMAIL;
}

static gboolean
constrains (const NAME_CONSTRAINTS *constraints, gboolean (*is_wanted) (const GENERAL_NAME *))
{
  return has_subtree (constraints->permittedSubtrees, is_wanted) ||
         has_subtree (constraints->excludedSubtrees, is_wanted);
}

/* What cannot be read as a mailbox is inside nothing that is permitted. */
static gboolean
is_string_allowed (const NAME_CONSTRAINTS *constraints, const ASN1_STRING *string)
{
  g_auto (Mailbox) mailbox = { NULL, NULL };

  if (!constrains (constraints, is_email))
    return TRUE;

  return read_mailbox (string, &mailbox) &&
         is_mailbox_allowed_by (constraints->excludedSubtrees, &mailbox, TRUE) &&
         is_mailbox_allowed_by (constraints->permittedSubtrees, &mailbox, FALSE);
}

static gboolean
is_alternative_allowed (const NAME_CONSTRAINTS *constraints, const GENERAL_NAME *name)
{
  if (name->type == GEN_EMAIL)
    return is_string_allowed (constraints, name->d.rfc822Name);
  if (!is_smtp_utf8 (name))
    return TRUE;

  /* RFC 9598 section 6: a constraint of that form itself means nothing that anybody could check. */
  return !constrains (constraints, is_smtp_utf8) && name->d.otherName->value->type == V_ASN1_UTF8STRING &&
         is_string_allowed (constraints, name->d.otherName->value->value.utf8string);
}

static int
count_subtrees (const NAME_CONSTRAINTS *constraints)
{
  return MAX (0, sk_GENERAL_SUBTREE_num (constraints->permittedSubtrees)) +
         MAX (0, sk_GENERAL_SUBTREE_num (constraints->excludedSubtrees));
}

static gboolean
are_alternatives_allowed (const NAME_CONSTRAINTS *constraints, X509 *certificate)
{
  g_autoptr (GENERAL_NAMES) list = X509_get_ext_d2i (certificate, NID_subject_alt_name, NULL, NULL);

  if (sk_GENERAL_NAME_num (list) * count_subtrees (constraints) > (int) CF_LIMIT_NAME_COMPARISONS)
    return FALSE;

  for (int i = 0; i < sk_GENERAL_NAME_num (list); i++)
    if (!is_alternative_allowed (constraints, sk_GENERAL_NAME_value (list, i)))
      return FALSE;

  return TRUE;
}

/* The old place of addresses; bound always, not only where there is no alternative name. */
static gboolean
is_subject_allowed (const NAME_CONSTRAINTS *constraints, X509 *certificate)
{
  const X509_NAME *subject = X509_get_subject_name (certificate);
  int i = -1;

  while ((i = X509_NAME_get_index_by_NID (subject, NID_pkcs9_emailAddress, i)) >= 0)
    if (!is_string_allowed (constraints, X509_NAME_ENTRY_get_data (X509_NAME_get_entry (subject, i))))
      return FALSE;

  return TRUE;
}

/* RFC 5280 section 6.1.4 (g): not for self-issued authorities between. */
static gboolean
is_bound (const CfCertPath *path, guint index)
{
  return index == 0 || (X509_get_extension_flags (cf_cert_path_get (path, index)) & EXFLAG_SI) == 0;
}

gboolean
cf_cert_path_check_mailboxes (const CfCertPath *path)
{
  for (guint above = 1; above < path->certificates->len; above++) {
    g_autoptr (NAME_CONSTRAINTS) constraints =
        X509_get_ext_d2i (cf_cert_path_get (path, above), NID_name_constraints, NULL, NULL);

    if (constraints == NULL)
      continue;

    for (guint below = 0; below < above; below++) {
      X509 *certificate = cf_cert_path_get (path, below);

      if (is_bound (path, below) && !(are_alternatives_allowed (constraints, certificate) &&
                                      is_subject_allowed (constraints, certificate)))
        return FALSE;
    }
  }

  return TRUE;
}

static void
drop_mailboxes (STACK_OF (GENERAL_SUBTREE) * list)
{
  for (int i = sk_GENERAL_SUBTREE_num (list) - 1; i >= 0; i--)
    if (sk_GENERAL_SUBTREE_value (list, i)->base->type == GEN_EMAIL)
      GENERAL_SUBTREE_free (sk_GENERAL_SUBTREE_delete (list, i));
}

/* Without subtrees an empty list stays, which stands for none. */
static gboolean
allows_other_names (X509 *authority, X509 *certificate)
{
  g_autoptr (NAME_CONSTRAINTS) constraints = X509_get_ext_d2i (authority, NID_name_constraints, NULL, NULL);

  if (constraints == NULL)
    return X509_get_ext_by_NID (authority, NID_name_constraints, -1) < 0;

  drop_mailboxes (constraints->permittedSubtrees);
  drop_mailboxes (constraints->excludedSubtrees);
  return NAME_CONSTRAINTS_check (certificate, constraints) == X509_V_OK &&
         NAME_CONSTRAINTS_check_CN (certificate, constraints) == X509_V_OK;
}

static gboolean
has_smtp_utf8 (X509 *certificate)
{
  g_autoptr (GENERAL_NAMES) list = X509_get_ext_d2i (certificate, NID_subject_alt_name, NULL, NULL);

  for (int i = 0; i < sk_GENERAL_NAME_num (list); i++)
    if (is_smtp_utf8 (sk_GENERAL_NAME_value (list, i)))
      return TRUE;

  return FALSE;
}

gboolean
cf_cert_path_is_only_mailbox (const CfCertPath *path, X509 *certificate)
{
  guint index = 0;

  if (!has_smtp_utf8 (certificate) || !g_ptr_array_find (path->certificates, certificate, &index))
    return FALSE;

  for (guint above = index + 1; above < path->certificates->len; above++)
    if (!allows_other_names (cf_cert_path_get (path, above), certificate))
      return FALSE;

  return TRUE;
}
