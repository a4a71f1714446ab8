/* cf-gather-prepare.c — opens, once, all that a check needs later */
#include "cf-gather-policy.h"
#include "cf-gather-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cf-domain.h"
#include "cf-mime.h"

/* A file that the caller named and nobody can open is the caller's to mend: exit status 2.  GIO is not used, which may
 * start threads. */
static gboolean
check_readable (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  int code = errno;

  if (fd >= 0) {
    close (fd);
    return TRUE;
  }

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               "%s: cannot be opened; check the name and the permissions (%s)", path, g_strerror (code));
  return FALSE;
}

static gboolean
load_named (CfPolicy *policy, CfPolicyOrigin origin, char **paths, GError **error)
{
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++) {
    g_autoptr (GError) problem = NULL;

    if (!check_readable (paths[i], error))
      return FALSE;
    /* An error inside the file is a fact of each message: CF905. */
    if (!cf_policy_load (policy, origin, paths[i], &problem))
      g_debug ("%s", problem->message);
  }

  return TRUE;
}

/* What is wrong with an installed file is a fact of each message. */
static void
load_installed (CfPolicy *policy)
{
  g_autoptr (GError) problem = NULL;

  if (!cf_policy_load_installed (policy, NULL, &problem))
    g_debug ("%s", problem->message);
}

static gboolean
is_set_to (const CfPolicy *policy, const char *section, const char *key, const char *value)
{
  return g_strcmp0 (cf_policy_get (policy, section, key), value) == 0;
}

static CfCertAia
get_aia (const CfPolicy *policy)
{
  if (is_set_to (policy, "network", "aia", "any"))
    return CF_CERT_AIA_ANY;

  return is_set_to (policy, "network", "aia", "off") ? CF_CERT_AIA_OFF : CF_CERT_AIA_KNOWN_HOSTS;
}

static void
prepare_rules (CfGatherPrepared *self, const CfGatherOptions *options)
{
  const CfPolicy *policy = self->policy;
  const char *revocation =
      options->revocation != NULL ? options->revocation : cf_policy_get (policy, "network", "revocation");

  self->rules.revocation = g_strcmp0 (revocation, "soft") == 0 ? CF_REVOCATION_SOFT : CF_REVOCATION_HARD;
  self->rules.offline = options->offline;
  self->rules.subject_address = is_set_to (policy, "certificate", "subject-address", "allow");
  self->rules.any_purpose = is_set_to (policy, "certificate", "purpose", "any");
  self->rules.aia = get_aia (policy);
  cf_policy_get_history (policy, &self->history);
}

CfPolicy *
cf_gather_load_policy (const CfGatherOptions *options, GError **error)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();

  if (options->policy == NULL)
    load_installed (policy);
  if (!load_named (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, options->policy, error) ||
      !load_named (policy, CF_POLICY_ORIGIN_USER, options->user_policy, error))
    return NULL;

  return g_steal_pointer (&policy);
}

const CfPolicy *
cf_gather_get_policy (const CfGatherPrepared *self)
{
  return self->policy;
}

gboolean
cf_gather_describe_roots (const CfGatherPrepared *self, guint *out_number, guint *out_own, CfTime *out_date)
{
  const CfCertRootsAbout *about = self->roots != NULL ? cf_cert_roots_describe (self->roots) : NULL;

  if (about == NULL)
    return FALSE;

  *out_number = about->n_anchors;
  *out_own = about->n_own;
  *out_date = about->date;
  return TRUE;
}

static gboolean
prepare_policy (CfGatherPrepared *self, const CfGatherOptions *options, GError **error)
{
  self->policy = cf_gather_load_policy (options, error);
  if (self->policy == NULL)
    return FALSE;

  self->policy_version = cf_policy_dup_version (self->policy);
  prepare_rules (self, options);
  self->has_history = options->history;
  self->authserv_ids = g_strdupv (options->authserv_ids);
  self->claims_at = g_get_real_time () / G_USEC_PER_SEC;
  self->claims = cf_gather_index_claims (self->policy, self->claims_at);
  return TRUE;
}

/* --- anchors and lists of the policy --- */

static void
free_list (CfDomainList *list)
{
  g_free (list->name);
  g_free (list->list_id);
  g_free (list->dkim_domain);
  g_free (list);
}

