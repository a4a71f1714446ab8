"""opened.py: "make run-thunderbird" opens the sample mailbox, and says in words what it does

Usage: opened.py --build BUILD --samples SAMPLES
"""
import contextlib
import os
import pathlib
import signal
import subprocess
import sys

import bird
import thunderbird

SECONDS = 120
RUN = pathlib.Path(__file__).resolve().parent / "run.py"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def list_children(pid):
    """All that a process started, by the kernel's own table; names of programs."""
    names = []
    for child in (pathlib.Path("/proc") / str(pid) / "task" / str(pid) / "children").read_text().split():
        with contextlib.suppress(OSError):
            names.append((pathlib.Path("/proc") / child / "cmdline").read_text().split("\0")[0].rpartition("/")[2])
            names += list_children(child)
    return names


class Opened(thunderbird.Checks):
    """Each method is one promise."""

    def start(self, *words, **env):
        clean = {key: value for key, value in os.environ.items() if key not in DISPLAYS}
        return subprocess.Popen([sys.executable, RUN, "--build", self.build, *words], env={**clean, **env}, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)

    def without_a_display(self):
        out = self.folder / "pictures"
        process = self.start("--lang", "en", "--only", "1", "--out", out)
        said, _ = process.communicate(timeout=2 * SECONDS)
        assert process.returncode == 0 and said == f"certfirst: pictures are in {out}\n", (process.returncode, said)
        assert (out / "1-en.png").stat().st_size > 10000, "an empty picture"

    def with_a_display(self):
        """It shows a mail with its ribbon, and says so."""
        reader, writer = os.pipe()
        server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1180x860x24", "-nolisten", "tcp"],
                                  pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as stream:
            process = self.start("--lang", "en", DISPLAY=f":{stream.readline().strip()}")
        try:
            said = process.stdout.readline()
            headline = self.expected()[1]["headline"]
            assert said == f"certfirst: Thunderbird is open: Local Folders, Test; above the first mail: {headline}; close its window to end\n", said
            bird.until(lambda: "thunderbird" in list_children(process.pid), SECONDS, "Thunderbird")
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(SECONDS)
            finally:
                server.terminate()
                server.wait()

    def run_all(self):
        self.run("without a display pictures are taken", self.without_a_display)
        self.run("with a display Thunderbird opens on a mail with its ribbon", self.with_a_display)
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(thunderbird.main(Opened))
