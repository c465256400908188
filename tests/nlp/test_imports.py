from __future__ import annotations

import subprocess
import sys

import pytest

import speechparse.nlp


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def test_pkuseg_and_models_need_no_spacy() -> None:
    code = (
        "import sys, speechparse.nlp as nlp; nlp.PkusegSegmenter, nlp.model_path, nlp.list_models();"
        "print([name for name in ('spacy', 'rjieba', 'spacy_pkuseg') if name in sys.modules])"
    )
    assert python(code) == "[]\n"


def test_without_spacy_the_remedy_is_told() -> None:
    code = "import sys; sys.modules['spacy'] = None; import speechparse.nlp; speechparse.nlp.load()"
    assert "speechparse.nlp.load needs spaCy: pip install 'speechparse[nlp]'" in python(code)


def test_public_names() -> None:
    assert all(callable(getattr(speechparse.nlp, name)) for name in speechparse.nlp.__all__)
    assert dir(speechparse.nlp) == sorted(speechparse.nlp.__all__)
    with pytest.raises(AttributeError, match="no attribute 'parse'"):
        speechparse.nlp.parse  # noqa: B018
