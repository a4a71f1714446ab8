/* test-frame.c — frames in pieces, too large, garbage; descriptors; the queue out */
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cf-frame-writer.h"
#include "cf-limits.h"

#define MAX_BYTES 4096

static GBytes *
frame_of (const char *text)
{
  guint32 length = (guint32) strlen (text);
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) &length, sizeof length);
  g_byte_array_append (bytes, (const guint8 *) text, length);
  return g_byte_array_free_to_bytes (bytes);
}

static CfSpan
span_of (GBytes *bytes)
{
  return cf_span (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static int
new_descriptor (void)
{
  return open ("/dev/null", O_RDONLY | O_CLOEXEC);
}

static gboolean
is_open (int fd)
{
  return fcntl (fd, F_GETFD) >= 0;
}

static void
test_text (void)
{
  static const struct {
    const char *says;
    const char *text;
    gboolean taken;
  } rows[] = {
    { "an object", "{\"a\":1}", TRUE },
    { "an empty object", "{}", TRUE },
    { "all kinds of values", "{\"a\":[true,false,null,-1.5e+3,\"x\",{\"b\":[]}]}", TRUE },
    { "space between", "{ \"a\" :\t1\r\n}", TRUE },
    { "brackets in a string", "{\"a\":\"}]{[\"}", TRUE },
    { "quotes in a string", "{\"a\":\"\\\"}\\\\\"}", TRUE },
    { "Japanese", "{\"a\":\"証明書\"}", TRUE },
    { "an array", "[1]", FALSE },
    { "a number", "1", FALSE },
    { "a string", "\"a\"", FALSE },
    { "nothing but a bracket", "{", FALSE },
    { "a closing bracket first", "}", FALSE },
    { "two objects", "{}{}", FALSE },
    { "text after the object", "{} x", FALSE },
    { "a bracket too many", "{\"a\":1}}", FALSE },
    { "the wrong bracket", "{\"a\":[1}", FALSE },
    { "a string without end", "{\"a\":\"b}", FALSE },
    { "a string that ends with a backslash", "{\"a\":\"\\}", FALSE },
    { "a comment", "{\"a\":1/* \" */}", FALSE },
    { "a comment that hides brackets", "{/*\"*/\"a\":[[[[]]]]/*\"*/}", FALSE },
    { "a line comment", "{\"a\":1 // b\n}", FALSE },
    { "single quotes", "{'a':1}", FALSE },
    { "a name without quotes", "{a:1}", FALSE },
    { "an assignment", "var a = {}", FALSE },
    { "no UTF-8", "{\"a\":\"\xff\xfe\"}", FALSE },
    { "a control character outside strings", "{\"a\"\x01:1}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFrameReader) reader = cf_frame_reader_new (MAX_BYTES);
    g_autoptr (GBytes) bytes = frame_of (rows[i].text);
    g_auto (CfFrame) frame = CF_FRAME_INIT;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", rows[i].says);
    cf_frame_reader_feed (reader, span_of (bytes), -1);
    g_assert_cmpint (cf_frame_reader_take (reader, &frame, &error), ==, rows[i].taken);
    g_assert_cmpint (frame.object != NULL, ==, rows[i].taken);
    if (rows[i].taken)
      g_assert_cmpuint (frame.size, ==, strlen (rows[i].text));
    else
      g_assert_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_SYNTAX);
  }
}

static char *
nested (guint depth)
{
  GString *text = g_string_new ("{\"a\":");

  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  static const struct {
    guint depth;
    gboolean taken;
  } rows[] = { { CF_LIMIT_FRAME_DEPTH, TRUE }, { CF_LIMIT_FRAME_DEPTH + 1, FALSE }, { 400000, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_MIB);
    g_autofree char *text = nested (rows[i].depth);
    g_autoptr (GBytes) bytes = frame_of (text);
    g_auto (CfFrame) frame = CF_FRAME_INIT;
    g_autoptr (GError) error = NULL;

    cf_frame_reader_feed (reader, span_of (bytes), -1);
    g_assert_cmpint (cf_frame_reader_take (reader, &frame, &error), ==, rows[i].taken);
  }
}

static void
test_length (void)
{
  static const struct {
    const char *says;
    guint32 length;
    gboolean waits; /* for the text */
  } rows[] = {
    { "zero", 0, FALSE },
    { "one", 1, TRUE },
    { "the most", MAX_BYTES, TRUE },
    { "one more", MAX_BYTES + 1, FALSE },
    { "all bits", 0xffffffffu, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfFrameReader) reader = cf_frame_reader_new (MAX_BYTES);
    g_auto (CfFrame) frame = CF_FRAME_INIT;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", rows[i].says);
    cf_frame_reader_feed (reader, cf_span (&rows[i].length, sizeof rows[i].length), -1);
    g_assert_cmpint (cf_frame_reader_take (reader, &frame, &error), ==, rows[i].waits);
    g_assert_null (frame.object);
    g_assert_true (cf_frame_reader_is_inside (reader));
  }
}

static void
take_number (CfFrameReader *reader, gint64 want)
{
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  g_autoptr (GError) error = NULL;
  gint64 number;

  g_assert_true (cf_frame_reader_take (reader, &frame, &error));
  g_assert_no_error (error);
  if (want == 0) {
    g_assert_null (frame.object);
    return;
  }

  g_assert_true (cf_frame_get_int (frame.object, "n", &number, NULL));
  g_assert_cmpint (number, ==, want);
}

static void
test_pieces (void)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (MAX_BYTES);
  g_autoptr (GBytes) one = frame_of ("{\"n\":1}");
  g_autoptr (GBytes) two = frame_of ("{\"n\":2}");
  CfSpan first = span_of (one);
  g_autofree guint8 *both = g_malloc (first.length * 2 + 3);

  /* Byte by byte: no frame before the last one. */
  for (gsize i = 0; i < first.length; i++) {
    take_number (reader, 0);
    g_assert_cmpint (cf_frame_reader_is_inside (reader), ==, i > 0);
    cf_frame_reader_feed (reader, cf_span_sub (first, i, 1), -1);
  }
  take_number (reader, 1);
  take_number (reader, 0);
  g_assert_false (cf_frame_reader_is_inside (reader));

  /* Two frames and the beginning of a third in one piece. */
  memcpy (both, first.data, first.length);
  memcpy (both + first.length, span_of (two).data, first.length);
  memcpy (both + 2 * first.length, first.data, 3);
  cf_frame_reader_feed (reader, cf_span (both, first.length * 2 + 3), -1);
  take_number (reader, 1);
  take_number (reader, 2);
  take_number (reader, 0);
  g_assert_true (cf_frame_reader_is_inside (reader));
  cf_frame_reader_feed (reader, cf_span_from (first, 3), -1);
  take_number (reader, 1);
}

static void
test_members (void)
{
  static const char text_of[] = "{\"i\":5,\"d\":5.0,\"s\":\"x\",\"b\":true,\"n\":null,\"a\":[1],\"o\":{}}";
  g_autoptr (JsonNode) node = json_from_string (text_of, NULL);
  JsonObject *object = json_node_get_object (node);
  static const char *const keys[] = { "i", "d", "s", "b", "n", "a", "o", "missing" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const char *text = NULL;
    gboolean truth = FALSE;
    gint64 number = 0;

    g_assert_cmpint (cf_frame_get_int (object, keys[i], &number, NULL), ==, *keys[i] == 'i');
    g_assert_cmpint (cf_frame_get_string (object, keys[i], &text, NULL), ==, *keys[i] == 's');
    g_assert_cmpint (cf_frame_get_boolean (object, keys[i], &truth, NULL), ==, *keys[i] == 'b');
    g_assert_cmpint (number, ==, *keys[i] == 'i' ? 5 : 0);
    g_assert_cmpstr (text, ==, *keys[i] == 's' ? "x" : NULL);
    g_assert_cmpint (truth, ==, *keys[i] == 'b');
  }
}

/* A descriptor belongs to the frame whose bytes it came with, however they were cut. */
static void
test_descriptors (void)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (MAX_BYTES);
  g_autoptr (GBytes) plain = frame_of ("{\"n\":1}");
  CfSpan span = span_of (plain);
  int fds[2] = { new_descriptor (), new_descriptor () };

  /* The end of one frame and the beginning of the next, with a descriptor, in one read. */
  g_autofree guint8 *glued = g_malloc (span.length + 2);
  memcpy (glued, span.data, span.length);
  memcpy (glued + span.length, span.data, 2);
  cf_frame_reader_feed (reader, cf_span (glued, span.length + 2), fds[0]);
  cf_frame_reader_feed (reader, cf_span_from (span, 2), -1);
  cf_frame_reader_feed (reader, span, fds[1]);

  for (guint i = 0; i < 3; i++) {
    g_auto (CfFrame) frame = CF_FRAME_INIT;

    g_assert_true (cf_frame_reader_take (reader, &frame, NULL));
    g_assert_nonnull (frame.object);
    g_assert_cmpint (frame.fd, ==, i == 0 ? -1 : fds[i - 1]);
  }

  /* Cleared with their frames. */
  g_assert_false (is_open (fds[0]));
  g_assert_false (is_open (fds[1]));
}

