/* test-suite.c — path validation, section by section of NIST's PKITS, with certificates of our own
 *
 * A row is a path of certificates, the anchor first, each issued by the one before.  Sections about revocation lists
 * (4.4, 4.14, 4.15) are tested where those are read.  PKITS has settings of the verifier that we do not have (initial
 * policies): such rows say it in certificates, by requireExplicitPolicy in the first authority.
 *
 * Words of a certificate:
 *   ca, ca:N       an authority, with a path length        noca, nobc      CA:FALSE, no basic constraints
 *   weakca         an authority, not critical              ku:USE, ku!:USE key usage, critical or not
 *   pol:1,2,any    policies                                map:1>2         a mapping
 *   req:N inh:N iany:N   policyConstraints, inhibitAnyPolicy
 *   nc:TEXT        name constraints                        san:TEXT        alternative names
 *   x, x!          an unknown extension, critical          same            self-issued: its issuer's name, another key
 *   key:N          the key                                 forged          signed with a stranger's key
 *   late, old      begins tomorrow, ended yesterday        from:YEAR, to:YEAR
 *   as:SUBJECT, by:ISSUER  names, "_" for a space
 */
#include <stdlib.h>

#include "cf-test-pki.h"

#define MAX_CERTS 8
#define OID "1.3.6.1.4.1.99999.1."

