"""Puts the built app inside the sdist and the wheel, so that an installed xiangyi needs no Node."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AppInside(BuildHookInterface[Any]):
    """Acts on standard builds only: an editable install finds static/app where it lies."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard":
            return
        root = Path(self.root)
        # An unpacked sdist has this file, and the app that was built when it was made.
        if not (root / "PKG-INFO").is_file():
            self._build(root)
        if self.target_name == "wheel":
            build_data["force_include"][str(root / "static" / "app")] = "xiangyi/static_app"

    def _build(self, root: Path) -> None:
        file = root / "backend" / "xiangyi" / "builder.py"
        spec = importlib.util.spec_from_file_location("builder", file)
        if spec is None or spec.loader is None:
            raise ImportError(f"{file} cannot be loaded")
        builder = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(builder)
        try:
            builder.build_if_needed(root, say=self.app.display_info)
        except builder.CannotBuild as error:
            self.app.abort(str(error))
