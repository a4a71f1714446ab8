/* cf-thunderbird-person.c — what Thunderbird's add-on asks about the person: the mark, and what was chosen
 *
 * One question, one answer, then the end.  It never sees a message, and the
 * engine, which does, never opens these files: so no mail, report or log can
 * come to hold the mark.  Thunderbird lets only the add-on ask (manifest).
 */
#include <stdlib.h>
#include <unistd.h>

#include "cf-client-options.h"
#include "cf-frame.h"
#include "cf-limits.h"
#include "cf-ribbon-mark.h"
#include "cf-ribbon.h"
#include "cf-text.h"

#define QUESTION_BYTES (1 * CF_KIB)

/* The language that was chosen, else that of the mail program. */
static const char *
choose_lang (const CfClientOptions *options, const char *lang)
{
  const char *chosen = cf_client_options_get_lang (options);

  return chosen != NULL ? chosen : cf_ribbon_choose_lang (lang);
}

static JsonObject *
write_mark (const char *lang)
{
  CfRibbonMark mark = cf_ribbon_mark_get ();
  g_autofree char *name = cf_ribbon_mark_describe (mark, lang);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "icon", cf_ribbon_mark_get_icon (mark));
  json_object_set_string_member (object, "colour", cf_ribbon_mark_get_class (mark));
  json_object_set_string_member (object, "word", mark.word);
  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "tooltip", cf_ribbon_translate (lang, "A ribbon without this mark is not ours"));
  return object;
}

static JsonObject *
write_options (const CfClientOptions *options)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "mark_dangers", options->mark_dangers);
  json_object_set_string_member (object, "mark_colour", cf_client_options_name_mark (options->mark_colour));
  json_object_set_string_member (object, "mark_rgb", cf_client_options_get_mark_rgb (options->mark_colour));
  json_object_set_boolean_member (object, "notify", options->notify);
  json_object_set_string_member (object, "lang", cf_client_options_get_lang (options));
  return object;
}

static gboolean
answer_person (JsonObject *question, JsonObject *answer, GError **error)
{
  CfClientOptions options = cf_client_options_load (NULL);
  const char *asked = NULL;
  const char *lang;

  if (json_object_has_member (question, "lang") && !cf_frame_get_string (question, "lang", &asked, error))
    return FALSE;

  lang = choose_lang (&options, asked);
  json_object_set_object_member (answer, "mark", write_mark (lang));
  json_object_set_object_member (answer, "options", write_options (&options));
  json_object_set_string_member (answer, "lang", lang);
  /* TRANSLATORS: in the ribbon while the engine works. */
  json_object_set_string_member (answer, "loading", cf_ribbon_translate (lang, "Checking the certificate…"));
  return TRUE;
}

static CfClientMark
find_colour (const char *name, CfClientMark otherwise)
{
  for (guint i = 0; i < CF_CLIENT_N_MARKS; i++)
    if (g_str_equal (cf_client_options_name_mark (i), name))
      return (CfClientMark) i;
  return otherwise;
}

static CfClientLanguage
find_language (const char *lang)
{
  if (g_str_equal (lang, "en"))
    return CF_CLIENT_LANGUAGE_EN;
  return g_str_equal (lang, "ja") ? CF_CLIENT_LANGUAGE_JA : CF_CLIENT_LANGUAGE_SYSTEM;
}

/* What the add-on has no switch for stays as it is. */
static gboolean
answer_choose (JsonObject *question, JsonObject *answer, GError **error)
{
  CfClientOptions options = cf_client_options_load (NULL);
  const char *colour;
  const char *lang;

  if (!cf_frame_get_boolean (question, "mark_dangers", &options.mark_dangers, error) ||
      !cf_frame_get_boolean (question, "notify", &options.notify, error) ||
      !cf_frame_get_string (question, "mark_colour", &colour, error) ||
      !cf_frame_get_string (question, "chosen_lang", &lang, error))
    return FALSE;

  options.mark_colour = find_colour (colour, options.mark_colour);
  options.language = find_language (lang);
  return cf_client_options_save (NULL, &options, error) && answer_person (question, answer, error);
}

/* The window of its own where the mark is chosen; it tells nobody what was chosen. */
static gboolean
answer_choose_mark (JsonObject *question, JsonObject *answer, GError **error)
{
  const char *named = g_getenv ("CERTFIRST_MARK_PROGRAM");
  const char *const command[] = { named != NULL ? named : CF_BINDIR "/certfirst-mark", NULL };

  return g_spawn_async (NULL, (char **) command, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                        NULL, error);
}

/* What may be asked; everything else is refused. */
static const struct {
  const char *type;
  gboolean (*answer) (JsonObject *question, JsonObject *answer, GError **error);
} questions[] = {
  { "person", answer_person },
  { "choose", answer_choose },
  { "choose-mark", answer_choose_mark },
};

static JsonObject *
answer_question (JsonObject *question)
{
  g_autoptr (JsonObject) answer = json_object_new ();
  g_autoptr (GError) error = NULL;
  const char *type = "";
  gboolean done = FALSE;

  if (cf_frame_get_string (question, "type", &type, &error))
    for (gsize i = 0; i < G_N_ELEMENTS (questions) && !done; i++)
      if (g_str_equal (type, questions[i].type))
        done = questions[i].answer (question, answer, &error);

  json_object_set_string_member (answer, "type", done ? type : "error");
  if (error != NULL)
    json_object_set_string_member (answer, "message", error->message);
  return g_steal_pointer (&answer);
}

static gboolean
read_question (CfFrameReader *reader, CfFrame *frame, GError **error)
{
  while (cf_frame_reader_take (reader, frame, error) && frame->object == NULL)
    if (cf_frame_reader_fill (reader, STDIN_FILENO, error) <= 0)
      return FALSE;
  return frame->object != NULL;
}

static gboolean
write_all (GBytes *bytes)
{
  gsize left;
  const char *at = g_bytes_get_data (bytes, &left);

  while (left > 0) {
    gssize written = write (STDOUT_FILENO, at, left);

    if (written <= 0)
      return FALSE;
    at += written;
    left -= (gsize) written;
  }
  return TRUE;
}

int
main (void)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (QUESTION_BYTES);
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  cf_ribbon_prepare ();
  if (!read_question (reader, &frame, &error))
    return EXIT_FAILURE;

  answer = answer_question (frame.object);
  bytes = cf_frame_write (answer);
  return write_all (bytes) ? EXIT_SUCCESS : EXIT_FAILURE;
}
