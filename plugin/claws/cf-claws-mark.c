/* cf-claws-mark.c — verdict -> the colour of a mail in Claws Mail's list: danger, and nothing else */
#include "cf-claws-mark.h"

#include "common/hooks.h"
#include "folder.h"

/* When it is done, and how often it is tried while the host is in a main loop of its own. */
#define SOON_MS 200

/* One mail whose mark is due. */
typedef struct {
  CfClawsHost *host;
  char *folder;
  guint number;
  char *hash;
  CfReport report; /* of it, no more than a mark depends on */
  CfFacts facts;
} Mark;

/* The host's numbers of its colour labels. */
static const guint labels[CF_CLIENT_N_MARKS] = {
  [CF_CLIENT_MARK_RED] = 2,
  [CF_CLIENT_MARK_ORANGE] = 1,
  [CF_CLIENT_MARK_PINK] = 3,
  [CF_CLIENT_MARK_BROWN] = 7,
};

static int
get_shown (const MsgInfo *info)
{
  guint label = MSG_GET_COLORLABEL_VALUE (info->flags);

  if (label == 0)
    return CF_CLIENT_SHOWN_NONE;
  for (int mark = 0; mark < CF_CLIENT_N_MARKS; mark++) {
    if (labels[mark] == label)
      return mark;
  }
  return CF_CLIENT_SHOWN_OTHER;
}

/* Folders of what the person wrote or threw away carry no marks. */
static gboolean
is_markable (FolderItem *item)
{
  static const SpecialFolderItemType others[] = { F_QUEUE, F_DRAFT, F_OUTBOX, F_TRASH };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    if (folder_has_parent_of_type (item, others[i]))
      return FALSE;
  }
  return TRUE;
}

/* Only in what Claws Mail keeps itself.  Its own function for flags would first
 * select the folder on an IMAP server, in a main loop inside ours. */
static void
set_label (MsgInfo *info, guint label)
{
  MsgInfoUpdate update = { .msginfo = info, .flags = MSGINFO_UPDATE_FLAGS };

  info->flags.perm_flags = (info->flags.perm_flags & ~MSG_CLABEL_FLAG_MASK) | MSG_COLORLABEL_TO_FLAGS (label);
  info->folder->mark_dirty = TRUE;
  hooks_invoke (MSGINFO_UPDATE_HOOKLIST, &update);
}

static void
change (CfClawsHost *host, MsgInfo *info, const CfReport *report, const CfClientOptions *options)
{
  CfClientMarkChange wanted = cf_client_marks_judge (host->marks, report, get_shown (info), options);

  if (wanted == CF_CLIENT_MARK_SET) {
    set_label (info, labels[options->mark_colour]);
    cf_client_marks_note (host->marks, report, (int) options->mark_colour);
  } else if (wanted == CF_CLIENT_MARK_TAKE_OFF) {
    set_label (info, 0);
    cf_client_marks_note (host->marks, report, CF_CLIENT_SHOWN_NONE);
  }
}

static void
apply (Mark *mark)
{
  CfClientOptions options = cf_client_options_load (NULL);
  FolderItem *item = folder_find_item_from_identifier (mark->folder);
  MsgInfo *info = item == NULL || !is_markable (item) ? NULL : folder_item_get_msginfo (item, (gint) mark->number);

  if (info == NULL)
    return;

  if (cf_client_marks_judge (mark->host->marks, &mark->report, get_shown (info), &options) != CF_CLIENT_MARK_KEEP &&
      cf_claws_message_is_at (item, mark->number, mark->hash))
    change (mark->host, info, &mark->report, &options);
  procmsg_msginfo_free (&info);
}

static void
mark_free (Mark *mark)
{
  cf_claws_host_unref (mark->host);
  g_free (mark->folder);
  g_free (mark->hash);
  g_free (mark->facts.canonical_sha256);
  g_free (mark);
}

static gboolean
on_time (gpointer data)
{
  Mark *mark = data;

  if (mark->host->is_closed)
    return G_SOURCE_REMOVE;
  /* In a main loop of its own the host may be about to write flags that it read before. */
  if (g_main_depth () > 1)
    return G_SOURCE_CONTINUE;

  apply (mark);
  return G_SOURCE_REMOVE;
}

void
cf_claws_mark_show (CfClawsHost *host, const char *folder, guint number, const char *hash, const CfReport *report)
{
  Mark *mark = g_new0 (Mark, 1);

  mark->host = cf_claws_host_ref (host);
  mark->folder = g_strdup (folder);
  mark->number = number;
  mark->hash = g_strdup (hash);
  mark->facts.canonical_sha256 = g_strdup (report->facts->canonical_sha256);
  mark->report.facts = &mark->facts;
  mark->report.verdict = report->verdict;
  mark->report.severity = report->severity;
  g_timeout_add_full (G_PRIORITY_DEFAULT, SOON_MS, on_time, mark, (GDestroyNotify) mark_free);
}
