/* cf-ribbon-private.h — verdict -> ribbon: what the files of this folder share */
#pragma once

#include "cf-limits.h"
#include "cf-ribbon.h"
#include "cf-text.h"

#define N_(text) text

/**
 * CfRibbonContext:
 *
 * Where the words for one reason come from; all borrowed.
 * @facts, @judgement: (nullable): %NULL for the reason as such, without a mail
 * @signer: (nullable): the signer that gave the reason
 */
typedef struct {
  const CfFacts *facts;
  const CfJudgement *judgement;
  const CfReasonGiven *given;
  const CfSignerFacts *signer;
  const char *lang;
} CfRibbonContext;

/* What stands at a place such as {a}.  Returns: (transfer full) */
typedef char *(*CfRibbonPlaceFunc) (char place, gconstpointer data);

/* @text with each {letter} replaced, once: what is put in is not looked at again.  (transfer full) */
char *cf_ribbon_expand (const char *text, CfRibbonPlaceFunc get_place, gconstpointer data);

/* A pattern of the catalogue with {x}, {y}, {z} replaced.  (transfer full) */
char *cf_ribbon_compose (const char *pattern, const char *x, const char *y, const char *z);

/* What stands at a place where there is no mail: "<date>"; %NULL for no place.  (transfer full) */
char *cf_ribbon_dup_blank (char place, const CfRibbonContext *context);

/* @text in the context's language, with its places filled from the facts.  (transfer full) */
char *cf_ribbon_expand_reason (const CfRibbonContext *context, const char *text);

/* At most @max characters, the last one "…" where something was cut.  (transfer full) */
char *cf_ribbon_cut_end (const char *text, guint max);

/* Puts a sentence behind others: a space between, none after a full-width stop. */
void cf_ribbon_append_sentence (GString *sentences, const char *sentence);

/* "C F five zero two", "シーエフ ゴー・マル・ニ".  (transfer full) */
char *cf_ribbon_spell_code (guint code, const char *lang);

/* Fills one reason of a ribbon. */
void cf_ribbon_word_reason (CfRibbonReason *reason, const CfRibbonContext *context);
