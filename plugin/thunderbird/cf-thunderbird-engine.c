/* cf-thunderbird-engine.c — what Thunderbird starts: becomes "certfirst engine"
 *
 * A native messaging manifest names a program and has no place for arguments;
 * Thunderbird adds two of its own (the manifest, the add-on), which are not
 * looked at.  Who may connect is in the manifest, which Thunderbird obeys.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As shells say it: the program could not be started. */
#define NOT_STARTED 127

int
main (void)
{
  const char *named = getenv ("CERTFIRST_PROGRAM");
  const char *program = named != NULL && *named != '\0' ? named : CF_BINDIR "/certfirst";

  execl (program, program, "engine", (char *) NULL);
  fprintf (stderr, "certfirst: %s: %s; install Certfirst again\n", program, strerror (errno));
  return NOT_STARTED;
}
