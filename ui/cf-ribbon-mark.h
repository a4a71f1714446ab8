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

/* Rows of the tables of signs and colours in cf-ribbon-mark.c. */
typedef struct {
  guint sign;
  guint colour;
} CfRibbonMark;

/**
 * cf_ribbon_mark_load:
 * @path: file of the mark; made when it is missing or holds no mark
 *
 * A file that cannot be written gives a mark that lasts as long as the process.
 */
CfRibbonMark cf_ribbon_mark_load (const char *path);

/* The mark of this user, read once for each process. */
CfRibbonMark cf_ribbon_mark_get (void);

/* How many signs there are to choose from. */
guint cf_ribbon_mark_get_n_signs (void);

/* How many colours there are to choose from. */
guint cf_ribbon_mark_get_n_colours (void);

/* "certfirst-mark-star-symbolic"; static. */
const char *cf_ribbon_mark_get_icon (CfRibbonMark mark);

/* Class of the style sheet: "violet"; static. */
const char *cf_ribbon_mark_get_class (CfRibbonMark mark);

/* "Your mark: star, violet" in a language.  (transfer full) */
char *cf_ribbon_mark_describe (CfRibbonMark mark, const char *lang);

G_END_DECLS
