"""`colorstudio`: the studio from the command line.

Exit codes: 0 all done; 1 some input failed, each named on stderr with its reason; 2 wrong usage.
"""

import typer

from studio.cli import batch, color, evaluate, launch, models, segment, tint, train

app = typer.Typer(
    help="Turn black-and-white photos into colour. Colours are plausible, not recovered.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("auto")(color.auto)
app.command("hint")(color.hint)
app.command("render")(color.render)
app.command("batch")(batch.batch)
app.command("segment")(segment.segment)
app.command("tint")(tint.tint)
app.command("predict")(color.predict)
app.command("open")(launch.launch)
app.add_typer(models.app, name="models")
app.add_typer(train.app, name="train")
app.add_typer(evaluate.app, name="evaluate")
