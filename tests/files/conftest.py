"""Let the tests of this room import what they share, and LibreOffice from the tests of the forms."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "form")]
