/* cf-lookup.c — the lookup process: questions -> answers
 *
 * Its whole job: wait for a frame with a question, for DNS, for web servers,
 * for the time that is up; move each on; send answers.  One loop, nothing in
 * it waits for a single question.  It reads what web and DNS servers send, so
 * it has no message, no ledger and no policy.  While it runs it opens nothing but
 * sockets, the files of its cache, and /etc/resolv.conf when that changes.
 */
#include "cf-lookup.h"

#include <poll.h>
#include <signal.h>
#include <sys/stat.h>

#include "cf-limits.h"
#include "cf-lookup-desk.h"

/* The longest frame: a question with every letter escaped, and what stands around it. */
#define FRAME_BYTES (2 * CF_LIMIT_QUESTION_BYTES + 1 * CF_KIB)

/* The client's socket and libunbound's two. */
#define MAX_FDS 3

/* How long "doctor" waits at most; the probe has an end of its own before. */
#define CHECK_MS 5000

typedef struct {
  int socket;
  CfFrameReader *reader;
  CfFrameWriter *writer;
  CfLookupDns *dns;
  CfLookupHttp *http;
  CfLookupDesk *desk;
  gboolean is_ended;
  int status;
} Lookup;

static void
lookup_clear (Lookup *self)
{
  cf_lookup_desk_free (self->desk);
  cf_lookup_http_free (self->http);
  cf_lookup_dns_free (self->dns);
  cf_frame_writer_free (self->writer);
  cf_frame_reader_free (self->reader);
}

static void
end (Lookup *self, int status)
{
  self->is_ended = TRUE;
  self->status = status;
}

static gboolean
take_frames (Lookup *self, GError **error)
{
  for (;;) {
    g_auto (CfFrame) frame = CF_FRAME_INIT;

    if (!cf_frame_reader_take (self->reader, &frame, error))
      return FALSE;
    if (frame.object == NULL)
      return TRUE;
    if (!cf_lookup_desk_take (self->desk, frame.object, error))
      return FALSE;
  }
}

static void
hear (Lookup *self)
{
  g_autoptr (GError) error = NULL;
  gssize length = cf_frame_reader_fill (self->reader, self->socket, &error);

  if (length == 0)
    end (self, cf_frame_reader_is_inside (self->reader));
  else if (length < 0 || !take_frames (self, &error))
    end (self, 1);

  if (error != NULL)
    g_printerr ("certfirst: lookup: what came is not understood: %s\n", error->message);
}

/* Milliseconds until something is to be done without being told. */
static int
get_timeout (Lookup *self)
{
  gint64 due = MIN (cf_lookup_desk_get_due (self->desk),
                    MIN (cf_lookup_dns_get_due (self->dns), cf_lookup_http_get_due (self->http)));
  gint64 wait = due - g_get_monotonic_time ();

  return due == G_MAXINT64 ? 60 * 1000 : (int) CLAMP ((wait + 999) / 1000, 0, 60 * 1000);
}

/* A reader that is slow gets no new answers: its questions stay in the socket. */
static gboolean
is_backed_up (Lookup *self)
{
  return cf_frame_writer_get_waiting (self->writer) > CF_LIMIT_LOOKUP_BYTES / 2;
}

static void
wait_for_any (Lookup *self)
{
  struct curl_waitfd places[MAX_FDS] = { 0 };
  int fds[MAX_FDS];
  guint n = cf_lookup_dns_get_fds (self->dns, fds);

  for (guint i = 0; i < n; i++)
    places[i] = (struct curl_waitfd) { fds[i], CURL_WAIT_POLLIN, 0 };
  places[n].fd = self->socket;
  if (!is_backed_up (self))
    places[n].events |= CURL_WAIT_POLLIN;
  if (cf_frame_writer_get_waiting (self->writer) > 0)
    places[n].events |= CURL_WAIT_POLLOUT;

  curl_multi_poll (cf_lookup_http_get_multi (self->http), places, n + 1, get_timeout (self), NULL);
  if (places[n].revents & CURL_WAIT_POLLIN)
    hear (self);
}

static void
work (Lookup *self)
{
  cf_lookup_http_set_waiting (self->http, cf_frame_writer_get_waiting (self->writer));
  cf_lookup_dns_work (self->dns);
  cf_lookup_http_work (self->http);
  cf_lookup_desk_work (self->desk);
  if (!cf_frame_writer_flush (self->writer))
    end (self, 0);
}

int
cf_lookup_main (const CfLookupOptions *options, int socket)
{
  Lookup self = { .socket = socket };

  signal (SIGPIPE, SIG_IGN);
  umask (077); /* libunbound writes the state of the root's keys */
  curl_global_init (CURL_GLOBAL_ALL);
  self.reader = cf_frame_reader_new (FRAME_BYTES);
  self.writer = cf_frame_writer_new (socket);
  self.dns = cf_lookup_dns_new (options);
  self.http = cf_lookup_http_new (options, self.dns);
  self.desk = cf_lookup_desk_new (options, self.dns, self.http, self.writer);

  while (!self.is_ended) {
    work (&self);
    if (!self.is_ended)
      wait_for_any (&self);
  }

  lookup_clear (&self);
  curl_global_cleanup ();
  return self.status;
}

/* --- for doctor --- */

static void
forget (gpointer data, CfAnswer *answer)
{
  gboolean *is_done = data;

  *is_done = TRUE;
  cf_answer_free (answer);
}

CfLookupDnssec
cf_lookup_check_dnssec (const CfLookupOptions *options)
{
  g_autoptr (CfLookupDns) dns = cf_lookup_dns_new (options);
  gint64 end_us = g_get_monotonic_time () + CHECK_MS * 1000;
  gboolean is_done = FALSE;

  /* No question at all: it is refused once the resolver is known. */
  cf_lookup_dns_ask (dns, "", forget, &is_done);
  cf_lookup_dns_work (dns);
  while (!is_done && g_get_monotonic_time () < end_us) {
    struct pollfd places[MAX_FDS];
    int fds[MAX_FDS];
    guint n = cf_lookup_dns_get_fds (dns, fds);

    for (guint i = 0; i < n; i++)
      places[i] = (struct pollfd) { fds[i], POLLIN, 0 };
    poll (places, n, 100);
    cf_lookup_dns_work (dns);
  }

  return cf_lookup_dns_get_dnssec (dns);
}
