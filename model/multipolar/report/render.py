"""The page: one HTML file that needs no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from itertools import count
from shlex import quote
from string import Template

from matplotlib.figure import Figure

from multipolar import __version__
from multipolar.caveat import CAVEAT
from multipolar.figures import FIGURES, differences, meaning
from multipolar.figures.verdicts import verdicts
from multipolar.report.findings import against, change_of, expected, findings
from multipolar.report.gather import Moved, Report
from multipolar.report.html import TableCell, listed, paragraph, table
from multipolar.report.inline import inline
from multipolar.report.summary import parameter_words, size_of, summary
from multipolar.rules import parameter_table
from multipolar.scenario import scenario_names
from multipolar.sources import SHIPPED_SOURCE
from multipolar.study.findings import Finding

NUMBERS = (
    f"{CAVEAT} Intervals in brackets hold 90 %. Numbers are about the model, not about the world."
)

HOW_TRACED = (
    "Both sides of a pair of runs share their parameters. So the table sets the change of each run "
    "beside the parameters of that run. A correlation is told when its interval, made wide for all "
    "parameters together, leaves out nought."
)


def page(report: Report) -> str:
    """Return the page as HTML; the same report gives the same bytes."""
    template = Template(
        files("multipolar.report").joinpath("page.html").read_text(encoding="utf-8")
    )
    spec = report.spec
    parts = list(_Parts(report))
    return template.substitute(
        version=escape(__version__),
        title=escape(spec.title or report.scenario),
        question=escape(spec.question),
        summary=listed(summary(report), "ol"),
        caveat=escape(NUMBERS),
        contents="\n".join(f'<li><a href="#{id_}">{title}</a></li>' for id_, title, _ in parts),
        sections="\n".join(
            f'<section id="{id_}">\n<h2>{title}</h2>\n{body}\n</section>'
            for id_, title, body in parts
        ),
    )


class _Parts:
    """The parts of a page in their order, each with its name, title and body."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.numbers = count(1)

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        report = self.report
        yield "changed", "What was changed", _changed(report)
        yield "differences", "Differences", self.differences()
        yield "mechanisms", "Mechanisms", _mechanisms(report)
        yield "expectations", "What was expected", self.expectations()
        yield "levels", "Appendix: levels", _levels(report)
        yield "figures", "Appendix: figures", self.figures()
        yield "parameters", "Appendix: parameters", _parameters(report)
        yield "provenance", "Appendix: provenance", _provenance(report)
        yield "again", "Run it again", _again(report)

    def differences(self) -> str:
        comparison = self.report.comparison
        if comparison is None:
            return paragraph(self.report.note)
        picture = self.image(
            differences(comparison), "paired differences of the headline measures, by size"
        )
        return f"{listed(against(comparison))}\n{picture}"

    def expectations(self) -> str:
        verification = self.report.verification
        if verification is None:
            return paragraph(_unjudged(self.report))
        pictures = "\n".join(
            self.image(picture, "expectations and what they came to")
            for picture in verdicts([verification])
        )
        return f"{_verdicts(verification.findings)}\n{pictures}"

    def figures(self) -> str:
        report = self.report
        return "\n".join(
            self.image(draw(report.results, report.scenario), f"{name}: {meaning(draw)}")
            for name, draw in FIGURES.items()
        )

    def image(self, figure: Figure, caption: str) -> str:
        """Return a figure of the page with its number and caption."""
        number = next(self.numbers)
        words = escape(f"Figure {number}. {caption[:1].upper()}{caption[1:]}.")
        return f"<figure>{inline(figure, number)}<figcaption>{words}</figcaption></figure>"


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
    """Return the scenario's story, unless it is inherited, and what it changes."""
    own = report.base is None or report.spec.story != report.base.story
    story = paragraph(report.spec.story if own else "")
    against = (
        "What the scenario tells beside the calendar; what it is compared with is not known:"
        if report.base is None
        else f"Against {report.base.name} ({report.base.title}):"
    )
    told = listed(report.changes or ("nothing that moves a number",))
    return f"{story}\n{paragraph(against)}\n{told}"


