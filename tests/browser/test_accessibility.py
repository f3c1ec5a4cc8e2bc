"""axe-core finds nothing serious on any kind of page, light or dark."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from serving import serving
from test_web_protocol import fill

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/search?q=zhao",
    "/search?q=nothing+at+all",
    "/id/person/zhao-min",
    "/id/person/xi-jinping",
    "/id/office/premier/state-council",
    "/id/organisation/state-council",
    "/id/province/CN-HL",
    "/id/strategy/yangtze-delta",
    "/id/theme/agriculture",
    "/id/scheme/theme",
    "/id/event/2024-05-01/meeting/CN-HL/zhao-min",
    "/id/article/a1",
    "/id/statement/a1/1",
    "/id/nothing",
    "/ontology",
    "/ask",
    "/ask/statements?person=Zhao+Min&run=1",
    "/ask/strategy-coverage?run=1&view=chart",
    "/ask/province-visits?run=1&view=map",
    "/ask/strategy-coverage?run=1&view=graph",
    "/sparql",
    "/sparql?query=SELECT",
    "/graph/person/zhao-min",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(fill(tmp_path_factory.mktemp("accessible") / "store")) as found:
        yield found


@pytest.fixture(scope="module")
def axe():
    module = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed: pip install 'policy-kg[dev]'"
    )
    return module.Axe()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_serious_stands_in_a_reader_s_way(chromium, address, axe, scheme, language):
    context = chromium.new_context(viewport={"width": 1280, "height": 850}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(15_000)
    found = []
    for path in PAGES:
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
        page.wait_for_selector("html[data-ready]", state="attached")
        if "view=" in path or path.startswith("/graph"):
            page.wait_for_selector("html[data-drawn]", state="attached")
        result = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        found += [(path, v["id"], v["nodes"][0]["html"][:200]) for v in result if v["impact"] in ("serious", "critical")]
    context.close()
    assert found == []
