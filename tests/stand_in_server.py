"""A small server on the loopback that speaks the OpenAI chat protocol, for tests: it answers as it is told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What goes back over the wire; `drip` sends the body byte by byte, so many seconds apart."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    delay: float = 0.0
    drip: float = 0.0


def completion(content: Any, *, finish: str = "stop", usage: Any = (100, 20)) -> Reply:
    """A good completion: `content` is what the model says, an object or words."""
    said = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    body: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": said}, "finish_reason": finish}]}
    if usage:
        body["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return Reply(body=json.dumps(body).encode())


def refusal(status: int, message: str, **headers: str) -> Reply:
    """An error in the protocol's form."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps({"error": {"message": message}}).encode(), named)


class StandIn:
    """Answers with its replies in turn, the last one for ever; a reply may be a function of the question."""

    def __init__(self, *replies: Reply | Callable[[dict[str, Any]], Reply]) -> None:
        self.replies = list(replies)
        self.questions: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> StandIn:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def texts(self) -> list[str]:
        """The user's message of every question."""
        return [q["messages"][-1]["content"] for q in self.questions]

    def _next(self, question: dict[str, Any]) -> Reply:
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply(question) if callable(reply) else reply

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = json.loads(self.rfile.read(int(self.headers["content-length"])))
                outer.questions.append(question)
                outer.headers.append({k.lower(): v for k, v in self.headers.items()})
                on_path = self.path == "/v1/chat/completions"
                reply = outer._next(question) if on_path else refusal(404, "no such path")
                self._send(reply)

            def _send(self, reply: Reply) -> None:
                time.sleep(reply.delay)
                try:
                    self.send_response(reply.status)
                    for name, value in {"content-type": reply.content_type, **reply.headers}.items():
                        self.send_header(name, value)
                    self.send_header("content-length", str(len(reply.body)))
                    self.end_headers()
                    self._body(reply)
                except (BrokenPipeError, ConnectionResetError):
                    pass  # the client lost patience, which is what some tests are about

            def _body(self, reply: Reply) -> None:
                step = 1 if reply.drip else len(reply.body) or 1
                for at in range(0, len(reply.body), step):
                    self.wfile.write(reply.body[at : at + step])
                    time.sleep(reply.drip)

            def log_message(self, *_: object) -> None:
                """Say nothing on standard error."""

        return Handler
