/* cf-ribbon-check.c — bytes -> client -> ribbon: the question behind one ribbon */
#include "cf-ribbon-check.h"

#include "cf-client-options.h"

/**
 * CfRibbonCheck:
 * @bar: (nullable): weak
 * @cancellable: (nullable): of the open question
 * @serial: of the message that is shown: answers to others are dropped
 * @request: of the message that is shown, strings and bytes owned; without bytes there is none
 */
struct _CfRibbonCheck {
  GObject parent_instance;

  CfRibbonBar *bar;
  CfClient *client;
  GCancellable *cancellable;
  guint serial;
  CfClientRequest request;
};

/* One open question. */
typedef struct {
  GWeakRef check;
  guint serial;
} Job;

G_DEFINE_TYPE (CfRibbonCheck, cf_ribbon_check, G_TYPE_OBJECT)

enum { CHECKED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
job_free (Job *job)
{
  g_weak_ref_clear (&job->check);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
drop_question (CfRibbonCheck *self)
{
  self->serial++;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
forget_request (CfRibbonCheck *self)
{
  g_clear_pointer (&self->request.message, g_bytes_unref);
  g_clear_pointer (&self->request.decrypted, g_bytes_unref);
  g_free ((char *) self->request.source);
  g_free ((char *) self->request.account);
  g_free ((char *) self->request.lang);
  self->request = (CfClientRequest) CF_CLIENT_REQUEST_INIT;
}

static void
keep_request (CfRibbonCheck *self, const CfClientRequest *request)
{
  CfClientRequest kept = *request;

  kept.message = g_bytes_ref (request->message);
  kept.decrypted = request->decrypted != NULL ? g_bytes_ref (request->decrypted) : NULL;
  kept.source = g_strdup (request->source);
  kept.account = g_strdup (request->account);
  kept.lang = g_strdup (request->lang);
  forget_request (self);
  self->request = kept;
}

static void
on_checked (GObject *client, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CfReport) report = cf_client_check_finish (CF_CLIENT (client), result, &error);
  g_autoptr (CfRibbonCheck) self = g_weak_ref_get (&job->check);

  if (self == NULL || self->serial != job->serial)
    return;

  g_clear_object (&self->cancellable);
  if (report == NULL)
    g_warning ("%s", error->message);
  else
    g_signal_emit (self, signals[CHECKED], 0, report);
  if (self->bar == NULL || self->serial != job->serial)
    return;

  if (report != NULL)
    cf_ribbon_bar_set_report (self->bar, g_steal_pointer (&report));
  else
    cf_ribbon_bar_clear (self->bar);
}

void
cf_ribbon_check_again (CfRibbonCheck *self, gboolean asked)
{
  CfClientOptions options;
  CfClientRequest request;
  Job *job;

  g_return_if_fail (CF_IS_RIBBON_CHECK (self));

  if (self->request.message == NULL)
    return;

  drop_question (self);
  self->cancellable = g_cancellable_new ();
  options = cf_client_options_load (NULL);
  request = self->request;
  request.asked = asked;
  if (request.lang == NULL)
    request.lang = cf_client_options_get_lang (&options);
  job = g_new0 (Job, 1);
  g_weak_ref_init (&job->check, self);
  job->serial = self->serial;
  cf_client_check_async (self->client, &request, self->cancellable, on_checked, job);
}

void
cf_ribbon_check_ask (CfRibbonCheck *self, const CfClientRequest *request)
{
  g_return_if_fail (CF_IS_RIBBON_CHECK (self));
  g_return_if_fail (request != NULL && request->message != NULL);

  if (self->bar == NULL)
    return;

  keep_request (self, request);
  cf_ribbon_bar_set_loading (self->bar);
  cf_ribbon_check_again (self, FALSE);
}

void
cf_ribbon_check_clear (CfRibbonCheck *self)
{
  g_return_if_fail (CF_IS_RIBBON_CHECK (self));

  drop_question (self);
  forget_request (self);
  if (self->bar != NULL)
    cf_ribbon_bar_clear (self->bar);
}

void
cf_ribbon_check_set_loading (CfRibbonCheck *self)
{
  g_return_if_fail (CF_IS_RIBBON_CHECK (self));

  cf_ribbon_check_clear (self);
  if (self->bar != NULL)
    cf_ribbon_bar_set_loading (self->bar);
}

static void
cf_ribbon_check_dispose (GObject *object)
{
  CfRibbonCheck *self = CF_RIBBON_CHECK (object);

  drop_question (self);
  forget_request (self);
  g_clear_weak_pointer (&self->bar);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (cf_ribbon_check_parent_class)->dispose (object);
}

static void
cf_ribbon_check_class_init (CfRibbonCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cf_ribbon_check_dispose;
  signals[CHECKED] = g_signal_new ("checked", CF_TYPE_RIBBON_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_POINTER);
}

static void
cf_ribbon_check_init (CfRibbonCheck *self)
{
  forget_request (self);
}

CfRibbonCheck *
cf_ribbon_check_new (CfRibbonBar *bar, CfClient *client)
{
  CfRibbonCheck *self = g_object_new (CF_TYPE_RIBBON_CHECK, NULL);

  g_set_weak_pointer (&self->bar, bar);
  self->client = g_object_ref (client);
  g_signal_connect_object (bar, "check-again", G_CALLBACK (cf_ribbon_check_again), self, G_CONNECT_SWAPPED);
  return self;
}
