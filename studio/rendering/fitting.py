"""Fitting: what a recipe says of any photo becomes what it says of this one."""

from dataclasses import replace

from studio.photo.photo import Photo
from studio.recipe.recipe import Recipe
from studio.rendering.contrast import spare
from studio.rendering.memory import Memory
from studio.rendering.reference import match


def fit(
    recipe: Recipe,
    photo: Photo,
    memory: Memory,
    *,
    made_for: str = "",
    reference: Photo | None = None,
) -> Recipe:
    """Fit a recipe to a photo, perhaps with the colours of another picture.

    Parameters
    ----------
    recipe : Recipe
    photo : Photo
    memory : Memory
        Its registry holds the model that compares.
    made_for : str
        SHA-256 of the file that the recipe was made for. Of another one, contrast is restored only
        where it has faded.
    reference : Photo, optional
        As `reference.prepare` returns it.

    Raises
    ------
    MissingWeightsError, CorruptWeightsError
        If the model that compares cannot run.
    """
    if made_for != photo.sha256:
        recipe = spare(recipe, photo)
    if reference:
        found = match(memory.see(photo, recipe), reference, memory)
        recipe = replace(recipe, reference=found)
    return recipe