static const struct {
  const char *name;
  const char *path[MAX_CERTS];
  gboolean trusted;
} rows[] = {
  /* 4.1 Signature verification */
  { "4.1.1 valid signatures", { "ca", "ca", "" }, TRUE },
  { "4.1.2 invalid authority's signature", { "ca", "ca forged", "" }, FALSE },
  { "4.1.3 invalid signer's signature", { "ca", "ca", "forged" }, FALSE },

  /* 4.2 Validity periods */
  { "4.2.1 an authority that is not valid yet", { "ca", "ca late", "" }, FALSE },
  { "4.2.2 a signer that is not valid yet", { "ca", "ca", "late" }, FALSE },
  { "4.2.3 begins before 2000", { "ca", "ca", "from:1951" }, TRUE },
  { "4.2.4 begins in 2002", { "ca", "ca", "from:2002" }, TRUE },
  { "4.2.5 an authority that has ended", { "ca", "ca old", "" }, FALSE },
  { "4.2.6 a signer that has ended", { "ca", "ca", "old" }, FALSE },
  { "4.2.7 ended before 2000", { "ca", "ca", "from:1951 to:1999" }, FALSE },
  { "4.2.8 ends after 2050, in GeneralizedTime", { "ca", "ca", "to:2052" }, TRUE },
  { "the anchor's own dates do not count", { "ca old", "ca", "" }, TRUE },

  /* 4.3 Name chaining */
  { "4.3.1 another issuer name", { "ca", "ca as:CN=CA", "by:CN=Other" }, FALSE },
  { "4.3.2 another order", { "ca", "ca as:O=A/CN=CA", "by:CN=CA/O=A" }, FALSE },
  { "4.3.3 white space inside", { "ca", "ca as:CN=My_CA", "by:CN=My___CA" }, TRUE },
  { "4.3.4 white space around", { "ca", "ca as:CN=My_CA", "by:CN=_My_CA__" }, TRUE },
  { "4.3.5 capital letters", { "ca", "ca as:CN=My_CA", "by:CN=my_ca" }, TRUE },
  { "4.3.7 attribute types that everybody reads",
    { "ca", "ca as:C=JP/DC=example/ST=Tokyo/dnQualifier=1/serialNumber=7/CN=CA", "" }, TRUE },
  { "4.3.8 attribute types that one should read",
    { "ca", "ca as:L=Tokyo/title=CA/SN=Sato/GN=Taro/initials=T/pseudonym=x/generationQualifier=II/CN=CA", "" }, TRUE },
  { "4.3.9 UTF-8", { "ca", "ca as:CN=認証局", "" }, TRUE },
  { "4.3.11 UTF-8 in capital letters", { "ca", "ca as:CN=Autorité", "by:CN=AUTORITé" }, TRUE },
  { "UTF-8 that differs", { "ca", "ca as:CN=認証局", "by:CN=認証局二" }, FALSE },

  /* 4.5 Self-issued certificates that change a key */
  { "4.5.1 a new key under the old", { "ca key:0 as:CN=R", "ca same key:1", "" }, TRUE },
  { "4.5.3 an authority's new key under its old", { "ca", "ca key:1 as:CN=CA", "ca same key:2", "" }, TRUE },
  { "4.5.4 the same, forged", { "ca", "ca key:1 as:CN=CA", "ca same key:2 forged", "" }, FALSE },

  /* 4.6 Basic constraints and path length */
  { "4.6.1 none", { "ca", "nobc", "" }, FALSE },
  { "4.6.2 no authority, critical", { "ca", "noca", "" }, FALSE },
  { "4.6.3 no authority, and may sign certificates", { "ca", "noca ku:keyCertSign", "" }, FALSE },
  { "4.6.4 not critical", { "ca", "weakca", "" }, TRUE },
  { "4.6.5 length 0 and another authority", { "ca", "ca:0", "ca", "" }, FALSE },
  { "4.6.6 length 0 and another authority as signer", { "ca", "ca:0", "ca", "ca" }, FALSE },
  { "4.6.7 length 0 and a signer", { "ca", "ca:0", "" }, TRUE },
  { "4.6.9 length 6, then 0, and one more", { "ca", "ca:6", "ca:0", "ca", "" }, FALSE },
  { "4.6.11 length 6, 1, 1, and one more", { "ca", "ca:6", "ca:1", "ca:1", "ca", "" }, FALSE },
  { "4.6.12 length 6, 1, 1, 0, and one more", { "ca", "ca:6", "ca:1", "ca:1", "ca:0", "ca", "" }, FALSE },
  { "4.6.13 length 6, 4, 1", { "ca", "ca:6", "ca:4", "ca:1", "ca", "" }, TRUE },
  { "4.6.15 length 0, self-issued", { "ca", "ca:0 key:1 as:CN=CA", "ca same key:2", "" }, TRUE },
  { "4.6.16 length 0, self-issued, and one more", { "ca", "ca:0 key:1 as:CN=CA", "ca same key:2", "ca key:3", "" }, FALSE },
  { "4.6.17 length 1, self-issued twice",
    { "ca", "ca:1 key:1 as:CN=CA", "ca same key:2", "ca key:3 as:CN=B", "ca same key:1", "" }, TRUE },
  { "length in the anchor", { "ca:0", "ca", "" }, FALSE },
  { "length 1 in the anchor", { "ca:1", "ca", "" }, TRUE },
  /* ours: an authority signs no mail (PKITS 4.6.8 and 4.6.14 allow it) */
  { "4.6.8 length 0 and an authority as signer", { "ca", "ca:0", "ca" }, FALSE },
  { "4.6.14 length 6, 4, 1 and an authority as signer", { "ca", "ca:6", "ca:4", "ca:1", "ca" }, FALSE },

  /* 4.7 Key usage */
  { "4.7.1 may not sign certificates, critical", { "ca", "ca ku:cRLSign", "" }, FALSE },
  { "4.7.2 may not sign certificates", { "ca", "ca ku!:cRLSign", "" }, FALSE },
  { "4.7.3 may sign certificates, not critical", { "ca", "ca ku!:keyCertSign", "" }, TRUE },
  { "the anchor may not sign certificates", { "ca ku:cRLSign", "ca", "" }, FALSE },
  { "the signer may sign", { "ca", "ca", "ku:digitalSignature" }, TRUE },
  { "the signer may commit", { "ca", "ca", "ku:nonRepudiation" }, TRUE },
  { "the signer may encrypt only", { "ca", "ca", "ku:keyEncipherment" }, FALSE },
  { "the signer may sign certificates only", { "ca", "ca", "ku:keyCertSign" }, FALSE },

  /* 4.8 Certificate policies */
  { "4.8.1 one policy all the way", { "ca", "ca pol:1 req:0", "pol:1" }, TRUE },
  { "4.8.2 no policies", { "ca", "ca", "" }, TRUE },
  { "4.8.2 no policies, and they are required", { "ca", "ca req:0", "" }, FALSE },
  { "4.8.3 different ones", { "ca", "ca pol:1", "ca pol:2", "pol:1" }, TRUE },
  { "4.8.3 different ones, and they are required", { "ca", "ca pol:1 req:0", "ca pol:2", "pol:1" }, FALSE },
  { "4.8.4 the signer's differs", { "ca", "ca pol:1 req:0", "ca pol:1", "pol:2" }, FALSE },
  { "4.8.5 a second authority's differs", { "ca", "ca pol:1 req:0", "ca pol:2", "pol:2" }, FALSE },
  { "4.8.6 two that overlap", { "ca", "ca pol:1,2 req:0", "ca pol:1", "pol:1,2" }, TRUE },
  { "4.8.7 three that end in nothing", { "ca", "ca pol:1,2,3 req:0", "ca pol:1,2", "ca pol:1", "pol:2" }, FALSE },
  { "4.8.10 several policies", { "ca", "ca pol:1,2 req:0", "ca pol:1,2", "pol:1,2" }, TRUE },
  { "4.8.11 any policy above", { "ca", "ca pol:any req:0", "ca pol:any", "pol:1" }, TRUE },
  { "4.8.12 any policy of the signer", { "ca", "ca pol:3 req:0", "pol:any" }, TRUE },
  { "4.8.13 three and one of them", { "ca", "ca pol:1,2,3 req:0", "pol:3" }, TRUE },
  { "4.8.14 any policy between", { "ca", "ca pol:1 req:0", "ca pol:any", "pol:1" }, TRUE },
  { "4.8.14 any policy between, another after", { "ca", "ca pol:1 req:0", "ca pol:any", "pol:2" }, FALSE },
  { "an authority without policies", { "ca", "ca pol:1 req:0", "ca", "pol:1" }, FALSE },
  { "a policy twice", { "ca", "ca pol:1", "pol:1,1" }, FALSE },
  { "what the anchor says does not count", { "ca pol:2", "ca pol:1 req:0", "pol:1" }, TRUE },

  /* 4.9 Require explicit policy */
  { "4.9.1 ten more", { "ca", "ca req:10 pol:1", "ca pol:1", "ca pol:1", "ca pol:1", "" }, TRUE },
  { "4.9.2 five more", { "ca", "ca req:5 pol:1", "ca pol:1", "ca pol:1", "ca pol:1", "" }, TRUE },
  { "4.9.3 four more", { "ca", "ca req:4 pol:1", "ca pol:1", "ca pol:1", "ca pol:1", "" }, FALSE },
  { "4.9.4 at once, and it is there", { "ca", "ca req:0 pol:1", "ca pol:1", "ca pol:1", "ca pol:1", "pol:1" }, TRUE },
  { "4.9.5 seven, two, four", { "ca", "ca req:7 pol:1", "ca req:2 pol:1", "ca req:4 pol:1", "ca pol:1", "" }, FALSE },
  { "4.9.6 two more, one self-issued", { "ca", "ca req:2 pol:1 key:1 as:CN=CA", "ca same key:2 pol:1", "" }, TRUE },
  { "4.9.7 two more, one self-issued and another",
    { "ca", "ca req:2 pol:1 key:1 as:CN=CA", "ca same key:2 pol:1", "ca key:3 pol:1", "" }, FALSE },
  { "4.9.8 the same with two self-issued",
    { "ca", "ca req:2 pol:1 key:1 as:CN=CA", "ca same key:2 pol:1", "ca key:3 pol:1 as:CN=B", "ca same key:1 pol:1", "" },
    FALSE },

  /* 4.10 Policy mappings */
  { "4.10.1 one for another", { "ca", "ca pol:1 map:1>2 req:0", "pol:2" }, TRUE },
  { "4.10.1 what was mapped away", { "ca", "ca pol:1 map:1>2 req:0", "pol:1" }, FALSE },
  { "4.10.2 another one", { "ca", "ca pol:1 map:1>2 req:0", "pol:3" }, FALSE },
  { "4.10.3 twice", { "ca", "ca pol:1 map:1>2 req:0", "ca pol:2 map:2>3", "pol:3" }, TRUE },
  { "4.10.4 twice, and the first", { "ca", "ca pol:1 map:1>2 req:0", "ca pol:2 map:2>3", "pol:2" }, FALSE },
  { "4.10.5 one of two", { "ca", "ca pol:1,2 map:1>3 req:0", "pol:2" }, TRUE },
  { "4.10.6 the other of two", { "ca", "ca pol:1,2 map:1>3 req:0", "pol:3" }, TRUE },
  { "4.10.7 from any policy", { "ca", "ca pol:any map:any>1", "pol:1" }, FALSE },
  { "4.10.8 to any policy", { "ca", "ca pol:1 map:1>any", "pol:1" }, FALSE },
  { "4.10.9 under any policy", { "ca", "ca pol:any map:1>2 req:0", "pol:2" }, TRUE },
  /* any policy itself stands on beside the mapping (RFC 5280 section 6.1.3 d 1 ii) */
  { "4.10.10 under any policy, the one mapped from", { "ca", "ca pol:any map:1>2 req:0", "pol:1" }, TRUE },
  { "4.10.11 mapped, then any policy", { "ca", "ca pol:1 map:1>2 req:0", "ca pol:any", "pol:2" }, TRUE },

  /* 4.11 Inhibit policy mapping */
  { "4.11.1 at once", { "ca", "ca pol:1 req:0 inh:0", "ca pol:1 map:1>3", "pol:3" }, FALSE },
  { "4.11.2 after one", { "ca", "ca pol:1 req:0 inh:1", "ca pol:1 map:1>3", "pol:3" }, TRUE },
  { "4.11.3 after one, and the second", { "ca", "ca pol:1 req:0 inh:1", "ca pol:1 map:1>3", "ca pol:3 map:3>4", "pol:4" },
    FALSE },
  { "4.11.5 five, then one", { "ca", "ca pol:1 req:0 inh:5", "ca pol:1 inh:1", "ca pol:1 map:1>2", "pol:2" }, TRUE },
  { "4.11.6 one, then five", { "ca", "ca pol:1 req:0 inh:1", "ca pol:1 inh:5", "ca pol:1 map:1>2", "pol:2" }, FALSE },
  { "4.11.7 after one, self-issued not counted",
    { "ca", "ca pol:1 req:0 inh:1 key:1 as:CN=CA", "ca same key:2 pol:1", "ca key:3 pol:1 map:1>2", "pol:2" }, TRUE },
  { "4.11.8 the same and one more",
    { "ca", "ca pol:1 req:0 inh:1 key:1 as:CN=CA", "ca same key:2 pol:1", "ca key:3 pol:1", "ca pol:1 map:1>2 key:1", "pol:2" },
    FALSE },

  /* 4.12 Inhibit any policy */
  { "4.12.1 at once", { "ca", "ca pol:1 req:0 iany:0", "pol:any" }, FALSE },
  { "4.12.2 at once, and a named one", { "ca", "ca pol:1 req:0 iany:0", "pol:1" }, TRUE },
  { "4.12.3 after one", { "ca", "ca pol:1 req:0 iany:1", "pol:any" }, TRUE },
  { "4.12.4 after one, and the second", { "ca", "ca pol:1 req:0 iany:1", "ca pol:1", "pol:any" }, FALSE },
  { "4.12.5 five, then one, and the second", { "ca", "ca pol:1 req:0 iany:5", "ca pol:1 iany:1", "ca pol:1", "pol:any" },
    FALSE },
  { "4.12.6 one, then five, and the second", { "ca", "ca pol:1 req:0 iany:1", "ca pol:1 iany:5", "pol:any" }, FALSE },
  { "4.12.7 self-issued may have any",
    { "ca", "ca pol:1 req:0 iany:0 key:1 as:CN=CA", "ca same key:2 pol:any", "pol:1" }, TRUE },
  { "4.12.8 the next may not",
    { "ca", "ca pol:1 req:0 iany:0 key:1 as:CN=CA", "ca same key:2 pol:any", "ca pol:any key:3", "pol:1" }, FALSE },

  /* 4.13 Name constraints */
  { "4.13.1 a directory name inside", { "ca", "ca as:O=Inside/CN=CA nc:permitted;dirName:inside", "as:O=Inside/CN=a" }, TRUE },
  { "4.13.2 outside", { "ca", "ca as:O=Inside/CN=CA nc:permitted;dirName:inside", "as:O=Elsewhere/CN=a" }, FALSE },
  { "4.13.3 an alternative name outside",
    { "ca", "ca as:O=Inside/CN=CA nc:permitted;dirName:inside", "as:O=Inside/CN=a san:dirName:elsewhere" }, FALSE },
  { "4.13.4 an alternative name inside",
    { "ca", "ca as:O=Inside/CN=CA nc:permitted;dirName:inside", "as:O=Inside/CN=a san:dirName:unit" }, TRUE },
  { "4.13.5 one of two", { "ca", "ca nc:permitted;dirName:inside,permitted;dirName:elsewhere", "as:O=Elsewhere/CN=a" }, TRUE },
  { "4.13.6 beside what is excluded", { "ca", "ca nc:excluded;dirName:elsewhere", "as:O=Inside/CN=a" }, TRUE },
  { "4.13.7 excluded", { "ca", "ca nc:excluded;dirName:inside", "as:O=Inside/CN=a" }, FALSE },
  { "4.13.8 one of two excluded", { "ca", "ca nc:excluded;dirName:elsewhere,excluded;dirName:inside", "as:O=Inside/CN=a" },
    FALSE },
  { "4.13.10 permitted and excluded inside",
    { "ca", "ca nc:permitted;dirName:inside,excluded;dirName:unit", "as:O=Inside/OU=Unit/CN=a" }, FALSE },
  { "4.13.11 permitted, beside what is excluded inside",
    { "ca", "ca nc:permitted;dirName:inside,excluded;dirName:unit", "as:O=Inside/OU=Other/CN=a" }, TRUE },
  { "4.13.12 the second authority permits less",
    { "ca", "ca as:O=Inside/CN=CA nc:permitted;dirName:inside", "ca as:O=Inside/OU=Unit/CN=B nc:permitted;dirName:unit",
      "as:O=Inside/OU=Other/CN=a" }, FALSE },
  { "4.13.13 the second authority permits more than the first",
    { "ca", "ca as:O=Inside/OU=Unit/CN=CA nc:permitted;dirName:unit", "ca as:O=Inside/OU=Unit/CN=B nc:permitted;dirName:inside",
      "as:O=Inside/OU=Other/CN=a" }, FALSE },
  { "4.13.15 the second excludes too",
    { "ca", "ca nc:excluded;dirName:elsewhere", "ca nc:excluded;dirName:inside", "as:O=Inside/CN=a" }, FALSE },
  { "4.13.19 a self-issued authority is not bound",
    { "ca", "ca key:1 as:O=Elsewhere/CN=CA nc:permitted;dirName:inside", "ca same key:2", "as:O=Inside/CN=a" }, TRUE },
  { "4.13.20 a self-issued signer is", { "ca", "ca key:1 as:O=Elsewhere/CN=CA nc:permitted;dirName:inside", "same key:2" }, FALSE },
  { "4.13.21 mail inside", { "ca", "ca nc:permitted;email:.example.com", "san:email:a@mail.example.com" }, TRUE },
  { "4.13.22 mail outside", { "ca", "ca nc:permitted;email:.example.com", "san:email:a@example.com" }, FALSE },
  { "4.13.23 mail of the host", { "ca", "ca nc:permitted;email:example.com", "san:email:a@example.com" }, TRUE },
  { "4.13.24 mail of a host below", { "ca", "ca nc:permitted;email:example.com", "san:email:a@mail.example.com" }, FALSE },
  { "4.13.25 mail beside what is excluded", { "ca", "ca nc:excluded;email:example.com", "san:email:a@mail.example.com" }, TRUE },
  { "4.13.26 mail excluded", { "ca", "ca nc:excluded;email:example.com", "san:email:a@example.com" }, FALSE },
  { "4.13.27 directory and mail, both inside",
    { "ca", "ca nc:permitted;dirName:inside,permitted;email:example.com", "as:O=Inside/CN=a san:email:a@example.com" }, TRUE },
  { "4.13.28 directory inside, mail outside",
    { "ca", "ca nc:permitted;dirName:inside,permitted;email:example.com", "as:O=Inside/CN=a san:email:a@example.org" }, FALSE },
  { "4.13.29 directory inside, the subject's address outside",
    { "ca", "ca nc:permitted;dirName:inside,permitted;email:example.com", "as:O=Inside/CN=a/emailAddress=a@example.org" },
    FALSE },
  { "4.13.30 a host inside", { "ca", "ca nc:permitted;DNS:example.com", "san:DNS:www.example.com" }, TRUE },
  { "4.13.31 a host outside", { "ca", "ca nc:permitted;DNS:example.com", "san:DNS:www.example.org" }, FALSE },
  { "4.13.32 a host beside what is excluded", { "ca", "ca nc:excluded;DNS:example.com", "san:DNS:www.example.org" }, TRUE },
  { "4.13.33 a host excluded", { "ca", "ca nc:excluded;DNS:example.com", "san:DNS:www.example.com" }, FALSE },
  { "4.13.34 an address of the web inside", { "ca", "ca nc:permitted;URI:.example.com", "san:URI:http://www.example.com/a" }, TRUE },
  { "4.13.35 an address of the web outside", { "ca", "ca nc:permitted;URI:.example.com", "san:URI:http://www.example.org/a" },
    FALSE },
  { "4.13.36 beside what is excluded", { "ca", "ca nc:excluded;URI:www.example.com", "san:URI:http://a.example.com/a" }, TRUE },
  { "4.13.37 excluded", { "ca", "ca nc:excluded;URI:www.example.com", "san:URI:http://www.example.com/a" }, FALSE },
  { "4.13.38 a host that ends alike", { "ca", "ca nc:permitted;DNS:example.com", "san:DNS:badexample.com" }, FALSE },

  /* 4.16 Private extensions */
  { "4.16.1 unknown, not critical", { "ca", "ca", "x" }, TRUE },
  { "4.16.2 unknown and critical", { "ca", "ca", "x!" }, FALSE },
  { "unknown and critical, of an authority", { "ca", "ca x!", "" }, FALSE },
};

