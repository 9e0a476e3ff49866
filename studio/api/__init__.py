"""API: what programs ask of the studio by HTTP, beside its pages or without them.

`service.Service` has the routes, behind `access.open_token`; `work.color` is what a worker does for
one request, and `jobs.Jobs` has the batches that were sent. Stands on batch.
"""
