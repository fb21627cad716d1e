"""Dossiers that leave the house for a while and come home: a laptop without network, signed and sealed packages."""
