"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from speech import build_speech
from speechparse.model import Document

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def speech() -> Document:
    """The hand-built speech."""
    return build_speech()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the development gold, which a checkout need not have."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold" / "score.py").is_file():
        pytest.skip("the development gold (../shared/gold) is not there")
    return folder
