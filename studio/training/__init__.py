"""Training: how the compact models that ship come to be: nets, data, loss, fit, files, cards.

`colorizers.train` and `segmenters.train` leave a run folder. Stands on evaluate; the one room that
imports TensorFlow at once.
"""
