"""`python -m xiangyi` is the console script, for processes that start one another."""

from xiangyi.cli import main

main()
