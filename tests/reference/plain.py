"""Four mechanisms of the model, written once more as plainly as possible.

One run, one agent at a time: Mesa agents with Python numbers, loops and `if`. It knows attention,
provocation with the answer to it, escalation in the theatres, and the votes of the General
Assembly; everything else stands still. Fed the same luck, it must agree with the fast engine.

Read it beside `multipolar/rules`: the formulas are the same, the arrays are gone.
"""

import math

import mesa

from multipolar.axes import CHALLENGER, SPONSOR, STATE, THEATRE
from multipolar.luck import Draw, Luck
from multipolar.model import priors_of
from multipolar.months import month_number
from multipolar.rules.sampling import draw_parameters
from multipolar.world import World
from multipolar.world.tables import read_table

LADDER = [
    {
        key: float(row[key])
        for key in ("gain", "standing", "cost", "licence", "reciprocity", "intensity")
    }
    for row in read_table("ladder.csv")
]
PEACE, CRISIS, WAR = 0, 1, 2
ANSWERS = (-1, 0, 1)
VOTES = (-1, 0, 1)


def bounded(value, low, high):
    """Return a value moved into its bounds."""
    return min(max(value, low), high)


def shares(utilities):
    """Return logit shares."""
    highest = max(utilities)
    weights = [math.exp(u - highest) for u in utilities]
    return [w / sum(weights) for w in weights]


def pick(utilities, temperature, luck):
    """Choose an option by quantal response."""
    reached = 0.0
    for option, share in enumerate(shares([u / temperature for u in utilities])[:-1]):
        reached += share
        if luck < reached:
            return option
    return len(utilities) - 1


class Theatre:
    """A place where escalation rises and falls."""

    def __init__(self, number, world, parameters):
        self.number = number
        self.p = parameters
        self.escalation = float(world.escalation[0, number])
        self.opening = float(world.opening_escalation[number])
        self.expected = float(world.expected_escalation[0, number])
        self.rest = float(world.rest_level[0, number])
        self.regime = int(world.regime[0, number])
        self.months_asking = float(world.regime_months[0, number])
        self.response = float(world.response[0, number])
        self.felt = 0.0
        self.resting = self.rest

    def rest_under_regime(self):
        if self.regime == WAR:
            return self.p["theatres.war_level"]
        return self.rest + (self.p["theatres.crisis_lift"] if self.regime == CRISIS else 0.0)

    def shake(self, rungs):
        """Move by an event: so many rungs from rest, from elsewhere the same share of the room."""
        if rungs >= 0.0:
            share = rungs / max(10.0 - self.rest, 1.0)
            self.escalation += min(1.0, share) * (10.0 - self.escalation)
        else:
            share = -rungs / max(self.rest, 1.0)
            self.escalation -= min(1.0, share) * self.escalation

    def escalate(self, provoked, others, noise):
        """Return next month's level; ``others`` are this month's levels above rest elsewhere."""
        new_force = max(0.0, provoked - max(self.felt, LADDER[2]["intensity"]))
        push = (
            self.p["theatres.provocation_weight"] * provoked
            + self.p["theatres.lethal_shock"] * new_force
            + self.p["theatres.response_weight"] * self.response
            + self.p["theatres.mirroring"] * others
        )
        back = self.p["theatres.reversion"] * (self.escalation - self.rest_under_regime())
        level = (
            self.escalation
            + (1.0 - self.escalation / 10.0) * push
            - back
            + self.p["theatres.noise"] * noise
        )
        return bounded(level, 0.0, 10.0)

    def turn(self, luck):
        """Change the regime: crises need two months, wars and their ends are drawn."""
        high = self.escalation > self.p["theatres.crisis_threshold"]
        asking = high if self.regime == PEACE else self.regime == CRISIS and not high
        self.months_asking = self.months_asking + 1 if asking else 0
        before = self.regime
        slope, threshold = self.p["theatres.war_slope"], self.p["theatres.war_threshold"]
        to_war = 1.0 / (1.0 + math.exp(-slope * (self.escalation - threshold)))
        if before == CRISIS and luck < to_war:
            self.regime = WAR
        elif before == WAR and luck < self.p["theatres.war_exit"]:
            self.regime = CRISIS
        elif self.months_asking >= 2:
            self.regime = CRISIS if before == PEACE else PEACE
        if self.regime != before:
            self.months_asking = 0


