/* cf-domain-bimi.c — records, a mark certificate → whose brand it is, and who confirmed it */
#include "cf-domain-bimi.h"

#include "cf-domain-field.h"
#include "cf-domain-name.h"
#include "cf-limits.h"

/* Takes the next "name = value" off @rest; FALSE at the end or at what is no tag. */
static gboolean
next_tag (CfSpan *rest, CfSpan *out_name, CfSpan *out_value)
{
  const guint8 *equals;
  CfSpan item;

  if (!cf_domain_next_item (rest, ';', &item))
    return FALSE;

  equals = item.length > 0 ? memchr (item.data, '=', item.length) : NULL;
  if (equals == NULL)
    return FALSE;

  *out_name = cf_domain_strip (cf_span_sub (item, 0, equals - item.data));
  *out_value = cf_domain_strip (cf_span_from (item, equals - item.data + 1));
  return TRUE;
}

/* "v=BIMI1" first and exact, in a record and in a BIMI-Selector field. */
static gboolean
take_version (CfSpan *rest)
{
  CfSpan name, value;

  return next_tag (rest, &name, &value) && cf_span_is (name, "v") && cf_span_is (value, "BIMI1");
}

static gboolean
find_tag (CfSpan text, const char *name, CfSpan *out_value)
{
  CfSpan found;
  guint n = 0;

  while (n++ < CF_LIMIT_DMARC_TAGS && next_tag (&text, &found, out_value))
    if (cf_span_is (found, name))
      return TRUE;

  return FALSE;
}

/* Only https, no user, no other port: nothing else is ever asked for. */
static char *
dup_url (CfSpan text)
{
  g_autofree char *url = NULL;
  g_autoptr (GUri) uri = NULL;

  if (text.length > CF_LIMIT_URL_BYTES)
    return NULL;
  for (gsize i = 0; i < text.length; i++)
    if (!g_ascii_isgraph (text.data[i]))
      return NULL;

  url = cf_span_dup (text);
  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "https") || g_uri_get_userinfo (uri) != NULL ||
      (g_uri_get_port (uri) != -1 && g_uri_get_port (uri) != 443) || g_uri_get_host (uri) == NULL ||
      *g_uri_get_host (uri) == '\0')
    return NULL;

  return g_steal_pointer (&url);
}

CfDomainBimiKind
cf_domain_read_bimi (CfSpan text, char **out_url)
{
  CfSpan value;

  *out_url = NULL;
  if (!take_version (&text))
    return CF_DOMAIN_BIMI_NONE;
  /* Without evidence the domain only says itself what its logo is. */
  if (!find_tag (text, "a", &value) || value.length == 0)
    return CF_DOMAIN_BIMI_DECLINED;

  *out_url = dup_url (value);
  return *out_url == NULL ? CF_DOMAIN_BIMI_WRONG : CF_DOMAIN_BIMI_EVIDENCE;
}

char *
cf_domain_read_bimi_selector (CfSpan value)
{
  CfSpan selector;

  if (!take_version (&value) || !find_tag (value, "s", &selector))
    return NULL;

  return cf_domain_dup_name (selector);
}

/* --- records --- */

typedef struct {
  CfDomainBimiKind kind;
  gboolean open;
  gboolean failed;
  char *url;
} Found;

static void
read_records (const CfAnswer *answer, Found *found)
{
  guint n_records = 0;

  for (guint i = 0; i < answer->records->len; i++) {
    gsize length;
    const guint8 *data = g_bytes_get_data (cf_answer_get_record (answer, i), &length);
    g_autofree char *url = NULL;
    CfDomainBimiKind kind = cf_domain_read_bimi (cf_span (data, length), &url);

    if (kind == CF_DOMAIN_BIMI_NONE)
      continue;
    n_records++;
    found->kind = kind;
    g_free (found->url);
    found->url = g_steal_pointer (&url);
  }

  if (n_records != 1)
    found->kind = CF_DOMAIN_BIMI_NONE;
}

static Found
find_record (const CfDomainBimi *bimi, const char *domain)
{
  g_autofree char *key = g_strdup_printf ("TXT %s._bimi.%s", bimi->selector, domain);
  Found found = { CF_DOMAIN_BIMI_NONE, FALSE, FALSE, NULL };
  const CfAnswer *answer;

  if (strlen (key) - strlen ("TXT ") > CF_DOMAIN_MAX_BYTES)
    return found;

  answer = cf_answers_find (bimi->answers, CF_QUESTION_DNS, key);
  if (answer == NULL) {
    cf_questions_ask (bimi->questions, CF_QUESTION_DNS, key);
    found.open = TRUE;
  } else if (answer->status == CF_ANSWER_FAILED) {
    found.failed = TRUE;
  } else {
    read_records (answer, &found);
  }

  return found;
}

