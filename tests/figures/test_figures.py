"""Every figure of results: as it was, readable, and true to the numbers."""

import csv
import io
import re
from importlib.resources import files
from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgba
from matplotlib.image import imread
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from drawing import assert_as_stored, differs
from multipolar.ensemble.summary import erosion
from multipolar.figures import FIGURES, ON_LAND, sanctions, theatres
from multipolar.figures.land import coasts
from multipolar.figures.large import _cover, large
from multipolar.figures.maps import POSITIONS, VOTES, alignment_map, vote_map
from multipolar.figures.picture import data_text, in_words, vector
from multipolar.figures.reading import paths
from multipolar.figures.style import DPI, LADDER, PRODUCT_COLOURS
from multipolar.figures.tiles import cells
from multipolar.measures import kaplan_meier
from multipolar.study.intervals import of_share
from multipolar.world import full_roster
from multipolar.world.points import points
from multipolar.world.tables import read_table

TOLERANCE = {"alignment-land": 1.5, "votes-land": 1.5}
"""Root mean square of the difference in 255 shades: less where little of the picture is inked."""
TARGETS = ("RUS", "PRK", "IRN")
DRAW = FIGURES | ON_LAND
NAMES = list(DRAW)
PANELS = {"summary": 6, "theatres": 4, "ladder": 12, "attention": 3, "flows": 5}
PANELS |= {f"sanctions-{target}": 6 for target in TARGETS}
"""Pictures for a projector, where they are more than one."""
POINTS_PER_INCH = 72


@pytest.fixture(scope="module")
def figure_of(drawn):
    kept = {}

    def get(name):
        if name not in kept:
            kept[name] = DRAW[name](drawn, None)
        return kept[name]

    return get


def words(figure):
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


@pytest.mark.parametrize("name", NAMES)
def test_the_figure_looks_as_it_did(drawn, name, tmp_path):
    assert_as_stored(name, DRAW[name](drawn, None), tmp_path, TOLERANCE.get(name, 3.0))


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", NAMES)
def test_the_comparison_sees_another_run_of_numbers(drawn, name, tmp_path):
    """Guards the tolerance: other numbers must not pass for the stored picture."""
    other = type(drawn).__new__(type(drawn))
    other.__dict__.update(drawn.__dict__)
    other.data = drawn.data.map(lambda a: 0.5 * a if "month" in a.dims else a)
    figure = DRAW[name](other, None)
    assert differs(name, figure, tmp_path, TOLERANCE.get(name, 3.0)) is not None


@pytest.mark.parametrize("name", NAMES)
def test_the_figure_is_1280_by_720_and_says_runs_seed_and_what_it_is_not(figure_of, name):
    figure = figure_of(name)
    assert (figure.get_size_inches() * figure.dpi).tolist() == [1280, 720]
    said = " ".join(text.get_text() for text in figure.texts)
    for part in ("drawn", "6 runs", "seed 7", "no forecast", "parameters from priors"):
        assert part in said
    assert figure.get_suptitle().startswith("Drawn")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_leaves_the_picture_and_no_word_is_too_small(figure_of, name):
    figure = figure_of(name)
    box = figure.get_tightbbox(FigureCanvasAgg(figure).get_renderer())
    assert -0.03 <= box.x0 < box.x1 <= 12.83
    assert -0.03 <= box.y0 < box.y1 <= 7.23
    for text in words(figure):
        assert text.get_fontsize() >= 8, text.get_text()


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", NAMES)
def test_for_a_projector_no_word_is_below_18_pixels_leaves_the_picture_or_covers_another(
    drawn, name
):
    pictures = list(large(lambda: DRAW[name](drawn, None)))
    assert len(pictures) == PANELS.get(name, 1)
    for picture in pictures:
        box = picture.get_tightbbox(FigureCanvasAgg(picture).get_renderer())
        assert -0.03 <= box.x0 < box.x1 <= 12.83, picture.get_suptitle()
        assert -0.03 <= box.y0 < box.y1 <= 7.23
        shown = [text for text in words(picture) if text.axes is None or text.axes.get_visible()]
        assert all(text.get_fontsize() * DPI / POINTS_PER_INCH >= 18.0 for text in shown)
        for legend in picture.legends:
            assert not any(
                _cover(legend.get_window_extent(), t.get_window_extent()) for t in picture.texts
            )
        for axes in picture.axes:
            boxes = [text.get_window_extent() for text in words(picture) if text in axes.texts]
            shared = (Bbox.intersection(*pair) for pair in combinations(boxes, 2))
            covered = [one for one in shared if one and min(one.width, one.height) > 1.0]
            assert axes.axison or not covered


