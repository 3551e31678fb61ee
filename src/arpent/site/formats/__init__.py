"""How languages write days and hours, where Django writes them for another country."""
