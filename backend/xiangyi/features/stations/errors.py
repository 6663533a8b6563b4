"""The ways stations say no."""

from xiangyi.core.errors import Conflict, Forbidden, NotFound, Refusal, Unavailable, Unusable


class StationNotFound(NotFound):
    code = "station_not_found"


class NearUnreadable(Refusal):
    """`near` is not `lon,lat` in WGS-84 degrees."""

    code = "near_unreadable"


class AtUnreadable(Refusal):
    """`at` is not an instant of ISO 8601, from 2000 to 2099, with its offset from UTC."""

    code = "at_unreadable"


class CursorUnreadable(Refusal):
    code = "cursor_unreadable"


class AmenityUnknown(Refusal):
    code = "amenity_unknown"


class FamilyUnknown(Refusal):
    code = "family_unknown"


class StationUnusable(Unusable):
    """A station as given cannot be kept; the facts name it and the field."""

    code = "station_unusable"


class TileUnknown(NotFound):
    """No such tile, or no key for tiles is set."""

    code = "tile_unknown"


class TilesAway(Unavailable):
    """The tile owner does not answer with a picture."""

    code = "tiles_away"


class DatumUnknown(Unusable):
    """A list states its datum: wgs84, gcj02 or bd09; hundreds of metres lie between them."""

    code = "datum_unknown"


class DatumContradicted(Unusable):
    """The heads of the columns name another datum than was given."""

    code = "datum_contradicted"


class BatchNotFound(NotFound):
    code = "batch_not_found"


class BatchUndone(Conflict):
    """A batch is taken back once."""

    code = "batch_undone"


class BatchElsewhere(Forbidden):
    """Some of its stations lie where the asker is no administrator; facts: `count` of them."""

    code = "batch_elsewhere"


class DisputeOver(Conflict):
    """Another list has come since, or somebody has decided."""

    code = "dispute_over"


class ListNotFound(NotFound):
    code = "list_not_found"


class ListDiffers(Conflict):
    """Another file was sent under this key, or somebody else's."""

    code = "list_differs"


class ListNotRehearsed(Conflict):
    """Only what was looked through to the end is taken in."""

    code = "list_not_rehearsed"


class ListsBusy(Unavailable):
    """Other lists are on their way, or wait for their turn already."""

    code = "lists_busy"


class ListTooSlow(Refusal):
    """Nothing came for too long, or the end was not there in time."""

    status_code = 408
    code = "list_too_slow"


class AmenityNotHere(Unusable):
    """The station does not offer it."""

    code = "amenity_not_here"


class NoteUnusable(Unusable):
    """It hides something: control or direction marks."""

    code = "note_unusable"


class SaidTooLongAgo(Unusable):
    """Facts: `most_h`, hours after which what was said is no longer taken."""

    code = "said_too_long_ago"


class ReportDiffers(Conflict):
    code = "report_differs"


class ReportNotFound(NotFound):
    code = "report_not_found"


class ReportAnsweredAlready(Conflict):
    code = "report_answered_already"


class AnswerDiffers(Conflict):
    """The answer that is to be corrected is another by now; facts: `kind`, what it is."""

    code = "answer_differs"


class ConfirmationNotFound(NotFound):
    code = "confirmation_not_found"


class ConfirmationStays(Conflict):
    """Somebody has confirmed since, or it was given longer ago than `most_h` hours."""

    code = "confirmation_stays"


class SaidNotFound(NotFound):
    code = "said_not_found"


class SaidStays(Conflict):
    """Something else was said of the same since, or this was longer ago than `most_h` hours."""

    code = "said_stays"


class ReasonMissing(Unusable):
    code = "reason_missing"


class DeviceKeyUnusable(Unusable):
    """The phone did not say which device it is, or not in 16 to 64 letters and digits."""

    code = "device_key_unusable"


class KeyTaken(Conflict):
    """Something else was said under this key."""

    code = "key_taken"


class EndUnusable(Unusable):
    """A state ends after it begins, and within 31 days."""

    code = "end_unusable"


class SinceUnusable(Unusable):
    """What is out of order is so since a day that has begun, `most_days` ago at most."""

    code = "since_unusable"


class PlaceTooFar(Unusable):
    """A manager moves a station by a few steps; facts: `metres`, and `most_m` of them."""

    code = "place_too_far"


class PlaceElsewhere(Unusable):
    """Nothing is moved into another county; facts: `here`, the name of its own."""

    code = "place_elsewhere"


class RevisionNotFound(NotFound):
    code = "revision_not_found"


class ChangedMeanwhile(Conflict):
    """Something is otherwise than whoever changes it had before them; `field` is the first."""

    code = "changed_meanwhile"


class ChangedSince(Conflict):
    """What a change made otherwise was changed again after it: `fields`, by their names."""

    code = "changed_since"


class HoursUnusable(Unusable):
    """Hours that cannot be meant, or more than can be kept; `reason` names the rule they break."""

    code = "hours_unusable"
