"""Validates scenario files against a JSON Schema: schema.py SCHEMA FILE..., one line for each file that fails."""

import datetime
import json
import sys
import tomllib

import jsonschema


def plain(value):
    """A TOML value as JSON has it: dates are texts."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for name in sys.argv[2:]:
    try:
        with open(name, "rb") as file:
            document = plain(tomllib.load(file))
    except tomllib.TOMLDecodeError:
        print(name, "is not TOML")
        continue
    for error in sorted(validator.iter_errors(document), key=lambda error: list(map(str, error.path))):
        print(name, ".".join(map(str, error.path)), error.message[:200])
