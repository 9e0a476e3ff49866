"""The page Evaluate: the models measured on photos whose colours are known."""
