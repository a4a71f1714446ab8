/* cf-cert-builtin.h — the list of Mozilla's e-mail roots that is made at build time
 *
 * cf-cert-make-builtin.c writes it as C.  Not for other modules.
 */
#pragma once

#include "cf-cert-internal.h"

G_BEGIN_DECLS

/* One root; all pointers are static data. */
typedef struct {
  const char *der;
  guint length;
  const char *subject; /* DER of the name, inside @der */
  guint subject_length;
  CfTime distrust_after;
} CfCertBuiltinRow;

/* Issuer and serial number of a certificate that is distrusted by name. */
typedef struct {
  const char *data;
  guint length;
} CfCertBuiltinName;

/**
 * CfCertBuiltin:
 * @n_rows: 0 when the build machine had no module
 * @date: when that module was made
 */
typedef struct {
  guint major;
  guint minor;
  CfTime date;
  const CfCertBuiltinRow *rows;
  guint n_rows;
  const CfCertBuiltinName *distrusted;
  guint n_distrusted;
} CfCertBuiltin;

/* What the build machine had. */
extern const CfCertBuiltin cf_cert_builtin;

/* The anchors of @list; %NULL when it is empty.  (transfer full) */
CfCertRoots *cf_cert_builtin_load (const CfCertBuiltin *list);

/* The newer of both; takes @installed, which may be %NULL.  (transfer full) (nullable) */
CfCertRoots *cf_cert_builtin_choose (CfCertRoots *installed, const CfCertBuiltin *list);

/* The module in the usual places; %NULL when there is none.  Static. */
const char *cf_cert_find_module (void);

G_END_DECLS
