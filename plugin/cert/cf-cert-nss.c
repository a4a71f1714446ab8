/* cf-cert-nss.c — Mozilla's e-mail roots: NSS's module -> anchors
 *
 * The module is a list in the form of a PKCS #11 token.  It holds certificates
 * and, beside them, trust objects that say what each may stand for.
 */
#include "cf-cert-internal.h"

#include <dlfcn.h>

#include "cf-cert-pkcs11.h"

/* A root is 1 to 2 KiB; whatever is far beyond is not a root. */
#define MAX_ATTRIBUTE_BYTES (64 * CF_KIB)

#define BATCH 32

typedef struct {
  const CfPkcs11Functions *functions;
  CfPkcs11Long session;
} Token;

/* (transfer full) (nullable) */
static GBytes *
read_attribute (const Token *token, CfPkcs11Long object, CfPkcs11Long type)
{
  CfPkcs11Attribute attribute = { type, NULL, 0 };
  g_autofree guint8 *value = NULL;

  if (token->functions->get_attribute_value (token->session, object, &attribute, 1) != CF_PKCS11_OK ||
      attribute.length == CF_PKCS11_UNAVAILABLE || attribute.length == 0 ||
      attribute.length > MAX_ATTRIBUTE_BYTES)
    return NULL;

  value = g_malloc (attribute.length);
  attribute.value = value;
  if (token->functions->get_attribute_value (token->session, object, &attribute, 1) != CF_PKCS11_OK ||
      attribute.length == CF_PKCS11_UNAVAILABLE)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&value), attribute.length);
}

static CfSpan
span_of (GBytes *bytes)
{
  return cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Issuer and serial number.  (transfer full) (nullable) */
static GBytes *
read_name_of (const Token *token, CfPkcs11Long object)
{
  g_autoptr (GBytes) issuer = read_attribute (token, object, CF_PKCS11_ISSUER);
  g_autoptr (GBytes) serial = read_attribute (token, object, CF_PKCS11_SERIAL);

  if (issuer == NULL || serial == NULL)
    return NULL;

  return cf_cert_dup_issuer_and_serial (span_of (issuer), span_of (serial));
}

/* All objects of a class.  (transfer full) (nullable) */
static GArray *
find_objects (const Token *token, CfPkcs11Long class)
{
  CfPkcs11Attribute wanted = { CF_PKCS11_CLASS, &class, sizeof class };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (CfPkcs11Long));
  CfPkcs11Long batch[BATCH];
  CfPkcs11Long n = 0;

  if (token->functions->find_objects_init (token->session, &wanted, 1) != CF_PKCS11_OK)
    return NULL;

  while (token->functions->find_objects (token->session, batch, BATCH, &n) == CF_PKCS11_OK && n > 0 &&
         n <= BATCH)
    g_array_append_vals (found, batch, (guint) n);

  token->functions->find_objects_final (token->session);
  return g_steal_pointer (&found);
}

/* What a trust object says of e-mail; 0 when it says nothing that we know. */
static CfPkcs11Long
read_email_trust (const Token *token, CfPkcs11Long object)
{
  g_autoptr (GBytes) value = read_attribute (token, object, CF_PKCS11_NSS_TRUST_EMAIL);
  CfPkcs11Long trust;

  if (value == NULL || g_bytes_get_size (value) != sizeof trust)
    return 0;

  memcpy (&trust, g_bytes_get_data (value, NULL), sizeof trust);
  return trust;
}

/* Names of certificates -> whether every trust object of that name says e-mail; @roots gains what any of them
 * distrusts.  (transfer full) (nullable) */
static GHashTable *
read_trust (const Token *token, CfCertRoots *roots)
{
  g_autoptr (GArray) objects = find_objects (token, CF_PKCS11_CLASS_NSS_TRUST);
  GHashTable *trust;

  if (objects == NULL)
    return NULL;

  trust = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  for (guint i = 0; i < objects->len; i++) {
    CfPkcs11Long object = g_array_index (objects, CfPkcs11Long, i);
    GBytes *name = read_name_of (token, object);
    CfPkcs11Long value = read_email_trust (token, object);
    gboolean email = value == CF_PKCS11_NSS_TRUSTED_DELEGATOR;

    if (name == NULL)
      continue;
    if (value == CF_PKCS11_NSS_NOT_TRUSTED)
      g_hash_table_add (roots->distrusted, g_bytes_ref (name));
    if (g_hash_table_contains (trust, name))
      email = email && GPOINTER_TO_INT (g_hash_table_lookup (trust, name));
    g_hash_table_replace (trust, name, GINT_TO_POINTER (email));
  }

  return trust;
}

