"""Files that are there whole or not at all, whenever the program or the machine stops."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

UNFINISHED = ".unfinished"
"""How the name of a file ends while it is written."""


def write(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Writes a file under a temporary name, sees it on the disk, and renames it.

    Raises:
        OSError: The file cannot be written, for example because the disk is full; nothing is left of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Hidden, so that engines that read whole folders pass over it, and short, for the final name may be
    # as long as the file system allows.
    unfinished = path.with_name(f".{zlib.crc32(os.fsencode(path.name)):08x}{UNFINISHED}")
    try:
        with unfinished.open("wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
