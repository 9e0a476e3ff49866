"""Weights to start from: encoders trained on ImageNet, and the compact net as it is published."""
