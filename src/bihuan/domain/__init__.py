"""The method: everything that decides. Pure Python, without Django, clock, file, YAML or solver."""
