"""The past of a batch: what earlier runs of a job did, as far as it is still there."""

from studio.batch import jobs, journal
from studio.batch.jobs import Job, Task
from studio.batch.journal import Entry, Facts
from studio.batch.tally import Tally


def survey(job: Job) -> Tally:
    """Tell how far earlier runs of a job came; what failed is still to do.

    It may be done while the job is. Raises as `jobs.plan` does.
    """
    tasks = jobs.plan(job).tasks
    digest, log = job.digest, journal.read(job.results)
    progress = Tally(len(tasks))
    for task in tasks:
        if entry := recall(job, task, digest, log):
            progress.add(entry)
    progress.earlier = len(progress.done)
    return progress


def recall(job: Job, task: Task, digest: str, log: Facts) -> Entry | None:
    """Return what became of a photo in earlier runs of a job, if nothing is left to do.

    Raises as `jobs.state` does.
    """
    state = jobs.state(job.photos / task.photo)
    corrected = log.find_corrected(task.photo, state, job.results)
    return corrected or log.recall(task.photo, f"{state}-{digest}", job.results)
