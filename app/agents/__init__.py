"""Agents: people whom Flip has to verify before money is sent for them."""
