/* cf-ribbon-domain.c — verdict -> ribbon: what was found about the sender's domain, a sentence for each check */
#include "cf-ribbon-private.h"

#include <string.h>

/* What the check of a seal says in the report, and how people read it; {x} is what stands there.  The first row that
 * fits counts.  What has no row stands as it is: it speaks of tags that only somebody who writes them can mend.
 * TRANSLATORS: behind what a server's seal (DKIM) is worth: "bank.example: intact; …"; a short sentence. */
static const struct {
  const char *found;
  const char *words;
} details[] = {
  { "only the first {x} bytes of the body are signed (l=)",
    N_("it covers only the first {x} bytes of the text; anyone could have added the rest") },
  { "the body is shorter than l=", N_("a part of the text is missing") },
  { "body hash differs; a mailing list may have added a footer",
    N_("the text was changed after sealing; a mailing list may have added a footer") },
  { "body hash differs; a forwarder that sealed it (ARC) may have changed it",
    N_("the text was changed after sealing; a forwarder may have done it") },
  { "body hash differs; {x} says that it had the signed body",
    N_("the text was changed after {x} had received it") },
  { "body hash differs", N_("the text was changed after sealing") },
  { "signature does not match", N_("the header was changed, or another key was used") },
  { "a second From is not signed", N_("a sender line is not covered") },
  { "From is not signed", N_("it does not cover the sender") },
  { "the signature has expired", N_("its time is over") },
  { "signed in the future", N_("it says that it was made later than now") },
  { "SHA-1 is not accepted", N_("its method is too old") },
  { "no key is published", N_("no key is published") },
  { "the key was revoked", N_("the key was withdrawn") },
  { "the key is not known yet", N_("the answer with the key is still missing") },
  { "the key could not be asked for", N_("the key could not be asked for") },
  { "the answer about the key is bogus", N_("the answer about the key was forged or damaged on the way; it is not used") },
  { "the mail program rewrote the bytes", N_("the mail program rewrote the mail") },
};

/* TRANSLATORS: what a server's seal (DKIM) of the domain {x} is worth; short. */
static const char *const seals[] = {
  [CF_DKIM_TEMPERROR] = N_("{x}: not checked"),
  [CF_DKIM_PERMERROR] = N_("{x}: cannot be used"),
  [CF_DKIM_FAIL] = N_("{x}: does not match"),
  [CF_DKIM_POLICY] = N_("{x}: does not count"),
  [CF_DKIM_NEUTRAL] = N_("{x}: does not count"),
  [CF_DKIM_PASS] = N_("{x}: intact"),
};

/* TRANSLATORS: whether the domain's own rule for its mail (DMARC) is met; short. */
static const char *const dmarc_results[] = {
  [CF_DMARC_UNKNOWN] = N_("no intact seal meets it"),
  [CF_DMARC_NONE] = N_("no rule is published"),
  [CF_DMARC_TEMPERROR] = N_("not answered"),
  [CF_DMARC_PERMERROR] = N_("the rule cannot be read"),
  [CF_DMARC_FAIL] = N_("no intact seal meets it"),
  [CF_DMARC_PASS] = N_("met"),
};

/* TRANSLATORS: what the domain asks others to do with its mail; behind "met; " or "no intact seal meets it; ". */
static const struct {
  const char *policy;
  const char *words;
} dmarc_policies[] = {
  { "none", N_("the domain makes no request about mail that does not meet it") },
  { "quarantine", N_("the domain asks to set mail aside that does not meet it") },
  { "reject", N_("the domain asks to refuse mail that does not meet it") },
};

/* TRANSLATORS: what the domain's own record says about the certificate of this mail (SMIMEA); short. */
static const char *const smimea_results[] = {
  [CF_SMIMEA_NOT_CHECKED] = NULL,
  [CF_SMIMEA_NONE] = NULL,
  [CF_SMIMEA_INSECURE] = N_("unprotected; not used"),
  [CF_SMIMEA_BOGUS] = N_("forged or damaged on the way; not used"),
  [CF_SMIMEA_MISMATCH] = N_("names another certificate"),
  [CF_SMIMEA_MATCH] = N_("names this certificate"),
};

/* RFC 8301 section 3.2: what signers should have; shorter ones count down to 1024. */
#define GOOD_RSA_BITS 2048u

static void
line_free (CfRibbonLine *line)
{
  g_free (line->name);
  g_free (line->text);
  g_free (line);
}

/* Takes @text; without one there is no line. */
static void
add (GPtrArray *lines, const char *name, char *text)
{
  CfRibbonLine *line;

  if (text == NULL)
    return;
  line = g_new0 (CfRibbonLine, 1);
  line->name = g_strdup (name);
  line->text = text;
  g_ptr_array_add (lines, line);
}

