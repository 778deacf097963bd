"""`multipolar notebooks` gives the notebooks to whoever has only the installed package."""

from pathlib import Path

from click.testing import CliRunner

import multipolar
from multipolar.cli import main

SHIPPED = sorted((Path(multipolar.__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb"))


def called(*words):
    return CliRunner().invoke(main, ["notebooks", *words])


def test_all_are_listed_with_their_titles():
    found = called()
    assert found.exit_code == 0
    assert all(file.name in found.output for file in SHIPPED)
    assert "A first look" in found.output


def test_all_are_copied_as_they_are_and_once_more_does_no_harm(tmp_path):
    for _ in range(2):
        assert called("--to", str(tmp_path / "mine")).exit_code == 0
    copied = sorted((tmp_path / "mine").iterdir())
    assert [file.read_bytes() for file in copied] == [file.read_bytes() for file in SHIPPED]
    assert [file.name for file in copied] == [file.name for file in SHIPPED]


def test_a_file_of_the_users_is_not_replaced_and_nothing_is_copied(tmp_path):
    own = tmp_path / SHIPPED[-1].name
    own.write_text("my work", encoding="utf-8")
    found = called("--to", str(tmp_path))
    assert found.exit_code == 2
    assert str(own) in found.output.replace("\n", "")
    assert [file.name for file in tmp_path.iterdir()] == [own.name]
    assert own.read_text(encoding="utf-8") == "my work"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "taken").touch()
    assert called("--to", str(tmp_path / "taken")).exit_code == 2
