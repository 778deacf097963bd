"""War in Ukraine: fire, the front, and the economies behind it.

Claims C18, C19, C44, C45, C46, C54, C61.

The mechanism is three files of rules: ``fire`` (shells, drones and interceptors), ``front`` (the
state of the front, ground and men) and ``war_economy`` (spending, growth and the price of oil).

Without it the front stands still: nobody gains ground and nobody dies. The pool of interceptors
fills, oil has its price, and both economies grow without what military spending adds and losses
take.
"""

from __future__ import annotations

from multipolar.rules.fire import (
    build_drones,
    count_fire,
    forward_aid,
    receive_shells,
    use_interceptors,
)
from multipolar.rules.front import (
    change_tempo,
    count_losses,
    dig_in,
    recruit,
    shift_front,
    stand_still,
    take_ground,
    turn_calendar,
)
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.war_economy import (
    err_on_growth,
    fade_war_shock,
    grow_korea,
    grow_russia,
    grow_russia_in_peace,
    militarise_economy,
    move_oil_price,
)
from multipolar.rules.war_economy_parameters import WarEconomy
from multipolar.rules.war_parameters import War

MECHANISM = Mechanism(
    name="war",
    switch="war",
    parameters=(War, WarEconomy),
    rules={
        "outcomes": (
            use_interceptors,
            move_oil_price,
            forward_aid,
            receive_shells,
            build_drones,
            count_fire,
            dig_in,
            shift_front,
            change_tempo,
            turn_calendar,
            take_ground,
            count_losses,
            recruit,
        ),
        "learning": (militarise_economy, err_on_growth, grow_russia, grow_korea, fade_war_shock),
    },
    absent={
        "outcomes": (use_interceptors, move_oil_price, stand_still, turn_calendar),
        "learning": (err_on_growth, grow_russia_in_peace, grow_korea, fade_war_shock),
    },
)
