/* cf-ribbon-mark.h — ribbon -> pixels: the reader's own mark at the left end
 *
 * A message can paint a ribbon in its own area, but not this sign, which only
 * the reader and this machine know.  It is random until chosen, kept in
 * $XDG_CONFIG_HOME/certfirst/mark with mode 600, and never leaves it.
 * Stands on: base, ribbon, GLib.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RIBBON section 1: four full-width or eight Latin characters, in UTF-8 with its end. */
#define CF_RIBBON_MARK_WORD_COLUMNS 8
#define CF_RIBBON_MARK_WORD_BYTES 33

/**
 * CfRibbonMark:
 * @sign, @colour: rows of the tables in cf-ribbon-mark.c
 * @word: shown instead of the sign; empty for none
 */
typedef struct {
  guint sign;
  guint colour;
  char word[CF_RIBBON_MARK_WORD_BYTES];
} CfRibbonMark;

/* $XDG_CONFIG_HOME/certfirst/mark.  (transfer full) */
char *cf_ribbon_mark_dup_path (void);

/**
 * cf_ribbon_mark_load:
 * @path: file of the mark; made when it is missing or holds no mark
 *
 * A file that cannot be written gives a mark that lasts as long as the process.
 */
CfRibbonMark cf_ribbon_mark_load (const char *path);

/* Keeps a chosen mark in a file of mode 600. */
gboolean cf_ribbon_mark_save (const char *path, const CfRibbonMark *mark, GError **error);

/* The mark of this user.  The file is read each time, so that a new choice
 * shows with the next mail; where it cannot be read, the last mark stays. */
CfRibbonMark cf_ribbon_mark_get (void);

/* Whether a word may be a mark: letters and digits, eight columns, and not what a ribbon says of a mail. */
gboolean cf_ribbon_mark_is_word (const char *word);

/* How many signs there are to choose from. */
guint cf_ribbon_mark_get_n_signs (void);

/* How many colours there are to choose from. */
guint cf_ribbon_mark_get_n_colours (void);

/* "certfirst-mark-star-symbolic"; static. */
const char *cf_ribbon_mark_get_icon (CfRibbonMark mark);

/* Class of the style sheet: "violet"; static. */
const char *cf_ribbon_mark_get_class (CfRibbonMark mark);

/* "star" and "violet" in a language.  (transfer none) */
const char *cf_ribbon_mark_name_sign (CfRibbonMark mark, const char *lang);
const char *cf_ribbon_mark_name_colour (CfRibbonMark mark, const char *lang);

/* "Your mark: star, violet" in a language.  (transfer full) */
char *cf_ribbon_mark_describe (CfRibbonMark mark, const char *lang);

G_END_DECLS
