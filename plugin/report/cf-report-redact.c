/* cf-report-redact.c — facts -> facts without what is private (RIBBON section 5)
 *
 * Codes, rules, versions, times, certificates, domains and comparisons stay;
 * subject, names of persons and local parts go.  The words of the report are
 * made again from the redacted facts, so no sentence can leak what a fact hides.
 */
#include "cf-report-private.h"

#include <string.h>

#define REDACTED "(redacted)"

/* Signs of a local part that may stand in plain text (RFC 5322 section 3.2.3). */
#define LOCAL_PART_SIGNS ".!#$%&'*+-/=?^_`{|}~"

/**
 * Redactor:
 * @numbers: address -> its number: one address is the same "u1@" everywhere
 * @hidden: names that belong to a person, wherever they stand again
 */
typedef struct {
  GHashTable *numbers;
  GHashTable *hidden;
} Redactor;

static void
set_text (char **text, const char *value)
{
  char *copy = g_strdup (value);

  g_free (*text);
  *text = copy;
}

static char *
redact_address (Redactor *self, const char *address)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, address));
  const char *at = strrchr (address, '@');

  if (number == 0) {
    number = g_hash_table_size (self->numbers) + 1;
    g_hash_table_insert (self->numbers, g_strdup (address), GUINT_TO_POINTER (number));
  }

  /* Where an over-long address was cut, what follows the "@" may still be the local part. */
  if (at == NULL || g_str_has_suffix (address, "…"))
    return g_strdup_printf ("u%u", number);
  return g_strdup_printf ("u%u%s", number, at);
}

static void
hide_address (Redactor *self, char **address)
{
  g_autofree char *hidden = *address == NULL ? NULL : redact_address (self, *address);

  set_text (address, hidden);
}

static void
hide_addresses (Redactor *self, GPtrArray *addresses)
{
  for (guint i = 0; i < addresses->len; i++) {
    char **address = (char **) &g_ptr_array_index (addresses, i);

    hide_address (self, address);
  }
}

static gboolean
is_local_part (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80 || (c != '\0' && strchr (LOCAL_PART_SIGNS, c) != NULL);
}

static gboolean
is_domain (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80 || c == '-' || c == '.';
}

/* A text of our own, such as "bank.policy:3 [sender sato@bank.example]", with each address hidden. */
static void
hide_addresses_within (Redactor *self, char **text)
{
  GString *out = g_string_new (NULL);
  const char *p = *text;
  const char *at;

  while (p != NULL && (at = strchr (p, '@')) != NULL) {
    const char *start = at;
    const char *end = at + 1;
    g_autofree char *address = NULL;
    g_autofree char *hidden = NULL;

    while (start > p && is_local_part (start[-1]))
      start--;
    while (is_domain (*end))
      end++;
    address = g_strndup (start, end - start);
    hidden = redact_address (self, address);
    g_string_append_len (out, p, start - p);
    g_string_append (out, hidden);
    p = end;
  }

  if (p != NULL)
    set_text (text, g_string_append (out, p)->str);
  g_string_free (out, TRUE);
}

/* Folders of a path hold the name of whoever is logged in.  What stands behind @end is left as it is. */
static void
hide_folders (char **text, const char *end)
{
  const char *slash = *text == NULL ? NULL : g_strrstr_len (*text, end == NULL ? -1 : end - *text, "/");

  if (slash != NULL)
    set_text (text, slash + 1);
}

static void
redact_policy (Redactor *self, CfPolicyFacts *policy)
{
  hide_folders (&policy->source, policy->source == NULL ? NULL : g_strrstr (policy->source, " ["));
  hide_folders (&policy->problem, NULL);
  hide_addresses_within (self, &policy->source);
  hide_addresses_within (self, &policy->problem);
  hide_addresses_within (self, &policy->organization);
  hide_addresses_within (self, &policy->exempt);
}

