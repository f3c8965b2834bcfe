"""口径: what each jurisdiction's rules say, one TOML file each; names() lists them and load() reads one."""

from workbook_tool.policy.errors import BadPolicy, PolicyError, UnknownPolicy
from workbook_tool.policy.load import load, names
from workbook_tool.policy.policy import Policy

__all__ = ["BadPolicy", "Policy", "PolicyError", "UnknownPolicy", "load", "names"]
