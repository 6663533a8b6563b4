"""What a door is given where a test is about something else."""


async def no_picture(_: str) -> None:
    """Nobody shows a picture."""
