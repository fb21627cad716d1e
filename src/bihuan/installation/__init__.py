"""How the house is wired: settings, addresses, the server's entry. Nothing imports this room."""
