"""Files of every format to text: `read_file` and `read_bytes`."""

from speechparse.reading.content import Content, Location, ReadText
from speechparse.reading.files import read_bytes, read_file

__all__ = ["Content", "Location", "ReadText", "read_bytes", "read_file"]
