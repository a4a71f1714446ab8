/* cf-test-pki.c — keys and certificates for tests */
#include "cf-test-pki.h"

#include <openssl/conf.h>
#include <openssl/core_names.h>
#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>

#define N_INDEXES 4

static EVP_PKEY *keys[CF_TEST_N_KEYS][N_INDEXES];

static EVP_PKEY *
make_dsa (void)
{
  EVP_PKEY *parameters = NULL;
  EVP_PKEY *key = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name (NULL, "DSA", NULL);

  g_assert_cmpint (EVP_PKEY_paramgen_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set_dsa_paramgen_bits (context, 1024), ==, 1);
  g_assert_cmpint (EVP_PKEY_paramgen (context, &parameters), ==, 1);
  EVP_PKEY_CTX_free (context);

  context = EVP_PKEY_CTX_new (parameters, NULL);
  g_assert_cmpint (EVP_PKEY_keygen_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_keygen (context, &key), ==, 1);
  EVP_PKEY_CTX_free (context);
  EVP_PKEY_free (parameters);
  return key;
}

static EVP_PKEY *
make_rsa_pss (void)
{
  EVP_PKEY *key = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name (NULL, "RSA-PSS", NULL);

  g_assert_cmpint (EVP_PKEY_keygen_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set_rsa_keygen_bits (context, 2048), ==, 1);
  g_assert_cmpint (EVP_PKEY_keygen (context, &key), ==, 1);
  EVP_PKEY_CTX_free (context);
  return key;
}

static EVP_PKEY *
make_explicit (void)
{
  EVP_PKEY *key = EVP_EC_gen ("P-256");

  g_assert_cmpint (
      EVP_PKEY_set_utf8_string_param (key, OSSL_PKEY_PARAM_EC_ENCODING, OSSL_PKEY_EC_ENCODING_EXPLICIT), ==,
      1);
  return key;
}

static EVP_PKEY *
make_key (CfTestKey kind)
{
  switch (kind) {
  case CF_TEST_P256:
    return EVP_EC_gen ("P-256");
  case CF_TEST_P384:
    return EVP_EC_gen ("P-384");
  case CF_TEST_P521:
    return EVP_EC_gen ("P-521");
  case CF_TEST_P224:
    return EVP_EC_gen ("P-224");
  case CF_TEST_SECP256K1:
    return EVP_EC_gen ("secp256k1");
  case CF_TEST_P256_EXPLICIT:
    return make_explicit ();
  case CF_TEST_RSA_2048:
    return EVP_RSA_gen (2048);
  case CF_TEST_RSA_1024:
    return EVP_RSA_gen (1024);
  case CF_TEST_RSA_PSS:
    return make_rsa_pss ();
  case CF_TEST_ED25519:
    return EVP_PKEY_Q_keygen (NULL, NULL, "ED25519");
  case CF_TEST_ED448:
    return EVP_PKEY_Q_keygen (NULL, NULL, "ED448");
  case CF_TEST_DSA_1024:
    return make_dsa ();
  case CF_TEST_N_KEYS:
    break;
  }

  g_assert_not_reached ();
}

EVP_PKEY *
cf_test_key (CfTestKey kind, guint index)
{
  g_assert_cmpuint (index, <, N_INDEXES);
  if (keys[kind][index] == NULL)
    keys[kind][index] = make_key (kind);

  g_assert_nonnull (keys[kind][index]);
  return keys[kind][index];
}

static void
set_subject (X509 *certificate, const char *subject)
{
  g_auto (GStrv) parts = g_strsplit (subject, "/", -1);
  X509_NAME *name = X509_get_subject_name (certificate);

  for (guint i = 0; parts[i] != NULL; i++) {
    char *value = strchr (parts[i], '=');

    *value++ = '\0';
    g_assert_cmpint (
        X509_NAME_add_entry_by_txt (name, parts[i], MBSTRING_UTF8, (const guint8 *) value, -1, -1, 0), ==, 1);
  }
}

CONF *
cf_test_config (const char *text)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (text != NULL ? text : "", -1);
  CONF *config = NCONF_new (NULL);

  if (text != NULL && NCONF_load_bio (config, bio, NULL) != 1)
    g_error ("configuration %s", text);
  return config;
}

/* Directory names for name constraints: "permitted;dirName:inside". */
static const char directories[] = "[inside]\nO=Inside\n[unit]\nO=Inside\nOU=Unit\n[elsewhere]\nO=Elsewhere\n";

