"""Each state's own position on the war, filtered from its votes.

    P(yes) = L(η - a_v),  P(no) = L(b_v - η),  the rest abstains or stays away
    η_i = x_i β + σ z_i,   z_i(t + D) = r z_i(t) + sqrt(1 - r²) e,   r = exp(-D / τ)

x are figures of the state: ideal point and electoral democracy of 2021, the square root of the
share of Russia in its trade before the war, coalition, BRICS and SCO, CSTO, Africa. z is its own
position, slowly reverting, filtered on a grid from its votes in order. Thresholds a_v are one for
the texts of a class (mild or strict; that of 2014 has a mood of its own), b_v one for each text,
drawn to that of its class. Maximum posterior likelihood; gradients are exact, by the smoothed
positions (Fisher's identity), but for τ.

``python docs/positions.py`` writes the table ``world/positions.csv``, from which worlds start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from multipolar.arrays import Array
from multipolar.months import month_number
from multipolar.record.tables import Text, every_text, every_vote
from multipolar.rules.forms import logistic
from multipolar.rules.votes_parameters import Votes
from multipolar.world.facts import load_facts
from multipolar.world.starting import STARTING

FIGURES = (
    "ideal_point",
    "democracy",
    "trade_with_russia",
    "coalition",
    "brics_sco",
    "csto",
    "africa",
)
"""Names of the figures; the first three as z-scores, the others as they are."""

GRID = np.linspace(-4.0, 4.0, 41)
"""Positions, in standard deviations σ, at which the filter follows a state."""

MILD, STRICT = 0.4, 0.75
"""Strictness of the mild and of the strict texts of 2022."""

EARLY = "68/262"
"""Text of 2014, before the war."""

# Judged priors, wide beside what the votes tell.
SPREAD_OF_BETA = 1.5
SPREAD_OF_STEP = (2.0, 1.5)
SPREAD_OF_NO = {"mild": 0.4, "strict": 0.8}
SPREAD_OF_YES = 0.2
SPREAD_OF_BLOC = Votes().bloc_spread.item()
LOG_SIGMA = (np.log(2.0), 0.5)
LOG_TAU = (np.log(120.0), 1.0)


@dataclass(frozen=True)
class Positions:
    """What the votes on some texts tell of the states.

    Parameters
    ----------
    iso3 : tuple of str
        Members of the United Nations.
    beta : ndarray
        Effects of the figures, in log odds.
    sigma, tau : float
        Standard deviation of own positions in log odds, and their memory in months.
    yes, no : dict of str to float
        Thresholds of a mild and of a strict text; the step between them is in ``step``.
    step_spread : float
        Standard deviation of the step from mild to strict thresholds: small where both were seen.
    figures : ndarray
        x β, shape (states,).
    own : ndarray
        Chances of each position of ``GRID`` after the last text, shape (states, grid).
    month : int
        Number of the month of the last text.
    """

    iso3: tuple[str, ...]
    beta: Array
    sigma: float
    tau: float
    yes: dict[str, float]
    no: dict[str, float]
    step_spread: float
    figures: Array
    own: Array
    month: int

    @property
    def mean(self) -> Array:
        """Mean of each state's own position, log odds."""
        return np.asarray(self.sigma * (self.own @ GRID))

    @property
    def doubt(self) -> Array:
        """Standard deviation of each state's own position, log odds."""
        square = self.sigma**2 * (self.own @ GRID**2)
        return np.asarray(np.sqrt(np.maximum(0.0, square - self.mean**2)))

    def chances(self, month: str, kind: str, shift: float = 0.0) -> Array:
        """Return the chances of no, abstention and yes on a later text, shape (states, 3).

        All positions are ``shift`` higher than they were told to be, in log odds.
        """
        own = self.own @ _move(month_number(month) - self.month, self.tau)
        eta = self.figures[:, None] + self.sigma * GRID + shift
        yes = _smooth(eta - self.yes[kind], np.hypot(self.common(kind), SPREAD_OF_BLOC))
        spread = np.hypot(SPREAD_OF_NO[kind], self._doubt_of_step(kind))
        no = _smooth(self.no[kind] - eta, np.hypot(spread, SPREAD_OF_BLOC))
        yes, no = (own * yes).sum(axis=1), (own * no).sum(axis=1)
        return np.stack([no, np.maximum(1.0 - yes - no, 1e-6), yes], axis=1)

    def common(self, kind: str) -> float:
        """Return how far the threshold of yes of a text of this class is unknown, log odds."""
        return float(np.hypot(SPREAD_OF_YES, self._doubt_of_step(kind)))

    def _doubt_of_step(self, kind: str) -> float:
        return self.step_spread if kind == "strict" else 0.0


