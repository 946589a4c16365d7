"""The workflow for GitHub Actions: well formed, its scripts are valid, and its own step runs.

usage: workflow_test.py SOURCE IAMSIM
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import yaml

source, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
workflow = yaml.safe_load((source / "tools/ci/github-actions.yml").read_text())
# YAML 1.1 reads the key `on` as true.
triggers = workflow.get("on", workflow.get(True))
assert triggers["pull_request"]["paths"] == ["org/**", "tests.json"], triggers
job = workflow["jobs"]["check"]
assert job["runs-on"] and job["container"] == "debian:12"

scripts = {}
for step in job["steps"]:
    assert ("uses" in step) != ("run" in step), step
    assert step["name"], step
    if "run" in step:
        subprocess.run(["bash", "-n"], input=step["run"], text=True, check=True)
        scripts[step["name"]] = step["run"]
assert workflow["permissions"]["security-events"] == "write"

# The steps that are ours, as the runner would find them.
example = source / "scenarios/scp-regression"
with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    for name in ("base", "head"):
        shutil.copytree(example, scratch / name)
    shutil.copy(example / "changes/forgets-the-exception.json",
                scratch / "head/org/scp/s3-vpc-perimeter.json")
    (scratch / "iamsim/build/release/bin").mkdir(parents=True)
    (scratch / "iamsim/build/release/bin/iamsim").symlink_to(program)
    (scratch / "iamsim/tools").symlink_to(source / "tools")
    environment = dict(os.environ, GITHUB_STEP_SUMMARY=str(scratch / "summary"))
    compared = subprocess.run(["bash", "-e", "-c", scripts["Compare"]], cwd=scratch,
                              env=environment, capture_output=True, text=True)
    assert compared.returncode == 1, (compared.returncode, compared.stderr)
    subprocess.run(["bash", "-e", "-c", scripts["Show the summary"]], cwd=scratch,
                   env=environment, check=True)
    summary = (scratch / "summary").read_text()
    assert "5 passed, 1 failed" in summary and "1 newly denied" in summary, summary
    assert (scratch / "report/diff.sarif").exists()