def test_an_unknown_scenario_is_refused_with_those_there_are(drawn):
    for draw in DRAW.values():
        with pytest.raises(KeyError, match="drawn"):
            draw(drawn, "elsewhere")
    with pytest.raises(KeyError, match="RUS, PRK, IRN"):
        sanctions(drawn, target="FRA")
    for draw in (alignment_map, vote_map):
        with pytest.raises(KeyError, match="2022-01 to"):
            draw(drawn, month="1999-01")


def test_each_theatre_shows_its_runs_its_median_and_its_dated_changes(drawn):
    figure = theatres(drawn)
    for axes, row in zip(figure.axes, read_table("theatres.csv"), strict=True):
        single = [line.get_ydata() for line in axes.lines[:6]]
        level = drawn.measure(f"escalation_{row['theatre']}").values
        assert np.allclose(single, level)
        assert np.allclose(axes.lines[6].get_ydata(), np.median(level, axis=0))
        said = {line for text in axes.texts for line in text.get_text().split("\n")}
        changes = {"▼1 2022-06 clash (+1.5)", "▼2 2023-02 truce (−0.5)", "▼3 2023-04 raid (+2)"}
        assert changes <= said if row["theatre"] == "korea" else not changes & said
        assert {f"median {np.median(level[:, -1]):.1f}"} <= said
    rungs = [label.get_text().split()[-1] for label in figure.axes[0].get_yticklabels()]
    assert rungs == ["0", "2", "4", "6", "8", "10"]


def test_the_erosion_panel_is_the_kaplan_meier_curve_of_the_runs(drawn):
    """Of all classes of products together in grey, and of each class with its own line."""
    curve = kaplan_meier(
        drawn.measure("erosion_time_PRK").values[:, -1],
        drawn.measure("since_peak_PRK").values[:, -1],
    )
    axes = sanctions(drawn, target="PRK").axes[4]
    months, share = axes.lines[0].get_data()
    assert np.array_equal(months[1:], curve.months)
    assert np.array_equal(share[1:], curve.share)
    assert share[0] == 1.0
    assert f"seen in {curve.seen} of 6 runs" in axes.get_xlabel()
    if not np.isnan(curve.median):
        assert curve.median_text() in axes.get_xlabel()
    assert len(axes.collections) == 4
    for line, product in zip(axes.lines[1:4], PRODUCT_COLOURS, strict=True):
        mine = erosion(drawn, "PRK", product=product)
        assert np.array_equal(line.get_ydata()[1:], mine.share), product


def test_attention_fills_the_whole_budget(figure_of):
    for axes in figure_of("attention").axes:
        tops = [band.get_paths()[0].get_extents() for band in axes.collections]
        assert min(band.ymin for band in tops) == pytest.approx(0.0, abs=1e-6)
        assert max(band.ymax for band in tops) == pytest.approx(1.0, abs=1e-5)
        assert len(axes.collections) == 5


def test_the_ladder_shows_the_share_of_the_runs_on_each_rung(drawn, figure_of):
    figure = figure_of("ladder")
    rows = [row for row in figure.numbers if row["panel"] == "Korea"]
    assert [row["month"] for row in rows] == list(drawn.months)
    level = paths(drawn, "escalation")[..., 1]
    shares = np.array([[row[name] for name in LADDER.values()] for row in rows])
    for place, rung in enumerate(LADDER):
        nearest = np.abs(level[..., None] - list(LADDER)).argmin(axis=-1)
        assert np.allclose(shares[:, place], (nearest == place).mean(axis=0)), rung
    assert np.allclose(shares.sum(axis=1), 1.0)
    low, high = of_share(round(6 * shares[-1].max()), 6)
    most = list(LADDER.values())[shares[-1].argmax()]
    said = figure.axes[1].get_title(loc="left")
    assert (
        said == f"Korea\n{most} {100 * shares[-1].max():.0f} % [{100 * low:.0f}, {100 * high:.0f}]"
    )
    assert all(axes.get_ylim() == (0.0, 1.0) for axes in figure.axes)


def test_every_state_has_one_tile_and_no_two_share_a_cell():
    places = cells()
    assert set(places) == set(full_roster().iso3)
    assert len(set(places.values())) == len(places) == 194


def test_tiles_of_a_region_stand_together():
    region = {row["iso3"]: row["un_region"] for row in read_table("states.csv")}
    places = {iso3: np.array(place) for iso3, place in cells().items()}
    for iso3, place in places.items():
        near = [
            np.abs(place - other).max()
            for code, other in places.items()
            if code != iso3 and region[code] == region[iso3]
        ]
        assert min(near) <= 2, iso3


