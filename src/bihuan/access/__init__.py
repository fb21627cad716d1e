"""Accounts, the roles they hold, and what they reach. Deny by default: no role means no."""
