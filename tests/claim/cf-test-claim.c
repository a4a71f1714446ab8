/* cf-test-claim.c — an index of registered organisations, and senders to hold against it */
#include "cf-test-claim.h"

#include <string.h>

static const struct {
  const char *names[4];
  const char *patterns[4];
} organizations[] = {
  { { "例示銀行", "Example Bank", "例示銀行株式会社" }, { "reijibank.co.jp", "*.reijibank.co.jp" } },
  { { "三井住友銀行", "Sumitomo Mitsui Banking Corp." }, { "*.smbc.co.jp" } },
  { { "三井住友信託銀行" }, { "banking@direct.smtb.jp", "alert@direct.smtb.jp" } },
  { { "防衛装備庁", "ATLA" }, { "atla.mod.go.jp", "cs.atla.mod.go.jp" } },
  { { "IPA", "情報処理推進機構" }, { "ipa.go.jp" } },
  { { "デビット通知" }, { "mail@debit.bank-mufj.jp" } },
  { { "Cloud Security Alliance Japan" }, { "cloudsecurityalliance.jp" } },
  { { "日本イーマーク" }, { "modern-mark.example" } },
  { { "Pay" }, { "paypal.example" } },
};

CfClaimIndex *
cf_test_claim_new_index (void)
{
  CfClaimIndex *index = cf_claim_index_new ();

  for (guint i = 0; i < G_N_ELEMENTS (organizations); i++)
    cf_claim_index_add (index, organizations[i].names, organizations[i].patterns);
  return index;
}

CfFacts *
cf_test_claim_new_facts (const char *name, const char *address)
{
  CfFacts *facts = cf_facts_new ();
  const char *at = strrchr (address, '@');
  g_autofree char *ascii = at == NULL ? NULL : g_hostname_to_ascii (at + 1);

  facts->sender.display_name = g_strdup (name);
  facts->sender.address = g_strdup (address);
  facts->sender.domain = ascii == NULL ? NULL : g_ascii_strdown (ascii, -1);
  return facts;
}
