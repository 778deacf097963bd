"""The command line. Heavy imports wait until a command needs them."""

from __future__ import annotations

import click

from multipolar import __version__
from multipolar.cli import (
    attribute,
    backtest,
    batch,
    calibrate,
    carriers,
    choose,
    claims,
    coalition,
    compare,
    discover,
    effects,
    explain,
    explore,
    export,
    forecast,
    notebooks,
    record,
    refresh,
    report,
    runs,
    scenarios,
    seats,
    seminar,
    tables,
    verify,
)
from multipolar.cli.command_line import CommandLine

GROUPS: dict[str, tuple[click.Command, ...]] = {
    "Run": (runs.run, batch.batch, runs.show, report.figure, report.report, export.export),
    "Ask": (
        explain.explain,
        compare.compare,
        verify.verify,
        discover.discover,
        attribute.attribute,
        choose.choose,
        coalition.coalition,
        carriers.carriers,
        forecast.forecast,
    ),
    "Teach": (seminar.seminar, explore.explore, notebooks.notebooks),
    "Inspect": (
        scenarios.scenarios,
        tables.states,
        seats.seats,
        tables.measures,
        tables.parameters,
        tables.rules,
    ),
    "Evidence": (
        claims.claims,
        effects.effects,
        record.record,
        backtest.backtest,
        calibrate.calibrate,
        refresh.refresh,
    ),
}
"""Every command, by what a person wants to do, in the order of the help."""


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="multipolar")
@click.option("--quiet", is_flag=True, help="Leave out progress, notes and what to do next.")
def main(quiet: bool) -> None:
    """Run, question and contradict a model of sanctions and escalation.

    Start with `multipolar run baseline`. Then ask `multipolar explain PRK`.
    """


main.groups = {title: [one.name or "" for one in group] for title, group in GROUPS.items()}
for group in GROUPS.values():
    for command in group:
        main.add_command(command)
