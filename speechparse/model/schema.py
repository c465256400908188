"""The version of the data model.

Optional additions raise the minor version, everything else the major; a test compares the JSON
Schema made from the types with the committed one and fails where it changed and the version did not.
"""

SCHEMA = "speechparse/1.0"
