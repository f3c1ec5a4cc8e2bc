"""A second reader: a model behind any server of the OpenAI chat protocol, believed only where the text bears it out."""

from kg.extractors.llm.reader import LlmExtractor
from kg.extractors.llm.settings import Settings, from_environment

__all__ = ["LlmExtractor", "Settings", "from_environment"]
