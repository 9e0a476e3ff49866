"""The studio in the browser: session, widgets, pictures."""
