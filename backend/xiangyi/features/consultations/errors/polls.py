"""The ways a poll in the room, or a vote in it, is refused."""

from xiangyi.core.errors import Conflict, Forbidden, NotFound, Unusable
from xiangyi.features.consultations.errors.forms import AgainstForm


class PollNotFound(NotFound):
    """There is none under this id at this meeting."""

    code = "poll_not_found"


class PollNotOfForm(AgainstForm, Conflict):
    """The form of the meeting does not come to decisions by votes."""

    code = "poll_not_of_form"


class PollUnusable(Unusable):
    """Something in it cannot be; facts: `field`."""

    code = "poll_unusable"


class PollDiffers(Conflict):
    """Another poll has been opened under this id, or it was closed with more or fewer by hand."""

    code = "poll_differs"


class PollOpen(Conflict, rule="one_at_a_time"):
    """One is open in the room: people vote on one thing at a time, and then a record is sealed."""

    code = "poll_open"


class PollCounted(Conflict, rule="voted_again"):
    """A vote on the same item counted already: a second one needs a reason."""

    code = "poll_counted"


class SecretPollCounted(Conflict, rule="secret_once"):
    """A secret vote on the same item counted already: two of them, compared, tell a third."""

    code = "secret_poll_counted"


class PaperVotesMany(Conflict, rule="own_guests"):
    """More voted by hand than signed on paper by others; facts: `votes`, `counts`, `own`.

    Whom one signed in does not count where one closes.
    """

    code = "paper_votes_many"


class PollClosed(Conflict, rule="steps"):
    """It is closed, or the meeting is over: nobody votes any more."""

    code = "poll_closed"


class NotInTheRoom(Forbidden, rule="who_was_there"):
    """Only whoever has proved that they are there votes."""

    code = "not_in_the_room"


class VotesNotShown(Forbidden, rule="votes_shown"):
    """Nobody is shown who voted what: secretly, before the end, or by the form's rule."""

    code = "votes_not_shown"
