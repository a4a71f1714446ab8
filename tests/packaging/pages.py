"""pages.py: manual pages and completions are whole, and say what the program says

Usage: pages.py ROOT BUILD PROGRAM

The commands come from "--help", the keys of policy files from the table of the
source: what is added there and lacks here is a failure.
"""
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import tap  # noqa: E402

COMMAND = re.compile(r"^  ([a-z-]+) +\S", re.M)
OPTION = re.compile(r"^  (?:-\w, )?(--[a-z-]+)", re.M)
KEY = re.compile(r'^CF_POLICY_KEY \(\w+, \w+, "([^"]+)", (\w+), (?:N_\()?"([^"]*)"', re.M)
SECTION = re.compile(r'^CF_POLICY_SECTION \(\w+, "([^"]+)"', re.M)
# What a completion proposes for what was typed so far.
PROPOSED = (
    (["certfirst", "ex"], {"explain"}),
    (["certfirst", "policy", "du"], set()),
    (["certfirst", "policy", "dry"], {"dry-run"}),
    (["certfirst", "check", "--form"], {"--format="}),
    (["certfirst", "check", "--format", "="], {"text", "json", "html"}),
    (["certfirst", "policy", "bundle", "--ve"], {"--version="}),
)
ASK = """source /usr/share/bash-completion/bash_completion; source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_LINE="${COMP_LINE// =/=}"; COMP_LINE="${COMP_LINE//= /=}"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
_certfirst 2>/dev/null; printf '%s\\n' "${COMPREPLY[@]}" """


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def list_commands(program):
    return COMMAND.findall(run(program, "--help").stdout)


def check_groff(plan, name, page):
    if shutil.which("groff") is None:
        plan.skip(name, "no groff")
        return
    done = run("groff", "-man", "-ww", "-z", "-Kutf8", "-Tutf8", str(page))
    plan.result(done.returncode == 0 and not done.stderr, name, [done.stderr])


def check_manuals(build, program, plan):
    for folder in ("docs", "docs/ja"):
        for command in list_commands(program):
            page = build / folder / f"certfirst-{command}.1"
            text = page.read_text(encoding="utf-8") if page.is_file() else ""
            plan.result(f"certfirst\\-{command} \\- " in text, f"{folder}: a page for {command}", ["add it to manual_commands"])
            options = [name for name in OPTION.findall(run(program, command, "--help").stdout) if name != "--help"]
            lacking = [name for name in options if name.replace("-", "\\-") not in text and name not in text.replace("\\-", "-")]
            plan.result(not lacking, f"{folder}: {command}: every option", lacking)
            if text:
                check_groff(plan, f"{folder}: {command}: groff has nothing to say", page)


def check_policy_page(root, build, plan):
    table = (root / "plugin/policy/cf-policy-table.h").read_text(encoding="utf-8")
    words = {word for _, kind, values in KEY.findall(table) if kind in ("CHOICE", "WORDS") for word in values.split("|")}
    wanted = words | {name for name, _, _ in KEY.findall(table)} | {"[" + name for name in SECTION.findall(table)}
    for folder in ("docs", "docs/ja"):
        page = build / folder / "certfirst.policy.5"
        text = page.read_text(encoding="utf-8")
        lacking = [word for word in sorted(wanted) if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text.replace("\\-", "-"))]
        plan.result(not lacking, f"{folder}: certfirst.policy(5) has every section, key and value", lacking)
        check_groff(plan, f"{folder}: certfirst.policy(5): groff has nothing to say", page)


def check_build_dependencies(root, plan):
    """What "make deps" installs to build, and what the Debian packages ask for to be built."""
    makefile = (root / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    wanted = set(re.search(r"^BUILD_PACKAGES = (.*)$", makefile, re.M)[1].split()) - {"build-essential", "ninja-build"}
    control = (root / "packaging/debian/control").read_text(encoding="utf-8")
    stated = set(re.findall(r"^ ([a-z0-9.+-]+)", re.search(r"^Build-Depends:.*?\n(?=\S)", control, re.M | re.S)[0], re.M))
    plan.result(wanted <= stated, "the Debian packages are built with what \"make deps\" installs", [sorted(wanted - stated)])


def check_bash(build, plan):
    if not pathlib.Path("/usr/share/bash-completion/bash_completion").is_file():
        plan.skip("bash completion", "no bash-completion")
        return
    for typed, wanted in PROPOSED:
        proposed = set(run("bash", "-c", ASK, "bash", str(build / "packaging/certfirst"), *typed).stdout.split())
        plan.result(proposed == wanted, f"bash proposes after {' '.join(typed)}", [proposed])


def check_zsh(build, program, plan):
    path = build / "packaging/_certfirst"
    text = path.read_text(encoding="utf-8")
    lacking = [command for command in list_commands(program) if f"'{command}:" not in text]
    plan.result(not lacking, "zsh knows every command", lacking)
    if shutil.which("zsh") is None:
        plan.skip("zsh reads its completion", "no zsh")
        return
    done = run("zsh", "-n", str(path))
    plan.result(done.returncode == 0 and not done.stderr, "zsh reads its completion", [done.stderr])


def main():
    root, build, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    plan = tap.Tap()
    check_manuals(build, program, plan)
    check_policy_page(root, build, plan)
    check_build_dependencies(root, plan)
    check_bash(build, plan)
    check_zsh(build, program, plan)
    sys.exit(plan.finish())


if __name__ == "__main__":
    main()
