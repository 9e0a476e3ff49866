"""The studio in the browser: all that draws, and nothing that computes."""
