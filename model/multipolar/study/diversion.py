"""Diversion between two scenarios: what a crisis elsewhere takes from Ukraine, pair by pair.

Run k of both meets the same luck and the same parameters, so what differs is the crisis. The
measure itself is ``multipolar.measures.diversion``; claims C18 and C19 need attention to be
diverted and the diversion to be converted into aid.
"""

from __future__ import annotations

from multipolar.ensemble import Results
from multipolar.measures import Diversion, diversion
from multipolar.scenario import Spec
from multipolar.study.bases import check_months, first_change
from multipolar.study.compare import check_luck


def diversion_between(
    crisis: Results,
    calm: Results,
    *,
    role: str = "united_states",
    scenario: str | None = None,
    reference: str | None = None,
) -> Diversion:
    """Return what the crisis diverted from Ukraine in each pair of runs.

    Attention and support are averaged over the months from the first difference of the two
    scenarios on. Results that differ in their number of runs are paired over those they share.

    Parameters
    ----------
    crisis, calm : Results
        Results with the crisis, and with the theatre's tension frozen or left alone; both may be
        the same results when they hold two scenarios.
    role : {"united_states", "european_state"}
        Whose attention and support.
    scenario, reference : str, optional
        Scenario of each side, the first of its results by default.

    Raises
    ------
    ComparisonError
        When the sides do not share seed, drawing of parameters or months.
    KeyError
        When there is no such scenario or role; the message lists what there is.
    """
    check_luck(crisis, calm)
    names = (f"attention_ukraine_{role}", f"aid_{role}")
    hot, cool = _spec(crisis, scenario), _spec(calm, reference)
    check_months([cool, hot])
    months = crisis.months[crisis.months.index(first_change(hot, cool)) :]
    runs = slice(0, min(crisis.runs, calm.runs))
    mine = crisis.measures(names, scenario, months)
    theirs = calm.measures(names, reference, months)
    attention, aid = (mine[name].values[runs] for name in names)
    attention_calm, aid_calm = (theirs[name].values[runs] for name in names)
    return diversion(attention, attention_calm, aid, aid_calm)


def _spec(results: Results, scenario: str | None) -> Spec:
    if scenario is None:
        return results.specs[0]
    if scenario not in results.scenarios:
        raise KeyError(f"no scenario {scenario!r}; there are: {', '.join(results.scenarios)}")
    return results.specs[results.scenarios.index(scenario)]
