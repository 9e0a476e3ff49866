"""History: the recipe at hand, those before it, and those taken back."""

from dataclasses import dataclass

from studio.recipe.recipe import Recipe

MOST_STEPS = 50  # that can be taken back; a recipe full of strokes is about 2 MB


@dataclass(frozen=True)
class History:
    """The steps of one person's work; every method returns a new history.

    Examples
    --------
    >>> history = History(Recipe()).push(Recipe(strength=0.5))
    >>> history.undo().present.strength, history.undo().redo().present.strength
    (1.0, 0.5)
    """

    present: Recipe
    past: tuple[Recipe, ...] = ()  # oldest first
    future: tuple[Recipe, ...] = ()  # what `redo` brings, next first

    def push(self, recipe: Recipe) -> "History":
        """Go on to a recipe; the future is forgotten. The recipe at hand is no step."""
        if recipe == self.present:
            return self
        return History(recipe, (*self.past, self.present)[-MOST_STEPS:])

    def undo(self) -> "History":
        """Take back the last step, if there is one."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (self.present, *self.future))

    def redo(self) -> "History":
        """Bring back the step taken back last, if there is one."""
        if not self.future:
            return self
        return History(self.future[0], (*self.past, self.present), self.future[1:])
