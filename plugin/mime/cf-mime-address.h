/* cf-mime-address.h — header fields -> addresses, for those who compare them
 *
 * Reads hostile bytes.
 * Stands on: base.
 */
#pragma once

#include "cf-span.h"

G_BEGIN_DECLS

/**
 * cf_mime_list_addresses:
 * @name: of the fields
 * @out_odd: (out) (nullable): the beginning of the first field that is more or
 *   less than a list of plain addresses, safe to show; %NULL when there is none
 *
 * The addresses of all fields of that name.  Of an odd field only the first
 * ones: whoever compares them knows already that there may be others.
 *
 * Returns: (transfer full) (element-type utf8): safe to show
 */
GPtrArray *cf_mime_list_addresses (CfSpan header, const char *name, char **out_odd) G_GNUC_WARN_UNUSED_RESULT;

/**
 * cf_mime_list_posts:
 * @name: "List-Post"
 *
 * The addresses of its "mailto:" (RFC 2369 section 3.4); none for "NO" and for
 * addresses of the web.  Programs read what is written in another way each in
 * a way of its own, so that is odd as soon as it may hold an address.
 *
 * Returns: (transfer full) (element-type utf8): safe to show
 */
GPtrArray *cf_mime_list_posts (CfSpan header, const char *name, char **out_odd) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
