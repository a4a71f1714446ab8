"""opened.py: "make run-thunderbird" opens the sample mailbox, and says in words what it does

Usage: opened.py --build BUILD --samples SAMPLES
"""
import pathlib
import sys

import bird
import thunderbird

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "host"))
import starting  # noqa: E402

RUN = pathlib.Path(__file__).resolve().parent / "run.py"


class Opened(thunderbird.Checks):
    """Each method is one promise."""

    def without_a_display(self):
        out = self.folder / "pictures"
        said = starting.take_pictures(RUN, "--build", self.build, "--lang", "en", "--only", "1", "--out", out)
        assert said == f"certfirst: pictures are in {out}\n", said
        assert (out / "1-en.png").stat().st_size > 10000, "an empty picture"

    def with_a_display(self):
        """It shows a mail with its ribbon, and says so."""
        headline = self.expected()[1]["headline"]
        with starting.on_display(RUN, "--build", self.build, "--lang", "en") as (process, _):
            said = process.stdout.readline()
            assert said == f"certfirst: Thunderbird is open: Local Folders, Test; above the first mail: {headline}; close its window to end\n", said
            bird.until(lambda: "thunderbird" in starting.list_children(process.pid), starting.SECONDS, "Thunderbird")

    def run_all(self):
        self.run("without a display pictures are taken", self.without_a_display)
        self.run("with a display Thunderbird opens on a mail with its ribbon", self.with_a_display)
        return self.plan.finish()


if __name__ == "__main__":
    sys.exit(thunderbird.main(Opened))
