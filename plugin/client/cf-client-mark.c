/* cf-client-mark.c — whether the mark of a mail in the client's list is set, kept or taken off */
#include "cf-client-mark.h"

#include "cf-client-kept.h"
#include "cf-limits.h"

/* One mail that we marked.  Its colour is what the list showed then. */
typedef struct {
  char *mail; /* hash of the canonical form */
  int colour;
} Mark;

struct _CfClientMarks {
  CfClientKept *kept;
  GPtrArray *marks; /* of Mark, oldest first */
};

/* Whose the mark is that the list shows. */
typedef enum { OWNER_NOBODY, OWNER_TAKEN_OFF, OWNER_WE, OWNER_PERSON, N_OWNERS } Owner;

/* What would be shown by the verdict and the person's choice. */
typedef enum { WISH_MARK, WISH_SAME_MARK, WISH_NONE, WISH_NOT_KNOWN, N_WISHES } Wish;

/* The person's mark, and the person's taking ours off, outlast every verdict;
 * what is not known takes no warning away. */
static const CfClientMarkChange changes[N_OWNERS][N_WISHES] = {
  /*                     a mark              that mark            none                     not known */
  [OWNER_NOBODY]    = { CF_CLIENT_MARK_SET,  CF_CLIENT_MARK_SET,  CF_CLIENT_MARK_KEEP,     CF_CLIENT_MARK_KEEP },
  [OWNER_TAKEN_OFF] = { CF_CLIENT_MARK_KEEP, CF_CLIENT_MARK_KEEP, CF_CLIENT_MARK_KEEP,     CF_CLIENT_MARK_KEEP },
  [OWNER_WE]        = { CF_CLIENT_MARK_SET,  CF_CLIENT_MARK_KEEP, CF_CLIENT_MARK_TAKE_OFF, CF_CLIENT_MARK_KEEP },
  [OWNER_PERSON]    = { CF_CLIENT_MARK_KEEP, CF_CLIENT_MARK_KEEP, CF_CLIENT_MARK_KEEP,     CF_CLIENT_MARK_KEEP },
};

static void
mark_free (Mark *mark)
{
  g_free (mark->mail);
  g_free (mark);
}

static void
add_mark (CfClientMarks *self, const char *mail, int colour)
{
  Mark *mark = g_new0 (Mark, 1);

  mark->mail = g_strdup (mail);
  mark->colour = colour;
  g_ptr_array_add (self->marks, mark);
  if (self->marks->len > CF_LIMIT_MARKS)
    g_ptr_array_remove_index (self->marks, 0);
}

static Mark *
find_mark (CfClientMarks *self, const char *mail)
{
  for (guint i = 0; i < self->marks->len; i++) {
    Mark *mark = g_ptr_array_index (self->marks, i);

    if (g_strcmp0 (mark->mail, mail) == 0)
      return mark;
  }
  return NULL;
}

static JsonObject *
write_marks (gpointer data)
{
  CfClientMarks *self = data;
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < self->marks->len; i++) {
    const Mark *mark = g_ptr_array_index (self->marks, i);

    json_object_set_int_member (object, mark->mail, mark->colour);
  }
  return object;
}

CfClientMarks *
cf_client_marks_open (const char *client)
{
  CfClientMarks *self = g_new0 (CfClientMarks, 1);
  g_autofree char *name = g_strconcat ("marks-", client, NULL);
  g_autoptr (JsonObject) object = NULL;
  JsonObjectIter iter;
  const char *mail;

  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) mark_free);
  self->kept = cf_client_kept_open (name, write_marks, self);
  object = cf_client_kept_load (self->kept);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &mail, NULL)) {
    gint64 colour;

    if (cf_client_kept_read_number (object, mail, CF_CLIENT_N_MARKS - 1, &colour))
      add_mark (self, mail, (int) colour);
  }
  return self;
}

static Owner
find_owner (const Mark *mark, int shown)
{
  if (shown == CF_CLIENT_SHOWN_NONE)
    return mark == NULL ? OWNER_NOBODY : OWNER_TAKEN_OFF;
  return mark != NULL && mark->colour == shown ? OWNER_WE : OWNER_PERSON;
}

static Wish
find_wish (const CfReport *report, int shown, const CfClientOptions *options)
{
  if (!options->mark_dangers)
    return WISH_NONE;
  if (report->severity == CF_SEVERITY_DANGER)
    return shown == (int) options->mark_colour ? WISH_SAME_MARK : WISH_MARK;
  return report->verdict == CF_VERDICT_UNDETERMINED ? WISH_NOT_KNOWN : WISH_NONE;
}

CfClientMarkChange
cf_client_marks_judge (CfClientMarks *self, const CfReport *report, int shown, const CfClientOptions *options)
{
  const char *mail = report->facts->canonical_sha256;

  /* An engine that ended read nothing. */
  if (mail == NULL)
    return CF_CLIENT_MARK_KEEP;
  return changes[find_owner (find_mark (self, mail), shown)][find_wish (report, shown, options)];
}

void
cf_client_marks_note (CfClientMarks *self, const CfReport *report, int shown)
{
  const char *mail = report->facts->canonical_sha256;
  Mark *mark;

  g_return_if_fail (mail != NULL);

  mark = find_mark (self, mail);
  if (mark != NULL)
    g_ptr_array_remove (self->marks, mark);
  if (shown != CF_CLIENT_SHOWN_NONE)
    add_mark (self, mail, shown);
  cf_client_kept_change (self->kept);
}

void
cf_client_marks_free (CfClientMarks *self)
{
  if (self == NULL)
    return;

  cf_client_kept_free (self->kept);
  g_ptr_array_unref (self->marks);
  g_free (self);
}
