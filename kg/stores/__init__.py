"""Stores: places that hold quads and answer SPARQL."""
