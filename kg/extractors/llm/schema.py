"""The one table of what a model may answer: it makes the JSON Schema, and reads answers back by it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import KgError
from kg.extractors.llm.vocabulary import Vocabulary

Item = dict[str, Any]
Answer = dict[str, list[Item]]
NOT_OF_SCHEMA, NOT_IN_VOCABULARY = "not of the schema", "not in the vocabulary"
TOO_MANY = "beyond what one article may hold"
_MOST_ITEMS, _MOST_TEXTS = 500, 50
_STRING = {"type": "string"}


class Malformed(KgError):
    """An answer that is no object of the schema at all."""


class _Unfit(Exception):
    """A value that does not fit its field; the message is the reason under which it is counted."""


@dataclass(frozen=True)
class Field:
    """One field of an item: its JSON Schema, and what reads a value by it, counting the parts that it drops."""

    schema: Mapping[str, Any]
    read: Callable[[Any, Counter[str]], Any]


def _text(value: Any, _: Counter[str]) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Unfit(NOT_OF_SCHEMA)
    return value.strip()


def _texts(value: Any, dropped: Counter[str]) -> list[str]:
    if not isinstance(value, list):
        raise _Unfit(NOT_OF_SCHEMA)
    dropped[TOO_MANY] += max(0, len(value) - _MOST_TEXTS)
    return [_text(v, dropped) for v in value[:_MOST_TEXTS]]


def _flag(value: Any, _: Counter[str]) -> bool:
    if not isinstance(value, bool):
        raise _Unfit(NOT_OF_SCHEMA)
    return value


def _optional(value: Any, dropped: Counter[str]) -> str:
    return "" if value is None or value == "" else _text(value, dropped)


TEXT = Field(_STRING, _text)
TEXTS = Field({"type": "array", "items": _STRING}, _texts)
FLAG = Field({"type": "boolean"}, _flag)
OPTIONAL = Field({"type": ["string", "null"]}, _optional)


def _one_of(scheme: Mapping[str, Any]) -> Field:
    def read(value: Any, dropped: Counter[str]) -> str:
        if _text(value, dropped) not in scheme:
            raise _Unfit(NOT_IN_VOCABULARY)
        return str(value).strip()

    return Field({"type": "string", "enum": list(scheme)}, read)


def _some_of(scheme: Mapping[str, Any]) -> Field:
    def read(value: Any, dropped: Counter[str]) -> list[str]:
        given = _texts(value, dropped)
        known = [v for v in dict.fromkeys(given) if v in scheme]
        dropped[NOT_IN_VOCABULARY] += len(set(given)) - len(known)
        return known

    return Field({"type": "array", "items": {"type": "string", "enum": list(scheme)}}, read)


Shape = Mapping[str, Field]


def shapes(words: Vocabulary) -> Mapping[str, Shape]:
    """The parts of an answer, each a list of items of one shape; `event` is one item or null."""
    role, themes, strategies = _one_of(words.event_roles), _some_of(words.themes), _some_of(words.strategies)
    office = {"role": _one_of(words.office_roles), "organisation": TEXT, "former": FLAG}
    days = {"start": OPTIONAL, "end": OPTIONAL, "day_words": OPTIONAL}
    return {
        "persons": {"name": TEXT, "other_forms": TEXTS},
        "offices": {"person": TEXT, **office, "quote": TEXT},
        "event": {"type": _one_of(words.event_types), **days, "provinces": _some_of(words.provinces), "quote": TEXT},
        "roles": {"person": TEXT, "role": role, "quote": TEXT},
        "provinces": {"id": _one_of(words.provinces), "quote": TEXT},
        "strategies": {"id": _one_of(words.strategies), "quote": TEXT},
        "themes": {"id": _one_of(words.themes), "quote": TEXT},
        "statements": {
            "speaker": TEXT,
            "speech_act": _one_of(words.speech_acts),
            "quote": TEXT,
            "themes": themes,
            "strategies": strategies,
        },
    }


def json_schema(parts: Mapping[str, Shape]) -> dict[str, Any]:
    """The JSON Schema of an answer, in the subset that servers constrain output by."""
    items = {name: _object({k: f.schema for k, f in shape.items()}) for name, shape in parts.items()}
    lists = {name: {"type": "array", "items": item} for name, item in items.items()}
    return _object({**lists, "event": {"anyOf": [items["event"], {"type": "null"}]}})


def outline(parts: Mapping[str, Shape]) -> str:
    """An answer's shape for servers that constrain nothing, much shorter than the schema."""
    items = {name: {k: _sample(f.schema) for k, f in shape.items()} for name, shape in parts.items()}
    return json.dumps({**{name: [item] for name, item in items.items()}, "event": items["event"]})


def _sample(schema: Mapping[str, Any]) -> Any:
    if schema["type"] == "array":
        return [_sample(schema["items"])]
    return False if schema["type"] == "boolean" else "identifier" if "enum" in schema else "text"


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(properties), "additionalProperties": False}


def parse(content: str, parts: Mapping[str, Shape], dropped: Counter[str]) -> Answer:
    """The items of an answer that fit their shapes; the others are counted in `dropped` by reason.

    What stands around the object (a fence, a train of thought) is passed over. Raises Malformed where there is none.
    """
    whole = _whole(content)
    if not set(whole) & set(parts):
        raise Malformed(f"the model's answer has none of the parts {', '.join(parts)}")
    return {name: list(_items(whole.get(name), shape, dropped)) for name, shape in parts.items()}


def _whole(content: str) -> Mapping[str, Any]:
    thought, _, answer = content.rpartition("</think>")
    answer = answer or thought
    try:
        whole = json.loads(answer[answer.find("{") : answer.rfind("}") + 1])
    except (ValueError, RecursionError):
        raise Malformed("the model's answer is not JSON") from None
    if not isinstance(whole, dict):
        raise Malformed("the model's answer is no JSON object")
    return whole


def _items(value: Any, shape: Shape, dropped: Counter[str]) -> Iterator[Item]:
    """Yield the sound items of a part, given as a list, as one item, or not at all."""
    if value is None:
        return
    items = value if isinstance(value, list) else [value]
    dropped[TOO_MANY] += max(0, len(items) - _MOST_ITEMS)
    for item in items[:_MOST_ITEMS]:
        try:
            yield _item(item, shape, dropped)
        except _Unfit as reason:
            dropped[str(reason)] += 1


def _item(item: Any, shape: Shape, dropped: Counter[str]) -> Item:
    if not isinstance(item, dict) or not set(shape) <= set(item):
        raise _Unfit(NOT_OF_SCHEMA)
    return {name: field.read(item[name], dropped) for name, field in shape.items()}
