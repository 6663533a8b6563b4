"""Scenes: the places a rider has to get into, and how.

A *scene* (友好场景) is a compound, a building, a park or the like. It has *entrances*, each with
who may pass, when and how; places to leave a bike, to sleep, to charge, to eat; a *guide*, which
is a picture with its text alternative; and the number to ring when the gate refuses.

What always holds: whoever keeps a scene is named by what they say, never overwritten: each change
is a revision. That somebody has *verified* (核对) a scene is said with its date. A mobile number
may help the rider at the gate; it is in no open data.
"""
