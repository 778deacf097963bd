"""The rooms of the package: who may import whom, and what stays light."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import multipolar

PACKAGE = Path(multipolar.__file__).parent
ROOT = Path(__file__).parents[1]
FILES = sorted(PACKAGE.rglob("*.py"))

FLOOR = {"arguments", "arrays", "caveat", "files", "lazy", "quantiles", "readonly", "sources"}
BASE = {*FLOOR, "axes", "months", "luck"}
MAY_IMPORT = {
    "": {"lazy"},
    "lazy": set(),
    "arguments": set(),
    "arrays": set(),
    "caveat": set(),
    "quantiles": {"arguments", "arrays"},
    "readonly": set(),
    "sources": set(),
    "files": set(),
    "axes": set(),
    "months": {"arguments"},
    "luck": set(),
    "sums": {"arrays"},
    "world": {*FLOOR, "axes", "months", "sums"},
    "trade": {*FLOOR, "axes", "world"},
    "rules": {*FLOOR, "axes", "months", "luck", "sums", "world", "trade"},
    "scenario": {*FLOOR, "", "axes", "months", "world"},
    "measures": {*FLOOR, "axes", "months", "sums", "world"},
    "agents": {*FLOOR, "axes", "luck", "world", "rules"},
    "checks": {*FLOOR, "axes", "luck", "world", "rules", "agents", "measures"},
    "definition": {*FLOOR, "world", "rules", "agents", "measures", "checks"},
    "loading": {*FLOOR, "", "world", "rules", "agents", "scenario", "measures", "definition"},
}
MAY_IMPORT["model"] = {*BASE, *MAY_IMPORT["loading"], "trade", "loading"}
MAY_IMPORT["ensemble"] = {*MAY_IMPORT["model"], "model"}
MAY_IMPORT["foresight"] = {*MAY_IMPORT["ensemble"], "ensemble"}
MAY_IMPORT["study"] = {*MAY_IMPORT["foresight"], "foresight", "trade"}
MAY_IMPORT["record"] = {*MAY_IMPORT["study"], "study"}
MAY_IMPORT["calibration"] = {*MAY_IMPORT["record"], "record"}
MAY_IMPORT["backtest"] = {*MAY_IMPORT["calibration"], "calibration"}
MAY_IMPORT["figures"] = {*MAY_IMPORT["backtest"], "backtest"}
MAY_IMPORT["report"] = {*MAY_IMPORT["figures"], "figures"}
MAY_IMPORT["seminar"] = {*MAY_IMPORT["report"], "report"}
MAY_IMPORT["describe"] = {*MAY_IMPORT["seminar"], "seminar"}
MAY_IMPORT["__main__"] = {"cli"}
MAY_IMPORT["app"] = MAY_IMPORT["cli"] = {*MAY_IMPORT["describe"], "describe"}

THIRD_PARTY = {
    "arrays": {"numpy"},
    "caveat": set(),
    "quantiles": {"numpy"},
    "": set(),
    "lazy": set(),
    "readonly": set(),
    "sources": set(),
    "arguments": set(),
    "files": set(),
    "axes": set(),
    "months": set(),
    "luck": {"numpy", "scipy"},
    "sums": {"numpy"},
    "world": {"numpy"},
    "trade": {"numpy", "scipy", "threadpoolctl"},
    "rules": {"numpy"},
    "scenario": {"pydantic"},
    "measures": {"numpy", "scipy"},
    "agents": {"numpy", "mesa", "pandas"},
    "checks": set(),
    "definition": {"cloudpickle"},
    "loading": {"numpy"},
    "model": {"numpy", "mesa"},
    "ensemble": {"numpy", "scipy", "xarray", "zarr", "pandas", "pydantic"},
    "foresight": {"numpy"},
    "study": {"numpy", "scipy", "xarray", "pandas"},
    "record": {"numpy", "scipy", "xarray", "pandas"},
    "calibration": {"numpy", "scipy", "pandas"},
    "backtest": {"numpy"},
    "figures": {"numpy", "matplotlib", "xarray", "pandas"},
    "report": {"numpy", "matplotlib"},
    "seminar": {"numpy", "pydantic", "markdown_it", "starlette", "uvicorn", "segno"},
    "describe": set(),
    "app": {"numpy", "mesa", "matplotlib", "solara"},
    "cli": {"click", "rich", "tqdm"},
    "__main__": set(),
}

EXTRAS = {
    "ensemble": {"distributed", "pyarrow"},
    "calibration": {"SALib"},
    "study": {"SALib", "optuna", "sklearn"},
}


def room(name):
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def module_of(file):
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(file):
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def imported(file, at_once=False):
    """Return the modules that a file imports when it runs: not those for type checkers alone.

    ``at_once`` leaves out what functions import when they are called.
    """
    found = set()
    waiting = [tree_of(file)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
            continue
        if at_once and isinstance(node, ast.FunctionDef):
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide the room they come from"
            found |= _names(node)
        waiting += ast.iter_child_nodes(node)
    return found


def _names(node):
    """Return what ``from x import y`` imports: y where it is a room of the package, else x."""
    if node.module == "multipolar":
        rooms = {alias.name for alias in node.names if alias.name in MAY_IMPORT}
        return {f"multipolar.{name}" for name in rooms} or {"multipolar"}
    return {node.module}


def test_imports_point_one_way():
    for file in FILES:
        here = room(module_of(file))
        rooms = {room(name) for name in imported(file) if name.split(".")[0] == "multipolar"}
        assert rooms <= {here} | MAY_IMPORT[here], file


def libraries(file, at_once=False):
    """Return the libraries that a file imports, the standard one apart."""
    tops = {name.split(".")[0] for name in imported(file, at_once)}
    return tops - set(sys.stdlib_module_names) - {"multipolar", "__future__"}


def test_each_room_keeps_to_its_libraries():
    for file in FILES:
        here = room(module_of(file))
        assert libraries(file) <= THIRD_PARTY[here] | EXTRAS.get(here, set()), file


def test_an_optional_library_is_imported_only_where_it_is_used():
    optional = set().union(*EXTRAS.values())
    assert not [file for file in FILES if libraries(file, at_once=True) & optional]


def test_rules_read_the_tables_of_the_world_and_nothing_else_of_it():
    for file in (PACKAGE / "rules").glob("*.py"):
        of_world = {name for name in imported(file) if room(name) == "world"}
        assert of_world <= {"multipolar.world.tables", "multipolar.world.codes"}, file.name


def test_every_room_has_its_place_in_the_order():
    assert {room(module_of(file)) for file in FILES} <= set(MAY_IMPORT)


def test_no_room_can_reach_itself_through_another():
    for here, others in MAY_IMPORT.items():
        assert all(here not in MAY_IMPORT[there] for there in others), here


def test_every_public_name_can_be_had_and_no_other():
    for name in multipolar.__all__:
        assert getattr(multipolar, name) is not None
    assert set(multipolar.__all__) <= set(dir(multipolar))
    with pytest.raises(AttributeError, match="no_such_name"):
        multipolar.no_such_name  # noqa: B018


HEAVY = {
    *("mesa", "pandas", "xarray", "matplotlib", "zarr", "networkx", "scipy", "distributed"),
    *("tqdm", "PIL", "rich", "numpy", "pydantic", "click"),
}


def loaded_by(code):
    """Return the heavy libraries that a process has loaded after some code."""
    show = f"import sys\n{code}\nprint(*sorted({{n.split('.')[0] for n in sys.modules}}))"
    ran = subprocess.run(
        [sys.executable, "-c", show], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(ran.stdout.splitlines()[-1].split()) & HEAVY


def after(*words):
    """Return code that runs a command as the command line does."""
    return f"from multipolar.cli import main\nmain({list(words)}, standalone_mode=False)"


def test_importing_the_package_loads_nothing_heavy():
    assert not loaded_by("import multipolar")


def test_a_public_name_is_the_same_whatever_module_was_imported_before():
    """A module that is called as a public name of its package does not take its place."""
    code = """
