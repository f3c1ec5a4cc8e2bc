"""Serves a store over HTTP: SPARQL and RDF for programs, pages for people, from one address and with no network beyond it."""
