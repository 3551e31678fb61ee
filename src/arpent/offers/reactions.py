"""What offers do when told an event."""

from arpent.deals.events import DealHandedOver

from .actions.handing import hand_over_offers


def follow_the_deal(event: DealHandedOver) -> None:
    hand_over_offers(deal_id=event.deal_id, owner_id=event.owner_id)
