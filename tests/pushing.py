"""A push of the theatre of Korea, as a scenario tells it."""


def push(month="2022-06", add=2.0, name="push"):
    """Return an event that moves the level of Korea."""
    return f"""
[[events]]
month = "{month}"
name = "{name}"
attribute = "escalation"
where = "korea"
add = {add}
"""
