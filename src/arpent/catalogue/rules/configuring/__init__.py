"""The configurator's engine: what is still possible, why something is refused, what to give up.

Pure: numpy, python-sat.
"""
