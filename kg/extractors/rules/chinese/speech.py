"""Verbs of saying and how strong each is."""

from __future__ import annotations

import re

ACTS = {
    "强调": "stressed", "指出": "pointed-out", "表示": "expressed", "要求": "required", "希望": "hoped", "认为": "noted", "宣布": "announced",
    "呼吁": "urged", "敦促": "urged", "重申": "stressed", "警告": "warned", "告诫": "warned", "提出": "said", "提到": "mentioned", "谈到": "mentioned",
    "介绍": "said", "称": "said", "说": "said", "告诉": "said", "坦言": "said", "透露": "said", "指示": "instructed", "批示": "instructed",
    "勉励": "hoped", "建议": "urged", "叮嘱": "urged", "嘱托": "urged",
}  # fmt: skip
# Words that begin like a verb of saying: 称赞, 说明, 要求书.
_NOT_SAID = {"称": "(?![赞颂呼为号道])", "说": "(?![明服法])", "希望": "(?!工程|小学)"}
VERBS = "|".join(v + _NOT_SAID.get(v, "") for v in sorted(ACTS, key=lambda v: (-len(v), v)))
# The clause after which somebody's words stand.
SPEECH_END = re.compile(rf"(?:{VERBS})(?:道|说|指出|了[^，。：]{{0,6}})?$")
