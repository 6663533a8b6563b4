"""Commitments: what an organisation promised about a concern, followed until it is solved (Art 10).

A *commitment* (承诺) has an owner, words and a day. The convener where the concern is writes it
down; the owner's handlers *report* it done, with words or a photo as proof; whoever raised or
joined a case of the concern says *solved* or *not solved*, and a rule *counts* what they said.
Counted as not solved it is *reopened* once, with a new day, and after that *supervised*, with
another: the supervisors of the place have it. What is overdue is told to its owner and convener,
and some working days later *climbs* one level, once each. The *board* (议事公示) counts all of
that for everybody, place by place, without a rank.

What always holds: steps are only added. Nobody is named, and nobody learns what one person
answered. An answer can be changed until it is counted, and counts once.
"""
