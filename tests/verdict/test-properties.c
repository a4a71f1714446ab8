/* test-properties.c — what must hold for all evidence
 *
 * Taking good evidence away or adding bad evidence never makes a message
 * greener; what did not run is never good; two half-good signers never add up
 * to a good one; no verdict is without a deciding reason.
 */
#include "cf-test-facts.h"

#include "cf-verdict-rules.h"

#define N_RANDOM 200000
/* All pairs of signers are a million: with sanitizers, which look for other things, some of them. */
#ifdef CF_SANITIZED
#define PAIR_STEP 13
#else
#define PAIR_STEP 1
#endif

/* A mail without signature from a registered domain that is proved. */
#define GOOD_DOMAIN_MESSAGE                                                                                  \
  (CF_M (HEADERS_STRICT) | CF_M (ONE_FROM) | CF_M (CHARSETS_READ) | CF_M (WITHIN_LIMITS) |                   \
   CF_M (POLICY_READ) | CF_M (HISTORY_SETTLED) | CF_M (CLAIM_LOOKED) | CF_M (NO_SIGNATURE) | CF_M (DOMAIN_PROVED))
#define GOOD_DOMAIN (CF_D (DKIM_ALIGNED) | CF_D (DMARC_PASS) | CF_D (BADGE_REGISTERED))

static GRand *
seeded (void)
{
  return g_rand_new_with_seed (20261122);
}

static CfEvidence
random_subset (GRand *rand, CfEvidence of)
{
  CfEvidence random = ((CfEvidence) g_rand_int (rand) << 32) | g_rand_int (rand);

  return random & of;
}

static CfEvidence
all_bits (guint n)
{
  return (G_GUINT64_CONSTANT (1) << n) - 1;
}

static CfEvidence
pick_bit (GRand *rand, CfEvidence of)
{
  guint bit;

  do
    bit = (guint) g_rand_int_range (rand, 0, 64);
  while (!(of & (G_GUINT64_CONSTANT (1) << bit)));
  return G_GUINT64_CONSTANT (1) << bit;
}

/* Evidence near green, so that changes matter: all good bits but a few, a few bad ones. */
static CfEvidence
random_near_good (GRand *rand, CfEvidence good, CfEvidence rest)
{
  CfEvidence evidence = good;

  if (g_rand_boolean (rand))
    evidence &= ~random_subset (rand, random_subset (rand, random_subset (rand, good)));
  return evidence | random_subset (rand, random_subset (rand, random_subset (rand, random_subset (rand, rest))));
}

static CfFacts *
random_facts (GRand *rand)
{
  CfEvidence rest = all_bits (CF_SIGNER_N_BITS), message_rest = all_bits (CF_MESSAGE_N_BITS);
  CfEvidence message = random_near_good (rand, GOOD_MESSAGE, message_rest);
  CfEvidence first = g_rand_int_range (rand, 0, 8) ? random_near_good (rand, GOOD_SIGNER, rest) : 0;
  CfEvidence second = first != 0 && g_rand_boolean (rand) ? random_near_good (rand, GOOD_SIGNER, rest) : 0;
  CfFacts *facts;

  /* Every fourth is a mail without a signature, whose domain may make it green. */
  if (g_rand_int_range (rand, 0, 4) == 0) {
    message = random_near_good (rand, GOOD_DOMAIN_MESSAGE, message_rest);
    first = second = 0;
  }
  facts = facts_with (message, first, second);
  facts->domain.evidence = random_near_good (rand, GOOD_DOMAIN, all_bits (CF_DOMAIN_N_BITS));
  return facts;
}

static CfEvidence *
signer_evidence (CfFacts *facts, guint index)
{
  return &((CfSignerFacts *) g_ptr_array_index (facts->smime.signers, index))->evidence;
}

/* Adds one bad piece somewhere. */
static void
worsen (GRand *rand, CfFacts *facts)
{
  guint n = facts->smime.signers->len;
  guint where = (guint) g_rand_int_range (rand, 0, (gint32) n + 2);

  if (where == n + 1)
    facts->domain.evidence |= pick_bit (rand, cf_evidence_get_domain_mask (CF_EVIDENCE_BAD));
  else if (where == n)
    facts->evidence |= pick_bit (rand, cf_evidence_get_message_mask (CF_EVIDENCE_BAD));
  else
    *signer_evidence (facts, where) |= pick_bit (rand, cf_evidence_get_signer_mask (CF_EVIDENCE_BAD));
}

