"""The work of one session: what is open, how it is saved, and what is remembered for all."""
