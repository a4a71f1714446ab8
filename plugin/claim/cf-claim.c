/* cf-claim.c — whom a message claims to be beside its address */
#include "cf-claim.h"

void
cf_claim_index_free (CfClaimIndex *self)
{
  g_assert (self == NULL);
}
