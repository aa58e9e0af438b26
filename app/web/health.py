"""`/healthz`, `/readyz` and `/metrics`: is the process alive, can it work, and what do the numbers say."""

from collections.abc import Callable

from flask import Flask, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from app.web.guard import public

Check = Callable[[], str | None]


class Health(Collector):
    """Named checks (None when well, else what is wrong) and figures read from SQL when asked."""

    def __init__(self, app: Flask) -> None:
        self.checks: dict[str, Check] = {}
        self.figures: list[tuple[str, str, tuple[str, ...], Callable[[], dict[tuple[str, ...], float]]]] = []
        self.registry = CollectorRegistry(auto_describe=False)
        self.registry.register(self)
        app.extensions["health"] = self

    def check(self, name: str, test: Check) -> None:
        """Add something that must be well before this copy counts as ready."""
        self.checks[name] = test

    def figure(
        self, name: str, says: str, labels: tuple[str, ...], read: Callable[[], dict[tuple[str, ...], float]]
    ) -> None:
        """Add a gauge, read from SQL at each scrape so that every process tells the same."""
        self.figures.append((name, says, labels, read))

    def collect(self) -> list[GaugeMetricFamily]:
        """What a scrape sees now."""
        families = []
        for name, says, labels, read in self.figures:
            family = GaugeMetricFamily(f"bendahara_{name}", says, labels=labels)
            for values, number in read().items():
                family.add_metric(values, number)
            families.append(family)
        return families

    def troubles(self) -> dict[str, str]:
        """What is wrong, by check; empty when ready."""
        found: dict[str, str] = {}
        for name, test in self.checks.items():
            try:
                trouble = test()
            except Exception as error:
                trouble = f"{type(error).__name__}: could not be checked"
            if trouble:
                found[name] = trouble
        return found


def init_app(app: Flask) -> None:
    """Open the three addresses; rooms add their checks and figures."""
    health = Health(app)

    @app.get("/healthz", endpoint="healthz")
    @public
    def healthz() -> Response:
        return jsonify(status="alive")

    @app.get("/readyz", endpoint="readyz")
    @public
    def readyz() -> tuple[Response, int]:
        troubles = health.troubles()
        return jsonify(
            status="not ready" if troubles else "ready", troubles=troubles
        ), 503 if troubles else 200

    @app.get("/metrics", endpoint="metrics")
    @public
    def metrics() -> Response:
        return Response(generate_latest(health.registry), content_type=CONTENT_TYPE_LATEST)
