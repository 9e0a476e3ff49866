"""The nets that can be trained here: colorizers and segmenters."""