class Sponsor(mesa.Agent):
    """A state whose attention the theatres compete for."""

    def __init__(self, model, number, world):
        super().__init__(model)
        self.p = model.parameters
        self.weights = [float(w) for w in world.salience_weight[number, :-1]]
        self.at_home = float(world.domestic_attention[number])
        self.attention = [float(a) for a in world.attention[0, number]]
        self.fatigue = [float(f) for f in world.fatigue[0, number]]
        self.size = float(world.gdp_weight[number])
        self.unity = float(world.cohesion[0, number])

    def divide(self):
        """Divide attention by salience, which surprise raises and fatigue lowers."""
        keen = self.p["attention.responsiveness"]
        theatres = self.model.theatres
        pulls = [
            keen
            * (
                weight * theatre.escalation
                + self.p["attention.novelty"] * max(0.0, theatre.escalation - theatre.expected)
                - self.p["attention.fatigue"] * tired
            )
            for theatre, weight, tired in zip(theatres, self.weights, self.fatigue, strict=True)
        ]
        abroad = sum(
            math.exp(keen * weight * theatre.opening)
            for theatre, weight in zip(theatres, self.weights, strict=True)
        )
        pulls.append(math.log(self.at_home / (1.0 - self.at_home) * abroad))
        speed = self.p["attention.adjustment"]
        self.attention = [
            bounded(held + speed * (goal - held), 0.0, 1.0)
            for held, goal in zip(self.attention, shares(pulls), strict=True)
        ]
        memory = self.p["attention.fatigue_memory"]
        self.fatigue = [
            memory * tired + held
            for tired, held in zip(self.fatigue, self.attention[:-1], strict=True)
        ]


class Challenger(mesa.Agent):
    """A state that may go up the ladder in its theatre."""

    def __init__(self, model, number, world):
        super().__init__(model)
        self.p = model.parameters
        self.number = number
        self.iso3 = world.roster.labels[CHALLENGER][number]
        self.nerve = float(world.emboldenment[0, number])
        self.deficit = max(0.0, float(world.status_target[number] - world.status[0, number]))
        self.habit = float(world.habit[number])
        self.grey_zone = float(world.grey_zone[0, number])
        self.client = float(world.client[number])
        self.fed_by_russia = float(world.perceived_dependence[0, number])
        self.involvement = [float(share) for share in world.involvement[number]]
        self.provocation = float(world.provocation[0, number])
        self.action = 0

    def utility(self, rung):
        """Return the utility of a rung of the ladder."""
        step = LADDER[rung]
        answer = self.model.theatres[self.number].response
        worth = self.nerve * step["gain"]
        worth += self.p["provocation.deficit_weight"] * self.deficit * step["standing"]
        worth += self.p["provocation.reciprocity"] * answer * step["reciprocity"]
        worth -= (1.0 + self.p["provocation.deterrence"] * max(0.0, answer)) * step["cost"]
        if rung == 1 and not self.grey_zone:
            worth -= 10.0
        if rung == 2:
            worth += self.habit
        if self.iso3 == "RUS":
            weak = 1.0 - sum(sponsor.unity * sponsor.size for sponsor in self.model.sponsors)
            worth += self.p["emboldenment.opportunism"] * weak * self.nerve * step["gain"]
        if self.iso3 == "PRK":
            hold = self.client * (1.0 - self.fed_by_russia)
            worth -= self.p["provocation.restraint"] * hold * rung
        return worth

    def choose(self, luck):
        """Choose a rung."""
        utilities = [self.utility(rung) for rung in range(len(LADDER))]
        self.action = pick(utilities, self.p["provocation.temperature"], luck)


class FrontState(mesa.Agent):
    """The state that answers in a theatre, holds, or talks tension down."""

    def __init__(self, model, theatre):
        super().__init__(model)
        self.p = model.parameters
        self.theatre = theatre
        self.answer = 0

    def choose(self, luck):
        """Choose an answer to what the challenger did last month."""
        anger = self.p["provocation.resolve"] * self.theatre.felt
        tension = max(0.0, self.theatre.escalation - self.theatre.resting)
        pull = self.p["provocation.relief"] * tension
        utilities = [pull - anger, self.p["provocation.inertia"], anger - pull]
        self.answer = ANSWERS[pick(utilities, self.p["provocation.temperature"], luck)]


class Voter(mesa.Agent):
    """A state with a position on the war and a vote."""

    def __init__(self, model, number, world):
        super().__init__(model)
        self.p = model.parameters
        self.number = number
        self.votes = world.roster.iso3[number] != "TWN"
        self.position = float(world.alignment[0, number])
        self.home = float(world.opening_alignment[number])
        self.contact = float(world.contact[0, number])
        self.autocracy = float(world.autocracy[number])
        self.on_the_west = float(world.dependence_on_west[number])
        self.courted = float(world.courted[number])
        self.offer = float(world.western_offer[0, number])
        self.vote = 0

    def choose(self, strictness, luck):
        """Vote no, abstain or yes on a text of some strictness."""
        scale = self.p["alignment.vote_scale"]
        utilities = [
            -scale * self.position - 0.35 * scale,
            1.9,
            scale * self.position - 0.35 * scale * (strictness - 0.4),
        ]
        self.vote = VOTES[pick(utilities, self.p["provocation.temperature"], luck)]

    def sway(self, effort, unity, seen, hot):
        """Move the position between the pulls of the West, of Russia and of home."""
        pivotal = math.exp(-((self.position / 0.5) ** 2))
        west = self.p["alignment.west"] * (
            self.offer + self.on_the_west * (unity - 0.9) + 0.5 * (seen - 0.2)
        )
        russia = self.p["alignment.russia"] * (
            effort * pivotal * (0.15 * self.autocracy + self.contact) - 0.06
        )
        gaza = self.p["alignment.gaza"] * hot * (1.0 - self.on_the_west)
        back = self.p["alignment.home"] * (self.home - self.position)
        moved = self.position + self.courted * (west - russia - gaza + back)
        self.position = bounded(moved, -1.0, 1.0)
        self.contact *= 0.926


