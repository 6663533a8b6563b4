"""Cases: what riders and residents ask for, followed until it is answered (Art 4, 10, 12).

A *case* (诉求) is one demand of one person, or of somebody for whom a clerk enters it, with a
receipt number and a day by which it is answered. Whoever wants the same *joins* it. A convener
*accepts* it, *assigns* it to a handling organisation, answers it, declines it with a reason, or
names the *channel* where it belongs. A *concern* (集中诉求) is many cases gathered into one matter,
a thread that everybody can read and in which nobody is named.

What always holds: whoever raised or joined one is told of each step. An employer or a platform
company never learns who raised a case or where, and reads of it only once it is assigned to it. A
residents' committee answers nothing but what its register (清单) has, and no complaint about a
government's work.
"""
