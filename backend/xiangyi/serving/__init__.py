"""What a process of ours lives on: its folder, its database, its socket, its child."""
