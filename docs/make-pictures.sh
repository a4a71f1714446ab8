#!/bin/sh
# make-pictures.sh: the pictures of the user guide, from a real Claws Mail with the sample mailbox
#
# Usage: docs/make-pictures.sh BUILD [SCREENSHOTS]     SCREENSHOTS: a folder that "make run" filled without a display
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "$1" && pwd)
if [ $# -gt 1 ]; then shots=$(cd "$2" && pwd); else
  shots=$(mktemp -d)
  trap 'rm -rf "$shots"' EXIT
  python3 "$root/tests/claws/run.py" --build "$build" --pictures --out "$shots"
fi

# Numbers of mails in the sample mailbox: what the picture shows.
for lang in en ja; do
  for row in 1:good 12:danger 16:caution 5:quiet 33:unknown; do
    convert "$shots/${row%%:*}-$lang.png" -crop 945x188+156+242 +repage -strip -colors 64 "png8:$root/docs/images/guide-${row#*:}-$lang.png"
  done
done
