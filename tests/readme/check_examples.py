#!/usr/bin/env python3
"""Runs the examples of README.md and holds their output to what it shows.

An example is a block of code whose lines start with `$ `: a command, continued after `\\`, and below
it what it prints. `$ cat FILE` shows a file that is there, or else makes it for the commands after
it. A line `…` stands for any lines. A block after `<!-- not run: why -->` is not run.

usage: check_examples.py SOURCE_DIR IAMSIM
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

NOT_RUN = re.compile(r"<!-- not run: .+ -->\s*$")


def blocks(text):
    """(line number, lines) of each block of code that has commands and is to be run."""
    found, block, start, before = [], None, 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            if block is None:
                block, start = [], number + 1
            else:
                if any(l.startswith("$ ") for l in block) and not NOT_RUN.match(before):
                    found.append((start, block))
                block = None
        elif block is not None:
            block.append(line)
        elif line.strip():
            before = line
    return found


def examples(lines):
    """(offset, command, output) of each command of a block."""
    found, i = [], 0
    while i < len(lines):
        at, command = i, lines[i][2:]
        while command.endswith("\\"):
            i += 1
            command = command[:-1] + lines[i]
        i += 1
        first = i
        while i < len(lines) and not lines[i].startswith("$ "):
            i += 1
        found.append((at, command, [line.rstrip() for line in lines[first:i]]))
    return found


def matches(want, got):
    """Whether `got` is `want`, in which a line `…` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in want)
    return re.fullmatch(pattern, "".join(line + "\n" for line in got)) is not None


def without_blank_ends(lines):
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def check(folder, place, command, want, environment):
    """The complaint about one example, or None."""
    words = command.split()
    if words[0] == "cat" and not (folder / words[1]).exists():
        (folder / words[1]).write_text("\n".join(without_blank_ends(want)) + "\n")
        return None
    if "svg" in words and shutil.which("dot") is None:  # Graphviz draws it
        return None
    run = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True,
                         stdin=subprocess.DEVNULL, capture_output=True)
    got = without_blank_ends([line.rstrip() for line in run.stdout.splitlines()])
    if words[0] == "iamsim" and run.returncode == 2:
        return f"{place}: could not be answered: {run.stderr.strip()}"
    if matches(without_blank_ends(want), got):
        return None
    return "\n".join([f"{place}: `{command}` prints", *(f"  {line}" for line in got)])


def main():
    source, program = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for data in ("scenarios", "tests/cli/data"):
            shutil.copytree(source / data, folder / data)
        environment = {"PATH": f"{program.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
        complaints, count = [], 0
        for start, lines in blocks((source / "README.md").read_text()):
            for offset, command, want in examples(lines):
                count += 1
                complaint = check(folder, f"README.md:{start + offset}", command, want, environment)
                complaints += [complaint] if complaint else []
    for complaint in complaints:
        print(complaint)
    if count == 0:
        complaints.append("README.md: expected examples, found none")
    print(f"{count} examples, {len(complaints)} wrong")
    sys.exit(1 if complaints else 0)


main()
