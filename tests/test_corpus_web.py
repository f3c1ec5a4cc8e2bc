"""Addresses are fetched only when asked for, within limits, and every trouble on the way is told."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.corpus import Limits, Skipped, read

PAGE = (
    "<html><head><title>省政府召开会议-某某网</title></head><body><p>　　省长在会上说，要扎实推进乡村振兴，抓好粮食生产，确保颗粒归仓。</p>"
    "<p>　　会议指出，安全生产不能放松，各地各部门要守土尽责，防范各类风险。</p></body></html>"
)
ANSWERS = {
    "/2024/03/20/c_1.htm": (200, "text/html", PAGE.encode("gb18030")),
    "/declared": (200, "text/html; charset=gbk", PAGE.encode("gbk")),
    "/rows": (200, "application/json", b'[{"id": "r", "text": "A text of some length."}]'),
    "/plain": (200, "text/plain", b"A text of some length."),
    "/big": (200, "text/plain", b"x" * 5000),
    "/gone": (404, "text/plain", b"no"),
    "/empty": (200, "text/html", b""),
}


class Site(BaseHTTPRequestHandler):
    """Answers from the table, and leads `/moved` and `/astray` elsewhere."""

    def do_GET(self):
        moved = {"/moved": "/plain", "/astray": "file:///etc/passwd"}.get(self.path)
        status, kind, body = (302, "text/plain", b"") if moved else ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if moved:
            self.send_header("Location", moved)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def outcome(address: str, **options):
    skipped: list[Skipped] = []
    return list(read([address], on_skip=skipped.append, fetch=True, **options)), skipped


@pytest.mark.parametrize(
    ("path", "beginning"),
    [("/2024/03/20/c_1.htm", "省长在会上说"), ("/declared", "省长在会上说"), ("/plain", "A text"), ("/moved", "A text")],
)
def test_a_page_is_fetched_and_known_by_its_address(site, path, beginning):
    [article], skipped = outcome(site + path)
    assert (article.id, article.url, skipped) == (site + path, site + path, [])
    assert article.text.startswith(beginning)


def test_the_day_in_an_address_is_found(site):
    [article], _ = outcome(f"{site}/2024/03/20/c_1.htm#top")
    assert (str(article.published), article.title) == ("2024-03-20", "省政府召开会议")


def test_rows_on_the_web_keep_their_ids(site):
    [article], _ = outcome(f"{site}/rows")
    assert article.id == "r"


@pytest.mark.parametrize(("path", "why"), [("/gone", "404"), ("/empty", "empty"), ("/astray", "")])
def test_what_cannot_be_fetched_is_reported(site, path, why):
    found, [skipped] = outcome(site + path)
    assert (found, skipped.where) == ([], site + path)
    assert why in skipped.why


def test_what_is_too_large_is_not_fetched_to_its_end(site):
    found, [skipped] = outcome(f"{site}/big", limits=Limits(article=1000))
    assert (found, "larger than 1,000 bytes" in skipped.why) == ([], True)


def test_nobody_at_home_is_reported():
    found, [skipped] = outcome("http://127.0.0.1:9/x", limits=Limits(seconds=2))
    assert (found, "cannot be fetched" in skipped.why) == ([], True)
