/* fuzz-revocation.c — what a responder, a list's server or an issuer's server answers: the first byte says which
 *
 * Claims: nobody but the issuer can say good: whatever counts as an answer was signed in the seeds; a body that the
 * look-ups keep is kept no longer than its kind allows.
 */
#include "cf-fuzz-cert.h"
#include "cf-limits.h"
#include "cf-lookup-kind.h"

#include <openssl/pem.h>

static GBytes *asked;

static char *
dup_signed_ocsp (CfSpan body)
{
  const guint8 *at = body.data;
  g_autoptr (OCSP_RESPONSE) response = d2i_OCSP_RESPONSE (NULL, &at, (long) body.length);
  g_autoptr (OCSP_BASICRESP) basic = response != NULL ? OCSP_response_get1_basic (response) : NULL;
  unsigned char *der = NULL;
  int length = basic != NULL ? i2d_OCSP_RESPDATA ((OCSP_RESPDATA *) OCSP_resp_get0_respdata (basic), &der) : 0;
  char *digest = cf_fuzz_dup_digest (cf_span (der, length > 0 ? (gsize) length : 0));

  OPENSSL_free (der);
  return digest;
}

/* The first value inside the outermost one, as it came: OpenSSL checks a list's signature over those very bytes. */
static CfSpan
find_first_inside (CfSpan der)
{
  const guint8 *at = der.data, *inner;
  long length;
  int tag, class;

  if ((ASN1_get_object (&at, &length, &tag, &class, (long) der.length) & 0x80) != 0)
    return cf_span (NULL, 0);
  inner = at;
  if ((ASN1_get_object (&at, &length, &tag, &class, (long) (der.data + der.length - at)) & 0x80) != 0)
    return cf_span (NULL, 0);

  return cf_span (inner, (gsize) (at - inner + length));
}

static char *
dup_signed_list (CfSpan body)
{
  g_autoptr (BIO) text = BIO_new_mem_buf (body.data, (int) body.length);
  unsigned char *der = NULL;
  char *name = NULL;
  long length = 0;
  char *digest;

  if (PEM_bytes_read_bio (&der, &length, &name, "X509 CRL", text, NULL, NULL))
    body = cf_span (der, (gsize) length);
  digest = cf_fuzz_dup_digest (find_first_inside (body));
  OPENSSL_free (der);
  OPENSSL_free (name);
  return digest;
}

/* Every question is answered with the body, whatever it asks. */
static void
answer_all (const CfQuestions *questions, CfQuestionKind kind, CfSpan body, CfAnswers *answers)
{
  for (guint i = 0; i < cf_questions_get_n (questions); i++) {
    const CfQuestion *question = cf_questions_get (questions, i);
    CfAnswer *answer = cf_answer_new (question->kind, question->key);

    if (question->kind == kind) {
      answer->status = CF_ANSWER_FOUND;
      cf_answer_add_record (answer, body.data, body.length);
    }
    answer->fetched = CF_FUZZ_NOW;
    cf_answers_take (answers, answer);
  }
}

static void
check (guint certificate, CfQuestionKind kind, CfSpan body)
{
  g_autoptr (CfX509Stack) certificates = cf_fuzz_cert_read (cf_fuzz_span (asked));
  g_autoptr (CfAnswers) answers = cf_answers_new ();
  gboolean is_good = FALSE;

  for (guint round = 0; round < CF_LIMIT_ROUNDS; round++) {
    g_autoptr (CfQuestions) questions = cf_questions_new ();
    g_autoptr (CfFacts) facts = cf_facts_new ();
    CfSignerFacts *signer = cf_facts_add_signer (&facts->smime);
    CfFuzzCert set;

    cf_fuzz_cert_init (&set, questions);
    set.context.bag = certificates;
    set.context.answers = answers;
    cf_cert_check_signer (sk_X509_value (certificates, (int) certificate), &set.context, signer);
    is_good = signer->certificate->revocation.status == CF_REVOCATION_GOOD;
    answer_all (questions, kind, body, answers);
  }

  if (is_good) {
    g_autofree char *digest = kind == CF_QUESTION_OCSP ? dup_signed_ocsp (body) : dup_signed_list (body);
    g_autofree char *what = g_strdup_printf ("good %s", digest);

    cf_fuzz_genuine (what);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const CfQuestionKind kinds[] = { CF_QUESTION_OCSP, CF_QUESTION_CRL, CF_QUESTION_ISSUER };
  CfSpan rest = cf_span (data, size);
  CfQuestionKind kind = kinds[cf_fuzz_take (&rest, G_N_ELEMENTS (kinds))];
  const CfLookupKind *row = cf_lookup_kind_get (kind);
  CfTime expires = CF_TIME_UNKNOWN;

  CF_CLAIM (row != NULL);
  if (row->read (rest, CF_FUZZ_NOW, &expires) && expires != CF_TIME_UNKNOWN)
    CF_CLAIM (expires <= CF_FUZZ_NOW + 400 * 24 * 3600 || kind != CF_QUESTION_ISSUER);
  check (kind == CF_QUESTION_CRL ? 1 : 0, kind, rest);
  return 0;
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  cf_fuzz_begin ();
  cf_fuzz_cert_begin ();
  asked = cf_fuzz_load ("asked.der");
  return 0;
}
