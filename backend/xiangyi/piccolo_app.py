"""Every table of every feature, under one migration history."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="xiangyi",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=table_finder(
        [
            "xiangyi.serving.tables",
            "xiangyi.features.divisions.tables",
            "xiangyi.features.workdays.tables",
            "xiangyi.features.audit.tables",
            "xiangyi.features.organisations.tables",
            "xiangyi.features.identity.tables",
            "xiangyi.features.media.tables",
            "xiangyi.features.ledger.tables",
            "xiangyi.features.notifications.tables",
            "xiangyi.features.stations.tables",
            "xiangyi.features.stations.tables.lists",
            "xiangyi.features.feedback.tables",
            "xiangyi.features.scenes.tables",
            "xiangyi.features.cases.tables",
            "xiangyi.features.commitments.tables",
            "xiangyi.features.consultations.tables",
            "xiangyi.features.consultations.tables.papers",
            "xiangyi.features.consultations.tables.polls",
            "xiangyi.features.charters.tables",
            "xiangyi.features.volunteering.tables",
            "xiangyi.features.volunteering.tables.hours",
            "xiangyi.features.volunteering.tables.sampling",
            "xiangyi.features.documents.tables",
            "xiangyi.features.records.tables",
            "xiangyi.features.benefits.tables",
            "xiangyi.features.reconciliation.tables",
        ],
        exclude_imported=True,
    ),
)
