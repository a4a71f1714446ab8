/* cf-ribbon-mark.c — ribbon -> pixels: the reader's own mark at the left end
 */
#include "cf-ribbon-mark.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cf-ribbon.h"

/* No sign and no colour of a verdict, and nothing that promises safety. */
static const struct {
  const char *name;
  const char *icon;
  const char *word;
} signs[] = {
  /* TRANSLATORS: signs of "Your mark: star, violet"; one short noun each. */
  { "star", "certfirst-mark-star-symbolic", N_ ("star") },
  { "moon", "certfirst-mark-moon-symbolic", N_ ("moon") },
  { "leaf", "certfirst-mark-leaf-symbolic", N_ ("leaf") },
  { "cup", "certfirst-mark-cup-symbolic", N_ ("cup") },
  { "bell", "certfirst-mark-bell-symbolic", N_ ("bell") },
  { "boat", "certfirst-mark-boat-symbolic", N_ ("boat") },
  { "fish", "certfirst-mark-fish-symbolic", N_ ("fish") },
  { "tree", "certfirst-mark-tree-symbolic", N_ ("tree") },
  { "house", "certfirst-mark-house-symbolic", N_ ("house") },
  { "flower", "certfirst-mark-flower-symbolic", N_ ("flower") },
  { "umbrella", "certfirst-mark-umbrella-symbolic", N_ ("umbrella") },
  { "mountain", "certfirst-mark-mountain-symbolic", N_ ("mountain") },
};

/* The values stand in certfirst.css under the same names. */
static const struct {
  const char *name;
  const char *word;
} colours[] = {
  /* TRANSLATORS: colours of "Your mark: star, violet"; one word each. */
  { "violet", N_ ("violet") }, { "magenta", N_ ("magenta") }, { "teal", N_ ("teal") },
  { "brown", N_ ("brown") },   { "navy", N_ ("navy") },       { "slate", N_ ("slate grey") },
};

guint
cf_ribbon_mark_get_n_signs (void)
{
  return G_N_ELEMENTS (signs);
}

guint
cf_ribbon_mark_get_n_colours (void)
{
  return G_N_ELEMENTS (colours);
}

/* What a ribbon says of a mail, folded: a mark must not look like a verdict. */
static const char *const said_of_mail[] = {
  "danger", "caution", "safe",     "signed",   "verified", "genuine",  "trusted",
  "危険",   "注意",    "安全",     "署名済",   "署名済み", "署名あり", "確認済",
  "確認済み", "本物",  "正規",     "公式",
};

char *
cf_ribbon_mark_dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "certfirst", "mark", NULL);
}

static gboolean
is_said_of_mail (const char *word)
{
  g_autofree char *normal = g_utf8_normalize (word, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal, -1);

  for (guint i = 0; i < G_N_ELEMENTS (said_of_mail); i++) {
    if (g_str_equal (folded, said_of_mail[i]))
      return TRUE;
  }
  return FALSE;
}

gboolean
cf_ribbon_mark_is_word (const char *word)
{
  guint columns = 0;

  if (*word == '\0' || strlen (word) >= CF_RIBBON_MARK_WORD_BYTES || !g_utf8_validate (word, -1, NULL))
    return FALSE;
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (!g_unichar_isalnum (c) || g_unichar_iszerowidth (c))
      return FALSE;
    columns += g_unichar_iswide (c) ? 2 : 1;
  }
  return columns <= CF_RIBBON_MARK_WORD_COLUMNS && !is_said_of_mail (word);
}

static gboolean
find_sign (const char *name, guint *out_sign)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++) {
    if (g_str_equal (signs[i].name, name)) {
      *out_sign = i;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
find_colour (const char *name, guint *out_colour)
{
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++) {
    if (g_str_equal (colours[i].name, name)) {
      *out_colour = i;
      return TRUE;
    }
  }
  return FALSE;
}

/* "star violet" or "star violet ひまわり", the word in place of the star;
 * written only when all of it is known. */
static gboolean
parse_mark (const char *text, CfRibbonMark *out_mark)
{
  g_autofree char *line = g_strstrip (g_strndup (text, strcspn (text, "\n")));
  g_auto (GStrv) parts = g_strsplit (line, " ", 3);
  guint n = g_strv_length (parts);
  CfRibbonMark mark = { 0 };

  if (n < 2 || !find_sign (parts[0], &mark.sign) || !find_colour (parts[1], &mark.colour))
    return FALSE;
  if (n == 3 && !cf_ribbon_mark_is_word (parts[2]))
    return FALSE;

  if (n == 3)
    g_strlcpy (mark.word, parts[2], sizeof mark.word);
  *out_mark = mark;
  return TRUE;
}

static gboolean
read_mark (const char *path, CfRibbonMark *out_mark)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && parse_mark (text, out_mark);
}

gboolean
cf_ribbon_mark_save (const char *path, const CfRibbonMark *mark, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text =
      g_strdup_printf ("%s %s%s%s\n", signs[mark->sign].name, colours[mark->colour].name,
                       *mark->word != '\0' ? " " : "", mark->word);

  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

CfRibbonMark
cf_ribbon_mark_load (const char *path)
{
  g_autoptr (GError) error = NULL;
  CfRibbonMark mark = { 0 };

  if (read_mark (path, &mark)) {
    /* Who can read the mark can paint it. */
    if (g_chmod (path, 0600) != 0)
      g_info ("The mark may be readable for others: %s", g_strerror (errno));
    return mark;
  }

  mark.sign = (guint) g_random_int_range (0, G_N_ELEMENTS (signs));
  mark.colour = (guint) g_random_int_range (0, G_N_ELEMENTS (colours));
  if (!cf_ribbon_mark_save (path, &mark, &error))
    g_info ("The mark is not kept: %s", error->message);
  return mark;
}

CfRibbonMark
cf_ribbon_mark_get (void)
{
  static CfRibbonMark mark;
  static gboolean loaded = FALSE;
  g_autofree char *path = cf_ribbon_mark_dup_path ();

  if (!loaded)
    mark = cf_ribbon_mark_load (path);
  else if (!read_mark (path, &mark))
    g_debug ("The mark of before stays");
  loaded = TRUE;
  return mark;
}

const char *
cf_ribbon_mark_get_icon (CfRibbonMark mark)
{
  return signs[mark.sign].icon;
}

const char *
cf_ribbon_mark_get_class (CfRibbonMark mark)
{
  return colours[mark.colour].name;
}

const char *
cf_ribbon_mark_name_sign (CfRibbonMark mark, const char *lang)
{
  return cf_ribbon_translate (lang, signs[mark.sign].word);
}

const char *
cf_ribbon_mark_name_colour (CfRibbonMark mark, const char *lang)
{
  return cf_ribbon_translate (lang, colours[mark.colour].word);
}

char *
cf_ribbon_mark_describe (CfRibbonMark mark, const char *lang)
{
  const char *sign = *mark.word != '\0' ? mark.word : cf_ribbon_mark_name_sign (mark, lang);
  const char *colour = cf_ribbon_mark_name_colour (mark, lang);
  g_autoptr (GString) text = NULL;

  /* TRANSLATORS: name of the small tile at the left end of the ribbon; keep {sign} and {colour}. */
  text = g_string_new (cf_ribbon_translate (lang, N_ ("Your mark: {sign}, {colour}")));
  g_string_replace (text, "{sign}", sign, 1);
  g_string_replace (text, "{colour}", colour, 1);
  return g_strdup (text->str);
}
