"""What became of a campaign."""

from dataclasses import dataclass, field


@dataclass
class Result:
    """The outcome of a campaign. ``confirmed``: reports whose finishing the page confirmed."""

    confirmed: int = 0
    lost: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    conflicts: int = 0
    unexplained: int = 0
    missing_after_restore: int = 0
    back: int = 0
    browser_kills: int = 0
    server_kills: int = 0
    seconds: float = 0.0
    seconds_back: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        return (
            not (self.lost or self.altered or self.doubled or self.conflicts or self.unexplained)
            and self.back == self.confirmed
        )

    def __str__(self) -> str:
        failures = ", ".join(f"{k} {v}" for k, v in self.counts.items())
        return (
            f"{self.confirmed} reports in {self.seconds:.0f} s, {self.browser_kills} browser kills, {self.server_kills}"
            f" server kills: {len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.altered)} altered,"
            f" {self.conflicts} false conflicts, {self.unexplained} unexplained; {self.missing_after_restore} missing"
            f" after a restore, {self.back} of {self.confirmed} there when the phone had sent again, in"
            f" {self.seconds_back:.0f} s ({failures})"
            + "".join(f"\n  {x}" for x in [*self.lost, *self.altered, *self.doubled])
        )
