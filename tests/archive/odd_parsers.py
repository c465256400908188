"""Parsers that misbehave on purpose, to see what a run makes of it."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from pathlib import Path

from speechparse import Document, Parser


class Odd:
    """Parses structure alone, and does to its process what a text asks for.

    `CRASH` crashes the interpreter and `HANG` never ends; `KILL path` kills the process the first time,
    `KILL-EXECUTOR path` the Java process two above it; `KILL-TWICE path path`
    does it twice; `SLOW` takes a tenth of a second; `BUG` raises.
    """

    def __init__(self) -> None:
        self._parser = Parser(entities=False)

    @classmethod
    def named(cls, *, names: str) -> Odd:
        """Made with an option that names a file."""
        assert Path(names).is_file()
        return cls()

    def parse_bytes(self, data: bytes, *, name: str | None = None) -> Document:
        self._obey(data.decode("utf-8", "replace"))
        return self._parser.parse_bytes(data, name=name)

    def parse(self, text: str) -> Document:
        self._obey(text)
        return self._parser.parse(text)

    def _obey(self, text: str) -> None:
        word, _, rest = text.partition("\n")[0].partition(" ")
        if word == "CRASH":
            faulthandler._sigsegv()
        elif word == "HANG":
            time.sleep(1000)
        elif word == "SLOW":
            time.sleep(0.1)
        elif word == "BUG":
            raise TypeError("of no use")
        elif word == "PRINT":
            os.write(sys.stdout.fileno(), b"a library that talks too much")
        elif word == "KILL-TWICE":
            for mark in rest.split():
                self._obey(f"KILL {mark}")
        elif word.startswith("KILL") and not Path(rest).exists():
            Path(rest).touch()
            os.kill(os.getpid() if word == "KILL" else _grandparent(), signal.SIGKILL)
            time.sleep(1000)


def _grandparent() -> int:
    return int(Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1])