static void
test_too_many_descriptors (void)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (MAX_BYTES);
  g_autoptr (GBytes) plain = frame_of ("{\"n\":1}");
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  g_autoptr (GError) error = NULL;
  int fds[3] = { new_descriptor (), new_descriptor (), new_descriptor () };

  cf_frame_reader_feed (reader, cf_span_sub (span_of (plain), 0, 5), fds[0]);
  cf_frame_reader_feed (reader, cf_span_from (span_of (plain), 5), fds[1]);
  g_assert_false (cf_frame_reader_take (reader, &frame, &error));
  g_assert_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_SYNTAX);
  g_assert_false (is_open (fds[0]));
  g_assert_false (is_open (fds[1]));

  /* One that no frame took goes with the reader. */
  cf_frame_reader_feed (reader, cf_span_str ("x"), fds[2]);
  g_clear_pointer (&reader, cf_frame_reader_free);
  g_assert_false (is_open (fds[2]));
}

/* Two come together where the reader takes two, and only there. */
static void
test_pair (void)
{
  g_autoptr (GBytes) plain = frame_of ("{\"n\":7}");
  int first = new_descriptor ();
  int second = new_descriptor ();

  for (guint takes_pairs = 0; takes_pairs < 2; takes_pairs++) {
    g_autoptr (CfFrameReader) reader = cf_frame_reader_new (MAX_BYTES);
    g_auto (CfFrame) frame = CF_FRAME_INIT;
    g_autoptr (GError) error = NULL;
    gssize length;
    int ends[2];

    if (takes_pairs)
      cf_frame_reader_take_pairs (reader);
    g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
    g_assert_true (cf_frame_send_pair (ends[0], plain, first, second));
    length = cf_frame_reader_fill (reader, ends[1], &error);
    close (ends[0]);
    close (ends[1]);
    if (!takes_pairs) {
      g_assert_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_SYNTAX);
      continue;
    }
    g_assert_cmpint (length, ==, (gssize) g_bytes_get_size (plain));
    g_assert_true (cf_frame_reader_take (reader, &frame, NULL));
    g_assert_cmpint (frame.fd, >=, 0);
    g_assert_cmpint (frame.second, >=, 0);
    g_assert_cmpint (frame.fd, !=, frame.second);
  }

  close (first);
  close (second);
}

