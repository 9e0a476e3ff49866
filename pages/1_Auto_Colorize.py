"""Colour a photo at once, then choose how."""

from studio.ui import controls, models, opening, pictures, saving, session, shell

shell.page("Auto Colorize", "Colours at once. Choose a style, look closer, download.")
upload = opening.required()

controls.style()
recipe = session.recipe()
controls.advanced(models.offered(recipe.model))

models.required(recipe.model)
with shell.explained():
    shown = pictures.colored(upload.photo(), recipe)
    pictures.compare(upload.photo(), shown)
    pictures.timings(shown)
    pictures.download(upload, recipe)
saving.downloads(upload, recipe)
saving.uploader()
