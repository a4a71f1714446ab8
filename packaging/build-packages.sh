#!/bin/sh
# build-packages.sh: the Debian packages, from what is committed
#
# Usage: build-packages.sh OUTPUT-FOLDER
#
# Builds in a folder of its own, so that nothing of this one gets in, with the
# date of the last commit, so that two builds give the same bytes.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
output=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

version=$(dpkg-parsechangelog -l "$root/packaging/debian/changelog" -S Version)
source=$work/certfirst-$version
mkdir "$source"
if git -C "$root" rev-parse --git-dir >/dev/null 2>&1; then
  git -C "$root" archive HEAD | tar -x -C "$source"
  SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)
else
  tar -C "$root" --exclude='./build*' --exclude=./dist -c . | tar -x -C "$source"
  SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -l "$root/packaging/debian/changelog" -S Timestamp)
fi
export SOURCE_DATE_EPOCH
cp -r "$source/packaging/debian" "$source/debian"

echo "certfirst: building the Debian packages of version $version"
(cd "$source" && dpkg-buildpackage -us -uc -b) >"$output/build.log" 2>&1 || { tail -30 "$output/build.log"; exit 1; }
rm -f "$output"/*.deb "$output"/*.changes "$output"/*.buildinfo
mv "$work"/*.deb "$work"/*.changes "$work"/*.buildinfo "$output"
echo "certfirst: the packages are in $output:"
(cd "$output" && sha256sum ./*.deb)
