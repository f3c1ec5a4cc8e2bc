"""Puts a figure drawn by plotly into one self-contained HTML page, in both languages, for light and dark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from kg.errors import KgError, UnknownName
from kg.rendering.plots import Mode, Spec
from kg.rendering.templating import environment, writable
from kg.rendering.words import LANGUAGES, words


def figure_page(spec: Callable[[Mode], Spec], *, title: Mapping[str, str], table: str = "", language: str = "en") -> str:
    """An HTML page of a figure that needs no network; `table`, the data behind it as CSV, can be saved from it.

    `spec` gives plotly's specification for a language and a ground. The same figure gives the same bytes.
    """
    if language not in LANGUAGES:
        raise UnknownName(f"no page language {language!r}; there are: {', '.join(LANGUAGES)}")
    specs = {each: {ground: spec(Mode(each, ground == "dark")) for ground in ("light", "dark")} for each in LANGUAGES}
    page = {"language": language, "specs": specs, "title": dict(title), "words": {each: words(each) for each in LANGUAGES}}
    template = environment().get_template("figure.html")
    return writable(template.render(language=language, title=title[language], page={**page, "table": table}, plotly=_plotly()))


@cache
def _plotly() -> Any:
    """The script that the Python package plotly brings."""
    from markupsafe import Markup

    try:
        from plotly.offline import get_plotlyjs
    except ImportError as error:
        raise KgError("figures need plotly: pip install 'policy-kg[pictures]'") from error
    return Markup(get_plotlyjs().replace("</script", "<\\/script").replace("<!--", "<\\!--"))
