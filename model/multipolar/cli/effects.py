"""`multipolar effects`: what research measured, and what the model shows of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from multipolar.arguments import hint
from multipolar.caveat import CAVEAT
from multipolar.cli.common import RunsRange, plain_errors, print_table, progress_bar, say, workers
from multipolar.cli.reading import reading_option

if TYPE_CHECKING:
    from multipolar.rules.parameters import Parameter
    from multipolar.study.effects import Link
    from multipolar.study.experiments import Shown

USES = ("carried", "sign", "context")


@click.command()
@click.argument("links", nargs=-1, metavar="[LINK]...")
@click.option("--use", type=click.Choice(USES), help="Only links that are used so.")
@click.option(
    "--runs", type=RunsRange(2), default=200, show_default=True, help="Runs of each world."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@reading_option("each link under its own reading")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@plain_errors
def effects(
    links: tuple[str, ...],
    use: str | None,
    runs: int,
    seed: int,
    jobs: int,
    reading: str | None,
    as_json: bool,
) -> None:
    """Run the experiments on the effect scale: published size, prior, and what the model shows.

    LINK is a name such as AID04, or the beginning of several, such as AID. Each experiment runs a
    world with the cause beside one without it, with the same luck and every parameter at the mode
    of its prior, and reads the difference in the unit in which it was published.
    """
    from multipolar.study.effects import effects as table
    from multipolar.study.experiments import show

    chosen = _chosen(links, use, table())
    tried = [link for link in chosen if link.experiment is not None]
    with workers(jobs) as (pool, _), progress_bar(len(tried), "effects", quiet=as_json) as done:
        found = show(tried, runs=runs, seed=seed, reading=reading, executor=pool, progress=done)
    shown = {one.effect.link_id: one for one in found}
    if as_json:
        rows = [_record(link, shown.get(link.link_id)) for link in chosen]
        say(json.dumps(rows, indent=2))
        return
    _print_shown(found, runs, seed)
    _print_context([link for link in chosen if link.experiment is None])
    _count(chosen, found)
    say(CAVEAT)


def _chosen(words: tuple[str, ...], use: str | None, table: Any) -> list[Link]:
    for word in words:
        if not any(link.startswith(word.upper()) for link in table):
            raise click.BadParameter(f"no link is called {word!r}.{hint(word, table)}")
    return [
        link
        for link in table.values()
        if use in (None, link.use)
        and (not words or any(link.link_id.startswith(word.upper()) for word in words))
    ]


def _print_shown(found: list[Shown], runs: int, seed: int) -> None:
    if not found:
        return
    print_table(
        f"Published effects and what the model shows, {runs} runs of each world, seed {seed}; "
        "in brackets the published interval and the 90 % interval of the model's luck",
        ["link", "do(cause): effect", "unit", "published", "prior", "model", "verdict", "claims"],
        (_row(one) for one in found),
    )


def _row(one: Shown) -> list[str]:
    link = one.effect
    months = "" if link.horizon is None else f", after {link.horizon:g} months"
    return [
        f"{link.link_id} {link.use}",
        f"{link.cause}: {link.effect}{months} ({link.source}; {link.evidence})",
        link.unit,
        _spread(link.value, *link.interval) + (" *" if link.judged else ""),
        "; ".join(_prior(name, p) for name, p in _priors(link).items()),
        _spread(one.size, *one.interval),
        one.verdict,
        " ".join(link.claims),
    ]


def _priors(link: Link) -> dict[str, Parameter]:
    from multipolar.definition import SHIPPED

    return {name: SHIPPED.parameters[name] for name in link.parameters}


def _prior(name: str, p: Parameter) -> str:
    return f"{name} {_spread(p.default, p.low, p.high) if p.free else f'{p.default:g}'}"


def _spread(value: float, low: float, high: float) -> str:
    return f"{value:.3g} [{low:.3g}, {high:.3g}]"


def _print_context(links: list[Link]) -> None:
    if not links:
        return
    print_table(
        "Published effects that stand beside the model: no lever or no outcome",
        ["link", "do(cause): effect", "unit", "published", "why", "claims"],
        (
            [
                link.link_id,
                f"{link.cause}: {link.effect} ({link.source}; {link.evidence})",
                link.unit,
                _spread(link.value, *link.interval),
                link.why,
                " ".join(link.claims),
            ]
            for link in links
        ),
    )


def _count(chosen: list[Link], found: list[Shown]) -> None:
    say("")
    for use in ("carried", "sign"):
        mine = [one for one in found if one.effect.use == use]
        failed = [one.effect.link_id for one in mine if not one.holds]
        what = "size" if use == "carried" else "direction"
        say(
            f"{use}: {len(mine)} links, {len(mine) - len(failed)} with the published {what}"
            + (f"; not: {', '.join(failed)}" if failed else "")
        )
    say(f"context: {sum(link.use == 'context' for link in chosen)} links")
    say("* an end of the published interval was not read and is judged")


def _record(link: Link, one: Shown | None) -> dict[str, object]:
    row: dict[str, object] = {
        "link": link.link_id,
        "use": link.use,
        "cause": link.cause,
        "effect": link.effect,
        "unit": link.unit,
        "published": {"value": link.value, "low": link.interval.low, "high": link.interval.high},
        "judged": link.judged,
        "horizon_months": link.horizon,
        "population": link.population,
        "source": link.source,
        "evidence": link.evidence,
        "claims": list(link.claims),
        "why": link.why,
        "priors": {
            name: {"low": p.low, "mode": p.default, "high": p.high, "unit": p.unit}
            for name, p in _priors(link).items()
        },
        "model": None,
    }
    if one is not None and link.experiment is not None:
        known = one.size == one.size
        row["reading"] = link.experiment.reading
        row["model"] = {
            "value": one.size if known else None,
            "low": one.interval.low if known else None,
            "high": one.interval.high if known else None,
            "verdict": one.verdict,
            "holds": one.holds,
        }
    return row
