"""What a result depends on beside its workbook, as one hash: when it changes, everything is done again."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from pathlib import Path

from workbook_tool import __version__
from workbook_tool.form.resources import resource
from workbook_tool.policy.policy import Policy
from workbook_tool.rules.catalogue import RULESET
from workbook_tool.rules.settings import Settings


def stamp(
    policy: Policy | None, settings: Settings | None, template: bytes | None, today: dt.date | None = None
) -> str:
    """The sha256 of the program, the policy, the rule settings and the Word template.

    A waiver with an end (有效期至) makes the results those of today.
    """
    ends = settings is not None and any(waiver.until for waiver in settings.waivers)
    day = (today or dt.date.today()).isoformat() if ends else ""
    parts = (fingerprint(), repr(policy), repr(settings), day, hashlib.sha256(template or b"").hexdigest())
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


@cache
def fingerprint() -> str:
    """The program as it is installed: its version, and the contents of its modules, policies and Word templates."""
    digest = hashlib.sha256(f"{__version__} {RULESET}".encode())
    package = Path(__file__).parent.parent
    files = [*package.rglob("*.py"), *package.rglob("*.toml"), *resource("templates", "报告").rglob("*.*")]
    for path in sorted(files):
        digest.update(f"\n{path.name}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
