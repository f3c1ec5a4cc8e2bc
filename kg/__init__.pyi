"""What `import kg` offers, for type checkers; kg/__init__.py loads it when first asked for."""

from kg.api import build as build
from kg.api import open as open
from kg.measures import measure as measure
from kg.network import project as project
from kg.picture import grid as grid
from kg.projection import matrix as matrix

__version__: str
