/* test-errors.c — what is refused, with file, line, key and remedy */
#include "cf-policy.h"

#define ALL_SECTIONS "default, sender, anchor, mark-anchor, list, trusted-authserv-ids, trusted-sealers, received-by, " \
  "certificate, network or history"

typedef struct {
  const char *text;
  int code;
  const char *message;
} ErrorRow;

static void
assert_refused (CfPolicy *policy, const char *text, int code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "dir/t.policy", text, &error));
  g_assert_cmpstr (error->message, ==, message);
  g_assert_error (error, CF_POLICY_ERROR, code);
  g_assert_cmpstr (cf_policy_get_problem (policy), ==, message);
}

static void
check_rows (const ErrorRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();

    assert_refused (policy, rows[i].text, rows[i].code, rows[i].message);
  }
}

static void
test_sections (void)
{
  static const ErrorRow rows[] = {
    { "\n[sendr bank.example]\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:2: [sendr bank.example]: unknown section; did you mean sender?" },
    { "[Default]\n", CF_POLICY_ERROR_SECTION, "dir/t.policy:1: [Default]: unknown section; did you mean default?" },
    { "[nonsense]\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:1: [nonsense]: unknown section; write " ALL_SECTIONS },
    { "[bank.example]\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:1: [bank.example]: unknown section; write " ALL_SECTIONS },
    { "[default bank.example]\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:1: [default bank.example]: takes no name; write [default]" },
    { "[sender]\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:1: [sender]: needs one address, domain or *.domain, such as [sender info@example.org]" },
    { "[sender *@bank.example]\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:1: [sender *@bank.example]: is no address; for every address of a domain write the domain alone" },
    { "# a\n[sender bank.example]\nmode=warn\n[sender BANK.example]\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:4: [sender BANK.example]: is there already in line 2; put its keys together" },
    { "[sender 例え.jp]\n[sender xn--r8jz45g.jp]\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:2: [sender xn--r8jz45g.jp]: is there already in line 1; put its keys together" },
    { "[sender a@b.example]\n[sender A@b.example]\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:2: [sender A@b.example]: is there already in line 1; put its keys together" },
    { "[default]\nmode=warn\n[default]\nmode=observe\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:3: [default]: is there already in line 1; put its keys together" },
    { "[ default ]\n[default]\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:2: [default]: is there already in line 1; put its keys together" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_names (void)
{
  static const char *const bad[] = {
    "*",           "*.",           "@",           "a@",           "@b.example",   "a@b@c.example", "a b@c.example",
    "a@b c.example", "*.*.example", "**.example", "*bank.example", "a@*.example", "\"a\"@b.example", "bank..example",
    ".example",    "bank.example.", "-a.example", "a-.example",   "a_b.example",  "a,b.example",  "a;b.example",
    "<a@b.example>", "a@b.example (Bank)", "a@b.example, c@d.example", "Example Bank", "(a)@b.example", "a:b@c.example",
    "例 え@b.example", "a@例_え.jp",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_autofree char *text = g_strdup_printf ("[sender %s]\n", bad[i]);
    g_autofree char *message = g_strdup_printf (
      "dir/t.policy:1: [sender %s]: needs one address, domain or *.domain, such as [sender info@example.org]", bad[i]);

    assert_refused (policy, text, CF_POLICY_ERROR_SECTION, message);
  }
}

static void
test_name_lengths (void)
{
  static const struct { guint local, label, n_labels; gboolean good; } rows[] = {
    { 64, 63, 3, TRUE }, { 65, 63, 3, FALSE }, { 1, 64, 1, FALSE }, { 1, 1, 127, TRUE }, { 1, 1, 128, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_autofree char *local = g_strnfill (rows[i].local, 'l');
    g_autofree char *label = g_strnfill (rows[i].label, 'd');
    GString *text = g_string_new ("[sender ");

    g_string_append_printf (text, "%s@%s", local, label);
    for (guint j = 1; j < rows[i].n_labels; j++)
      g_string_append_printf (text, ".%s", label);
    g_string_append (text, "]\n");
    g_assert_cmpint (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t.policy", text->str, NULL), ==, rows[i].good);
    g_string_free (text, TRUE);
  }
}

static void
test_keys (void)
{
  static const ErrorRow rows[] = {
    { "[sender a.example]\ncertifcate=required\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [sender a.example] certifcate: unknown key here; did you mean certificate?" },
    { "[sender a.example]\nCertificate=required\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [sender a.example] Certificate: unknown key here; did you mean certificate?" },
    { "[sender a.example]\ncert=required\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [sender a.example] cert: unknown key here; did you mean certificate?" },
    { "[sender a.example]\ndisplay_name=A\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [sender a.example] display_name: unknown key here; did you mean display-names?" },
    { "[sender a.example]\nmdoe=warn\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [sender a.example] mdoe: unknown key here; did you mean mode?" },
    { "[default]\ncolour=red\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [default] colour: unknown key here; write mode, certificate or user-may-loosen" },
    { "[default]\ndisplay-names=A\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [default] display-names: unknown key here; it belongs to [sender X]" },
    { "[sender a.example]\nrevocation=soft\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [sender a.example] revocation: unknown key here; it belongs to [network]" },
    { "[default]\nEncoding=UTF-8\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [default] Encoding: unknown key here; write mode, certificate or user-may-loosen" },
    { "[default]\nmode[ja]=warn\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [default] mode[ja]: unknown key here; write mode, certificate or user-may-loosen" },
    { "[received-by]\ntar[o@imap.example=mx.example\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [received-by] tar[o@imap.example: unknown key here; write default, or an account such as "
      "taro@imap.example.org" },
    { "[default]\nmode=warn\n\nmode=warn\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:4: [default] mode: is set already in line 2; keep one" },
    { "[default]\n\xe3\x80\x80mode=warn\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [default] \xe3\x80\x80mode: unknown key here; write mode, certificate or user-may-loosen" },
    { "[network]\ncertificate=usual\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [network] certificate: unknown key here; it belongs to [default]" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_values (void)
{
  static const ErrorRow rows[] = {
    { "[default]\ncertificate=Required\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [default] certificate: \"Required\" is not one of its values; did you mean required?" },
    { "[default]\nmode=enforced\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [default] mode: \"enforced\" is not one of its values; did you mean enforce?" },
    { "[default]\nmode=\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [default] mode: \"\" is not one of its values; write enforce, warn or observe" },
    { "[default]\nmode=enforce|warn\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [default] mode: \"enforce|warn\" is not one of its values; write enforce, warn or observe" },
    { "[default]\ncertificate=none\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [default] certificate: \"none\" is not one of its values; write required, expected, usual, "
      "optional or exempt" },
    { "[default]\nmode=warn # later enforce\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [default] mode: \"warn # later enforce\" is not one of its values; write enforce, warn or "
      "observe" },
    { "[network]\nrevocation=soft;\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [network] revocation: \"soft;\" is not one of its values; did you mean soft?" },
    { "[certificate]\nsubject-address=yes\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [certificate] subject-address: \"yes\" is not one of its values; write refuse or allow" },
    { "[sender a.example]\ndisplay-names=\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [sender a.example] display-names: lacks a name; write names parted by ;" },
    { "[sender a.example]\ndisplay-names=A;;B\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [sender a.example] display-names: lacks a name; write names parted by ;" },
    { "[sender a.example]\ndisplay-names=A; ;\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [sender a.example] display-names: lacks a name; write names parted by ;" },
    { "[sender a.example]\ndisplay-names=A\\B\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [sender a.example] display-names: holds a \\ that means nothing; write \\\\ for one" },
    { "[sender a.example]\ncertificate=usual\nsince=2027-01-02\nuntil=2027-01-01\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:4: [sender a.example] until: until= 2027-01-01 lies before since= 2027-01-02; correct one" },
    { "[sender a.example]\nmode=warn\nuntil=2027-01-01\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:3: [sender a.example] until: says when, but not what; add certificate= to this section" },
    { "[sender a.example]\nsince=2027-01-01\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [sender a.example] since: says when, but not what; add certificate= to this section" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_days (void)
{
  static const char *const bad[] = {
    "",           "2026",       "2026-13-01", "2026-02-30", "2026-00-10", "2026-1-1",   "26-01-01", "2026/01/01",
    "2026-01-01T00:00:00Z",     "01-01-2026", "2026-01-0x", "2026-W01-1", "tomorrow",   "2026-01--1",
    "20260101",   "2026-01-01 ,", "２０２６-01-01", "-026-01-01", "2025-02-29",
  };
  static const char *const good[] = { "2026-01-01", "2024-02-29", "1999-12-31", "2026-04-01  " };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_autofree char *text = g_strdup_printf ("[sender a.example]\ncertificate=usual\nuntil=%s\n", bad[i]);

    assert_refused (policy, text, CF_POLICY_ERROR_VALUE,
                    "dir/t.policy:3: [sender a.example] until: is no day; write a day such as 2027-03-31");
  }

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_autofree char *text =
      g_strdup_printf ("[sender a.example]\ncertificate=usual\nuntil=%s\nread=%s\n", good[i], good[i]);

    g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t.policy", text, NULL));
  }
}

#define ANCHOR "[anchor corp]\nfile=ca.pem\ndomains=a.example\n"

/* Values that are more than a word. */
static void
test_typed_values (void)
{
  static const ErrorRow rows[] = {
    { "[history]\nshare=101\n", CF_POLICY_ERROR_VALUE, "dir/t.policy:2: [history] share: is no number from 1 to 100" },
    { "[history]\nshare=0\n", CF_POLICY_ERROR_VALUE, "dir/t.policy:2: [history] share: is no number from 1 to 100" },
    { "[history]\nsigned-min=-1\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [history] signed-min: is no number from 1 to 1000" },
    { "[history]\nforget-after=10 mails\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [history] forget-after: is no number from 1 to 1000" },
    { "[history]\nsigned-days=99999999999999999999\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [history] signed-days: is no number from 1 to 365" },
    { "[history]\nkeep=yes\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [history] keep: \"yes\" is not one of its values; write true or false" },
    { "[anchor corp]\nfile=ca.pem\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy: [anchor corp]: lacks domains=; write domains or *.domains parted by ;" },
    { "[anchor corp]\ndomains=a.example\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy: [anchor corp]: lacks file=; write a file of certificates in PEM" },
    { "[anchor]\n", CF_POLICY_ERROR_SECTION,
      "dir/t.policy:1: [anchor]: needs a name of your own, such as [anchor main]" },
    { "[anchor corp]\nfile=ca.pem\ndomains=a.example;x@b.example\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:3: [anchor corp] domains: \"x@b.example\" does not fit; write domains or *.domains parted by ;" },
    { ANCHOR "accept=sha1-certificate\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:4: [anchor corp] accept: \"sha1-certificate\" is not one of its values; did you mean sha1-certificates?" },
    { ANCHOR "accept=rsa1024-keys;md5\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:4: [anchor corp] accept: \"md5\" is not one of its values; write sha1-certificates or rsa1024-keys" },
    { ANCHOR "accept=rsa1024-keys|sha1-certificates\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:4: [anchor corp] accept: \"rsa1024-keys|sha1-certificates\" is not one of its values; write sha1-certificates or rsa1024-keys" },
    { ANCHOR "accept=\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:4: [anchor corp] accept: \"\" is not one of its values; write sha1-certificates or rsa1024-keys" },
    { "[mark-anchor m]\nfile=ca.pem\naccept=rsa1024-keys\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:3: [mark-anchor m] accept: unknown key here; it belongs to [anchor NAME]" },
    { "[mark-anchor m]\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy: [mark-anchor m]: lacks file=; write a file of certificates in PEM" },
    { "[mark-anchor m]\nfile=\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [mark-anchor m] file: lacks a name; write a file of certificates in PEM" },
    { "[list dev]\ndkim-domain=a.example\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy: [list dev]: lacks list-id=; write what stands between < and > of List-Id" },
    { "[list dev]\nlist-id=<dev.a.example>\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [list dev] list-id: is no list identifier; write what stands between < and > of List-Id" },
    { "[list dev]\nlist-id=dev.a.example\ndkim-domain=*.a.example\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:3: [list dev] dkim-domain: is not one domain; write the domain that signs the list's mail" },
    { "[sender a.example]\nlocked=certificat\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [sender a.example] locked: \"certificat\" is no key that can be locked; did you mean certificate?" },
    { "[sender a.example]\nlocked=locked\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [sender a.example] locked: \"locked\" is no key that can be locked; write certificate, or, since, "
      "until, mode, issuers, issuers-strict, assurance, display-names, domain-badge, registry, note, source, read or *" },
    { "[sender a.example]\nor=dkim\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [sender a.example] or: says how, but not what; add certificate= to this section" },
    { "[sender a.example]\ncertificate=usual\nor=spf\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:3: [sender a.example] or: \"spf\" is not one of its values; write dkim" },
    { "[trusted-authserv-ids]\ntaro=mx.example\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:2: [trusted-authserv-ids] taro: unknown key here; write default, or an account such as "
      "taro@imap.example.org" },
    { "[received-by]\ndefault=mx\\n.example\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [received-by] default: holds a line end or a tab; write a space" },
    { "[sender a.example]\ndisplay-names=A\\tB\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [sender a.example] display-names: holds a line end or a tab; write a space" },
    { "[received-by]\ndefault=mx.example;a host\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [received-by] default: \"a host\" does not fit; write host names parted by ;" },
    { "[received-by]\ntaro@imap.example=a\nTaro@IMAP.example=b\n", CF_POLICY_ERROR_KEY,
      "dir/t.policy:3: [received-by] Taro@IMAP.example: is set already in line 2; keep one" },
    { "[network]\nproxy=proxy.example:8080\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [network] proxy: is no proxy; write a proxy such as http://proxy.example:8080" },
    { "[network]\nproxy=ftp://proxy.example\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [network] proxy: is no proxy; write a proxy such as http://proxy.example:8080" },
    { "[network]\nproxy=http://proxy.example/path\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [network] proxy: is no proxy; write a proxy such as http://proxy.example:8080" },
    { "[sender a.example]\nassurance=high\n", CF_POLICY_ERROR_VALUE,
      "dir/t.policy:2: [sender a.example] assurance: \"high\" is not one of its values; write organization, sponsor, "
      "individual or mailbox" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_information (void)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();

  g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t.policy",
                                  "[sender a.example]\ncertificate=usual\nnote=C:\\path; 50 % [x] = \"y\"\n"
                                  "source=https://a.example/?q=1#x\nread=2026-11-01\nregistry=\n", NULL));
  g_assert_null (cf_policy_get_problem (policy));
}

static void
test_syntax (void)
{
  static const ErrorRow rows[] = {
    { "mode=warn\n[default]\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:1: stands before the first section; put it below [default] or [sender X]" },
    { "[default]\nmode\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:2: [default]: neither [section] nor key=value; begin a comment with #" },
    { "[default]\n=warn\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:2: [default]: neither [section] nor key=value; begin a comment with #" },
    { "[default]\nmode＝warn\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:2: [default]: neither [section] nor key=value; begin a comment with #" },
    { "[default\nmode=warn\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:1: not a section; write [name] alone on its line" },
    { "[]\n", CF_POLICY_ERROR_SYNTAX, "dir/t.policy:1: not a section; write [name] alone on its line" },
    { "[default] # all\n", CF_POLICY_ERROR_SYNTAX, "dir/t.policy:1: not a section; write [name] alone on its line" },
    { "[default] mode=warn\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:1: not a section; write [name] alone on its line" },
    { "[sender\ta.example]\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:1: not a section; write [name] alone on its line" },
    { "[sender a@[192.0.2.1]]\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:1: not a section; write [name] alone on its line" },
    { "[default]\r\nmode=warn\rcertificate=usual\r\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:2: [default]: holds the invisible character U+000D; end lines with LF or CR LF" },
    { "# old Mac line ends\r[default]\rcertificate=usual\r", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:1: holds the invisible character U+000D; end lines with LF or CR LF" },
    { "[sender ba\xe2\x80\x8bnk.example]\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:1: holds the invisible character U+200B; remove it" },
    { "# \xe2\x80\xae hides\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:1: holds the invisible character U+202E; remove it" },
    { "[default]\nmode=warn\x01\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:2: [default]: holds the invisible character U+0001; remove it" },
    { "[default]\n\n# \xff\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:3: is not UTF-8; save the file as plain text in UTF-8" },
    { "\xff\xfe[\n", CF_POLICY_ERROR_SYNTAX, "dir/t.policy:1: is not UTF-8; save the file as plain text in UTF-8" },
    { "[default]\n\xef\xbb\xbfmode=warn\n", CF_POLICY_ERROR_SYNTAX,
      "dir/t.policy:2: [default]: holds the invisible character U+FEFF; remove it" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_tolerated (void)
{
  static const char *const texts[] = {
    "",
    "\n\n  \n",
    "# only a comment",
    "\xef\xbb\xbf",
    "\xef\xbb\xbf[default]\r\nmode=warn\r\n",
    "\xef\xbb\xbf# Notepad\r\n\r\n[default]\r\nmode = warn \r\n",
    "  [default]  \n\tmode\t=\twarn\t\n  # comment\n",
    "[ default ]\nmode=warn",
    "[sender  a.example ]\ncertificate=usual",
    "[sender a.example]\ndisplay-names= A ; B;\n",
    "[default]\nmode=warn\n[sender default]\nmode=warn\n",
    "[sender a.example]\n[sender *.a.example]\n[sender x@a.example]\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CfPolicy) policy = cf_policy_new ();
    g_autoptr (GError) error = NULL;

    cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "t.policy", texts[i], &error);
    g_assert_no_error (error);
    if (strstr (texts[i], "warn") != NULL)
      g_assert_cmpstr (cf_policy_get (policy, "default", "mode"), ==, "warn");
  }
}

/* An error repeats what stands in the file on one short line. */
static void
test_shown_text (void)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *value = g_strnfill (100000, 'x');
  g_autofree char *text = g_strdup_printf ("[default]\nmode=%s\n", value);
  g_autofree char *shown = g_strndup (value, 60);
  g_autofree char *message = g_strdup_printf (
    "dir/t.policy:2: [default] mode: \"%s…\" is not one of its values; write enforce, warn or observe", shown);

  assert_refused (policy, text, CF_POLICY_ERROR_VALUE, message);
}

/* The first error stays the problem; a refused file leaves no trace. */
static void
test_refused_file_counts_nothing (void)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();
  CfPolicyRule rule;

  g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "1", "[sender bank.example]\ncertificate=required\n", NULL));
  g_assert_false (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "2",
                                   "[sender bank.example]\ncertificate=exempt\n[default]\nmode=observe\nx=y\n", NULL));
  g_assert_false (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "3", "[sender bank.example]\nuntil=2000-01-01\nx=y\n", NULL));

  cf_policy_find (policy, "a@bank.example", 0, &rule);
  g_assert_cmpstr (rule.certificate, ==, "required");
  g_assert_cmpstr (rule.mode, ==, "enforce");
  g_assert_cmpstr (cf_policy_get_problem (policy), ==,
                   "2:5: [default] x: unknown key here; write mode, certificate or user-may-loosen");
}

/* A later file cannot end an expectation by mistake: the days are looked at as they will stand. */
static void
test_days_of_two_files (void)
{
  g_autoptr (CfPolicy) policy = cf_policy_new ();

  g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "1", "[sender a.example]\ncertificate=usual\nuntil=2026-12-31\n", NULL));
  assert_refused (policy, "[sender a.example]\nsince=2027-01-01\n", CF_POLICY_ERROR_VALUE,
                  "dir/t.policy:2: [sender a.example] since: until= 2026-12-31 lies before since= 2027-01-01; "
                  "correct one");
  g_assert_true (cf_policy_parse (policy, CF_POLICY_ORIGIN_ADMINISTRATOR, "3", "[sender a.example]\ncertificate=usual\nsince=2027-01-01\n", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/errors/sections", test_sections);
  g_test_add_func ("/policy/errors/names", test_names);
  g_test_add_func ("/policy/errors/name-lengths", test_name_lengths);
  g_test_add_func ("/policy/errors/keys", test_keys);
  g_test_add_func ("/policy/errors/values", test_values);
  g_test_add_func ("/policy/errors/days", test_days);
  g_test_add_func ("/policy/errors/typed-values", test_typed_values);
  g_test_add_func ("/policy/errors/information", test_information);
  g_test_add_func ("/policy/errors/syntax", test_syntax);
  g_test_add_func ("/policy/errors/tolerated", test_tolerated);
  g_test_add_func ("/policy/errors/shown-text", test_shown_text);
  g_test_add_func ("/policy/errors/refused-file-counts-nothing", test_refused_file_counts_nothing);
  g_test_add_func ("/policy/errors/days-of-two-files", test_days_of_two_files);
  return g_test_run ();
}
