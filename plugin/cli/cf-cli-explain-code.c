/* cf-cli-explain-code.c — what a person typed -> the reason that is meant, or the nearest one */
#include "cf-cli-explain.h"

#include <string.h>

#include "cf-policy-suggest.h"

#define DIGITS "0123456789"

/* As it may come from a telephone, a mail or a Japanese keyboard: "ＣＦ ２０６" is "cf206". */
static char *
fold (const char *word)
{
  g_autofree char *valid = g_utf8_make_valid (word, -1); /* an argument may be any bytes */
  g_autofree char *narrow = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  char *folded = g_utf8_casefold (narrow, -1);
  char *to = folded;

  for (const char *from = folded; *from != '\0'; from++)
    if (*from != ' ')
      *to++ = *from;
  *to = '\0';

  return folded;
}

/* What follows "cf", if a number does. */
static const char *
skip_letters (const char *folded)
{
  const char *rest = g_str_has_prefix (folded, "cf") ? folded + 2 : folded;

  if (rest > folded && *rest == '-')
    rest++;
  return g_ascii_isdigit (*rest) ? rest : folded;
}

/* @nearest: (nullable): a name or three digits that stand in the table. */
static char *
say_nearest (const char *nearest)
{
  CfReason reason = 0;
  gboolean found = nearest != NULL && (cf_reason_find_name (nearest, &reason) ||
                                       cf_reason_find ((guint) g_ascii_strtoull (nearest, NULL, 10), &reason));
  const CfReasonInfo *info = cf_reason_get_info (reason);

  if (!found)
    return g_strdup (_("no such code; \"certfirst explain --list\" shows all"));
  /* TRANSLATORS: "certfirst explain CF210": a code and its name that was probably meant */
  return g_strdup_printf (_("no such code; did you mean CF%u (%s)? \"certfirst explain --list\" shows all"), info->code,
                          info->name);
}

static char *
suggest (const char *typed, gboolean is_number)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < CF_N_REASONS; i++) {
    const CfReasonInfo *info = cf_reason_get_info ((CfReason) i);

    g_ptr_array_add (words, is_number ? g_strdup_printf ("%u", info->code) : g_strdup (info->name));
  }

  return say_nearest (cf_policy_suggest (typed, words));
}

/* "206", "206-private-root-unknown". */
static CfCliCode
find_number (const char *digits, CfReason *out_reason, char **out_remedy)
{
  gsize n = strspn (digits, DIGITS);
  const char *name = digits[n] == '-' ? digits + n + 1 : NULL;
  g_autofree char *number = g_strndup (digits, n);
  CfReason named;

  if (n != 3 || !cf_reason_find ((guint) g_ascii_strtoull (number, NULL, 10), out_reason)) {
    *out_remedy = suggest (number, TRUE);
    return CF_CLI_CODE_UNKNOWN;
  }
  if (name == NULL || (cf_reason_find_name (name, &named) && named == *out_reason))
    return CF_CLI_CODE_FOUND;

  /* Two that contradict each other: nobody can know which one was heard wrongly. */
  *out_remedy = g_strdup_printf (_("CF%s is %s; give the code or the name alone"), number,
                                 cf_reason_get_info (*out_reason)->name);
  return CF_CLI_CODE_UNKNOWN;
}

CfCliCode
cf_cli_explain_find_code (const char *word, CfReason *out_reason, char **out_remedy)
{
  g_autofree char *folded = fold (word);
  const char *rest = skip_letters (folded);
  gsize n = strspn (rest, DIGITS);

  *out_remedy = NULL;
  if (cf_reason_find_name (folded, out_reason))
    return CF_CLI_CODE_FOUND;
  /* A number, and nothing behind it but a name: "206.eml" and "2026-report.json" are files. */
  if (n > 0 && (rest[n] == '\0' || (rest[n] == '-' && strpbrk (rest, "./") == NULL)))
    return find_number (rest, out_reason, out_remedy);
  if (*folded == '\0' || strpbrk (folded, "./") != NULL || g_str_equal (folded, "-") || g_file_test (word, G_FILE_TEST_EXISTS))
    return CF_CLI_CODE_NONE;

  *out_remedy = suggest (folded, FALSE);
  return CF_CLI_CODE_UNKNOWN;
}