/* The domain's own record, else its organisation's; both are asked for at once. */
static Found
find_best_record (const CfDomainBimi *bimi, const char **out_domain)
{
  Found own = find_record (bimi, bimi->domain);
  Found other;

  *out_domain = bimi->domain;
  if (bimi->organizational == NULL || g_str_equal (bimi->organizational, bimi->domain))
    return own;

  other = find_record (bimi, bimi->organizational);
  own.open = own.open || other.open;
  if (own.open || own.failed || own.kind != CF_DOMAIN_BIMI_NONE) {
    g_free (other.url);
    return own;
  }

  *out_domain = bimi->organizational;
  return other;
}

/* --- the certificate --- */

static void
state_mark (const CfCertMark *mark, CfFacts *facts)
{
  CfBimiFacts *out = &facts->domain.bimi;

  out->result = CF_BIMI_PASS;
  out->organization = g_strdup (mark->organization);
  out->issuer = g_strdup (mark->issuer);
  out->mark = g_strdup (mark->registered ? "vmc" : "cmc");
  facts->domain.evidence |= CF_D (MARK_ANCHORED);
  facts->domain.evidence |= mark->registered ? CF_D (LOGO_TRADEMARK) : CF_D (LOGO_IN_USE);
}

static CfCertMarkResult
check_mark (const CfDomainBimi *bimi, const char *domain, const CfAnswer *answer, CfFacts *facts, CfCertMark *out_mark)
{
  g_autofree char *selected = g_strdup_printf ("%s._bimi.%s", bimi->selector, domain);
  const char *names[] = { bimi->domain, selected, bimi->organizational, NULL };
  gsize length;
  const guint8 *data = g_bytes_get_data (cf_answer_get_record (answer, 0), &length);
  CfCertMarkRequest request = {
    .pem = cf_span (data, length),
    .names = names,
    .roots = bimi->roots,
    .sender = &facts->sender,
    .now = bimi->now,
    .answers = bimi->answers,
    .questions = bimi->questions,
  };

  return cf_cert_check_mark (&request, out_mark);
}

/* MEANING section 7: unknown is not confirmed, and says nothing against it either. */
static void
state_evidence (const CfDomainBimi *bimi, const char *domain, const char *url, CfFacts *facts)
{
  const CfAnswer *answer = cf_answers_find (bimi->answers, CF_QUESTION_ISSUER, url);
  g_auto (CfCertMark) mark = { 0 };
  CfCertMarkResult result;

  if (answer == NULL) {
    cf_questions_ask (bimi->questions, CF_QUESTION_ISSUER, url);
    return;
  }
  if (answer->status == CF_ANSWER_EMPTY || answer->status == CF_ANSWER_NO_NAME)
    facts->domain.bimi.result = CF_BIMI_FAIL;
  if (answer->status != CF_ANSWER_FOUND)
    return;

  result = check_mark (bimi, domain, answer, facts, &mark);
  if (result == CF_CERT_MARK_CONFIRMED)
    state_mark (&mark, facts);
  else if (result == CF_CERT_MARK_REFUSED)
    facts->domain.bimi.result = CF_BIMI_FAIL;
}

void
cf_domain_bimi_state (const CfDomainBimi *bimi, CfFacts *facts)
{
  const char *domain;
  Found found = find_best_record (bimi, &domain);
  g_autofree char *url = found.url;

  facts->domain.bimi.result = CF_BIMI_NOT_CHECKED;
  if (found.open || found.failed)
    return;

  switch (found.kind) {
  case CF_DOMAIN_BIMI_NONE:
  case CF_DOMAIN_BIMI_DECLINED:
    facts->domain.bimi.result = CF_BIMI_NONE;
    break;
  case CF_DOMAIN_BIMI_WRONG:
    facts->domain.bimi.result = CF_BIMI_FAIL;
    break;
  case CF_DOMAIN_BIMI_EVIDENCE:
    state_evidence (bimi, domain, url, facts);
    break;
  }
}
