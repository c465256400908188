"""A supervised pool of worker processes: no file, whatever it does, costs another one its result.

A worker that dies takes with it the job at hand. The file it was busy with is tried once more, alone,
and given up if that worker dies too; the other files of the job are simply handed out again.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, NamedTuple

from speechparse.archive.inputs import Input
from speechparse.archive.worker import (
    Begun,
    Failure,
    FailureKind,
    Finished,
    Message,
    Plan,
    Ready,
    Refused,
)
from speechparse.errors import ConfigurationError, SpeechParseError

_TRIES = 2
_FALSE_STARTS = 3
_PROGRAM = "from speechparse.archive.worker import main; main()"


class Job(NamedTuple):
    """Files that are handed out together.

    Attributes:
        number: What the caller knows it by.
        files: The files.
        tries: How often they were tried before.
    """

    number: int
    files: Sequence[Input]
    tries: int = 0


class Outcome(NamedTuple):
    """What came of a job, or of a part of one that had to be divided.

    Attributes:
        number: The job's number.
        result: What the plan's `finish` made of the files; None where all were given up.
        failures: The files without a result.
    """

    number: int
    result: object
    failures: Sequence[Failure]


class _Died(NamedTuple):
    """A worker's end in the middle of a job."""

    job: Job
    ready: bool
    position: int | None
    kind: FailureKind
    reason: str


def default_workers() -> int:
    """One worker for each processor that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """Workers that carry out one plan; use it in a `with` statement.

    Args:
        plan: What the workers do; all in it must be importable in another process.
        workers: How many there are; they start with the first jobs.
    """

    def __init__(self, plan: Plan, workers: int) -> None:
        if workers < 1:
            raise ConfigurationError(f"workers must be 1 or more, not {workers}")
        if plan.timeout < 0:
            raise ConfigurationError(f"timeout must be 0 or more seconds, not {plan.timeout}")
        self.unfinished = 0
        self._todo: SimpleQueue[Job | None] = SimpleQueue()
        self._done: SimpleQueue[Outcome | _Died | Refused | BaseException] = SimpleQueue()
        self._false_starts = 0
        self._workers = [_Worker(pickle.dumps(plan)) for _ in range(workers)]
        self._threads = [Thread(target=self._attend, args=(worker,), daemon=True) for worker in self._workers]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Ends all workers, at once where jobs are unfinished."""
        for _ in self._threads:
            self._todo.put(None)
        for worker in self._workers:
            worker.end()
        for thread, worker in zip(self._threads, self._workers, strict=True):
            thread.join()
            worker.bury()

    def submit(self, job: Job) -> None:
        """Hands out a job; it does not wait, so the caller looks to how many are `unfinished`."""
        self.unfinished += 1
        self._todo.put(job)

    def outcome(self) -> Outcome:
        """Waits for the next outcome, in whatever order they come.

        Raises:
            ConfigurationError: The plan's parser cannot be made.
            SpeechParseError: Workers cannot be started.
        """
        while True:
            event = self._done.get()
            if isinstance(event, Refused):
                raise ConfigurationError(event.reason)
            if isinstance(event, BaseException):
                raise event
            self.unfinished -= 1
            if isinstance(event, Outcome):
                self._false_starts = 0
                return event
            for job in self._again(event):
                if job.tries < _TRIES:
                    self.submit(job)
                else:
                    return Outcome(job.number, None, [Failure(job.files[0], event.kind, event.reason)])

    def _again(self, died: _Died) -> Iterator[Job]:
        """The jobs to be done after a worker's death; the one last given up, if any, comes last."""
        job = died.job
        if not died.ready:
            self._false_starts += 1
            if self._false_starts >= _FALSE_STARTS:
                raise SpeechParseError(f"the workers do not start: {died.reason}")
            yield job
            return
        suspects = list(job.files) if died.position is None else [job.files[died.position]]
        rest = [file for file in job.files if file not in suspects]
        if rest:
            yield Job(job.number, rest, job.tries)
        for suspect in suspects:
            yield Job(job.number, [suspect], job.tries + 1)

    def _attend(self, worker: _Worker) -> None:
        """Serves one worker, in a thread of its own."""
        try:
            while (job := self._todo.get()) is not None:
                self._done.put(worker.carry_out(job))
        except BaseException as error:  # must reach the caller, who would wait for ever otherwise
            self._done.put(error)


