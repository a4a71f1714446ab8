/* cf-ribbon-sender.c — verdict -> ribbon: places that speak of the sender's domain, claims, history and policy */
#include "cf-ribbon-place.h"

/* The domain */

char *
cf_ribbon_get_other_seal (const CfRibbonContext *context)
{
  return cf_ribbon_dup_domain (context->facts->domain.other_seal);
}

char *
cf_ribbon_get_custodian (const CfRibbonContext *context)
{
  return cf_ribbon_dup_domain (context->facts->domain.custodian);
}

char *
cf_ribbon_get_server (const CfRibbonContext *context)
{
  return cf_ribbon_dup_name (context->facts->domain.server, CF_RIBBON_NAME_CHARS);
}

char *
cf_ribbon_get_server_says (const CfRibbonContext *context)
{
  return cf_ribbon_dup_name (context->facts->domain.server_says, CF_RIBBON_DETAIL_CHARS);
}

char *
cf_ribbon_get_mark_issuer (const CfRibbonContext *context)
{
  return cf_ribbon_dup_name (context->facts->domain.bimi.issuer, CF_RIBBON_NAME_CHARS);
}

char *
cf_ribbon_get_mark_organization (const CfRibbonContext *context)
{
  return cf_ribbon_dup_name (context->facts->domain.bimi.organization, CF_RIBBON_NAME_CHARS);
}

char *
cf_ribbon_get_badge (const CfRibbonContext *context)
{
  return cf_ribbon_dup_name (context->facts->domain.badge, CF_RIBBON_NAME_CHARS);
}

char *
cf_ribbon_get_list (const CfRibbonContext *context)
{
  return cf_ribbon_dup_name (context->facts->domain.list, CF_RIBBON_NAME_CHARS);
}

/* History */

char *
cf_ribbon_get_replay_date (const CfRibbonContext *context)
{
  return cf_ribbon_dup_date (context, context->facts->history.replayed);
}

static char *
dup_count (guint n)
{
  return n == 0 ? NULL : g_strdup_printf ("%u", n);
}

char *
cf_ribbon_get_last_counted (const CfRibbonContext *context)
{
  return dup_count (context->facts->history.last_counted);
}

char *
cf_ribbon_get_last_signed (const CfRibbonContext *context)
{
  return dup_count (context->facts->history.last_signed);
}

/* Claims */

/* The registered name, else what the display name says. */
char *
cf_ribbon_get_claimed_organization (const CfRibbonContext *context)
{
  const CfFacts *facts = context->facts;
  const char *name = facts->claim.organization != NULL ? facts->claim.organization : facts->sender.display_name;

  return cf_ribbon_dup_name (name, CF_RIBBON_DISPLAY_NAME_CHARS);
}

char *
cf_ribbon_get_claimed_address (const CfRibbonContext *context)
{
  return cf_ribbon_dup_address (context->facts->claim.address);
}

char *
cf_ribbon_get_claimed_domain (const CfRibbonContext *context)
{
  return cf_ribbon_dup_domain (context->facts->claim.domain);
}

/* The domain in the letters that deceive, in quotes; its real form stands behind it and must not be cut off. */
char *
cf_ribbon_get_look (const CfRibbonContext *context)
{
  const CfSenderFacts *sender = &context->facts->sender;
  g_autofree char *look = sender->domain == NULL ? NULL : cf_ribbon_format_look (sender->domain);

  return look == NULL ? cf_ribbon_dup_address (sender->address) : g_strdup_printf ("“%s”", look);
}

/* As it is written in ASCII: no letter of it can look like another. */
char *
cf_ribbon_get_real_form (const CfRibbonContext *context)
{
  const char *form = context->facts->claim.real_form;

  return cf_ribbon_dup_name (form != NULL ? form : context->facts->sender.domain, CF_RIBBON_DETAIL_CHARS);
}

/* Policy */

char *
cf_ribbon_get_exempt (const CfRibbonContext *context)
{
  return cf_ribbon_dup_name (context->facts->policy.exempt, CF_RIBBON_NAME_CHARS);
}

char *
cf_ribbon_get_exempt_end (const CfRibbonContext *context)
{
  return cf_ribbon_dup_date (context, context->facts->policy.exempt_until);
}

char *
cf_ribbon_get_issuers (const CfRibbonContext *context)
{
  return cf_ribbon_dup_name (context->facts->policy.issuers, CF_RIBBON_DETAIL_CHARS);
}

char *
cf_ribbon_get_policy_problem (const CfRibbonContext *context)
{
  return cf_ribbon_dup_name (context->facts->policy.problem, CF_RIBBON_DETAIL_CHARS);
}
