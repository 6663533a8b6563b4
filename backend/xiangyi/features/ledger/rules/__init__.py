"""What an entry and a tree are, computed without looking anything up."""
