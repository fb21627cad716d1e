"""The term planner: an engine with its own format, run in a process of its own (python -m bihuan.planning.solver).

First a pattern: which sector is in which rounds, with days as a liquid (an exact MILP, HiGHS). Then a search that puts
whole organizations where the pattern has their days, by seeded annealing, from several beginnings. The same seed gives
the same plan; time is counted in steps, never in seconds.
"""
