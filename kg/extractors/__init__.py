"""Readers of articles: each turns one article into one reading."""
