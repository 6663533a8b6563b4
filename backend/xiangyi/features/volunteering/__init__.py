"""Volunteering: people give their time, and what they gave can be trusted by a stranger.

An *activity* (志愿活动) is held by a *host*, an organisation, and has one or more *shifts*, each
with so many *seats* and a *lead* whose phone shows its codes. Whoever writes one is not who
approves it, and it is approved before its first shift begins. People *sign up* for a shift, or
*wait* for a seat; of its seats some may be *reserved*, which only the host gives away.

Whoever comes *scans* a code, and another when they go: from one to the other is a *stay* (签到、
签退). What it adds to their minutes is *verified* where both scans came to us at once, *late* where
one did not; a *claim* asks for minutes that no scans prove, and they are *backfilled*. Whoever
leads *ticks* who is there, on a list that is sealed after the end; what was ticked before that and
comes after it is a *late tick*, and stands beside the list. A *second person* is somebody of
another organisation of the county, who neither served, led nor wrote.

What always holds: no seat is given twice; nobody is in two shifts at once, waiting included; what
was approved is not made longer or another by whoever wrote it; whoever signed up is told of what
changes. Who comes is told, masked, to whoever leads, and to whoever confirms hours.

Of hours: what counts is when a code was shown, within the shift, without its breaks; a code is read
once by each person, and by nobody who shows it; a class becomes no other; late minutes are redeemed
only once a second person finds that whoever led saw them, backfilled ones never; no shift gives
anybody more minutes than it has. What is wrong with a line of the ledger is put right by another
that names it: more is a claim like any other; less is what its person says themselves, or what the
county and a second person find was not served. Each minute goes into the ledger with what counts
it, or not at all.
"""
