"""What commands print: on any encoding, to a closed output, a broken pipe; never an escape code."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.ensemble import simulate

ESCAPE = "\x1b]0;owned\x07"


def said(words, **options):
    """Return what ``python -m multipolar`` says, and how it ends."""
    command = [sys.executable, "-m", "multipolar", *words]
    return subprocess.run(command, capture_output=True, **options)


def of_shell(line):
    """Return how a line of shell ends, with ``multipolar`` for the command."""
    line = line.replace("multipolar", f"'{sys.executable}' -m multipolar")
    return subprocess.run(["bash", "-c", line], capture_output=True)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_encoding_of_the_output_will_do(encoding):
    done = said(["claims", "C27"], env=os.environ | {"PYTHONIOENCODING": encoding})
    assert done.returncode == 0, done.stderr
    assert ("\N{LEFT DOUBLE QUOTATION MARK}" in done.stdout.decode(encoding)) == (
        encoding != "ascii"
    )


@pytest.mark.parametrize("line", ["multipolar states >&-", "multipolar states >&- 2>&-"])
def test_a_closed_output_is_nothing_to_complain_of(line):
    done = of_shell(line)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_has_gone_does_not_stop_a_command():
    done = of_shell("set -o pipefail; multipolar rules | true")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")
def test_an_output_that_cannot_be_written_is_told():
    done = of_shell("multipolar states >/dev/full")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Error: the output cannot be written (")


@pytest.mark.parametrize(
    "words",
    [
        ["scenarios", "check", f"folder{ESCAPE}/x.toml"],
        ["run", f"base{ESCAPE}line"],
        ["show", f"results{ESCAPE}"],
        ["claims", f"C{ESCAPE}27"],
        ["figure", f"results{ESCAPE}", f"fan{ESCAPE}"],
        [f"command{ESCAPE}"],
    ],
)
def test_no_escape_code_of_a_name_reaches_the_terminal(words):
    done = CliRunner().invoke(main, words)
    assert done.exit_code != 0
    assert not {"\x1b", "\x07"} & set(done.output)
    assert "owned" in done.output.lower()


def test_no_escape_code_of_a_folder_reaches_the_terminal_in_what_is_printed(make_spec, tmp_path):
    folder = tmp_path / f"results{ESCAPE.replace('/', '')}"
    simulate(make_spec(months=2), runs=2, record=(), out=folder)
    done = CliRunner().invoke(main, ["show", str(folder)])
    assert done.exit_code == 0, done.output
    assert "\x1b" not in done.output
    assert "owned" in done.output
