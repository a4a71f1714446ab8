# Certfirst: a few commands.  Each first does "make deps".
#
#   make deps    installs the Debian packages that are missing, and says which
#   make run     builds, and shows Claws Mail with the ribbon on a sample mailbox
#   make run-evolution   the same in Evolution
#   make run-thunderbird   the same in Thunderbird
#   make test    builds, and runs all tests
#   make fuzz SECONDS=600   fuzzes each reader of hostile bytes for so long, and adds to the table in docs/threat-model.md
#   make shapes  measures what mails that are large in one way cost, at a size and at twice that size; into the same file
#   make analyse   what GCC, clang-tidy, cppcheck and valgrind say of the source; TOOLS="gcc tidy" for some of them
#   make mutants N=100   changes N small things in each of verdict, cms and domain, and counts what the tests notice
#   make coverage   how many lines of what reads hostile bytes the tests run; MISSING=yes says which not
#   make bench   builds optimised, and compares speed and memory in one run
#   make packages   builds the Debian packages into dist/; DIST=FOLDER for another one
#   make check-packages   builds them a second time, compares the bytes, looks at sums and hardening, and runs lintian
#   make test-packages   installs them in a clean root, and runs their tests there
#   make soak    an hour of a random walk through Claws Mail under valgrind
#   make bench-write   the same against all others, put into docs/performance.md; ten minutes
#   make bench-scan MESSAGES=1000000   how fast a large archive is scanned, and in how much memory; takes long

BUILD ?= build
SANITIZED ?= build-sanitized
OPTIMISED ?= build-optimised
DIST ?= dist
MUTANTS ?= build-mutants
COVERAGE ?= build-coverage

# What it is built from.
BUILD_PACKAGES = build-essential meson ninja-build pkg-config gettext libglib2.0-dev libgtk-3-dev libssl-dev \
  libgmime-3.0-dev libjson-glib-dev libpsl-dev zlib1g-dev libclaws-mail-dev libgnutls28-dev \
  libicu-dev libsqlite3-dev libunbound-dev libcurl4-openssl-dev libseccomp-dev libgcr-3-dev \
  evolution-dev evolution-data-server-dev libebook1.2-dev libedata-cal2.0-dev
# What it runs with: the e-mail roots, the mail client, the suffix list.
RUN_PACKAGES = libnss3 dns-root-data claws-mail evolution publicsuffix adwaita-icon-theme librsvg2-common
# What shows and tests it: a virtual display, fonts for both languages, witnesses.
TEST_PACKAGES = xvfb xauth openbox xdotool x11-utils dbus dbus-x11 at-spi2-core gir1.2-atspi-2.0 gir1.2-gtk-3.0 imagemagick \
  fonts-noto-core fonts-noto-cjk python3 python3-gi python3-cryptography python3-asn1crypto openssl gpgsm gpg-agent \
  knot knot-dnsutils libnss3-tools python3-dkim libmail-dkim-perl libopendkim-dev python3-dnspython strace groff-base \
  appstream desktop-file-utils dovecot-imapd dovecot-pop3d claws-mail-mailmbox-plugin claws-mail-smime-plugin \
  claws-mail-litehtml-viewer claws-mail-fancy-plugin valgrind zsh \
  bash-completion thunderbird thunderbird-l10n-ja nodejs eslint jq parallel openssh-server openssh-client \
  python3-distributed ansible-lint curl clang clang-tidy cppcheck llvm libclang-rt-14-dev evolution-ews
# What "make packages" and "make test-packages" need beside.
PACKAGING_PACKAGES = dpkg-dev debhelper fakeroot lintian mmdebstrap
PACKAGES = $(BUILD_PACKAGES) $(RUN_PACKAGES) $(TEST_PACKAGES)

SUDO = $(shell test "$$(id -u)" = 0 || echo sudo)
PYTHON = /usr/bin/python3

.PHONY: all deps build run run-evolution run-thunderbird test bench clean bench-write bench-scan packaging-deps packages check-packages test-packages soak fuzz shapes analyse mutants coverage

all: build

deps: WANTED = $(PACKAGES)
packaging-deps: WANTED = $(PACKAGES) $(PACKAGING_PACKAGES)
deps packaging-deps:
	@missing=; for p in $(WANTED); do \
	  dpkg-query -W -f '$${db:Status-Status}' $$p 2>/dev/null | grep -qx installed || missing="$$missing $$p"; \
	done; \
	if [ -z "$$missing" ]; then echo "certfirst: all Debian packages that it needs are there"; \
	else echo "certfirst: installing Debian packages:$$missing"; \
	  $(SUDO) apt-get update -q && \
	  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing; fi

$(BUILD)/build.ninja:
	@echo "certfirst: configuring the build in $(BUILD)/"
	@meson setup $(BUILD) >$(BUILD).log 2>&1 || { cat $(BUILD).log; exit 1; }
	@mv $(BUILD).log $(BUILD)/setup.log

build: deps $(BUILD)/build.ninja
	@echo "certfirst: building"
	@meson compile -C $(BUILD)

