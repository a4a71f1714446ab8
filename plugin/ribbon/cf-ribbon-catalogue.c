/* cf-ribbon-catalogue.c — verdict -> ribbon: the catalogues, and which language is meant
 *
 * A ribbon is worded in the language that is asked for, whatever the locale
 * of the process is.  gettext() could do that only by setting LANGUAGE and the
 * locale of the process for a moment, and inside a mail client with threads
 * that is a crash waiting to happen.  So the catalogues, GNU .mo files as
 * msgfmt writes them, are read once and looked up here.
 */
#include "cf-ribbon-private.h"

#include <libintl.h>

#define CATALOGUE_MAGIC 0x950412deu
#define CATALOGUE_MAGIC_SWAPPED 0xde120495u
#define CATALOGUE_MAX_BYTES (8u * CF_MIB)

/* One language: its tag and its texts, which point into @contents. */
typedef struct {
  char *lang;
  char *contents;
  gsize length;
  gboolean swapped;
  GHashTable *texts;
} Catalogue;

/* Every catalogue that is installed; lives as long as the process. */
static GPtrArray *catalogues;

static void
catalogue_free (Catalogue *self)
{
  g_free (self->lang);
  g_free (self->contents);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Catalogue, catalogue_free)

/* The 32-bit number at an offset that is known to lie inside. */
static guint32
get_number (const Catalogue *self, gsize offset)
{
  guint32 number;

  memcpy (&number, self->contents + offset, sizeof number);
  return self->swapped ? GUINT32_SWAP_LE_BE (number) : number;
}

/* String @index of the table at @table: a length and an offset; NULL when it is not wholly inside. */
static const char *
get_string (const Catalogue *self, guint32 table, guint32 index)
{
  guint64 row = (guint64) table + (guint64) index * 8;
  guint64 length, offset;

  if (row + 8 > self->length)
    return NULL;

  length = get_number (self, row);
  offset = get_number (self, row + 4);
  if (offset + length >= self->length || self->contents[offset + length] != '\0')
    return NULL;
  if (!g_utf8_validate (self->contents + offset, length, NULL))
    return NULL;

  return self->contents + offset;
}

/* Fills the texts.  A file that is no catalogue leaves them empty: English is shown then. */
static void
index_texts (Catalogue *self)
{
  guint32 magic = self->length < 20 ? 0 : get_number (self, 0);
  guint32 n_texts;

  self->swapped = magic == CATALOGUE_MAGIC_SWAPPED;
  if (magic != CATALOGUE_MAGIC && !self->swapped)
    return;

  n_texts = MIN (get_number (self, 8), self->length / 16);
  for (guint32 i = 0; i < n_texts; i++) {
    const char *msgid = get_string (self, get_number (self, 12), i);
    const char *text = get_string (self, get_number (self, 16), i);

    if (msgid != NULL && text != NULL && *msgid != '\0' && *text != '\0')
      g_hash_table_insert (self->texts, (char *) msgid, (char *) text);
  }
}

/* Adds the catalogue of one language folder, if it holds one of ours. */
static void
load_catalogue (const char *directory, const char *lang)
{
  g_autofree char *path = g_build_filename (directory, lang, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  g_autoptr (Catalogue) catalogue = g_new0 (Catalogue, 1);

  if (!g_file_get_contents (path, &catalogue->contents, &catalogue->length, NULL))
    return;
  if (catalogue->length > CATALOGUE_MAX_BYTES)
    return;

  catalogue->lang = g_strdup (lang);
  catalogue->texts = g_hash_table_new (g_str_hash, g_str_equal);
  index_texts (catalogue);
  if (g_hash_table_size (catalogue->texts) > 0)
    g_ptr_array_add (catalogues, g_steal_pointer (&catalogue));
}

static const char *
get_directory (void)
{
  const char *named = g_getenv ("CERTFIRST_LOCALEDIR");

  return named != NULL && *named != '\0' ? named : CF_LOCALEDIR;
}

static gpointer
load_catalogues (gpointer unused)
{
  g_autoptr (GDir) directory = g_dir_open (get_directory (), 0, NULL);
  /* Dates are local: GLib reads the time zone with the first of them and keeps it. */
  g_autoptr (GDateTime) opens_time_zone = g_date_time_new_now_local ();
  const char *lang;

  catalogues = g_ptr_array_new_with_free_func ((GDestroyNotify) catalogue_free);
  while (directory != NULL && (lang = g_dir_read_name (directory)) != NULL)
    load_catalogue (get_directory (), lang);

  /* For who looks up our domain by gettext's own functions.  The host's domain stays as it is. */
  bindtextdomain (GETTEXT_PACKAGE, get_directory ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  return NULL;
}

void
cf_ribbon_prepare (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, load_catalogues, NULL);
}

/* Length of the language that starts a tag or locale name: "ja" of "ja_JP.UTF-8". */
static gsize
get_language_length (const char *tag)
{
  return strcspn (tag, "-_.@");
}

static gboolean
is_same_language (const char *tag, const char *lang)
{
  gsize length = get_language_length (lang);

  return length == get_language_length (tag) && g_ascii_strncasecmp (tag, lang, length) == 0;
}

/* Whether the tag, encoding and modifier apart, is the catalogue's: "pt-BR" for "pt_BR". */
static gboolean
is_same_tag (const char *tag, const char *lang)
{
  g_autofree char *name = g_strndup (tag, strcspn (tag, ".@"));

  g_strdelimit (name, "-", '_');
  return g_ascii_strcasecmp (name, lang) == 0;
}

static const Catalogue *
find_catalogue (const char *tag, gboolean (*fits) (const char *tag, const char *lang))
{
  for (guint i = 0; i < catalogues->len; i++) {
    const Catalogue *catalogue = g_ptr_array_index (catalogues, i);

    if (fits (tag, catalogue->lang))
      return catalogue;
  }

  return NULL;
}

/* The language that a tag asks for; NULL when we do not have it. */
static const char *
find_lang (const char *tag)
{
  const Catalogue *catalogue;

  if (is_same_language (tag, "en"))
    return "en";

  catalogue = find_catalogue (tag, is_same_tag);
  if (catalogue == NULL)
    catalogue = find_catalogue (tag, is_same_language);

  return catalogue != NULL ? catalogue->lang : NULL;
}

const char *
cf_ribbon_choose_lang (const char *lang)
{
  const char *found;

  cf_ribbon_prepare ();
  if (lang != NULL)
    found = find_lang (lang);
  else {
    found = NULL;
    for (const char *const *names = g_get_language_names (); found == NULL && *names != NULL; names++)
      found = find_lang (*names);
  }

  return found != NULL ? found : "en";
}

const char *
cf_ribbon_translate (const char *lang, const char *msgid)
{
  const char *tag = cf_ribbon_choose_lang (lang);
  const Catalogue *catalogue = find_catalogue (tag, is_same_tag);
  const char *text = catalogue == NULL ? NULL : g_hash_table_lookup (catalogue->texts, msgid);

  return text != NULL ? text : msgid;
}
