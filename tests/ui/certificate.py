"""certificate.py: the certificate of a signer is in the report as it is, not in a redacted one, and has a window of its own

Usage: certificate.py CERTFIRST VIEWER CASES
"""
import base64
import hashlib
import json
import pathlib
import random
import shutil
import subprocess
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent.parent / folder) for folder in ("claws", "whole")]
import host  # noqa: E402
import tap  # noqa: E402

NEEDS = ["Xvfb", "dbus-daemon", "gdbus", "openbox", "openssl"]
CASE = "assurance-organisation"
HOLDER = "Example Bank Ltd."
TITLE = "Certificate — Certfirst"
SECONDS = 60
N_BROKEN = 12


def read_report(certfirst, message, *options):
    done = subprocess.run([certfirst, "check", "--format=json", "--lookups=offline", *options, str(message)],
                          stdout=subprocess.PIPE, check=False, timeout=SECONDS)
    return json.loads(done.stdout)["smime"]["signers"][0]


def check_report(plan, certfirst, message):
    """The DER of the signer, or nothing when tests are to be skipped."""
    signer = read_report(certfirst, message)
    der = base64.b64decode(signer["certificate"]["der"], validate=True)
    plan.result(hashlib.sha256(der).hexdigest() == signer["certificate"]["sha256"], "the bytes have the fingerprint of the report")
    subject = subprocess.run(["openssl", "x509", "-inform", "DER", "-noout", "-subject", "-nameopt", "RFC2253"], input=der,
                             stdout=subprocess.PIPE, check=True, timeout=SECONDS).stdout.decode().strip()
    plan.result(subject == "subject=" + signer["certificate"]["subject"], "another program reads the same holder", [subject])
    plan.result([link["der"] for link in signer["chain"]["certificates"]] == [None] * len(signer["chain"]["certificates"]),
                "certificates of issuers are not in the report")
    plan.result(read_report(certfirst, message, "--redact")["certificate"]["der"] is None, "a redacted report has none")
    return der


def make_pem(der):
    return b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n"


def start_viewer(session, viewer, octets):
    program = subprocess.Popen([viewer], env=session.env, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        program.stdin.write(octets)
        program.stdin.close()
    except BrokenPipeError:
        pass
    return program


def find_window(session, pid):
    desktop = session.atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        if application is not None and application.get_process_id() == pid and application.get_child_count():
            return application.get_child_at_index(0)
    return None


def read_texts(session, node):
    """Everything that can be read in a window."""
    texts = [node.get_name() or ""]
    if node.get_text_iface() is not None:
        texts.append(session.atspi.Text.get_text(node, 0, -1))
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            texts += read_texts(session, child)
    return texts


def check_window(plan, session, viewer, der):
    program = start_viewer(session, viewer, make_pem(der))
    try:
        window = host.until(lambda: find_window(session, program.pid), SECONDS, "the window of the certificate")
        plan.result(window.get_name() == TITLE, "the window is called what it is", [window.get_name()])
        host.until(lambda: HOLDER in " ".join(read_texts(session, window)), SECONDS, "the holder's name in the window")
        plan.result(True, "the window names the holder")
    except host.Trouble as trouble:
        plan.result(False, str(trouble))
    finally:
        host.end_process(program)


def check_refused(plan, session, viewer, says, octets):
    """It ends with an error, in time, and does not crash."""
    program = start_viewer(session, viewer, octets)
    try:
        status = program.wait(SECONDS)
    except subprocess.TimeoutExpired:
        status = None
        host.end_process(program)
    plan.result(status == 1, f"{says}: refused", [f"exit status {status}"])


def check_broken(plan, session, viewer, der):
    """Single bytes changed: shown or refused, and no crash."""
    dice = random.Random(1)
    crashes = []
    for _ in range(N_BROKEN):
        place = dice.randrange(len(der))
        program = start_viewer(session, viewer, make_pem(der[:place] + bytes([dice.randrange(256)]) + der[place + 1:]))
        try:
            host.until(lambda one=program: one.poll() is not None or find_window(session, one.pid), SECONDS, "window or end")
        except host.Trouble as trouble:
            crashes.append(f"byte {place}: {trouble}")
        if program.poll() not in (None, 1):
            crashes.append(f"byte {place}: exit status {program.poll()}")
        host.end_process(program)
    plan.result(not crashes, f"{N_BROKEN} broken certificates do not crash it", crashes)


def main():
    certfirst, viewer, cases = sys.argv[1:]
    missing = [program for program in NEEDS if shutil.which(program) is None]
    if missing:
        tap.skip_all("not installed: " + " ".join(missing))
    plan = tap.Tap()
    der = check_report(plan, certfirst, pathlib.Path(cases) / CASE / "message.eml")
    with host.Session() as session:
        check_window(plan, session, viewer, der)
        check_refused(plan, session, viewer, "nothing", b"")
        check_refused(plan, session, viewer, "no certificate", b"hello\n" * 10)
        check_refused(plan, session, viewer, "a certificate that breaks off", make_pem(der[:len(der) // 2]))
        check_refused(plan, session, viewer, "four million bytes", b"A" * 4_000_000)
        check_broken(plan, session, viewer, der)
    return plan.finish()


if __name__ == "__main__":
    sys.exit(main())
