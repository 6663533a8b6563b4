"""Feedback: 投诉建议, what people say of this service itself, and what was answered.

It is not the way to a government department: what is said of one is sent on to its channel.
Words: a *piece* of feedback has a receipt by which its writer, with or without an account,
finds the answer.
"""
