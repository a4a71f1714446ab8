/* test-job.c — one check: its time, its failures, messages that are too large; reports that are */
#include <unistd.h>

#include "cf-engine-job.h"
#include "cf-engine-memfd.h"
#include "cf-engine-reply.h"
#include "cf-limits.h"
#include "cf-report.h"
#include "cf-ribbon.h"

#define NOW ((CfTime) 1767225600) /* 2026-01-01T00:00:00Z */

static CfEngineJob *
new_job (CfTime at, CfTime received)
{
  CfEngineRequest *request = g_new0 (CfEngineRequest, 1);

  request->source = g_strdup ("a.eml");
  request->lang = g_strdup ("en");
  request->at = at;
  request->received = received;
  return cf_engine_job_new (5, request);
}

static void
put_message (CfEngineJob *job, const char *text)
{
  int fd = cf_engine_memfd_new ();

  g_assert_true (cf_engine_memfd_append (fd, cf_span_str (text)) && cf_engine_memfd_seal (fd));
  cf_engine_job_take_message (job, fd);
}

static void
test_seconds (void)
{
  static const struct {
    guint64 size;
    guint want;
  } rows[] = {
    { 0, CF_LIMIT_CHECK_SECONDS },
    { CF_MIB - 1, CF_LIMIT_CHECK_SECONDS },
    { CF_MIB, CF_LIMIT_CHECK_SECONDS + CF_LIMIT_CHECK_SECONDS_PER_MIB },
    { CF_LIMIT_MESSAGE_BYTES, CF_LIMIT_CHECK_SECONDS + 64 * CF_LIMIT_CHECK_SECONDS_PER_MIB },
    /* Nothing of what is beyond the limit is read, so it takes no time. */
    { G_MAXUINT64, CF_LIMIT_CHECK_SECONDS + 64 * CF_LIMIT_CHECK_SECONDS_PER_MIB },
  };
  g_autoptr (CfEngineJob) job = new_job (NOW, CF_TIME_UNKNOWN);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    job->size = rows[i].size;
    g_assert_cmpuint (cf_engine_job_get_seconds (job), ==, rows[i].want);
  }
}

