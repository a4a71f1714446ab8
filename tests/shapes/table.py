"""table.py: all shapes, and the mail that is checked before them"""
import proofs
import shapes
from shapes import SHAPES, Shape

__all__ = ["SHAPES", "Shape", "proofs", "write_plain"]


def write_plain(folder):
    """An ordinary mail: with it the program opens what stays open."""
    return shapes.plain().write(folder)
