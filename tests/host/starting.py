"""starting.py: "make run", "make run-evolution" and "make run-thunderbird" as a person starts them"""
import contextlib
import functools
import os
import pathlib
import signal
import subprocess
import sys

import desktop

SECONDS = 120
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def list_children(pid):
    """All that a process started, by the kernel's own table; names of programs."""
    names = []
    with contextlib.suppress(OSError):
        for child in (pathlib.Path("/proc") / str(pid) / "task" / str(pid) / "children").read_text().split():
            with contextlib.suppress(OSError):
                names.append((pathlib.Path("/proc") / child / "cmdline").read_text().split("\0")[0].rpartition("/")[2])
            names += list_children(child)
    return names


def start(run, *words, **env):
    """The program as make starts it; only env says where there is a display."""
    clean = {key: value for key, value in os.environ.items() if key not in DISPLAYS}
    return subprocess.Popen([sys.executable, run, *map(str, words)], env={**clean, **env}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True, start_new_session=True)


def take_pictures(run, *words):
    """Without a display: what it said, once it has ended well."""
    process = start(run, *words)
    try:
        said, _ = process.communicate(timeout=3 * SECONDS)
    finally:
        end(process)
    assert process.returncode == 0, (process.returncode, said)
    return said


def end(process, number=signal.SIGKILL):
    """The program and what it started in its group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
    process.wait(SECONDS)


@contextlib.contextmanager
def on_display(run, *words, size=(1180, 860)):
    """With a display of its own, which a person may break off: (the process, the name of the display)."""
    server, display = desktop.start_display(functools.partial(subprocess.Popen, stderr=subprocess.DEVNULL), size)
    try:
        process = start(run, *words, DISPLAY=display)
        try:
            yield process, display
            end(process, signal.SIGINT)
        finally:
            end(process)
    finally:
        desktop.end_process(server)