def _mechanisms(report: Report) -> str:
    """Return what led the changes that moved most, and what is switched off."""
    off = [switch for switch, on in report.spec.switches.items() if not on]
    told = [f"Mechanisms switched off: {', '.join(off) or 'none'}."]
    rows = [
        (
            f"{one.row.title} ({_direction(one)}, {size_of(one.row)})",
            parameter_words(lead.name),
            TableCell(change_of(lead.correlation, lead.of_correlation, ""), "n"),
            " ".join(lead.claims),
        )
        for one in report.moved
        for lead in one.leads
    ]
    unled = [one.row.title for one in report.moved if not one.leads]
    if unled:
        told.append(f"No single parameter stands out from chance for: {'; '.join(unled)}.")
    if report.comparison is None:
        told.append("Nothing was compared, so there is no change to trace.")
    elif not report.moved:
        told.append("No measure moved by more than matters, so there is no change to trace.")
    if not rows:
        return "\n".join(map(paragraph, told))
    words = "\n".join(map(paragraph, [HOW_TRACED, *told]))
    columns = ["change", "grows or shrinks with", "rank correlation [90 %]", "claims"]
    return f"{words}\n{table('On what the size of the changes hangs', columns, rows)}"


def _direction(moved: Moved) -> str:
    return "higher" if moved.row.mean > 0.0 else "lower"


def _unjudged(report: Report) -> str:
    if not report.spec.expectations:
        return "The scenario states no expectation."
    return report.note or (
        "The scenario was changed from outside; what it expects is about itself and what it "
        "extends. Give the results of that with --base to have it judged."
    )


def _verdicts(found: tuple[Finding, ...]) -> str:
    rows = [
        (
            TableCell(finding.verdict, finding.verdict.replace(" ", "-")),
            finding.expectation.whose,
            expected(finding),
            _power(finding),
            finding.expectation.claim,
            finding.expectation.reading,
        )
        for finding in found
    ]
    told = (
        "A verdict is about the model and its priors: the 90 % interval of the mean paired "
        "difference against the change from which it matters. Power says whether the change could "
        "have been large enough with the parameters of its claims at the edge of their priors. "
        "Where it could not, the verdict is “cannot tell”."
    )
    columns = ["verdict", "whose", "expectation and result", "power", "claims", "reading"]
    return f"{paragraph(told)}\n{table('What the expectations came to', columns, rows)}"


def _power(finding: Finding) -> str:
    power = finding.power
    if not power.enough:
        return power.reason
    return f"enough: {change_of(power.mean, power.of_mean, finding.unit)} at the edge"


def _levels(report: Report) -> str:
    return "\n".join(
        f"<h3>{escape(theme)}</h3>\n{listed(sentences)}"
        for theme, sentences in findings(report.results, report.scenario)
    )


def _parameters(report: Report) -> str:
    how = {
        "default": "Every run takes the mode of each prior.",
        "prior": "Each run draws its own parameters from triangular priors.",
        "posterior": "Each run takes one of the parameter vectors that the record accepts; "
        "parameters that the record says nothing about are drawn from triangular priors.",
    }[report.results.parameter_source]
    known = parameter_table()
    rows = [
        (
            name,
            TableCell(f"{prior.low:g}", "n"),
            TableCell(f"{prior.mode:g}", "n"),
            TableCell(f"{prior.high:g}", "n"),
            known[name].unit,
            known[name].evidence,
            known[name].source,
        )
        for name, prior in report.spec.parameters.items()
        if name in known
    ]
    caption = "Evidence: S published, R recalled, D derived, P prototype, J judged"
    columns = ["parameter", "low", "mode", "high", "unit", "evidence", "source"]
    return (
        f"{paragraph(how)}\n<details><summary>{len(rows)} parameters</summary>\n"
        f"{table(caption, columns, rows)}</details>"
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
    return table("What made these results", ["what", "value"], list(rows.items()))


def _again(report: Report) -> str:
    lines = escape("\n".join(commands(report)))
    return f'<pre>{lines}</pre>\n<p class="caveat">{escape(NUMBERS)}</p>'