/* --- words -> certificates --- */

typedef struct {
  CfTestCert spec;
  GPtrArray *texts; /* what the specification points to */
  gboolean same;
  gboolean forged;
  gboolean without_constraints;
  const char *issuer_name;
} Made;

static const char *
keep (Made *made, char *text)
{
  g_ptr_array_add (made->texts, text);
  return text;
}

static void
extend (Made *made, char *text)
{
  guint n = 0;

  while (made->spec.extensions[n] != NULL)
    n++;
  g_assert_cmpuint (n, <, CF_TEST_MAX_EXTENSIONS);
  made->spec.extensions[n] = keep (made, text);
}

static char *
policy_oid (const char *name)
{
  return g_str_equal (name, "any") ? g_strdup ("2.5.29.32.0") : g_strconcat (OID, name, NULL);
}

static char *
policies (const char *list)
{
  g_auto (GStrv) names = g_strsplit (list, ",", -1);
  GString *text = g_string_new ("certificatePolicies=");

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *oid = policy_oid (names[i]);

    g_string_append_printf (text, "%s%s", i == 0 ? "" : ",", oid);
  }
  return g_string_free (text, FALSE);
}

static char *
mapping (const char *pair)
{
  g_auto (GStrv) names = g_strsplit (pair, ">", 2);
  g_autofree char *from = policy_oid (names[0]);
  g_autofree char *to = policy_oid (names[1]);

  return g_strdup_printf ("policyMappings=%s:%s", from, to);
}

