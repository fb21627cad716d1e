"""Questionnaires without a name: a run for a dossier, slips with a code each, ballots carried in, counted once.

Inside there is no list of spent slips and no order of ballots; nothing that could join the two ever comes in.
"""