@pytest.mark.parametrize(
    ("west", "east"),
    [("PRT", "POL"), ("POL", "RUS"), ("IRN", "PAK"), ("CHN", "JPN"), ("USA", "GBR")],
)
def test_tiles_keep_east_and_west_apart(west, east):
    assert cells()[west][0] < cells()[east][0]


def test_tiles_of_positions_carry_code_colour_and_median(drawn):
    import matplotlib as mpl

    axes = alignment_map(drawn).axes[0]
    fills = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert len(fills) == 194
    middle = np.median(paths(drawn, "alignment")[:, -1], axis=0)
    shade = mpl.colormaps[POSITIONS]
    by_cell = {(round(p.get_x() - 0.03), round(p.get_y() - 0.03)): p for p in fills}
    for iso3, value in zip(drawn.roster.iso3, middle, strict=True):
        fill = by_cell[cells()[iso3]].get_facecolor()
        assert np.allclose(fill, shade((value + 1.0) / 2.0), atol=0.01), iso3
    assert {text.get_text() for text in axes.texts} >= set(drawn.roster.iso3)


def test_what_is_no_member_has_no_vote_and_answers_have_three_lightnesses(drawn):
    axes = vote_map(drawn).axes[0]
    said = [text.get_text() for text in axes.texts]
    assert said[said.index("TWN") + 1] == "no vote"
    assert said.count("no vote") == 1
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    votes = paths(drawn, "vote")[:, -1]
    member = [iso3 != "TWN" for iso3 in drawn.roster.iso3]
    for (code, word, _), line in zip(VOTES, legend, strict=True):
        assert line.startswith(f"{word}: {np.median((votes[:, member] == code).sum(axis=1)):.0f} ")
    light = sorted(np.dot(to_rgba(colour)[:3], (0.299, 0.587, 0.114)) for *_, colour in VOTES)
    assert min(np.diff(light)) > 0.2


def test_maps_claim_no_border(figure_of):
    for name, note in (
        ("alignment", "Taiwan, by region, without borders"),
        ("votes", "Taiwan, by region, without borders"),
        ("alignment-land", "no borders"),
        ("votes-land", "no borders"),
    ):
        said = " ".join(text.get_text() for text in figure_of(name).texts)
        assert note in " ".join(said.split())


def test_the_map_of_positions_says_how_wide_the_intervals_are(drawn, figure_of):
    low, high = np.quantile(paths(drawn, "alignment")[:, -1], (0.05, 0.95), axis=0)
    said = " ".join(" ".join(t.get_text() for t in figure_of("alignment").texts).split())
    assert f"{np.median(high - low):.2f} wide" in said
    assert f"at most {(high - low).max():.2f}" in said


def test_no_ring_of_the_coasts_crosses_the_antimeridian():
    """A ring that did would draw a line over the whole map."""
    for ring in coasts():
        assert np.abs(np.diff(ring[:, 0])).max() < 60.0
        assert np.abs(ring[:, 0]).max() <= 180.0


def test_every_state_has_a_disk_of_its_own_on_the_land(drawn):
    assert set(points()) == set(full_roster().iso3)
    assert len(set(points().values())) == 194
    axes = alignment_map(drawn, ground="land").axes[0]
    above, below = axes.collections[1:3]
    assert len(above.get_offsets()) + len(below.get_offsets()) == 194
    middle = np.median(paths(drawn, "alignment")[:, -1], axis=0)
    assert len(below.get_offsets()) == (middle.round(1) < 0.0).sum()
    codes = [text for text in axes.texts if text.get_text() in points()]
    assert len(codes) > 100
    boxes = np.array([text.get_position() for text in codes])
    apart = np.abs(boxes[:, None] - boxes[None]) > (8.0, 2.5)
    assert (apart.any(axis=-1) | np.eye(len(boxes), dtype=bool)).all()
    with pytest.raises(KeyError, match="tiles, land"):
        alignment_map(drawn, ground="sea")


def test_the_land_has_no_border_inside():
    """France and Germany, China and Vietnam lie in one ring."""
    from matplotlib.path import Path as Outline

    for one, other in (("FRA", "DEU"), ("CHN", "VNM"), ("UKR", "RUS"), ("ISR", "EGY")):
        rings = [ring for ring in coasts() if Outline(ring).contains_point(points()[one])]
        assert len(rings) == 1
        assert Outline(rings[0]).contains_point(points()[other])


