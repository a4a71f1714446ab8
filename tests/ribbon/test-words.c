/* test-words.c — every reason has words in both languages, within their length, without a hole */
#include "test-facts.h"

#include "cf-ribbon-explain.h"

#define MAX_LATIN 56
#define MAX_FULL_WIDTH 32
/* A line of the ribbon is about this long; longer ones are cut by the widget. */
#define MAX_FOUND_LATIN 80
#define MAX_FOUND_FULL_WIDTH 48
/* Of an answer for the help desk: two lines of a sheet on paper. */
#define MAX_ANSWER_LATIN 120
#define MAX_ANSWER_FULL_WIDTH 60

static const char *const langs[] = { "en", "ja" };

/* A mail that has something to say at every place. */
static CfFacts *
make_rich_facts (void)
{
  CfFacts *facts = test_facts_new ();
  CfSignerFacts *signer = test_add_signer (facts, "info@bank.example", "Example Bank Ltd.");

  facts->sender.sender = g_strdup ("agent@example.org");
  facts->sender.reply_to = g_strdup ("reply@example.org");
  facts->policy.organization = g_strdup ("Example Bank");
  facts->policy.problem = g_strdup ("bank.policy:3: no such key");
  facts->smime.protected_field = g_strdup ("Subject");
  facts->ambiguous_field = g_strdup ("From");
  facts->limit = 30;
  signer->problem_detail = g_strdup ("SHA-1");
  signer->revocation.status = CF_REVOCATION_REVOKED;
  signer->revocation.at = test_day (2026, 10, 2);
  return facts;
}

static gboolean
has_place (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (p[0] == '{' && g_ascii_isalpha (p[1]) && p[2] == '}')
      return TRUE;

  return FALSE;
}

static void
check_reason (const CfRibbonReason *reason)
{
  const char *texts[] = { reason->headline, reason->found, reason->meaning, reason->advice, reason->spoken };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_assert_nonnull (texts[i]);
    g_assert_cmpuint (strlen (texts[i]), >, 0);
    if (has_place (texts[i]))
      g_error ("%s has an unfilled place: %s", reason->code, texts[i]);
    g_assert_null (strstr (texts[i], "  "));
    g_assert_null (strstr (texts[i], "(null)"));
  }
}

static void
check_all_reasons (const CfFacts *facts)
{
  for (guint l = 0; l < G_N_ELEMENTS (langs); l++)
    for (guint r = 0; r < CF_N_REASONS; r++) {
      const CfReasonInfo *info = cf_reason_get_info (r);
      g_autoptr (CfJudgement) judgement =
          test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_CAUTION, info->code, 0);
      g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, langs[l]);

      g_assert_cmpstr (ribbon->lang, ==, langs[l]);
      check_reason (g_ptr_array_index (ribbon->reasons, 0));
    }
}

/* With facts at every place, and with none at all: no sentence has a hole. */
static void
test_no_hole (void)
{
  g_autoptr (CfFacts) rich = make_rich_facts ();
  g_autoptr (CfFacts) bare = cf_facts_new ();

  check_all_reasons (rich);
  check_all_reasons (bare);
}

static void
test_codes (void)
{
  for (guint a = 0; a < CF_N_REASONS; a++) {
    guint code = cf_reason_get_info (a)->code;
    guint swapped_left = code / 100 % 10 * 10 + code / 10 % 10 * 100 + code % 10;
    guint swapped_right = code / 100 * 100 + code % 10 * 10 + code / 10 % 10;
    CfReason other;

    g_assert_cmpuint (code, >=, 100);
    g_assert_cmpuint (code, <=, 999);
    /* "Ten" and "twenty" are heard for one another. */
    g_assert_cmpuint (code % 100, !=, 10);
    g_assert_cmpuint (code % 100, !=, 20);
    g_assert_true (cf_reason_find (code, &other));
    g_assert_cmpuint (other, ==, a);
    g_assert_true (swapped_left == code || !cf_reason_find (swapped_left, &other));
    g_assert_true (swapped_right == code || !cf_reason_find (swapped_right, &other));
  }
}

static void
test_names_are_unique (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < CF_N_REASONS; i++)
    g_assert_true (g_hash_table_add (names, (char *) cf_reason_get_info (i)->name));
}

