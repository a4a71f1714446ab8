#!/usr/bin/python3
"""Installs a folder that was made in the build folder, without what no reader needs.

Usage: install-tree.py FROM TO     (from meson install: DESTDIR counts)
"""
import os
import pathlib
import shutil
import sys

source, target = pathlib.Path(sys.argv[1]), pathlib.Path(os.environ.get("DESTDIR", "") + sys.argv[2])
if target.exists():
    shutil.rmtree(target)
shutil.copytree(source, target)
for path in [target, *target.rglob("*")]:
    path.chmod(0o755 if path.is_dir() else 0o644)
