"""What each feature keeps of persons and calls its things, known without a route or a server."""

from typing import Final

from xiangyi.core.personal import Keeper
from xiangyi.features.audit import personal as audit
from xiangyi.features.benefits import personal as benefits
from xiangyi.features.benefits.service import subjects as benefit_subjects
from xiangyi.features.cases import personal as cases
from xiangyi.features.cases.service import subjects as case_subjects
from xiangyi.features.charters import personal as charters
from xiangyi.features.charters.service import subjects as charter_subjects
from xiangyi.features.commitments import personal as commitments
from xiangyi.features.commitments.service import subjects as commitment_subjects
from xiangyi.features.consultations import personal as consultations
from xiangyi.features.consultations.service import subjects as meeting_subjects
from xiangyi.features.documents import personal as documents
from xiangyi.features.feedback import personal as feedback
from xiangyi.features.identity import personal as identity
from xiangyi.features.ledger import personal as ledger
from xiangyi.features.media import personal as media
from xiangyi.features.notifications import personal as notifications
from xiangyi.features.reconciliation import personal as reconciliation
from xiangyi.features.records import personal as records
from xiangyi.features.scenes import personal as scenes
from xiangyi.features.scenes.service import subjects as scene_subjects
from xiangyi.features.stations import personal as stations
from xiangyi.features.stations.service import subjects as station_subjects
from xiangyi.features.volunteering import personal as volunteering
from xiangyi.features.volunteering.service import subjects as activity_subjects

KEEPERS: Final[tuple[Keeper, ...]] = (
    identity.PERSONAL,
    feedback.PERSONAL,
    audit.PERSONAL,
    media.PERSONAL,
    notifications.PERSONAL,
    stations.PERSONAL,
    scenes.PERSONAL,
    cases.PERSONAL,
    commitments.PERSONAL,
    consultations.PERSONAL,
    charters.PERSONAL,
    records.PERSONAL,
    volunteering.PERSONAL,
    documents.PERSONAL,
    # Before whose voucher it was is forgotten.
    reconciliation.PERSONAL,
    benefits.PERSONAL,
    # Once the minutes of what they had not used are back.
    ledger.PERSONAL,
)

#: Every column that holds sealed bytes: what the keys of a deployment must open.
SEALED: Final = tuple(one for keeper in KEEPERS for one in keeper.sealed)

#: How the subjects of the audit are named that belong to a feature above it.
NAMES: Final = {
    **station_subjects.NAMES,
    **scene_subjects.NAMES,
    **case_subjects.NAMES,
    **commitment_subjects.NAMES,
    **meeting_subjects.NAMES,
    **charter_subjects.NAMES,
    **activity_subjects.NAMES,
    **benefit_subjects.NAMES,
}
