/* cf-evolution-mark.c — report -> the list of messages: the colour of a dangerous mail */
#include "cf-evolution-mark.h"

#include "cf-client-mark.h"

#define TAG "color"

static CfClientMarks *marks;

/* A label's colour wins over the tag in the host's list; what the person chose for a mail is never touched. */
static int
get_shown (const CamelMessageInfo *info)
{
  const char *colour = camel_message_info_get_user_tag (info, TAG);

  if (colour == NULL || *colour == '\0')
    return CF_CLIENT_SHOWN_NONE;
  for (int mark = 0; mark < CF_CLIENT_N_MARKS; mark++) {
    if (g_ascii_strcasecmp (colour, cf_client_options_get_mark_rgb ((CfClientMark) mark)) == 0)
      return mark;
  }
  return CF_CLIENT_SHOWN_OTHER;
}

void
cf_evolution_mark_update (CamelFolder *folder, const char *uid, const CfReport *report)
{
  CfClientOptions options = cf_client_options_load (NULL);
  g_autoptr (CamelMessageInfo) info = camel_folder_get_message_info (folder, uid);

  if (info == NULL)
    return;
  if (marks == NULL)
    marks = cf_client_marks_open ("evolution");

  switch (cf_client_marks_judge (marks, report, get_shown (info), &options)) {
  case CF_CLIENT_MARK_KEEP:
    break;
  case CF_CLIENT_MARK_SET:
    camel_message_info_set_user_tag (info, TAG, cf_client_options_get_mark_rgb (options.mark_colour));
    cf_client_marks_note (marks, report, (int) options.mark_colour);
    break;
  case CF_CLIENT_MARK_TAKE_OFF:
    camel_message_info_set_user_tag (info, TAG, NULL);
    cf_client_marks_note (marks, report, CF_CLIENT_SHOWN_NONE);
    break;
  }
}

void
cf_evolution_mark_finish (void)
{
  g_clear_pointer (&marks, cf_client_marks_free);
}
