"""How volunteering is found, and how it leaves for other programs."""
