"""The door to spaCy: a tokenizer, a component, conversion, and pkuseg's words without its weight.

    import speechparse.nlp
    nlp = speechparse.nlp.load()
    doc = nlp("一是加强领导；二是落实责任。")
    doc.spans["points"], doc.ents, doc._.speech

Each name below loads its module at first use: pkuseg and the models need no spaCy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speechparse.nlp.conversion import from_doc as from_doc
    from speechparse.nlp.conversion import render as render
    from speechparse.nlp.conversion import to_doc as to_doc
    from speechparse.nlp.conversion import write_docbin as write_docbin
    from speechparse.nlp.doc_data import register_extensions as register_extensions
    from speechparse.nlp.loading import load as load
    from speechparse.nlp.model_store import install_model as install_model
    from speechparse.nlp.model_store import list_models as list_models
    from speechparse.nlp.model_store import model_path as model_path
    from speechparse.nlp.model_store import remove_model as remove_model
    from speechparse.nlp.pkuseg import PkusegSegmenter as PkusegSegmenter

_MODULES = {
    "PkusegSegmenter": "pkuseg",
    "from_doc": "conversion",
    "install_model": "model_store",
    "list_models": "model_store",
    "load": "loading",
    "model_path": "model_store",
    "register_extensions": "doc_data",
    "remove_model": "model_store",
    "render": "conversion",
    "to_doc": "conversion",
    "write_docbin": "conversion",
}

__all__ = [
    "PkusegSegmenter",
    "from_doc",
    "install_model",
    "list_models",
    "load",
    "model_path",
    "register_extensions",
    "remove_model",
    "render",
    "to_doc",
    "write_docbin",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    except ModuleNotFoundError as error:
        if error.name != "spacy":
            raise
        raise ModuleNotFoundError(
            f"speechparse.nlp.{name} needs spaCy: pip install 'speechparse[nlp]'", name="spacy"
        ) from error


def __dir__() -> list[str]:
    return sorted(__all__)
