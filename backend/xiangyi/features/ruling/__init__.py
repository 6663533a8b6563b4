"""Ruling: numbers that a division sets for itself and all below it, from a day on.

What a number means, what it is until somebody sets it, and the rows, belong to the feature that
applies it; here is how they are looked up and set, which is the same for all. Of the divisions
around a place the nearest that has a rule counts, and of its rules the latest that has begun.
"""
