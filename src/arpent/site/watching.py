"""Write the security log from signals of Django and allauth: sign-ins, passwords, second factors."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth

from arpent.history.events import OperationUndone
from arpent.web.security_log import SecurityEvent, keyed_hash, log_security_event


def _failed(credentials: dict[str, Any], **_: Any) -> None:
    log_security_event(SecurityEvent.SIGN_IN_FAILED, login=keyed_hash(str(credentials.get("email") or "")))


def _noting(event: SecurityEvent) -> Any:
    def note(sender: Any, user: Any = None, authenticator: Any = None, **_: Any) -> None:
        facts = {"kind": authenticator.type} if authenticator is not None else {}
        log_security_event(event, person=getattr(user, "pk", None), **facts)

    return note


def note_undone_access(event: OperationUndone) -> None:
    """Log the undo of a change of somebody's permissions, or of the roles that need a second factor."""
    if event.kind in ("accounts.change", "accounts.create", "accounts.second_factor"):
        log_security_event(SecurityEvent.ACCESS_CHANGED, by=event.by, undone=event.kind, operation=event.operation_id)


def watch() -> None:
    """Connect the signal receivers; called once, at start-up."""
    from .web.guards import begin_sign_in

    auth.user_logged_in.connect(begin_sign_in, dispatch_uid="arpent.began")
    auth.user_login_failed.connect(_failed, dispatch_uid="arpent.failed")
    for signal, event in (
        (auth.user_logged_in, SecurityEvent.SIGNED_IN),
        (auth.user_logged_out, SecurityEvent.SIGNED_OUT),
        (account.password_changed, SecurityEvent.PASSWORD_CHANGED),
        (account.password_set, SecurityEvent.PASSWORD_CHANGED),
        (account.password_reset, SecurityEvent.PASSWORD_CHANGED),
        (mfa.authentication_failed, SecurityEvent.SECOND_FACTOR_FAILED),
        (mfa.authenticator_added, SecurityEvent.SECOND_FACTOR_ADDED),
        (mfa.authenticator_removed, SecurityEvent.SECOND_FACTOR_REMOVED),
        (mfa.authenticator_reset, SecurityEvent.SECOND_FACTOR_ADDED),
    ):
        signal.connect(_noting(event), weak=False, dispatch_uid=f"arpent.{event.value}.{id(signal)}")
