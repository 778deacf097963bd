"""Synthetic episodes of sanctions at little cost, where what they come to is not the point."""

from multipolar.record.episodes import Laboratory


def one_course(patch):
    """Let one course of twenty episodes a study stand for the course of all circumstances."""
    patch.setattr("multipolar.record.episodes.EPISODES", 20)
    course = Laboratory(1).base
    patch.setattr(Laboratory, "course", lambda *_: course)
