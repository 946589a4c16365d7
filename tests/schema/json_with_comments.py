"""Reads JSON with `//` and `/* */` comments, as scenario and bundle files may have them."""
import json
import re

# A string, or a comment: only comments outside of strings are comments.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)


def load(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return json.loads(_TOKEN.sub(lambda m: m.group() if m.group()[0] == '"' else " ", text))
