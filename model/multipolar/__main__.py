"""``python -m multipolar``, and the command that is installed.

Workers of a process pool read the program again that started them, so it loads the command line
only when it is run.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from multipolar.cli import main as command_line

    command_line(prog_name="multipolar")


if __name__ == "__main__":
    main()
