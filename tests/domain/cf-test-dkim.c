/* cf-test-dkim.c — a plain signer, and keys as answers */
#include "cf-test-dkim.h"

#include <openssl/rsa.h>

const char cf_test_mail[] = "From: Alice <a@example.com>\r\n"
                            "To: b@example.org\r\n"
                            "Subject:  Hello \t there\r\n  folded \r\n"
                            "Date: Sun, 1 Mar 2026 09:00:00 +0900\r\n"
                            "Message-ID: <1@example.com>\r\n"
                            "\r\n"
                            "Hello  world \r\n\tand\t all.\r\n\r\n\r\n";

#define USUAL_FIELDS "from:to:subject:date:reply-to:content-type"

/* --- keys --- */

static EVP_PKEY *
get_key (CfTestDkimKey kind)
{
  static const guint bits[CF_TEST_N_KEYS] = { 2048, 1024, 768, 0, 2048 };
  static EVP_PKEY *keys[CF_TEST_N_KEYS];

  if (keys[kind] == NULL)
    keys[kind] = bits[kind] != 0 ? EVP_RSA_gen (bits[kind]) : EVP_PKEY_Q_keygen (NULL, NULL, "ED25519");
  g_assert_nonnull (keys[kind]);
  return keys[kind];
}

char *
cf_test_key_base64 (CfTestDkimKey kind, gboolean bare)
{
  EVP_PKEY *key = get_key (kind);
  guint8 raw[32];
  gsize raw_length = sizeof raw;
  unsigned char *der = NULL;
  char *text;
  int length;

  if (kind == CF_TEST_ED25519) {
    g_assert_cmpint (EVP_PKEY_get_raw_public_key (key, raw, &raw_length), ==, 1);
    return g_base64_encode (raw, raw_length);
  }

  length = bare ? i2d_PublicKey (key, &der) : i2d_PUBKEY (key, &der);
  text = g_base64_encode (der, (gsize) length);
  OPENSSL_free (der);
  return text;
}

char *
cf_test_key_record (CfTestDkimKey key, const char *tags)
{
  g_autofree char *base64 = cf_test_key_base64 (key, FALSE);

  return g_strdup_printf ("v=DKIM1; k=%s;%s p=%s", key == CF_TEST_ED25519 ? "ed25519" : "rsa", tags, base64);
}

void
cf_test_answer (CfAnswers *answers, const char *name, const char *record)
{
  g_autofree char *key = g_strconcat ("TXT ", name, NULL);
  const CfAnswer *before = cf_answers_find (answers, CF_QUESTION_DNS, key);
  CfAnswer *answer = cf_answer_new (CF_QUESTION_DNS, key);

  answer->status = CF_ANSWER_FOUND;
  answer->dnssec = CF_DNSSEC_INSECURE;
  for (guint i = 0; before != NULL && i < before->records->len; i++) {
    GBytes *bytes = cf_answer_get_record (before, i);

    cf_answer_add_record (answer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  }
  cf_answer_add_record (answer, record, strlen (record));
  cf_answers_take (answers, answer);
}

void
cf_test_answer_none (CfAnswers *answers, const char *name, CfAnswerStatus status, CfDnssec dnssec)
{
  g_autofree char *key = g_strconcat ("TXT ", name, NULL);
  CfAnswer *answer = cf_answer_new (CF_QUESTION_DNS, key);

  answer->status = status;
  answer->dnssec = dnssec;
  cf_answers_take (answers, answer);
}

/* --- forms, one step after the other --- */

static char *
replace (const char *pattern, const char *text, const char *by)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  char *result = g_regex_replace_literal (regex, text, -1, 0, by, 0, NULL);

  g_assert_nonnull (result);
  return result;
}

/* RFC 6376 section 3.4.2. */
static char *
relax_field (const char *field)
{
  const char *colon = strchr (field, ':');
  g_autofree char *name = g_ascii_strdown (field, colon - field);
  g_autofree char *unfolded = replace ("\r\n", colon + 1, "");
  g_autofree char *reduced = replace ("[ \t]+", unfolded, " ");
  g_autofree char *value = g_strdup (reduced);

  return g_strdup_printf ("%s:%s\r\n", g_strchomp (name), g_strstrip (value));
}

/* RFC 6376 sections 3.4.3 and 3.4.4. */
static char *
form_body (const char *body, gboolean relaxed)
{
  g_autofree char *reduced = relaxed ? replace ("[ \t]+", body, " ") : g_strdup (body);
  g_autofree char *stripped = relaxed ? replace (" \r\n", reduced, "\r\n") : g_strdup (reduced);
  g_autofree char *short_body = replace ("(\r\n)*$", stripped, "");

  if (*short_body == '\0')
    return g_strdup (relaxed ? "" : "\r\n");

  return g_strconcat (short_body, "\r\n", NULL);
}

