"""How each kind of thing looks on a page: a shape and a colour that colour-blind readers can tell apart.

The colours are those of Okabe and Ito (Color Universal Design, 2008); on dark pages the two darkest are lightened.
"""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """Shape (as pyvis names it), fill on light and on dark pages, and the kind's plural in both languages."""

    shape: str
    light: str
    dark: str
    en: str
    zh: str


KINDS: dict[str, Look] = {
    "person": Look("dot", "#0072b2", "#4aa8e8", "People", "人物"),
    "event": Look("diamond", "#e69f00", "#e69f00", "Events", "活动"),
    "strategy": Look("triangle", "#d55e00", "#f0752a", "Strategies", "战略"),
    "theme": Look("hexagon", "#009e73", "#1fbf93", "Themes", "主题"),
    "province": Look("square", "#56b4e9", "#9fd8f7", "Provinces", "省份"),
    "organisation": Look("star", "#cc79a7", "#dd94bc", "Organisations", "机构"),
    "office": Look("triangleDown", "#b3a100", "#f0e442", "Offices", "职务"),
    "formulation": Look("triangle", "#7a5195", "#b58fd0", "Formulations", "提法"),
    "article": Look("page", "#5f6f52", "#a9bd95", "Articles", "文章"),
    "community": Look("dot", "#4d5765", "#c3cad4", "Communities", "社群"),
    "city": Look("square", "#8a8f98", "#a9afb9", "Cities", "城市"),
}
# Communities, the largest first; the last is for all others.
SHADES = {
    "light": ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195", "#8a8f98"),
    "dark": ("#4aa8e8", "#f0752a", "#1fbf93", "#dd94bc", "#e69f00", "#9fd8f7", "#b58fd0", "#7d8592"),
}
OTHER = Look("dot", "#8a8f98", "#a9afb9", "Other", "其他")


def look(kind: str) -> Look:
    """The look of a kind; kinds without one of their own share a grey dot."""
    return KINDS.get(kind, OTHER)
