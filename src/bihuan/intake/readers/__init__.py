"""One reader a format; each gives passages and knows nothing of findings."""
