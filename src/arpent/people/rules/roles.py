"""Roles and what each may do. The table is data, so that a manager can read it on a screen."""

from enum import StrEnum


class Role(StrEnum):
    NEGOTIATOR = "negotiator"
    MANAGER = "manager"
    DIRECTION = "direction"
    ASSISTANT = "assistant"
    ADMINISTRATOR = "administrator"


class Reach(StrEnum):
    """How far a role sees."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


class Act(StrEnum):
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
RIGHTS: dict[Role, dict[Act, Reach]] = {
    Role.NEGOTIATOR: {
        Act.SEE_CLIENTS: Reach.OWN,
        Act.CHANGE_CLIENTS: Reach.OWN,
        Act.IMPORT_FILE: Reach.OWN,
        Act.DRAW_SECTOR: Reach.OWN,
        Act.PLAN_WEEK: Reach.OWN,
        Act.REPORT_VISITS: Reach.OWN,
        Act.SEE_DEALS: Reach.OWN,
        Act.CHANGE_DEALS: Reach.OWN,
        Act.SEE_CATALOGUE: Reach.ALL,
        Act.UNDO: Reach.OWN,
    },
    Role.ASSISTANT: {
        Act.SEE_CLIENTS: Reach.TEAM,
        Act.CHANGE_CLIENTS: Reach.TEAM,
        Act.ASSIGN_CLIENTS: Reach.TEAM,
        Act.IMPORT_FILE: Reach.TEAM,
        Act.PLAN_WEEK: Reach.TEAM,
        Act.REPORT_VISITS: Reach.TEAM,
        Act.SEE_DEALS: Reach.TEAM,
        Act.CHANGE_DEALS: Reach.TEAM,
        Act.SEE_CATALOGUE: Reach.ALL,
        Act.UNDO: Reach.OWN,
    },
    Role.MANAGER: {
        Act.SEE_CLIENTS: Reach.TEAM,
        Act.CHANGE_CLIENTS: Reach.TEAM,
        Act.ASSIGN_CLIENTS: Reach.TEAM,
        Act.IMPORT_FILE: Reach.TEAM,
        Act.DRAW_SECTOR: Reach.TEAM,
        Act.PLAN_WEEK: Reach.TEAM,
        Act.REPORT_VISITS: Reach.TEAM,
        Act.SEE_DEALS: Reach.TEAM,
        Act.CHANGE_DEALS: Reach.TEAM,
        Act.APPROVE_OFFERS: Reach.TEAM,
        Act.SEE_CATALOGUE: Reach.ALL,
        Act.CHANGE_CATALOGUE: Reach.ALL,
        Act.UNDO: Reach.TEAM,
    },
    Role.DIRECTION: {
        Act.SEE_CLIENTS: Reach.ALL,
        Act.CHANGE_CLIENTS: Reach.ALL,
        Act.ASSIGN_CLIENTS: Reach.ALL,
        Act.IMPORT_FILE: Reach.ALL,
        Act.DRAW_SECTOR: Reach.ALL,
        Act.PLAN_WEEK: Reach.ALL,
        Act.REPORT_VISITS: Reach.ALL,
        Act.SET_FIELD: Reach.ALL,
        Act.SEE_DEALS: Reach.ALL,
        Act.CHANGE_DEALS: Reach.ALL,
        Act.SET_STAGES: Reach.ALL,
        Act.APPROVE_OFFERS: Reach.ALL,
        Act.APPROVE_LOW_OFFERS: Reach.ALL,
        Act.SET_OFFER_RULES: Reach.ALL,
        Act.SEE_CATALOGUE: Reach.ALL,
        Act.CHANGE_CATALOGUE: Reach.ALL,
        Act.UNDO: Reach.ALL,
        Act.ERASE_PERSONS: Reach.ALL,
    },
    Role.ADMINISTRATOR: dict.fromkeys(Act, Reach.ALL),
}


def reach_of(role: str, act: Act) -> Reach | None:
    """Return how far a role may do an act, or None when it may not."""
    return RIGHTS[Role(role)].get(act)
