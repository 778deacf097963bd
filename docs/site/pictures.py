"""Pictures that are drawn at each build: of commands, and of graphs written as mermaid.

A fence ``{picture} FILE`` holds commands; the page shows them and the file that they write. All
fences that a process reads share one folder, so that one may draw what another has run, and a
command that stands in several runs once. A fence ``mermaid`` holds arrows, ``a --> b``, which
matplotlib draws.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import copyfile
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

DRAWN = "build/pictures"
"""Where pictures are put, in the checkout; not committed."""

RUNS = "build/runs"
"""Where the commands run, a folder for each process."""


class Picture(SphinxDirective):
    """Run commands and show the picture that they write."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {"alt": directives.unchanged_required}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Return the commands as a block, and the picture where one is named."""
        commands = list(self.content)
        block = nodes.literal_block("\n".join(commands), "\n".join(commands), language="sh")
        if os.environ.get("MULTIPOLAR_DRAFT"):
            return [block]
        with _at(Path(self.env.srcdir) / RUNS / str(os.getpid())) as folder:
            for command in commands:
                run_command(command)
            if not self.arguments:
                return [block]
            drawn = folder / self.arguments[0]
            return [block, self._image(drawn)]

    def _image(self, drawn: Path) -> nodes.image:
        name = drawn.name
        kept = Path(self.env.srcdir) / DRAWN / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        copyfile(drawn, kept)
        return nodes.image(uri=f"/{DRAWN}/{name}", alt=self.options["alt"])


@cache
def run_command(line: str) -> None:
    """Run a line that begins with ``multipolar``, in this process, once."""
    from click.testing import CliRunner

    from multipolar.cli import main

    program, *words = shlex.split(line)
    if program != "multipolar":
        raise ValueError(f"{line!r} does not begin with multipolar")
    result = CliRunner().invoke(main, words)
    if result.exit_code:
        raise RuntimeError(f"{line}\n{result.output}")


@contextmanager
def _at(folder: Path) -> Iterator[Path]:
    """Work in a folder for a while."""
    folder.mkdir(parents=True, exist_ok=True)
    home = Path.cwd()
    os.chdir(folder)
    try:
        yield folder
    finally:
        os.chdir(home)


class Mermaid(SphinxDirective):
    """Draw a graph of arrows."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the picture, and the arrows in words as its alternative."""
        arrows = re.findall(r"(\w+) --> (\w+)", "\n".join(self.content))
        name = f"{self.env.docname.replace('/', '-')}-{self.lineno}.svg"
        file = Path(self.env.srcdir) / DRAWN / name
        file.parent.mkdir(parents=True, exist_ok=True)
        draw_arrows(arrows, file)
        said = "; ".join(f"{a} points to {b}" for a, b in arrows)
        return [nodes.image(uri=f"/{DRAWN}/{name}", alt=said)]


def draw_arrows(arrows: list[tuple[str, str]], file: Path) -> None:
    """Draw a graph without circles, a row for each distance from its beginnings."""
    import networkx as nx
    from matplotlib.figure import Figure

    graph = nx.DiGraph(arrows)
    rows = list(nx.topological_generations(graph))
    place = {
        name: ((column + 0.5) / len(row), -height)
        for height, row in enumerate(rows)
        for column, name in enumerate(sorted(row))
    }
    figure = Figure(figsize=(6, 0.55 * len(rows) + 0.3), layout="constrained")
    axes = figure.add_subplot()
    axes.set_axis_off()
    nx.draw_networkx(
        graph,
        place,
        ax=axes,
        node_color="none",
        font_size=9,
        edge_color="#666666",
        bbox={"boxstyle": "round", "facecolor": "#eef3f8", "edgecolor": "#3b6a94"},
    )
    figure.savefig(file, metadata={"Date": None})


def setup(app: Any) -> dict[str, bool]:
    """Tell Sphinx of the directives."""
    app.add_directive("picture", Picture)
    app.add_directive("mermaid", Mermaid)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