/* What another server wrote: domains stay, everything else may name a person. */
static void
redact_property (Redactor *self, CfAuthProperty *property)
{
  hide_addresses_within (self, &property->value);
  if (strspn (property->value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._@") != strlen (property->value))
    set_text (&property->value, REDACTED);
}

static void
redact_method (Redactor *self, CfAuthMethod *method)
{
  set_text (&method->reason, NULL);
  for (guint i = 0; i < method->properties->len; i++)
    redact_property (self, g_ptr_array_index (method->properties, i));
}

static void
redact_domain (Redactor *self, CfDomainFacts *domain)
{
  for (guint i = 0; i < domain->authentication_results->len; i++) {
    const CfAuthResults *field = g_ptr_array_index (domain->authentication_results, i);

    for (guint k = 0; k < field->methods->len; k++)
      redact_method (self, g_ptr_array_index (field->methods, k));
  }
}

/* A word of the message stays only if it is one: a field name, a media type. */
static void
redact_word (char **word)
{
  if (*word != NULL && strspn (*word, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-+./_") != strlen (*word))
    set_text (word, REDACTED);
}

static void
redact_sender (Redactor *self, CfSenderFacts *sender)
{
  set_text (&sender->display_name, NULL);
  hide_address (self, &sender->address);
  hide_addresses (self, sender->from_addresses);
  hide_address (self, &sender->sender);
  hide_address (self, &sender->reply_to);
}

/**
 * Visit:
 * @own: the certificate is the signer's, not an issuer's
 *
 * One certificate of a signer.
 */
typedef struct {
  const CfSignerFacts *signer;
  CfCertFacts *certificate;
  gboolean own;
} Visit;

typedef void (*Visitor) (Redactor *self, const Visit *visit);

/* Calls @visitor for every certificate of a signer. */
static void
visit_certificates (Redactor *self, CfSignerFacts *signer, Visitor visitor)
{
  Visit visit = { signer, signer->certificate, TRUE };

  if (visit.certificate != NULL)
    visitor (self, &visit);

  for (guint i = 0; i < signer->chain.certificates->len; i++) {
    visit.certificate = g_ptr_array_index (signer->chain.certificates, i);
    visit.own = i == 0;
    visitor (self, &visit);
  }
}

/* Only a certificate of an organisation alone names no person. */
static void
note_person (Redactor *self, const Visit *visit)
{
  if (!visit->own || visit->signer->assurance == CF_ASSURANCE_ORGANIZATION)
    return;

  g_hash_table_add (self->hidden, g_strdup (visit->certificate->subject));
  g_hash_table_add (self->hidden, g_strdup (visit->certificate->subject_name));
}

/* A name goes where it is a person's, holds an address, or holds bytes in hexadecimal (RFC 4514 section 2.4)
 * that may. */
static void
redact_name (Redactor *self, char **name)
{
  if (*name != NULL && (g_hash_table_contains (self->hidden, *name) || strchr (*name, '@') != NULL ||
                        strstr (*name, "=#") != NULL))
    set_text (name, REDACTED);
}

static void
redact_certificate (Redactor *self, const Visit *visit)
{
  CfCertFacts *certificate = visit->certificate;

  redact_name (self, &certificate->subject);
  redact_name (self, &certificate->subject_name);
  redact_name (self, &certificate->issuer);
  redact_name (self, &certificate->issuer_name);
  redact_name (self, &certificate->issuer_organization);
  /* The subject once more, in another form. */
  if (cf_text_equal (certificate->subject, REDACTED))
    set_text (&certificate->names, REDACTED);
  redact_name (self, &certificate->names);
  set_text (&certificate->der, NULL);
}

static void
redact_signers (Redactor *self, GPtrArray *signers)
{
  for (guint i = 0; i < signers->len; i++)
    visit_certificates (self, g_ptr_array_index (signers, i), note_person);

  for (guint i = 0; i < signers->len; i++) {
    CfSignerFacts *signer = g_ptr_array_index (signers, i);

    visit_certificates (self, signer, redact_certificate);
    redact_name (self, &signer->chain.anchor);
    redact_name (self, &signer->organization);
    set_text (&signer->person, signer->person == NULL ? NULL : REDACTED);
    hide_addresses (self, signer->addresses);
  }
}

/* A deep copy.  What cannot be copied is left out rather than shown. */
static CfFacts *
copy_facts (const CfFacts *facts)
{
  CfReportRoom room = { .bytes_left = G_MAXSIZE };
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (CfFacts) copy = cf_facts_new ();

  cf_report_write_fields (object, cf_report_fact_fields, facts, &room);
  if (!cf_report_read_fields (object, cf_report_fact_fields, copy, NULL)) {
    g_clear_pointer (&copy, cf_facts_free);
    copy = cf_facts_new ();
    copy->evidence = facts->evidence;
    copy->domain.evidence = facts->domain.evidence;
  }

  return g_steal_pointer (&copy);
}

CfFacts *
cf_report_redact (const CfFacts *facts)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Redactor self = { numbers, hidden };
  CfFacts *copy = copy_facts (facts);

  set_text (&copy->source, NULL);
  set_text (&copy->message_id, NULL);
  set_text (&copy->subject, NULL);
  redact_sender (&self, &copy->sender);
  redact_signers (&self, copy->smime.signers);
  redact_policy (&self, &copy->policy);
  redact_domain (&self, &copy->domain);
  hide_address (&self, &copy->claim.address);
  hide_address (&self, &copy->claim.real_form);
  redact_word (&copy->smime.protected_field);
  redact_word (&copy->ambiguous_field);
  for (guint i = 0; i < copy->attached_signatures->len; i++) {
    CfAttachedSignature *attached = g_ptr_array_index (copy->attached_signatures, i);

    redact_word (&attached->part);
    redact_word (&attached->summary);
  }

  return copy;
}
