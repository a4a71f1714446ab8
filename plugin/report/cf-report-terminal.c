/* cf-report-terminal.c — a report -> the ribbon for a terminal
 *
 * What a stranger wrote can move no cursor and change no colour: characters
 * that hide or move text are replaced once more on the way out.
 */
#include "cf-report-private.h"

#include <string.h>

#define MIN_COLUMNS 20

/* Signs and colours (ECMA-48 SGR) of each look; the words behind them say the same. */
static const struct {
  const char *sign;
  const char *ascii_sign;
  const char *colour;
} looks[] = {
  [CF_RIBBON_LOOK_QUIET] = { "·", "-", "2" },
  [CF_RIBBON_LOOK_GOOD] = { "✔", "[OK]", "1;32" },
  [CF_RIBBON_LOOK_DOMAIN] = { "✔", "[OK]", "1;34" },
  [CF_RIBBON_LOOK_CAUTION] = { "!", "[!]", "1;33" },
  [CF_RIBBON_LOOK_UNKNOWN] = { "?", "[?]", "1;35" },
  [CF_RIBBON_LOOK_DANGER] = { "✖", "[!!]", "1;37;41" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (looks) == CF_RIBBON_N_LOOKS);

/* Signs that begin no line, and that end none (JIS X 4051). */
static const char never_first[] = "、。，．・：；？！ー」』）〉》】〕”’…ぁぃぅぇぉっゃゅょァィゥェォッャュョ々";
static const char never_last[] = "「『（〈《【〔“‘";

const char *
cf_report_get_sign (CfRibbonLook look)
{
  g_assert ((guint) look < G_N_ELEMENTS (looks));
  return looks[look].sign;
}

static guint
get_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

static gboolean
is_among (gunichar c, const char *signs)
{
  return g_utf8_strchr (signs, -1, c) != NULL;
}

/* Whether a line may end between two characters. */
static gboolean
may_break (gunichar c, gunichar next)
{
  if (next == 0 || next == ' ' || is_among (next, never_first) || is_among (c, never_last))
    return FALSE;
  return c == ' ' || g_unichar_iswide (c) || g_unichar_iswide (next);
}

/* Where the next line begins when @width columns are free. */
static const char *
find_line_end (const char *text, guint width)
{
  const char *fits = NULL;
  guint used = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    const char *next = g_utf8_next_char (p);

    used += get_width (c);
    if (used > width && c != ' ' && p > text)
      return fits != NULL ? fits : p;
    if (may_break (c, g_utf8_get_char (next)))
      fits = next;
  }

  return text + strlen (text);
}

static void
append_visible (GString *out, const char *from, const char *to)
{
  for (const char *p = from; p < to; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (out, cf_text_is_invisible (c) ? 0xFFFD : c);
  }
}

void
cf_report_append_wrapped (GString *out, const char *first, const char *text, const char *colour, guint columns)
{
  guint indent = (guint) g_utf8_strlen (first, -1);
  guint width = MAX (columns, MIN_COLUMNS + indent) - indent;

  const char *line = text;

  do {
    const char *next = find_line_end (line, width);
    const char *end = next;

    while (end > line && end[-1] == ' ')
      end--;
    if (colour != NULL)
      g_string_append_printf (out, "\033[%sm", colour);
    if (line == text)
      g_string_append (out, first);
    else
      g_string_append_printf (out, "%*s", (int) indent, "");
    append_visible (out, line, end);
    g_string_append (out, colour != NULL ? "\033[0m\n" : "\n");
    line = next;
  } while (*line != '\0');
}

/* "[verified · good · CF202 · K7QM]": names of the report, for scripts and help desks. */
static char *
describe_codes (const CfReport *report, const char *dot)
{
  const CfRibbonReason *deciding = g_ptr_array_index (report->ribbon->reasons, 0);
  g_autofree char *check_number = cf_report_dup_check_number (report->facts);
  GString *out = g_string_new ("[");

  g_string_append_printf (out, "%s %s %s %s %s", cf_verdict_kind_get_name (report->verdict), dot,
                          cf_severity_get_name (report->severity), dot, deciding->code);
  if (check_number != NULL)
    g_string_append_printf (out, " %s %s", dot, check_number);
  g_string_append_c (out, ']');

  return g_string_free (out, FALSE);
}

static char *
describe_headline (const CfRibbon *ribbon)
{
  return ribbon->pill == NULL ? g_strdup (ribbon->headline)
                              : g_strdup_printf ("[%s] %s", ribbon->pill, ribbon->headline);
}

/* What the deciding reason means, and what can be done. */
static void
append_warning (GString *out, const CfRibbon *ribbon, const char *arrow, guint width)
{
  const CfRibbonReason *deciding = g_ptr_array_index (ribbon->reasons, 0);

  if (*deciding->meaning != '\0')
    cf_report_append_wrapped (out, "  ", deciding->meaning, NULL, width);
  cf_report_append_wrapped (out, arrow, deciding->advice, NULL, width);
}

char *
cf_report_format_terminal (const CfReport *report, gboolean colour, guint columns)
{
  const CfRibbon *ribbon = report->ribbon;
  gboolean utf8 = g_get_charset (NULL);
  guint width = columns == 0 ? G_MAXUINT : columns;
  gboolean warns = report->severity == CF_SEVERITY_CAUTION || report->severity == CF_SEVERITY_DANGER;
  g_autofree char *first =
      g_strconcat (utf8 ? looks[ribbon->look].sign : looks[ribbon->look].ascii_sign, " ", NULL);
  g_autofree char *headline = describe_headline (ribbon);
  g_autofree char *codes = describe_codes (report, utf8 ? "·" : "|");
  GString *out = g_string_new (NULL);

  cf_report_append_wrapped (out, first, headline, colour ? looks[ribbon->look].colour : NULL, width);
  if (ribbon->detail != NULL)
    cf_report_append_wrapped (out, "  ", ribbon->detail, NULL, width);
  if (warns)
    append_warning (out, ribbon, utf8 ? "→ " : "> ", width);
  cf_report_append_wrapped (out, "  ", codes, colour ? "2" : NULL, width);

  return g_string_free (out, FALSE);
}
