"""Pictures of the graph and of articles: each one self-contained HTML page, or text for the terminal."""
