"""What a prediction is worth: the Brier score of three answers."""

from __future__ import annotations

from collections.abc import Mapping

from multipolar.arguments import known, number

ANSWERS = ("up", "none", "down")
"""What a measure may do: rise, move by less than matters, fall."""

IGNORANCE = 2 / 3
"""Score of who gives each of the three answers the same chance; nought is best, two is worst."""


def sureness(confidence: int) -> float:
    """Return the chance that a confidence from 1 (a guess) to 5 (sure) gives an answer.

    Examples
    --------
    >>> [round(sureness(confidence), 2) for confidence in range(1, 6)]
    [0.33, 0.5, 0.67, 0.83, 1.0]
    """
    return min(1.0, (confidence + 1) / 6)


def brier(answer: str, sureness: float, truth: str) -> float:
    """Return the Brier score of a prediction: the squared errors of its three chances, summed.

    Parameters
    ----------
    answer : str
        What was predicted: ``up``, ``none`` or ``down``.
    sureness : float
        Chance that it was given, 1/3 to 1; the other two answers share the rest.
    truth : str
        The answer of the key.

    Returns
    -------
    float
        0 (sure and right) to 2 (sure and wrong); 2/3 for a third each.

    Raises
    ------
    ArgumentError
        When an answer is none of the three, or the sureness is out of bounds.

    Examples
    --------
    >>> brier("up", 1.0, "up"), brier("up", 1.0, "none"), round(brier("up", 1 / 3, "down"), 3)
    (0.0, 2.0, 0.667)
    """
    known(answer, ANSWERS, "answer")
    known(truth, ANSWERS, "answer")
    chance = number(sureness, "sureness", 1 / 3, 1.0)
    chances = dict.fromkeys(ANSWERS, (1.0 - chance) / 2.0) | {answer: chance}
    return sum((chances[name] - (name == truth)) ** 2 for name in ANSWERS)


def scored(answers: Mapping[str, str], confidence: int, key: Mapping[str, str]) -> dict[str, float]:
    """Return the Brier score of each answer that the key decides, by question.

    Parameters
    ----------
    answers, key : mapping of str to str
        What was predicted, and what is right, by question.
    confidence : int
        How sure the answers were, from 1 to 5.

    Examples
    --------
    >>> scored({"A1": "up", "A2": "none"}, 5, {"A1": "up", "A2": "down"})
    {'A1': 0.0, 'A2': 2.0}
    """
    return {
        question: brier(answer, sureness(confidence), key[question])
        for question, answer in answers.items()
        if key.get(question) in ANSWERS
    }
