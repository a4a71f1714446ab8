"""stamp.py: tells the build what was made, and from which files"""
import pathlib

HERE = pathlib.Path(__file__).resolve().parent


def add_options(parser):
    parser.add_argument("--stamp", type=pathlib.Path, help="is written when everything was made")
    parser.add_argument("--depfile", type=pathlib.Path, help="names all sources, as make reads it")


def write(arguments, sources):
    """The sources beside those in this folder."""
    if arguments.depfile:
        names = sorted(str(path) for path in [*HERE.glob("*.py"), *sources])
        arguments.depfile.write_text(f"{arguments.stamp}: {' '.join(names)}\n", encoding="utf-8")
    if arguments.stamp:
        arguments.stamp.write_text("made\n", encoding="ascii")
