/* cf-gather-prepare.c — opens, once, all that a check needs later */
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

static void
load_installed (CfPolicy *policy)
{
  g_autoptr (GError) problem = NULL;

  if (!cf_policy_load_installed (policy, NULL, &problem))
    g_debug ("%s", problem->message);
}

static gboolean
prepare_policy (CfGatherPrepared *self, const CfGatherOptions *options, GError **error)
{
  const char *setting;

  self->policy = cf_policy_new ();
  if (options->policy == NULL)
    load_installed (self->policy);
  if (!load_named (self->policy, CF_POLICY_ORIGIN_ADMINISTRATOR, options->policy, error) ||
      !load_named (self->policy, CF_POLICY_ORIGIN_USER, options->user_policy, error))
    return FALSE;

  setting = options->revocation != NULL ? options->revocation : cf_policy_get (self->policy, "network", "revocation");
  self->rules.revocation = g_strcmp0 (setting, "soft") == 0 ? CF_REVOCATION_SOFT : CF_REVOCATION_HARD;
  self->rules.offline = options->offline;
  setting = cf_policy_get (self->policy, "certificate", "subject-address");
  self->rules.subject_address = g_strcmp0 (setting, "allow") == 0;
  setting = cf_policy_get (self->policy, "certificate", "purpose");
  self->rules.any_purpose = g_strcmp0 (setting, "any") == 0;
  return TRUE;
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

  self->rules.roots = self->roots;
  self->rules.extra = self->extra;
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
  cf_cert_roots_free (self->roots);
  cf_openssl_free_certificates (self->extra);
  g_free (self->problem);
  g_free (self);
}
