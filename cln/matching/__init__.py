"""The matching exercise as an exact optimisation. Knows no database and no terminal.

`exercise.match(problem)` is the way in; `problem` says what is matched, `rules` and `objective` say
what is right and what is better, once for the solver and for the checker alike.
"""
