"""Render documents (Typst) and charts (Vega-Lite) in subprocesses (see ``subprocesses``)."""

from typing import Any

from .subprocesses import run_in_subprocess


def render_typst(template: bytes, *, inputs: dict[str, str] | None = None, **options: Any) -> bytes:
    """Return a Typst template rendered with the fonts embedded in Typst only. Raise as `run_in_subprocess` does.

    For a PDF call ``arpent.web.pdf.render_pdf``. ``inputs``: the template's ``sys.inputs``. ``options``: ``format``
    ("pdf", "png"), ``root`` (folder of its pictures), ``ppi``, ``pdf_standards``, ``timestamp``.
    """
    return run_in_subprocess(compile_typst, template=template, inputs=inputs or {}, **options)


def chart_svg(chart: dict[str, Any]) -> str:
    """Return a Vega-Lite specification rendered as SVG. Raise as `run_in_subprocess` does."""
    # V8 reserves far more address space than it uses, so only the time is limited.
    return run_in_subprocess(render_chart, memory=None, chart=chart).decode()


def compile_typst(*, template: bytes, inputs: dict[str, str], **options: Any) -> bytes:
    """Return a document rendered in the current process; called by `run_in_subprocess`. Raise typst.TypstError."""
    import typst

    fonts = {"font_paths": typst.Fonts(include_system_fonts=False), "ignore_system_fonts": True}
    return bytes(typst.compile(template, sys_inputs=inputs, **{"format": "pdf", **fonts, **options}))


def render_chart(*, chart: dict[str, Any]) -> bytes:
    """Return a chart as SVG (UTF-8), rendered in the current process; called by `run_in_subprocess`."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(chart)).encode()
