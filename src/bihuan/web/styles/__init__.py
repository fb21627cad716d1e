"""How pages look: what their sheets are made of, and what a browser is given before it has one."""