from multipolar.ensemble import prepare, simulate
import multipolar.ensemble.simulate
from multipolar.ensemble import simulate as again
import multipolar.figures.fan, multipolar.figures
print(callable(again), again is simulate, callable(multipolar.figures.fan))
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "True True True\n"


def test_help_needs_nothing_but_the_command_line_itself():
    assert loaded_by(after("--help")) == {"click"}


COMPUTES = {"click", "numpy", "pydantic", "mesa", "pandas", "networkx", "scipy", "zarr", "tqdm"}
"""What a block needs; Mesa brings pandas, networkx and scipy."""


def test_a_worker_loads_what_a_block_needs():
    worker = "from multipolar.ensemble.executors import be_a_worker\nbe_a_worker()"
    assert loaded_by(worker) <= COMPUTES - {"click"}


def test_a_run_without_a_picture_loads_no_library_that_draws(tmp_path):
    words = ("run", "--runs", "2", "--no-picture", "--out", str(tmp_path / "r"))
    assert loaded_by(after(*words)) <= {*COMPUTES, "rich", "xarray"}


def test_whoever_hands_out_tasks_loads_no_model():
    code = """
from multipolar.ensemble.blocks import Task
from multipolar.ensemble.executors import processes
"""
    assert loaded_by(code) <= {"numpy", "pydantic"}