/* "{x}; {y}" in a language; frees @first. */
static char *
join (char *first, const char *second, const char *lang)
{
  g_autofree char *owned = first;

  /* TRANSLATORS: two short sentences in one line: {x} what was found, {y} more about it. */
  return second == NULL ? g_steal_pointer (&owned)
                        : cf_ribbon_compose (cf_ribbon_translate (lang, N_("{x}; {y}")), first, second, NULL);
}

/* What stands for {x} in @pattern, if @text begins like it; NULL if it does not. */
static char *
match (const char *text, const char *pattern)
{
  const char *place = strstr (pattern, "{x}");
  gsize before = place == NULL ? strlen (pattern) : (gsize) (place - pattern);
  const char *end;

  if (strncmp (text, pattern, before) != 0)
    return NULL;
  if (place == NULL)
    return text[before] == '\0' ? g_strdup ("") : NULL;

  end = strstr (text + before, place + 3);
  return end == NULL ? NULL : g_strndup (text + before, (gsize) (end - text) - before);
}

static char *
word_detail (const char *detail, const char *lang)
{
  for (guint i = 0; detail != NULL && i < G_N_ELEMENTS (details); i++) {
    g_autofree char *place = match (detail, details[i].found);

    if (place != NULL)
      return cf_ribbon_compose (cf_ribbon_translate (lang, details[i].words), place, NULL, NULL);
  }

  return g_strdup (detail);
}

static char *
word_seal (const CfDkimFacts *seal, const char *lang)
{
  g_autofree char *domain = seal->domain == NULL ? g_strdup ("–") : cf_ribbon_format_domain (seal->domain);
  g_autofree char *detail = word_detail (seal->detail, lang);
  g_autofree char *bits = g_strdup_printf ("%u", seal->key_bits);
  /* TRANSLATORS: of a server's seal that is intact; {x} is the size of its key in bits. */
  g_autofree char *weak = cf_ribbon_compose (cf_ribbon_translate (lang, N_("its key of {x} bits is weak")), bits, NULL, NULL);
  char *text = cf_ribbon_compose (cf_ribbon_translate (lang, seals[seal->result]), domain, NULL, NULL);

  if (seal->result == CF_DKIM_PASS && !seal->aligned)
    /* TRANSLATORS: of a server's seal that is intact, but that another domain made. */
    text = join (text, cf_ribbon_translate (lang, N_("not the sender's domain")), lang);
  if (seal->result == CF_DKIM_PASS && g_strcmp0 (seal->dnssec, "secure") == 0)
    /* TRANSLATORS: of a server's seal: the DNS answer with its key was itself signed. */
    text = join (text, cf_ribbon_translate (lang, N_("key protected by DNSSEC")), lang);

  if (seal->result == CF_DKIM_PASS && g_str_has_prefix (seal->algorithm != NULL ? seal->algorithm : "", "rsa") &&
      seal->key_bits > 0 && seal->key_bits < GOOD_RSA_BITS)
    text = join (text, weak, lang);

  return join (text, detail, lang);
}

static char *
word_proof (const CfFacts *facts, const char *lang)
{
  if (facts->domain.proved)
    /* TRANSLATORS: behind "Origin": whether the mail is proved to come from the domain; short. */
    return g_strdup (cf_ribbon_translate (lang, N_("proved: the mail really comes from this domain")));
  if (facts->evidence & CF_M (DOMAIN_PENDING))
    return g_strdup (cf_ribbon_translate (lang, N_("not known yet")));

  return g_strdup (cf_ribbon_translate (lang, N_("not proved")));
}

static char *
word_dmarc (const CfDmarcFacts *dmarc, const char *lang)
{
  const char *policy = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (dmarc_policies); i++)
    if (g_strcmp0 (dmarc->policy, dmarc_policies[i].policy) == 0)
      policy = cf_ribbon_translate (lang, dmarc_policies[i].words);

  return join (g_strdup (cf_ribbon_translate (lang, dmarc_results[dmarc->result])), policy, lang);
}

static char *
word_arc (const CfArcFacts *arc, const char *lang)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (arc->result == CF_ARC_NONE)
    return NULL;
  if (arc->result == CF_ARC_FAIL)
    /* TRANSLATORS: behind "Forwarding record" (ARC); short. */
    return g_strdup (cf_ribbon_translate (lang, N_("does not hold; not used")));

  for (guint i = 0; i < arc->sealers->len; i++) {
    g_autofree char *domain = cf_ribbon_format_domain (g_ptr_array_index (arc->sealers, i));

    g_string_append_printf (names, "%s%s", i == 0 ? "" : ", ", domain);
  }
  /* TRANSLATORS: behind "Forwarding record" (ARC): {x} are domains of forwarders. */
  return cf_ribbon_compose (cf_ribbon_translate (lang, N_("intact; forwarded by {x}")), names->str, NULL, NULL);
}