class PlainModel(mesa.Model):
    """One run of the four mechanisms.

    Parameters
    ----------
    spec : Spec
        Scenario with these four mechanisms on, and events for the escalation or the regime of a
        theatre, the strictness of a vote or Russia's effort.
    seed, run : int
        Seed of the experiment and index of the run.
    """

    def __init__(self, spec, seed=1, run=0):
        super().__init__(rng=seed)
        world = World(1)
        drawn = draw_parameters(priors_of(spec), seed, run, 1, source="prior")
        self.parameters = {name: float(value[0]) for name, value in drawn.items()}
        self.spec = spec
        self.clock = month_number(spec.start)
        self.luck = Luck(seed, run, 1)
        self.roster = world.roster
        self.strictness = 0.0
        self.effort = float(world.effort[0])
        self.theatres = [
            Theatre(k, world, self.parameters) for k in range(world.roster.size(THEATRE))
        ]
        self.sponsors = [Sponsor(self, s, world) for s in range(world.roster.size(SPONSOR))]
        self.challengers = [
            Challenger(self, i, world) for i in range(world.roster.size(CHALLENGER))
        ]
        self.fronts = [FrontState(self, theatre) for theatre in self.theatres]
        self.voters = [Voter(self, n, world) for n in range(world.roster.size(STATE))]

    def numbers(self, stream, axis, kind="uniform"):
        """Return the luck of a decision this month, a number for each member of an axis."""
        return self.luck.draw(Draw(stream, axis, kind), self.clock, self.roster.size(axis))[0]

    def step(self):
        """Compute a month."""
        self.happen()
        for sponsor in self.sponsors:
            sponsor.divide()
        for theatre in self.theatres:
            gap = theatre.escalation - theatre.expected
            theatre.expected += self.parameters["attention.habituation"] * gap
            theatre.resting = theatre.rest_under_regime()
            theatre.felt = self.provoked(theatre)
        self.decide()
        self.vote()
        self.escalate()
        self.strictness = 0.0
        self.clock += 1

    def happen(self):
        """Let the month's events happen."""
        for event in self.spec.events:
            if month_number(event.month) != self.clock:
                continue
            if event.attribute == "vote_strictness":
                self.strictness = event.value
            elif event.attribute == "effort":
                self.effort = event.value
            else:
                theatre = self.theatres[self.roster.index(event.where, THEATRE)]
                if event.attribute == "regime":
                    theatre.regime = int(event.value)
                else:
                    theatre.shake(event.value)

    def provoked(self, theatre):
        """Return the provocations of the month that a theatre feels."""
        return sum(c.provocation * c.involvement[theatre.number] for c in self.challengers)

    def decide(self):
        """Let challengers and front states choose, none seeing another's choice of the month."""
        luck = self.numbers("provocation", CHALLENGER)
        for challenger in self.challengers:
            challenger.choose(luck[challenger.number])
        luck = self.numbers("response", THEATRE)
        for front in self.fronts:
            front.choose(luck[front.theatre.number])
        for challenger in self.challengers:
            challenger.provocation = LADDER[challenger.action]["intensity"]
        for front in self.fronts:
            front.theatre.response = front.answer

    def vote(self):
        """Hold the vote, if there is one, and let positions move."""
        if self.strictness > 0.0:
            luck = self.numbers("vote", STATE)
            for voter in self.voters:
                if voter.votes:
                    voter.choose(self.strictness, luck[voter.number])
        unity = sum(s.unity * s.size for s in self.sponsors)
        seen = sum(s.attention[0] * s.size for s in self.sponsors)
        hot = max(0.0, self.theatres[-1].escalation - 5.0)
        for voter in self.voters:
            voter.sway(self.effort, unity, seen, hot)

    def escalate(self):
        """Move every theatre by the levels of this month, then turn the regimes."""
        noise = self.numbers("escalation_noise", THEATRE, "normal")
        excess = [max(0.0, theatre.escalation - theatre.rest) for theatre in self.theatres]
        levels = [
            theatre.escalate(self.provoked(theatre), sum(excess) - mine, shock)
            for theatre, mine, shock in zip(self.theatres, excess, noise, strict=True)
        ]
        luck = self.numbers("regime_change", THEATRE)
        for theatre, level in zip(self.theatres, levels, strict=True):
            theatre.escalation = level
        for theatre, number in zip(self.theatres, luck, strict=True):
            theatre.turn(number)
