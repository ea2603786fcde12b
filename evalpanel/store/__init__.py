"""The database of a workspace: SQLModel over SQLCipher."""
