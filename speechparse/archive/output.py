"""The folder that a run writes into: what it holds, what has to go, and parts that are added to it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from speechparse.archive.duplicates import find_duplicates
from speechparse.archive.inputs import Input
from speechparse.archive.manifest import FailureRecord, Manifest, Part, Record, Settings
from speechparse.archive.shards import Shards
from speechparse.archive.worker import Failure
from speechparse.errors import ConfigurationError, ReadingError


class Output:
    """The output of one archive; use it in a `with` statement, which locks it against other runs.

    Raises:
        ConfigurationError: Another run writes there, or it holds another format.
    """

    def __init__(self, folder: Path, shards: Shards, settings: Settings) -> None:
        self._shards = shards
        self._settings = settings
        (folder / "manifest").mkdir(parents=True, exist_ok=True)
        self._lock = _locked(folder / "manifest" / "lock")
        self.manifest = Manifest(folder / "manifest")
        formats = {part.settings.to for part in self.manifest.parts.values()} - {settings.to}
        if formats:
            self._lock.close()
            raise ConfigurationError(
                f"{folder} holds {', '.join(formats)}; use another folder for {settings.to}"
            )
        shards.clean(self.manifest.parts)

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Lets other runs in."""
        self._lock.close()

    def settle(self, inputs: Sequence[Input], *, prune: bool) -> tuple[set[str], int]:
        """Takes out documents whose file or settings changed, and of two that an interruption left one.

        Args:
            inputs: The files of the run.
            prune: Whether documents of other files are taken out, too.

        Returns:
            The names of the inputs that are there and up to date, and how many documents were taken out.
        """
        present = {source.name: source for source in inputs}
        kept: dict[int, set[str]] = {}
        seen: set[str] = set()
        gone: set[str] = set()
        for number, part in sorted(self.manifest.parts.items(), reverse=True):
            fresh = [record for record in part.records if record.id not in seen]
            seen.update(record.id for record in fresh)
            kept[number] = {
                record.id
                for record in fresh
                if (not prune if record.id not in present else self._valid(part, record, present[record.id]))
            }
            gone.update(record.id for record in fresh if record.id not in kept[number])
        for number in sorted(kept):
            if len(kept[number]) < len(self.manifest.parts[number].records):
                self._divide(number, kept[number], gone)
        return {name for names in kept.values() for name in names if name in present}, len(gone)

    def quarantined(self, inputs: Iterable[Input]) -> set[str]:
        """The names of inputs that ended their worker in an earlier run and have not changed since."""
        failures = self.manifest.failures
        return {
            source.name
            for source in inputs
            if (record := failures.get(source.name)) is not None
            and record.kind in ("crash", "timeout")
            and (record.stamp, record.settings) == (source.stamp, self._settings)
        }

    def add(self, records: list[Record], signatures: bytes, encoded: Sequence[object]) -> None:
        """Adds a part."""
        number = self.manifest.next_number()
        self._shards.write(number, encoded)
        self.manifest.add(Part(number=number, settings=self._settings, records=records), signatures)

    def set_failures(self, kept: Iterable[str], failures: Iterable[Failure], *, table: bool) -> None:
        """Says which files have no result: those `kept` from earlier runs, and new ones."""
        old = self.manifest.failures
        records = [old[name] for name in kept if name in old]
        records += [
            FailureRecord(
                id=failure.input.name,
                stamp=failure.input.stamp,
                kind=failure.kind,
                reason=failure.reason,
                settings=self._settings,
            )
            for failure in failures
        ]
        self.manifest.set_failures(sorted(records, key=lambda record: record.id))
        if table:
            columns = {
                name: [getattr(record, name) for record in self.manifest.failures.values()]
                for name in ("id", "kind", "reason")
            }
            self._shards.write_table("failures", columns)

    def find_duplicates(self) -> int:
        """Builds the table of duplicates anew, from the signatures of all documents; returns its length."""
        rows = sorted(
            (record.id, record.sha256, signatures[record.id])
            for number, part in self.manifest.parts.items()
            for signatures in (self.manifest.signatures(number),)
            for record in part.records
        )
        names, hashes = [row[0] for row in rows], [row[1] for row in rows]
        found = find_duplicates(names, hashes, b"".join(row[2] for row in rows))
        fields = ("document", "same_as", "similarity", "exact")
        self._shards.write_table("duplicates", {key: [getattr(row, key) for row in found] for key in fields})
        return len(found)

    def _valid(self, part: Part, record: Record, source: Input) -> bool:
        """Whether a document is what parsing its file now would give; times may change where bytes do not."""
        if part.settings != self._settings:
            return False
        if record.stamp == source.stamp:
            return True
        try:
            return hashlib.sha256(source.read()).hexdigest() == record.sha256
        except ReadingError:
            return False

    def _divide(self, number: int, kept: set[str], gone: set[str]) -> None:
        """Puts a part without some of its documents in its place."""
        part = self.manifest.parts[number]
        if kept:
            signatures = self.manifest.signatures(number)
            records = [record for record in part.records if record.id in kept]
            new = self.manifest.next_number()
            self._shards.copy(number, new, kept)
            self.manifest.add(
                Part(number=new, settings=part.settings, records=records),
                b"".join(signatures[record.id] for record in records),
            )
        self.manifest.remove(number)
        self._shards.remove(number, [record.id for record in part.records if record.id in gone])


def _locked(path: Path) -> BinaryIO:
    """The lock file, held until it is closed or the process ends, however it ends."""
    file = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        file.close()
        raise ConfigurationError(f"{path.parent.parent}: another run is writing there") from error
    except OSError:  # a file system without locks, where one has to see to it oneself
        pass
    return file
