/* cf-cert-builtin.c — which list of Mozilla's e-mail roots counts: module or build -> anchors
 *
 * At build time cf-cert-make-builtin.c writes the list of the build machine's
 * module down.  A module that is missing, broken or older than that does not
 * take the roots away: distributions stop updating before people stop reading.
 */
#include "cf-cert-builtin.h"

/* Where Debian, Fedora, openSUSE and Arch keep NSS's list.  The folder "nss"
 * comes first: elsewhere the name may be a link to p11-kit, which does not
 * know the e-mail trust bit. */
static const char *const module_places[] = {
#if defined(__x86_64__)
  "/usr/lib/x86_64-linux-gnu/nss/libnssckbi.so",
  "/usr/lib/x86_64-linux-gnu/libnssckbi.so",
#elif defined(__aarch64__)
  "/usr/lib/aarch64-linux-gnu/nss/libnssckbi.so",
  "/usr/lib/aarch64-linux-gnu/libnssckbi.so",
#elif defined(__arm__)
  "/usr/lib/arm-linux-gnueabihf/nss/libnssckbi.so",
  "/usr/lib/arm-linux-gnueabihf/libnssckbi.so",
#elif defined(__i386__)
  "/usr/lib/i386-linux-gnu/nss/libnssckbi.so",
  "/usr/lib/i386-linux-gnu/libnssckbi.so",
#elif defined(__riscv)
  "/usr/lib/riscv64-linux-gnu/nss/libnssckbi.so",
  "/usr/lib/riscv64-linux-gnu/libnssckbi.so",
#elif defined(__powerpc64__)
  "/usr/lib/powerpc64le-linux-gnu/nss/libnssckbi.so",
  "/usr/lib/powerpc64le-linux-gnu/libnssckbi.so",
#endif
  "/usr/lib64/nss/libnssckbi.so",
  "/usr/lib64/libnssckbi.so",
  "/usr/lib/nss/libnssckbi.so",
  "/usr/lib/libnssckbi.so",
};

static void
add_row (CfCertRoots *self, const CfCertBuiltinRow *row)
{
  g_autoptr (GBytes) der = g_bytes_new_static (row->der, row->length);
  CfCertAnchor *anchor = cf_cert_roots_add (self, der, cf_span (row->subject, row->subject_length), FALSE);

  if (anchor != NULL)
    anchor->distrust_after = row->distrust_after;
}

CfCertRoots *
cf_cert_builtin_load (const CfCertBuiltin *list)
{
  CfCertRoots *self;

  if (list->n_rows == 0)
    return NULL;

  self = cf_cert_roots_new ();
  for (guint i = 0; i < list->n_rows; i++)
    add_row (self, &list->rows[i]);
  for (guint i = 0; i < list->n_distrusted; i++)
    g_hash_table_add (self->distrusted,
                      g_bytes_new_static (list->distrusted[i].data, list->distrusted[i].length));

  self->about.source = g_strdup ("built-in");
  self->about.major = list->major;
  self->about.minor = list->minor;
  self->about.date = list->date;
  return self;
}

const char *
cf_cert_find_module (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (module_places); i++)
    if (g_file_test (module_places[i], G_FILE_TEST_EXISTS))
      return module_places[i];

  return NULL;
}

/* The first of the usual places that holds a list we can use.  (transfer full) (nullable) */
static CfCertRoots *
load_installed (GError **error)
{
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (module_places); i++) {
    CfCertRoots *roots;

    if (!g_file_test (module_places[i], G_FILE_TEST_EXISTS))
      continue;

    roots = cf_cert_nss_load (module_places[i], first == NULL ? &first : NULL);
    if (roots != NULL)
      return roots;
  }

  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                 "libnssckbi.so is not installed: install NSS (Debian: libnss3)");
  return NULL;
}

CfCertRoots *
cf_cert_builtin_choose (CfCertRoots *installed, const CfCertBuiltin *list)
{
  CfCertRoots *built;

  /* Of one version the installed list counts: a distribution may have taken a root out of it. */
  if (installed != NULL && (installed->about.major > list->major ||
                            (installed->about.major == list->major && installed->about.minor >= list->minor)))
    return installed;

  built = cf_cert_builtin_load (list);
  if (built == NULL)
    return installed;

  if (installed != NULL)
    built->about.problem = g_strdup_printf ("%s: its list is older (version %u.%u)", installed->about.source,
                                            installed->about.major, installed->about.minor);
  cf_cert_roots_free (installed);
  return built;
}

CfCertRoots *
cf_cert_roots_load_email (const char *module, GError **error)
{
  g_autoptr (GError) problem = NULL;
  CfCertRoots *roots;

  if (module != NULL)
    return cf_cert_nss_load (module, error);

  roots = cf_cert_builtin_choose (load_installed (&problem), &cf_cert_builtin);
  if (roots == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (problem != NULL)
    roots->about.problem = g_strdup (problem->message);

  return roots;
}
