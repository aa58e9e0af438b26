"""The flask commands."""

import os
import sys

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from app import commands_people as people
from app import doctor as doctor_checks
from app.audit.actor import WORKER, Actor, act_as, this_process_is
from app.bills import tasks as bills_tasks
from app.callbacks import service as callbacks
from app.config import Settings
from app.db.line import stand_with_one_thread
from app.extensions import huey
from app.gateway import signing_keys
from app.gateway import tasks as gateway_tasks
from app.lib.errors import NotFound, Refused
from app.outbox.bell import bell
from app.outbox.worker import THREADS, Worker
from app.payments import tasks as payments_tasks
from app.sandbox.settings import Mode
from app.serving import serve_sandbox
from app.users.demo import add_demo_people
from app.vault import sealed_columns
from app.web import logs

# Python lets a thread compute this long before another may: by its own 5 ms, a thread that holds the writers'
# line loses them at each statement, and everybody behind it with it.
TURN_SECONDS = 0.0005

callbacks_group = AppGroup("callbacks", help="Callbacks from Flip.")
signing_key_group = AppGroup("signing-key", help="The key requests about transfers are signed with.")
vault_group = AppGroup("vault", help="What is sealed at rest.")


def init_app(app: Flask) -> None:
    """Register the commands."""
    groups = (callbacks_group, signing_key_group, vault_group, people.group)
    for command in (demo, worker, sandbox, doctor, reconcile, *groups):
        app.cli.add_command(command)


@click.command()
@with_appcontext
def demo() -> None:
    """Add the demo people of a local copy and print how they sign in."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.is_local:
        raise click.ClickException("Demo people exist in FLIP_ENVIRONMENT=local only.")
    act_as(Actor(None, "command: demo", "-", "-"))
    people.print_demo_people(add_demo_people())


@click.command()
@click.option("--threads", default=THREADS, show_default=True, help="How many pieces of work at once.")
@with_appcontext
def worker(threads: int) -> None:
    """Do promised work, work callbacks, and keep the clockwork; ends cleanly on SIGTERM."""
    logs.to_stderr()
    this_process_is(WORKER)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    stand_with_one_thread()
    sys.setswitchinterval(TURN_SECONDS)
    running = Worker(app, threads=threads)
    bell.listener = running.wake
    consumer = huey.create_consumer(
        workers=1,
        periodic=False,
        initial_delay=0.05,
        max_delay=0.05,
        backoff=1,
        check_worker_health=True,
        graceful_signal="TERM",
    )
    running.start()
    try:
        consumer.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        if not running.stop():
            os._exit(0)  # a call that hangs would hold the process; its row is left to its lease


@click.command()
@click.option("--mode", type=click.Choice(["manual", "practice"]), default="practice", show_default=True)
@with_appcontext
def sandbox(mode: Mode) -> None:
    """Serve the small Flip of our own on this machine."""
    serve_sandbox(current_app.config["SETTINGS"], mode)


@click.command()
@with_appcontext
def doctor() -> None:
    """Say in plain words what is wrong with settings, database, worker, Flip and clock."""
    findings = doctor_checks.examine()
    for finding in findings:
        click.echo(f"{'ok  ' if finding.well else 'BAD '} {finding.subject}: {finding.words}")
    if not all(finding.well for finding in findings):
        raise SystemExit(1)


@click.command()
@with_appcontext
def reconcile() -> None:
    """Ask Flip for everything that may have moved unheard: connection, bills, payments."""
    gateway_tasks.look()
    bills_tasks.sync()
    payments_tasks.catch_up()
    payments_tasks.catch_up_old()
    click.echo("Compared with Flip.")


@callbacks_group.command("replay")
@click.argument("receipt_ids", nargs=-1, type=int, required=True)
@click.option("--reason", required=True, help="Why, for those who read it later.")
def replay(receipt_ids: tuple[int, ...], reason: str) -> None:
    """Have callbacks worked again, by their numbers."""
    act_as(Actor(None, "command: callbacks replay", "-", "-"))
    for receipt_id in receipt_ids:
        try:
            callbacks.replay(receipt_id, person_id=None, person_name="command", reason=reason)
        except NotFound:
            click.echo(f"{receipt_id}: there is no such callback")
        except Refused as refusal:
            click.echo(f"{receipt_id}: {refusal.message}")
        else:
            click.echo(f"{receipt_id}: is being worked again")


@signing_key_group.command("generate")
def generate() -> None:
    """Make a key pair that signs nothing yet, and print its public part for Flip."""
    act_as(Actor(None, "command: signing-key generate", "-", "-"))
    key = signing_keys.make("command: signing-key generate")
    click.echo(key.public_pem, nl=False)
    click.echo(f"Fingerprint (SHA-256): {key.fingerprint}", err=True)
    click.echo(
        "Give the public key to Flip. Once Flip has confirmed it, turn it on under Settings → Signature.",
        err=True,
    )


@vault_group.command("rotate")
def rotate() -> None:
    """Seal everything anew with the newest vault key; can be stopped and started again."""
    progress = sealed_columns.Progress(0, 0)
    for progress in sealed_columns.rotate():
        click.echo(f"{progress.seen} looked at, {progress.resealed} sealed anew")
    if progress.unreadable:
        rows = ", ".join(progress.unreadable)
        raise click.ClickException(
            f"No key of VAULT_KEYS opens {rows}. Put the old key back and start again."
        )
    click.echo("Everything is sealed with the newest key.")
