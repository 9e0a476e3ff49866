"""Batch: many photos, to the end, however often it is cut short.

`run.run` does what a `jobs.Job` asks for, and `past.survey` says how far it is. Stands on rendering
and works.
"""
