"""Personal data of notifications: messages of people, and names of those who are no users."""

from arpent.kernel.personal_data import CODE, Kind, PersonalTable

PERSONAL_DATA = (
    PersonalTable(
        "notifications.Notification",
        {"author_name": Kind.IDENTITY, "text": Kind.FREE_TEXT},
        {"type_code": CODE, "channel": CODE},
        names=("author_name",),
    ),
    PersonalTable("notifications.ChannelChoice", none={"type_code": CODE, "channel": CODE}),
)
