"""Film: moving pictures, read, coloured scene by scene, and written with their sound.

`reader` gives frames, `coloring` says what colours them, `run.run` does a film and goes on where it
was cut short. FFmpeg works in processes of its own (`process`, `ffmpeg/`). Stands on rendering.
"""
