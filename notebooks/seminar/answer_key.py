"""Write answer_key.md and prediction_sheet.md from predictions.csv.

Run ``python notebooks/seminar/answer_key.py`` after a change of the model or of the questions.
"""

import csv
from math import floor, log10
from pathlib import Path

import numpy as np

from multipolar import load_scenario
from multipolar.measures import MEASURES
from multipolar.months import month_number
from multipolar.study.intervals import of_mean, over_runs
from multipolar.study.verify import first_change
from multipolar.study.windows import Window, take_windows

FOLDER = Path(__file__).parent
RUNS, SEED = 100, 1
COMMAND = "python notebooks/seminar/answer_key.py"

SHEET = """# Prediction sheet

Fill it in before anything is run; keep it. Each line asks for the mean change against the baseline
over so many months from the month of the lever on. *Smallest change that matters* is judged.

Tick one: up, down or no change that matters. Then say how sure you are, 50 to 100 %, and why.

| | question | months | measure | smallest change that matters | up | down | none | sure | because |
|---|---|---|---|---|---|---|---|---|---|
"""

KEY = f"""# Answer key

For the lecturer; hand out after the prediction sheet. Written by `{COMMAND}`.

Every number is a paired difference, scenario minus baseline: {RUNS} runs each side, seed {SEED};
run k of both meets the same luck and the same parameters. *Mean* comes with its 90 % interval;
*runs* is what holds the middle 90 % of the pairs. *Up* and *down* need the interval of the mean
beyond the smallest change that matters, *none* needs it within; otherwise the runs leave the
question open.

These are answers of the model, one author's view made explicit, and not of the world. It forecasts
no dates and gives no probability of war. Who predicted otherwise may have found what it leaves out.

| | scenario: measure | months | unit | mean [90 %] | runs [5 %, 95 %] | matters | answer | pairs |
|---|---|---|---|---|---|---|---|---|
"""


def questions() -> list[dict[str, str]]:
    """Return the rows of the table of questions."""
    with (FOLDER / "predictions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def differences() -> dict[str, np.ndarray]:
    """Return the paired differences of each question, by its id."""
    base = load_scenario("baseline")
    by_scenario = {}
    for question in questions():
        by_scenario.setdefault(question["scenario"], []).append(question)
    specs = {name: load_scenario(name) for name in by_scenario}
    first = {
        name: month_number(first_change(spec, base)) - month_number(base.start)
        for name, spec in specs.items()
    }
    windows = {
        name: tuple(
            Window(q["measure"], first[name], first[name] + int(q["months"])) for q in asked
        )
        for name, asked in by_scenario.items()
    }
    every = tuple(window for asked in windows.values() for window in asked)
    jobs = [(base, every), *((specs[name], windows[name]) for name in specs)]
    reference, *changed = take_windows(jobs, runs=RUNS, seed=SEED)
    values = np.concatenate(changed, axis=1) - reference
    asked = [question for group in by_scenario.values() for question in group]
    return {q["id"]: values[:, place] for place, q in enumerate(asked)}


def answer(low: float, high: float, relevant: float) -> str:
    """Return the answer that an interval of the mean gives."""
    if low > relevant:
        return "up"
    if high < -relevant:
        return "down"
    return "none" if -relevant <= low and high <= relevant else "open"


def line(question: dict[str, str], values: np.ndarray) -> str:
    """Return the row of a question in the key."""
    known = values[~np.isnan(values)]
    measure = MEASURES[question["measure"]]
    mean, spread = of_mean(known), over_runs(known)
    form = f"+.{max(0, 2 - floor(log10(measure.smallest_change)))}f"
    cells = (
        question["id"],
        f"{question['scenario']}: {measure.title}",
        question["months"],
        measure.unit,
        f"{known.mean():{form}} [{mean.low:{form}}, {mean.high:{form}}]",
        f"[{spread.low:{form}}, {spread.high:{form}}]",
        f"{measure.smallest_change:g}",
        f"**{answer(*mean, measure.smallest_change)}**",
        str(known.size),
    )
    return f"| {' | '.join(cells)} |"


def key() -> str:
    """Return the answer key."""
    found = differences()
    return KEY + "\n".join(line(q, found[q["id"]]) for q in questions()) + "\n"


def sheet() -> str:
    """Return the prediction sheet."""
    rows = []
    for q in questions():
        measure = MEASURES[q["measure"]]
        cells = (q["id"], q["question"], q["months"], measure.title)
        matters = f"{measure.smallest_change:g} {measure.unit}"
        rows.append(f"| {' | '.join(cells)} | {matters} | | | | | |")
    return SHEET + "\n".join(rows) + "\n"


if __name__ == "__main__":
    (FOLDER / "answer_key.md").write_text(key(), encoding="utf-8")
    (FOLDER / "prediction_sheet.md").write_text(sheet(), encoding="utf-8")