@pytest.mark.parametrize(
    ("iso3", "longitude", "latitude"),
    [("SGP", 103.9, 1.3), ("MLT", 14.5, 35.9), ("UKR", 31.0, 49.0), ("JPN", 138.0, 36.0)],
)
def test_disks_lie_where_their_states_do(iso3, longitude, latitude):
    assert np.allclose(points()[iso3], (longitude, latitude), atol=4.0)


def test_bold_cells_of_the_matrix_are_those_that_move(drawn, figure_of):
    axes = figure_of("dependence").axes[0]
    bold = {
        text.get_position(): text.get_text() for text in axes.texts if text.get_weight() == "bold"
    }
    assert len(bold) == 4
    rent = np.median(drawn.measure("dependence_rent_PRK").values[:, -1])
    row = drawn.roster.labels["challenger"].index("PRK")
    assert bold[(0.5, row + 0.5)].startswith(f"rents {rent:.2f} [")


def test_arrows_carry_their_flows_with_intervals_and_a_panel_has_one_unit(drawn, figure_of):
    figure = figure_of("flows")
    shells = next(axes for axes in figure.axes if axes.get_label() == "Shells (million a month)")
    low, middle, high = np.quantile(paths(drawn, "shipments").mean(axis=1), (0.05, 0.5, 0.95))
    said = [text.get_text() for text in shells.texts]
    assert f"{middle:.2f} [{low:.2f}, {high:.2f}]   (outline: 0.5)" in said
    outline, arrow = (patch for patch in shells.patches if isinstance(patch, FancyArrowPatch))
    wide, mine = (float(re.search(r"tail_width=([\d.]+)", _style(p))[1]) for p in (outline, arrow))
    assert mine / wide == pytest.approx(min(1.0, middle / 0.5), abs=1e-6)
    [row] = [row for row in figure.numbers if row["panel"] == "Shells (million a month)"]
    assert row["median"] == pytest.approx(middle)
    colours = [
        {to_hex(p.get_edgecolor()) for p in axes.patches if isinstance(p, FancyArrowPatch)}
        for axes in figure.axes
    ]
    assert [len(found) for found in colours] == [2] * 5, "the outline's and the unit's"


def _style(arrow):
    style = arrow.get_arrowstyle()
    return f"tail_width={style.tail_width}"


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_given_an_image_of_each_figure(figure_of, name):
    """No pyplot is at work here, which alone would teach a notebook to show matplotlib's class."""
    shown = imread(io.BytesIO(figure_of(name)._repr_png_()))
    assert shown.shape[:2] == (720, 1280)
    assert shown[..., :3].std() > 0.0


def test_every_figure_of_the_package_is_made_in_that_one_way():
    for module in files("multipolar.figures").iterdir():
        if module.name.endswith(".py") and module.name != "style.py":
            text = module.read_text(encoding="utf-8")
            assert "pyplot" not in text, module.name
            assert not re.search(r"^(?!>>> ).*(?<!\w)Figure\(", text, re.MULTILINE), module.name


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_says_in_words_and_in_numbers_what_it_shows(figure_of, name):
    figure = figure_of(name)
    words, rows = in_words(figure), list(csv.DictReader(io.StringIO(data_text(figure))))
    assert words.startswith(figure.get_suptitle())
    assert rows
    assert re.search(r"\d", words.removeprefix(figure.get_suptitle()))
    numbers = [value for row in rows for key, value in row.items() if key in ("median", "p95")]
    assert all(np.isfinite(float(value)) for value in numbers if value)


def test_the_numbers_of_a_fan_are_the_quantiles_of_the_runs(drawn, figure_of):
    rows = [row for row in figure_of("theatres").numbers if row["panel"] == "Korea"]
    known = drawn.quantiles("escalation_korea", (0.05, 0.5, 0.95)).values
    for place, name in enumerate(("p5", "median", "p95")):
        assert np.allclose([row[name] for row in rows], known[place])


def test_a_vector_picture_keeps_its_text_and_its_bytes(figure_of):
    once, twice = vector(figure_of("flows")), vector(figure_of("flows"))
    assert once == twice
    assert ">North Korea</text>" in once
    assert "Shells" in once.split("<dc:description>")[1].split("</dc:description>")[0]


def test_the_panels_of_all_targets_have_one_scale(figure_of):
    for place in range(6):
        limits = {figure_of(f"sanctions-{one}").axes[place].get_ylim() for one in TARGETS}
        assert len(limits) == 1, place
