"""Named entities: found, resolved, linked and normalised."""

from speechparse.entities.recognizer import Recognizer

__all__ = ["Recognizer"]
