"""The weeks on site: working papers, each of one matter, from the first draft to the finding it becomes."""
