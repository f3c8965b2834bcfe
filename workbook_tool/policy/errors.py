"""What can go wrong with a policy; every message is a Chinese sentence for the user."""

from __future__ import annotations


class PolicyError(Exception):
    """A policy (口径) that cannot be had."""


class UnknownPolicy(PolicyError):
    """A name that no policy bears."""


class BadPolicy(PolicyError):
    """A policy file that cannot be read or makes no sense."""