static void
test_fill_socket (void)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (MAX_BYTES);
  g_autoptr (GBytes) plain = frame_of ("{\"n\":7}");
  g_auto (CfFrame) frame = CF_FRAME_INIT;
  int sent = new_descriptor ();
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  g_assert_true (cf_frame_send (ends[0], plain, sent));
  g_assert_cmpint (cf_frame_reader_fill (reader, ends[1], NULL), ==, (gssize) g_bytes_get_size (plain));
  g_assert_true (cf_frame_reader_take (reader, &frame, NULL));
  g_assert_cmpint (frame.fd, >=, 0);
  g_assert_cmpint (frame.fd, !=, sent);
  g_assert_true (fcntl (frame.fd, F_GETFD) & FD_CLOEXEC);

  close (ends[0]);
  g_assert_cmpint (cf_frame_reader_fill (reader, ends[1], NULL), ==, 0);
  close (ends[1]);
  close (sent);
}

static void
send_two_descriptors (int socket, int fd)
{
  union {
    struct cmsghdr align;
    char bytes[CMSG_SPACE (2 * sizeof (int))];
  } control = { 0 };
  int fds[2] = { fd, fd };
  struct iovec vector = { (void *) "xxxx", 4 };
  struct msghdr message = { .msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control,
                            .msg_controllen = sizeof control };
  struct cmsghdr *header = CMSG_FIRSTHDR (&message);

  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN (sizeof fds);
  memcpy (CMSG_DATA (header), fds, sizeof fds);
  g_assert_cmpint (sendmsg (socket, &message, 0), ==, 4);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
test_fill_two_descriptors (void)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (MAX_BYTES);
  g_autoptr (GError) error = NULL;
  int fd = new_descriptor ();
  guint before;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  before = count_descriptors ();
  send_two_descriptors (ends[0], fd);
  g_assert_cmpint (cf_frame_reader_fill (reader, ends[1], &error), ==, -1);
  g_assert_error (error, CF_FRAME_ERROR, CF_FRAME_ERROR_SYNTAX);
  g_assert_cmpuint (count_descriptors (), ==, before);
  close (ends[0]);
  close (ends[1]);
  close (fd);
}