TABLES = {"click", "numpy", "rich"}


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (("states",), TABLES),
        (("scenarios",), {*TABLES, "pydantic"}),
        (("scenarios", "check", "scenarios/baseline.toml"), {*TABLES, "pydantic"}),
        (("claims",), {*TABLES, "pydantic"}),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_a_command_that_reads_tables_loads_no_more_than_they_need(words, needed):
    assert loaded_by(after(*words)) <= needed


def import_graph():
    """Return what each module imports of the package, for type checkers and in functions too.

    The tables of public names that are loaded on first use, in ``__init__`` and for type checkers
    alone, are no imports.
    """
    modules = {module_of(file): file for file in FILES}
    return {name: reached_by(file, modules) - {name} for name, file in modules.items()}


def reached_by(file, modules):
    tree = tree_of(file)
    lazy = set()
    if file.name == "__init__.py":
        blocks = [node for node in tree.body if isinstance(node, ast.If)]
        lazy = {inner for block in blocks for inner in ast.walk(block)}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and node not in lazy:
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node not in lazy:
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in modules else node.module for name in whole}
    return found & set(modules)


def test_no_module_reaches_itself_through_its_imports():
    try:
        TopologicalSorter(import_graph()).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_no_two_classes_share_a_name():
    homes = defaultdict(list)
    for file in FILES:
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.ClassDef):
                homes[node.name].append(module_of(file))
    assert not {name: where for name, where in homes.items() if len(where) > 1}


LONGEST = 400
"""Lines of the longest module that a reader still takes for one idea."""


def test_no_module_is_too_long():
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {file: count for file, count in lines.items() if count > LONGEST} == {}


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("= NDArray[np.float64]\n", "arrays.py"),
        ("(0.05, 0.5, 0.95)", "quantiles.py"),
        ("probability of war", "caveat.py"),
        ("MONTHS_PER_YEAR = ", "months.py"),
        ('CUT = "20', "months.py"),
    ],
)
def test_what_all_rooms_share_stands_once(text, home):
    assigned = re.compile(rf"(?<!\w){re.escape(text)}")
    files = [file for file in FILES if assigned.search(file.read_text(encoding="utf-8"))]
    assert [str(file.relative_to(PACKAGE)) for file in files] == [home]


def test_options_of_public_functions_are_given_by_name():
    """A function takes at most eight arguments by their place, and of its options at most three."""
    found = []
    for room in sorted({*MAY_IMPORT} - {"__main__", "app"}):
        module = importlib.import_module("multipolar" + (f".{room}" if room else ""))
        for name in getattr(module, "__all__", ()):
            if not inspect.isfunction(function := getattr(module, name)):
                continue
            parameters = inspect.signature(function).parameters.values()
            placed = [p for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
            options = [p for p in placed if p.default is not p.empty]
            if len(placed) > 8 or len(options) > 3:
                found.append(f"{module.__name__}.{name}")
    assert not found
