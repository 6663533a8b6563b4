"""The ways scenes say no."""

from xiangyi.core.errors import Conflict, NotFound, Unusable


class SceneNotFound(NotFound):
    """There is none, or it has closed."""

    code = "scene_not_found"


class SceneUnusable(Unusable):
    """A scene as given cannot be kept; facts: `field`, as in `entrances.0.note`."""

    code = "scene_unusable"


class SceneChangedMeanwhile(Conflict):
    """Somebody else changed it since it was read; facts: `revision`, the latest."""

    code = "scene_changed_meanwhile"