/* Characters of a pattern, its places apart, and half a character less for each that is not full-width. */
static guint
measure (const char *pattern, gboolean full_width)
{
  guint halves = 0;

  for (const char *p = pattern; *p != '\0'; p = g_utf8_next_char (p)) {
    if (*p == '{' && p[1] != '\0' && p[2] == '}') {
      p += 2;
      continue;
    }
    halves += g_unichar_iswide (g_utf8_get_char (p)) || !full_width ? 2 : 1;
  }

  return (halves + 1) / 2;
}

static const char *const headlines[] = {
#define N_(text) text
#define CF_HEADLINE(key, text) text,
#include "cf-ribbon-words.h"
};

static const char *const sentences[] = {
#define CF_MEANING(key, text) text,
#define CF_ADVICE(key, text) text,
#define CF_CAUSE(key, text) text,
#define CF_QUESTION(key, text) text,
#include "cf-ribbon-words.h"
};

static void
test_lengths (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (headlines); i++) {
    g_assert_cmpuint (measure (headlines[i], FALSE), <=, MAX_LATIN);
    g_assert_cmpuint (measure (cf_ribbon_translate ("ja", headlines[i]), TRUE), <=, MAX_FULL_WIDTH);
  }

  for (guint r = 0; r < CF_N_REASONS; r++) {
    const char *found = cf_reason_get_info (r)->found;

    g_assert_cmpuint (measure (found, FALSE), <=, MAX_FOUND_LATIN);
    g_assert_cmpuint (measure (cf_ribbon_translate ("ja", found), TRUE), <=, MAX_FOUND_FULL_WIDTH);
  }
}

/* Rows of the lists for the help desk; each is some reason's. */
static const char *const answers[] = {
#define CF_CAUSE(key, text) text,
#define CF_QUESTION(key, text) text,
#include "cf-ribbon-words.h"
};

static void
check_answer (const char *text, gboolean question, const char *lang)
{
  gboolean japanese = g_str_equal (lang, "ja");

  g_assert_cmpuint (measure (text, japanese), <=, japanese ? MAX_ANSWER_FULL_WIDTH : MAX_ANSWER_LATIN);
  g_assert_null (strchr (text, '{')); /* it is known without the mail */
  if (japanese)
    g_assert_true (g_str_has_suffix (text, question ? "か。" : "。"));
  else
    g_assert_true (g_str_has_suffix (text, question ? "?" : "."));
}

/* A help desk has a cause and a question for every code, in both languages; none where something warns is empty talk. */
static void
test_answers (void)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint r = 0; r < CF_N_REASONS; r++) {
    for (guint l = 0; l < G_N_ELEMENTS (langs); l++) {
      check_answer (cf_ribbon_word_cause (r, langs[l]), FALSE, langs[l]);
      check_answer (cf_ribbon_word_question (r, langs[l]), TRUE, langs[l]);
    }
    g_hash_table_add (used, (gpointer) cf_ribbon_word_cause (r, "en"));
    g_hash_table_add (used, (gpointer) cf_ribbon_word_question (r, "en"));
    if (cf_reason_get_info (r)->severity < CF_SEVERITY_CAUTION)
      continue;
    g_test_message ("CF%u", cf_reason_get_info (r)->code);
    g_assert_cmpint (cf_reason_get_info (r)->cause, !=, 'A');
    g_assert_cmpint (cf_reason_get_info (r)->question, !=, '0');
  }

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (!g_hash_table_contains (used, answers[i]))
      g_error ("no reason has: %s", answers[i]);
}

/* What only a specialist knows stands nowhere on the first line of the ribbon. */
static const char *const jargon[] = {
  "S/MIME", "CMS", "PKI", "X.509", "DKIM", "DMARC", "SPF", "ARC", "BIMI", "VMC", "SMIMEA", "DANE", "DNS", "OCSP", "CRL", "CA ",
  "RSA", "SHA", "MD5", "hash", "digest", "key", "cipher", "encod", "header", "MIME", "byte", "parse", "syntax", "chain", "root",
  "anchor", "issuer", "revo", "fingerprint", "policy", "selector", "align", "authenticat", "trust", "valid until",
  "ハッシュ", "ダイジェスト", "公開鍵", "秘密鍵", "鍵", "暗号", "認証パス", "認証局", "ルート", "アンカー", "チェーン", "発行者",
  "発行元", "フィンガープリント", "拇印", "ヘッダー", "ドメイン認証", "ポリシー", "セレクター", "パース", "構文", "検証", "バイト",
};

