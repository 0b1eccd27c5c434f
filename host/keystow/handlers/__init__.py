"""One module per group of methods; each handler asks, starts a job, records and replies."""
