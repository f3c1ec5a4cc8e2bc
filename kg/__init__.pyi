"""What `import kg` offers, for type checkers; kg/__init__.py loads it when first asked for."""

from kg.api import open as open

__version__: str
