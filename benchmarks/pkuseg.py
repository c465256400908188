"""The compact segmenter beside spacy_pkuseg: same words, speed, memory, time to load.

    python benchmarks/pkuseg.py FOLDER [--wheel FILE] [--every N]

FOLDER holds texts in UTF-8 (`**/*.txt`). Each segmenter runs in a process of its own, on the same model
and dictionary, one whole document at a time. Needs `spacy-pkuseg` and the installed model; the model
in its original form comes from the wheel, which pip fetches unless a file is given.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from speechparse.nlp.model_store import PKUSEG, download_wheel, model_path
from speechparse.nlp.pkuseg import PkusegSegmenter


class Run(NamedTuple):
    """What one segmenter did.

    Attributes:
        load: Seconds to load.
        cut: Seconds of one core to cut.
        megabytes: Most memory the process took, interpreter and texts included.
        digests: Hash of the words of each document.
    """

    load: float
    cut: float
    megabytes: float
    digests: list[bytes]


def measure(load: Callable[[Path], Callable[[str], list[str]]], model: Path, texts: list[str]) -> Run:
    """Load the segmenter and cut all texts with it."""
    began = time.perf_counter()
    cut = load(model)
    loaded = time.perf_counter()
    cut("热身。")
    spent, digests = 0.0, []
    for text in texts:
        before = time.process_time()
        words = cut(text)
        spent += time.process_time() - before
        digests.append(hashlib.sha256("\n".join(words).encode("utf-8")).digest())
    scale = 1e6 if sys.platform == "darwin" else 1e3  # bytes on macOS, kilobytes elsewhere
    return Run(loaded - began, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale, digests)


def load_compact(model: Path) -> Callable[[str], list[str]]:
    """This library's segmenter."""
    return PkusegSegmenter.read(model).cut


def load_original(model: Path) -> Callable[[str], list[str]]:
    """spacy_pkuseg with its default dictionary."""
    import spacy_pkuseg

    return spacy_pkuseg.pkuseg(str(model)).cut  # type: ignore[no-any-return]


def main() -> None:
    """Measure both and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wheel", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every N-th document")
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.txt"))[:: options.every]
    texts = [file.read_bytes().decode("utf-8") for file in files]
    characters = sum(map(len, texts))
    print(f"{len(texts)} documents, {characters:,} characters")
    with tempfile.TemporaryDirectory() as work:
        wheel = options.wheel or download_wheel(PKUSEG, Path(work))
        with zipfile.ZipFile(wheel) as archive:
            for member in (PKUSEG.features, PKUSEG.weights):
                archive.extract(member.name, work)
        context = multiprocessing.get_context("spawn")
        runs = {}
        for name, load, model in (
            ("spacy_pkuseg", load_original, Path(work) / Path(PKUSEG.features.name).parent),
            ("compact", load_compact, model_path()),
        ):
            with context.Pool(1) as pool:
                runs[name] = pool.apply(measure, (load, model, texts))
    for name, run in runs.items():
        print(
            f"{name:<13} {characters / run.cut / 1e3:8.0f} thousand characters a second, "
            f"{run.megabytes:5.0f} MB, loads in {run.load:.2f} s"
        )
    original, compact = runs["spacy_pkuseg"], runs["compact"]
    pairs = zip(files, original.digests, compact.digests, strict=True)
    differing = [file for file, a, b in pairs if a != b]
    print(
        f"{original.cut / compact.cut:.1f} times the speed; {len(differing)} documents differ in their words"
    )
    for file in differing:
        print(f"  {file}")


if __name__ == "__main__":
    main()
