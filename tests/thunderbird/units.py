"""units.py: the add-on's pure parts under node, as they are in the package; its own files looked through by eslint

Usage: units.py XPI NAME        runs units/NAME.mjs
       units.py --lint ROOT
       units.py --package FULL PLAIN ROOT
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "whole"))
import tap  # noqa: E402

SECONDS = 300


def run_units(xpi, name):
    if not shutil.which("node"):
        tap.skip_all("not installed: node")
    with tempfile.TemporaryDirectory(prefix="certfirst-units-") as folder:
        with zipfile.ZipFile(xpi) as package:
            package.extractall(folder)
        pathlib.Path(folder, "package.json").write_text('{"type": "module"}')
        return subprocess.run(["node", HERE / "units" / f"{name}.mjs", folder], check=False, timeout=SECONDS).returncode


def lint(root):
    if not shutil.which("eslint"):
        tap.skip_all("not installed: eslint")
    # Where Debian keeps the modules; a node from elsewhere does not look there.
    env = {**os.environ, "NODE_PATH": "/usr/share/nodejs"}
    addon = pathlib.Path("plugin", "thunderbird", "addon")
    plan = tap.Tap()
    done = subprocess.run(["eslint", "--no-eslintrc", "-f", "unix", "-c", root / "plugin" / "thunderbird" / "eslintrc.json", addon],
                          check=False, timeout=SECONDS, env=env, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    plan.result(done.returncode == 0, "eslint has nothing to say", done.stdout.splitlines()[:40])
    return plan.finish()


def read_package(path):
    with zipfile.ZipFile(path) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}, package.infolist()


def check_package(full, plain, root):
    plan = tap.Tap()
    files, entries = read_package(full)
    manifest = json.loads(files["manifest.json"])
    plain_files, _ = read_package(plain)
    plain_manifest = json.loads(plain_files["manifest.json"])
    plan.result([entry.filename for entry in entries] == sorted(files) and {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)},
                "the package is sorted and has no time of its own")
    with tempfile.TemporaryDirectory(prefix="certfirst-pack-") as folder:
        again = pathlib.Path(folder, "again.xpi")
        subprocess.run([sys.executable, root / "plugin/thunderbird/pack.py", "--kind", "full", "--root", root, "--out", again,
                        "--id", manifest["browser_specific_settings"]["gecko"]["id"], "--version", manifest["version"]], check=True)
        plan.result(again.read_bytes() == full.read_bytes(), "packed again it is the same, byte for byte")
    english = json.loads(files["_locales/en/messages.json"])
    japanese = json.loads(files["_locales/ja/messages.json"])
    same = [key for key in english if english[key] == japanese.get(key)]
    plan.result(english.keys() == japanese.keys() and not same, "every text is there in Japanese", same)
    plan.result("experiment_apis" in manifest and "experiment_apis" not in plain_manifest, "the second package has no Experiment")
    plan.result(not any(name.startswith("experiment/") and name not in ("experiment/build.js", "experiment/choice.js") for name in plain_files),
                "and none of its files")
    plan.result(manifest["permissions"] == ["messagesRead", "accountsRead", "nativeMessaging", "storage", "notifications"] and
                "host_permissions" not in manifest, "no permission but those that docs/thunderbird.md explains", [manifest["permissions"]])
    policy = manifest["content_security_policy"]["extension_pages"]
    plan.result(policy.startswith("default-src 'none';") and "unsafe" not in policy and "http" not in policy,
                "pages load nothing from elsewhere", [policy])
    own = b"".join(data for name, data in files.items() if name.endswith((".js", ".html")) and name != "LICENSE")
    found = [word for word in (b"innerHTML", b"http://", b"https://", b"eval(", b"document.write") if
             word in own.replace(b"http://www.w3.org/1999/xhtml", b"").replace(b"http://www.w3.org/2000/svg", b"")]
    plan.result(not found, "no address and no markup from text in any script", found)
    used = {key for key in english if f'"{key}"'.encode() in own or f"__MSG_{key}__".encode() in files["manifest.json"]
            or f" {key}:".encode() in own}
    plan.result(used == set(english), "every text of the table is used", sorted(set(english) - used))
    return plan.finish()


def main():
    if sys.argv[1] == "--lint":
        return lint(pathlib.Path(sys.argv[2]))
    if sys.argv[1] == "--package":
        return check_package(*map(pathlib.Path, sys.argv[2:5]))
    return run_units(sys.argv[1], sys.argv[2])


if __name__ == "__main__":
    sys.exit(main())