static void
test_fill_pipe (void)
{
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (MAX_BYTES);
  g_autoptr (GBytes) plain = frame_of ("{\"n\":3}");
  int ends[2];

  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  g_assert_cmpint (write (ends[1], span_of (plain).data, span_of (plain).length), ==, (gssize) span_of (plain).length);
  g_assert_cmpint (cf_frame_reader_fill (reader, ends[0], NULL), >, 0);
  take_number (reader, 3);
  close (ends[1]);
  g_assert_cmpint (cf_frame_reader_fill (reader, ends[0], NULL), ==, 0);
  close (ends[0]);
}

/* What a slow reader does not take stays in the queue, and nothing waits for it. */
static void
check_writer (int reading, int writing)
{
  g_autoptr (CfFrameWriter) writer = cf_frame_writer_new (writing);
  g_autoptr (CfFrameReader) reader = cf_frame_reader_new (CF_MIB);
  g_autofree char *long_text = g_strnfill (700000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"t\":\"%s\",\"n\":1}", long_text);
  g_autoptr (GBytes) large = frame_of (text);
  g_autoptr (GBytes) small = frame_of ("{\"n\":2}");
  g_auto (CfFrame) frame = CF_FRAME_INIT;

  cf_frame_writer_add (writer, large);
  cf_frame_writer_add (writer, small);
  g_assert_true (cf_frame_writer_flush (writer));
  g_assert_cmpuint (cf_frame_writer_get_waiting (writer), >, 0);
  g_assert_cmpuint (cf_frame_writer_get_waiting (writer), <, g_bytes_get_size (large));

  while (frame.object == NULL) {
    g_assert_cmpint (cf_frame_reader_fill (reader, reading, NULL), >, 0);
    g_assert_true (cf_frame_writer_flush (writer));
    g_assert_true (cf_frame_reader_take (reader, &frame, NULL));
  }
  cf_frame_writer_drain (writer, 1000);
  g_assert_cmpuint (cf_frame_writer_get_waiting (writer), ==, 0);
  if (cf_frame_reader_is_inside (reader) == FALSE)
    g_assert_cmpint (cf_frame_reader_fill (reader, reading, NULL), >, 0);
  take_number (reader, 2);

  /* Nobody reads any more. */
  close (reading);
  cf_frame_writer_add (writer, small);
  g_assert_false (cf_frame_writer_flush (writer));
  close (writing);
}

static void
test_writer (void)
{
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  check_writer (ends[0], ends[1]);
  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  check_writer (ends[0], ends[1]);
}

static void
test_write_frame (void)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) frame = NULL;
  guint32 length;

  json_object_set_string_member (object, "a", "é");
  frame = cf_frame_write (object);
  memcpy (&length, span_of (frame).data, sizeof length);
  g_assert_cmpuint (length + sizeof length, ==, span_of (frame).length);
  g_assert_cmpmem (span_of (frame).data + 4, length, "{\"a\":\"é\"}", strlen ("{\"a\":\"é\"}"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/engine/frame/text", test_text);
  g_test_add_func ("/engine/frame/depth", test_depth);
  g_test_add_func ("/engine/frame/length", test_length);
  g_test_add_func ("/engine/frame/pieces", test_pieces);
  g_test_add_func ("/engine/frame/members", test_members);
  g_test_add_func ("/engine/frame/descriptors", test_descriptors);
  g_test_add_func ("/engine/frame/too-many-descriptors", test_too_many_descriptors);
  g_test_add_func ("/engine/frame/fill-socket", test_fill_socket);
  g_test_add_func ("/frame/pair", test_pair);
  g_test_add_func ("/engine/frame/fill-two-descriptors", test_fill_two_descriptors);
  g_test_add_func ("/engine/frame/fill-pipe", test_fill_pipe);
  g_test_add_func ("/engine/frame/writer", test_writer);
  g_test_add_func ("/engine/frame/write", test_write_frame);
  return g_test_run ();
}
