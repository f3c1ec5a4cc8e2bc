"""What went wrong, told in the reader's language: the library's own sentences are English, and these are their Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.web.asking_words import HELP, heading
from kg.web.wording import words

_Told = Callable[[re.Match[str]], str]


def told(message: str, language: str) -> str:
    """A message as a page says it: in Chinese each of its lines that is known in Chinese, as it stands otherwise."""
    return "\n".join(map(_line, message.split("\n"))) if language == "zh" else message


def _line(line: str) -> str:
    for pattern, say in _CHINESE:
        if found := pattern.fullmatch(line):
            return say(found)
    return line


def _kind(word: str) -> str:
    return words("zh").get(word, word)


def _near(found: re.Match[str]) -> str:
    names = (found["near"] or "").rstrip("?")
    return f"；是否指 {names.replace(' or ', '、').replace(', ', '、')}？" if names else "。"


def _said(text: str) -> _Told:
    return lambda found: text.format(**found.groupdict())


_CHINESE: tuple[tuple[re.Pattern[str], _Told], ...] = tuple(
    (re.compile(pattern), say)
    for pattern, say in (
        (r"no query named '(?P<name>.*?)'(?:; did you mean (?P<near>.*?))?; .*", lambda f: f"没有名为“{f['name']}”的问题{_near(f)}"),
        (
            r"no (?P<kind>[\w-]+) named ['\"](?P<name>.*?)['\"](?:; did you mean (?P<near>.*))?",
            lambda f: f"没有名为“{f['name']}”的{_kind(f['kind'])}{_near(f)}",
        ),
        (r"no (?P<kind>\w+) '(?P<name>.*)' in this store; .*", lambda f: f"图谱中没有“{f['name']}”；请填写完整的 IRI。"),
        (
            r"query '.*' needs (?P<name>\w+) \((?P<help>.*)\)",
            lambda f: f"请填写“{heading(f['name'], 'zh')}”（{HELP.get(f['help'], f['help'])}）。",
        ),
        (r"'(?P<name>.*)' is no date; .*", _said("“{name}”不是日期；请写作 2024-03-20、2024-03 或 2024。")),
        (r"(?P<field>\w+) has to be a whole number, not '(?P<name>.*)'", lambda f: f"“{heading(f['field'], 'zh')}”须为整数，而不是“{f['name']}”。"),
        (r"'(?P<name>.*)' may be any of (?P<near>.*); say which by its IRI", _said("“{name}”可能指：{near}；请用 IRI 指明。")),
        (r"article '(?P<name>.*)' reports no event", _said("文章“{name}”没有报道活动。")),
        (r"The query is not SPARQL: line (?P<line>\d+), column (?P<column>\d+)\.", _said("SPARQL 有误：第 {line} 行第 {column} 列。")),
        (r"The query is not SPARQL: (?P<rest>.*)", _said("SPARQL 有误：{rest}")),
        (r"The line holds (?P<odd>.); SPARQL wants (?P<right>.)\.", _said("该行有全角符号 {odd}；SPARQL 要用 {right}。")),
        (r"There are (?P<n>\d+) (?P<left>.) and (?P<m>\d+) (?P<right>.); each needs its counterpart\.", _said("{left} 有 {n} 个，{right} 有 {m} 个；须两两成对。")),
        (r"No prefix (?P<name>.*): is declared; did you mean (?P<near>.*)\?", lambda f: f"前缀 {f['name']}: 没有声明{_near(f)}"),
        (r"No prefix (?P<name>.*): is declared; known without PREFIX: (?P<near>.*)", _said("前缀 {name}: 没有声明；无须声明即可用的有：{near}")),
        (r"Expected here: (?P<near>.*), or the line before may miss its full stop\.", _said("此处应为 {near}；也可能是上一行缺少句点。")),
        (r"A full stop, a closing bracket or a \? before a variable may be missing\.", _said("可能缺少句点、右括号或变量前的问号。")),
        (r"A short name holds no bare slash: (?P<rest>.*)", _said("简写的名称中不能直接写斜杠：可写 id:person\\/li-qiang，或在 < > 中写全地址。")),
        (r"Refused: the query took longer than (?P<n>\S+) s, the limit of this server; .*", _said("查询超过了本服务器 {n} 秒的时限，已中止；请缩小查询范围。")),
        (r"Refused: the query needed more memory or time .*", _said("查询所需的内存或时间超过本服务器的限度，已中止；请缩小查询范围。")),
        (r"SERVICE is switched off: .*", _said("SERVICE 已关闭：本服务器不访问其他服务器；可用 `kg serve --allow-service HOST` 放行某一主机。")),
    )
)  # fmt: skip