static void
add_extension (X509 *certificate, X509 *issuer, const char *text, const char *config_text)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  CONF *config;
  X509_EXTENSION *extension;
  X509V3_CTX context;

  if (g_str_equal (parts[0], "authorityKeyIdentifier") && X509_get0_subject_key_id (issuer) == NULL)
    return;

  config = cf_test_config (config_text != NULL ? config_text : directories);
  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  X509V3_set_nconf (&context, config);
  extension = X509V3_EXT_nconf (config, &context, parts[0], parts[1]);
  NCONF_free (config);
  if (extension == NULL)
    g_error ("extension %s", text);
  X509_add_ext (certificate, extension, -1);
  X509_EXTENSION_free (extension);
}

/* X509_sign() refuses what it knows to be unwise, so a context without limits is used. */
static void
sign (X509 *certificate, EVP_PKEY *key, const EVP_MD *digest)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  int id = EVP_PKEY_get_base_id (key);

  if (id == EVP_PKEY_ED25519 || id == EVP_PKEY_ED448)
    digest = NULL;
  g_assert_cmpint (EVP_DigestSignInit (context, NULL, digest, NULL, key), ==, 1);
  g_assert_cmpint (X509_sign_ctx (certificate, context), >, 0);
}

/* What was put together and what was read differ in OpenSSL's caches; only the second is what a message
 * brings. */
static X509 *
read_again (X509 *certificate)
{
  unsigned char *der = NULL;
  int length = i2d_X509 (certificate, &der);
  const unsigned char *p = der;
  X509 *again = d2i_X509 (NULL, &p, length);

  g_assert_nonnull (again);
  OPENSSL_free (der);
  X509_free (certificate);
  return again;
}

X509 *
cf_test_cert (const CfTestCert *spec)
{
  X509 *certificate = X509_new ();
  X509 *issuer = spec->issuer != NULL ? spec->issuer : certificate;
  EVP_PKEY *issuer_key = spec->issuer_key != NULL ? spec->issuer_key : spec->key;

  X509_set_version (certificate, X509_VERSION_3);
  ASN1_INTEGER_set (X509_get_serialNumber (certificate), spec->serial != 0 ? spec->serial : 1);
  set_subject (certificate, spec->subject != NULL ? spec->subject : "CN=Test");
  X509_set_issuer_name (certificate, X509_get_subject_name (issuer));
  ASN1_TIME_set (X509_getm_notBefore (certificate), spec->begins != 0 ? spec->begins : CF_TEST_BEGIN);
  ASN1_TIME_set (X509_getm_notAfter (certificate), spec->ends != 0 ? spec->ends : CF_TEST_END);
  X509_set_pubkey (certificate, spec->key);

  for (guint i = 0; i < CF_TEST_MAX_EXTENSIONS && spec->extensions[i] != NULL; i++)
    add_extension (certificate, issuer, spec->extensions[i], spec->config);

  sign (certificate, spec->signed_with != NULL ? spec->signed_with : issuer_key,
        spec->digest != NULL ? spec->digest : EVP_sha256 ());
  return read_again (certificate);
}

/* --- chains --- */

static CfTestCert
fill (const CfTestCert *given, const CfTestCert *standard)
{
  CfTestCert spec = *given;

  spec.subject = given->subject != NULL ? given->subject : standard->subject;
  spec.key = given->key != NULL ? given->key : standard->key;
  spec.issuer = given->issuer != NULL ? given->issuer : standard->issuer;
  spec.issuer_key = given->issuer_key != NULL ? given->issuer_key : standard->issuer_key;
  spec.serial = given->serial != 0 ? given->serial : standard->serial;
  if (given->extensions[0] == NULL)
    memcpy (spec.extensions, standard->extensions, sizeof spec.extensions);
  return spec;
}

