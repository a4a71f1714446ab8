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

/* "star violet"; written only when both words are known. */
static gboolean
parse_mark (const char *text, CfRibbonMark *out_mark)
{
  g_autofree char *line = g_strstrip (g_strndup (text, strcspn (text, "\n")));
  g_auto (GStrv) words = g_strsplit (line, " ", 2);
  guint sign = 0;
  guint colour = 0;

  if (g_strv_length (words) != 2)
    return FALSE;
  while (sign < G_N_ELEMENTS (signs) && !g_str_equal (signs[sign].name, words[0]))
    sign++;
  while (colour < G_N_ELEMENTS (colours) && !g_str_equal (colours[colour].name, words[1]))
    colour++;
  if (sign == G_N_ELEMENTS (signs) || colour == G_N_ELEMENTS (colours))
    return FALSE;

  out_mark->sign = sign;
  out_mark->colour = colour;
  return TRUE;
}

static gboolean
read_mark (const char *path, CfRibbonMark *out_mark)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && parse_mark (text, out_mark);
}

static void
write_mark (const char *path, CfRibbonMark mark)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = g_strdup_printf ("%s %s\n", signs[mark.sign].name, colours[mark.colour].name);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_info ("The mark is not kept: %s", error->message);
}

CfRibbonMark
cf_ribbon_mark_load (const char *path)
{
  CfRibbonMark mark;

  if (read_mark (path, &mark)) {
    /* Who can read the mark can paint it. */
    if (g_chmod (path, 0600) != 0)
      g_info ("The mark may be readable for others: %s", g_strerror (errno));
    return mark;
  }

  mark.sign = (guint) g_random_int_range (0, G_N_ELEMENTS (signs));
  mark.colour = (guint) g_random_int_range (0, G_N_ELEMENTS (colours));
  write_mark (path, mark);
  return mark;
}

CfRibbonMark
cf_ribbon_mark_get (void)
{
  static CfRibbonMark mark;
  static gsize loaded = 0;

  if (g_once_init_enter (&loaded)) {
    g_autofree char *path = g_build_filename (g_get_user_config_dir (), "certfirst", "mark", NULL);

    mark = cf_ribbon_mark_load (path);
    g_once_init_leave (&loaded, 1);
  }
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

char *
cf_ribbon_mark_describe (CfRibbonMark mark, const char *lang)
{
  const char *sign = cf_ribbon_translate (lang, signs[mark.sign].word);
  const char *colour = cf_ribbon_translate (lang, colours[mark.colour].word);
  g_autoptr (GString) text = NULL;

  /* TRANSLATORS: name of the small tile at the left end of the ribbon; keep {sign} and {colour}. */
  text = g_string_new (cf_ribbon_translate (lang, N_ ("Your mark: {sign}, {colour}")));
  g_string_replace (text, "{sign}", sign, 1);
  g_string_replace (text, "{colour}", colour, 1);
  return g_strdup (text->str);
}