/* [network] at-opening=never holds as well when the message is checked anew. */
static void
test_opening (void)
{
  static const struct {
    gboolean asked, background, live, want;
  } rows[] = { { FALSE, FALSE, FALSE, TRUE }, { TRUE, FALSE, FALSE, FALSE }, { FALSE, TRUE, FALSE, FALSE }, { FALSE, FALSE, TRUE, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CfEngineRequest *request = g_new0 (CfEngineRequest, 1);
    g_autoptr (CfEngineJob) job = NULL;

    request->asked = rows[i].asked;
    request->background = rows[i].background;
    request->live = rows[i].live;
    job = cf_engine_job_new (5, request);
    g_assert_cmpint (job->inquiry->is_opening, ==, rows[i].want);
    cf_engine_job_begin_again (job);
    g_assert_cmpint (job->inquiry->is_opening, ==, rows[i].want);
  }
}

static void
test_failure (void)
{
  g_autoptr (CfEngineJob) job = new_job (NOW, NOW - CF_TIME_DAY);
  g_autoptr (CfFacts) facts = NULL;
  g_autoptr (CfJudgement) judgement = NULL;

  put_message (job, "abc");
  facts = cf_engine_job_dup_failure (job, CF_M (TIMEOUT), 11);
  g_assert_cmpstr (facts->source, ==, "a.eml");
  g_assert_cmpuint (facts->size, ==, 3);
  g_assert_cmpstr (facts->sha256, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpint (facts->checked_at, ==, NOW);
  g_assert_cmpint (facts->arrived, ==, NOW - CF_TIME_DAY);
  g_assert_cmpuint (facts->limit, ==, 11);

  judgement = cf_verdict_judge (facts);
  g_assert_cmpint (judgement->verdict, ==, CF_VERDICT_UNDETERMINED);
  g_assert_cmpint (cf_judgement_get_deciding (judgement)->reason, ==, CF_REASON_TIMEOUT);
}

static void
test_clock (void)
{
  g_autoptr (CfEngineJob) given = new_job (NOW, CF_TIME_UNKNOWN);
  g_autoptr (CfEngineJob) open = new_job (CF_TIME_UNKNOWN, CF_TIME_UNKNOWN);
  CfTime clock = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (CfFacts) facts = NULL;

  g_assert_cmpint (given->now, ==, NOW);
  g_assert_cmpint (ABS (open->now - clock), <=, 2);
  put_message (open, "");
  facts = cf_engine_job_dup_failure (open, CF_M (ENGINE_STOPPED), 0);
  g_assert_cmpint (facts->judged_source, ==, CF_JUDGED_NOW);
  g_assert_cmpint (facts->judged_at, ==, open->now);
}

/* Chunks beyond the limit are counted and hashed, one byte too many is kept. */
static void
test_too_large (void)
{
  g_autoptr (CfEngineJob) job = new_job (NOW, CF_TIME_UNKNOWN);
  g_autofree guint8 *chunk = g_malloc0 (CF_MIB);
  g_autofree char *kept = NULL;
  g_autoptr (CfFacts) facts = cf_facts_new ();

  g_assert_true (cf_engine_job_begin_chunks (job));
  for (guint i = 0; i < 66; i++)
    g_assert_true (cf_engine_job_take_chunk (job, CF_ENGINE_PART_MESSAGE, cf_span (chunk, CF_MIB)));
  g_assert_true (cf_engine_job_end_chunks (job, CF_ENGINE_PART_MESSAGE));

  g_assert_cmpuint (job->size, ==, 66 * CF_MIB);
  g_assert_cmpuint (cf_engine_memfd_get_size (job->message), ==, CF_LIMIT_MESSAGE_BYTES + 1);
  kept = cf_engine_memfd_digest (job->message);
  g_assert_cmpstr (job->sha256, !=, kept);

  facts->size = CF_LIMIT_MESSAGE_BYTES + 1;
  facts->sha256 = g_strdup (kept);
  facts->canonical_sha256 = g_strdup (kept);
  cf_engine_job_complete_facts (job, facts);
  g_assert_cmpuint (facts->size, ==, 66 * CF_MIB);
  g_assert_cmpstr (facts->sha256, ==, job->sha256);
  g_assert_null (facts->canonical_sha256);
}

static void
test_at_limit (void)
{
  g_autoptr (CfEngineJob) job = new_job (NOW, CF_TIME_UNKNOWN);
  g_autofree guint8 *chunk = g_malloc0 (CF_MIB);
  g_autoptr (CfFacts) facts = cf_facts_new ();

  g_assert_true (cf_engine_job_begin_chunks (job));
  for (guint i = 0; i < 64; i++)
    g_assert_true (cf_engine_job_take_chunk (job, CF_ENGINE_PART_MESSAGE, cf_span (chunk, CF_MIB)));
  g_assert_true (cf_engine_job_end_chunks (job, CF_ENGINE_PART_MESSAGE));
  g_assert_cmpuint (cf_engine_memfd_get_size (job->message), ==, CF_LIMIT_MESSAGE_BYTES);

  facts->canonical_sha256 = g_strdup ("00");
  cf_engine_job_complete_facts (job, facts);
  g_assert_cmpstr (facts->canonical_sha256, ==, "00");
}

/* What a child may have: what it begins with, its answers, and so much for each byte of its message, of which there are no
 * more than may be checked. */
static void
test_space (void)
{
  const guint64 begin = 7;
  const guint64 least = begin + CF_LIMIT_CHILD_BYTES + CF_LIMIT_CHILD_ANSWERS_BYTES;
  const guint64 most = least + (guint64) CF_LIMIT_MESSAGE_BYTES * CF_LIMIT_CHILD_FACTOR;
  g_autoptr (CfEngineJob) job = new_job (NOW, CF_TIME_UNKNOWN);
  g_autofree guint8 *chunk = g_malloc0 (CF_MIB);

  g_assert_cmpuint (cf_engine_job_get_space (job, 0), ==, 0);
  g_assert_true (cf_engine_job_begin_chunks (job));
  for (guint i = 0; i < CF_LIMIT_MESSAGE_BYTES / CF_MIB; i++) {
    g_assert_cmpuint (cf_engine_job_get_space (job, begin), ==, least + i * (guint64) CF_MIB * CF_LIMIT_CHILD_FACTOR);
    g_assert_true (cf_engine_job_take_chunk (job, CF_ENGINE_PART_MESSAGE, cf_span (chunk, CF_MIB)));
  }
  g_assert_cmpuint (cf_engine_job_get_space (job, begin), ==, most);
  cf_engine_job_take_chunk (job, CF_ENGINE_PART_MESSAGE, cf_span (chunk, CF_MIB));
  g_assert_cmpuint (cf_engine_job_get_space (job, begin), ==, most);
}

static JsonObject *
read_reply (GBytes *frame)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_LIMIT_REPLY_BYTES);
  g_auto (CfFrame) taken = CF_FRAME_INIT;
  g_autoptr (GError) error = NULL;

  cf_frame_reader_feed (reader, cf_span (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame)), -1);
  cf_frame_reader_take (reader, &taken, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&taken.object);
}

