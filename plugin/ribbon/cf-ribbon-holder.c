/* cf-ribbon-holder.c — verdict -> ribbon: the number and the name of a certificate's holder in words */
#include "cf-ribbon-private.h"

#include <string.h>

/* The first row whose beginning fits.  TRANSLATORS: the number under which an organisation is registered; {x} is the
 * number, {y} the country. */
static const struct {
  const char *scheme;
  const char *words;
} schemes[] = {
  { "NTRJP-", N_("corporate number {x}") },
  { "NTR", N_("trade register ({y}) {x}") },
  { "VAT", N_("VAT number ({y}) {x}") },
  { "LEI", N_("LEI {x}") },
};

char *
cf_ribbon_format_registration (const char *registration, const char *lang)
{
  const char *dash = strchr (registration, '-');

  for (guint i = 0; dash != NULL && i < G_N_ELEMENTS (schemes); i++) {
    g_autofree char *country = NULL;

    if (!g_str_has_prefix (registration, schemes[i].scheme))
      continue;
    country = g_strndup (registration + 3, (gsize) (dash - registration - 3));
    return cf_ribbon_compose (cf_ribbon_translate (lang, schemes[i].words), dash + 1, country, NULL);
  }

  return g_strdup (registration);
}

char *
cf_ribbon_format_person (const char *person, gboolean is_pseudonym, const char *lang)
{
  if (!is_pseudonym)
    return g_strdup (person);

  /* TRANSLATORS: {x} is a name that somebody goes by, as a certificate says. */
  return cf_ribbon_compose (cf_ribbon_translate (lang, N_("{x} (pseudonym)")), person, NULL, NULL);
}
