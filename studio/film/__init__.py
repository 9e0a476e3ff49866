"""Film: moving pictures, read, coloured scene by scene, and written with their sound.

`reader.frames` gives frames, `scenes.find_cuts` says where a scene begins, `follower.Follower` is
what colours them, and `run.run` does a film and goes on where it was cut short. FFmpeg works in
processes of its own (`process`, `ffmpeg/`). Stands on rendering.
"""