static void
test_report (void)
{
  g_autoptr (CfEngineJob) job = new_job (NOW, CF_TIME_UNKNOWN);
  g_autoptr (CfFacts) facts = NULL;
  g_autoptr (GBytes) frame = NULL;
  g_autoptr (JsonObject) reply = NULL;
  g_autoptr (CfReport) report = NULL;
  g_autoptr (GError) error = NULL;

  put_message (job, "abc");
  facts = cf_engine_job_dup_failure (job, CF_M (ENGINE_STOPPED), 0);
  frame = cf_engine_reply_report (job, facts);
  reply = read_reply (frame);
  g_assert_cmpint (json_object_get_int_member (reply, "id"), ==, 5);
  g_assert_cmpstr (json_object_get_string_member (reply, "type"), ==, "report");
  report = cf_report_read (json_object_get_object_member (reply, "report"), &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->verdict, ==, CF_VERDICT_UNDETERMINED);
  g_assert_cmpstr (report->ribbon->lang, ==, "en");
  g_assert_true (report->facts->evidence & CF_M (ENGINE_STOPPED));
}

/* Every list and every text as long as they get, of characters that JSON writes as two. */
static CfFacts *
new_largest_facts (void)
{
  CfFacts *facts = cf_facts_new ();
  g_autofree char *text = g_strnfill (CF_LIMIT_TEXT_CHARS, '"');

  facts->checked_at = facts->judged_at = NOW;
  facts->subject = g_strdup (text);
  facts->message_id = g_strdup (text);
  facts->sender.address = g_strdup (text);
  for (guint i = 0; i < CF_LIMIT_FROM_ADDRESSES; i++)
    g_ptr_array_add (facts->sender.from_addresses, g_strdup (text));
  for (guint i = 0; i < 100; i++) {
    CfAttachedSignature *attached = cf_facts_add_attached (facts);

    attached->part = g_strdup (text);
    attached->summary = g_strdup (text);
  }
  for (guint i = 0; i < CF_LIMIT_SIGNERS; i++) {
    CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);

    signer->problem_detail = g_strdup (text);
    signer->evidence = CF_S (ALTERED);
    for (guint j = 0; j < CF_LIMIT_CERT_ADDRESSES; j++)
      g_ptr_array_add (signer->addresses, g_strdup (text));
  }
  facts->smime.form = CF_SMIME_FORM_DETACHED;
  facts->evidence = CF_M (SIGNED) | CF_M (FROM_DUPLICATE);
  return facts;
}

static void
test_largest_report (void)
{
  g_autoptr (CfEngineJob) job = new_job (NOW, CF_TIME_UNKNOWN);
  g_autoptr (CfFacts) facts = new_largest_facts ();
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (facts);
  g_autoptr (GBytes) frame = NULL;
  g_autoptr (JsonObject) reply = NULL;
  g_autoptr (CfReport) report = NULL;
  g_autoptr (GError) error = NULL;

  job->request->trace = TRUE;
  put_message (job, "abc");
  frame = cf_engine_reply_report (job, facts);
  g_test_message ("%" G_GSIZE_FORMAT " bytes", g_bytes_get_size (frame));
  g_assert_cmpuint (g_bytes_get_size (frame), <=, CF_LIMIT_REPLY_BYTES + 4);
  reply = read_reply (frame);
  report = cf_report_read (json_object_get_object_member (reply, "report"), &error);
  g_assert_no_error (error);

  /* What is long does not change what is said. */
  g_assert_cmpint (report->verdict, ==, judgement->verdict);
  g_assert_cmpint (report->severity, ==, CF_SEVERITY_DANGER);
  g_assert_true (json_object_get_boolean_member (json_object_get_object_member (reply, "report"), "truncated"));
  g_assert_cmpuint (report->facts->smime.signers->len, ==, CF_LIMIT_SIGNERS);
  g_assert_cmpuint (report->facts->evidence, ==, facts->evidence);
}

