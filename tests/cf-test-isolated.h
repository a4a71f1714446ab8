/* cf-test-isolated.h — for tests with G_TEST_OPTION_ISOLATE_DIRS
 *
 * GLib keeps the names of the folders that it makes for each test; only the
 * whole stack of an allocation shows that (leaks.supp).
 */
#pragma once

const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0";
}
