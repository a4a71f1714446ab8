/* cf-domain-dmarc-walk.c — a domain and answers → its organisational domain and policy */
#include "cf-domain-dmarc-walk.h"

#include "cf-domain-name.h"

/* From where on a name is shortened, and to how much. */
#define MANY_LABELS 8
#define FEW_LABELS 7

static guint
count_labels (const char *name)
{
  guint n = 1;

  for (; *name != '\0'; name++)
    if (*name == '.')
      n++;

  return n;
}

/* The last @n labels of @name. */
static const char *
get_last_labels (const char *name, guint n)
{
  for (guint all = count_labels (name); all > n; all--)
    name = strchr (name, '.') + 1;

  return name;
}

/* RFC 9989 section 4.10, steps 2 and 6: several records are none. */
static void
read_records (const CfAnswer *answer, CfDomainStep *step)
{
  guint n_records = 0;

  for (guint i = 0; i < answer->records->len; i++) {
    gsize length;
    const guint8 *data = g_bytes_get_data (cf_answer_get_record (answer, i), &length);
    CfDomainDmarcRecord record;

    if (cf_domain_read_dmarc (cf_span (data, length), &record)) {
      step->record = record;
      n_records++;
    }
  }

  step->kind = n_records == 1 ? CF_DOMAIN_STEP_RECORD : CF_DOMAIN_STEP_NONE;
}

/* FALSE when the answer is still open. */
static gboolean
read_step (const CfAnswers *answers, CfQuestions *questions, CfDomainStep *step)
{
  g_autofree char *key = g_strconcat ("TXT _dmarc.", step->name, NULL);
  const CfAnswer *answer;

  if (strlen (key) - strlen ("TXT ") > CF_DOMAIN_MAX_BYTES)
    return TRUE; /* No such name can be in DNS. */

  answer = cf_answers_find (answers, CF_QUESTION_DNS, key);
  if (answer == NULL) {
    cf_questions_ask (questions, CF_QUESTION_DNS, key);
    return FALSE;
  }

  step->no_name = answer->status == CF_ANSWER_NO_NAME;
  if (answer->status == CF_ANSWER_FAILED)
    step->kind = CF_DOMAIN_STEP_FAILED;
  else
    read_records (answer, step);
  return TRUE;
}

static gboolean
ends_walk (const CfDomainStep *step)
{
  return step->kind == CF_DOMAIN_STEP_RECORD && step->record.psd != CF_DOMAIN_PSD_UNKNOWN;
}

void
cf_domain_walk (const char *domain, const CfAnswers *answers, CfQuestions *questions, CfDomainWalk *out_walk)
{
  const char *name;

  *out_walk = (CfDomainWalk) { .domain = g_strdup (domain) };
  name = out_walk->domain;
  while (name != NULL) {
    CfDomainStep *step = &out_walk->steps[out_walk->n_steps++];
    guint n_labels = count_labels (name);

    step->name = name;
    if (!read_step (answers, questions, step))
      out_walk->open = TRUE;
    if (step->kind == CF_DOMAIN_STEP_FAILED)
      out_walk->failed = TRUE;
    if (ends_walk (step) || n_labels == 1)
      return;
    name = get_last_labels (name, n_labels >= MANY_LABELS ? FEW_LABELS : n_labels - 1);
  }
}

void
cf_domain_walk_clear (CfDomainWalk *walk)
{
  g_clear_pointer (&walk->domain, g_free);
}

/* The last step with a record: psd=n and psd=y end the walk, otherwise the
 * fewest labels count, so in every case it is the one that decides. */
static const CfDomainStep *
find_last (const CfDomainWalk *walk)
{
  for (guint i = walk->n_steps; i > 0; i--)
    if (walk->steps[i - 1].kind == CF_DOMAIN_STEP_RECORD)
      return &walk->steps[i - 1];

  return NULL;
}

const char *
cf_domain_walk_get_organizational (const CfDomainWalk *walk)
{
  const CfDomainStep *last = find_last (walk);

  if (last == NULL)
    return walk->domain;
  /* A public suffix's own mail has nothing below it to be organised by. */
  if (last->record.psd == CF_DOMAIN_PSD_YES && last != &walk->steps[0])
    return get_last_labels (walk->domain, count_labels (last->name) + 1);

  return last->name;
}

const CfDomainStep *
cf_domain_walk_find_organizational (const CfDomainWalk *walk)
{
  const char *name = cf_domain_walk_get_organizational (walk);

  for (guint i = 0; i < walk->n_steps; i++)
    if (walk->steps[i].name == name && walk->steps[i].kind == CF_DOMAIN_STEP_RECORD)
      return &walk->steps[i];

  return NULL;
}

const CfDomainStep *
cf_domain_walk_find_policy (const CfDomainWalk *walk)
{
  const CfDomainStep *organizational = cf_domain_walk_find_organizational (walk);

  if (walk->steps[0].kind == CF_DOMAIN_STEP_RECORD)
    return &walk->steps[0];

  return organizational != NULL ? organizational : find_last (walk);
}
