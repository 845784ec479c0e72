"""How far the matching searches before it takes the best it has: every budget and limit of effort, once.

Nodes are those of the solver's search tree, which are the same on every machine; seconds count only where
somebody waits. What was measured, was measured on two shared cores with PuLP 3.3.2 and HiGHS 1.16.
"""

# A match of programme size (solve)

LARGE = 20
"""Teams: up to so many everything is settled at once and proven; above, each theme's teams are made apart.

With places, 50 entries in 8 teams take 1 s at once and 100 in 16 take 7 s; of 150 in 20 or 24 travel is not
proven within four minutes.
"""

NODES = 50_000
"""Nodes of one search, after which its best answer is taken with its bound.

It guards against a search without end: in 60 matches of programme size none but for balance took more than 9.
"""

SPARED_NODES = 500
"""Nodes of a search for a profile without the lowest levels, which may not exist.

In those 60 matches it took one.
"""

HEADWAY = 200
"""Nodes in which a search for less travel, or better balance, finds neither better teams nor a better bound,
after which it ends.

In 60 matches of programme size travel took at most 9 nodes in all, and balance 120. Of 71 entries from all
over Scotland in 12 teams, where the bound of travel stays at a third, nothing better was found after the
first node: 9 to 36 s in all, and over 85 s, unfinished, with 2,000.
"""

TRAVEL_PAIRS = 25_000
"""Pairs of entries far apart, of each team that both could sit in, up to which travel is searched.

100 entries in 20 teams have 17,000 and take half a minute. Where each theme suits everybody there are 50,000
and more, and the solver looks at the first node for minutes; travel is then that of the first teams.
"""

THEME_CHOICES = 6
"""Choices of how many teams take which theme that are searched one by one; more of them are searched at once.

Of 23 cohorts 21 have at most 6, and take two thirds of the time; where there are 20, finding 6 costs 0.5 s.
"""

LATE_NODES = 2_000
"""Nodes of a search for better balance, or fewer moves among equals: worth seconds, not minutes."""

CHOICES = 20
"""Choices of who waits: how many are tried for teams before the search is given up.

It guards against trying them all, where each costs as much as a match. Where it is learnt who cannot have a
place two were enough; where nothing can be learnt they are too many to be tried.
"""

DOUBTED = 20
"""Matches of the least work that may go into asking whether there are any teams with those of the strongest
claims, while it is settled who waits; once they are used up, choices of who waits are tried one by one.
"""

BATCH = 10
"""Entries whose places are settled in one solve, by claims that are powers of two: exact up to 2**10.

To place 44 of 50 entries takes 2.2 s with 1, 0.5 s with 5, 0.4 s with 10 and 0.7 s with 20.
"""

PROBED = 20_000
"""Variables up to which the solver tries each both ways before it searches.

A cohort of 100 entries in 20 teams has 17,000. With 40,000 (400 people in 100 projects) that takes minutes,
and the search without it a second.
"""

GRACE = 20.0
"""Seconds after the end of the time given in which a first answer may still come.

Not measured: it guards against waiting for ever where no answer comes.
"""

PATIENCE = 1.0
"""Seconds after the end of the time given in which a better answer than the one in hand may still come."""

LOOK = 0.1
"""Seconds between looks at the keyboard and the clock while the solver runs: too short to be noticed."""

# A cohort above programme size (large)

PART_TEAMS = 4
"""Teams that are made at once, and as good as can be.

In three cohorts of 32 teams 2 leave 47 pairs far apart in 5.5 s, 4 leave 33 in 7.1 s, 6 or 8 31 in 8.4 s.
"""

PART_NODES = 200
"""Nodes of a search for better mixed teams of one part, or themes of the whole.

It guards against a part without end: on those three cohorts 20, 200 and 2,000 come to the same.
"""

PART_LATE_NODES = 10
"""Nodes of a search for less travel and better balance in one part; 1, 10 and 100 come to the same there."""

PARTNERS = 8
"""Parts on the same theme, and as many on others, that one which makes no teams alone is tried with.

Not measured: it guards against trying all pairs of parts of a large cohort.
"""

# Why there is no match (impossible), measured on 26 impossible cohorts of 3 to 50 entries

MATCHES = 5
"""Matches of the least work, as many as a diagnosis may take together with the match that came to nothing.

What is not counted, such as the changes themselves, takes less than one more.
"""

LEAST_MATCH = (46_000, 100, 450, 50)
"""Steps that a match takes at least: once, for each entry and team, entry and theme, promise and team.

Of 150 drawn cohorts of 6 to 110 entries in 3 to 21 teams, in which everything else is otherwise, one in
twenty took less, half of them twice as many and one in ten ten times.
"""

NO_LESS = 270_000
"""Steps that the match of a smaller cohort is taken for: a quarter of a second, as one of programme size.

Who waits for it waits longer for the start of the command.
"""

NO_LESS_IN_PARTS = 700_000
"""The same of one of more than `LARGE` teams: 50 entries in 25 teams take twice as many."""

ENDLESS = 10**12
"""Steps for those who give the diagnosis time: ten days, of which the clock leaves what they gave."""

AT_ONCE = 3
"""Part of what is left that one search for teams may take."""

BUILT = 3
"""Steps, of a microsecond each, for each number in a condition of a model."""

SOLVED, ROW, READ, ITERATION = 1_000, 6, 2, 60
"""Steps of a search: once, for each condition, number in it, and iteration of the simplex method."""

LOOK_ALONE, LOOKED = 1_000, 20
"""Steps between two times that the solver asks whether to go on: at least, and for each variable more.

In 50 diagnoses the steps of all that is counted were about as many as the microseconds that it took.
"""

FOUND, PROMISE, ENTRY = 300, 50, 10
"""Steps of a look at what arithmetic forbids: once, for each promise and for each entry."""

TOTALS = 6
"""Numbers of people with a place for which teams are tried when some must wait, the most first.

Not measured: it guards against trying every choice of who waits.
"""

CAPACITIES = 12
"""Numbers of places, one after the other, that are tried for the fewest that will do.

Not measured: it guards against trying each of a hundred.
"""

RESERVED = 4
"""Part of all work that is kept for what helps while the structure is as it is."""

STRUCTURES = 3
"""Part of all work that one change of the structure, such as another number of teams, may cost."""

DOUBTS = 3
"""Proposals in a row of which nothing came out, before a change of the structure is left.

A guard: of the cohorts measured none had even one.
"""

QUARRELS = 10_000
"""Looks at an entry, in the search for how many teams are needed by those who are kept apart.

20 entries of whom half the pairs are kept apart take 2,000, which is 10 ms; 60 such take more.
"""

QUARRELLING = 30
"""Entries, kept apart in more teams than there are, up to which a model knows who of them sits with whom.

With 12 it takes 300 conditions more, with 30 it takes 5,000, as many as a match of that size has.
"""

REFUSALS = 2
"""Proposals that arithmetic may refuse before the model learns all conditions; with 0 and 8 it is slower."""

REMEDIES, WITHOUT_RELAXING = 3, 5
"""Ways to mend one reason that are looked for, and how many if they let no rule go: as many as a reader
weighs up, not a measurement.
"""

REACH = 10
"""Cost by which a remedy may be dearer than the cheapest: as much as a rule that is let go."""
