"""Which cells of a notebook draw a picture, read off their text."""

import ast
import re


def figure_functions(cells):
    """Return the names that a notebook takes from the package's figures."""
    text = "\n".join(cell.source for cell in cells)
    imports = re.findall(r"from multipolar\.figures import (.+)", text)
    return {name.split(" as ")[-1].strip() for line in imports for name in line.split(",")}


def draws(cell, functions):
    """Tell whether the value of a cell is a figure: its last statement calls one of them."""
    [*_, last] = ast.parse(cell.source).body
    names = {node.id for node in ast.walk(last) if isinstance(node, ast.Name)}
    return isinstance(last, ast.Expr) and bool(names & functions)