static void
check_no_jargon (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (jargon); i++) {
    g_autofree char *word = g_utf8_casefold (jargon[i], -1);

    if (strstr (folded, word) != NULL)
      g_error ("a word that only specialists know, %s: %s", jargon[i], text);
  }
}

static void
test_no_jargon (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (headlines); i++)
    for (guint l = 0; l < G_N_ELEMENTS (langs); l++)
      check_no_jargon (cf_ribbon_translate (langs[l], headlines[i]));
}

/* The same places in both languages: a translation may neither lose nor invent one. */
static void
check_same_places (const char *msgid)
{
  const char *text = cf_ribbon_translate ("ja", msgid);

  if (strcmp (text, msgid) == 0)
    g_error ("no Japanese for: %s", msgid);
  for (char c = 'a'; c <= 'z'; c++) {
    char place[] = { '{', c, '}', '\0' };

    if ((strstr (msgid, place) == NULL) != (strstr (text, place) == NULL))
      g_error ("%s: %s differs in Japanese", msgid, place);
  }
}

static void
test_japanese_is_complete (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (headlines); i++)
    check_same_places (headlines[i]);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    check_same_places (sentences[i]);
  for (guint r = 0; r < CF_N_REASONS; r++)
    check_same_places (cf_reason_get_info (r)->found);
}

/* RIBBON: "For danger: at most three sentences" of advice. */
static void
test_advice_is_short (void)
{
  for (guint r = 0; r < CF_N_REASONS; r++) {
    const CfReasonInfo *info = cf_reason_get_info (r);

    g_assert_cmpuint (strlen (info->advice), >=, 1);
    g_assert_cmpuint (strlen (info->advice), <=, 3);
  }
}

static void
test_spoken (void)
{
  static const struct { guint code; const char *en; const char *ja; } rows[] = {
    { 502, "C F five zero two", "シーエフ ゴー・マル・ニ" },
    { 413, "C F four one three", "シーエフ ヨン・イチ・サン" },
    { 506, "C F five zero six", "シーエフ ゴー・マル・ロク" },
    { 108, "C F one zero eight", "シーエフ イチ・マル・ハチ" },
    { 907, "C F nine zero seven", "シーエフ キュウ・マル・ナナ" },
  };
  g_autoptr (CfFacts) facts = test_facts_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfJudgement) judgement =
        test_judge (CF_VERDICT_UNTRUSTED, CF_SEVERITY_DANGER, rows[i].code, -1);

    for (guint l = 0; l < G_N_ELEMENTS (langs); l++) {
      g_autoptr (CfRibbon) ribbon = cf_ribbon_show (facts, judgement, langs[l]);
      const CfRibbonReason *words = g_ptr_array_index (ribbon->reasons, 0);

      g_assert_cmpstr (words->spoken, ==, l == 0 ? rows[i].en : rows[i].ja);
    }
  }
}

static void
test_dates (void)
{
  g_autofree char *english = cf_ribbon_format_date (test_day (2023, 4, 3), "en");
  g_autofree char *japanese = cf_ribbon_format_date (test_day (2023, 4, 3), "ja");
  g_autofree char *december = cf_ribbon_format_date (test_day (2026, 12, 31), "ja");
  g_autofree char *unknown = cf_ribbon_format_date (CF_TIME_UNKNOWN, "en");

  g_assert_cmpstr (english, ==, "3 Apr 2023");
  g_assert_cmpstr (japanese, ==, "2023年4月3日");
  g_assert_cmpstr (december, ==, "2026年12月31日");
  g_assert_cmpstr (unknown, ==, "an unknown date");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ribbon/words/no-hole", test_no_hole);
  g_test_add_func ("/ribbon/words/codes", test_codes);
  g_test_add_func ("/ribbon/words/names-are-unique", test_names_are_unique);
  g_test_add_func ("/ribbon/words/lengths", test_lengths);
  g_test_add_func ("/ribbon/words/answers", test_answers);
  g_test_add_func ("/ribbon/words/no-jargon", test_no_jargon);
  g_test_add_func ("/ribbon/words/japanese-is-complete", test_japanese_is_complete);
  g_test_add_func ("/ribbon/words/advice-is-short", test_advice_is_short);
  g_test_add_func ("/ribbon/words/spoken", test_spoken);
  g_test_add_func ("/ribbon/words/dates", test_dates);
  return g_test_run ();
}
