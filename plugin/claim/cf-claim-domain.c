/* cf-claim-domain.c — From's domain -> one that it only looks like, letters of several alphabets: CF506 and CF507 */
#include <string.h>

#include "cf-claim-private.h"

/* Labels shorter than this are one letter from thousands of others (MEANING section 9). */
#define ONE_EDIT_CHARS 8
#define TWO_EDITS_CHARS 12

/* The longest label (RFC 1035 section 2.3.4), with room for what folding adds. */
#define LABEL_MAX_CHARS 80

static const char *const added_words[] = {
#define CF_ADDED_WORD(text) text,
#include "cf-claim-table.h"
};

static const char *const innocent_domains[] = {
#define CF_INNOCENT_DOMAIN(domain) domain,
#include "cf-claim-table.h"
};

void
cf_claim_domain_free (CfClaimDomain *domain)
{
  if (domain == NULL)
    return;

  g_free (domain->domain);
  g_free (domain->label);
  g_free (domain->skeleton);
  g_free (domain->label_skeleton);
  g_free (domain);
}

CfClaimDomain *
cf_claim_domain_new (const CfClaimIndex *self, const char *domain)
{
  g_autofree char *registrable = cf_claim_dup_registrable (domain);
  g_autofree char *shown = registrable == NULL ? NULL : g_hostname_to_unicode (registrable);
  CfClaimDomain *row;

  if (shown == NULL)
    return NULL;

  row = g_new0 (CfClaimDomain, 1);
  row->label = g_strndup (shown, strcspn (shown, "."));
  row->n_chars = (guint) g_utf8_strlen (row->label, -1);
  row->skeleton = cf_claim_dup_skeleton (self, shown);
  row->label_skeleton = cf_claim_dup_skeleton (self, row->label);
  row->domain = g_steal_pointer (&registrable);
  return row;
}

/* --- edits --- */

static guint
min3 (guint a, guint b, guint c)
{
  return MIN (MIN (a, b), c);
}

/* One row of the table of distances (Damerau, Levenshtein); @rows[0] is the new one, [1] and [2] those above. */
static guint
fill_row (guint *rows[3], const gunichar *a, const gunichar *b, glong length)
{
  guint least = rows[0][0];

  for (glong j = 1; j <= length; j++) {
    rows[0][j] = min3 (rows[1][j] + 1, rows[0][j - 1] + 1, rows[1][j - 1] + (a[0] != b[j - 1]));
    if (rows[2] != NULL && j > 1 && a[0] == b[j - 2] && a[-1] == b[j - 1])
      rows[0][j] = MIN (rows[0][j], rows[2][j - 2] + 1);
    least = MIN (least, rows[0][j]);
  }

  return least;
}

guint
cf_claim_count_edits (const char *a, const char *b, guint max)
{
  glong n, m;
  g_autofree gunichar *left = g_utf8_to_ucs4_fast (a, -1, &n);
  g_autofree gunichar *right = g_utf8_to_ucs4_fast (b, -1, &m);
  guint table[3][LABEL_MAX_CHARS + 1];

  if (n > LABEL_MAX_CHARS || m > LABEL_MAX_CHARS || ABS (n - m) > (glong) max)
    return max + 1;

  for (glong j = 0; j <= m; j++)
    table[0][j] = (guint) j;
  for (glong i = 1; i <= n; i++) {
    guint *rows[3] = { table[i % 3], table[(i + 2) % 3], i > 1 ? table[(i + 1) % 3] : NULL };

    rows[0][0] = (guint) i;
    if (fill_row (rows, left + i - 1, right, m) > max)
      return max + 1;
  }

  return MIN (table[n % 3][m], max + 1);
}

/* --- who is innocent --- */

static gboolean
is_below (const char *domain, const char *above)
{
  gsize n = strlen (domain);
  gsize a = strlen (above);

  return n > a && g_str_equal (domain + n - a, above) && domain[n - a - 1] == '.';
}

