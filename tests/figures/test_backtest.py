"""The figure of the backtest: every monthly series, worst first, and nothing out of the picture."""

from dataclasses import replace

from matplotlib.backends.backend_agg import FigureCanvasAgg

from drawing import assert_as_stored
from multipolar.backtest import Sizes
from multipolar.backtest.origin import Learned, OriginTold
from multipolar.backtest.procedure import scored
from multipolar.backtest.table import best_source
from multipolar.figures.backtest import backtest
from multipolar.record.rolling import ORIGINS, tell_all

NOTHING = Learned((), 0, 0, (), (), ())
LOST = {"posterior": 0.8, "prior": 1.0, "default": 1.3}


def by_source(told):
    """Return what was told with the CRPS of each source of parameters."""
    return {
        source: tuple(replace(row, crps=times * row.crps) for row in told)
        for source, times in LOST.items()
    }


def test_it_looks_as_it_did_and_holds_every_monthly_series(waves_beside_the_record, tmp_path):
    told = {origin: tuple(tell_all(waves_beside_the_record, origin)) for origin in ORIGINS}
    origins = tuple(OriginTold(o, NOTHING, by_source(told[o])) for o in ORIGINS)
    found = scored(Sizes(runs=6, seeds=(7,)), origins)
    figure = backtest(found)
    titles = [title for axes in figure.axes if (title := axes.get_title(loc="left").strip())]
    assert titles == [row.title for row in found.scores[best_source(found)].monthly]
    box = figure.get_tightbbox(FigureCanvasAgg(figure).get_renderer())
    assert -0.03 <= box.x0 < box.x1 <= 12.83
    assert -0.03 <= box.y0 < box.y1 <= 7.23
    assert_as_stored("backtest", figure, tmp_path)
