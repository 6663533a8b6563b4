"""Workdays: which days are worked, and when something is due.

A *special day* is a date that the State Council's yearly notice moves: a public *holiday*, or a
*make-up* workday (调休), on which a weekend day is worked in exchange. The *table* of special days
covers a stretch of dates; an administrator extends it when the next notice is out. A year is
*whole* when it has everything that each notice tells, and only then is it in the table: half a
year's list would make ordinary days of the other half's holidays. A *working day* is a Monday to
Friday that is no holiday, or a make-up workday. A *deadline* is counted in working days.

What always holds: inside the table a date is of one kind; outside it nobody knows yet, and every
answer says so (three values, or *provisional*) rather than guess.
"""
