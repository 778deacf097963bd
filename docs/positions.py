"""Write the positions of states that their votes tell: the table ``world/positions.csv``."""

from pathlib import Path

import multipolar
from multipolar.files import replace_file
from multipolar.record.positions import table_of_positions

replace_file(Path(multipolar.__file__).parent / "world" / "positions.csv", table_of_positions())
