"""The `flask users` commands: the first admin elsewhere than in `local`, and help for who is locked out."""

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import AppGroup

from app.audit.actor import Actor, act_as
from app.lib.errors import NotFound, Refused
from app.users import service
from app.users.demo import DemoPerson
from app.users.permissions import Role

group = AppGroup("users", help="The people who work here.")
LONGEST_NAME = 100
ROLES = click.Choice([role.value for role in Role])


def print_demo_people(people: list[DemoPerson]) -> None:
    """Print how the demo people sign in."""
    click.echo("Demo people (this copy is for practice):")
    for person in people:
        seed = f"   one-time code seed {person.seed}" if person.seed else ""
        click.echo(f"  {person.email:30} password {person.password}{seed}")


def _address(context: click.Context, parameter: click.Parameter, value: str) -> str:
    try:
        return validate_email(value, test_environment=True, globally_deliverable=False).normalized
    except EmailNotValidError as error:
        raise click.BadParameter("this is not an e-mail address") from error


def _name(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if not value.strip() or len(value) > LONGEST_NAME:
        raise click.BadParameter(f"1 to {LONGEST_NAME} characters")
    return value


@group.command("add")
@click.argument("email", callback=_address)
@click.option("--name", required=True, callback=_name, help="The name others see.")
@click.option("--role", type=ROLES, required=True)
def add(email: str, name: str, role: str) -> None:
    """Add a person and print the one-time password they must change at first sign-in."""
    _as_command("users add")
    try:
        person, password = service.add_person(email, name, Role(role))
    except Refused as refusal:
        raise click.ClickException(_words(refusal)) from refusal
    click.echo(f"{person.email} is {person.role.value}. One-time password: {password}")


@group.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Keep a person out from now on."""
    _as_command("users disable")
    try:
        service.disable(service.find(email).public_id)
    except (Refused, NotFound) as error:
        raise click.ClickException(_words(error)) from error
    click.echo(f"{email} is disabled.")


@group.command("reset")
@click.argument("email")
@click.option("--second-factor", is_flag=True, help="Also forget the authenticator app.")
def reset(email: str, second_factor: bool) -> None:
    """Give a person a new one-time password."""
    _as_command("users reset")
    try:
        public_id = service.find(email).public_id
        _person, password = service.reset_password(public_id)
        if second_factor:
            service.reset_second_factor(public_id)
    except (Refused, NotFound) as error:
        raise click.ClickException(_words(error)) from error
    click.echo(f"One-time password for {email}: {password}")


def _as_command(name: str) -> None:
    act_as(Actor(None, f"command: {name}", "-", "-"))


def _words(error: Exception) -> str:
    if isinstance(error, Refused):
        texts = [error.message, *error.fields.values()]
        return " ".join(
            dict.fromkeys(text % error.values if error.values else text for text in texts if text)
        )
    return "There is no such person."