def _smooth(z: Array, spread: float) -> Array:
    """Return the mean logistic of a normal with this spread, by the usual probit approximation."""
    return logistic(np.asarray(z / np.sqrt(1.0 + np.pi * spread**2 / 8.0)))


def _move(months: int, tau: float) -> Array:
    """Return the chances of moving over the grid in some months, shape (grid, grid)."""
    r = np.exp(-months / tau)
    log = -0.5 * (GRID[None, :] - r * GRID[:, None]) ** 2 / max(1.0 - r * r, 1e-4)
    kernel = np.exp(log - log.max(axis=1, keepdims=True))
    return np.asarray(kernel / kernel.sum(axis=1, keepdims=True))


def figures_of(iso3: Sequence[str]) -> Array:
    """Return the figures of states, shape (states, figure)."""
    facts = load_facts()
    places = [facts.iso3.index(state) for state in iso3]
    measured = (
        STARTING["ideal_point"](facts),
        1.0 - STARTING["autocracy"](facts),
        np.sqrt(STARTING["dependence_on_russia"](facts)),
    )
    scored = [(x[places] - x[places].mean()) / x[places].std() for x in measured]
    africa = np.array([region.endswith("Africa") for region in facts.text("un_region")], float)
    marks = STARTING["in_coalition"](facts), facts["brics"] + facts["sco"], facts["csto"], africa
    return np.stack([*scored, *(x[places] for x in marks)], axis=1)


def kind_of(text: Text) -> str:
    """Return the class of a text by its strictness: mild or strict."""
    return "strict" if text.strictness > (MILD + STRICT) / 2.0 else "mild"


class _Fit:
    """The votes on some texts, and their likelihood."""

    def __init__(self, resolutions: Sequence[str]) -> None:
        cast = every_vote()
        self.texts = [every_text()[r] for r in resolutions]
        self.iso3 = tuple(sorted(set().union(*(cast[r] for r in resolutions))))
        self.x = figures_of(self.iso3)
        self.kinds = [kind_of(text) for text in self.texts]
        self.months = [month_number(text.month) for text in self.texts]
        self.allowed = [self._allowed(cast[r]) for r in resolutions]

    def _allowed(self, cast: dict[str, tuple[int, ...]]) -> NDArray[np.float64]:
        """Return which votes may be, shape (states, 3).

        Who is not on a list of which the opponents are complete has not voted no.
        """
        unnamed = (1, 2) if len(cast) < len(self.iso3) else (0, 1, 2)
        return np.array([[float(k in cast.get(s, unnamed)) for k in range(3)] for s in self.iso3])

    @property
    def start(self) -> Array:
        beta = np.zeros(len(FIGURES))
        return np.concatenate(
            [beta, [LOG_SIGMA[0]], [-3.0, 2.0, 2.0], [-8.0, 2.0, 2.0], np.zeros(len(self.texts))]
        )

    def thresholds(self, theta: Array) -> tuple[list[float], list[float], list[Array], list[Array]]:
        """Return a and b of each text, with their gradients."""
        n = len(FIGURES) + 1
        a, b, da, db = [], [], [], []
        for v, (text, kind) in enumerate(zip(self.texts, self.kinds, strict=True)):
            weights = np.array([1.0, float(kind == "strict"), float(text.resolution == EARLY)])
            ga, gb = np.zeros(len(theta)), np.zeros(len(theta))
            ga[n : n + 3] = weights
            gb[n + 3 : n + 6] = weights
            gb[n + 6 + v] = 1.0
            a.append(float(ga @ theta))
            b.append(float(gb @ theta))
            da.append(ga)
            db.append(gb)
        return a, b, da, db

    def follow(self, theta: Array, log_tau: float) -> tuple[float, Array, Array]:
        """Return the log likelihood, its gradient and the filtered positions."""
        k, tau = len(FIGURES), float(np.exp(log_tau))
        beta, sigma = theta[:k], float(np.exp(theta[k]))
        eta = (self.x @ beta)[:, None] + sigma * GRID
        a, b, da, db = self.thresholds(theta)
        own = np.exp(-0.5 * GRID**2)
        before = np.broadcast_to(own / own.sum(), eta.shape)
        filtered, told, slopes, moves = [], [], [], []
        value = 0.0
        for v, allowed in enumerate(self.allowed):
            move = _move(self.months[v] - self.months[v - 1], tau) if v else np.eye(len(GRID))
            before = before @ move
            yes, no = logistic(eta - a[v]), logistic(b[v] - eta)
            dyes, dno = yes * (1.0 - yes), no * (1.0 - no)
            rest = np.maximum(1.0 - yes - no, 1e-9)
            n_, r_, y_ = (allowed[:, [j]] for j in range(3))
            chance = n_ * no + r_ * rest + y_ * yes
            slope_a = (r_ - y_) * dyes / chance
            slope_b = (n_ - r_) * dno / chance
            after = before * chance
            seen = after.sum(axis=1, keepdims=True)
            value += float(np.log(seen).sum())
            before = after / seen
            filtered.append(before)
            told.append(chance / seen)
            slopes.append((slope_a, slope_b))
            moves.append(move)
        gradient = np.zeros(len(theta))
        back = np.ones_like(eta)
        for v in range(len(self.allowed) - 1, -1, -1):
            smoothed = filtered[v] * back
            smoothed /= smoothed.sum(axis=1, keepdims=True)
            slope_a, slope_b = slopes[v]
            ga, gb = smoothed * slope_a, smoothed * slope_b
            by_eta = -(ga + gb)
            gradient[:k] += by_eta.sum(axis=1) @ self.x
            gradient[k] += sigma * float((by_eta @ GRID).sum())
            gradient += ga.sum() * da[v] + gb.sum() * db[v]
            back = (back * told[v]) @ moves[v].T
        return value, gradient, before

    def loss(self, theta: Array, log_tau: float) -> tuple[float, Array]:
        """Return minus the log posterior and its gradient."""
        value, gradient, _ = self.follow(theta, log_tau)
        mean, spread = self.prior
        away = (theta - mean) / spread
        return 0.5 * float(away @ away) - value, away / spread - gradient

    @property
    def prior(self) -> tuple[Array, Array]:
        """Means and standard deviations of the prior of each number."""
        k = len(FIGURES)
        step, wide = SPREAD_OF_STEP
        mean = np.concatenate(
            [
                np.zeros(k),
                [LOG_SIGMA[0]],
                [-3.0, step, 0.0],
                [-8.0, step, 0.0],
                np.zeros(len(self.texts)),
            ]
        )
        spread = np.concatenate(
            [
                np.full(k, SPREAD_OF_BETA),
                [LOG_SIGMA[1]],
                [5.0, wide, 5.0],
                [5.0, wide, 5.0],
                [SPREAD_OF_NO[kind] for kind in self.kinds],
            ]
        )
        return mean, spread


