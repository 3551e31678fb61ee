"""Declaration of the personal data stored by libraries: sign-in, sessions, the task queue."""

from arpent.kernel.personal_data import CODE, HASH, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable("account.EmailAddress", {"email": Kind.CONTACT}, email="email", delete_own=True),
    PersonalTable("account.EmailConfirmation", none={"key": HASH}),
    PersonalTable("mfa.Authenticator", {"data": Kind.JSON}, {"type": CODE}),
    PersonalTable(
        "sessions.Session", none={"session_key": HASH, "session_data": "the id of the person who signed in, signed"}
    ),
    PersonalTable(
        "django_tasks_database.DBTaskResult",
        {
            "exception_class_path": Kind.FREE_TEXT,
            "traceback": Kind.FREE_TEXT,
            "args_kwargs": Kind.JSON,
            "return_value": Kind.JSON,
        },
        {"status": CODE, "task_path": CODE, "queue_name": CODE, "backend_name": CODE, "worker_ids": HASH},
    ),
    PersonalTable(
        "usersessions.UserSession",
        {"ip": Kind.CONTACT, "user_agent": Kind.FREE_TEXT, "data": Kind.JSON},
        {"session_key": HASH},
        delete_own=True,
    ),
    PersonalTable("auth.Permission", none={"name": CODE, "codename": CODE}),
    PersonalTable("auth.Group", none={"name": CODE}),
    PersonalTable("contenttypes.ContentType", none={"app_label": CODE, "model": CODE}),
)