/* Reads the date after which a root vouches for nobody new; FALSE when there is one that cannot be read. */
static gboolean
read_distrust_after (const Token *token, CfPkcs11Long object, CfTime *out_time)
{
  g_autoptr (GBytes) value = read_attribute (token, object, CF_PKCS11_NSS_EMAIL_DISTRUST_AFTER);
  g_autofree char *text = NULL;
  ASN1_TIME *time;

  *out_time = CF_TIME_UNKNOWN;
  /* NSS writes a single byte, false, for "never". */
  if (value == NULL ||
      (g_bytes_get_size (value) == 1 && *(const guint8 *) g_bytes_get_data (value, NULL) == 0))
    return TRUE;

  text = g_strndup (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  time = ASN1_TIME_new ();
  if (ASN1_TIME_set_string (time, text) == 1)
    *out_time = cf_time_from_asn1 (time);
  ASN1_TIME_free (time);
  return *out_time != CF_TIME_UNKNOWN;
}

static void
add_root (const Token *token, CfPkcs11Long object, CfCertRoots *roots)
{
  g_autoptr (GBytes) der = read_attribute (token, object, CF_PKCS11_VALUE);
  g_autoptr (GBytes) subject = read_attribute (token, object, CF_PKCS11_SUBJECT);
  CfTime distrust_after;
  CfCertAnchor *anchor;

  if (der == NULL || subject == NULL || !read_distrust_after (token, object, &distrust_after))
    return;

  anchor = cf_cert_roots_add (roots, der, span_of (subject), FALSE);
  if (anchor != NULL)
    anchor->distrust_after = distrust_after;
}

/* Adds the roots of @token, and what it distrusts, to @roots.  Returns how many certificates there are in
 * all. */
static guint
read_roots (const Token *token, CfCertRoots *roots)
{
  g_autoptr (GHashTable) trust = read_trust (token, roots);
  g_autoptr (GArray) objects = find_objects (token, CF_PKCS11_CLASS_CERTIFICATE);

  if (trust == NULL || objects == NULL)
    return 0;

  for (guint i = 0; i < objects->len; i++) {
    CfPkcs11Long object = g_array_index (objects, CfPkcs11Long, i);
    g_autoptr (GBytes) name = read_name_of (token, object);

    if (name != NULL && GPOINTER_TO_INT (g_hash_table_lookup (trust, name)))
      add_root (token, object, roots);
  }

  return objects->len;
}

static CfCertRoots *
read_slot (const CfPkcs11Functions *functions, CfPkcs11Long slot, const char *path, GError **error)
{
  g_autoptr (CfCertRoots) roots = cf_cert_roots_new ();
  Token token = { functions, 0 };
  guint n_certificates;

  if (functions->open_session (slot, CF_PKCS11_SERIAL_SESSION, NULL, NULL, &token.session) != CF_PKCS11_OK) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_IO, "%s: its list cannot be opened", path);
    return NULL;
  }
  n_certificates = read_roots (&token, roots);
  functions->close_session (token.session);

  if (roots->anchors->len == 0)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: holds no root for e-mail", path);
  else if (roots->anchors->len == n_certificates)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 "%s: every root in it stands for e-mail, so it does not know the difference: "
                 "name the module of NSS itself, not that of p11-kit",
                 path);
  else
    return g_steal_pointer (&roots);

  return NULL;
}

/* NSS gives its list a version of its own, which grows with every change of it. */
static void
read_about (const CfPkcs11Functions *functions, const char *path, CfCertRoots *roots)
{
  CfPkcs11Info info = { 0 };

  roots->about.source = g_strdup (path);
  roots->about.date = cf_cert_get_file_time (path);
  if (functions->get_info != NULL && functions->get_info (&info) == CF_PKCS11_OK) {
    roots->about.major = info.library_version[0];
    roots->about.minor = info.library_version[1];
  }
}

CfCertRoots *
cf_cert_nss_read (const CfPkcs11Functions *functions, const char *path, GError **error)
{
  CfPkcs11Long status = functions->initialize (NULL);
  CfPkcs11Long slots[1];
  CfPkcs11Long n = G_N_ELEMENTS (slots);
  CfCertRoots *roots = NULL;

  if (status != CF_PKCS11_OK && status != CF_PKCS11_ALREADY_INITIALIZED) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_IO, "%s: cannot be started (0x%lx)", path, status);
    return NULL;
  }

  /* NSS's list has one slot; a module with more is some other thing. */
  if (functions->get_slot_list (TRUE, slots, &n) == CF_PKCS11_OK && n == 1)
    roots = read_slot (functions, slots[0], path, error);
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: is not the root list of NSS", path);

  if (roots != NULL)
    read_about (functions, path, roots);
  if (status == CF_PKCS11_OK)
    functions->finalize (NULL);
  return roots;
}

CfCertRoots *
cf_cert_nss_load (const char *path, GError **error)
{
  /* The module stays in memory: its run-time library leaves data of this thread behind, with functions to end
   * it. */
  void *module = dlopen (path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  CfPkcs11GetFunctionList get_function_list = NULL;
  CfPkcs11Functions *functions = NULL;
  CfCertRoots *roots = NULL;

  if (module == NULL) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: cannot be loaded: %s", path, dlerror ());
    return NULL;
  }

  /* POSIX lets an object pointer become a function pointer here; C only by its bytes. */
  *(void **) &get_function_list = dlsym (module, "C_GetFunctionList");
  if (get_function_list != NULL && get_function_list (&functions) == CF_PKCS11_OK && functions != NULL)
    roots = cf_cert_nss_read (functions, path, error);
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: is not a PKCS #11 module", path);

  dlclose (module);
  return roots;
}
