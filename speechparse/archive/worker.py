"""A worker process: parses the files it is handed, one after the other, until its input ends.

It is started by `speechparse.archive.pool` as a program of its own, so that nothing a file does to it
reaches the parent, and so that callers need no guard around their main module. Messages in both
directions are pickles of the library's own objects. What hangs is ended from inside: a timer of
`faulthandler`, which needs no lock of the interpreter, ends the process and tells where it stood.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from typing import BinaryIO, Literal, NamedTuple, Protocol

from speechparse.archive.inputs import Input
from speechparse.errors import ReadingError, SpeechParseError
from speechparse.model import Document

_FIRST = "一、2024年江西省的工作\n增长5%。".encode()

FailureKind = Literal["unreadable", "error", "crash", "timeout"]
"""Why a file has no result: its bytes are no text, the library failed, its worker died or was too slow."""


class Parses(Protocol):
    """What parses the bytes of a file, such as a `speechparse.Parser`."""

    def parse_bytes(self, data: bytes, *, name: str | None = None) -> Document:
        """The document of a file's bytes."""


ParserFactory = Callable[[], Parses]
"""Makes a parser inside a worker; it must be importable there, such as `partial(Parser, entities=False)`."""


class Parsed(NamedTuple):
    """A file that was parsed."""

    input: Input
    data: bytes
    document: Document


class Failure(NamedTuple):
    """A file that has no result.

    Attributes:
        input: The file.
        kind: What went wrong.
        reason: The same in words.
    """

    input: Input
    kind: FailureKind
    reason: str


class Plan(NamedTuple):
    """What a worker does.

    Attributes:
        parser: Makes its parser.
        finish: What it makes of the files of a job, to be sent back.
        timeout: Seconds that a file may take; 0 for any time.
    """

    parser: ParserFactory
    finish: Callable[[Sequence[Parsed]], object]
    timeout: float


class Ready(NamedTuple):
    """The worker can take jobs."""


class Refused(NamedTuple):
    """The plan cannot be carried out, whatever the files."""

    reason: str


class Begun(NamedTuple):
    """The worker begins with the file at this position of the job, or, with None, to put results together."""

    position: int | None


class Finished(NamedTuple):
    """The job is done."""

    result: object
    failures: list[Failure]


Message = Ready | Refused | Begun | Finished


def main() -> None:
    """Serves one parent over standard input and output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides; its end closes our input
    inbox = sys.stdin.buffer
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not reach the parent as a message
    faulthandler.enable()
    try:
        plan: Plan = pickle.load(inbox)  # noqa: S301  # from our own parent
    except (AttributeError, ImportError) as error:
        _send(outbox, Refused(f"the parser must come from a module that can be imported ({error})"))
        return
    try:
        parser = plan.parser()
        parser.parse_bytes(_FIRST)  # loads the data now, not in the time of the first file
    except Exception as error:  # whatever it is, no file is to blame
        _send(outbox, Refused(str(error) if isinstance(error, SpeechParseError) else _told(error)))
        return
    _send(outbox, Ready())
    while True:
        try:
            job: list[Input] = pickle.load(inbox)  # noqa: S301  # from our own parent
        except EOFError:
            return
        _send(outbox, _work(job, plan, parser, outbox))


def _work(job: list[Input], plan: Plan, parser: Parses, outbox: BinaryIO) -> Finished:
    parsed: list[Parsed] = []
    failures: list[Failure] = []
    try:
        for position, source in enumerate(job):
            _begin(position, plan.timeout, outbox)
            outcome = _parse(source, parser)
            parsed.append(outcome) if isinstance(outcome, Parsed) else failures.append(outcome)
        _begin(None, plan.timeout, outbox)
        return Finished(plan.finish(parsed), failures)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _begin(position: int | None, timeout: float, outbox: BinaryIO) -> None:
    _send(outbox, Begun(position))
    if timeout:
        faulthandler.dump_traceback_later(timeout, exit=True)


def _parse(source: Input, parser: Parses) -> Parsed | Failure:
    try:
        data = source.read()
        return Parsed(source, data, parser.parse_bytes(data, name=source.name))
    except (ReadingError, OSError) as error:
        return Failure(source, "unreadable", str(error))
    except Exception as error:  # one file's misfortune is not another's
        return Failure(source, "error", f"{source.name}: internal error ({_told(error)})")


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _send(outbox: BinaryIO, message: Message) -> None:
    pickle.dump(message, outbox, protocol=pickle.HIGHEST_PROTOCOL)
    outbox.flush()
