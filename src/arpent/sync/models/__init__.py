from .device import Device, DeviceState
from .item import Item, ItemVersion
from .policy import BoardPolicy, Epoch

__all__ = ["BoardPolicy", "Device", "DeviceState", "Epoch", "Item", "ItemVersion"]
