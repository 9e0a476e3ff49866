"""Listing: what is told of a model, to programs and to people."""

from dataclasses import dataclass

from studio.language import _
from studio.models import runtimes
from studio.models.catalog import Model
from studio.models.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A model, under the names of the columns in which it is listed."""

    model: str
    task: str
    state: str  # ready, not installed, or what it needs
    bytes: int
    parameters: int
    licence: str
    title: str
    summary: str
    source: str


def describe(model: Model, registry: Registry) -> Listed:
    """Return what the list says of a model."""
    return Listed(
        model=model.name,
        task=model.task,
        state=state(model, registry),
        bytes=model.size,
        parameters=model.parameters,
        licence=model.licence,
        title=model.title,
        summary=model.summary,
        source=model.source,
    )


def state(model: Model, registry: Registry) -> str:
    """Tell whether a model can be used now, or what is missing."""
    if gap := runtimes.find_gap(model.runtime):
        return _("needs {title}", title=gap.title)
    return _("ready") if registry.is_ready(model) else _("not installed")
