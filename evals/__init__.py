"""Accuracy benchmarks over question files."""
