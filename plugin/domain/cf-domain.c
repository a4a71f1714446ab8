/* cf-domain.c — bytes and answers → evidence: what the sender's domain proves: a straight list of calls */
#include "cf-domain.h"

#include "cf-domain-private.h"
#include "cf-mime-field.h"

const CfAnswer *
cf_domain_ask (const CfDomainContext *context, const char *type, const char *name)
{
  g_autofree char *key = g_strconcat (type, " ", name, NULL);
  const CfAnswer *answer = cf_answers_find (context->answers, CF_QUESTION_DNS, key);

  if (answer == NULL)
    cf_questions_ask (context->questions, CF_QUESTION_DNS, key);

  return answer;
}

CfTime
cf_domain_get_moment (const CfDomainContext *context)
{
  return context->judged_at != CF_TIME_UNKNOWN ? context->judged_at : context->now;
}

/* A message beyond its limits was not read whole: nothing of it is hashed, and nothing asked. */
static gboolean
is_beyond_limits (const CfFacts *facts)
{
  return (facts->evidence & (CF_M (TOO_LARGE) | CF_M (TOO_MANY_PARTS))) != 0;
}

CfDomainCheck *
cf_domain_begin (const CfDomainContext *context, CfMimePass *pass, CfFacts *facts)
{
  CfDomainCheck *self = g_new0 (CfDomainCheck, 1);
  CfSenderFacts *sender = &facts->sender;
  CfSpan header = cf_mime_get_part (context->mime, 0)->header;

  self->context = context;
  self->header = cf_domain_header_new (cf_mime_without_client_fields (header));
  self->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) cf_domain_signature_free);
  if (sender->domain != NULL) {
    g_free (sender->organizational_domain);
    sender->organizational_domain = cf_domain_dup_organizational (sender->domain);
  }
  if (!is_beyond_limits (facts)) {
    cf_domain_dkim_read (self, pass);
    cf_domain_arc_read (self, pass);
  }

  return self;
}

/* What stands on the results of DKIM and ARC. */
static void
check_claims (CfDomainCheck *self, CfFacts *facts)
{
  cf_domain_reply_check (self, facts);
  cf_domain_dmarc_check (self, facts);
  cf_domain_auth_results_check (self, facts);
  cf_domain_bimi_check (self, facts);
  cf_domain_list_check (self, facts);
}

void
cf_domain_end (CfDomainCheck *self, const CfMimePass *pass, CfFacts *facts)
{
  cf_domain_dkim_check (self, pass, facts);
  cf_domain_arc_check (self, pass, facts);
  check_claims (self, facts);
}

void
cf_domain_check_free (CfDomainCheck *self)
{
  if (self == NULL)
    return;

  cf_domain_header_free (self->header);
  g_ptr_array_unref (self->signatures);
  g_clear_pointer (&self->arc.fields, g_ptr_array_unref);
  g_free (self);
}
