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

/* What is known of the sender beside the message, as places of a sentence.  Each is (transfer full) (nullable). */

/* {e} of CF402: whose seal it is. */
char *cf_ribbon_get_other_seal (const CfRibbonContext *context);

/* {e} of CF412: who sealed last. */
char *cf_ribbon_get_custodian (const CfRibbonContext *context);

/* {s} of CF413: the mailbox's own server. */
char *cf_ribbon_get_server (const CfRibbonContext *context);

/* {x} of CF413: its results in short. */
char *cf_ribbon_get_server_says (const CfRibbonContext *context);

/* {i} of CF417 and CF418: who confirmed the mark. */
char *cf_ribbon_get_mark_issuer (const CfRibbonContext *context);

/* {o} of CF417 and CF418: whose mark it is. */
char *cf_ribbon_get_mark_organization (const CfRibbonContext *context);

/* {x} of CF419 and CF422: the registry. */
char *cf_ribbon_get_badge (const CfRibbonContext *context);

/* {l} of CF509 and CF602: the registered list. */
char *cf_ribbon_get_list (const CfRibbonContext *context);

/* {t} of CF112: when the signature came before. */
char *cf_ribbon_get_replay_date (const CfRibbonContext *context);

/* {n} of CF503: how many mails are counted. */
char *cf_ribbon_get_last_counted (const CfRibbonContext *context);

/* {m} of CF503: how many of them were signed. */
char *cf_ribbon_get_last_signed (const CfRibbonContext *context);

/* {o} of CF505: the registered name, else what the display name says. */
char *cf_ribbon_get_claimed_organization (const CfRibbonContext *context);

/* {b} of CF504: the address in the display name. */
char *cf_ribbon_get_claimed_address (const CfRibbonContext *context);

/* {d} of CF506 and CF507: the real domain. */
char *cf_ribbon_get_claimed_domain (const CfRibbonContext *context);

/* {a} of CF507: the domain in the letters that deceive, in quotes. */
char *cf_ribbon_get_look (const CfRibbonContext *context);

/* {x} of CF507: as it is written in ASCII. */
char *cf_ribbon_get_real_form (const CfRibbonContext *context);

/* {d} of CF508: what is exempt. */
char *cf_ribbon_get_exempt (const CfRibbonContext *context);

/* {t} of CF508: until when. */
char *cf_ribbon_get_exempt_end (const CfRibbonContext *context);

/* {x} of CF513: the issuers that the rule names. */
char *cf_ribbon_get_issuers (const CfRibbonContext *context);

/* {x} of CF905: what is wrong with the rules. */
char *cf_ribbon_get_policy_problem (const CfRibbonContext *context);
