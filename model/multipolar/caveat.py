"""What the model is not, in the words that every output carries."""

CAVEAT = (
    "What this is not: a forecast of dates or a probability of war. The rules are one author's "
    "claims; the intervals span what is not known of the parameters, and chance."
)

IN_SHORT = "A model of one author's view: no forecast of dates, no probability of war."
"""The same in one line, below a picture."""