static CfTime
year (const char *text)
{
  g_autofree char *moment = g_strdup_printf ("%s-06-01T00:00:00Z", text);
  CfTime time = 0;

  g_assert_true (cf_time_parse (moment, &time));
  return time;
}

static char *
name_of (const char *text)
{
  return g_strdelimit (g_strdup (text), "_", ' ');
}

static void
take_value (Made *made, const char *word, const char *value)
{
  if (g_str_equal (word, "ca"))
    extend (made, g_strdup_printf ("basicConstraints=critical,CA:TRUE,pathlen:%s", value));
  else if (g_str_equal (word, "ku"))
    extend (made, g_strconcat ("keyUsage=critical,", value, NULL));
  else if (g_str_equal (word, "ku!"))
    extend (made, g_strconcat ("keyUsage=", value, NULL));
  else if (g_str_equal (word, "pol"))
    extend (made, policies (value));
  else if (g_str_equal (word, "map"))
    extend (made, mapping (value));
  else if (g_str_equal (word, "iany"))
    extend (made, g_strconcat ("inhibitAnyPolicy=critical,", value, NULL));
  else if (g_str_equal (word, "nc"))
    extend (made, g_strconcat ("nameConstraints=critical,", value, NULL));
  else if (g_str_equal (word, "san"))
    extend (made, g_strconcat ("subjectAltName=", value, NULL));
  else if (g_str_equal (word, "as"))
    made->spec.subject = keep (made, name_of (value));
  else if (g_str_equal (word, "by"))
    made->issuer_name = keep (made, name_of (value));
  else if (g_str_equal (word, "key"))
    made->spec.key = cf_test_key (CF_TEST_P256, (guint) atoi (value));
  else if (g_str_equal (word, "from"))
    made->spec.begins = year (value);
  else if (g_str_equal (word, "to"))
    made->spec.ends = year (value);
  else
    g_error ("unknown word %s", word);
}

