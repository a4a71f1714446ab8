#!/bin/sh
# check-packages.sh: builds the packages a second time, compares the bytes, and lets lintian look at them
#
# Usage: check-packages.sh FOLDER     with the packages that build-packages.sh made
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
first=$(cd "$1" && pwd)
second=$(mktemp -d)
trap 'rm -rf "$second"' EXIT

sh "$root/packaging/build-packages.sh" "$second" >/dev/null
for package in "$first"/*.deb; do
  cmp "$package" "$second/$(basename "$package")"
  echo "ok - built twice, the same bytes: $(basename "$package")"
done

# Of every severity above "pedantic"; what is left on purpose stands in an override with its reason.
lintian --fail-on error,warning,info --display-info "$first"/*.changes
echo "ok - lintian has nothing to say"
