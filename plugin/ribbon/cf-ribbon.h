/* cf-ribbon.h — verdict -> words in a language, and what the ribbon looks like
 *
 * No widget decides anything: whatever a ribbon shows is a field here.
 * Stands on: base, fact, verdict.
 */
#pragma once

#include "cf-verdict.h"

G_BEGIN_DECLS

/* One row of cf-ribbon-table.h: CF_RIBBON_LOOK_QUIET … */
typedef enum {
#define CF_RIBBON_LOOK(NAME, name, pill, shows_code) CF_RIBBON_LOOK_##NAME,
#include "cf-ribbon-table.h"
  CF_RIBBON_N_LOOKS
} CfRibbonLook;

/**
 * CfRibbonReason:
 *
 * One reason in words.  Strings are plain text, safe to show.
 * @meaning, @advice: empty for good news of a mail that is not good
 * @spoken: the code as it is said on the telephone
 */
typedef struct {
  char *code; /* "CF502" */
  char *name;
  CfSeverity severity;
  char *headline;
  char *found;
  char *meaning;
  char *advice;
  char *spoken;
} CfRibbonReason;

/**
 * CfRibbon:
 *
 * @icon: icon name without "-symbolic": "certfirst-verified" …; static
 * @pill: (nullable): "Danger", "Caution" in words
 * @detail: (nullable): the second line; quiet ribbons often have none
 * @tooltip: (nullable): the deciding reason in full, where @detail shows a note instead
 * @code: (nullable): "CF502" where the ribbon shows it
 * @what_to_do, @check_again: which buttons beside Details
 * @second_look: an answer from outside is missing that may yet come: to be checked again by itself (MEANING 6 and 8)
 * @accessible_name, @accessible_description: for screen readers
 * @reasons: (element-type CfRibbonReason): in the order of the judgement
 */
typedef struct {
  CfRibbonLook look;
  const char *icon;
  char *pill;
  char *headline;
  char *detail;
  char *tooltip;
  char *code;
  gboolean what_to_do;
  gboolean check_again;
  gboolean second_look;
  char *accessible_name;
  char *accessible_description;
  GPtrArray *reasons;
  char *lang;
} CfRibbon;

/**
 * cf_ribbon_prepare:
 *
 * Binds the text domain and opens the catalogues, so that cf_ribbon_show()
 * needs no file afterwards.
 */
void cf_ribbon_prepare (void);

/**
 * cf_ribbon_show:
 * @lang: (nullable): "en", "ja" or a longer tag; NULL means the locale
 *
 * Returns: (transfer full)
 */
CfRibbon *cf_ribbon_show (const CfFacts *facts, const CfJudgement *judgement, const char *lang);

/* A ribbon with nothing on it, for who reads one back.  (transfer full) */
CfRibbon *cf_ribbon_new (void);
/* A reason without words, appended to @self and owned by it.  (transfer none) */
CfRibbonReason *cf_ribbon_add_reason (CfRibbon *self);
/* Accepts %NULL.  Its reasons go with it. */
void cf_ribbon_free (CfRibbon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CfRibbon, cf_ribbon_free)

/* "en" or "ja": the language that a tag or, for %NULL, the locale asks for.  Static. */
const char *cf_ribbon_choose_lang (const char *lang);

/* A msgid of our catalogue in a language (NULL: the locale); the msgid itself where there is no text.  (transfer none) */
const char *cf_ribbon_translate (const char *lang, const char *msgid);

/* The look of a verdict; a good one only for a good verdict of good severity. */
CfRibbonLook cf_ribbon_choose_look (CfVerdictKind verdict, CfSeverity severity);
/* The icon name without "-symbolic"; as strict about good.  Static. */
const char *cf_ribbon_choose_icon (CfVerdictKind verdict, CfSeverity severity);
/* "quiet", "good" …: in reports and as style class.  Static. */
const char *cf_ribbon_look_get_name (CfRibbonLook look);

/**
 * cf_ribbon_format_address:
 * @address: an addr-spec
 *
 * The address as people should see it: a long local part loses its middle, a
 * long domain its left; a domain in letters that may be mistaken for others
 * is written as "xn--" first.
 *
 * Returns: (transfer full)
 */
char *cf_ribbon_format_address (const char *address);
/* The same for a domain alone.  (transfer full) */
char *cf_ribbon_format_domain (const char *domain);

/* A domain in its own letters alone, also where they deceive; %NULL when it has none but ASCII.  Stands only beside its
 * real form.  (transfer full) (nullable) */
char *cf_ribbon_format_look (const char *domain);
/* "3 Apr 2023", "2023年4月3日", in the local time zone; words for %CF_TIME_UNKNOWN.  (transfer full) */
char *cf_ribbon_format_date (CfTime time, const char *lang);

/* "3 Apr 2023, 21:05 (UTC+09:00)" in the local time zone; words for %CF_TIME_UNKNOWN.  (transfer full) */
char *cf_ribbon_format_moment (CfTime time, const char *lang);

/**
 * cf_ribbon_format_registration:
 * @registration: an organizationIdentifier such as "NTRJP-7010001008844" (ETSI EN 319 412-1 section 5.1.4)
 *
 * Returns: (transfer full): "corporate number 7010001008844" in a language; as it stands where the scheme is not known
 */
char *cf_ribbon_format_registration (const char *registration, const char *lang);

/* A person's name, and whether it is a pseudonym, in a language.  (transfer full) */
char *cf_ribbon_format_person (const char *person, gboolean is_pseudonym, const char *lang);

/* What a name of evidence ("chain-stands") means, in a language; the name itself where it is not known. */
const char *cf_ribbon_word_evidence (const char *name, const char *lang);

/* A name and what stands behind it; plain text, safe to show. */
typedef struct {
  char *name;
  char *text;
} CfRibbonLine;

/**
 * cf_ribbon_list_domain:
 *
 * What was found about the sender's domain in words, for details: whether it
 * is proved, each seal, the domain's rule, forwarders, marks, and what others
 * claim, which is said to be a claim.  Empty without a sender.
 *
 * Returns: (transfer full) (element-type CfRibbonLine)
 */
GPtrArray *cf_ribbon_list_domain (const CfFacts *facts, const char *lang);

/* "certificates signed with SHA-1, RSA keys below 2048 bits" in a language, of a chain's @accepted.  (transfer full) */
char *cf_ribbon_format_accepted (const char *accepted, const char *lang);

G_END_DECLS
