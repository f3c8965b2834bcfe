"""workbook_tool: 预算绩效自评, from a filled workbook to checked results and a Word report.

The public names: ``evaluate(source, policy=None)`` walks the whole way and gives an ``Evaluation``.
"""

__version__ = "0.1.0"

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.policy.errors import PolicyError

__all__ = ["Evaluation", "Finding", "PolicyError", "Severity", "Unreadable", "__version__", "evaluate"]
