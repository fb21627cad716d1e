"""Evaluation of a rectification by the pack's aspects and weights."""
