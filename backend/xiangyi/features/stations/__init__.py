"""Stations: where a rider can rest, and whether the door is open.

A *station* (驿站) is one point of rest; its *family* says whose it is. An *amenity* (设施) is
what it offers. *Opening hours* (开放时间) are a weekly schedule with a rule for public holidays,
a rule for make-up workdays, and dated exceptions. A *confirmation* (确认) is the manager saying
"as listed" at a time; a *report* (报告) is a rider saying that it is not so.

What always holds: hours, confirmation and reports stay three separate facts, never one score.
Hours have three answers: open, closed, and unknown, which is what nobody said. A position is kept
in WGS-84 with the datum it came in.
"""
