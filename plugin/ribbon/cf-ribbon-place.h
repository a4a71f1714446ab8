/* cf-ribbon-place.h — where the places of a sentence come from: what the files of that share */
#pragma once

#include "cf-ribbon-private.h"

/* Characters of names that a stranger chose: organisations and issuers (X.520 allows 64), display names
 * (RIBBON section 1), the rest. */
#define CF_RIBBON_NAME_CHARS 64
#define CF_RIBBON_DISPLAY_NAME_CHARS 20
#define CF_RIBBON_DETAIL_CHARS 80

/* A name that a stranger chose, short enough for a line; %NULL stays %NULL.  (transfer full) (nullable) */
char *cf_ribbon_dup_name (const char *name, guint max);

/* An address in the form that ribbons show; %NULL for none.  (transfer full) (nullable) */
char *cf_ribbon_dup_address (const char *address);

/* The same for a domain. */
char *cf_ribbon_dup_domain (const char *domain);

/* A day in the context's language; %NULL for an unknown one. */
char *cf_ribbon_dup_date (const CfRibbonContext *context, CfTime time);

/* What is known of the sender beside the message: domain, claims, history, policy.  Each: (transfer full) (nullable) */
char *cf_ribbon_get_other_seal (const CfRibbonContext *context);
char *cf_ribbon_get_custodian (const CfRibbonContext *context);
char *cf_ribbon_get_server (const CfRibbonContext *context);
char *cf_ribbon_get_server_says (const CfRibbonContext *context);
char *cf_ribbon_get_mark_issuer (const CfRibbonContext *context);
char *cf_ribbon_get_mark_organization (const CfRibbonContext *context);
char *cf_ribbon_get_badge (const CfRibbonContext *context);
char *cf_ribbon_get_list (const CfRibbonContext *context);
char *cf_ribbon_get_replay_date (const CfRibbonContext *context);
char *cf_ribbon_get_last_counted (const CfRibbonContext *context);
char *cf_ribbon_get_last_signed (const CfRibbonContext *context);
char *cf_ribbon_get_claimed_organization (const CfRibbonContext *context);
char *cf_ribbon_get_claimed_address (const CfRibbonContext *context);
char *cf_ribbon_get_claimed_domain (const CfRibbonContext *context);
char *cf_ribbon_get_real_form (const CfRibbonContext *context);
char *cf_ribbon_get_exempt (const CfRibbonContext *context);
char *cf_ribbon_get_exempt_end (const CfRibbonContext *context);
char *cf_ribbon_get_issuers (const CfRibbonContext *context);
char *cf_ribbon_get_policy_problem (const CfRibbonContext *context);
