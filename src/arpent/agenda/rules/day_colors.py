"""The colour of each day of the week, on maps and in lists."""

COLORS = ("#1d4f8f", "#b42318", "#1b6b2c", "#7a3db8", "#9a5b00", "#0b6e75", "#8f1d63")
