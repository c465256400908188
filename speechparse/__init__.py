"""Chinese official speeches as typed, lossless, linked document trees."""

from speechparse.pipeline import parse, parse_file
