"""What can go wrong with a policy or with settings; every message is a Chinese sentence for the user."""

from __future__ import annotations


class PolicyError(Exception):
    """A policy (口径) or rule settings (规则设置) that cannot be had."""


class UnknownPolicy(PolicyError):
    """A name that no policy bears."""


class BadPolicy(PolicyError):
    """A policy file that cannot be read or makes no sense."""


class BadSettings(PolicyError):
    """Rule settings that cannot be read or make no sense."""
