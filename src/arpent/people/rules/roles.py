"""Roles and what each may do. The table is data, so that a manager can read it on a screen."""

from enum import StrEnum


class Role(StrEnum):
    NEGOTIATOR = "negotiator"
    MANAGER = "manager"
    DIRECTION = "direction"
    ASSISTANT = "assistant"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """How far a role sees."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


class Permission(StrEnum):
    SEE_CLIENTS = "see_clients"
    CHANGE_CLIENTS = "change_clients"
    ASSIGN_CLIENTS = "assign_clients"
    IMPORT_FILE = "import_file"
    DRAW_SECTOR = "draw_sector"
    PLAN_WEEK = "plan_week"
    REPORT_VISITS = "report_visits"
    SET_FIELD = "set_field"
    SEE_DEALS = "see_deals"
    CHANGE_DEALS = "change_deals"
    SET_STAGES = "set_stages"
    APPROVE_OFFERS = "approve_offers"
    APPROVE_LOW_OFFERS = "approve_low_offers"
    SET_OFFER_RULES = "set_offer_rules"
    SEE_CATALOGUE = "see_catalogue"
    CHANGE_CATALOGUE = "change_catalogue"
    UNDO = "undo"
    MANAGE_PEOPLE = "manage_people"
    ERASE_PERSONS = "erase_persons"


# What each role may do and how far. An act that is absent is refused.
ROLE_PERMISSIONS: dict[Role, dict[Permission, Scope]] = {
    Role.NEGOTIATOR: {
        Permission.SEE_CLIENTS: Scope.OWN,
        Permission.CHANGE_CLIENTS: Scope.OWN,
        Permission.IMPORT_FILE: Scope.OWN,
        Permission.DRAW_SECTOR: Scope.OWN,
        Permission.PLAN_WEEK: Scope.OWN,
        Permission.REPORT_VISITS: Scope.OWN,
        Permission.SEE_DEALS: Scope.OWN,
        Permission.CHANGE_DEALS: Scope.OWN,
        Permission.SEE_CATALOGUE: Scope.ALL,
        Permission.UNDO: Scope.OWN,
    },
    Role.ASSISTANT: {
        Permission.SEE_CLIENTS: Scope.TEAM,
        Permission.CHANGE_CLIENTS: Scope.TEAM,
        Permission.ASSIGN_CLIENTS: Scope.TEAM,
        Permission.IMPORT_FILE: Scope.TEAM,
        Permission.PLAN_WEEK: Scope.TEAM,
        Permission.REPORT_VISITS: Scope.TEAM,
        Permission.SEE_DEALS: Scope.TEAM,
        Permission.CHANGE_DEALS: Scope.TEAM,
        Permission.SEE_CATALOGUE: Scope.ALL,
        Permission.UNDO: Scope.OWN,
    },
    Role.MANAGER: {
        Permission.SEE_CLIENTS: Scope.TEAM,
        Permission.CHANGE_CLIENTS: Scope.TEAM,
        Permission.ASSIGN_CLIENTS: Scope.TEAM,
        Permission.IMPORT_FILE: Scope.TEAM,
        Permission.DRAW_SECTOR: Scope.TEAM,
        Permission.PLAN_WEEK: Scope.TEAM,
        Permission.REPORT_VISITS: Scope.TEAM,
        Permission.SEE_DEALS: Scope.TEAM,
        Permission.CHANGE_DEALS: Scope.TEAM,
        Permission.APPROVE_OFFERS: Scope.TEAM,
        Permission.SEE_CATALOGUE: Scope.ALL,
        Permission.CHANGE_CATALOGUE: Scope.ALL,
        Permission.UNDO: Scope.TEAM,
    },
    Role.DIRECTION: {
        Permission.SEE_CLIENTS: Scope.ALL,
        Permission.CHANGE_CLIENTS: Scope.ALL,
        Permission.ASSIGN_CLIENTS: Scope.ALL,
        Permission.IMPORT_FILE: Scope.ALL,
        Permission.DRAW_SECTOR: Scope.ALL,
        Permission.PLAN_WEEK: Scope.ALL,
        Permission.REPORT_VISITS: Scope.ALL,
        Permission.SET_FIELD: Scope.ALL,
        Permission.SEE_DEALS: Scope.ALL,
        Permission.CHANGE_DEALS: Scope.ALL,
        Permission.SET_STAGES: Scope.ALL,
        Permission.APPROVE_OFFERS: Scope.ALL,
        Permission.APPROVE_LOW_OFFERS: Scope.ALL,
        Permission.SET_OFFER_RULES: Scope.ALL,
        Permission.SEE_CATALOGUE: Scope.ALL,
        Permission.CHANGE_CATALOGUE: Scope.ALL,
        Permission.UNDO: Scope.ALL,
        Permission.ERASE_PERSONS: Scope.ALL,
    },
    Role.ADMINISTRATOR: dict.fromkeys(Permission, Scope.ALL),
}


def scope_of(role: str, act: Permission) -> Scope | None:
    """Return how far a role may do an act, or None when it may not."""
    return ROLE_PERMISSIONS[Role(role)].get(act)
