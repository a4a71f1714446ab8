/* cf-claim-fold.c — text -> the form in which names and domains are compared */
#include <libpsl.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "cf-claim-private.h"
#include "cf-text.h"

static const char *const legal_forms[] = {
#define CF_LEGAL_FORM(text) text,
#include "cf-claim-table.h"
};

static const char *const trade_words[] = {
#define CF_TRADE_WORD(text) text,
#include "cf-claim-table.h"
};

static const struct {
  const char *from;
  const char *to;
} pairs[] = {
#define CF_PAIR(from, to) { from, to },
#include "cf-claim-table.h"
};

static char *
replace (const char *text, const char *from, const char *to)
{
  GString *out = g_string_new (text);

  g_string_replace (out, from, to, 0);
  return g_string_free (out, FALSE);
}

/* Letters of a script that is written without spaces between words. */
static gboolean
is_unspaced (gunichar c)
{
  return c >= 0x2e80;
}

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == 0x30fc;
}

/* Whether @form at @p is a word of its own; between characters without spaces every place is one. */
static gboolean
stands_alone (const char *text, const char *p, const char *form)
{
  const char *end = p + strlen (form);
  gunichar before = p > text ? g_utf8_get_char (g_utf8_prev_char (p)) : ' ';
  gunichar after = *end != '\0' ? g_utf8_get_char (end) : ' ';

  if (is_unspaced (g_utf8_get_char (form)) || *form == '(')
    return TRUE;

  return !(is_word_char (before) && !is_unspaced (before)) && !(is_word_char (after) && !is_unspaced (after));
}

static char *
drop_legal_form (char *text, const char *form)
{
  GString *out = g_string_new (NULL);
  const char *p = text;
  const char *found;

  while ((found = strstr (p, form)) != NULL) {
    gboolean is_form = stands_alone (text, found, form);

    g_string_append_len (out, p, found - p);
    g_string_append (out, is_form ? " " : form);
    p = found + strlen (form);
  }

  g_string_append (out, p);
  g_free (text);
  return g_string_free (out, FALSE);
}

/* Everything between words becomes one space. */
static char *
space_words (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean is_between = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    /* Variation selectors and their like are marks that nobody sees. */
    if (u_hasBinaryProperty ((UChar32) c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
      continue;
    if (!is_word_char (c)) {
      is_between = TRUE;
      continue;
    }
    if (is_between && out->len > 0)
      g_string_append_c (out, ' ');
    is_between = FALSE;
    g_string_append_unichar (out, c);
  }

  return g_string_free (out, FALSE);
}

char *
cf_claim_fold (const char *name)
{
  g_autofree char *normal = cf_text_normalize (name, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *text = NULL;

  if (normal == NULL)
    return g_strdup ("");

  text = g_utf8_casefold (normal, -1);
  for (guint i = 0; i < G_N_ELEMENTS (legal_forms); i++)
    text = drop_legal_form (text, legal_forms[i]);
  return space_words (text);
}

char *
cf_claim_join (const char *text)
{
  return replace (text, " ", "");
}

gboolean
cf_claim_has_trade_word (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (trade_words); i++) {
    const char *found = strstr (text, trade_words[i]);

    if (found != NULL && stands_alone (text, found, trade_words[i]))
      return TRUE;
  }

  return FALSE;
}

char *
cf_claim_dup_skeleton (const CfClaimIndex *self, const char *text)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t room = (int32_t) strlen (text) * 8 + 64;
  g_autofree char *skeleton = g_malloc0 ((gsize) room + 1);
  char *out;

  uspoof_getSkeletonUTF8 (self->checker, 0, text, (int32_t) strlen (text), skeleton, room, &status);
  /* The table maps a zero to a capital O, and domains know no capitals. */
  out = g_ascii_strdown (U_SUCCESS (status) ? skeleton : text, -1);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *before = out;

    out = replace (before, pairs[i].from, pairs[i].to);
  }

  return out;
}

gboolean
cf_claim_is_mixed (const CfClaimIndex *self, const char *text)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t found = uspoof_check2UTF8 (self->checker, text, (int32_t) strlen (text), NULL, &status);

  return U_FAILURE (status) || (found & USPOOF_RESTRICTION_LEVEL) != 0;
}

char *
cf_claim_dup_registrable (const char *domain)
{
  const char *registrable;

  if (domain == NULL || *domain == '\0' || strlen (domain) > CF_LIMIT_ADDRESS_BYTES)
    return NULL;

  registrable = psl_registrable_domain (psl_builtin (), domain);
  return g_strdup (registrable != NULL ? registrable : domain);
}

gboolean
cf_claim_is_suffix (const char *domain)
{
  return strchr (domain, '.') != NULL && psl_is_public_suffix2 (psl_builtin (), domain, PSL_TYPE_ICANN) != 0;
}
