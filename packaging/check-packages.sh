#!/bin/sh
# check-packages.sh: builds the packages a second time, compares bytes and sums, looks at the programs' hardening, and lets lintian look at them
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

# The list of what they stand on is about the very programs that are installed.
for package in "$first"/*.deb; do
  dpkg-deb -x "$package" "$second/unpacked"
done
list=$second/unpacked/usr/share/doc/certfirst/certfirst.spdx.json
jq -r '.files[] | .fileName as $name | .checksums[] | select(.algorithm == "SHA256") | .checksumValue + " " + $name' "$list" >"$second/sums"
test -s "$second/sums"
while read -r sum name; do
  find "$second/unpacked/usr" -type f -name "$name" -exec sha256sum {} + | grep -q "^$sum " || { echo "not ok - $name is not as certfirst.spdx.json says"; exit 1; }
done <"$second/sums"
echo "ok - certfirst.spdx.json has the sums of $(wc -l <"$second/sums") programs"

find "$second/unpacked" -type f -not -path '*/lib/debug/*' -exec sh -c 'head -c 4 "$1" | grep -q ELF' _ {} \; -print >"$second/programs"
xargs python3 "$root/tests/packaging/hardening.py" --packaged <"$second/programs" >"$second/hardening" || { grep -v '^ok' "$second/hardening"; exit 1; }
echo "ok - $(wc -l <"$second/programs") programs are hardened, $(grep -c '^ok' "$second/hardening") properties"

# Of every severity above "pedantic"; what is left on purpose stands in an override with its reason.
lintian --fail-on error,warning,info --display-info "$first"/*.changes
echo "ok - lintian has nothing to say"
