"""Feedback to the inspected organization, and the copy notices that go with it."""
