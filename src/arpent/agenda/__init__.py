"""Appointments, visits to plan, weeks of visits."""
