"""The Python that a template is compiled to: Jinja's own, but for what it writes."""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from workbook_tool.report.limits import MAX_TOGETHER


class Code(CodeGenerator):
    """Texts and values that stand side by side are given as one piece: Jinja gives each by itself.

    What ``printed`` gives is written as it is: Jinja would escape it once more, to no effect.
    """

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 – Jinja's name
        """Texts and values that stand side by side."""
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        parts: list[str | nodes.Expr] = []
        for one in node.nodes:
            known = self._known(one, frame)
            if isinstance(known, str) and parts and isinstance(parts[-1], str):
                parts[-1] += known
            else:
                parts.append(known)
        for at in range(0, len(parts), MAX_TOGETHER):
            self._piece(parts[at : at + MAX_TOGETHER], frame)

    def _known(self, node: nodes.Expr, frame: Frame) -> str | nodes.Expr:
        """The text of a constant, anything else as it is; so is what cannot be printed, which fails when it is."""
        try:
            return self._output_child_to_const(node, frame, self._make_finalize())
        except Exception:
            return node

    def _piece(self, parts: list[str | nodes.Expr], frame: Frame) -> None:
        opening, comma, closing = ("yield concat((", ",", "))") if len(parts) > 1 else ("yield (", "", ")")
        self.writeline(opening)
        self.indent()
        for part in parts:
            if isinstance(part, str):
                self.writeline(repr(part))
            else:
                self.newline(part)
                self._output_child_pre()
                self.visit(part, frame)
                self._output_child_post()
            self.write(comma)
        self.outdent()
        self.writeline(closing)

    def _output_child_pre(self, *_: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, *_: object) -> None:
        self.write(")")
