"""Pictures: one function each.

Examples
--------
Figures of results, by name as `multipolar figure` lists them, or one by one. Each is a matplotlib
figure of 1280 by 720 pixels and says runs, seed and interval:

>>> from multipolar import MultipolarModel, simulate
>>> from multipolar.figures import FIGURES, ON_LAND, meaning
>>> results = simulate("baseline", runs=4)
>>> meaning(FIGURES["attention"])
'the attention of the sponsors, a panel for each group; the shares sum to one'
>>> FIGURES["sanctions-PRK"](results, None).get_size_inches().tolist()
[12.8, 7.2]
>>> list(ON_LAND)
['alignment-land', 'votes-land']
>>> from multipolar.figures import alignment_map, attention, dependence, flows, ladder
>>> from multipolar.figures import sanctions, summary, theatres, vote_map
>>> for draw in (alignment_map, attention, dependence, flows, ladder, summary, theatres, vote_map):
...     picture = draw(results)
>>> sanctions(results, target="IRN").get_suptitle()
'Baseline: sanctions on Iran'

A fan on axes of one's own:

>>> from matplotlib.figure import Figure
>>> from multipolar.figures import fan
>>> fan(Figure().subplots(), results, "escalation_korea")

Paired differences, and a decision:

>>> from multipolar.figures import decision, differences
>>> from multipolar.study.compare import compare_scenarios
>>> differences(compare_scenarios(["baseline", "placebo"], runs=4)).get_suptitle()
'What changes against baseline'
>>> model = MultipolarModel(runs=4, rng=1)
>>> model.step()
>>> decision(model.explain("PRK")).get_suptitle()
'PRK, 2022-01: what spoke for and against each action'

What each coalition costs, what expectations came to, and the model beside the record:

>>> from multipolar.figures import carriers, coalition, scorecard, verdicts
>>> from multipolar.figures import forecast as fans
>>> from multipolar.record import forecast, paths_of, record_specs, rolling_scores, score
>>> from multipolar.study import verify
>>> from multipolar.study.carriers import close_carriers
>>> from multipolar.trade import ask
>>> carriers(close_carriers("RUS", "KAZ", runs=4, months=3)).get_suptitle()
'Carriers of Russia: Kazakhstan closes'
>>> coalition(ask("RUS", ["CHN"])).get_suptitle()
'Coalitions against Russia'
>>> len(verdicts([verify("placebo", runs=4)]))
1
>>> from multipolar import load_scenario
>>> runs = simulate(list(record_specs(load_scenario("baseline"))), runs=4)
>>> rolling = rolling_scores(runs=4, seeds=(1,), origins=("2024-03",))
>>> card = score(paths_of(runs, 0), paths_of(runs, 1), rolling, episodes=False)
>>> scorecard(card).get_suptitle()
'Told and counted, misses first'
>>> fans(forecast("2025-01", "2025-03", runs=4)).get_suptitle()
'Forecast of what can be counted, 2025-01 to 2025-03'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from multipolar.lazy import on_first_use

if TYPE_CHECKING:
    from multipolar.figures.attention import attention
    from multipolar.figures.backtest import backtest
    from multipolar.figures.carriers import carriers
    from multipolar.figures.coalition import coalition
    from multipolar.figures.decision import decision
    from multipolar.figures.dependence import dependence
    from multipolar.figures.differences import differences
    from multipolar.figures.fan import fan, summary
    from multipolar.figures.flows import flows
    from multipolar.figures.forecast import forecast
    from multipolar.figures.gallery import FIGURES, ON_LAND, meaning
    from multipolar.figures.ladder import ladder
    from multipolar.figures.maps import alignment_map, vote_map
    from multipolar.figures.pins import pins
    from multipolar.figures.sanctions import sanctions
    from multipolar.figures.scorecard import scorecard
    from multipolar.figures.theatres import theatres
    from multipolar.figures.verdicts import verdicts

_HOMES = {
    "FIGURES": "multipolar.figures.gallery",
    "ON_LAND": "multipolar.figures.gallery",
    "alignment_map": "multipolar.figures.maps",
    "attention": "multipolar.figures.attention",
    "backtest": "multipolar.figures.backtest",
    "carriers": "multipolar.figures.carriers",
    "coalition": "multipolar.figures.coalition",
    "decision": "multipolar.figures.decision",
    "dependence": "multipolar.figures.dependence",
    "differences": "multipolar.figures.differences",
    "fan": "multipolar.figures.fan",
    "flows": "multipolar.figures.flows",
    "forecast": "multipolar.figures.forecast",
    "ladder": "multipolar.figures.ladder",
    "meaning": "multipolar.figures.gallery",
    "pins": "multipolar.figures.pins",
    "sanctions": "multipolar.figures.sanctions",
    "scorecard": "multipolar.figures.scorecard",
    "summary": "multipolar.figures.fan",
    "theatres": "multipolar.figures.theatres",
    "verdicts": "multipolar.figures.verdicts",
    "vote_map": "multipolar.figures.maps",
}
__getattr__, __dir__ = on_first_use(__name__, _HOMES)

__all__ = [
    "FIGURES",
    "ON_LAND",
    "alignment_map",
    "attention",
    "backtest",
    "carriers",
    "coalition",
    "decision",
    "dependence",
    "differences",
    "fan",
    "flows",
    "forecast",
    "ladder",
    "meaning",
    "pins",
    "sanctions",
    "scorecard",
    "summary",
    "theatres",
    "verdicts",
    "vote_map",
]