run: build
	@$(PYTHON) tests/claws/run.py --build $(BUILD)

run-evolution: build
	@$(PYTHON) tests/evolution/run.py --build $(BUILD) $(if $(DISPLAY)$(WAYLAND_DISPLAY),,--out $(BUILD)/screenshots-evolution)

run-thunderbird: build
	@$(PYTHON) tests/thunderbird/run.py --build $(BUILD)

$(SANITIZED)/build.ninja:
	@echo "certfirst: configuring a build by clang with address and undefined-behaviour sanitizers in $(SANITIZED)/"
	@CC=clang meson setup $(SANITIZED) -Dfuzz=true -Db_sanitize=address,undefined -Doptimization=1 -Dclaws=disabled -Devolution=disabled >$(SANITIZED).log 2>&1 || { cat $(SANITIZED).log; exit 1; }
	@mv $(SANITIZED).log $(SANITIZED)/setup.log

test: build $(SANITIZED)/build.ninja
	@echo "certfirst: running all tests"
	@$(PYTHON) tests/run.py $(BUILD) $(SANITIZED)

SOAK_SECONDS ?= 3600
soak: build
	@$(PYTHON) tests/claws/walk.py --build $(BUILD) --samples $(BUILD)/tests/make/samples --seconds $(SOAK_SECONDS)
# The kept corpus grows in CORPUS; what broke a claim lies in $(SANITIZED)/tests/fuzz/findings/.
SECONDS ?= 60
CORPUS ?= $(SANITIZED)/corpus
fuzz: deps $(SANITIZED)/build.ninja
	@ninja -C $(SANITIZED) fuzz >/dev/null
	@$(PYTHON) tests/fuzz/run.py --build=$(SANITIZED) --seconds=$(SECONDS) --corpus=$(CORPUS) --record=docs/threat-model.md $(TARGETS)

shapes: build
	@$(PYTHON) tests/shapes/run.py $(BUILD)/tests/shapes/shape $(BUILD)/tests/make/cases/pki --write=docs/threat-model.md

# What is known to be no fault stands in tests/analyse/known.txt, with the reason.
TOOLS ?=
analyse: build
	@$(PYTHON) tests/analyse/analyse.py --build=$(BUILD) $(TOOLS)

# Survivors that nobody can see stand in tests/mutants/known.txt, with the reason.  MODULES="verdict cms" for some of them.
N ?= 100
mutants: build
	@$(PYTHON) tests/mutants/run.py --place=$(MUTANTS) --cases=$(BUILD)/tests/make/cases --number=$(N) --write=docs/threat-model.md $(MODULES)

$(COVERAGE)/build.ninja:
	@CC=clang meson setup $(COVERAGE) -Dfuzz=true -Db_coverage=true -Dclaws=disabled -Devolution=disabled >$(COVERAGE).log 2>&1 || { cat $(COVERAGE).log; exit 1; }
	@mv $(COVERAGE).log $(COVERAGE)/setup.log

coverage: deps $(COVERAGE)/build.ninja
	@meson compile -C $(COVERAGE) >/dev/null
	@ninja -C $(COVERAGE) fuzz >/dev/null
	@$(PYTHON) tests/coverage.py --build=$(COVERAGE) --corpus=$(CORPUS) $(if $(MISSING),--missing) --write=docs/threat-model.md

$(OPTIMISED)/build.ninja:
	@meson setup $(OPTIMISED) --buildtype=release >$(OPTIMISED).log 2>&1 || { cat $(OPTIMISED).log; exit 1; }
	@mv $(OPTIMISED).log $(OPTIMISED)/setup.log

bench: deps $(OPTIMISED)/build.ninja
	@echo "certfirst: building optimised"
	@meson compile -C $(OPTIMISED) >/dev/null
	@$(PYTHON) tests/bench/bench.py --build $(OPTIMISED)
	@$(PYTHON) tests/claws/bench.py --build $(OPTIMISED)

bench-write: deps $(OPTIMISED)/build.ninja
	@echo "certfirst: building optimised"
	@meson compile -C $(OPTIMISED) >/dev/null
	@$(PYTHON) tests/bench/bench.py --build $(OPTIMISED) --runs 12 --write docs

MESSAGES ?= 1000000
bench-scan: deps $(OPTIMISED)/build.ninja
	@meson compile -C $(OPTIMISED) >/dev/null
	@$(PYTHON) tests/bench/scan.py $(OPTIMISED)/plugin/cli/certfirst $(MESSAGES)

packages: packaging-deps
	@sh packaging/build-packages.sh $(DIST)

# Those that "make packages" made, or new ones.
check-packages test-packages: packaging-deps
	@ls $(DIST)/*.deb >/dev/null 2>&1 || sh packaging/build-packages.sh $(DIST)
	@$(if $(filter test-packages,$@),$(SUDO)) sh packaging/$@.sh $(DIST)

clean:
	@echo "certfirst: removing the build folders"
	@rm -rf $(BUILD) $(SANITIZED) $(OPTIMISED) $(MUTANTS) $(COVERAGE)
