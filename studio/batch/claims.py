"""Claims: whether the result of a photo may be written, where another file has its name."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from studio import disk
from studio.batch import jobs
from studio.batch.jobs import Existing, Job
from studio.batch.journal import Cause, Entry, Facts
from studio.batch.names import free_name, name_page
from studio.errors import OutputError, RecipeError
from studio.language import _
from studio.photo.results import is_result
from studio.recipe import recipe_reader

REASONS: dict[Cause, str] = {
    "other settings": _("A result of other settings is there, so it was left alone."),
    "taken": _("A file of its result's name is there, so it was left alone."),
}


CORRECTED = _("Its result was corrected before the photo changed, so it was left alone.")
LASTING: set[Existing] = {"refuse", "skip", "keep both"}  # which replace no file of others


class Claims:
    """Gives results their places; no photo, nor the result of another one, is ever replaced.

    Parameters
    ----------
    job : Job
    log : Facts
    """

    def __init__(self, job: Job, log: Facts) -> None:
        self._job, self._log, self._digest = job, log, job.digest
        self.originals: set[disk.Identity] = set()
        self.known: set[str] = set()  # photos of the job, and folders that cannot be read
        self.planned: set[PurePosixPath] = set()  # results of these photos

    def claim(self, entry: Entry) -> Entry:
        """Return the photo with the place of its result, begun; or the fact that it is left alone.

        Raises
        ------
        OutputError
            If what is there must stay, or the disk refuses a folder.
        """
        path = self._job.results / entry.result
        disk.make_folder(path.parent)
        with disk.raise_output_errors():
            free = not path.exists()
        if free:
            return entry
        made = self._log.find_making(entry.result)
        if self._job.existing in LASTING and made and made.photo == entry.photo:
            if self._is_outdated(made, entry) and made.made == jobs.state(path):
                return replace(entry, state="replacing")
            if made.state == "corrected":
                return replace(entry, state="left", reason=CORRECTED, cause="taken")
        if self._job.existing == "refuse":
            raise _refuse(path)
        if self._job.existing == "keep both":
            result = free_name(path).relative_to(self._job.results)
            return replace(entry, result=result.as_posix())
        if self._job.existing == "replace":
            self._check_owned(path, entry)
            return replace(entry, state="replacing")
        return self._replace_own(entry) or self._leave(path, entry)

    def name_further(self, entry: Entry, count: int) -> list[str]:
        """Return the results of further pictures in a photo's file, beside its own.

        Raises
        ------
        OutputError
            If an original is there, or a file that must stay.
        """
        result, photo = PurePosixPath(entry.result), PurePosixPath(entry.photo).stem
        pages = range(2, count + 2)
        names = [str(name_page(result, photo, page, self.planned)) for page in pages]
        for name in names:
            place = self._job.results / name
            disk.check_apart(place, self.originals)
            replaces = self._job.existing == "replace" or name in entry.further.splitlines()
            if place.exists() and not (replaces or entry.state == "replacing"):
                raise _refuse(place)
        return names

    def _is_outdated(self, made: Entry, entry: Entry) -> bool:
        """Tell whether a result was made as it is wanted now, and its photo changed since."""
        before, work, _rest = made.key.partition(self._digest)
        return bool(work) and not entry.key.startswith(before)

    def _replace_own(self, entry: Entry) -> Entry | None:
        """Claim the place of what the batch made of a photo, if it did and that is asked for."""
        last = self._log.last(entry.photo)
        if self._job.existing != "replace own" or last is None:
            return None
        if last.state == "failed" or self._log.maker(last.result) != entry.photo:
            return None
        return replace(entry, state="replacing", result=last.result)

    def _leave(self, path: Path, entry: Entry) -> Entry:
        cause: Cause = "other settings" if self._has_other_settings(path, entry) else "taken"
        return replace(entry, state="left", reason=REASONS[cause], cause=cause)

    def _has_other_settings(self, path: Path, entry: Entry) -> bool:
        """Tell whether a file is a result of the photo, coloured otherwise than is asked for."""
        last = self._log.last(entry.photo)
        if last and last.result == entry.result:
            return self._digest not in last.key
        with suppress(RecipeError):
            made = recipe_reader.open_file(path).recipe.for_any_photo
            return made != self._job.recipe.for_any_photo
        return is_result(path)

    def _check_owned(self, path: Path, entry: Entry) -> None:
        """Make sure that a result replaces neither a photo nor the result of another one."""
        disk.check_apart(path, self.originals)
        maker = self._log.maker(entry.result)
        if maker != entry.photo and maker in self.known:  # named before this photo came
            found = _("the result of {photo}", photo=maker)
            raise OutputError(found, _("a free name"), _("choose another folder"))


def _refuse(path: Path) -> OutputError:
    remedy = _("choose another folder, or allow overwriting (--overwrite)")
    return OutputError(_("the file {path}", path=path), _("a free name"), remedy)
