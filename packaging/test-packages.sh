#!/bin/sh
# test-packages.sh: installs the built packages in a clean root, and runs their tests there
#
# Usage: test-packages.sh FOLDER     with the packages that build-packages.sh made
#
# The root holds nothing but Debian 12's minimal system and what the packages
# ask for, so a dependency that lacks is found.  The tests run as a person, not
# as root.  Needs mmdebstrap and a Debian mirror.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
packages=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Installs in the root "$1" what a test depends on, and runs it there.
cat >"$work/hook" <<'HOOK'
set -eu
mkdir "$1/packages" "$1/tests-here"
cp "$PACKAGES"/*.deb "$1/packages"
cp "$ROOT"/packaging/debian/tests/* "$1/tests-here"
chmod 755 "$1"/tests-here/*
export DEBIAN_FRONTEND=noninteractive
chroot "$1" useradd --create-home person
wanted=$(sed -n 's/^Depends: //p' "$ROOT/packaging/debian/tests/control" | tr -d , | tr ' ' '\n' | grep -v certfirst | sort -u | tr '\n' ' ')
chroot "$1" sh -c "cd /packages && rm -f *-dbgsym_* && apt-get install -q -y --no-install-recommends ./*.deb $wanted" >"$LOG" 2>&1 || { tail -20 "$LOG"; exit 1; }
for test in $(sed -n 's/^Tests: //p' "$ROOT/packaging/debian/tests/control"); do
  echo "certfirst: in a clean root: $test"
  user=person
  sed -n "/^Tests: $test\$/,/^\$/p" "$ROOT/packaging/debian/tests/control" | grep -q needs-root && user=root
  chroot "$1" su "$user" -c "AUTOPKGTEST_NORMAL_USER=person /tests-here/$test" >"$LOG" 2>&1 || { tail -40 "$LOG"; echo "not ok - $test"; exit 1; }
  tail -1 "$LOG"
  echo "ok - $test"
done
chroot "$1" sh -c 'apt-get purge -q -y certfirst claws-mail-certfirst evolution-certfirst thunderbird-certfirst' >"$LOG" 2>&1
left=$(chroot "$1" find / -xdev -name '*certfirst*' -not -path '/packages/*' -not -path '/tests-here/*' -not -path '/home/*' -not -path '/proc/*' -not -path '/var/log/*')
test -z "$left" || { echo "not ok - after a purge there is left: $left"; exit 1; }
echo "ok - nothing is left after a purge"
HOOK

export ROOT="$root" PACKAGES="$packages" LOG="$work/log"
echo "certfirst: making a clean root with the packages"
mmdebstrap --quiet --variant=minbase --format=null --customize-hook="sh $work/hook \"\$1\"" bookworm - </dev/null