CfTestChain *
cf_test_chain (const CfTestChainSpec *spec)
{
  static const CfTestChainSpec nothing;
  CfTestChain *self = g_new0 (CfTestChain, 1);
  const CfTestChainSpec *wanted = spec != NULL ? spec : &nothing;
  CfTestCert root;
  CfTestCert ca;
  CfTestCert signer;

  root = fill (&wanted->root, &(CfTestCert){ .subject = "O=Example Trust/CN=Example Root",
                                             .key = cf_test_key (CF_TEST_P256, 0),
                                             .serial = 1,
                                             .extensions = { "basicConstraints=critical,CA:TRUE",
                                                             "keyUsage=critical,keyCertSign",
                                                             "subjectKeyIdentifier=hash" } });
  self->root = cf_test_cert (&root);
  self->root_key = root.key;

  ca = fill (
      &wanted->ca,
      &(CfTestCert){ .subject = "O=Example Trust/CN=Example CA",
                     .key = cf_test_key (CF_TEST_P256, 1),
                     .issuer = self->root,
                     .issuer_key = root.key,
                     .serial = 2,
                     .extensions = { "basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign",
                                     "subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid" } });
  self->ca = cf_test_cert (&ca);
  self->ca_key = ca.key;

  signer = fill (
      &wanted->signer,
      &(CfTestCert){ .subject = "O=Example Bank Ltd./CN=Alice Sato",
                     .key = cf_test_key (CF_TEST_P256, 2),
                     .issuer = self->ca,
                     .issuer_key = ca.key,
                     .serial = 3,
                     .extensions = { "keyUsage=critical,digitalSignature", "extendedKeyUsage=emailProtection",
                                     "subjectAltName=email:alice@example.com",
                                     "certificatePolicies=2.23.140.1.5.2.1", "subjectKeyIdentifier=hash",
                                     "authorityKeyIdentifier=keyid" } });
  self->signer = cf_test_cert (&signer);
  self->key = signer.key;
  return self;
}

void
cf_test_chain_free (CfTestChain *self)
{
  X509_free (self->root);
  X509_free (self->ca);
  X509_free (self->signer);
  g_free (self);
}

/* --- checks --- */

CfTestCheck *
cf_test_check (gboolean own)
{
  CfTestCheck *self = g_new0 (CfTestCheck, 1);

  self->roots = cf_cert_roots_new ();
  self->own = own;
  self->questions = cf_questions_new ();
  self->bag = sk_X509_new_null ();
  self->facts = cf_facts_new ();
  self->rules.roots = self->roots;
  self->rules.now = CF_TEST_NOW;
  self->rules.judged_at = CF_TEST_NOW;
  self->rules.arrived = CF_TIME_UNKNOWN;
  self->sender.address = g_strdup ("alice@example.com");
  self->context = (CfCertContext){ .rules = &self->rules, .sender = &self->sender, .bag = self->bag, .questions = self->questions };
  return self;
}

void
cf_test_check_free (CfTestCheck *self)
{
  cf_cert_roots_free (self->roots);
  cf_questions_free (self->questions);
  cf_openssl_free_certificates (self->bag);
  cf_facts_free (self->facts);
  g_free (self->sender.address);
  g_free (self);
}

void
cf_test_check_trust (CfTestCheck *self, X509 *certificate)
{
  g_assert_nonnull (cf_cert_roots_add_certificate (self->roots, certificate, self->own));
}

void
cf_test_check_put (CfTestCheck *self, X509 *certificate)
{
  X509_up_ref (certificate);
  sk_X509_push (self->bag, certificate);
}

CfTestCheck *
cf_test_check_of (const CfTestChain *chain, gboolean own)
{
  CfTestCheck *self = cf_test_check (own);

  cf_test_check_trust (self, chain->root);
  cf_test_check_put (self, chain->signer);
  cf_test_check_put (self, chain->ca);
  return self;
}

const CfSignerFacts *
cf_test_check_run (CfTestCheck *self, X509 *signer)
{
  CfSignerFacts *facts = cf_facts_add_signer (&self->facts->smime);

  cf_cert_check_signer (signer, &self->context, facts);
  return facts;
}

char *
cf_test_evidence (CfEvidence evidence)
{
  GString *text = g_string_new (NULL);

  for (guint bit = 0; bit < CF_SIGNER_N_BITS; bit++)
    if (evidence & (G_GUINT64_CONSTANT (1) << bit))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", cf_evidence_get_signer_name (bit));

  return g_string_free (text, FALSE);
}

void
cf_test_assert_evidence (CfEvidence found, CfEvidence wanted)
{
  g_autofree char *found_text = cf_test_evidence (found);
  g_autofree char *wanted_text = cf_test_evidence (wanted);

  g_assert_cmpstr (found_text, ==, wanted_text);
}