/* Takes one good piece away. */
static void
weaken (GRand *rand, CfFacts *facts)
{
  guint n = facts->smime.signers->len;
  guint where = (guint) g_rand_int_range (rand, 0, (gint32) n + 2);

  if (where == n + 1)
    facts->domain.evidence &= ~pick_bit (rand, cf_evidence_get_domain_mask (CF_EVIDENCE_GOOD));
  else if (where == n)
    facts->evidence &= ~pick_bit (rand, cf_evidence_get_message_mask (CF_EVIDENCE_GOOD));
  else
    *signer_evidence (facts, where) &= ~pick_bit (rand, cf_evidence_get_signer_mask (CF_EVIDENCE_GOOD));
}

static void
test_bad_evidence_never_helps (void)
{
  g_autoptr (GRand) rand = seeded ();
  guint n_green = 0;

  for (guint i = 0; i < N_RANDOM; i++) {
    g_autoptr (CfFacts) facts = random_facts (rand);
    g_autoptr (CfJudgement) before = cf_verdict_judge (facts);
    g_autoptr (CfJudgement) after = NULL;

    worsen (rand, facts);
    after = cf_verdict_judge (facts);
    n_green += before->severity == CF_SEVERITY_GOOD;
    g_assert_cmpint (after->severity, >=, before->severity);
  }
  /* The test means something only while green is reached. */
  g_assert_cmpuint (n_green, >, N_RANDOM / 100);
}

static void
test_lost_evidence_never_turns_green (void)
{
  g_autoptr (GRand) rand = seeded ();
  guint n_lost = 0;

  for (guint i = 0; i < N_RANDOM; i++) {
    g_autoptr (CfFacts) facts = random_facts (rand);
    g_autoptr (CfJudgement) before = cf_verdict_judge (facts);
    g_autoptr (CfJudgement) after = NULL;

    weaken (rand, facts);
    after = cf_verdict_judge (facts);
    n_lost += before->severity == CF_SEVERITY_GOOD && after->severity != CF_SEVERITY_GOOD;
    if (after->severity == CF_SEVERITY_GOOD)
      g_assert_cmpint (before->severity, ==, CF_SEVERITY_GOOD);
  }
  g_assert_cmpuint (n_lost, >, N_RANDOM / 1000);
}

/* Each single piece that green needs, when it is missing, takes green away. */
static void
test_green_needs_every_piece (void)
{
  for (guint bit = 0; bit < CF_MESSAGE_N_BITS; bit++) {
    CfEvidence one = G_GUINT64_CONSTANT (1) << bit;
    g_autoptr (CfFacts) facts = facts_with (GOOD_MESSAGE & ~one, GOOD_SIGNER, 0);
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);

    if (cf_approval_rules[0].message & one)
      g_assert_cmpint (judgement->verdict, !=, CF_VERDICT_VERIFIED);
  }

  for (guint bit = 0; bit < 2 * CF_SIGNER_N_BITS; bit++) {
    CfEvidence one = G_GUINT64_CONSTANT (1) << bit / 2;
    CfEvidence good = bit % 2 == 0 ? GOOD_SIGNER : RECORDED_SIGNER;
    g_autoptr (CfFacts) facts = facts_with (GOOD_MESSAGE, good & ~one, 0);
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);

    g_assert_cmpint (judgement->verdict == CF_VERDICT_VERIFIED, ==, (good & one) == 0);
  }
}

