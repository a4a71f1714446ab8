"""mark.py: the reader's mark goes nowhere: no program that reads or judges mail opens its file or says it

Usage: mark.py CERTFIRST ROOT
"""
import os
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import tap  # noqa: E402

WORD = "Ginkgo77"
MAIL = (b"From: Alice <alice@b.example>\r\nSubject: hello\r\nMessage-ID: <1@b.example>\r\n"
        b"Content-Type: text/html\r\n\r\n<p>hello</p>\r\n")
COMMANDS = [
    *(["check", f"--format={form}", f"--lang={lang}", "--lookups=offline", "-"]
      for form in ("text", "json", "html") for lang in ("en", "ja")),
    ["check", "--trace", "--lookups=offline", "-"],
    ["doctor", "--offline"],
    ["doctor", "--offline", "--format=json"],
    ["policy", "show"],
]
# The only sources that may know of the mark: the ribbon, its window, and a program that sees no mail and tells it to the
# ribbon in Thunderbird; nothing that reads mail or makes a report.
MAY_KNOW = {"ui", "plugin/thunderbird/cf-thunderbird-person.c"}


def environment(home):
    config = home / "config" / "certfirst"
    config.mkdir(parents=True)
    (config / "mark").write_text(f"moon teal {WORD}\n", encoding="utf-8")
    return {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"), "LC_ALL": "C.UTF-8", "G_MESSAGES_DEBUG": "all"}


def check_outputs(program, env, plan):
    for command in COMMANDS:
        status, output, errors = tap.run([program, *command], 60, MAIL, env)
        said = WORD.encode() in output + errors
        plan.result(status is not None and not said, f"certfirst {' '.join(command)} does not say the mark",
                    [f"status {status}"])


def check_opened(program, env, home, plan):
    name = "a check does not open the file of the mark"
    if shutil.which("strace") is None:
        plan.skip(name, "no strace")
        return
    trace = home / "trace"
    command = ["strace", "-f", "-qq", "-e", "trace=file", "-o", str(trace), program, "check", "--lookups=offline", "-"]
    status, _, errors = tap.run(command, 120, MAIL, {**env, "CERTFIRST_PROGRAM": program})
    calls = trace.read_text(encoding="utf-8", errors="replace") if trace.exists() else ""
    if status is None or not calls:
        plan.skip(name, f"strace does not run here: {errors[-200:]!r}")
        return
    opened = [line for line in calls.splitlines() if "certfirst/mark" in line]
    plan.result("execve" in calls and not opened, name, opened)


def check_sources(root, plan):
    knowing = {"ui" if path.is_relative_to(root / "ui") else str(path.relative_to(root)) for folder in ("plugin", "ui") for path in (root / folder).rglob("*.[ch]")
               if "cf_ribbon_mark" in path.read_text(encoding="utf-8") or "cf-ribbon-mark" in path.read_text(encoding="utf-8")}
    plan.result(knowing == MAY_KNOW, "only the ribbon's own sources know of the mark", [knowing])


def main():
    program, root = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    plan = tap.Tap()
    with tempfile.TemporaryDirectory(prefix="certfirst-mark-") as folder:
        home = pathlib.Path(folder)
        env = environment(home)
        check_outputs(program, env, plan)
        check_opened(program, env, home, plan)
    check_sources(root, plan)
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