/* The details come beside the report when they are asked for, and never make a reply too long. */
static void
test_view (void)
{
  g_autoptr (CfEngineJob) job = new_job (NOW, CF_TIME_UNKNOWN);
  g_autoptr (CfFacts) small = NULL;
  g_autoptr (CfFacts) large = new_largest_facts ();
  g_autoptr (CfJudgement) judgement = cf_verdict_judge (large);

  put_message (job, "abc");
  small = cf_engine_job_dup_failure (job, CF_M (ENGINE_STOPPED), 0);
  for (guint i = 0; i < 4; i++) {
    const CfFacts *facts = i % 2 == 0 ? small : large;
    g_autoptr (GBytes) frame = NULL;
    g_autoptr (JsonObject) reply = NULL;
    g_autoptr (CfReport) report = NULL;

    job->request->view = i >= 2;
    frame = cf_engine_reply_report (job, facts);
    g_assert_cmpuint (g_bytes_get_size (frame), <=, CF_LIMIT_REPLY_BYTES + 4);
    reply = read_reply (frame);
    report = cf_report_read (json_object_get_object_member (reply, "report"), NULL);
    g_assert_nonnull (report);
    g_assert_true (json_object_has_member (reply, "view") == job->request->view);
    if (i == 2)
      g_assert_true (JSON_NODE_HOLDS_OBJECT (json_object_get_member (reply, "view")));
    if (facts == large)
      g_assert_cmpint (report->verdict, ==, judgement->verdict);
  }
}

static void
add_texts (JsonObject *object, const char *name, guint n)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < n; i++)
    json_array_add_string_element (array, "xxxxxxxxxx");
  json_object_set_array_member (object, name, array);
}

static guint
count (JsonObject *object, const char *name)
{
  return json_array_get_length (json_object_get_array_member (object, name));
}

static void
test_cut (void)
{
  g_autoptr (JsonObject) report = json_object_new ();
  JsonObject *inside = json_object_new ();

  json_object_set_object_member (report, "smime", inside);
  add_texts (inside, "addresses", 50);
  add_texts (report, "trace", 50);
  add_texts (report, "evidence", 50);
  add_texts (report, "reasons", 50);

  /* It fits: nothing happens. */
  g_assert_true (cf_engine_reply_cut (report, 100000));
  g_assert_cmpuint (count (report, "trace"), ==, 50);
  g_assert_false (json_object_has_member (report, "truncated"));

  /* No more than needed. */
  g_assert_true (cf_engine_reply_cut (report, 2200));
  g_assert_cmpuint (count (report, "trace"), ==, 0);
  g_assert_cmpuint (count (inside, "addresses"), ==, 50);
  g_assert_true (json_object_get_boolean_member (report, "truncated"));
  g_assert_true (cf_engine_reply_cut (report, 1600));
  g_assert_cmpuint (count (inside, "addresses"), ==, 3);
  g_assert_cmpuint (count (report, "reasons"), ==, 50);

  /* Evidence is never cut, and what does not fit is said. */
  g_assert_false (cf_engine_reply_cut (report, 100));
  g_assert_cmpuint (count (report, "evidence"), ==, 50);
  g_assert_cmpuint (count (report, "reasons"), ==, 10);
}

static void
test_replies (void)
{
  g_autoptr (GBytes) cancelled = cf_engine_reply_cancelled (7);
  g_autoptr (GBytes) error = cf_engine_reply_error (8, "descriptor", "no \"memfd\"", FALSE);
  g_autoptr (JsonObject) first = read_reply (cancelled);
  g_autoptr (JsonObject) second = read_reply (error);

  g_assert_cmpint (json_object_get_int_member (first, "id"), ==, 7);
  g_assert_cmpstr (json_object_get_string_member (first, "type"), ==, "cancelled");
  g_assert_cmpint (json_object_get_int_member (second, "id"), ==, 8);
  g_assert_cmpstr (json_object_get_string_member (second, "message"), ==, "no \"memfd\"");
  g_assert_false (json_object_get_boolean_member (second, "fatal"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cf_ribbon_prepare ();
  g_test_add_func ("/engine/job/seconds", test_seconds);
  g_test_add_func ("/engine/job/failure", test_failure);
  g_test_add_func ("/engine/job/clock", test_clock);
  g_test_add_func ("/engine/job/too-large", test_too_large);
  g_test_add_func ("/engine/job/at-limit", test_at_limit);
  g_test_add_func ("/engine/job/space", test_space);
  g_test_add_func ("/engine/reply/report", test_report);
  g_test_add_func ("/engine/reply/largest-report", test_largest_report);
  g_test_add_func ("/engine/job/view", test_view);
  g_test_add_func ("/engine/reply/cut", test_cut);
  g_test_add_func ("/engine/reply/others", test_replies);
  g_test_add_func ("/engine/job/opening", test_opening);
  return g_test_run ();
}
