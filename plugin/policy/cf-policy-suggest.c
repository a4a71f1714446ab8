/* cf-policy-suggest.c — our own files → errors: the word that was probably meant */
#include "cf-policy-suggest.h"

#include <string.h>

/* The longest word of the table has 20 letters; a longer one is no slip of the finger. */
#define MAX_LETTERS 40

static guint
min3 (guint a, guint b, guint c)
{
  return MIN (MIN (a, b), c);
}

/* Letters to insert, delete, replace or swap with their neighbour.  Rows of
 * the usual matrix; two of them are kept for the swap. */
static guint
count_edits (const char *a, const char *b)
{
  guint rows[3][MAX_LETTERS + 1] = { { 0 } };
  guint n = strlen (b);

  for (guint j = 0; j <= n; j++)
    rows[0][j] = j;

  for (guint i = 1; a[i - 1] != '\0'; i++) {
    guint *row = rows[i % 3];
    const guint *above = rows[(i + 2) % 3];
    const guint *two_above = rows[(i + 1) % 3];

    row[0] = i;
    for (guint j = 1; j <= n; j++) {
      row[j] = min3 (above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = MIN (row[j], two_above[j - 2] + 1);
    }
  }

  return rows[strlen (a) % 3][n];
}

/* 1 for a word of four letters, 3 for one of ten or more. */
static guint
allowed_edits (const char *word)
{
  return MIN (3, 1 + strlen (word) / 5);
}

const char *
cf_policy_suggest (const char *typed, const GPtrArray *words)
{
  g_autofree char *folded = g_ascii_strdown (typed, -1);
  const char *nearest = NULL;
  guint fewest = G_MAXUINT;

  if (*folded == '\0' || strlen (folded) > MAX_LETTERS)
    return NULL;

  for (guint i = 0; i < words->len; i++) {
    const char *word = g_ptr_array_index (words, i);
    /* A word that was cut short ("cert") is as near as one wrong letter. */
    guint edits = strlen (folded) >= 3 && g_str_has_prefix (word, folded) ? 1 : count_edits (folded, word);

    if (edits < fewest && edits <= allowed_edits (word)) {
      nearest = word;
      fewest = edits;
    }
  }

  return nearest;
}