def fit_positions(resolutions: Sequence[str]) -> Positions:
    """Return what the votes on some texts, in the order of their months, tell of the states."""
    fit = _Fit(resolutions)
    theta = fit.start
    best = (np.inf, theta, 0.0)
    for log_tau in np.log([90.0, 130.0, 180.0, 260.0, 360.0]):
        found = minimize(fit.loss, best[1], args=(log_tau,), jac=True, method="L-BFGS-B")
        lost = found.fun + 0.5 * ((log_tau - LOG_TAU[0]) / LOG_TAU[1]) ** 2
        if lost < best[0]:
            best = (lost, found.x, float(log_tau))
    _, theta, log_tau = best
    k = len(FIGURES)
    _, _, own = fit.follow(theta, log_tau)
    n = k + 1
    seen = "strict" in fit.kinds
    return Positions(
        iso3=fit.iso3,
        beta=theta[:k],
        sigma=float(np.exp(theta[k])),
        tau=float(np.exp(log_tau)),
        yes={"mild": theta[n], "strict": theta[n] + theta[n + 1]},
        no={"mild": theta[n + 3], "strict": theta[n + 3] + theta[n + 4]},
        step_spread=0.0 if seen else SPREAD_OF_STEP[1],
        figures=fit.x @ theta[:k],
        own=own,
        month=fit.months[-1],
    )


def rows(positions: Positions) -> list[tuple[str, float, float, float]]:
    """Return state, x β, mean and standard deviation of its own position, for every state.

    Who has never voted, Taiwan, has a position of its own as wide as the spread of all.
    """
    states = load_facts().iso3
    place = {state: i for i, state in enumerate(positions.iso3)}
    figures = figures_of(states) @ positions.beta
    own = [positions.mean[place[s]] if s in place else 0.0 for s in states]
    doubt = [positions.doubt[place[s]] if s in place else positions.sigma for s in states]
    return sorted(zip(states, figures, own, doubt, strict=True))


def table_of_positions() -> str:
    """Return the table ``world/positions.csv``: the positions after the last text."""
    lines = [
        f"{state},{figures:.2f},{own:.2f},{doubt:.2f}"
        for state, figures, own, doubt in rows(fit_positions(tuple(every_text())))
    ]
    return "\n".join(("state,figures,own,doubt", *lines, ""))
