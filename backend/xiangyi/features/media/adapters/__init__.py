"""What media speaks to: the processes that develop, and the folder of pictures."""
