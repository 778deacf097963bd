"""Barter: what the war makes Russia trade with its clients.

Russia is short of shells; North Korea is short of food, fuel and technology. The mechanism is three
files of rules: ``munitions`` (what the front needs), ``shipments`` (what is traded, and for what)
and ``ties`` (the ties and treaties that the trade leads to).

Without it Russia fights with what its own industry makes and its own stocks hold: no shells come,
no goods go, soldiers go home, and ties and treaties stay as they are.
"""

from __future__ import annotations

from multipolar.rules.barter_parameters import Barter
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.munitions import count_need, expand_output, use_russian_stock
from multipolar.rules.shipments import (
    call_troops_home,
    count_exported,
    export_nothing,
    pay_in_goods,
    send_troops,
    ship_shells,
    trade_nothing,
    use_korean_stock,
)
from multipolar.rules.ties import militarise_tie, sign_treaty, update_tie

MECHANISM = Mechanism(
    name="barter",
    switch="barter",
    parameters=(Barter,),
    rules={
        "flows": (
            count_need,
            expand_output,
            use_russian_stock,
            ship_shells,
            use_korean_stock,
            count_exported,
            send_troops,
            pay_in_goods,
            sign_treaty,
            update_tie,
            militarise_tie,
        ),
    },
    absent={
        "flows": (
            count_need,
            expand_output,
            use_russian_stock,
            trade_nothing,
            export_nothing,
            call_troops_home,
        ),
    },
)
