"""Turns articles on Chinese policy into a knowledge graph; what stands here is what notebooks use."""

__version__ = "0.1.0"
