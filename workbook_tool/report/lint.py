"""stub"""
from __future__ import annotations

from pathlib import Path


def required(template: Path) -> tuple[str, ...]:
    """Stub."""
    return ()
