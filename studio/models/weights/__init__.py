"""Weights: files of models on the disk, downloaded, verified, found again."""
