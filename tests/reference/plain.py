"""Four mechanisms of the model, written once more as plainly as possible.

One run, one agent at a time: Mesa agents with Python numbers, loops and `if`, activated type by
type, and a data collector. It knows attention with the support that follows it, provocation with
the answers and threats, escalation in the theatres, and alignment with the votes of the General
Assembly; everything else stands still. Fed the same luck, it must agree with the fast engine.

Read it beside `multipolar/rules`: the formulas are the same, the arrays are gone.
"""

import math

import mesa

from multipolar.axes import ARENA, BLOC, CHALLENGER, SATELLITE, SPONSOR, STATE, THEATRE
from multipolar.loading import priors_of, replaced_in
from multipolar.luck import Draw, Luck
from multipolar.months import month_number
from multipolar.rules.sampling import draw_parameters, past_of
from multipolar.world import World
from multipolar.world.tables import read_table

RUNGS = sorted(read_table("ladder.csv"), key=lambda row: int(row["rung"]))
NESTS = [row["nest"] for row in RUNGS]
CONFLICT_NUMBERS = (
    "hazard_first",
    "until_first",
    "hazard_then",
    "until_then",
    "hazard_later",
    "level",
    "ceiling",
)
LADDER = [
    {
        key: float(row[key])
        for key in ("gain", "standing", "cost", "licence", "reciprocity", "intensity")
    }
    for row in RUNGS
]
PEACE, CRISIS, WAR = 0, 1, 2
KINDS = [
    {key: float(value) for key, value in row.items() if key in CONFLICT_NUMBERS}
    | {"widens_to": row["widens_to"], "conflict": row["conflict"]}
    for row in read_table("conflicts.csv")
]
NAMES = [kind["conflict"] for kind in KINDS]
UKRAINE, MIDDLE_EAST = 0, 3
ANSWERS = (-1, 0, 1)
VOTES = (-1, 0, 1)
COURSES = (-1, 0, 1)


def bounded(value, low, high):
    """Return a value moved into its bounds."""
    return min(max(value, low), high)


def shares(utilities):
    """Return logit shares."""
    highest = max(utilities)
    weights = [math.exp(u - highest) for u in utilities]
    return [w / sum(weights) for w in weights]


def rungs_of(utilities, nests):
    """Return the chances of a nested choice: first whether to act, then how."""
    still = [k for k, nest in enumerate(nests) if nest == nests[0]]
    acts = [k for k, nest in enumerate(nests) if nest != nests[0]]
    highest = max(utilities[k] for k in acts)
    worth = highest + math.log(sum(math.exp(utilities[k] - highest) for k in acts))
    chances = [0.0] * len(utilities)
    for nest, chance in zip((still, acts), shares([utilities[0], worth]), strict=True):
        for k, share in zip(nest, shares([utilities[k] for k in nest]), strict=True):
            chances[k] = chance * share
    return chances


def pick(utilities, temperature, luck, nests=()):
    """Choose an option by quantal response."""
    scaled = [u / temperature for u in utilities]
    reached = 0.0
    for option, share in enumerate((rungs_of(scaled, nests) if nests else shares(scaled))[:-1]):
        reached += share
        if luck < reached:
            return option
    return len(utilities) - 1