/* The same for a mail without signature: what makes its domain good. */
static void
test_domain_green_needs_every_piece (void)
{
  g_autoptr (CfFacts) whole = facts_with (GOOD_DOMAIN_MESSAGE, 0, 0);
  g_autoptr (CfJudgement) judgement = NULL;

  whole->domain.evidence = GOOD_DOMAIN;
  judgement = cf_verdict_judge (whole);
  g_assert_cmpint (judgement->verdict, ==, CF_VERDICT_VERIFIED_DOMAIN);
  g_assert_cmpint (judgement->severity, ==, CF_SEVERITY_GOOD);

  for (guint bit = 0; bit < CF_MESSAGE_N_BITS; bit++) {
    g_autoptr (CfFacts) facts = facts_with (GOOD_DOMAIN_MESSAGE & ~(G_GUINT64_CONSTANT (1) << bit), 0, 0);
    g_autoptr (CfJudgement) without = NULL;

    facts->domain.evidence = GOOD_DOMAIN;
    without = cf_verdict_judge (facts);
    if (GOOD_DOMAIN_MESSAGE & (G_GUINT64_CONSTANT (1) << bit))
      g_assert_cmpint (without->verdict, !=, CF_VERDICT_VERIFIED_DOMAIN);
  }
}

/* What MEANING sections 4 and 10 say in prose, written a second time. */
static gboolean
is_fully_good (CfEvidence e)
{
  return ((e & GOOD_SIGNER) == GOOD_SIGNER || (e & RECORDED_SIGNER) == RECORDED_SIGNER) && !(e & CF_S (CHAIN_FAILS));
}

/* Good rows need good evidence only; the one green rule needs nothing bad. */
static void
test_good_rows_need_only_good (void)
{
  CfEvidence bad = cf_evidence_get_signer_mask (CF_EVIDENCE_BAD);

  for (guint i = 0; i < cf_n_signer_rules; i++)
    if (cf_signer_rules[i].standing == CF_STANDING_GOOD) {
      g_assert_cmpuint (cf_signer_rules[i].needs & bad, ==, 0);
      g_assert_true (is_fully_good (cf_signer_rules[i].needs));
    }
  for (guint i = 0; i < cf_n_approval_rules; i++) {
    g_assert_cmpuint (cf_approval_rules[i].message & cf_evidence_get_message_mask (CF_EVIDENCE_BAD), ==, 0);
    g_assert_cmpuint (cf_approval_rules[i].domain & cf_evidence_get_domain_mask (CF_EVIDENCE_BAD), ==, 0);
  }
  g_assert_cmpint (cf_approval_rules[0].verdict, ==, CF_VERDICT_VERIFIED);
  g_assert_cmpuint (cf_approval_rules[0].message & cf_evidence_get_message_mask (CF_EVIDENCE_STATE), ==, 0);
}

static int
rank (CfStanding standing)
{
  static const int ranks[] = { [CF_STANDING_DANGER] = 0, [CF_STANDING_CAUTION] = 1, [CF_STANDING_UNKNOWN] = 2, [CF_STANDING_GOOD] = 3 };

  return ranks[standing];
}

/* Danger, caution, unknown, good; what follows the good rows lacks something and is unknown; the last needs nothing. */
static void
test_signer_rules_are_ordered (void)
{
  const CfSignerRule *last = &cf_signer_rules[cf_n_signer_rules - 1];
  gboolean seen_good = FALSE;

  for (guint i = 1; i < cf_n_signer_rules; i++) {
    if (cf_signer_rules[i - 1].standing == CF_STANDING_GOOD)
      seen_good = TRUE;
    if (seen_good && cf_signer_rules[i].standing != CF_STANDING_GOOD)
      g_assert_cmpint (cf_signer_rules[i].standing, ==, CF_STANDING_UNKNOWN);
    else
      g_assert_cmpint (rank (cf_signer_rules[i].standing), >=, rank (cf_signer_rules[i - 1].standing));
  }
  g_assert_true (seen_good);
  g_assert_cmpuint (last->needs, ==, 0);
  g_assert_cmpint (last->standing, ==, CF_STANDING_UNKNOWN);
  g_assert_false (last->meets);
}

static void
test_always_a_deciding_reason (void)
{
  g_autoptr (GRand) rand = seeded ();

  for (guint i = 0; i < N_RANDOM; i++) {
    CfEvidence message = random_subset (rand, all_bits (CF_MESSAGE_N_BITS));
    CfEvidence first = random_subset (rand, all_bits (CF_SIGNER_N_BITS));
    g_autoptr (CfFacts) facts = facts_with (message, first, 0);
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);

    g_assert_cmpuint (judgement->reasons->len, >, 0);
    g_assert_cmpint (cf_judgement_get_deciding (judgement)->severity, ==, judgement->severity);
    g_assert_cmpuint (judgement->standings->len, ==, facts->smime.signers->len);
  }
}

