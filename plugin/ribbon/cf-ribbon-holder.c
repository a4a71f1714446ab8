/* cf-ribbon-holder.c — verdict -> ribbon: a certificate's holder, and what was accepted of its chain, in words */
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

/* As accept= of [anchor NAME] names them.  TRANSLATORS: what an administrator lets pass although it is weak; stands in the
 * details of a certificate, perhaps one behind the other. */
static const struct {
  const char *accepted;
  const char *words;
} weaknesses[] = {
  { "sha1-certificates", N_("certificates signed with SHA-1") },
  { "rsa1024-keys", N_("RSA keys below 2048 bits") },
};

static const char *
find_weakness (const char *accepted, const char *lang)
{
  for (guint i = 0; i < G_N_ELEMENTS (weaknesses); i++)
    if (g_str_equal (weaknesses[i].accepted, accepted))
      return cf_ribbon_translate (lang, weaknesses[i].words);

  return accepted;
}

char *
cf_ribbon_format_accepted (const char *accepted, const char *lang)
{
  g_auto (GStrv) each = g_strsplit (accepted, ";", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; each[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i == 0 ? "" : ", ", find_weakness (each[i], lang));

  return g_string_free (out, FALSE);
}
