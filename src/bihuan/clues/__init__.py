"""The register of clues about persons: sealed under a key of its own, for named people only, every read an entry."""
