/* cf-cert-subject.c — the number of an organisation and the name of a person: parts -> facts
 *
 * S/MIME Baseline Requirements sections 7.1.4.2.2 and 7.1.6.3.  What is stated
 * here counts only where the class of the certificate says that somebody
 * checked it.
 */
#include "cf-cert-internal.h"

#define MAX_REFERENCE_BYTES 64u

/* ETSI EN 319 412-1 section 5.1.4 and the requirements' appendix A. */
static const char *const schemes[] = { "NTR", "VAT", "PSD", "LEI", "GOV", "INT" };

/* The check digit of a Japanese corporate number stands first: 9 less the sum of the others, weighted 1 and 2
 * from the right, modulo 9 (Ordinance on the Corporate Number, article 2). */
static gboolean
is_corporate_number (const char *digits)
{
  guint sum = 0;

  if (strlen (digits) != 13 || strspn (digits, "0123456789") != 13)
    return FALSE;

  for (guint n = 1; n <= 12; n++)
    sum += (guint) g_ascii_digit_value (digits[13 - n]) * (n % 2 == 1 ? 1 : 2);

  return (guint) g_ascii_digit_value (digits[0]) == 9 - sum % 9;
}

/* ISO 17442: 20 letters and digits, by ISO 7064 modulo 97. */
static gboolean
is_legal_entity (const char *text)
{
  guint rest = 0;

  if (strlen (text) != 20)
    return FALSE;

  for (const char *p = text; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      rest = (rest * 10 + (guint) g_ascii_digit_value (*p)) % 97;
    else if (g_ascii_isupper (*p))
      rest = (rest * 100 + (guint) (*p - 'A') + 10) % 97;
    else
      return FALSE;
  }

  return rest == 1;
}

static gboolean
is_scheme (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (text, schemes[i]))
      return TRUE;

  return FALSE;
}

/* "NTRJP-…", "VATDE-…", "NTRUS+CA-…": scheme, country, perhaps a state, and the number. */
static gboolean
is_registration (const char *text)
{
  gsize state;
  const char *reference;

  if (strlen (text) < 7 || !is_scheme (text) || !g_ascii_isupper (text[3]) || !g_ascii_isupper (text[4]))
    return FALSE;

  state = text[5] == '+' ? 1 + strspn (text + 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") : 0;
  if (state == 1 || text[5 + state] != '-')
    return FALSE;

  /* Registers number with letters, digits and a few marks; what was made visible has others. */
  reference = text + 6 + state;
  if (*reference == '\0' || strlen (reference) > MAX_REFERENCE_BYTES ||
      reference[strspn (reference, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-./:_")] != '\0')
    return FALSE;

  if (g_str_has_prefix (text, "NTRJP-"))
    return is_corporate_number (reference);

  return !g_str_has_prefix (text, "LEI") ||
         (g_str_has_prefix (text, "LEIXG-") && is_legal_entity (reference));
}

/* The only entry of its kind; NULL for none or several: nobody can tell which is meant. */
static char *
dup_only_entry (X509 *certificate, int nid)
{
  const X509_NAME *subject = X509_get_subject_name (certificate);
  int first = X509_NAME_get_index_by_NID (subject, nid, -1);

  if (first < 0 || X509_NAME_get_index_by_NID (subject, nid, first) >= 0)
    return NULL;

  return cf_cert_dup_name_entry (subject, nid);
}

char *
cf_cert_dup_registration (X509 *certificate)
{
  g_autofree char *text = dup_only_entry (certificate, NID_organizationIdentifier);

  return text != NULL && is_registration (text) ? g_steal_pointer (&text) : NULL;
}

static gboolean
is_east_asian (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    switch (g_unichar_get_script (g_utf8_get_char (p))) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
      return TRUE;
    default:
      break;
    }

  return FALSE;
}

char *
cf_cert_dup_person (X509 *certificate, gboolean *out_pseudonym)
{
  g_autofree char *given = dup_only_entry (certificate, NID_givenName);
  g_autofree char *surname = dup_only_entry (certificate, NID_surname);

  *out_pseudonym = FALSE;
  if (given != NULL && surname != NULL)
    return is_east_asian (surname) ? g_strconcat (surname, " ", given, NULL)
                                   : g_strconcat (given, " ", surname, NULL);
  if (given != NULL || surname != NULL)
    return given != NULL ? g_steal_pointer (&given) : g_steal_pointer (&surname);

  *out_pseudonym = X509_NAME_get_index_by_NID (X509_get_subject_name (certificate), NID_pseudonym, -1) >= 0;
  return dup_only_entry (certificate, NID_pseudonym);
}
