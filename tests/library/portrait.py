"""What somebody writes who has the library alone: hints, regions, a style and a difference."""

import studio


def color(path: str, target: str) -> float:
    """Colour a photo twice, save one, and return how far both are apart."""
    photo = studio.open_photo(path)
    dress = studio.Point(x=0.5, y=0.7, color="#b03a2e", size=0.02)
    sky = studio.Stroke(((0.1, 0.1), (0.9, 0.1)), "#2e86c1", 0.03)
    left = studio.RegionEdit(
        where=studio.Foreground("people-compact"), what=studio.Adjust(strength=1.2), name="her"
    )
    plain = studio.STYLES["Warm"]
    recipe = studio.Recipe(
        warmth=plain.warmth,
        hints=studio.Hints(points=(dress,), strokes=(sky,)),
        regions=studio.Regions((left,)),
    ).in_style("Vivid")
    rendering = studio.render(photo, recipe)
    studio.save(rendering, target)
    return studio.compare(rendering.rgb, studio.render(photo, plain).rgb).mean


def describe(path: str) -> str:
    """Return what is wrong with a file, or nothing."""
    try:
        photo: studio.Photo = studio.open_photo(path)
        rendering: studio.Rendering = studio.render(photo, side=64)
    except studio.StudioError as error:
        return f"{error.found}; {error.remedy}"
    return "" if rendering.recipe == studio.Recipe() else "another recipe"