class Theatre(mesa.Agent):
    """A place where escalation rises and falls."""

    def __init__(self, model, number, world):
        super().__init__(model)
        self.p = model.parameters
        self.number = number
        self.escalation = float(world.escalation[0, number])
        self.opening = float(world.start_of_escalation[number])
        self.rest = float(world.rest_level[0, number])
        self.regime = int(world.regime[0, number])
        self.months_asking = float(world.regime_months[0, number])
        self.usual = self.conflict = int(world.start_of_conflict[number])
        self.war_months = self.truce_months = 0
        self.open = True
        self.won = 0
        self.response = float(world.response[0, number])
        self.felt = 0.0
        self.resting = self.rest
        self.spilled = 0.0
        self.next_level = self.escalation

    def rest_under_regime(self):
        if self.regime == WAR:
            return KINDS[self.conflict]["level"]
        return self.rest + (self.p["regimes.crisis_lift"] if self.regime == CRISIS else 0.0)

    def shake(self, rungs):
        """Move by an event: so many rungs from rest, from elsewhere the same share of the room."""
        if rungs >= 0.0:
            share = rungs / max(10.0 - self.rest, 1.0)
            self.escalation += min(1.0, share) * (10.0 - self.escalation)
        else:
            share = -rungs / max(self.rest, 1.0)
            self.escalation -= min(1.0, share) * self.escalation

    @property
    def excess(self):
        return max(0.0, self.escalation - self.rest)

    def provoked(self):
        """Return the provocations of the month that the theatre feels."""
        challengers = self.model.agents_by_type[Challenger]
        return sum(c.provocation * c.involvement[self.number] for c in challengers)

    def perceive(self):
        """See where the level rests and what last month's acts were."""
        self.resting = self.rest_under_regime()
        self.felt = self.provoked()

    def escalate(self):
        """Work out next month's level, while all others stand where they stood."""
        provoked = self.provoked()
        others = sum(theatre.excess for theatre in self.model.theatres) - self.excess
        new_force = max(0.0, provoked - max(self.felt, LADDER[2]["intensity"]))
        room = 1.0 - self.escalation / 10.0
        mirrored = self.p["theatres.mirroring"] * others
        push = (
            self.p["theatres.provocation_weight"] * provoked
            + self.p["theatres.lethal_shock"] * new_force
            + self.p["theatres.response_weight"] * self.response
            + mirrored
        )
        back = (1.0 - 2.0 ** (-1.0 / self.p["theatres.half_life"])) * (
            self.escalation - self.resting
        )
        noise = self.p["theatres.noise"] * self.model.luck["escalation_noise"][self.number]
        self.next_level = bounded(self.escalation + room * push - back + noise, 0.0, 10.0)
        self.spilled = room * mirrored

    def turn(self):
        """Take the new level and change the regime: wars and their ends are drawn."""
        self.escalation = self.next_level
        high = self.escalation > self.p["regimes.crisis_threshold"]
        asking = high if self.regime == PEACE else self.regime == CRISIS and not high
        self.months_asking = self.months_asking + 1 if asking else 0
        before = self.regime
        if self.regime == WAR:
            self.fight_on()
        elif self.war_months > 0:
            self.calm_down()
            self.regime = PEACE if before == CRISIS and self.months_asking >= 2 else before
            self.stop(truce=True)
        elif self.truce_months > 0 and self.truce_breaks():
            self.regime, self.truce_months, self.won = WAR, 0, 0
            self.move_to(KINDS[self.conflict]["level"])
        else:
            self.wait()
        if before == PEACE and self.months_asking >= 2 and self.regime == PEACE:
            self.regime = CRISIS
        if self.regime != before:
            self.months_asking = 0

    def fight_on(self):
        """Let a war end by its age, widen, or go on below the ceiling of its kind."""
        kind = KINDS[self.conflict]
        age = self.war_months + 1
        rate = kind["hazard_first"]
        if age > kind["until_then"]:
            rate = kind["hazard_later"]
        elif age > kind["until_first"]:
            rate = kind["hazard_then"]
        self.truce_months, self.won = 0, 0
        self.war_months = age
        if self.open and self.luck("war_ends") < 1.0 - math.exp(-rate):
            self.regime = CRISIS
            self.calm_down()
            self.stop(truce=self.luck("victory") >= self.p["conflicts.victory"])
        elif kind["widens_to"] != kind["conflict"] and self.luck("war_widens") < self.chance(
            "conflicts.widening_slope", kind["ceiling"]
        ):
            self.conflict, self.war_months = NAMES.index(kind["widens_to"]), 0
        else:
            self.escalation = min(self.escalation, kind["ceiling"])

    def wait(self):
        """Let a crisis turn to war or to peace, and a truce grow old."""
        if self.regime == CRISIS and self.luck("regime_change") < self.chance(
            "regimes.war_slope", self.p["regimes.war_threshold"]
        ):
            self.regime, self.won = WAR, 0
            self.truce_months = 0
            return
        if self.regime == CRISIS and self.months_asking >= 2:
            self.regime = PEACE
            self.months_asking = 0
        if self.truce_months > 0:
            old = self.truce_months >= self.p["conflicts.truce_horizon"]
            self.truce_months = 0 if old else self.truce_months + 1
        else:
            self.conflict = self.usual

    def stop(self, truce):
        self.war_months = 0
        self.truce_months, self.won = (1, 0) if truce else (0, 1)

    def calm_down(self):
        """Move tension to where it rests in a crisis."""
        self.move_to(self.rest + self.p["regimes.crisis_lift"])

    def move_to(self, level):
        share = self.p["conflicts.standing_down"]
        self.escalation = bounded(self.escalation + share * (level - self.escalation), 0.0, 10.0)

    def truce_breaks(self):
        lasting = (1.0 - self.p["conflicts.broken_truces"]) ** (
            1.0 / self.p["conflicts.truce_horizon"]
        )
        return self.luck("truce_breaks") < 1.0 - lasting

    def chance(self, slope, level):
        return 1.0 / (1.0 + math.exp(-self.p[slope] * (self.escalation - level)))

    def luck(self, stream):
        return self.model.luck[stream][self.number]


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
        self.capacity = float(world.aid_capacity[number])
        self.stands_in = float(world.compensates[number])
        self.number, self.course = number, 0
        self.programme = float(world.programme[0, number])
        self.gate = float(world.aid_gate[0, number])
        self.shut = float(world.gate_shut[0, number])
        self.aid = float(world.aid[0, number])
        self.aid_last_month = float(world.aid_last_month[0, number])
        self.aid_arriving = float(world.aid_arriving[0, number])

    def divide(self):
        """Divide attention by salience, which tension raises and overexposure lowers."""
        keen = -math.log(self.p["attention.crowding"]) / self.p["attention.outweighing"]
        weary = self.p["attention.exposure"] / self.p["attention.news_half_life"]
        theatres = self.model.theatres
        pulls = [
            keen * weight * theatre.escalation - weary * tired
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
        memory = 0.5 ** (1.0 / self.p["attention.fatigue_half_life"])
        self.fatigue = [
            memory * tired + held**2
            for tired, held in zip(self.fatigue, self.attention[:-1], strict=True)
        ]

    def choose(self):
        """Cut, hold or raise the programme towards what attention, unity and others ask for."""
        interest = self.attention[UKRAINE] / self.p["support.reference_attention"]
        wanted = interest ** self.p["support.elasticity"] * self.unity
        if self.stands_in > 0.0:
            theirs = self.model.withheld / self.capacity * self.stands_in
            wanted *= 1.0 + self.p["support.compensation"] * theirs
        steps = math.log(wanted / self.programme) / self.p["support.step"]
        inertia = self.p["support.inertia"]
        luck = self.model.luck["aid"][self.number]
        utilities = [-steps - inertia, 0.0, steps - inertia]
        self.course = COURSES[pick(utilities, self.p["support.temperature"], luck)]

    def count_shut(self):
        """Count for how many months a gate that was open has been shut."""
        begun = self.aid > 0.0 or self.shut > 0
        self.shut = self.shut + 1 if self.gate < 1.0 and begun else 0

    def authorised(self):
        """Return the share of the programme that goes on."""
        if self.shut == 0:
            return self.gate
        left = 0.5 ** (self.shut / self.p["support.pipeline_half_life"])
        return self.gate + (1.0 - self.gate) * self.p["support.pipeline"] * left

    def withholds(self):
        """Return what of the usual programme is withheld by policy or for long."""
        lasts = self.shut >= self.p["support.patience"]
        given = min(1.0, self.programme / self.unity) * (self.gate if lasts else 1.0)
        return self.capacity * (1.0 - given)

    def send(self):
        """Pay for the programme, move it, and move on what is on its way."""
        goal = self.p["support.scale"] * self.capacity * self.programme * self.authorised()
        self.aid_arriving, self.aid_last_month = self.aid_last_month, self.aid
        self.aid = bounded(self.aid + self.p["support.adjustment"] * (goal - self.aid), 0.0, 5.0)
        moved = self.programme * math.exp(self.p["support.step"] * self.course)
        self.programme = bounded(moved, 0.05, 3.0)


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
        self.reassured_often = float(world.reassured_often[number])
        self.grey_zone = float(world.grey_zone[0, number])
        self.client = float(world.client[number])
        self.fed_by_russia = float(world.perceived_dependence[0, number])
        self.involvement = [float(share) for share in world.involvement[number]]
        self.provocation = float(world.provocation[0, number])
        self.nuclear = float(world.arsenal[number]) > 0.0
        self.nuclear_signal = 0
        self.action = 0

    def utility(self, rung):
        """Return the utility of a rung of the ladder."""
        step = LADDER[rung]
        answer = self.model.theatres[self.number].response
        heat = self.p["provocation.temperature"]
        worth = self.nerve * step["gain"]
        want = self.deficit / self.p["provocation.deficit_spread"]
        worth += heat * math.log(self.p["provocation.deficit"]) * want * step["standing"]
        worth += heat * 4.0 * self.p["provocation.reciprocity"] * answer * step["reciprocity"]
        worth -= (1.0 + self.p["provocation.deterrence"] * max(0.0, answer)) * step["cost"]
        if rung == 1 and not self.grey_zone:
            worth -= 10.0
        if rung == 2:
            worth += self.habit
        if self.iso3 == "PRK":
            hold = self.client * (1.0 - self.fed_by_russia)
            worth -= heat * math.log(self.p["provocation.neutrality"]) * hold * rung / 2
        if NESTS[rung] != NESTS[0]:
            worth -= heat * math.log(self.p["assurance.deters"]) * self.reassured_often
        return worth

    def choose(self):
        """Choose a rung."""
        utilities = [self.utility(rung) for rung in range(len(LADDER))]
        luck = self.model.luck["provocation"][self.number]
        self.action = pick(utilities, self.p["provocation.temperature"], luck, NESTS)

    def act(self):
        """Do what was chosen."""
        self.provocation = LADDER[self.action]["intensity"]

    def forget(self):
        """Depend less on Russia each month, as a client does in a world without dependence."""
        self.fed_by_russia *= 1.0 - self.p["dependence.speed"]

    def threaten(self):
        """Voice a nuclear threat, or do not."""
        level = sum(
            theatre.escalation * share
            for theatre, share in zip(self.model.theatres, self.involvement, strict=True)
        )
        odds = (
            self.p["blackmail.signal_rate"]
            + self.p["blackmail.signal_nerve"] * self.nerve
            + self.p["blackmail.signal_tension"] * (level - 5.0)
        )
        luck = self.model.luck["nuclear_signal"][self.number]
        self.nuclear_signal = int(self.nuclear and luck < 1.0 / (1.0 + math.exp(-odds)))


class FrontState(mesa.Agent):
    """The state that answers in a theatre, holds, or talks tension down."""

    def __init__(self, model, theatre):
        super().__init__(model)
        self.p = model.parameters
        self.theatre = theatre
        self.answer = 0

    def choose(self):
        """Choose an answer to what the challenger did last month."""
        anger = self.p["provocation.resolve"] * self.theatre.felt
        tension = max(0.0, self.theatre.escalation - self.theatre.resting)
        pull = self.p["provocation.relief"] * tension
        utilities = [pull - anger, self.p["provocation.inertia"], anger - pull]
        luck = self.model.luck["response"][self.theatre.number]
        self.answer = ANSWERS[pick(utilities, self.p["provocation.response_temperature"], luck)]

    def act(self):
        """Do what was chosen."""
        self.theatre.response = self.answer


class Voter(mesa.Agent):
    """A state with a position on the war, a vote, and trade that it may carry on."""

    def __init__(self, model, number, world):
        super().__init__(model)
        self.p = model.parameters
        self.number = number
        self.iso3 = world.roster.iso3[number]
        self.votes = self.iso3 != "TWN"
        self.position = float(world.alignment[0, number])
        self.home = float(world.start_of_alignment[number])
        self.autocracy = float(world.autocracy[number])
        self.on_the_west = float(world.dependence_on_west[number])
        self.courted = float(world.courted[number])
        self.offer = float(world.western_offer[0, number])
        self.evasion = float(world.evasion[0, number])
        self.start_of_evasion = float(world.start_of_evasion[number])
        self.enforces = float(world.enforces[0, number])
        self.on_china = float(world.dependence_on_china[number])
        self.part = int(world.region[number])
        self.figures = float(world.figures_of_position[number])
        self.own = float(world.own_position[0, number])
        self.doubt = float(world.doubt_of_position[number])
        blocs = world.in_bloc[:, number].tolist()
        self.bloc = blocs.index(1.0) if 1.0 in blocs else None
        self.vote = 0

    def drift(self):
        """Let the own position drift in a quarter; at first draw the doubt about it."""
        p = self.p
        kept = math.exp(-3.0 / p["votes.memory"])
        fresh = p["votes.spread"] * math.sqrt(1.0 - kept**2)
        spread = math.sqrt(12.0) * math.hypot(fresh, self.doubt * self.model.unknown)
        luck = self.model.luck["own_position"][self.number]
        self.own = kept * self.own + spread * (luck - 0.5)

    def choose(self):
        """Vote no, abstain or yes on the text of the month, by the position and its thresholds."""
        if not self.votes:
            return
        eta = self.figures + self.own
        eta += self.p["votes.stance_scale"] * (self.position - self.home)
        left = sum(n.left for n in self.model.neighbours if n.iso3 == self.iso3)
        eta += self.p["votes.alliance"] * left
        if self.bloc is not None:
            eta += self.p["votes.bloc_spread"] * self.model.luck["text_bloc"][self.bloc]
        for_it, against = self.model.thresholds()
        yes, no = logistic(eta - for_it), logistic(against - eta)
        utilities = [math.log(max(1e-12, share)) for share in (no, 1.0 - yes - no, yes)]
        self.vote = VOTES[pick(utilities, 1.0, self.model.luck["vote"][self.number])]

    @property
    def pivotal(self):
        """How near the state stands to the middle."""
        return math.exp(-((self.position / self.p["alignment.pivotal_width"]) ** 2))

    def focus(self, who):
        """Return the effort of a great power for this state, 1 as usual."""
        chosen, voters = self.model.courting[who], self.model.voters
        members = sum(v.courted for v in voters if v.part == chosen)
        spent = self.model.spent[who]
        if chosen == 0 or not members:
            return spent
        share, everybody = self.p["alignment.concentration"], sum(v.courted for v in voters)
        even = 1.0 - share + share * (everybody / members if self.part == chosen else 0.0)
        return spent * even

    def sway(self):
        """Move the position between the pulls of the West, of Russia and of home."""
        p, model = self.p, self.model
        pivotal = self.pivotal
        pull = self.offer + p["alignment.vote_reward"] * self.vote
        pull += self.on_the_west * (model.unity - 0.9)
        noticed = model.seen - p["support.reference_attention"]
        west = p["alignment.west"] * (pull + p["alignment.attention_pull"] * noticed)
        west += p["alignment.west"] * self.on_the_west * (self.focus("USA") - 1.0) * pivotal
        west -= p["alignment.china"] * self.on_china * (self.focus("CHN") - 1.0) * pivotal
        left = sum(n.left for n in model.neighbours if n.iso3 == self.iso3)
        west += p["alignment.west"] * left
        ear = p["alignment.regime_security"] * self.autocracy * self.focus("RUS")
        russia = p["alignment.russia"] * (model.effort * pivotal * ear * (1.0 - left) - 0.06)
        russia += sum(n.pull() for n in model.neighbours if n.iso3 == self.iso3)
        gaza = p["alignment.gaza"] * model.hot * (1.0 - self.on_the_west)
        back = p["alignment.home"] * (self.home - self.position)
        moved = self.position + self.courted * (west - russia - gaza + back)
        self.position = bounded(moved, -1.0, 1.0)

    def evade(self):
        """Be willing to carry forbidden trade by position and the frame of legitimacy."""
        p, model = self.p, self.model
        willing = self.start_of_evasion * (1.0 + p["alignment.frame"] * (0.6 - model.legitimacy))
        willing *= 1.0 - p["alignment.kinship"] * (self.position - self.home)
        goal = bounded(willing, 0.0, 1.0)
        moved = self.evasion + p["alignment.evasion_speed"] * self.courted * (goal - self.evasion)
        self.evasion = bounded(moved, 0.0, 1.0)


class Neighbour(mesa.Agent):
    """A post-Soviet state whose loyalty Russia doubts."""

    def __init__(self, model, number, world):
        super().__init__(model)
        self.p = model.parameters
        self.iso3 = world.roster.labels[SATELLITE][number]
        self.pressed = float(world.pressed[0, number])
        self.loyalty = float(world.loyalty[0, number])
        self.opening = float(world.start_of_loyalty[number])
        self.dependence = float(world.dependence_of_satellite[number])
        self.proximity = float(world.proximity_of_satellite[number])
        self.member = self.was_member = float(world.start_of_membership[number])
        self.west = float(world.west_of_satellite[number])
        self.number = number
        self.distance = 0.0
        self.next_loyalty, self.next_member = self.loyalty, self.member

    @property
    def left(self):
        """Which part of its membership of the CSTO the state gave up."""
        return max(0.0, self.was_member - self.member)

    def hold(self):
        """Work out how loyalty answers pressure, while the others stand where they stood."""
        p, model = self.p, self.model
        others = model.agents_by_type[Neighbour]
        lost = sum(max(0.0, o.opening - o.loyalty) for o in others if o.opening < self.opening)
        doubt = p["alignment.doubt"] * (1.0 - self.loyalty)
        doubt += p["alignment.shared_doubt"] * lost / max(1, len(others) - 1)
        wish = p["alignment.base_pressure"] + doubt + p["alignment.imperial"] * model.aim
        busy = p["alignment.bandwidth"] * model.theatres[UKRAINE].escalation / 10.0
        drive = 1.0 + p["alignment.effort_share"] * (model.effort - 1.0)
        pressure = (wish - busy) * drive
        self.next_pressed = bounded(pressure, 0.0, 1.0)
        near = 1.0 + p["alignment.nearness"] * (self.proximity - 1.0)
        tied = self.dependence * (1.0 - p["alignment.exit_loss"] * self.left)
        net = p["alignment.satellite_pull"] * tied - p["alignment.satellite_push"] * near
        moved = self.loyalty + net * pressure * self.loyalty * (1.0 - self.loyalty) * 4.0
        moved += p["alignment.loyalty_return"] * (
            self.opening - p["alignment.exit_loss"] * self.left - self.loyalty
        )
        self.next_loyalty = bounded(moved, 0.0, 1.0)
        away = p["alignment.distancing"] * self.next_pressed * self.loyalty * (1.0 - self.distance)
        self.next_distance = self.distance + away - p["alignment.loyalty_return"] * self.distance

    def pull(self):
        """Return how far last month's pressure brings the state nearer to Russia."""
        return self.p["alignment.pressed_stance"] * self.pressed * (2.0 * self.loyalty - 1.0)

    def leave(self):
        """Leave the CSTO by chance, the likelier the less loyal and the more it trades West."""
        p = self.p
        odds = p["alignment.exit_rate"] - p["alignment.exit_loyalty"] * self.loyalty
        odds += p["alignment.exit_alternative"] * self.west * (1.0 - self.distance)
        if self.model.luck["csto_exit"][self.number] < 1.0 / (1.0 + math.exp(-odds)):
            self.next_member = 0.0

    def advance(self):
        """Take the new loyalty and membership."""
        self.loyalty, self.member = self.next_loyalty, self.next_member
        self.pressed, self.distance = self.next_pressed, self.next_distance


STREAMS = {
    "provocation": Draw("provocation", CHALLENGER),
    "response": Draw("response", THEATRE),
    "aid": Draw("aid", SPONSOR),
    "vote": Draw("vote", STATE),
    "court": Draw("court", STATE),
    "effort": Draw("effort", STATE),
    "text_bloc": Draw("text_bloc", BLOC, "normal"),
    "own_position": Draw("own_position", STATE),
    "text_common": Draw("text_common", THEATRE, "normal"),
    "text_for_it": Draw("text_for_it", THEATRE, "normal"),
    "text_against": Draw("text_against", THEATRE, "normal"),
    "escalation_noise": Draw("escalation_noise", THEATRE, "normal"),
    "regime_change": Draw("regime_change", THEATRE),
    "war_ends": Draw("war_ends", THEATRE),
    "victory": Draw("victory", THEATRE),
    "truce_breaks": Draw("truce_breaks", THEATRE),
    "war_widens": Draw("war_widens", THEATRE),
    "nuclear_signal": Draw("nuclear_signal", CHALLENGER),
    "sabotage": Draw("sabotage", ARENA),
    "csto_exit": Draw("csto_exit", SATELLITE),
}


GREAT_POWERS = ("RUS", "CHN", "USA")
TEXT_LUCK = ("common", "for_it", "against")


def logistic(z):
    """Return the chance that log odds stand for."""
    return 1.0 / (1.0 + math.exp(-z))


class MonthlyLuck:
    """The numbers of a month by stream, a number for each member of its axis."""

    def __init__(self, luck, roster):
        self.source = luck
        self.roster = roster
        self.clock = 0
        self.drawn = {}

    def begin(self, clock):
        self.clock = clock
        self.drawn.clear()

    def __getitem__(self, stream):
        if stream not in self.drawn:
            draw = STREAMS[stream]
            numbers = self.source.draw(draw, self.clock, self.roster.size(draw.axis))
            self.drawn[stream] = numbers[0].tolist()
        return self.drawn[stream]


class PlainModel(mesa.Model):
    """One run of the four mechanisms.

    Parameters
    ----------
    spec : Spec
        Scenario with these four mechanisms on, and events for the escalation or the regime of a
        theatre or for whether its war may end, the strictness of a vote, the support programmes or
        Russia's effort.
    seed, run : int
        Seed of the experiment and index of the run.
    """

    def __init__(self, spec, seed=1, run=0):
        super().__init__(rng=seed)
        world = World(1)
        drawn = draw_parameters(
            priors_of(spec), seed, run, 1, source="posterior", replaced=replaced_in(spec)
        )
        self.parameters = {name: float(value[0]) for name, value in drawn.items()}
        self.spec = spec
        self.clock = month_number(spec.start)
        self.roster = world.roster
        self.luck = MonthlyLuck(Luck(seed, run, 1, past_of(seed, run, 1)), self.roster)
        self.strictness, self.unknown = 0.0, 1.0
        self.courting = dict.fromkeys(GREAT_POWERS, 0)
        self.spent, self.saved = dict.fromkeys(GREAT_POWERS, 1), dict.fromkeys(GREAT_POWERS, 2)
        self.window, self.war_last_month = 0.0, float(world.war_last_month[0])
        self.effort = float(world.effort[0])
        self.aim = float(world.restoration_aim[0])
        self.legitimacy = float(world.legitimacy[0])
        self.leakage = 0.0  # without sanctions nothing is forbidden that could leak
        self.threat_credibility = float(world.threat_credibility[0])
        self.aid_delivered = float(world.aid_delivered[0])
        self.hybrid = 0
        size = self.roster.size
        self.theatres = [Theatre(self, k, world) for k in range(size(THEATRE))]
        self.sponsors = [Sponsor(self, s, world) for s in range(size(SPONSOR))]
        self.challengers = [Challenger(self, i, world) for i in range(size(CHALLENGER))]
        self.fronts = [FrontState(self, theatre) for theatre in self.theatres]
        self.voters = [Voter(self, n, world) for n in range(size(STATE))]
        self.neighbours = [Neighbour(self, n, world) for n in range(size(SATELLITE))]
        self.unity = sum(sponsor.unity * sponsor.size for sponsor in self.sponsors)
        self.seen = self.hot = self.withheld = 0.0
        self.datacollector = mesa.DataCollector(
            model_reporters={
                name: name
                for name in ("aid_delivered", "legitimacy", "hybrid", "threat_credibility")
            },
            agenttype_reporters={
                kind: {name: name for name in names.split()}
                for kind, names in {
                    Theatre: "escalation spilled regime response",
                    Sponsor: "attention aid aid_arriving",
                    Challenger: "action provocation nuclear_signal",
                    Voter: "position vote evasion",
                    Neighbour: "loyalty",
                }.items()
            },
        )

    def step(self):
        """Compute a month."""
        kinds = self.agents_by_type
        self.luck.begin(self.clock)
        self.happen()
        if self.clock % 3 == 0:
            kinds[Voter].do("drift")
            self.unknown = 0.0
        kinds[Sponsor].do("divide")
        kinds[Theatre].do("perceive")
        self.watch()
        self.withheld = self.sponsors[0].withholds()
        kinds[Sponsor].do("count_shut")
        kinds[Sponsor].do("choose")
        kinds[Challenger].do("choose")
        kinds[FrontState].do("choose")
        if self.strictness > 0.0:
            kinds[Voter].do("choose")
        if self.clock % 3 == 0:
            self.court()
            self.spend()
        kinds[Challenger].do("act")
        kinds[FrontState].do("act")
        self.support()
        self.seen = sum(s.attention[UKRAINE] * s.size for s in self.sponsors)
        self.hot = max(0.0, self.theatres[MIDDLE_EAST].escalation - 5.0)
        kinds[Voter].do("sway")
        kinds[Theatre].do("escalate")
        kinds[Voter].do("evade")
        self.erode()
        kinds[Neighbour].do("hold")
        kinds[Neighbour].do("leave")
        kinds[Neighbour].do("advance")
        self.blackmail()
        kinds[Theatre].do("turn")
        kinds[Challenger].do("forget")
        self.strictness = 0.0
        self.clock += 1
        self.datacollector.collect(self)

    def happen(self):
        """Let the month's events happen."""
        for event in self.spec.events:
            if month_number(event.month) != self.clock:
                continue
            if event.attribute == "vote_strictness":
                self.strictness = event.value
            elif event.attribute == "effort":
                self.effort = event.value
            elif event.attribute == "aid_gate":
                for number, sponsor in enumerate(self.sponsors):
                    if event.where in ("all", self.roster.labels[SPONSOR][number]):
                        sponsor.gate = event.value
            else:
                theatre = self.theatres[self.roster.index(event.where, THEATRE)]
                if event.attribute == "regime":
                    theatre.regime = int(event.value)
                elif event.attribute == "end_is_open":
                    theatre.open = bool(event.value)
                else:
                    theatre.shake(event.value)

    def support(self):
        """Let support be paid, and let earlier support arrive."""
        self.agents_by_type[Sponsor].do("send")
        self.aid_delivered = bounded(sum(s.aid_arriving for s in self.sponsors), 0.0, 100.0)

    def thresholds(self):
        """Return where states begin to vote for the text of the month, and against it."""
        p, luck = self.parameters, {n: self.luck[f"text_{n}"][UKRAINE] for n in TEXT_LUCK}
        strict = (self.strictness - 0.4) / 0.35
        war = self.theatres[UKRAINE].escalation
        mood = p["votes.thaw"] * max(0.0, 1.0 - war / p["votes.war_norm"])
        mood += p["votes.mood_spread"] * luck["common"]
        spread = p["votes.no_spread_strict" if strict > 0.5 else "votes.no_spread"]
        yes = p["votes.yes_threshold"] + p["votes.yes_step"] * strict + mood
        no = p["votes.no_threshold"] + p["votes.no_step"] * strict + mood + spread * luck["against"]
        yes += p["votes.yes_spread"] * luck["for_it"]
        return yes, min(no, yes)

    def court(self):
        """Let the great powers choose whom to court, by the votes to be won there."""
        reach = {"RUS": "autocracy", "CHN": "on_china", "USA": "on_the_west"}
        for who, name in reach.items():
            sums = [
                sum(v.courted * v.pivotal * getattr(v, name) for v in self.voters if v.part == part)
                for part in range(1, 6)
            ]
            worth = [math.log(max(1e-9, prize)) for prize in (sum(sums) / 5.0, *sums)]
            self.courting[who] = pick(worth, 1.0, self.luck["court"][self.roster.index(who)])

    def watch(self):
        """See whether the war took a step that calls the General Assembly."""
        war, p = self.theatres[UKRAINE].escalation, self.parameters
        called = war - self.war_last_month >= p["votes.step"]
        self.window = p["votes.window"] if called else max(0.0, self.window - 1.0)
        self.war_last_month = war

    def spend(self):
        """Let the great powers choose how much to spend on courting, and save the rest."""
        at_stake = self.window > 0.0 or self.strictness > 0.0
        for who in GREAT_POWERS:
            drive = math.log(self.parameters["alignment.stake_of_vote"]) * at_stake
            steady = self.parameters["alignment.steadiness"]
            worth = [-steady - drive, 0.0, -steady + drive][: 2 + int(min(1, self.saved[who]))]
            luck = self.luck["effort"][self.roster.index(who)]
            self.spent[who] = pick(worth, 1.0, luck)
            self.saved[who] = min(
                self.parameters["alignment.most_saved"], self.saved[who] + 1 - self.spent[who]
            )

    def erode(self):
        """Let the norm erode by open evasion, and recover by unity and by votes."""
        p = self.parameters
        backing = 0.0
        if self.strictness > 0.0:
            votes = [voter.vote for voter in self.voters if voter.votes]
            usual = 0.7 - p["alignment.vote_slope"] * (self.strictness - 0.4)
            backing = sum(votes) / len(votes) - usual
        moved = (
            self.legitimacy
            + p["alignment.norm_votes"] * backing
            - p["alignment.demonstration"] * (self.leakage - 0.3) * self.effort
            + p["alignment.norm_unity"] * (self.unity - 0.9)
            + p["alignment.norm_return"] * (0.6 - self.legitimacy)
        )
        self.legitimacy = bounded(moved, 0.0, 1.0)

    def blackmail(self):
        """Count acts of sabotage and voice nuclear threats."""
        p = self.parameters
        rate = p["blackmail.sabotage_rate"] * math.exp(
            math.log(p["blackmail.sabotage_ratio"]) * self.aid_delivered
            + p["blackmail.sabotage_nerve"]
            * (self.challengers[0].nerve - p["blackmail.nerve_norm"])
        )
        self.hybrid = 0
        luck, term = self.luck["sabotage"][0], math.exp(-rate)
        reached = term
        while luck >= reached and self.hybrid < 60:
            self.hybrid += 1
            term *= rate / self.hybrid
            reached += term
        self.agents_by_type[Challenger].do("threaten")
        if any(c.nuclear_signal for c in self.challengers):
            self.threat_credibility *= p["blackmail.empty_threat"]
        self.threat_credibility += 0.005 * (1.0 - self.threat_credibility)