/* --- All combinations of two signers --- */

static const CfEvidence status_axis[] = {
  CF_S (INTACT) | CF_S (STRONG), CF_S (ALTERED), CF_S (MALFORMED), CF_S (UNSUPPORTED), CF_S (UNSUPPORTED) | CF_S (WEAK_DIGEST),
  CF_S (INTACT) | CF_S (WEAK_KEY), 0,
};
static const CfEvidence address_axis[] = { CF_S (ADDRESS_MATCH), CF_S (OTHER_ADDRESS), CF_S (ADDRESS_MATCH) | CF_S (CASE_DIFFERS), 0 };
static const CfEvidence chain_axis[] = {
  CF_S (CHAIN_STANDS) | CF_S (USAGE_FITS),
  CF_S (CHAIN_FAILS) | CF_S (ISSUER_UNKNOWN) | CF_S (USAGE_FITS),
  CF_S (CHAIN_FAILS) | CF_S (CHAIN_INCOMPLETE) | CF_S (USAGE_FITS),
  CF_S (CHAIN_FAILS) | CF_S (CHAIN_REFUSED) | CF_S (USAGE_FITS),
  CF_S (CHAIN_STANDS) | CF_S (CHAIN_FAILS) | CF_S (WRONG_USAGE),
  CF_S (CHAIN_FAILS),
};
static const CfEvidence time_axis[] = {
  CF_S (STOOD_AT_TIME), CF_S (STOOD_AT_TIME) | CF_S (EXPIRED_SINCE), CF_S (EXPIRED_ARRIVAL_UNKNOWN),
  CF_S (CHAIN_FAILS) | CF_S (EXPIRED_BEFORE_ARRIVAL), CF_S (CHAIN_FAILS) | CF_S (NOT_YET_VALID),
};
static const CfEvidence revocation_axis[] = {
  CF_S (REVOCATION_SETTLED) | CF_S (NOT_REVOKED), CF_S (REVOCATION_SETTLED) | CF_S (REVOCATION_UNASKED), CF_S (REVOCATION_UNKNOWN),
  CF_S (REVOKED_BEFORE_ARRIVAL), CF_S (REVOCATION_SETTLED) | CF_S (REVOKED_AFTER_ARRIVAL), CF_S (SUPERSEDED),
};

static GArray *
all_signers (void)
{
  GArray *signers = g_array_new (FALSE, FALSE, sizeof (CfEvidence));

  for (guint s = 0; s < G_N_ELEMENTS (status_axis); s++)
    for (guint a = 0; a < G_N_ELEMENTS (address_axis); a++)
      for (guint c = 0; c < G_N_ELEMENTS (chain_axis); c++)
        for (guint rest = 0; rest < G_N_ELEMENTS (time_axis) * G_N_ELEMENTS (revocation_axis); rest++) {
          CfEvidence one = status_axis[s] | address_axis[a] | chain_axis[c] | time_axis[rest % G_N_ELEMENTS (time_axis)] |
                           revocation_axis[rest / G_N_ELEMENTS (time_axis)];

          g_array_append_val (signers, one);
        }

  return signers;
}

static gboolean
is_fine_beside_good (CfEvidence e)
{
  gboolean names_another = (e & CF_S (OTHER_ADDRESS)) != 0;
  gboolean chain_warns = (e & (CF_S (ISSUER_UNKNOWN) | CF_S (CHAIN_INCOMPLETE) | CF_S (CHAIN_REFUSED) | CF_S (WRONG_USAGE) |
                               CF_S (EXPIRED_BEFORE_ARRIVAL) | CF_S (NOT_YET_VALID) | CF_S (WEAK_KEY))) != 0;
  gboolean is_revoked = (e & (CF_S (REVOKED_BEFORE_ARRIVAL) | CF_S (SUPERSEDED))) != 0;

  if (e & (CF_S (ALTERED) | CF_S (MALFORMED)))
    return FALSE;
  return !names_another && !chain_warns && !is_revoked;
}

