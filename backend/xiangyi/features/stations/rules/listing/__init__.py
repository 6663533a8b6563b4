"""How a row of an office's list is read: its columns, its cells, and the verdict on it.

A row is *accepted* as written, *fixed* after a harmless repair, *warned* about where it lands
with a doubt, or *refused*. What is said of it names the column as the file heads it.
"""
