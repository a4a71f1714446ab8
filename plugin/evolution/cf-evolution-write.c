/* cf-evolution-write.c — a press in the details -> a new mail in Evolution with the report */
#include "cf-evolution-write.h"

#include <string.h>

#include <composer/e-msg-composer.h>
#include <mail/em-composer-utils.h>

/* Until the window is there. */
typedef struct {
  CamelFolder *folder; /* (nullable) */
  CamelMimePart *report;
  char *subject;
} Waiting;

static void
waiting_free (Waiting *waiting)
{
  g_clear_object (&waiting->folder);
  g_clear_object (&waiting->report);
  g_free (waiting->subject);
  g_free (waiting);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

static void
on_composer (GObject *unused, GAsyncResult *result, gpointer data)
{
  g_autoptr (Waiting) waiting = data;
  g_autoptr (GError) error = NULL;
  EMsgComposer *composer = e_msg_composer_new_finish (result, &error);

  if (composer == NULL) {
    g_warning ("%s", error->message);
    return;
  }
  e_msg_composer_attach (composer, waiting->report);
  em_utils_compose_new_message (composer, waiting->folder);
  /* That one empties it. */
  e_composer_header_table_set_subject (e_msg_composer_get_header_table (composer), waiting->subject);
}

void
cf_evolution_write_report (EShell *shell, CamelFolder *folder, const CfDetailsMail *mail)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->folder = folder == NULL ? NULL : g_object_ref (folder);
  waiting->report = camel_mime_part_new ();
  camel_mime_part_set_content (waiting->report, mail->text, (int) strlen (mail->text), "text/plain; charset=utf-8");
  camel_mime_part_set_disposition (waiting->report, "attachment");
  camel_mime_part_set_filename (waiting->report, mail->file_name);
  waiting->subject = g_strdup (mail->subject);
  e_msg_composer_new (shell, on_composer, waiting);
}
