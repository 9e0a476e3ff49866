"""The Segment page: see what is where, and aim colour at it."""
