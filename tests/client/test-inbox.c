/* test-inbox.c — only new unread mail of a folder that was known is an arrival, and its moment outlasts a restart */
#include "cf-test-isolated.h"
#include "cf-client-inbox.h"

#include <glib/gstdio.h>

#include "cf-limits.h"

#define FOLDER "#imap/勤務先/INBOX"
#define NOW ((CfTime) 1767225600) /* 2026-01-01T00:00:00Z */

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "certfirst", "arrivals-test.json", NULL);
}

/* Every test begins with nothing known. */
static CfClientInbox *
open_new (void)
{
  g_autofree char *path = dup_path ();

  g_remove (path);
  return cf_client_inbox_open ("test");
}

/* Known: uidvalidity 7, highest UID 10. */
static CfClientInbox *
open_listed (void)
{
  CfClientInbox *inbox = open_new ();

  cf_client_inbox_list (inbox, &(CfClientInboxMail) { FOLDER, 7, 10 });
  return inbox;
}

static void
test_rule (void)
{
  static const struct {
    const char *says;
    CfClientInboxMail mail;
    gboolean unread;
    gboolean arrives;
  } rows[] = {
    { "new and unread", { FOLDER, 7, 11 }, TRUE, TRUE },
    { "numbers may be left out", { FOLDER, 7, 4000000000u }, TRUE, TRUE },
    { "read elsewhere, or copied", { FOLDER, 7, 11 }, FALSE, FALSE },
    { "the highest that was known", { FOLDER, 7, 10 }, TRUE, FALSE },
    { "old mail that is listed again", { FOLDER, 7, 3 }, TRUE, FALSE },
    { "the folder was made anew", { FOLDER, 8, 11 }, TRUE, FALSE },
    { "a folder that was never listed", { "#imap/other/INBOX", 7, 11 }, TRUE, FALSE },
    { "no number", { FOLDER, 7, 0 }, TRUE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfClientInbox) inbox = open_listed ();
    CfTime arrival;

    g_test_message ("%s", rows[i].says);
    g_assert_cmpint (cf_client_inbox_see (inbox, &rows[i].mail, rows[i].unread, NOW), ==, rows[i].arrives);
    arrival = cf_client_inbox_get_arrival (inbox, &rows[i].mail);
    g_assert_cmpint (arrival, ==, rows[i].arrives ? NOW : CF_TIME_UNKNOWN);
  }
}

/* All of it is new to the client, and none of it arrives. */
static void
test_first_listing (void)
{
  g_autoptr (CfClientInbox) inbox = open_new ();

  for (guint32 uid = 1; uid <= 5; uid++)
    g_assert_false (cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, uid }, TRUE, NOW));
  cf_client_inbox_list (inbox, &(CfClientInboxMail) { FOLDER, 7, 5 });
  g_assert_true (cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, 6 }, TRUE, NOW));
}

static void
test_empty_folder (void)
{
  g_autoptr (CfClientInbox) inbox = open_new ();

  cf_client_inbox_list (inbox, &(CfClientInboxMail) { FOLDER, 7, 0 });
  g_assert_true (cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, 1 }, TRUE, NOW));
}

/* UIDs of one listing come in any order; those of a later one are above. */
static void
test_order (void)
{
  g_autoptr (CfClientInbox) inbox = open_listed ();
  g_autoptr (GArray) waiting = NULL;

  g_assert_true (cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, 13 }, TRUE, NOW));
  g_assert_true (cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, 11 }, TRUE, NOW));
  cf_client_inbox_list (inbox, &(CfClientInboxMail) { FOLDER, 7, 13 });
  g_assert_false (cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, 12 }, TRUE, NOW));

  waiting = cf_client_inbox_list_waiting (inbox, FOLDER, 7);
  g_assert_cmpuint (waiting->len, ==, 2);
  g_assert_cmpuint (g_array_index (waiting, guint32, 0), ==, 11);
  g_assert_cmpuint (g_array_index (waiting, guint32, 1), ==, 13);
}

/* A second listing gives no later moment, and the first one outlasts a restart until the mail was checked. */
static void
test_kept (void)
{
  const CfClientInboxMail mail = { FOLDER, 7, 11 };
  g_autofree char *path = dup_path ();
  GStatBuf status;

  {
    g_autoptr (CfClientInbox) inbox = open_listed ();

    g_assert_true (cf_client_inbox_see (inbox, &mail, TRUE, NOW));
    cf_client_inbox_list (inbox, &mail);
    g_assert_true (cf_client_inbox_see (inbox, &mail, TRUE, NOW + 60));
  }
  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  {
    g_autoptr (CfClientInbox) inbox = cf_client_inbox_open ("test");

    g_assert_cmpint (cf_client_inbox_get_arrival (inbox, &mail), ==, NOW);
    g_assert_false (cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, 10 }, TRUE, NOW));
    cf_client_inbox_forget (inbox, &mail);
  }
  {
    g_autoptr (CfClientInbox) inbox = cf_client_inbox_open ("test");

    g_assert_cmpint (cf_client_inbox_get_arrival (inbox, &mail), ==, CF_TIME_UNKNOWN);
    g_assert_false (cf_client_inbox_see (inbox, &mail, TRUE, NOW));
    g_assert_true (cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, 12 }, TRUE, NOW));
  }
}

