"""Sentences are short wherever a person reads: pages, help, messages, notebooks, lessons."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

from multipolar.cli import main
from proofs.page_commands import BLOCK, WRITTEN

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "model" / "multipolar"
MEAN, MOST = 18, 40
"""Words of a sentence: on average, and at most."""


def sentences(text):
    """Return the sentences of a text as lists of words: no block, table, title or address."""
    text = BLOCK.sub("\n\n", text)
    text = re.sub(r"^(\||#|>).*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    parts = re.split(r"\n\s*\n|\n\s*(?:\*|\d\.)\s", text)
    return [
        words
        for part in parts
        for sentence in re.split(r"(?<=[.?!:])\s+", part)
        if len(words := re.findall(r"[\w'`-]+", sentence)) > 1
    ]


def helps(command=main, name="multipolar"):
    """Yield what the help of each command says."""
    yield name, command.help or ""
    yield from ((name, getattr(option, "help", None) or "") for option in command.params)
    for one in getattr(command, "commands", {}).values():
        yield from helps(one, f"{name} {one.name}")


def texts():
    """Yield every text of the package that is no docstring: messages, titles, captions."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in literals(ast.parse(file.read_text(encoding="utf-8"))):
            yield f"{file.relative_to(PACKAGE)}:{node.lineno}", text_of(node)


def literals(node):
    """Yield the literals below a node; a docstring is a statement of its own."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        yield node
    elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        for child in ast.iter_child_nodes(node):
            yield from literals(child)


def text_of(node):
    """Return the text of a literal; a value that is filled in counts as one word."""
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "it" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def notebooks():
    """Yield the words of each notebook."""
    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield file.name, "".join(cell["source"])


def tables(folder):
    """Yield every text of the files of a folder."""
    for file in sorted(folder.glob("*.toml")):
        waiting = [tomllib.loads(file.read_text(encoding="utf-8"))]
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                yield file.name, item
            elif isinstance(item, dict | list):
                waiting += item.values() if isinstance(item, dict) else item


READ = {
    "pages": WRITTEN.items,
    "help": helps,
    "messages": texts,
    "notebooks": notebooks,
    "lessons": lambda: tables(PACKAGE / "seminar" / "lessons"),
    "scenarios": lambda: tables(ROOT / "scenarios"),
}


@pytest.mark.parametrize("kind", READ)
def test_sentences_are_short(kind):
    found = [(where, words) for where, text in READ[kind]() for words in sentences(text)]
    assert len(found) > 100
    assert sum(len(words) for _, words in found) / len(found) <= MEAN
    assert [(where, " ".join(words)) for where, words in found if len(words) > MOST] == []


@pytest.mark.parametrize(
    ("source", "texts_there"),
    [
        ('"""A docstring."""\nx = f"{1} is small"', ["it is small"]),
        ('def f():\n    "A docstring."\n    raise ValueError("no " "name")', ["no name"]),
    ],
)
def test_messages_are_read_and_docstrings_are_not(source, texts_there):
    assert [text_of(node) for node in literals(ast.parse(source)) if text_of(node)] == texts_there
