"""The server: who may reach it, and what it holds in memory."""