/* The same numbers after another UIDVALIDITY are other mails. */
static void
test_made_anew (void)
{
  const CfClientInboxMail mail = { FOLDER, 7, 11 };
  const CfClientInboxMail other = { FOLDER, 8, 11 };
  g_autoptr (CfClientInbox) inbox = open_listed ();

  g_assert_true (cf_client_inbox_see (inbox, &mail, TRUE, NOW));
  cf_client_inbox_list (inbox, &(CfClientInboxMail) { FOLDER, 8, 20 });
  g_assert_cmpint (cf_client_inbox_get_arrival (inbox, &other), ==, CF_TIME_UNKNOWN);
  g_assert_cmpint (cf_client_inbox_get_arrival (inbox, &mail), ==, CF_TIME_UNKNOWN);
  g_assert_false (cf_client_inbox_see (inbox, &mail, TRUE, NOW));
}

static void
test_limit (void)
{
  g_autoptr (CfClientInbox) inbox = open_listed ();

  for (guint32 i = 1; i <= CF_LIMIT_INBOX_WAITING; i++)
    g_assert_true (cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, 10 + i }, TRUE, NOW));
  g_assert_false (
      cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, 11 + CF_LIMIT_INBOX_WAITING }, TRUE, NOW));
  g_assert_true (cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, 11 }, TRUE, NOW));
}

/* A file that makes no sense is begun anew: then nothing is an arrival. */
static void
test_spoilt_file (void)
{
  static const struct {
    const char *text;
    gboolean warns;
  } rows[] = {
    { "", FALSE },
    { "{", TRUE },
    { "[1]", FALSE },
    { "{\"" FOLDER "\": 1}", FALSE },
    { "{\"" FOLDER "\": {\"validity\": -1, \"highest\": 10, \"waiting\": {\"11\": 5}}}", FALSE },
    { "{\"" FOLDER "\": {\"validity\": 7, \"highest\": \"10\", \"waiting\": {\"11\": 5}}}", FALSE },
    { "{\"" FOLDER "\": {\"validity\": 7, \"highest\": 10, \"waiting\": [11]}}", FALSE },
    { "{\"" FOLDER "\": {\"validity\": 7, \"highest\": 99999999999, \"waiting\": {}}}", FALSE },
  };
  g_autofree char *path = dup_path ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfClientInbox) inbox = open_listed ();

    g_clear_pointer (&inbox, cf_client_inbox_free);
    g_assert_true (g_file_set_contents (path, rows[i].text, -1, NULL));
    if (rows[i].warns)
      g_test_expect_message ("certfirst-client", G_LOG_LEVEL_WARNING, "*begun anew");
    inbox = cf_client_inbox_open ("test");
    g_test_assert_expected_messages ();
    g_assert_false (cf_client_inbox_see (inbox, &(CfClientInboxMail) { FOLDER, 7, 12 }, TRUE, NOW));
    g_assert_cmpint (cf_client_inbox_get_arrival (inbox, &(CfClientInboxMail) { FOLDER, 7, 11 }), ==, CF_TIME_UNKNOWN);
  }
}

/* As large as it may be it is read; one byte more, and it is no file of ours. */
static void
test_large_file (void)
{
  static const char text[] = "{\"" FOLDER "\": {\"validity\": 7, \"highest\": 10, \"waiting\": {\"11\": 1767225600}}}";
  g_autofree char *path = dup_path ();
  g_autofree char *content = g_strnfill (CF_LIMIT_KEPT_BYTES + 1, ' ');

  memcpy (content, text, sizeof text - 1);
  for (gsize size = CF_LIMIT_KEPT_BYTES; size <= CF_LIMIT_KEPT_BYTES + 1; size++) {
    g_autoptr (CfClientInbox) inbox = open_listed ();
    gboolean fits = size <= CF_LIMIT_KEPT_BYTES;

    g_clear_pointer (&inbox, cf_client_inbox_free);
    g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
    if (!fits)
      g_test_expect_message ("certfirst-client", G_LOG_LEVEL_WARNING, "*begun anew");
    inbox = cf_client_inbox_open ("test");
    g_test_assert_expected_messages ();
    g_assert_cmpint (cf_client_inbox_get_arrival (inbox, &(CfClientInboxMail) { FOLDER, 7, 11 }), ==, fits ? NOW : CF_TIME_UNKNOWN);
  }
}

/* What is sound in it stays; moments and numbers that make no sense go. */
static void
test_half_spoilt_file (void)
{
  static const char text[] = "{\"" FOLDER "\": {\"validity\": 7, \"highest\": 10, \"waiting\": "
                             "{\"11\": 1767225600, \"12\": \"soon\", \"13\": -1, \"x\": 5, \"0\": 5}}}";
  g_autofree char *path = dup_path ();
  g_autoptr (CfClientInbox) inbox = open_listed ();
  g_autoptr (GArray) waiting = NULL;

  g_clear_pointer (&inbox, cf_client_inbox_free);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  inbox = cf_client_inbox_open ("test");
  waiting = cf_client_inbox_list_waiting (inbox, FOLDER, 7);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_cmpint (cf_client_inbox_get_arrival (inbox, &(CfClientInboxMail) { FOLDER, 7, 11 }), ==, NOW);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/client/inbox/rule", test_rule);
  g_test_add_func ("/client/inbox/first-listing", test_first_listing);
  g_test_add_func ("/client/inbox/empty-folder", test_empty_folder);
  g_test_add_func ("/client/inbox/order", test_order);
  g_test_add_func ("/client/inbox/kept", test_kept);
  g_test_add_func ("/client/inbox/made-anew", test_made_anew);
  g_test_add_func ("/client/inbox/limit", test_limit);
  g_test_add_func ("/client/inbox/spoilt-file", test_spoilt_file);
  g_test_add_func ("/client/inbox/large-file", test_large_file);
  g_test_add_func ("/client/inbox/half-spoilt-file", test_half_spoilt_file);

  return g_test_run ();
}
