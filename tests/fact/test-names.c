/* test-names.c — the names of the report and of the evidence */
#include <string.h>

#include "cf-evidence.h"
#include "cf-name.h"

/* Lower case words parted by hyphens: the names are typed, spoken and compared. */
static gboolean
is_plain (const char *name)
{
  return *name != '\0' && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (name) &&
         !g_str_has_prefix (name, "-") && !g_str_has_suffix (name, "-");
}

typedef const char *(*GetName) (guint value);
typedef gboolean (*Find) (const char *name, guint *out_value);

typedef struct {
  const char *type;
  guint n_values;
  const char *const *names;
  GetName get_name;
  Find find;
} Enumeration;

/* The functions of one enumeration behind a common type. */
#define CF_NAMES(Type, prefix)                                                  \
  static const char *get_##prefix (guint value) { return prefix##_get_name ((Type) value); } \
  static gboolean find_##prefix (const char *name, guint *out_value)            \
  {                                                                             \
    Type value;                                                                 \
    gboolean found = prefix##_find (name, &value);                              \
    if (found)                                                                  \
      *out_value = value;                                                       \
    return found;                                                               \
  }                                                                             \
  static const char *const names_##prefix[] = {
#define CF_NAME(VALUE, name) [VALUE] = name,
#define CF_NAMES_END(Type, prefix) };
#include "cf-name-table.h"

static const Enumeration enumerations[] = {
#define CF_NAMES(Type, prefix) \
  { #Type, G_N_ELEMENTS (names_##prefix), names_##prefix, get_##prefix, find_##prefix },
#define CF_NAME(VALUE, name)
#define CF_NAMES_END(Type, prefix)
#include "cf-name-table.h"
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (enumerations); i++) {
    const Enumeration *enumeration = &enumerations[i];

    g_test_message ("%s", enumeration->type);
    for (guint value = 0; value < enumeration->n_values; value++) {
      const char *name = enumeration->names[value];
      guint found = G_MAXUINT;

      /* Values run from 0 without a gap. */
      g_assert_nonnull (name);
      g_assert_cmpstr (enumeration->get_name (value), ==, name);
      /* Only the chain problem NONE, JSON null, has no name. */
      g_assert_true (is_plain (name) || (value == 0 && g_str_equal (enumeration->type, "CfChainProblem")));
      g_assert_true (enumeration->find (name, &found));
      g_assert_cmpuint (found, ==, value);
    }
  }
}

static void
test_unknown_names (void)
{
  static const char *const names[] = { "nonsense", "Good", "good ", " good", "GOOD", "goodx", "goo" };

  for (guint i = 0; i < G_N_ELEMENTS (enumerations); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++) {
      guint value = 42;

      g_assert_false (enumerations[i].find (names[j], &value));
      g_assert_cmpuint (value, ==, 42);
    }
}

/* The contract of the report: a new name is added, no name changes. */
static void
test_contract (void)
{
  g_assert_cmpstr (cf_verdict_kind_get_name (CF_VERDICT_VERIFIED), ==, "verified");
  g_assert_cmpstr (cf_verdict_kind_get_name (CF_VERDICT_VERIFIED_DOMAIN), ==, "verified-domain");
  g_assert_cmpstr (cf_verdict_kind_get_name (CF_VERDICT_UNSIGNED), ==, "unsigned");
  g_assert_cmpstr (cf_verdict_kind_get_name (CF_VERDICT_MISSING_CERTIFICATE), ==, "missing-certificate");
  g_assert_cmpstr (cf_verdict_kind_get_name (CF_VERDICT_UNTRUSTED), ==, "untrusted");
  g_assert_cmpstr (cf_verdict_kind_get_name (CF_VERDICT_INVALID), ==, "invalid");
  g_assert_cmpstr (cf_verdict_kind_get_name (CF_VERDICT_UNDETERMINED), ==, "undetermined");
  g_assert_cmpstr (cf_severity_get_name (CF_SEVERITY_DANGER), ==, "danger");
  /* In the order of alarm: the maximum of several is the message's. */
  g_assert_cmpint (CF_SEVERITY_GOOD, <, CF_SEVERITY_NEUTRAL);
  g_assert_cmpint (CF_SEVERITY_NEUTRAL, <, CF_SEVERITY_CAUTION);
  g_assert_cmpint (CF_SEVERITY_CAUTION, <, CF_SEVERITY_DANGER);
  g_assert_cmpint (CF_EXPECTATION_USUAL, <, CF_EXPECTATION_EXPECTED);
  g_assert_cmpint (CF_EXPECTATION_EXPECTED, <, CF_EXPECTATION_REQUIRED);
}

/* A fresh struct says the least. */
static void
test_zero_is_no_claim (void)
{
  g_assert_cmpint (CF_SMIME_FORM_NONE, ==, 0);
  g_assert_cmpint (CF_COVERAGE_NONE, ==, 0);
  g_assert_cmpint (CF_HEADER_PROTECTION_NONE, ==, 0);
  g_assert_cmpint (CF_SIGNER_MALFORMED, ==, 0);
  g_assert_cmpint (CF_ASSURANCE_UNKNOWN, ==, 0);
  g_assert_cmpint (CF_REVOCATION_NOT_CHECKED, ==, 0);
  g_assert_cmpint (CF_STANDING_UNKNOWN, ==, 0);
  g_assert_cmpint (CF_VERDICT_UNDETERMINED, ==, 0);
}

