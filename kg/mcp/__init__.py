"""Lets a language model ask the graph over the Model Context Protocol, and cite what it finds instead of guessing."""
