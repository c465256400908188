"""What a run did, and what the output holds after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from speechparse.archive.manifest import FailureRecord, Manifest


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a run is.

    Attributes:
        files: How many files there are to parse.
        done: How many of them are parsed or have failed.
        failed: How many have failed.
        size: Bytes of all files to parse.
        size_done: Bytes of those that are done.
        seconds: Time since the first of them was handed out.
    """

    files: int
    done: int = 0
    failed: int = 0
    size: int
    size_done: int = 0
    seconds: float = 0


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a run.

    Attributes:
        inputs: How many files the run was about.
        parsed: How many were parsed in this run.
        unchanged: How many were there from earlier runs.
        removed: How many documents of earlier runs were taken out, because their file or how it is
            parsed changed, or because they were pruned.
        seconds: Time the run took.
        characters: Code points parsed in this run.
        failures: The files without a result.
        documents: Documents in the output.
        duplicates: How many of them stand there under another name, too.
        formats: Documents by the format of their file.
        diagnostics: How often each code was found, in all documents.
        skipped: Files left aside, by suffix.
    """

    inputs: int
    parsed: int
    unchanged: int
    removed: int
    seconds: float
    characters: int
    failures: list[FailureRecord]
    documents: int
    duplicates: int
    formats: dict[str, int]
    diagnostics: dict[str, int]
    skipped: dict[str, int]


def contents(manifest: Manifest) -> tuple[Counter[str], Counter[str]]:
    """Documents of the output by format, and their diagnostics by code."""
    formats: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for part in manifest.parts.values():
        for record in part.records:
            formats[record.format] += 1
            codes.update(record.codes)
    return formats, codes


def summary(report: Report) -> str:
    """The report in lines for people to read."""
    removed = f", {report.removed:,} old ones removed" if report.removed else ""
    rate = f", {report.parsed / report.seconds:,.0f} files/s" if report.parsed and report.seconds else ""
    lines = [
        f"{report.inputs:,} files: {report.parsed:,} parsed, {report.unchanged:,} unchanged, "
        f"{len(report.failures):,} failed",
        f"output: {report.documents:,} documents, {report.duplicates:,} near-duplicates{removed}",
        f"time: {report.seconds:.1f} s{rate}",
    ]
    for title, counts in (
        ("formats", report.formats),
        ("diagnostics", report.diagnostics),
        ("skipped", report.skipped),
    ):
        if counts:
            lines.append(f"{title}: {_listed(counts)}")
    lines += [f"{failure.kind}: {failure.reason}" for failure in report.failures]
    return "\n".join(lines) + "\n"


def _listed(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name or '(no suffix)'} {count:,}" for name, count in ordered)
