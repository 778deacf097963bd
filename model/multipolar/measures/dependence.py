"""Dependence: on trade and on rents apart, and how far a client sees its own."""

from __future__ import annotations

from functools import partial

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.measures.measure import (
    Measure,
    Trajectories,
    declared,
    first_line,
    measure,
    series,
    so_far,
)
from multipolar.months import MONTHS_PER_YEAR
from multipolar.world.attributes import attributes
from multipolar.world.opening import OPENING, opening_value
from multipolar.world.roster import Roster

CLIENTS = ("PRK", "IRN")
TEST = 2
"""Rung of the ladder of actions up to which a client without licence counts as complying."""

ASYMMETRIC, COMPLIANT = 0.3, 0.6
"""Thresholds of the appendage test; judged."""


def rent(data: Trajectories, roster: Roster, *, iso3: str) -> Array:
    """Return a client's dependence on Russia for rents: arms, food, fuel and technology."""
    return series(data, "dependence_rent", roster.index(iso3, CHALLENGER))


def trade_korea(data: Trajectories, roster: Roster, *, partner: str) -> Array:
    """Return the share of a partner in North Korea's goods trade, Russian payments counted in.

    Official trade as before the war, arms left out, and what Russia pays for them in goods.
    """
    korea = roster.index("PRK")
    official = float(roster.facts["trade_usd_bn_2016"][roster.columns][korea])
    share = float(opening_value(attributes()[PARTNERS[partner]], roster)[korea])
    paid = MONTHS_PER_YEAR * series(data, "goods")
    mine = share * official + (paid if partner == "RUS" else 0.0)
    return np.asarray(mine / (official + paid))


PARTNERS = {"CHN": "dependence_on_china", "RUS": "dependence_on_russia"}
"""Attribute that holds the share of a partner in a state's trade before the war."""


def blindness(data: Trajectories, roster: Roster, *, iso3: str) -> Array:
    """Return a client's dependence on rents minus the dependence that it sees."""
    seen = series(data, "perceived_dependence", roster.index(iso3, CHALLENGER))
    return rent(data, roster, iso3=iso3) - seen


@measure("russia_on_china", "RUS: share of China in trade", "share")
def russia_on_china(data: Trajectories, _roster: Roster) -> Array:
    """Return the share of China in Russia's goods trade."""
    return series(data, "russia_on_china")


@measure("discount_RUS", "RUS: discount on energy for China", "share")
def discount(data: Trajectories, _roster: Roster) -> Array:
    """Return the discount at which China buys Russian energy."""
    return series(data, "discount")


@measure("trade_asymmetry_RUS", "RUS and China: trade asymmetry", "share")
def trade_asymmetry_china(data: Trajectories, roster: Roster) -> Array:
    """Return China's share in Russia's trade minus Russia's in China's, the latter of 2021."""
    back = opening_value(attributes()["dependence_on_russia"], roster)[roster.index("CHN")]
    return np.asarray(series(data, "russia_on_china") - back)


@measure("concentration_RUS", "RUS: concentration of trade", "share")
def concentration(data: Trajectories, roster: Roster) -> Array:
    """Return the concentration of Russia's trade outside the coalition (Herfindahl index).

    China's share moves, the others share the rest as in 2021.
    """
    weight = OPENING["russia_trade_weight"](roster)
    china = roster.index("CHN")
    others = np.delete(weight, china)
    rest = float(((others / others.sum()) ** 2).sum()) if others.sum() > 0.0 else 0.0
    share = series(data, "russia_on_china")
    return np.asarray(share**2 + (1.0 - share) ** 2 * rest)


def russian_need(data: Trajectories, _roster: Roster) -> Array:
    """Return the share of North Korean shells in Russian fire: the dependence the other way."""
    shipped, fired = series(data, "shipments"), series(data, "fire_russia")
    need = np.zeros_like(fired)
    np.divide(shipped, fired, out=need, where=fired > 0.0)
    return np.asarray(np.minimum(need, 1.0))


@measure("asymmetry_PRK", "PRK and Russia: asymmetry of rents", "share")
def asymmetry_korea(data: Trajectories, roster: Roster) -> Array:
    """Return North Korea's dependence on rents from Russia minus Russia's on its shells."""
    return rent(data, roster, iso3="PRK") - russian_need(data, roster)


def compliance(data: Trajectories, roster: Roster, *, iso3: str) -> Array:
    """Return the share of months so far without limited force or more that Russia did not allow."""
    place = roster.index(iso3, CHALLENGER)
    kept = (data["action"][..., place] <= TEST) | (data["licence"][..., place] > 0.0)
    return np.asarray(so_far(kept) / np.arange(1.0, kept.shape[1] + 1.0))


@measure("appendage_PRK", "PRK: appendage of Russia", "share", cumulative=True)
def appendage(data: Trajectories, roster: Roster) -> Array:
    """Return whether North Korea is an appendage: asymmetry above 0.3 and compliance above 0.6."""
    lopsided = asymmetry_korea(data, roster) > ASYMMETRIC
    return np.asarray(lopsided & (compliance(data, roster, iso3="PRK") > COMPLIANT), dtype=float)


def measures() -> list[Measure]:
    """Return the measures of dependence."""
    found = [
        Measure(
            f"{name}_{iso3}",
            f"{iso3}: {word}",
            "share",
            first_line(function),
            partial(function, iso3=iso3),
            headline=headline and iso3 == "PRK",
            cumulative=cumulative,
        )
        for iso3 in CLIENTS
        for name, word, function, headline, cumulative in (
            ("dependence_rent", "dependence on Russian rents", rent, False, False),
            ("blindness", "dependence it does not see", blindness, True, False),
            ("compliance", "months without force of its own", compliance, False, True),
        )
    ]
    found += declared(__name__)
    found += [
        Measure(
            f"trade_{partner}_PRK",
            f"PRK: share of {partner} in goods trade",
            "share",
            first_line(trade_korea),
            partial(trade_korea, partner=partner),
        )
        for partner in PARTNERS
    ]
    return found
