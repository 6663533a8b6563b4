"""Volunteering: people give their time, and what they gave can be trusted by a stranger.

An *activity* (志愿活动) is held by a *host*, an organisation, and has one or more *shifts*, each
with so many *seats* and a *lead* whose phone shows its codes. Whoever writes one is not who
approves it, and it is approved before its first shift begins. People *sign up* for a shift, or
*wait* for a seat; of its seats some may be *reserved*, which only the host gives away.

What always holds: no seat is given twice; nobody is in two shifts at once, waiting included; what
was approved is not made longer or another by whoever wrote it; whoever signed up is told of what
changes. Who comes is told, masked, to whoever leads, and to nobody else.
"""
