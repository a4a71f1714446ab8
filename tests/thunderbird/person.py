"""person.py: the program that tells Thunderbird's add-on of the person's mark and choices answers what it should, and only that

Usage: person.py PROGRAM LOCALEDIR
"""
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "whole"))
import tap  # noqa: E402

SECONDS = 60
CHOICE = {"type": "choose", "mark_dangers": False, "notify": False, "mark_colour": "orange", "chosen_lang": "ja"}


class Person:
    """A home with a mark and choices, and questions as Thunderbird puts them."""

    def __init__(self, program, localedir, home):
        self.program = program
        self.config = home / ".config" / "certfirst"
        self.config.mkdir(parents=True)
        (self.config / "mark").write_text("star violet\n")
        (self.config / "mark").chmod(0o600)
        (self.config / "client.ini").write_text("[client]\nlanguage=system\n")
        self.env = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", "CERTFIRST_LOCALEDIR": localedir,
                    "CERTFIRST_MARK_PROGRAM": "/nowhere/certfirst-mark"}
        # What a sanitizer needs to be quiet about, where there is one.
        self.env |= {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}

    def send(self, octets):
        """(exit status, answer or None)"""
        done = subprocess.run([self.program, "manifest.json", "certfirst@certfirst.org"], input=octets, env=self.env, check=False,
                              timeout=SECONDS, stdout=subprocess.PIPE)
        if not done.stdout:
            return done.returncode, None
        size = struct.unpack("=I", done.stdout[:4])[0]
        assert size == len(done.stdout) - 4, "one frame, and nothing after it"
        return done.returncode, json.loads(done.stdout[4:])

    def ask(self, question):
        text = json.dumps(question).encode()
        return self.send(struct.pack("=I", len(text)) + text)[1]


def check_person(plan, person):
    for lang, name, loading in (("en", "Your mark: star, violet", "Checking the certificate…"),
                                ("ja", "あなたの目印：星、紫", "電子証明書を確認しています…")):
        answer = person.ask({"type": "person", "id": 1, "lang": lang})
        plan.result(answer["type"] == "person" and (answer["mark"]["name"], answer["loading"], answer["lang"]) == (name, loading, lang),
                    f"{lang}: the mark and the words in its language", [answer])


def check_choice(plan, person):
    answer = person.ask({**CHOICE, "id": 1, "lang": "en"})
    plan.result(answer["type"] == "choose" and answer["lang"] == "ja" and
                {name: answer["options"][name] for name in ("mark_dangers", "notify", "mark_colour", "lang")} ==
                {"mark_dangers": False, "notify": False, "mark_colour": "orange", "lang": "ja"}, "a choice is answered as it was made", [answer])
    plan.result(person.ask({"type": "person", "id": 1, "lang": "en"})["options"] == answer["options"], "and kept")
    kept = (person.config / "client.ini").read_bytes()
    for name in ("mark_dangers", "notify", "mark_colour", "chosen_lang"):
        bad = person.ask({**CHOICE, "id": 1, name: 5})
        plan.result(bad["type"] == "error" and name in bad["message"] and (person.config / "client.ini").read_bytes() == kept,
                    f"a choice with a wrong {name} changes nothing", [bad])
    unknown = person.ask({**CHOICE, "id": 1, "mark_colour": "no colour"})
    plan.result(unknown["options"]["mark_colour"] == "orange", "a colour that is none leaves the one that was there", [unknown])


def check_refusals(plan, person):
    for question in ({"type": "check", "id": 1}, {"type": "", "id": 1}, {"type": 5, "id": 1}, {"id": 1}):
        answer = person.ask(question)
        plan.result(answer is not None and answer["type"] == "error" and "mark" not in answer, f"{question} is refused", [answer])
    answer = person.ask({"type": "choose-mark", "id": 1})
    plan.result(answer["type"] == "error" and answer["message"], "a window that cannot be opened is said", [answer])
    frames = {"nothing": b"", "half a frame": struct.pack("=I", 20) + b"{}", "a frame of 4 GB": b"\xff\xff\xff\xff{}",
              "no JSON": struct.pack("=I", 3) + b"abc", "a list": struct.pack("=I", 2) + b"[]", "a question of 2 KiB":
              struct.pack("=I", 2048) + json.dumps({"type": "person", "id": 1, "x": "x" * 2012}).encode()}
    for name, octets in frames.items():
        status, answer = person.send(octets)
        plan.result(status == 1 and answer is None, f"{name}: no answer, and an end", [status, answer])


def main():
    plan = tap.Tap()
    with tempfile.TemporaryDirectory(prefix="certfirst-person-") as folder:
        person = Person(sys.argv[1], sys.argv[2], pathlib.Path(folder))
        check_person(plan, person)
        check_choice(plan, person)
        check_refusals(plan, person)
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
