"""FFmpeg: what runs in processes of its own, where neither OpenCV nor a model is imported."""