static void
prepare_lists (CfGatherPrepared *self)
{
  g_autoptr (GArray) lists = cf_policy_dup_lists (self->policy);

  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) free_list);
  for (guint i = 0; i < lists->len; i++) {
    const CfPolicyList *from = &g_array_index (lists, CfPolicyList, i);
    CfDomainList *list = g_new0 (CfDomainList, 1);

    list->name = g_strdup (from->name);
    list->list_id = g_strdup (from->list_id);
    list->dkim_domain = g_strdup (from->dkim_domain);
    g_ptr_array_add (self->lists, list);
  }
}

/* An anchor that cannot be read vouches for nobody, and each message says so: CF905. */
static void
add_anchors (CfGatherPrepared *self, CfCertRoots *roots, GArray *anchors)
{
  for (guint i = 0; i < anchors->len; i++) {
    const CfPolicyAnchor *anchor = &g_array_index (anchors, CfPolicyAnchor, i);
    CfTime last = anchor->until == CF_TIME_UNKNOWN ? CF_TIME_UNKNOWN : anchor->until - 1;
    CfCertAnchorSpec spec = { anchor->name, anchor->file, anchor->data, anchor->domains, last, anchor->registry,
                              cf_cert_parse_accept (anchor->accept) };
    g_autoptr (GError) problem = NULL;

    if (!cf_cert_roots_add_anchor (roots, &spec, &problem) && self->trust_problem == NULL)
      self->trust_problem = g_strdup (problem->message);
  }
}

static void
prepare_anchors (CfGatherPrepared *self, const CfGatherOptions *options)
{
  g_autoptr (GArray) anchors = cf_policy_dup_anchors (self->policy);
  g_autoptr (GArray) marks = cf_policy_dup_mark_anchors (self->policy);

  /* --trust-anchors: these roots only. */
  if (self->roots != NULL && options->trust_anchors == NULL)
    add_anchors (self, self->roots, anchors);
  if (marks->len == 0)
    return;

  self->mark_roots = cf_cert_roots_new ();
  add_anchors (self, self->mark_roots, marks);
}

static gboolean
prepare_roots (CfGatherPrepared *self, const CfGatherOptions *options, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (options->trust_anchors != NULL) {
    self->roots = cf_cert_roots_load_file (options->trust_anchors, error);
    return self->roots != NULL;
  }

  /* Without the list nothing is trusted, and each signed message says so: CF907. */
  self->roots = cf_cert_roots_load_email (options->roots_module, &problem);
  if (self->roots == NULL)
    self->problem = g_strdup (problem->message);
  return TRUE;
}

CfGatherPrepared *
cf_gather_prepare (const CfGatherOptions *options, GError **error)
{
  g_autoptr (CfGatherPrepared) self = g_new0 (CfGatherPrepared, 1);

  cf_mime_prepare ();
  cf_domain_prepare ();
  if (!prepare_policy (self, options, error) || !prepare_roots (self, options, error))
    return NULL;

  if (options->extra_certs != NULL) {
    self->extra = cf_cert_load_file (options->extra_certs, error);
    if (self->extra == NULL)
      return NULL;
  }

  if (options->crls != NULL) {
    self->crls = cf_cert_load_crls (options->crls, error);
    if (self->crls == NULL)
      return NULL;
  }

  prepare_lists (self);
  prepare_anchors (self, options);
  self->rules.roots = self->roots;
  self->rules.extra = self->extra;
  self->rules.crls = self->crls;
  return g_steal_pointer (&self);
}

const char *
cf_gather_get_problem (const CfGatherPrepared *self)
{
  return self->problem;
}

void
cf_gather_prepared_free (CfGatherPrepared *self)
{
  if (self == NULL)
    return;

  cf_policy_free (self->policy);
  g_free (self->policy_version);
  cf_cert_roots_free (self->roots);
  cf_cert_roots_free (self->mark_roots);
  cf_openssl_free_certificates (self->extra);
  sk_X509_CRL_pop_free (self->crls, X509_CRL_free);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  cf_claim_index_free (self->claims);
  g_strfreev (self->authserv_ids);
  g_free (self->problem);
  g_free (self->trust_problem);
  g_free (self);
}
