"""The end of a dossier: consents, exceptions, the verdict over everything, returns, the archive."""