static void
take_word (Made *made, const char *word)
{
  if (g_str_equal (word, "ca"))
    extend (made, g_strdup ("basicConstraints=critical,CA:TRUE"));
  else if (g_str_equal (word, "weakca"))
    extend (made, g_strdup ("basicConstraints=CA:TRUE"));
  else if (g_str_equal (word, "noca"))
    extend (made, g_strdup ("basicConstraints=critical,CA:FALSE"));
  else if (g_str_equal (word, "x"))
    extend (made, g_strdup ("1.2.3.4.5=DER:0500"));
  else if (g_str_equal (word, "x!"))
    extend (made, g_strdup ("1.2.3.4.5=critical,DER:0500"));
  else if (g_str_equal (word, "same"))
    made->same = TRUE;
  else if (g_str_equal (word, "forged"))
    made->forged = TRUE;
  else if (g_str_equal (word, "late"))
    made->spec.begins = CF_TEST_NOW + CF_TIME_DAY;
  else if (g_str_equal (word, "old"))
    made->spec.ends = CF_TEST_NOW - CF_TIME_DAY;
  else if (!g_str_equal (word, "nobc") && *word != '\0')
    g_error ("unknown word %s", word);
}

/* requireExplicitPolicy and inhibitPolicyMapping share an extension. */
static void
take_constraints (Made *made, char **words)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_str_has_prefix (words[i], "req:"))
      g_string_append_printf (text, ",requireExplicitPolicy:%s", words[i] + 4);
    if (g_str_has_prefix (words[i], "inh:"))
      g_string_append_printf (text, ",inhibitPolicyMapping:%s", words[i] + 4);
  }
  if (text->len > 0)
    extend (made, g_strconcat ("policyConstraints=critical", text->str, NULL));
}

