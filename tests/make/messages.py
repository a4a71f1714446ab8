"""messages.py: where the data cases are, and how the program of one is read"""
import importlib.util
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "messages"


def load(path):
    """path: message.py of a case; gives the module, with make() and perhaps beside()."""
    spec = importlib.util.spec_from_file_location(f"case_{path.parent.name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