static void
test_two_signers (void)
{
  g_autoptr (GArray) signers = all_signers ();
  g_autoptr (CfFacts) facts = facts_with (GOOD_MESSAGE, GOOD_SIGNER, GOOD_SIGNER);
  guint n_verified = 0;

  for (guint i = 0; i < signers->len; i++)
    for (guint j = i; j < signers->len; j += PAIR_STEP) {
      CfEvidence first = g_array_index (signers, CfEvidence, i), second = g_array_index (signers, CfEvidence, j);
      gboolean want = (is_fully_good (first) || is_fully_good (second)) && is_fine_beside_good (first) && is_fine_beside_good (second);
      g_autoptr (CfJudgement) judgement = NULL;

      *signer_evidence (facts, 0) = first;
      *signer_evidence (facts, 1) = second;
      judgement = cf_verdict_judge (facts);
      if ((judgement->verdict == CF_VERDICT_VERIFIED) != want)
        g_error ("signers %" G_GINT64_MODIFIER "x and %" G_GINT64_MODIFIER "x: %s", first, second,
                 cf_verdict_kind_get_name (judgement->verdict));
      n_verified += want;
    }

  g_test_message ("%u signers, %u pairs verified", signers->len, n_verified);
  g_assert_cmpuint (n_verified, >, 0);
}

/* One whose root has gone since is as good as another, and its record says nothing of who signed beside it. */
static void
test_recorded_beside (void)
{
  g_autoptr (GArray) signers = all_signers ();

  for (guint i = 0; i < signers->len; i++) {
    CfEvidence other = g_array_index (signers, CfEvidence, i);
    g_autoptr (CfFacts) facts = facts_with (GOOD_MESSAGE, RECORDED_SIGNER, other);
    g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);

    g_assert_cmpint (judgement->verdict == CF_VERDICT_VERIFIED, ==, is_fine_beside_good (other));
  }
}

/* What the domain says of one signer excuses no other. */
static void
test_vouched_excuses_nobody (void)
{
  static const CfEvidence vouched = CF_S (INTACT) | CF_S (ADDRESS_MATCH) | CF_S (STRONG) | CF_S (CHAIN_FAILS) |
                                    CF_S (ISSUER_UNKNOWN) | CF_S (SMIMEA_MATCH) | CF_S (SMIMEA_VOUCHES);
  g_autoptr (GArray) signers = all_signers ();

  for (guint i = 0; i < 2 * signers->len; i++) {
    CfEvidence other = g_array_index (signers, CfEvidence, i / 2);
    g_autoptr (CfFacts) alone = facts_with (GOOD_MESSAGE, other, 0);
    g_autoptr (CfFacts) beside = facts_with (GOOD_MESSAGE, i % 2 == 0 ? vouched : other, i % 2 == 0 ? other : vouched);
    g_autoptr (CfJudgement) want = cf_verdict_judge (alone);
    g_autoptr (CfJudgement) found = cf_verdict_judge (beside);

    if (found->severity < want->severity)
      g_error ("signer %" G_GINT64_MODIFIER "x: %s alone, %s beside", other, cf_severity_get_name (want->severity),
               cf_severity_get_name (found->severity));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/properties/bad-never-helps", test_bad_evidence_never_helps);
  g_test_add_func ("/verdict/properties/lost-never-green", test_lost_evidence_never_turns_green);
  g_test_add_func ("/verdict/properties/green-needs-all", test_green_needs_every_piece);
  g_test_add_func ("/verdict/properties/domain-green-needs-all", test_domain_green_needs_every_piece);
  g_test_add_func ("/verdict/properties/good-rows", test_good_rows_need_only_good);
  g_test_add_func ("/verdict/properties/order", test_signer_rules_are_ordered);
  g_test_add_func ("/verdict/properties/deciding", test_always_a_deciding_reason);
  g_test_add_func ("/verdict/properties/two-signers", test_two_signers);
  g_test_add_func ("/verdict/properties/recorded-beside", test_recorded_beside);
  g_test_add_func ("/verdict/properties/vouched", test_vouched_excuses_nobody);
  return g_test_run ();
}
