"""Jobs: a film is coloured piece by piece, by one process or by several computers."""
