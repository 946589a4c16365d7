#!/usr/bin/env python3
"""Holds schema/*.schema.json to the files of the repository.

Every scenario and bundle file must validate against its schema and name it by `$schema`, and every
document of broken.json must not validate.

usage: check_schemas.py SOURCE_DIR
"""
import pathlib
import sys
import warnings

warnings.simplefilter("ignore", DeprecationWarning)
import jsonschema  # noqa: E402

import json_with_comments  # noqa: E402

BUNDLE_MEMBERS = {"organization", "accounts", "resources", "vpcEndpoints"}
BASE = "https://schema.invalid/"
FOLDERS = ["scenarios", "tests/cli/data"]


def make_validators(folder):
    schemas = {name: json_with_comments.load(folder / f"{name}.schema.json")
               for name in ("scenario", "snapshot")}
    # The schemas refer to each other by relative names, which need something to be relative to.
    # Versions of jsonschema differ in what a relative `$id` does to that.
    store = {BASE + schema.pop("$id"): schema for schema in schemas.values()}
    validators = {}
    for name, schema in schemas.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        resolver = jsonschema.RefResolver(f"{BASE}{name}.schema.json", schema, store=store)
        validators[name] = jsonschema.Draft202012Validator(schema, resolver=resolver)
    return validators


def kind_of(document):
    """The schema that `document` should meet, or None when it is something else."""
    if not isinstance(document, dict):
        return None
    if "tests" in document:
        return "scenario"
    return "snapshot" if BUNDLE_MEMBERS & document.keys() else None


def first_error(validator, document):
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    if error is None:
        return None
    return "/" + "/".join(str(part) for part in error.absolute_path) + ": " + error.message[:200]


def check_file(path, validators, schema_folder):
    document = json_with_comments.load(path)
    kind = kind_of(document)
    if kind is None:
        return None, []
    problems = []
    error = first_error(validators[kind], document)
    if error is not None:
        problems.append(f"{path}: {error}")
    named = document.get("$schema", "")
    if (path.parent / named).resolve() != schema_folder / f"{kind}.schema.json":
        problems.append(f"{path}: `$schema` names `{named}`, not the {kind} schema")
    return kind, problems


def main():
    source = pathlib.Path(sys.argv[1]).resolve()
    validators = make_validators(source / "schema")
    problems = []
    counts = {"scenario": 0, "snapshot": 0}
    for folder in FOLDERS:
        for path in sorted((source / folder).rglob("*.json")):
            try:
                kind, found = check_file(path, validators, source / "schema")
            except ValueError as error:
                kind, found = None, [f"{path}: {error}"]
            problems += found
            if kind is not None:
                counts[kind] += 1
    broken = json_with_comments.load(source / "tests/schema/broken.json")
    for case in broken:
        if first_error(validators[case["schema"]], case["document"]) is None:
            problems.append(f"broken.json: `{case['why']}` validates")
    if min(counts.values()) < 10 or len(broken) < 10:
        problems.append(f"too few files: {counts}, {len(broken)} broken documents")
    for problem in problems:
        print(problem)
    print(f"{counts['scenario']} scenarios, {counts['snapshot']} bundles, "
          f"{len(broken)} broken documents, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
