"""The page: one HTML file that needs no network."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from shlex import quote
from string import Template

from matplotlib.figure import Figure

from multipolar import __version__
from multipolar.caveat import CAVEAT
from multipolar.figures import FIGURES, differences, meaning
from multipolar.figures.verdicts import verdicts
from multipolar.report.findings import against, expected, findings
from multipolar.report.gather import Report
from multipolar.rules import parameter_table
from multipolar.scenario import scenario_names
from multipolar.sources import SHIPPED_SOURCE
from multipolar.study.findings import Verification

NUMBERS = (
    f"{CAVEAT} Intervals in brackets hold 90 %. Numbers are about the model, not about the world."
)


def page(report: Report) -> str:
    """Return the page as HTML; the same report gives the same bytes."""
    template = Template(
        files("multipolar.report").joinpath("page.html").read_text(encoding="utf-8")
    )
    spec = report.spec
    return template.substitute(
        version=escape(__version__),
        title=escape(spec.title or report.scenario),
        question=escape(spec.question),
        caveat=escape(NUMBERS),
        story=_paragraph(spec.story),
        changed=_changed(report),
        findings="\n".join(
            f"<h3>{escape(theme)}</h3>\n{_list(sentences)}"
            for theme, sentences in findings(report.results, report.scenario)
        ),
        against=_against(report),
        expected=_expected(report),
        figures=_figures(report),
        parameters=_parameters(report),
        provenance=_provenance(report),
        command=escape("\n".join(commands(report))),
    )


def commands(report: Report) -> list[str]:
    """Return the commands that make the results and this page again."""
    results = report.results
    case = results.manifest.cases[results.scenarios.index(report.scenario)]
    name = case.scenario if case.scenario in scenario_names() else f"{case.scenario}.toml"
    told = results.manifest.settings | case.varied
    words = ["multipolar", "batch" if told else "run", name]
    words += ["--runs", str(results.runs), "--seed", str(results.seed)]
    if results.parameter_source != SHIPPED_SOURCE:
        words += ["--parameters", results.parameter_source]
    for key, value in told.items():
        words += ["--set", f"{key}={value if isinstance(value, str) else json.dumps(value)}"]
    words += ["--out", "DIR"]
    return [" ".join(map(quote, words)), "multipolar report DIR"]


def _changed(report: Report) -> str:
    if report.base is None:
        return _paragraph(report.note)
    head = f"<p>Against {escape(report.base.name)} ({escape(report.base.title)}):</p>"
    return f"{head}\n{_list(report.changes or ('nothing that moves a number',))}"


def _against(report: Report) -> str:
    if report.comparison is None:
        return _paragraph(report.note)
    picture = _image(
        differences(report.comparison), "paired differences of the headline measures, by size"
    )
    return f"{_list(against(report.comparison))}\n{picture}"


def _expected(report: Report) -> str:
    if report.verification is None:
        return _paragraph(_unjudged(report))
    pictures = "\n".join(
        _image(picture, "expectations and what they came to")
        for picture in verdicts([report.verification])
    )
    return f"{_verdicts(report.verification)}\n{pictures}"


def _unjudged(report: Report) -> str:
    if not report.spec.expectations:
        return "The scenario states no expectation."
    return report.note or (
        "The scenario was changed from outside; what it expects is about itself and what it "
        "extends. Give the results of that with --base to have it judged."
    )


def _verdicts(verification: Verification) -> str:
    rows = (
        [
            f'<td class="{finding.verdict}">{finding.verdict}</td>',
            _cell(finding.expectation.whose),
            _cell(expected(finding)),
            _cell(finding.expectation.claim),
            _cell(finding.expectation.reading),
        ]
        for finding in verification.findings
    )
    told = (
        "A verdict is about the model and its priors: the 90 % interval of the mean paired "
        "difference against the change from which it matters. A change that is too small decides "
        "nothing here: `multipolar verify` asks whether more was possible."
    )
    table = _table(["verdict", "whose", "expectation and result", "claims", "reading"], rows)
    return f"{_paragraph(told)}\n{table}"


def _figures(report: Report) -> str:
    return "\n".join(
        _image(draw(report.results, report.scenario), f"{name}: {meaning(draw)}")
        for name, draw in FIGURES.items()
    )


def _image(figure: Figure, caption: str) -> str:
    """Return a figure as an image inside the page, without the date of its drawing."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    data = b64encode(buffer.getvalue()).decode("ascii")
    words = escape(caption, quote=True)
    return (
        f'<figure><img src="data:image/png;base64,{data}" alt="{words}">'
        f"<figcaption>{words}</figcaption></figure>"
    )


def _parameters(report: Report) -> str:
    how = {
        "default": "Every run takes the mode of each prior.",
        "prior": "Each run draws its own parameters from triangular priors.",
        "posterior": "Each run takes one of the parameter vectors that the record accepts; "
        "parameters that the record says nothing about are drawn from triangular priors.",
    }[report.results.parameter_source]
    table = parameter_table()
    rows = (
        [
            _cell(name),
            f'<td class="n">{prior.low:g}</td>',
            f'<td class="n">{prior.mode:g}</td>',
            f'<td class="n">{prior.high:g}</td>',
            _cell(table[name].unit),
            _cell(table[name].evidence),
            _cell(table[name].source),
        ]
        for name, prior in report.spec.parameters.items()
        if name in table
    )
    listed = _table(["parameter", "low", "mode", "high", "unit", "evidence", "source"], rows)
    off = [switch for switch, on in report.spec.switches.items() if not on]
    switches = f"Mechanisms switched off: {', '.join(off) or 'none'}."
    return (
        f"{_paragraph(f'{how} {switches}')}\n<details><summary>{len(report.spec.parameters)} "
        "parameters (evidence: S published, R recalled, D derived, P prototype, J judged)"
        f"</summary>\n{listed}</details>"
    )


def _provenance(report: Report) -> str:
    results, spec = report.results, report.spec
    manifest = results.manifest
    packages = ", ".join(f"{name} {version}" for name, version in manifest.packages.items())
    rows = {
        "scenario": report.scenario,
        "digest of the scenario": spec.digest,
        "months": f"{spec.start} to {spec.end}",
        "states": str(len(spec.states)),
        "calendar": f"information set {spec.information}",
        "runs": str(results.runs),
        "seed": str(results.seed),
        "packages": packages,
        "Python": manifest.python,
        "page written by": f"multipolar {__version__}",
    }
    others = [name for name in results.scenarios if name != report.scenario]
    if others:
        rows["other scenarios of the results"] = ", ".join(others)
    return _table(["", ""], ([_cell(name), _cell(value)] for name, value in rows.items()))


def _paragraph(text: str) -> str:
    parts = (part.strip() for part in text.split("\n\n"))
    return "\n".join(f"<p>{escape(part)}</p>" for part in parts if part)


def _list(items: Iterable[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{escape(item)}</li>" for item in items) + "\n</ul>"


def _table(columns: list[str], rows: Iterable[list[str]]) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return f"<table>\n<tr>{head}</tr>\n{body}\n</table>"


def _cell(text: str) -> str:
    return f"<td>{escape(text)}</td>"