typedef struct {
  const char *says;
  guint n_bits;
  const char *(*get_name) (guint bit);
  CfEvidenceKind (*get_kind) (guint bit);
  CfEvidence (*get_mask) (CfEvidenceKind kind);
  gboolean (*find) (const char *name, CfEvidence *out_evidence);
} EvidenceSet;

static const EvidenceSet sets[] = {
  { "signer", CF_SIGNER_N_BITS, cf_evidence_get_signer_name, cf_evidence_get_signer_kind,
    cf_evidence_get_signer_mask, cf_evidence_find_signer },
  { "domain", CF_DOMAIN_N_BITS, cf_evidence_get_domain_name, cf_evidence_get_domain_kind,
    cf_evidence_get_domain_mask, cf_evidence_find_domain },
  { "message", CF_MESSAGE_N_BITS, cf_evidence_get_message_name, cf_evidence_get_message_kind,
    cf_evidence_get_message_mask, cf_evidence_find_message },
};

static void
test_evidence_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    for (guint bit = 0; bit < sets[i].n_bits; bit++) {
      CfEvidence evidence = 0;

      g_assert_true (is_plain (sets[i].get_name (bit)));
      g_assert_true (sets[i].find (sets[i].get_name (bit), &evidence));
      g_assert_cmpuint (evidence, ==, G_GUINT64_CONSTANT (1) << bit);
    }
}

static void
test_evidence_unknown (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++) {
    CfEvidence evidence = 42;

    g_assert_false (sets[i].find ("nonsense", &evidence));
    g_assert_false (sets[i].find ("", &evidence));
    g_assert_cmpuint (evidence, ==, 42);
  }
}

/* Every bit is of exactly one kind. */
static void
test_evidence_masks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++) {
    CfEvidence good = sets[i].get_mask (CF_EVIDENCE_GOOD);
    CfEvidence bad = sets[i].get_mask (CF_EVIDENCE_BAD);
    CfEvidence state = sets[i].get_mask (CF_EVIDENCE_STATE);
    CfEvidence all = sets[i].n_bits == 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << sets[i].n_bits) - 1;

    g_assert_cmpuint (good & bad, ==, 0);
    g_assert_cmpuint (good & state, ==, 0);
    g_assert_cmpuint (bad & state, ==, 0);
    g_assert_cmpuint (good | bad | state, ==, all);
    g_assert_cmpuint (good, !=, 0);
    g_assert_cmpuint (bad, !=, 0);

    for (guint bit = 0; bit < sets[i].n_bits; bit++)
      g_assert_true (sets[i].get_mask (sets[i].get_kind (bit)) & (G_GUINT64_CONSTANT (1) << bit));
  }
}

/* The bits by name are the rows by position. */
static void
test_evidence_bits (void)
{
#define CF_SIGNER_EVIDENCE(NAME, name, kind)                                    \
  g_assert_cmpstr (cf_evidence_get_signer_name (CF_SIGNER_BIT_##NAME), ==, name); \
  g_assert_cmpint (cf_evidence_get_signer_kind (CF_SIGNER_BIT_##NAME), ==, CF_EVIDENCE_##kind);
#define CF_MESSAGE_EVIDENCE(NAME, name, kind)                                   \
  g_assert_cmpstr (cf_evidence_get_message_name (CF_MESSAGE_BIT_##NAME), ==, name); \
  g_assert_cmpint (cf_evidence_get_message_kind (CF_MESSAGE_BIT_##NAME), ==, CF_EVIDENCE_##kind);
#include "cf-evidence-table.h"
}

/* Every danger of a signer has the positive opposite that good rows need. */
static void
test_evidence_opposites (void)
{
  static const CfEvidence good[] = {
    CF_S (INTACT), CF_S (ADDRESS_MATCH), CF_S (STRONG), CF_S (CHAIN_STANDS), CF_S (USAGE_FITS), CF_S (STOOD_AT_TIME),
    CF_S (REVOCATION_SETTLED),
  };
  static const CfEvidence bad[] = {
    CF_S (ALTERED), CF_S (OTHER_ADDRESS), CF_S (WEAK_KEY), CF_S (CHAIN_FAILS), CF_S (WRONG_USAGE),
    CF_S (EXPIRED_BEFORE_ARRIVAL), CF_S (REVOCATION_UNKNOWN),
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_assert_true (cf_evidence_get_signer_mask (CF_EVIDENCE_GOOD) & good[i]);
    g_assert_true (cf_evidence_get_signer_mask (CF_EVIDENCE_BAD) & bad[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fact/names/all", test_names);
  g_test_add_func ("/fact/names/unknown", test_unknown_names);
  g_test_add_func ("/fact/names/contract", test_contract);
  g_test_add_func ("/fact/names/zero-is-no-claim", test_zero_is_no_claim);
  g_test_add_func ("/fact/evidence/names", test_evidence_names);
  g_test_add_func ("/fact/evidence/unknown", test_evidence_unknown);
  g_test_add_func ("/fact/evidence/masks", test_evidence_masks);
  g_test_add_func ("/fact/evidence/bits", test_evidence_bits);
  g_test_add_func ("/fact/evidence/opposites", test_evidence_opposites);
  return g_test_run ();
}
