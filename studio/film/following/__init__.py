"""Following: colours stay on their things, from frame to frame and from keys."""
