"""Film: moving pictures, read, coloured scene by scene, and written with their sound.

`reader.frames` gives frames, `survey.Survey` finds scenes, `colorists.make_colorist` says who
colours one, a `crew` does so, and `run.run` does a film and goes on where it was cut short. FFmpeg
works in processes of its own (`process`, `ffmpeg/`). Stands on rendering.
"""
