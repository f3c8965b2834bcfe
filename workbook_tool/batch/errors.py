"""Why a batch cannot begin as it was asked for."""

from __future__ import annotations


class Refused(Exception):
    """What was asked for cannot be done; the message says why, in Chinese."""


class WrongFolders(Refused):
    """Folders that cannot be worked on as they were given."""


class NoCluster(Refused):
    """A cluster that cannot be used."""
