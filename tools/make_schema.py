"""Writes docs/schema/: the JSON Schema of the data model, and the fingerprint of each version.

    python tools/make_schema.py

Refuses when the schema demands something else than it did under the same version: then the version
in `speechparse/model/schema.py` has to change first, the minor for optional additions, else the major.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from speechparse.formats.json_schema import fingerprint, json_schema
from speechparse.model import SCHEMA

FOLDER = Path(__file__).parents[1] / "docs" / "schema"
VERSIONS = FOLDER / "versions.tsv"


def schema_path() -> Path:
    """The file of the current major version: `speechparse-1.json`."""
    name, _, version = SCHEMA.partition("/")
    return FOLDER / f"{name}-{version.partition('.')[0]}.json"


def recorded() -> dict[str, str]:
    """The fingerprints of the versions so far."""
    rows = VERSIONS.read_text("utf-8").splitlines() if VERSIONS.exists() else []
    return dict(row.split("\t") for row in rows if not row.startswith("#"))


def main() -> int:
    """Writes both files, or says why not."""
    schema, versions = json_schema(), recorded()
    mark = fingerprint(schema)
    if versions.setdefault(SCHEMA, mark) != mark:
        print(f"the schema has changed, but its version is still {SCHEMA}: raise it first", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    schema_path().write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", "utf-8")
    head = "# version of the data model, SHA-256 of what its JSON Schema demands (tools/make_schema.py)\n"
    VERSIONS.write_text(head + "".join(f"{name}\t{mark}\n" for name, mark in versions.items()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