class _Running(NamedTuple):
    """A process that is there, with the streams to and from it."""

    process: subprocess.Popen[bytes]
    inbox: IO[bytes]
    outbox: IO[bytes]
    said: IO[bytes]


class _Worker:
    """One worker process after the other."""

    def __init__(self, plan: bytes) -> None:
        self._plan = plan
        self._running: _Running | None = None
        self._ended = False

    def carry_out(self, job: Job) -> Outcome | _Died | Refused:
        """Lets the process do a job; a process that is not there is started."""
        ready = self._running is not None
        position: int | None = None
        try:
            running = self._running or self._start()
            pickle.dump(list(job.files), running.inbox, protocol=pickle.HIGHEST_PROTOCOL)
            running.inbox.flush()
            while True:
                message: Message = pickle.load(running.outbox)  # noqa: S301  # from our own child
                match message:
                    case Ready():
                        ready = True
                    case Begun(position):
                        pass
                    case Finished(result, failures):
                        return Outcome(job.number, result, failures)
                    case Refused():
                        return message
        except (OSError, EOFError, pickle.UnpicklingError):
            kind, reason = self.bury()
            where = "" if position is None else f"{job.files[position].name}: "
            return _Died(job, ready, position, kind, where + reason)

    def end(self) -> None:
        """Ends the process for good; it may be called from another thread."""
        self._ended = True
        if (running := self._running) is not None:
            running.process.kill()

    def bury(self) -> tuple[FailureKind, str]:
        """Ends the process, if there is one, and tells what it died of."""
        running, self._running = self._running, None
        if running is None:
            return "crash", "the worker was ended"
        try:
            code = running.process.wait(timeout=1)
        except subprocess.TimeoutExpired:  # it has closed its output and lives on
            running.process.kill()
            code = running.process.wait()
        with running.said as said:
            said.seek(0, os.SEEK_END)
            said.seek(max(0, said.tell() - 4096))
            lines = said.read().decode("utf-8", "replace").splitlines()
        for stream in (running.inbox, running.outbox):
            with suppress(OSError):
                stream.close()
        for at, line in enumerate(lines):
            if line.startswith("Timeout ("):
                return "timeout", f"took longer than allowed, {_innermost(lines[at:])}"
            if line.startswith("Fatal Python error: "):
                return "crash", f"the worker died ({_cause(code)}), {_innermost(lines[at:])}"
        return "crash", f"the worker died ({_cause(code)}){': ' + lines[-1] if lines else ''}"

    def _start(self) -> _Running:
        if self._ended:
            raise EOFError
        said = tempfile.TemporaryFile()  # noqa: SIM115  # closed when the process is buried
        process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env=_environment(),
        )
        self._running = _Running(process, *_streams(process), said)
        if self._ended:  # since we looked
            process.kill()
        self._running.inbox.write(self._plan)
        return self._running


def _environment() -> dict[str, str]:
    """Finds the modules that we find, and leaves it at one thread a worker for numpy's libraries."""
    threads = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
    modules = os.pathsep.join(path or os.getcwd() for path in sys.path)
    return {**threads, **os.environ, "PYTHONPATH": modules}


def _streams(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    return process.stdin, process.stdout


def _innermost(lines: list[str]) -> str:
    """Where a process stood, by the dump of `faulthandler`."""
    frames = [line.strip() for line in lines if line.startswith("  File ")]
    return frames[0].replace("File ", "in ", 1) if frames else "nowhere known"


def _cause(code: int) -> str:
    if code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
