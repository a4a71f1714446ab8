/* cf-cert-make-builtin.c — the build machine's list of e-mail roots: NSS's module -> C
 *
 * Runs while the product is built and is not part of it.  Without a module it
 * writes an empty list and says so; the build goes on.
 *
 * Usage: make-builtin OUTPUT.c [MODULE]
 */
#include <stdio.h>

#include "cf-cert-builtin.h"

/* The list of the program itself is empty: it makes one. */
const CfCertBuiltin cf_cert_builtin = { 0 };

/* Octal escapes end after three digits, so that what follows is never part of one. */
static void
write_string (FILE *out, const void *data, gsize length)
{
  const guint8 *p = data;

  for (gsize i = 0; i < length; i++)
    fprintf (out, i % 24 == 0 ? "\n    \"\\%03o%s" : "\\%03o%s", p[i],
             i % 24 == 23 || i + 1 == length ? "\"" : "");
}

static void
write_row (FILE *out, guint index, CfCertAnchor *anchor)
{
  const guint8 *der = g_bytes_get_data (anchor->der, NULL);
  gsize length = g_bytes_get_size (anchor->der);

  fprintf (out, "static const char root_%u[%" G_GSIZE_FORMAT "] =", index, length + 1);
  write_string (out, der, length);
  fputs (";\n", out);
}

/* Where the name lies in the certificate: it is not written twice. */
static void
write_reference (FILE *out, guint index, CfCertAnchor *anchor)
{
  const guint8 *der = g_bytes_get_data (anchor->der, NULL);
  gsize length = g_bytes_get_size (anchor->der);
  const unsigned char *subject = NULL;
  gsize subject_length = 0;
  const guint8 *found = NULL;

  /* The first is the name of the issuer, which in a root is the same. */
  if (X509_NAME_get0_der (X509_get_subject_name (cf_cert_anchor_get (anchor)), &subject, &subject_length) ==
      1)
    found = memmem (der, length, subject, subject_length);
  if (found != NULL)
    fprintf (out, "  { root_%u, %" G_GSIZE_FORMAT ", root_%u + %td, %" G_GSIZE_FORMAT ", ", index, length,
             index, found - der, subject_length);
  if (found != NULL && anchor->distrust_after == CF_TIME_UNKNOWN)
    fputs ("CF_TIME_UNKNOWN },\n", out);
  else if (found != NULL)
    fprintf (out, "G_GINT64_CONSTANT (%" G_GINT64_FORMAT ") },\n", anchor->distrust_after);
}

static guint
write_distrusted (FILE *out, GHashTable *distrusted)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (distrusted), (GCompareFunc) g_bytes_compare);
  guint n = 0;

  fputs ("static const CfCertBuiltinName distrusted[] = {\n", out);
  for (GList *name = names; name != NULL; name = name->next, n++) {
    fputs ("  {", out);
    write_string (out, g_bytes_get_data (name->data, NULL), g_bytes_get_size (name->data));
    fprintf (out, ", %" G_GSIZE_FORMAT " },\n", g_bytes_get_size (name->data));
  }
  fputs ("  { NULL, 0 },\n};\n\n", out);
  return n;
}

static void
write_roots (FILE *out, CfCertRoots *roots)
{
  guint n_distrusted;

  for (guint i = 0; i < roots->anchors->len; i++)
    if (cf_cert_anchor_get (g_ptr_array_index (roots->anchors, i)) != NULL)
      write_row (out, i, g_ptr_array_index (roots->anchors, i));

  fputs ("\nstatic const CfCertBuiltinRow rows[] = {\n", out);
  for (guint i = 0; i < roots->anchors->len; i++)
    if (cf_cert_anchor_get (g_ptr_array_index (roots->anchors, i)) != NULL)
      write_reference (out, i, g_ptr_array_index (roots->anchors, i));
  fputs ("};\n\n", out);

  n_distrusted = write_distrusted (out, roots->distrusted);
  fprintf (out,
           "const CfCertBuiltin cf_cert_builtin = {\n  %u, %u, G_GINT64_CONSTANT (%" G_GINT64_FORMAT "),\n"
           "  rows, G_N_ELEMENTS (rows), distrusted, %u\n};\n",
           roots->about.major, roots->about.minor, roots->about.date, n_distrusted);
}

static CfCertRoots *
load_module (const char *module)
{
  g_autoptr (GError) error = NULL;
  CfCertRoots *roots = module == NULL ? NULL : cf_cert_nss_load (module, &error);

  if (roots == NULL)
    g_printerr (
        "Certfirst: no list of e-mail roots is built in (%s): where libnssckbi.so is missing at run time, "
        "signatures will have no known issuer\n",
        error == NULL ? "libnssckbi.so is not on this machine" : error->message);
  return roots;
}

int
main (int argc, char **argv)
{
  const char *module = argc > 2 ? argv[2] : cf_cert_find_module ();
  g_autoptr (CfCertRoots) roots = load_module (module);
  FILE *out = argc > 1 ? fopen (argv[1], "w") : NULL;

  if (out == NULL) {
    g_printerr ("make-builtin: the output file cannot be written\n");
    return 1;
  }

  fputs ("/* Made by cf-cert-make-builtin.c. */\n#include \"cf-cert-builtin.h\"\n\n", out);
  if (roots != NULL)
    write_roots (out, roots);
  else
    fputs ("const CfCertBuiltin cf_cert_builtin = { 0 };\n", out);

  return fclose (out) == 0 ? 0 : 1;
}
