"""The Python that a template is compiled to: Jinja's own, but for what it writes."""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from workbook_tool.report.limits import MAX_TOGETHER


class Code(CodeGenerator):
    """Texts and values that stand side by side are given as one piece, in UTF-8: Jinja gives each by itself, as a str.

    What ``printed`` gives is written as it is: Jinja would escape it once more, to no effect. The template's own texts
    are most of a report, and encoded once and for all.
    """

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 – Jinja's name
        """A loop; none calls itself, for no template may call anything, so that each gives its pieces as they come."""
        node.recursive = False
        super().visit_For(node, frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 – Jinja's name
        """Texts and values that stand side by side."""
        parts: list[bytes | nodes.Expr] = []
        for one in node.nodes:
            known = self._known(one, frame)
            if isinstance(known, bytes) and parts and isinstance(parts[-1], bytes):
                parts[-1] += known
            else:
                parts.append(known)
        for at in range(0, len(parts), MAX_TOGETHER):
            self._piece(parts[at : at + MAX_TOGETHER], frame)

    def _known(self, node: nodes.Expr, frame: Frame) -> bytes | nodes.Expr:
        """The text of a constant, anything else as it is; so is what cannot be printed, which fails when it is."""
        try:
            return self._output_child_to_const(node, frame, self._make_finalize()).encode()
        except UnicodeEncodeError:
            return nodes.MarkSafe(node, lineno=node.lineno)  # half a character: it must not be cleaned as a value is
        except Exception:
            return node

    def _piece(self, parts: list[bytes | nodes.Expr], frame: Frame) -> None:
        opening, comma, closing = ("yield b''.join((", ",", "))") if len(parts) > 1 else ("yield (", "", ")")
        self.writeline(opening)
        self.indent()
        for part in parts:
            if isinstance(part, bytes):
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
        self.write(").encode()")