static void
read_words (Made *made, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  take_constraints (made, words);
  for (guint i = 0; words[i] != NULL; i++) {
    char *colon = strchr (words[i], ':');

    if (g_str_has_prefix (words[i], "req:") || g_str_has_prefix (words[i], "inh:"))
      continue;
    if (colon == NULL) {
      take_word (made, words[i]);
      continue;
    }
    *colon = '\0';
    take_value (made, words[i], colon + 1);
  }
}

/* The issuer as @made names it: its own certificate, or one of its key under another name. */
static X509 *
name_issuer (const Made *made, X509 *issuer, EVP_PKEY *key)
{
  CfTestCert spec = { .subject = made->issuer_name, .key = key, .extensions = { "subjectKeyIdentifier=hash" } };

  if (made->issuer_name != NULL)
    return cf_test_cert (&spec);
  if (issuer != NULL)
    X509_up_ref (issuer);
  return issuer;
}

static X509 *
make (const char *text, guint index, X509 *issuer, EVP_PKEY **inout_key)
{
  Made made = { .texts = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (X509) named = NULL;
  X509 *certificate;

  made.spec.subject = keep (&made, g_strdup_printf ("O=Inside/CN=%u", index));
  made.spec.key = cf_test_key (CF_TEST_P256, index % 4);
  made.spec.serial = index + 1;
  extend (&made, g_strdup ("subjectKeyIdentifier=hash"));
  if (issuer != NULL)
    extend (&made, g_strdup ("authorityKeyIdentifier=keyid"));
  read_words (&made, text);
  if (made.same) {
    g_autofree char *name = cf_cert_dup_name_entry (X509_get_subject_name (issuer), NID_commonName);
    g_autofree char *organization = cf_cert_dup_name_entry (X509_get_subject_name (issuer), NID_organizationName);

    made.spec.subject = keep (&made, organization == NULL ? g_strconcat ("CN=", name, NULL)
                                                          : g_strconcat ("O=", organization, "/CN=", name, NULL));
  }

  named = name_issuer (&made, issuer, *inout_key);
  made.spec.issuer = named;
  made.spec.issuer_key = issuer == NULL ? NULL : *inout_key;
  made.spec.signed_with = made.forged ? cf_test_key (CF_TEST_P384, 3) : NULL;
  certificate = cf_test_cert (&made.spec);
  *inout_key = made.spec.key;
  g_ptr_array_unref (made.texts);
  return certificate;
}

/* All but the anchor in the bag, in the wrong order, with an authority of some other path among them. */
static const CfSignerFacts *
check_path (CfTestCheck *check, const char *const *path)
{
  g_autoptr (CfX509Stack) made = sk_X509_new_null ();
  g_autoptr (CfTestChain) other = cf_test_chain (NULL);
  EVP_PKEY *key = NULL;
  X509 *last = NULL;

  for (guint i = 0; i < MAX_CERTS && path[i] != NULL; i++) {
    last = make (path[i], i, last, &key);
    sk_X509_push (made, last);
  }

  cf_test_check_trust (check, sk_X509_value (made, 0));
  for (int i = sk_X509_num (made) - 1; i > 0; i--)
    cf_test_check_put (check, sk_X509_value (made, i));
  cf_test_check_put (check, other->ca);
  return cf_test_check_run (check, last);
}

static void
test_rows (void)
{
  guint n_trusted = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CfTestCheck) check = cf_test_check (TRUE);
    const CfSignerFacts *facts = check_path (check, rows[i].path);

    g_test_message ("%s: %s", rows[i].name, facts->chain.trusted ? "stands" : cf_chain_problem_get_name (facts->chain.problem));
    g_assert_cmpint (facts->chain.trusted, ==, rows[i].trusted);
    n_trusted += facts->chain.trusted;
  }
  g_assert_cmpuint (n_trusted, >, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cert/suite/rows", test_rows);
  return g_test_run ();
}
