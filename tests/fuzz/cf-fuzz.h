/* cf-fuzz.h — what all fuzz targets share: claims that must hold, and what is known to be genuine
 *
 * A target is one function over bytes.  Beside "no crash" each claims something about every input, with CF_CLAIM().
 * What a signature approves is held against a table of what the unmutated seeds approve: mutation cannot sign, so
 * whatever is approved and is not in the table is a false approval.
 */
#pragma once

#include <stdint.h>

#include "cf-span.h"

G_BEGIN_DECLS

/* What every input has to fulfil; ends the program with the words of the claim otherwise. */
#define CF_CLAIM(what) \
  G_STMT_START { \
    if (G_UNLIKELY (!(what))) \
      cf_fuzz_fail (__FILE__, __LINE__, #what); \
  } G_STMT_END

/* Says where and ends the program, so that the input is kept. */
G_NORETURN void cf_fuzz_fail (const char *file, int line, const char *what);

/* The path of a file below the folder that make-seeds.py made.  (transfer full) */
char *cf_fuzz_path (const char *name);

/* The bytes of such a file; the program ends where there is none.  (transfer full) */
GBytes *cf_fuzz_load (const char *name);

/* What a span is to those who hold bytes. */
CfSpan cf_fuzz_span (GBytes *bytes);

/* Takes the first bytes off @rest as a number below @n; 0 when nothing is left. */
guint cf_fuzz_take (CfSpan *rest, guint n);

/* A copy of @text as a string, without its NUL bytes: for readers of our own text files.  (transfer full) */
char *cf_fuzz_dup_text (CfSpan text);

/* SHA-256 in hexadecimal, of the bytes with every line end as CRLF; written apart from the code that is tested. */
char *cf_fuzz_dup_canonical_digest (CfSpan bytes);

/* SHA-256 in hexadecimal.  (transfer full) */
char *cf_fuzz_dup_digest (CfSpan bytes);

/**
 * cf_fuzz_genuine:
 * @what: words parted by one space: "signed alice@example.com DIGEST"
 *
 * Where the seeds are learned (CF_FUZZ_LEARN in the environment names a file), writes @what down there.  Else claims that
 * it was learned: the file that CF_FUZZ_GENUINE names holds it.
 */
void cf_fuzz_genuine (const char *what);

/* Whether the seeds are being learned: then whatever is intact is written down, approved or not. */
gboolean cf_fuzz_is_learning (void);

/* Of libFuzzer; a target opens here what opens once, after cf_fuzz_begin(). */
int LLVMFuzzerInitialize (int *argc, char ***argv);

/* One input. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Warnings of GLib become fatal; the table of what is genuine is read. */
void cf_fuzz_begin (void);

G_END_DECLS
