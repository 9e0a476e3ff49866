"""Film: moving pictures, read, coloured scene by scene, and written with their sound.

`reader.frames` gives frames, `survey.Survey` finds scenes, `colorists.make_colorist` says who
colours one, as `following` has it, and `jobs.run.run` does a film and goes on where it was cut
short. What a person works at is in `projects`. FFmpeg works in processes of its own (`process`,
`ffmpeg`). Stands on rendering.
"""