static gboolean
is_known (const char *const *known, const char *registrable)
{
  for (guint i = 0; known != NULL && known[i] != NULL; i++) {
    g_autofree char *other = cf_claim_dup_registrable (known[i]);

    if (g_strcmp0 (other, registrable) == 0)
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_innocent (const CfClaimIndex *self, const char *domain, const char *registrable)
{
  for (guint i = 0; i < G_N_ELEMENTS (innocent_domains); i++)
    if (is_below (domain, innocent_domains[i]))
      return TRUE;

  return g_hash_table_contains (self->by_domain, registrable);
}

/* --- CF506, danger --- */

/* The registered domain that stands whole inside @name, with other labels behind it. */
static const char *
find_inside (const CfClaimIndex *self, const char *name)
{
  for (const char *start = name; start != NULL; start = strchr (start, '.') ? strchr (start, '.') + 1 : NULL)
    for (const char *end = strchr (start, '.'); end != NULL; end = strchr (end + 1, '.')) {
      g_autofree char *piece = g_strndup (start, (gsize) (end - start));
      const CfClaimDomain *found = strchr (piece, '.') == NULL ? NULL : g_hash_table_lookup (self->by_domain, piece);

      if (found != NULL)
        return found->domain;
    }

  return NULL;
}

/* bank.co.jp.example and bank-co-jp.example. */
static const char *
find_subdomain_trick (const CfClaimIndex *self, const char *domain)
{
  g_autofree char *dotted = g_strdelimit (g_strdup (domain), "-", '.');
  const char *found = find_inside (self, domain);

  return found != NULL ? found : find_inside (self, dotted);
}

/* --- CF506, caution --- */

static gboolean
is_edited (const CfClaimDomain *from, const CfClaimDomain *registered)
{
  guint chars = MIN (from->n_chars, registered->n_chars);
  guint max = chars >= TWO_EDITS_CHARS ? 2 : 1;

  if (chars < ONE_EDIT_CHARS)
    return FALSE;

  /* The same label below another public suffix is no edit at all, and another owner all the same. */
  return cf_claim_count_edits (from->label_skeleton, registered->label_skeleton, max) <= max;
}

/* bank-support and supportbank. */
static gboolean
has_added_word (const CfClaimDomain *from, const CfClaimDomain *registered)
{
  const char *at = registered->n_chars >= ONE_EDIT_CHARS ? strstr (from->label, registered->label) : NULL;
  g_autofree char *rest = NULL;

  if (at == NULL || from->n_chars == registered->n_chars)
    return FALSE;

  rest = g_strndup (from->label, (gsize) (at - from->label));
  if (*rest == '\0') {
    g_free (rest);
    rest = g_strdup (at + strlen (registered->label));
  }
  g_strdelimit (rest, "-", ' ');
  g_strstrip (rest);
  for (guint i = 0; i < G_N_ELEMENTS (added_words); i++)
    if (g_str_equal (rest, added_words[i]))
      return TRUE;

  return FALSE;
}

static const char *
find_edited (const GPtrArray *domains, const CfClaimDomain *from)
{
  for (guint i = 0; i < domains->len; i++) {
    const CfClaimDomain *registered = g_ptr_array_index (domains, i);

    if (is_edited (from, registered) || has_added_word (from, registered))
      return registered->domain;
  }

  return NULL;
}

/* --- the domains that this person knows --- */

static GPtrArray *
read_known (const CfClaimIndex *self, const char *const *known)
{
  GPtrArray *domains = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_claim_domain_free);

  for (guint i = 0; known != NULL && known[i] != NULL; i++) {
    CfClaimDomain *row = cf_claim_domain_new (self, known[i]);

    if (row != NULL)
      g_ptr_array_add (domains, row);
  }

  return domains;
}

static const char *
find_same_look (const CfClaimIndex *self, const CfClaimDomain *from)
{
  const CfClaimDomain *registered = g_hash_table_lookup (self->by_skeleton, from->skeleton);

  return registered != NULL ? registered->domain : NULL;
}

static const char *
find_same_look_among (const GPtrArray *known, const CfClaimDomain *from)
{
  for (guint i = 0; i < known->len; i++) {
    const CfClaimDomain *row = g_ptr_array_index (known, i);

    if (g_str_equal (row->skeleton, from->skeleton) && !g_str_equal (row->domain, from->domain))
      return row->domain;
  }

  return NULL;
}

static void
state (CfFacts *facts, CfEvidence evidence, const char *domain)
{
  facts->evidence |= evidence;
  facts->claim.domain = g_strdup (domain);
}

static void
check_lookalike (const CfClaimIndex *self, const char *const *known, const CfClaimDomain *from, CfFacts *facts)
{
  g_autoptr (GPtrArray) known_rows = NULL;
  gboolean is_trusted = is_known (known, from->domain);
  const char *found;

  if (is_innocent (self, facts->sender.domain, from->domain))
    return;

  known_rows = read_known (self, known);
  found = find_subdomain_trick (self, facts->sender.domain);
  /* Who looks the same as a registered domain is excused by nothing, not even by earlier mail. */
  if (found == NULL)
    found = find_same_look (self, from);
  if (found == NULL && !is_trusted)
    found = find_same_look_among (known_rows, from);
  if (found != NULL) {
    state (facts, CF_M (LOOKALIKE_DOMAIN), found);
    return;
  }

  /* A proved domain that the person knows is its own, whatever it resembles. */
  if (is_trusted && (facts->evidence & CF_M (DOMAIN_PROVED)))
    return;
  found = find_edited (self->domains, from);
  if (found == NULL && !is_trusted)
    found = find_edited (known_rows, from);
  if (found != NULL)
    state (facts, CF_M (LOOKALIKE_EDIT), found);
}

/* --- CF507 --- */

/* cf_text_make_visible() wrote what hides or turns text like this. */
static gboolean
holds_hidden (const char *text)
{
  return text != NULL && strstr (text, "\\u{") != NULL;
}

static gboolean
turns_text (const char *text)
{
  return text != NULL && (strstr (text, "\\u{202") != NULL || strstr (text, "\\u{206") != NULL);
}

static void
check_letters (const CfClaimIndex *self, CfFacts *facts)
{
  const CfSenderFacts *sender = &facts->sender;
  g_autofree char *shown = sender->domain == NULL ? NULL : g_hostname_to_unicode (sender->domain);
  g_auto (GStrv) labels = shown == NULL ? NULL : g_strsplit (shown, ".", -1);
  g_autofree char *local = sender->address == NULL ? NULL : g_strndup (sender->address, strcspn (sender->address, "@"));
  gboolean mixed = holds_hidden (sender->address) || turns_text (sender->display_name);

  for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
    mixed = mixed || cf_claim_is_mixed (self, labels[i]);
  if (local != NULL && *local != '\0')
    mixed = mixed || cf_claim_is_mixed (self, local);
  if (!mixed)
    return;

  facts->evidence |= CF_M (MIXED_LETTERS);
  facts->claim.real_form = g_strdup (sender->domain);
}

void
cf_claim_check_domain (const CfClaimIndex *self, const char *const *known, CfFacts *facts)
{
  g_autoptr (CfClaimDomain) from = cf_claim_domain_new (self, facts->sender.domain);

  check_letters (self, facts);
  if (from != NULL)
    check_lookalike (self, known, from, facts);
}
