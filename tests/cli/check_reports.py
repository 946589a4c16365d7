#!/usr/bin/env python3
"""Reads what `iamsim test --format …` writes as those who consume it do.

JUnit is held to what the schemas of Jenkins, GitLab and pytest have in common; TAP to the grammar of
version 14; GitHub's workflow commands to the form that the runner parses; Markdown to a table whose
rows have the columns of its head.

usage: check_reports.py PROGRAM SOURCE_DIR
"""
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

PATHS = ["tests/cli/data/hostile", "tests/cli/data/failing"]
problems = []


def expect(condition, what):
    if not condition:
        problems.append(what)


def report(program, source, name):
    run = subprocess.run([program, "test", *PATHS, "--format", name, "--quiet"], cwd=source,
                         capture_output=True, check=False)
    expect(run.returncode == 1, f"{name}: exit status {run.returncode}")
    return run.stdout.decode("utf-8", errors="strict")


def check_junit(text, cases):
    suites = ElementTree.fromstring(text)  # raises on anything that XML 1.0 forbids
    expect(suites.tag == "testsuites", "junit: the root is not testsuites")
    counted = {"tests": 0, "failures": 0, "skipped": 0, "errors": 0}
    for suite in suites:
        expect(suite.tag == "testsuite", f"junit: {suite.tag} in testsuites")
        own = {"tests": 0, "failures": 0, "skipped": 0, "errors": 0}
        for case in suite:
            expect(case.tag == "testcase", f"junit: {case.tag} in a suite")
            expect({"name", "classname", "time"} <= case.attrib.keys(), "junit: a bare testcase")
            expect(case.attrib.keys() <= {"name", "classname", "time", "file", "line"},
                   "junit: an attribute that readers do not know")
            expect(len(case) <= 1, "junit: a case with several results")
            own["tests"] += 1
            for result in case:
                expect(result.tag in ("failure", "skipped"), f"junit: {result.tag} in a case")
                expect("message" in result.attrib, "junit: a result without a message")
                own["failures" if result.tag == "failure" else "skipped"] += 1
        for name, count in own.items():
            expect(suite.attrib.get(name) == str(count), f"junit: {name} of {suite.get('name')}")
            counted[name] += count
    for name, count in counted.items():
        expect(suites.attrib.get(name) == str(count), f"junit: {name} of all suites")
    names = [case.get("name") for case in suites.iter("testcase")]
    expect(len(names) == len(cases), "junit: not every case")
    expect(any("é 😀" in name for name in names), "junit: lost characters")


def check_tap(text, cases):
    lines = text.split("\n")
    expect(lines[0] == "TAP version 14", "tap: no version")
    expect(lines[1] == f"1..{len(cases)}", f"tap: plan {lines[1]}")
    point = re.compile(r"^(not )?ok (\d+) - ((?:\\.|[^\\#])*?)( # SKIP .+)?$")
    number, in_block = 0, False
    for line in lines[2:]:
        if in_block:
            in_block = line != "  ..."
            expect(line.startswith("  "), f"tap: {line!r} in a block")
        elif line == "  ---":
            in_block = True
        elif line and not line.startswith("#"):
            number += 1
            match = point.match(line)
            expect(match is not None and int(match[2]) == number, f"tap: {line!r}")
    expect(number == len(cases) and not in_block, "tap: not every case")


def check_github(text, cases):
    lines = text.rstrip("\n").split("\n")
    command = re.compile(r"^::(error|notice) ([^:]*)::(.*)$")
    for line in lines[:-1]:
        match = command.match(line)
        expect(match is not None, f"github: {line!r}")
        if match is None:
            continue
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        expect(properties.keys() == {"file", "line", "col", "title"}, f"github: {properties}")
    expect(len(lines) - 1 == sum(case["result"] != "passed" for case in cases),
           "github: not every failure")


def check_markdown(text, cases):
    rows = [line for line in text.split("\n") if line.startswith("|")]
    for row in rows:
        expect(row.count("|") == rows[0].count("|"), f"markdown: {row!r}")
    expect(len(rows) == 2 + sum(case["result"] != "passed" for case in cases),
           "markdown: not every failure")


def main():
    program, source = sys.argv[1:]
    cases = json.loads(report(program, source, "json"))["cases"]
    results = sorted(case["result"] for case in cases)
    expect(results == ["failed"] * 3 + ["passed"] * 2 + ["skipped"], f"json: {results}")
    check_junit(report(program, source, "junit"), cases)
    check_tap(report(program, source, "tap"), cases)
    check_github(report(program, source, "github"), cases)
    check_markdown(report(program, source, "markdown"), cases)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
