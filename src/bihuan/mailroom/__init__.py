"""What the public sent, carried inside: the doors of a dossier, its sealed tips, what was answered and what came of it.

A tip lies sealed to its team's key as it came, and so does everything that is written about it; the key itself lies
wrapped under the team's passphrase. Store and key files together open nothing.
"""
