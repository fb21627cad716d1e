"""Whoever can be inspected, and the bodies that supervise: a tree with life spans, successors and heads."""
