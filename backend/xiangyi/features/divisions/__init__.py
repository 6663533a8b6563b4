"""Divisions: the tree of province, prefecture, county, street and community.

A *division* belongs to a *system* of codes (`nbs`, the statistics bureau's; `mca`,
Civil Affairs'), because the same code may mean two towns in two systems. Its *key*
is `system:code`. A division that ends keeps its row, with `valid_to` and, where
there is one, its *successor*. Villages are divisions exactly as communities are
(Art 20). What lies below a division is found by its parents, never by comparing codes.
"""