/* The fields of a header with their continuation lines.  (transfer full) */
static GPtrArray *
split_header (const char *message)
{
  const char *end = strstr (message, "\r\n\r\n");
  g_autofree char *header = g_strndup (message, (gsize) (end - message));
  g_autofree char *marked = replace ("\r\n(?![ \t])", header, "\001");
  g_auto (GStrv) lines = g_strsplit (marked, "\001", -1);
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);

  for (char **line = lines; *line != NULL; line++)
    g_ptr_array_add (fields, g_strconcat (*line, "\r\n", NULL));

  return fields;
}

static gboolean
is_named (const char *field, const char *name)
{
  gsize n = strlen (name);

  return g_ascii_strncasecmp (field, name, n) == 0 && strspn (field + n, " \t") + n == (gsize) (strchr (field, ':') - field);
}

/* From the last one up, each once; NULL when there is none left. */
static char *
take_field (GPtrArray *fields, const char *name)
{
  for (guint i = fields->len; i > 0; i--)
    if (is_named (g_ptr_array_index (fields, i - 1), name))
      return g_ptr_array_steal_index (fields, i - 1);

  return NULL;
}

static void
append_field (GString *text, const char *field, gboolean relaxed)
{
  g_autofree char *form = relaxed ? relax_field (field) : g_strdup (field);

  g_string_append (text, form);
}

static char *
hash_base64 (const char *text, gsize length)
{
  guint8 hash[32];

  g_assert_cmpint (EVP_Digest (text, length, hash, NULL, EVP_sha256 (), NULL), ==, 1);
  return g_base64_encode (hash, sizeof hash);
}

static char *
sign (const char *text, CfTestDkimKey kind)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  gboolean is_rsa = kind != CF_TEST_ED25519;
  guint8 hash[32];
  guint8 signature[512];
  gsize length = sizeof signature;
  const void *input = is_rsa ? (const void *) text : hash;

  EVP_Digest (text, strlen (text), hash, NULL, EVP_sha256 (), NULL);
  g_assert_cmpint (EVP_DigestSignInit (context, NULL, is_rsa ? EVP_sha256 () : NULL, NULL, get_key (kind)), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, signature, &length, input, is_rsa ? strlen (text) : sizeof hash), ==, 1);
  return g_base64_encode (signature, length);
}

/* --- signing --- */

static char *
hash_body (const char *message, gboolean relaxed, guint64 limit)
{
  g_autofree char *body = form_body (strstr (message, "\r\n\r\n") + 4, relaxed);

  return hash_base64 (body, limit == 0 ? strlen (body) : MIN (limit - 1, strlen (body)));
}

/* Appends what h= names, and the field itself without its line end; the signature.  (transfer full) */
static char *
sign_header (const char *message, const char *h, const char *own, gboolean relaxed, CfTestDkimKey key)
{
  g_autoptr (GPtrArray) fields = split_header (message);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) names = g_strsplit (h, ":", -1);

  for (char **name = names; *name != NULL; name++) {
    g_autofree char *field = take_field (fields, g_strstrip (*name));

    if (field != NULL)
      append_field (text, field, relaxed);
  }
  append_field (text, own, relaxed);
  g_string_truncate (text, text->len - 2);
  return sign (text->str, key);
}

/* Folded, so that taking b= out has something to do. */
static char *
put_signature (const char *field, const char *signature)
{
  return g_strdup_printf ("%.*s%.60s\r\n\t%s\r\n", (int) strlen (field) - 2, field, signature, signature + 60);
}

char *
cf_test_seal (const CfTestSeal *seal, const char *message)
{
  const char *h = seal->h ? seal->h : USUAL_FIELDS;
  const char *c = seal->c ? seal->c : "relaxed/relaxed";
  const char *algorithm = seal->algorithm ? seal->algorithm : seal->key == CF_TEST_ED25519 ? "ed25519-sha256" : "rsa-sha256";
  g_autofree char *bh = hash_body (message, strstr (c, "/relaxed") != NULL, seal->limit);
  g_autofree char *limit = seal->limit == 0 ? g_strdup ("") : g_strdup_printf (" l=%" G_GUINT64_FORMAT ";", seal->limit - 1);
  g_autofree char *own = NULL;
  g_autofree char *b = NULL;
  g_autofree char *field = NULL;

  own = g_strdup_printf ("DKIM-Signature: v=1; a=%s; c=%s; d=%s;\r\n s=%s;%s%s\r\n\th=%s;\r\n bh=%s;\r\n b=\r\n", algorithm, c,
                         seal->domain ? seal->domain : "example.com", seal->selector ? seal->selector : "sel", limit,
                         seal->extra ? seal->extra : "", h, bh);
  b = sign_header (message, h, own, g_str_has_prefix (c, "relaxed"), seal->key);
  field = put_signature (own, b);
  return g_strconcat (field, message, NULL);
}

