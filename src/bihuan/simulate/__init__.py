"""A county played through the rooms' own deeds: seeded, so that the same seed and day give the same county.

Words and places stand in the .yaml files beside the code; ids of rows are new each time.
"""