/* "mx.example.org: dkim=pass, smime=fail (certificate revoked)": the words of the standard, which a help desk knows. */
static char *
word_results (const CfAuthResults *field)
{
  GString *text = g_string_new (field->authserv_id);

  for (guint i = 0; i < field->methods->len; i++) {
    const CfAuthMethod *method = g_ptr_array_index (field->methods, i);

    g_string_append_printf (text, "%s %s=%s", i == 0 ? ":" : ",", method->method, method->result);
    if (method->reason != NULL)
      g_string_append_printf (text, " (%s)", method->reason);
  }

  return g_string_free (text, FALSE);
}

static char *
word_bimi (const CfBimiFacts *bimi, const char *lang)
{
  gboolean is_trademark = g_strcmp0 (bimi->mark, "vmc") == 0;

  if (bimi->result == CF_BIMI_FAIL)
    /* TRANSLATORS: behind "Logo": nobody confirms that it is the sender's; short. */
    return g_strdup (cf_ribbon_translate (lang, N_("not confirmed by anybody")));
  if (bimi->result != CF_BIMI_PASS || bimi->organization == NULL || bimi->issuer == NULL)
    return NULL;

  /* TRANSLATORS: behind "Logo": {x} whose logo it is, {y} who confirms it. */
  return cf_ribbon_compose (cf_ribbon_translate (lang, is_trademark ? N_("trademark of {x}, confirmed by {y}")
                                                                    : N_("logo of {x}, confirmed by {y}")),
                            bimi->organization, bimi->issuer, NULL);
}

static void
add_claims (GPtrArray *lines, const GPtrArray *fields, const char *lang)
{
  /* TRANSLATORS: names of rows under "Sender domain": what the reader's own mail server reports, and what anybody may
   * have written into the mail. */
  const char *own = cf_ribbon_translate (lang, N_("Your mail server"));
  const char *claim = cf_ribbon_translate (lang, N_("Unproven claim"));

  for (guint i = 0; i < fields->len; i++) {
    const CfAuthResults *field = g_ptr_array_index (fields, i);

    add (lines, field->trusted ? own : claim, word_results (field));
  }
}

GPtrArray *
cf_ribbon_list_domain (const CfFacts *facts, const char *lang)
{
  const CfDomainFacts *domain = &facts->domain;
  const char *smimea = smimea_results[domain->smimea];
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);

  if (facts->sender.domain == NULL)
    return lines;

  /* TRANSLATORS: names of the rows under "Sender domain" in the details and on the page; short. */
  add (lines, cf_ribbon_translate (lang, N_("Domain")), cf_ribbon_format_domain (facts->sender.domain));
  if (facts->sender.organizational_domain != NULL)
    add (lines, cf_ribbon_translate (lang, N_("Registered as")),
         cf_ribbon_format_domain (facts->sender.organizational_domain));
  add (lines, cf_ribbon_translate (lang, N_("Origin")), word_proof (facts, lang));
  /* Beside a mail that does not come from there it would only look like a proof. */
  add (lines, cf_ribbon_translate (lang, N_("Badge")), domain->proved ? g_strdup (domain->badge) : NULL);
  add (lines, cf_ribbon_translate (lang, N_("Registered at")), domain->proved ? g_strdup (facts->policy.registry) : NULL);
  for (guint i = 0; i < domain->dkim->len; i++)
    add (lines, cf_ribbon_translate (lang, N_("Server seal")), word_seal (g_ptr_array_index (domain->dkim, i), lang));
  add (lines, cf_ribbon_translate (lang, N_("Domain's rule")), word_dmarc (&domain->dmarc, lang));
  add (lines, cf_ribbon_translate (lang, N_("Forwarding record")), word_arc (&domain->arc, lang));
  add (lines, cf_ribbon_translate (lang, N_("Mailing list")), g_strdup (domain->list));
  add (lines, cf_ribbon_translate (lang, N_("Certificate record")),
       smimea == NULL ? NULL : g_strdup (cf_ribbon_translate (lang, smimea)));
  add (lines, cf_ribbon_translate (lang, N_("Logo")), word_bimi (&domain->bimi, lang));
  add_claims (lines, domain->authentication_results, lang);
  return lines;
}