char *
cf_test_arc (const char *message, guint instance, const char *cv)
{
  g_autofree char *bh = hash_body (message, TRUE, 0);
  g_autofree char *results = g_strdup_printf ("ARC-Authentication-Results: i=%u; sealer%u.example; dkim=pass\r\n",
                                              instance, instance);
  g_autofree char *own = g_strdup_printf ("ARC-Message-Signature: i=%u; a=rsa-sha256; c=relaxed/relaxed;\r\n"
                                          " d=sealer%u.example; s=arc; h=from:subject:date; bh=%s; b=\r\n",
                                          instance, instance, bh);
  g_autofree char *ams_b = sign_header (message, "from:subject:date", own, TRUE, CF_TEST_RSA_2048);
  g_autofree char *ams = put_signature (own, ams_b);
  g_autofree char *seal = g_strdup_printf ("ARC-Seal: i=%u; a=rsa-sha256; cv=%s; d=sealer%u.example; s=arc; b=\r\n", instance,
                                           cv != NULL ? cv : instance == 1 ? "none" : "pass", instance);
  g_autofree char *with_set = g_strconcat (ams, results, message, NULL);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GPtrArray) fields = split_header (with_set);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *as_b = NULL;
  g_autofree char *as = NULL;

  for (guint i = 1; i <= instance; i++) {
    static const char *const kinds[] = { "ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal" };

    for (guint kind = 0; kind < 3; kind++) {
      g_autofree char *field = i == instance && kind == 2 ? g_strdup (seal) : take_field (fields, kinds[kind]);

      append_field (text, field, TRUE);
    }
  }
  g_string_truncate (text, text->len - 2);
  as_b = sign (text->str, CF_TEST_RSA_2048);
  as = put_signature (seal, as_b);
  return g_strconcat (as, with_set, NULL);
}

void
cf_test_answer_arc (CfAnswers *answers, guint n)
{
  g_autofree char *record = cf_test_key_record (CF_TEST_RSA_2048, "");

  for (guint i = 1; i <= n; i++) {
    g_autofree char *name = g_strdup_printf ("arc._domainkey.sealer%u.example", i);

    cf_test_answer (answers, name, record);
  }
}

/* --- checking --- */

CfTestRun
cf_test_check (CfSpan message, const CfAnswers *answers, CfTime now, CfEvidence before)
{
  CfTestRun run = { cf_facts_new (), cf_questions_new () };
  g_autoptr (CfMime) mime = cf_mime_read (message, run.facts);
  g_autoptr (CfMimePass) pass = cf_mime_pass_new ();
  CfDomainRules rules = { 0 };
  CfDomainContext context = { mime, &rules, answers, now, now, run.questions };
  g_autoptr (CfDomainCheck) check = NULL;

  run.facts->evidence |= before;
  check = cf_domain_begin (&context, pass, run.facts);
  cf_mime_pass_run (pass);
  cf_domain_end (check, pass, run.facts);
  return run;
}

CfTestRun
cf_test_check_text (const char *message, const CfAnswers *answers)
{
  return cf_test_check (cf_span_str (message), answers, CF_TEST_NOW, 0);
}

void
cf_test_run_clear (CfTestRun *run)
{
  g_clear_pointer (&run->facts, cf_facts_free);
  g_clear_pointer (&run->questions, cf_questions_free);
}

const CfDkimFacts *
cf_test_dkim (const CfTestRun *run, guint index)
{
  g_assert_cmpuint (index, <, run->facts->domain.dkim->len);
  return g_ptr_array_index (run->facts->domain.dkim, index);
}

guint
cf_test_count_keys (const CfTestRun *run)
{
  guint n = 0;

  for (guint i = 0; i < cf_questions_get_n (run->questions); i++)
    n += strstr (cf_questions_get (run->questions, i)->key, "._domainkey.") != NULL;

  return n;
}

CfEvidence
cf_test_get_evidence (const CfTestRun *run)
{
  return run->facts->domain.evidence & (CF_D (DKIM_ALIGNED) | CF_D (DKIM_NOT_ALIGNED) | CF_D (DKIM_FAIL) |
                                        CF_D (DKIM_KEY_MISSING) | CF_D (DKIM_WEAK_KEY) | CF_D (DKIM_TESTING));
}

const char *
cf_test_get_proof (const CfFacts *facts)
{
  CfEvidence proof = facts->evidence & (CF_M (DOMAIN_PROVED) | CF_M (DOMAIN_PENDING) | CF_M (DOMAIN_NOT_PROVED));

  g_assert_cmpint (facts->domain.proved, ==, proof == CF_M (DOMAIN_PROVED));
  if (proof == CF_M (DOMAIN_PROVED))
    return "proved";
  if (proof == CF_M (DOMAIN_PENDING))
    return "pending";
  g_assert_cmpuint (proof, ==, CF_M (DOMAIN_NOT_PROVED));
  return "not";
}
